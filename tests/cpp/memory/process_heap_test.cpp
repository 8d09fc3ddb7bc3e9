// SPDX-License-Identifier: Apache-2.0
#include "memory/process_heap.h"

#include <algorithm>
#include <random>

#include "heap_fixture.h"
#include "memory/binary_data.h"
#include "memory/copy.h"
#include "memory/heap_size.h"
#include "runtime/match_context.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/compare.h"

namespace linac {
namespace {

class ProcessHeapTest : public HeapFixture {
 protected:
  using HeapFixture::HeapFixture;

  /// [size, …, 2, 1], built as a program does.
  void build_list(int64_t size) {
    roots.push_back(Term::nil());
    for (int64_t i = 1; i <= size; ++i) {
      ensure(2);
      roots.back() = heap.cons(Term::small(i), roots.back());
    }
  }
  static int64_t sum(Term list) {
    int64_t total = 0;
    for (; list.is_cons(); list = tail(list)) total += head(list).small_value();
    return total;
  }
  void make_garbage(size_t words) {
    for (; words >= 2; words -= 2) {
      ensure(2);
      heap.cons(Term::nil(), Term::nil());
    }
  }
  /// A reference-counted binary; the test holds one reference more to see the heap's go.
  BinaryData* make_large_binary(size_t size, Term* term) {
    uint8_t* content;
    ensure(kRefcBinaryWords);
    *term = make_binary_uninitialised(heap, size, &content);
    for (size_t i = 0; i < size; ++i) content[i] = static_cast<uint8_t>(i);
    BinaryData* const data = binary_data(term->address());
    ++data->references;
    held_.push_back(data);
    return data;
  }
  ~ProcessHeapTest() override {
    BlockHeap heir;
    for (BinaryData* data : held_) {
      Word* const at = heir.allocate(kRefcBinaryWords);
      at[0] = make_header(Kind::kRefcBinary, kRefcBinaryWords - 1);
      at[1] = 0;
      at[2] = static_cast<Word>(reinterpret_cast<uintptr_t>(data));
      heir.link_off_heap(at);
    }
  }

