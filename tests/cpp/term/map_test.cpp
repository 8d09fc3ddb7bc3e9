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
  EXPECT_EQ(map_value(map, 0), atoms::kFalse);
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
    ASSERT_EQ(map_key(map, static_cast<uint32_t>(i)), Term::small(i));
    ASSERT_EQ(map_get(map, Term::small(i)), Term::small(-i));
  }
  EXPECT_FALSE(map_get(map, Term::small(1000)));
  EXPECT_FALSE(map_get(map, Term::small(-1)));
}

TEST(Map, Empty) {
  BlockHeap heap;
  const Term map = make_map(heap, nullptr, 0);
  EXPECT_EQ(map_size(map), 0u);
  EXPECT_FALSE(map_get(map, Term::nil()));
}

}  // namespace
}  // namespace linac
