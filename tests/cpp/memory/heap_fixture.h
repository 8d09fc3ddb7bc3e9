// SPDX-License-Identifier: Apache-2.0
//
// A process heap with some roots. Every collection is looked at by the verifier, before and after.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "memory/process_heap.h"
#include "memory/verify_heap.h"

namespace linac {

class HeapFixture : public ::testing::Test {
 protected:
  explicit HeapFixture(const HeapOptions& options = {}) {
    HeapState state;
    EXPECT_TRUE(ProcessHeap::create(state, options));
    heap.load(state);
  }
  ~HeapFixture() override {
    HeapState state = heap.state();
    ProcessHeap::destroy(state);
  }

  Roots root_set() { return Roots{roots, nullptr, nullptr}; }
  std::string fault() { return heap_fault(heap.state(), root_set()); }
  bool collect(Collection collection = Collection::kMinor, uint32_t need = 0) {
    EXPECT_EQ(fault(), "");
    const bool done = heap.collect(need, root_set(), stats, collection);
    EXPECT_EQ(fault(), "");
    return done;
  }
  /// As test_heap does.
  void ensure(uint32_t words) {
    if (heap.free_words() < words) {
      ASSERT_TRUE(heap.collect(words, root_set(), stats));
    }
    ASSERT_GE(heap.free_words(), words);
  }
  void push(Term term) {
    ensure(1);
    Word* const at = heap.stack_pointer() - 1;
    *at = term.bits();
    heap.set_stack_pointer(at);
  }
  Term pop() {
    const Term term(*heap.stack_pointer());
    heap.set_stack_pointer(heap.stack_pointer() + 1);
    return term;
  }
  bool is_old(Term term) const {
    const HeapState state = heap.state();
    return term.address() >= state.old_start && term.address() < state.old_top;
  }
  bool is_young(Term term) const {
    const HeapState state = heap.state();
    return term.address() >= state.start && term.address() < state.top;
  }

  std::vector<Term> roots;
  CollectionStats stats;
  ProcessHeap heap;
};

/// Each of the kinds that a running process meets.
inline constexpr Collection kCollections[] = {Collection::kMinor, Collection::kFull,
                                              Collection::kCompact};

}  // namespace linac
