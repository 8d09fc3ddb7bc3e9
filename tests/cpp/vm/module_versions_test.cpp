// SPDX-License-Identifier: Apache-2.0
//
// Versions of modules as the VM keeps them: what a purge frees, and what stays.
#include "module_versions.h"

#include "memory/literal_ranges.h"
#include "program.h"
#include "runtime/collect.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {
namespace {

const Bytes& version(int number) {
  static const ErlangModules one({R"(-module(subject).
-export([main/0, value/0, make/1]).
main() -> receive after infinity -> ok end.
value() -> {one, [1, 2, 3]}.
make(X) -> fun() -> X end.
)"});
  static const ErlangModules two({R"(-module(subject).
-export([main/0, value/0]).
main() -> main().
value() -> {two, "other"}.
)"});
  return number == 1 ? one["subject"] : two["subject"];
}

class ModuleVersionsTest : public ::testing::Test {
 protected:
  void load(int number) {
    std::string error;
    ASSERT_TRUE(vm_.load(version(number), "subject.beam", error)) << error;
  }
  Vm::State& state() { return vm_.state(); }
  Purge purge(bool soft = false) { return purge_module(state().context, name_, soft); }

  CapturedPlatform platform_;
  Vm vm_{platform_, interpreted()};
  Term name_ = intern("subject");
};

TEST_F(ModuleVersionsTest, AReplacedModuleIsOldUntilItIsPurged) {
  load(1);
  const Module* first = state().find_module(name_);
  EXPECT_EQ(old_module(state(), name_), nullptr);
  load(2);
  EXPECT_EQ(old_module(state(), name_), first);
  EXPECT_EQ(state().find_module_by_id(first->id), first);
  const Purge done = purge();
  EXPECT_TRUE(done.was_old && done.is_purged && !done.killed);
  EXPECT_EQ(old_module(state(), name_), nullptr);
  EXPECT_FALSE(purge().was_old);
  EXPECT_TRUE(purge(true).is_purged) << "nothing is old";
}

TEST_F(ModuleVersionsTest, WhatIsFreedComesBack) {
  load(1);
  load(2);
  purge();
  free_purged(state().context);
  const uint32_t slots = state().slots.reserved();
  const size_t modules = state().versions.by_id.size();
  for (int i = 0; i < 20; ++i) {
    load(1 + i % 2);
    purge();
    free_purged(state().context);
  }
  // The fun of version 1 has a slot of its own while nobody runs it.
  EXPECT_LE(state().slots.reserved(), slots + 20);
  EXPECT_EQ(state().versions.by_id.size(), modules);
  EXPECT_TRUE(state().versions.purged.empty());
}

TEST_F(ModuleVersionsTest, AThirdVersionPurgesTheFirst) {
  load(1);
  load(2);
  load(1);
  EXPECT_EQ(state().versions.purged.size(), 1u);
  free_purged(state().context);
  EXPECT_EQ(state().versions.by_id.size(), 2u);
}

TEST_F(ModuleVersionsTest, ADeletedModuleExportsNothing) {
  load(1);
  EXPECT_TRUE(vm_.exports("subject", "make", 1));
  EXPECT_TRUE(delete_module(state(), name_));
  EXPECT_FALSE(vm_.exports("subject", "make", 1));
  EXPECT_FALSE(delete_module(state(), name_));
  load(2);
  EXPECT_TRUE(vm_.exports("subject", "value", 0));
  EXPECT_FALSE(vm_.exports("subject", "make", 1));
}

TEST_F(ModuleVersionsTest, WhoExecutesOldCodeIsKilled) {
  load(1);
  std::string error;
  ASSERT_TRUE(vm_.start("subject", {}, error)) << error;
  EXPECT_EQ(vm_.slice(10), Vm::kWaitForever);
  load(2);
  EXPECT_FALSE(purge(true).is_purged);
  EXPECT_NE(old_module(state(), name_), nullptr);
  EXPECT_TRUE(purge().killed);
  EXPECT_EQ(state().scheduler.find(state().main_process), nullptr);
}

TEST(LiteralRangesTest, KnowsItsRangesOnly) {
  Word words[30] = {};
  LiteralRanges ranges;
  EXPECT_FALSE(ranges.contains(words));
  ranges.add(words + 20, 5);
  ranges.add(words + 2, 3);
  ranges.add(words, 0);
  EXPECT_EQ(ranges.words(), 8u);
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(ranges.contains(words + i), (i >= 2 && i < 5) || (i >= 20 && i < 25)) << i;
  }
  const Word holder[] = {7, Term::pointer(Tag::kTuple, words + 21).bits()};
  EXPECT_TRUE(ranges.may_be_in(holder, holder + 2));
  EXPECT_FALSE(ranges.may_be_in(holder, holder + 1));
}

TEST(LiteralRangesTest, ACollectionCopiesWhatIsReachedOnce) {
  BlockHeap area;
  const Term shared = area.cons(Term::small(1), Term::nil());
  const Term literal = area.tuple(shared, shared, area.floating(1e200));
  LiteralRanges ranges;
  area.for_each_block([&](const Word* start, size_t words) { ranges.add(start, words); });
  HeapState state;
  ASSERT_TRUE(ProcessHeap::create(state, {}));
  ProcessHeap heap;
  heap.load(state);
  Term registers[] = {heap.tuple(literal, shared), literal};
  CollectionStats stats;
  ASSERT_TRUE(heap.collect_literals(ranges, {registers, nullptr, nullptr}, stats));
  const Term copy = registers[1];
  EXPECT_FALSE(ranges.contains(copy.address()));
  EXPECT_EQ(tuple_element(registers[0], 0), copy);
  EXPECT_EQ(tuple_element(registers[0], 1), tuple_element(copy, 0));
  EXPECT_EQ(tuple_element(copy, 0), tuple_element(copy, 1));
  EXPECT_FALSE(ranges.contains(tuple_element(copy, 2).address()));
  EXPECT_EQ(head(shared), Term::small(1)) << "the literal is as it was";
  heap.store(state);
  ProcessHeap::destroy(state);
}

}  // namespace
}  // namespace linac
