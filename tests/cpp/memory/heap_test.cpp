// SPDX-License-Identifier: Apache-2.0
#include "memory/heap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "memory/binary_data.h"
#include "term/bitstring.h"

namespace linac {
namespace {

TEST(Heap, FloatsAreImmediateWherePossible) {
  BlockHeap heap;
  for (const double value : {1.0, -1.0, 1e38, -1e-38, 3.14}) {
    EXPECT_TRUE(heap.floating(value).is_immediate_float()) << value;
    EXPECT_EQ(float_value(heap.floating(value)), value);
  }
  EXPECT_EQ(heap.size(), 0u);
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  for (const double value : {1e39, -1e-39, kMax, -kMax, kTiny, -kTiny}) {
    const Term term = heap.floating(value);
    EXPECT_TRUE(is_boxed_float(term)) << value;
    EXPECT_EQ(float_value(term), value);
    EXPECT_TRUE(heap.contains(term.address()));
  }
}

TEST(Heap, ZerosAreSharedAndKeepTheirSign) {
  BlockHeap heap;
  BlockHeap other;
  EXPECT_EQ(heap.floating(0.0), other.floating(0.0));
  EXPECT_EQ(heap.floating(-0.0), other.floating(-0.0));
  EXPECT_NE(heap.floating(0.0), heap.floating(-0.0));
  EXPECT_FALSE(std::signbit(float_value(heap.floating(0.0))));
  EXPECT_TRUE(std::signbit(float_value(heap.floating(-0.0))));
  EXPECT_TRUE(is_boxed_float(heap.floating(0.0)));
  EXPECT_EQ(heap.size(), 0u);
  EXPECT_FALSE(heap.contains(heap.floating(0.0).address()));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(heap.floating(0.0).address()) % alignof(Word), 0u);
}

TEST(Heap, IntegersAtTheBorders) {
  BlockHeap heap;
  EXPECT_EQ(heap.integer(kSmallMax), Term::small(kSmallMax));
  EXPECT_EQ(heap.integer(kSmallMin), Term::small(kSmallMin));
  EXPECT_EQ(heap.unsigned_integer(static_cast<uint64_t>(kSmallMax)), Term::small(kSmallMax));
  EXPECT_EQ(heap.size(), 0u);
  const auto check = [](Term big, uint64_t magnitude, bool negative) {
    ASSERT_TRUE(big.is_big_integer());
    EXPECT_EQ(big_limbs(big), 1u);
    EXPECT_EQ(big_magnitude(big)[0], magnitude);
    EXPECT_EQ(big_is_negative(big), negative);
  };
  check(heap.integer(kSmallMax + 1), uint64_t{1} << 59, false);
  check(heap.integer(kSmallMin - 1), (uint64_t{1} << 59) + 1, true);
  check(heap.integer(std::numeric_limits<int64_t>::max()), ~uint64_t{0} >> 1, false);
  check(heap.integer(std::numeric_limits<int64_t>::min()), uint64_t{1} << 63, true);
  check(heap.unsigned_integer(static_cast<uint64_t>(kSmallMax) + 1), uint64_t{1} << 59, false);
  check(heap.unsigned_integer(~uint64_t{0}), ~uint64_t{0}, false);
}

TEST(Heap, TuplesConsesAndStrings) {
  BlockHeap heap;
  const Term tuple = heap.tuple(Term::small(1), Term::nil());
  EXPECT_EQ(tuple_arity(tuple), 2u);
  EXPECT_EQ(tuple_element(tuple, 0), Term::small(1));
  EXPECT_EQ(tuple_element(tuple, 1), Term::nil());
  EXPECT_EQ(tuple_arity(heap.tuple()), 0u);
  const Term list = heap.string("a\xff", 2);
  EXPECT_EQ(head(list), Term::small('a'));
  EXPECT_EQ(head(tail(list)), Term::small(255));
  EXPECT_TRUE(tail(tail(list)).is_nil());
  EXPECT_TRUE(heap.string("", 0).is_nil());
}

TEST(BlockHeap, NothingMovesOrOverlaps) {
  BlockHeap heap(4);
  std::vector<Word*> places;
  for (uint32_t size = 1; size < 300; ++size) {
    Word* const at = heap.allocate(size);
    for (uint32_t i = 0; i < size; ++i) at[i] = size;
    places.push_back(at);
  }
  for (uint32_t size = 1; size < 300; ++size) {
    const Word* const at = places[size - 1];
    for (uint32_t i = 0; i < size; ++i) ASSERT_EQ(at[i], size);
    EXPECT_TRUE(heap.contains(at));
    EXPECT_TRUE(heap.contains(at + size - 1));
  }
  const Word outside = 0;
  EXPECT_FALSE(heap.contains(&outside));
  EXPECT_GE(heap.size(), 299u * 300 / 2);
}

TEST(BlockHeap, ALargeObjectDoesNotWasteTheBlock) {
  BlockHeap heap(1000);
  heap.allocate(10);
  heap.allocate(5000);
  const size_t size = heap.size();
  heap.allocate(900);  // still fits the first block
  EXPECT_EQ(heap.size(), size);
}

TEST(BlockHeap, ReleasesItsBinaries) {
  BinaryData* data;
  {
    BlockHeap heap;
    uint8_t* content;
    const Term first = make_binary_uninitialised(heap, 100, &content);
    make_binary_uninitialised(heap, 200, &content);
    data = binary_data(first.address());
    EXPECT_EQ(data->references, 1u);
    ++data->references;  // someone else's
  }
  EXPECT_EQ(data->references, 1u);
  BlockHeap heir;
  Word* const at = heir.allocate(kRefcBinaryWords);
  at[0] = make_header(Kind::kRefcBinary, kRefcBinaryWords - 1);
  at[1] = data->used_bits / 8;
  at[2] = static_cast<Word>(reinterpret_cast<uintptr_t>(data));
  heir.link_off_heap(at);  // the leak check sees whether this reference goes, too
}

}  // namespace
}  // namespace linac
