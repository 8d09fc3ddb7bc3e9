// SPDX-License-Identifier: Apache-2.0
#include "term/map.h"

#include <gtest/gtest.h>

#include <vector>

#include "term/atom.h"
#include "term/print.h"

namespace linac {
namespace {

TEST(Map, KeysAreSortedAndTheLastOfEqualOnesCounts) {
  BlockHeap heap;
  std::vector<Term> pairs = {heap.floating(1.0), atoms::kError, Term::small(2), atoms::kTrue,
                             Term::small(1),     atoms::kFalse, Term::small(2), atoms::kOk};
  const Term map = make_map(heap, pairs.data(), 4);
  EXPECT_EQ(print(map, {PrintStyle::kWrite, 0}), "#{1 => false,2 => ok,1.0 => error}");
  EXPECT_EQ(map_size(map), 3u);
  EXPECT_EQ(map_get(map, Term::small(2)), atoms::kOk);
  EXPECT_EQ(map_get(map, heap.floating(1.0)), atoms::kError);
  EXPECT_FALSE(map_get(map, Term::small(3)));
  EXPECT_FALSE(map_get(map, heap.floating(2.0)));
  EXPECT_EQ(map_key(map, 2), heap.floating(1.0));
  EXPECT_EQ(flat_map_value(map, 0), atoms::kFalse);
}

TEST(Map, BothZerosAreOneKey) {
  BlockHeap heap;
  std::vector<Term> pairs = {heap.floating(0.0), atoms::kError, heap.floating(-0.0), atoms::kOk};
  EXPECT_EQ(map_size(make_map(heap, pairs.data(), 2)), 1u);
}

TEST(Map, UniqueRefusesEqualKeys) {
  BlockHeap heap;
  std::vector<Term> pairs = {Term::small(2), Term::small(0), Term::small(1),
                             Term::small(0), Term::small(2), Term::small(1)};
  EXPECT_FALSE(make_map_unique(heap, pairs.data(), 3));
  EXPECT_TRUE(make_map_unique(heap, pairs.data(), 2));
}

TEST(Map, ManyKeys) {
  BlockHeap heap;
  std::vector<Term> pairs;
  for (int64_t i = 0; i < 1000; ++i) {
    pairs.push_back(Term::small(i * 7919 % 1000));
    pairs.push_back(Term::small(-(i * 7919 % 1000)));
  }
  const Term map = make_map(heap, pairs.data(), 1000);
  ASSERT_EQ(map_size(map), 1000u);
  for (int64_t i = 0; i < 1000; ++i) {
    ASSERT_EQ(map_get(map, Term::small(i)), Term::small(-i));
  }
  EXPECT_FALSE(map_get(map, Term::small(1000)));
  EXPECT_FALSE(map_get(map, Term::small(-1)));
}

/// OTP 25's word for maps:keys(maps:from_list([{K, x} || K <- lists:seq(1, 40)])), reversed.
TEST(Map, LargeOnesAreGoneThroughAsInOtp) {
  constexpr int64_t kKeys[] = {16, 18, 5,  19, 27, 35, 10, 24, 36, 4,  21, 22, 17, 3,
                               8,  1,  7,  2,  14, 15, 20, 40, 13, 38, 6,  28, 25, 34,
                               32, 9,  37, 11, 31, 26, 39, 30, 29, 23, 12, 33};
  BlockHeap heap;
  std::vector<Term> pairs;
  for (int64_t i = 1; i <= 40; ++i) {
    pairs.push_back(Term::small(i));
    pairs.push_back(Term::small(-i));
  }
  const Term map = make_map(heap, pairs.data(), 40);
  size_t at = 0;
  for (MapIterator pair(map); pair; ++pair, ++at) {
    ASSERT_LT(at, std::size(kKeys));
    EXPECT_EQ(pair.key(), Term::small(kKeys[at]));
    EXPECT_EQ(pair.value(), Term::small(-kKeys[at]));
  }
  EXPECT_EQ(at, std::size(kKeys));
}

TEST(Map, TheSizeDecidesTheRepresentation) {
  BlockHeap heap;
  for (const uint32_t size : {0u, 1u, 31u, 32u, 33u, 34u}) {
    std::vector<Term> pairs;
    // Keys come twice, and only count once.
    for (uint32_t i = 0; i < 2 * size; ++i) {
      pairs.push_back(heap.tuple(Term::small(i % size)));
      pairs.push_back(Term::small(i));
    }
    const Term map = make_map(heap, pairs.data(), 2 * size);
    EXPECT_EQ(map_size(map), size);
    EXPECT_EQ(is_flat_map(map), size <= kMaxFlatMapSize);
    uint32_t count = 0;
    for (MapIterator pair(map); pair; ++pair) {
      ++count;
      const int64_t key = tuple_element(pair.key(), 0).small_value();
      EXPECT_EQ(pair.value(), Term::small(key + size));
    }
    EXPECT_EQ(count, size);
  }
}

TEST(Map, Empty) {
  BlockHeap heap;
  const Term map = make_map(heap, nullptr, 0);
  EXPECT_EQ(map_size(map), 0u);
  EXPECT_FALSE(map_get(map, Term::nil()));
}

}  // namespace
}  // namespace linac