 private:
  std::vector<BinaryData*> held_;
};

TEST(HeapSize, TheSeriesIsThatOfOtp) {
  const int64_t first[] = {12,   38,   51,   90,    142,   233,   376,   610,   987,   1598,
                           2586, 4185, 6772, 10958, 17731, 28690, 46422, 75113, 121536};
  EXPECT_TRUE(std::equal(std::begin(first), std::end(first), kHeapSizes.begin()));
  EXPECT_EQ(kHeapSizes[22], 833026);
  EXPECT_EQ(kHeapSizes[23], 999631);
  EXPECT_EQ(kHeapSizes[24], 1199557);
  EXPECT_EQ(kHeapSizes.back(), 885767171276247);
  EXPECT_EQ(next_heap_size(0), 12u);
  EXPECT_EQ(next_heap_size(233), 233u);
  EXPECT_EQ(next_heap_size(234), 376u);
}

TEST_F(ProcessHeapTest, WhatSurvivesTwiceIsOldAndStaysWhereItIs) {
  roots = {heap.tuple(Term::small(1), heap.cons(Term::small(2), Term::nil()))};
  ASSERT_TRUE(collect());
  EXPECT_TRUE(is_young(roots[0]));
  roots.push_back(heap.tuple(Term::small(3), roots[0]));
  ASSERT_TRUE(collect());
  EXPECT_TRUE(is_old(roots[0]));
  EXPECT_TRUE(is_old(tuple_element(roots[0], 1)));
  EXPECT_TRUE(is_young(roots[1]));
  EXPECT_EQ(tuple_element(roots[1], 1), roots[0]);
  const Term old = roots[0];
  for (int i = 0; i < 5; ++i) {
    make_garbage(100);
    ASSERT_TRUE(collect());
    EXPECT_EQ(roots[0], old);
  }
  EXPECT_TRUE(is_old(roots[1]));
  EXPECT_EQ(head(tuple_element(roots[0], 1)), Term::small(2));
}

TEST_F(ProcessHeapTest, AFullCollectionFindsOldGarbage) {
  build_list(1000);
  collect();
  collect();
  ASSERT_TRUE(is_old(roots[0]));
  roots[0] = Term::nil();
  collect();
  EXPECT_GE(heap.heap_words(), 2000u);
  collect(Collection::kFull);
  EXPECT_EQ(heap.heap_words(), 0u);
  EXPECT_EQ(heap.state().old_start, nullptr);
  EXPECT_GE(stats.words_reclaimed, 2000u);
}

TEST_F(ProcessHeapTest, AFullCollectionKeepsTheGenerationsApart) {
  build_list(10);
  collect();
  roots.push_back(heap.cons(Term::small(0), roots[0]));
  collect(Collection::kFull);
  EXPECT_TRUE(is_old(roots[0]));
  EXPECT_TRUE(is_young(roots[1]));
  EXPECT_EQ(tail(roots[1]), roots[0]);
}

TEST_F(ProcessHeapTest, CompactingLeavesOneBlock) {
  build_list(500);
  collect();
  collect();
  roots.push_back(heap.cons(Term::small(0), roots[0]));
  collect(Collection::kCompact);
  EXPECT_EQ(heap.state().old_start, nullptr);
  EXPECT_TRUE(is_young(roots[0]));
  EXPECT_EQ(tail(roots[1]), roots[0]);
  EXPECT_EQ(heap.heap_words(), 1002u);
  EXPECT_EQ(sum(roots[1]), 500 * 501 / 2);
}

TEST_F(ProcessHeapTest, LiteralsStayWhereTheyAre) {
  BlockHeap literals;
  const Term literal = literals.tuple(Term::small(1), literals.cons(Term::nil(), Term::nil()));
  roots = {literal, heap.cons(literal, Term::nil())};
  for (const Collection collection : kCollections) {
    collect(collection);
    EXPECT_EQ(roots[0], literal);
    EXPECT_EQ(head(roots[1]), literal);
  }
}

TEST_F(ProcessHeapTest, AListOfAMillionElementsIsCopiedAFewTimesOnly) {
  constexpr int64_t kSize = 1'000'000;
  build_list(kSize);
  EXPECT_EQ(sum(roots[0]), kSize * (kSize + 1) / 2);
  EXPECT_LT(stats.words_copied, 2u * kSize * 8);
  EXPECT_LT(stats.full + stats.minor, 60u);
  EXPECT_EQ(fault(), "");
}

TEST_F(ProcessHeapTest, ALargeHeapOfGarbageShrinks) {
  build_list(300'000);
  roots[0] = Term::nil();
  collect(Collection::kFull);
  const HeapState state = heap.state();
  EXPECT_LT(state.block_words() + state.old_block_words(), 10'000u);
  build_list(300'000);
  roots[1] = Term::nil();
  collect(Collection::kCompact);
  EXPECT_EQ(heap.state().block_words(), kMinHeapWords);
  EXPECT_EQ(heap.state().old_block_words(), 0u);
}

TEST_F(ProcessHeapTest, ALargeYoungBlockWithoutLiveDataIsLeft) {
  Word* const at = heap.allocate(200'001);  // by a BIF, say, which does not collect
  at[0] = make_header(Kind::kTuple, 200'000);
  std::fill(at + 1, at + 200'001, Term::nil().bits());
  roots = {Term::pointer(Tag::kTuple, at)};
  collect();
  EXPECT_GT(heap.state().block_words(), 200'000u);
  roots[0] = Term::nil();
  for (int i = 0; i < 3; ++i) collect();
  EXPECT_LT(heap.state().block_words(), 100'000u);
}

TEST_F(ProcessHeapTest, GarbageDoesNotLetAHeapGrow) {
  build_list(20);
  make_garbage(1'000'000);
  const HeapState state = heap.state();
  EXPECT_LE(state.block_words(), kMinHeapWords);
  EXPECT_LE(state.old_block_words(), kMinHeapWords);
  EXPECT_EQ(sum(roots[0]), 210);
}

TEST_F(ProcessHeapTest, ShrinkingLeavesNothingFree) {
  build_list(50);
  push(Term::small(7));
  collect(Collection::kShrink);
  EXPECT_EQ(heap.free_words(), 0u);
  EXPECT_EQ(heap.state().block_words(), 101u);
  EXPECT_EQ(sum(roots[0]), 50 * 51 / 2);
  ensure(10);
  EXPECT_EQ(heap.state().block_words(), 610u);
  EXPECT_EQ(sum(roots[0]), 50 * 51 / 2);
  EXPECT_EQ(pop(), Term::small(7));
}

TEST_F(ProcessHeapTest, AStackAloneMakesTheBlockGrow) {
  constexpr int64_t kDepth = 500'000;
  for (int64_t i = 0; i < kDepth; ++i) {
    push(i % 1000 == 0 ? heap.cons(Term::small(i), Term::nil()) : Term::small(i));
    ensure(2);
  }
  EXPECT_LT(stats.words_copied, 8u * kDepth);
  for (int64_t i = kDepth; i-- > 0;) {
    const Term term = pop();
    ASSERT_EQ((term.is_cons() ? head(term) : term).small_value(), i);
  }
  collect();
  EXPECT_LT(heap.state().block_words(), 10'000u);
}

TEST_F(ProcessHeapTest, WhatIsNeededIsThereThoughAllLives) {
  for (const uint32_t need : {1u, 100u, 5000u, 300'000u}) {
    build_list(200);
    for (const Collection collection : kCollections) {
      ASSERT_TRUE(collect(collection, need));
      EXPECT_GE(heap.free_words(), need);
    }
  }
}

TEST_F(ProcessHeapTest, WhatCannotBeHadChangesNothing) {
  build_list(200);
  collect();
  EXPECT_FALSE(collect(Collection::kMinor, 1u << 30));
  EXPECT_FALSE(collect(Collection::kCompact, 0xffff'ffff));
  EXPECT_EQ(sum(roots[0]), 200 * 201 / 2);
}

TEST_F(ProcessHeapTest, OverflowGoesToFewFragmentsAndComesHome) {
  roots.push_back(Term::nil());
  for (int i = 0; i < 100'000; ++i) roots[0] = heap.cons(Term::small(i), roots[0]);
  EXPECT_TRUE(heap.wants_collection());
  size_t fragments = 0;
  for (const Fragment* f = heap.state().fragments; f != nullptr; f = f->next) ++fragments;
  EXPECT_LT(fragments, 20u);
  for (const Collection collection : kCollections) {
    roots[0] = heap.cons(Term::small(1), roots[0]);
    collect(collection);
    EXPECT_EQ(heap.state().fragments, nullptr);
    EXPECT_FALSE(heap.wants_collection());
  }
  EXPECT_EQ(sum(roots[0]), int64_t{100'000} * 99'999 / 2 + 3);
}

TEST_F(ProcessHeapTest, AdoptedFragmentsBelongToTheHeap) {
  Fragment* const fragment = Fragment::create(2);
  ASSERT_NE(fragment, nullptr);
  fragment->used = 2;
  roots = {make_cons(fragment->words(), Term::small(1), Term::nil())};
  heap.adopt(fragment);
  EXPECT_EQ(heap.heap_words(), 2u);
  collect();
  EXPECT_TRUE(is_young(roots[0]));
  EXPECT_EQ(head(roots[0]), Term::small(1));
}

// --- full collections that come by themselves

class FrequentSweepTest : public ProcessHeapTest {
 protected:
  FrequentSweepTest() : ProcessHeapTest(HeapOptions{kMinHeapWords, kMinBinaryWords, 3}) {}
};

TEST_F(FrequentSweepTest, EveryFourthCollectionIsFull) {
  build_list(10);
  for (int i = 0; i < 12; ++i) collect();
  EXPECT_EQ(stats.minor, 9u);
  EXPECT_EQ(stats.full, 3u);
  EXPECT_EQ(heap.state().old_start, nullptr);
}

class NoGenerationsTest : public ProcessHeapTest {
 protected:
  NoGenerationsTest() : ProcessHeapTest(HeapOptions{kMinHeapWords, kMinBinaryWords, 0}) {}
};

TEST_F(NoGenerationsTest, ThereNeverIsAnOldBlock) {
  build_list(10'000);
  EXPECT_EQ(stats.minor, 0u);
  EXPECT_EQ(heap.state().old_start, nullptr);
  EXPECT_EQ(sum(roots[0]), 10'000 * 10'001 / 2);
}

class LargeHeapTest : public ProcessHeapTest {
 protected:
  LargeHeapTest() : ProcessHeapTest(HeapOptions{5000, kMinBinaryWords, kFullsweepAfter}) {}
};

TEST_F(LargeHeapTest, NoCollectionGoesBelowTheLeastSize) {
  EXPECT_EQ(heap.state().block_words(), 6772u);
  for (const Collection collection : kCollections) {
    build_list(10);
    collect(collection);
    EXPECT_EQ(heap.state().block_words(), 6772u);
  }
}

// --- binaries

TEST_F(ProcessHeapTest, BinariesAreReleasedByTheCollectionThatFindsThemDead) {
  roots.resize(3);
  BinaryData* young = make_large_binary(100, &roots[0]);
  BinaryData* old = make_large_binary(200, &roots[1]);
  BinaryData* kept = make_large_binary(300, &roots[2]);
  EXPECT_EQ(young->references, 2u);
  roots[0] = Term::nil();
  collect();
  EXPECT_EQ(young->references, 1u);
  collect();
  ASSERT_TRUE(is_old(roots[1]));
  EXPECT_EQ(heap.state().binaries.bytes, 0u);
  EXPECT_EQ(heap.state().old_binaries.bytes, 500u);
  roots[1] = Term::nil();
  collect();
  EXPECT_EQ(old->references, 2u);
  collect(Collection::kFull);
  EXPECT_EQ(old->references, 1u);
  EXPECT_EQ(kept->references, 2u);
  EXPECT_EQ(heap.state().old_binaries.bytes, 300u);
  collect(Collection::kCompact);
  EXPECT_EQ(heap.state().binaries.bytes, 300u);
  EXPECT_EQ(heap.state().old_binaries.bytes, 0u);
}

TEST_F(ProcessHeapTest, ManyBinariesCallForACollection) {
  std::vector<Term> terms(8);
  for (size_t i = 0; i < 3; ++i) make_large_binary(100'000, &terms[i]);
  EXPECT_FALSE(heap.wants_collection());
  make_large_binary(100'000, &terms[3]);
  EXPECT_TRUE(heap.wants_collection());
  collect();
  EXPECT_FALSE(heap.wants_collection());
}

TEST_F(ProcessHeapTest, DeadOldBinariesAreFoundWithoutBeingAskedFor) {
  // Each lives long enough to become old, and then dies.
  std::vector<BinaryData*> all;
  for (int i = 0; i < 100; ++i) {
    roots.assign(1, Term::nil());
    all.push_back(make_large_binary(100'000, &roots[0]));
    collect();
    collect();
  }
  const auto dead = std::count_if(all.begin(), all.end(),
                                  [](const BinaryData* data) { return data->references == 1; });
  EXPECT_GT(dead, 90);
  EXPECT_GT(stats.full, 5u);
}

TEST_F(ProcessHeapTest, MatchContextsFollowTheirBasesThroughAllGenerations) {
  for (const size_t size : {40, 300}) {
    for (unsigned plan = 0; plan < 81; ++plan) {
      uint8_t* content;
      const Term binary = make_binary_uninitialised(heap, size, &content);
      for (size_t i = 0; i < size; ++i) content[i] = static_cast<uint8_t>(i);
      roots = {binary};
      unsigned steps = plan;
      // Base and context become old at different times, or together.
      for (int before = 0; before < 2; ++before, steps /= 3) collect(kCollections[steps % 3]);
      roots.push_back(start_match(heap, roots[0]));
      if (plan % 2 == 0) roots[0] = Term::nil();
      for (int i = 0; i < 10; ++i) {
        const Term byte = get_integer(heap, MatchContext(roots[1]), Term::small(8), 1, 0);
        ASSERT_EQ(byte, Term::small(i)) << plan;
        collect(kCollections[(steps + static_cast<unsigned>(i)) % 3]);
      }
      collect(Collection::kCompact);
    }
  }
}

// --- what the verifier would say

class HeapVerifierTest : public ProcessHeapTest {
 protected:
  void SetUp() override {
    roots = {heap.tuple(Term::small(1), Term::small(2))};
    collect();
    collect();
    ASSERT_TRUE(is_old(roots[0]));
  }
};

TEST_F(HeapVerifierTest, SeesPointersFromOldToYoung) {
  const Term young = heap.cons(Term::nil(), Term::nil());
  Word* const element = roots[0].address() + 1;
  *element = young.bits();
  EXPECT_NE(fault(), "");
  *element = Term::nil().bits();
  EXPECT_EQ(fault(), "");
}

TEST_F(HeapVerifierTest, SeesPointersFromMatureToYoung) {
  roots.push_back(heap.tuple(Term::nil()));
  collect();
  ASSERT_TRUE(is_young(roots[1]));
  Word* const element = roots[1].address() + 1;
  *element = heap.cons(Term::nil(), Term::nil()).bits();
  EXPECT_NE(fault(), "");
  *element = roots[0].bits();
  EXPECT_EQ(fault(), "");
}

TEST_F(HeapVerifierTest, SeesTagsThatAreNotTheirObjects) {
  roots.push_back(Term::pointer(Tag::kMap, roots[0].address()));
  EXPECT_NE(fault(), "");
  roots[1] = Term::pointer(Tag::kTuple, heap.cons(Term::nil(), Term::nil()).address());
  EXPECT_NE(fault(), "");
  roots[1] = Term::pointer(Tag::kCons, roots[0].address());
  EXPECT_NE(fault(), "");
  roots[1] = Term::pointer(Tag::kCons, heap.top());
  EXPECT_NE(fault(), "");
  roots.pop_back();
  EXPECT_EQ(fault(), "");
}

TEST_F(HeapVerifierTest, SeesContextsLeftBehind) {
  roots.push_back(start_match(heap, make_binary(heap, "abc", 3)));
  EXPECT_EQ(fault(), "");
  roots[1].address()[kContextBytesOffset] += 8;
  EXPECT_NE(fault(), "");
  roots[1].address()[kContextBytesOffset] -= 8;
}

TEST_F(HeapVerifierTest, SeesBinariesThatNobodyWouldRelease) {
  roots.resize(2);
  make_large_binary(100, &roots[1]);
  EXPECT_EQ(fault(), "");
  HeapState state = heap.state();
  const Word* const first = state.binaries.first;
  state.binaries.first = nullptr;
  EXPECT_NE(heap_fault(state, root_set()), "");
  state.binaries.first = const_cast<Word*>(first);
  state.binaries.bytes += 1;
  EXPECT_NE(heap_fault(state, root_set()), "");
}

// --- anything

/// A random term over what lives already.
Term random_term(Heap& heap, const std::vector<Term>& live, std::mt19937& random) {
  const auto any = [&] {
    return live.empty() || random() % 4 == 0 ? Term::small(random() % 100)
                                             : live[random() % live.size()];
  };
  uint8_t* content;
  switch (random() % 9) {
    case 0:
      return heap.floating(1e200 * static_cast<double>(random()));
    case 1:
      return heap.integer(int64_t{1} << 62 | random());
    case 2: {
      const Term binary = make_binary_uninitialised(heap, random() % 150, &content);
      const size_t size = bits_of(binary).bit_size / 8;
      for (size_t i = 0; i < size; ++i) content[i] = static_cast<uint8_t>(random());
      return binary;
    }
    case 3: {
      const Term binary = make_binary_uninitialised(heap, 100, &content);
      for (size_t i = 0; i < 100; ++i) content[i] = static_cast<uint8_t>(random());
      return make_sub_bitstring(heap, binary, content, random() % 100, 300 + random() % 100);
    }
    case 4:
      return heap.tuple(any(), any(), any());
    case 5:
      return heap.tuple();
    default:
      return heap.cons(any(), any());
  }
}

TEST_F(ProcessHeapTest, TermsAreTheSameAfterAnyCollections) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    BlockHeap elsewhere;
    std::vector<Term> expected;
    roots.clear();
    for (int step = 0; step < 400; ++step) {
      const Term term = random_term(heap, roots, random);
      if (term_words(term) < 500) {
        roots.push_back(term);
        expected.push_back(copy_term(term, elsewhere));
      }
      if (random() % 3 == 0 && !roots.empty()) {
        const size_t gone = random() % roots.size();
        roots.erase(roots.begin() + static_cast<std::ptrdiff_t>(gone));
        expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(gone));
      }
      if (random() % 8 == 0) collect(kCollections[random() % 3]);
    }
    for (size_t i = 0; i < roots.size(); ++i) {
      ASSERT_TRUE(equal_exact(roots[i], expected[i])) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace linac
