// SPDX-License-Identifier: Apache-2.0
//
// The containers of ETS rows against models of the standard library, and rows as copies.
#include "ets/rows.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <vector>

#include "ets/hash_rows.h"
#include "ets/tree_rows.h"
#include "memory/binary_data.h"
#include "term/bitstring.h"
#include "term/compare.h"

namespace linac {
namespace {

OwnedRow pair(int64_t key, int64_t value) {
  const Term elements[] = {Term::small(key), Term::small(value)};
  return make_row_of(elements);
}

int64_t value_of(const Row* row) { return row->element(1).small_value(); }

using Model = std::map<int64_t, int64_t>;

/// Random insertions and deletions, with looks at a key in between.
void churn(Rows& rows, Model& model, int steps, int64_t keys, uint32_t seed) {
  std::mt19937 random(seed);
  for (int i = 0; i < steps; ++i) {
    const auto key = static_cast<int64_t>(random() % static_cast<uint32_t>(keys));
    if (random() % 3 != 0) {
      rows.insert(pair(key, i));
      model[key] = i;
    } else {
      EXPECT_EQ(rows.erase(Term::small(key)), model.erase(key));
    }
    const auto other = static_cast<int64_t>(random() % static_cast<uint32_t>(keys));
    const Row* found = rows.find(Term::small(other));
    const auto expected = model.find(other);
    ASSERT_EQ(found != nullptr, expected != model.end());
    if (found != nullptr) {
      ASSERT_EQ(value_of(found), expected->second);
    }
    ASSERT_EQ(rows.size(), model.size());
  }
}

std::vector<int64_t> walk(const Rows& rows) {
  std::vector<int64_t> keys;
  for (Row* row = rows.first(); row != nullptr;) {
    keys.push_back(row->element(0).small_value());
    if (!rows.next(rows.key_of(*row), row)) ADD_FAILURE() << "lost its place";
  }
  return keys;
}

std::vector<int64_t> keys_of(const Model& model) {
  std::vector<int64_t> keys;
  for (const auto& [key, value] : model) keys.push_back(key);
  return keys;
}

/// Height of a subtree; checks balances and order on the way.
int height_of(const Row* row, const Row*& last) {
  if (row == nullptr) return 0;
  const int left = height_of(row->left, last);
  if (last != nullptr) EXPECT_LT(compare(last->element(0), row->element(0)), 0);
  last = row;
  const int right = height_of(row->right, last);
  EXPECT_EQ(row->balance, right - left);
  EXPECT_LE(std::abs(right - left), 1);
  return 1 + std::max(left, right);
}

TEST(HashRows, AgreesWithAModel) {
  HashRows rows(TableType::kSet, 0, 1);
  Model model;
  churn(rows, model, 20000, 6000, 1);
  std::vector<int64_t> keys = walk(rows);
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(keys, keys_of(model));
}

TEST(HashRows, GrowsAndShrinksByBuckets) {
  HashRows rows(TableType::kSet, 0, 1);
  EXPECT_EQ(rows.bucket_count(), 256u);
  for (int64_t i = 0; i < 10000; ++i) rows.insert(pair(i, i));
  EXPECT_EQ(rows.bucket_count(), 10000u);
  const size_t full = rows.memory_words();
  for (int64_t i = 0; i < 10000; ++i) rows.erase(Term::small(i));
  EXPECT_EQ(rows.bucket_count(), 2304u);
  EXPECT_LT(rows.memory_words() * 5, full);
  EXPECT_EQ(rows.first(), nullptr);
}

TEST(HashRows, KeepsPlacesWhileFixed) {
  HashRows rows(TableType::kSet, 0, 1);
  for (int64_t i = 0; i < 1000; ++i) rows.insert(pair(i, i));
  rows.set_fixed(true);
  std::set<int64_t> seen;
  for (Row* row = rows.first(); row != nullptr;) {
    const int64_t key = row->element(0).small_value();
    EXPECT_TRUE(seen.insert(key).second);
    rows.erase(Term::small(key));
    rows.insert(pair(key + 100000, 0));
    ASSERT_TRUE(rows.next(Term::small(key), row));
    if (row != nullptr && row->element(0).small_value() >= 100000) {
      while (row != nullptr && row->element(0).small_value() >= 100000) {
        ASSERT_TRUE(rows.next(rows.key_of(*row), row));
      }
    }
  }
  EXPECT_EQ(seen.size(), 1000u);
  EXPECT_EQ(rows.bucket_count(), 1000u);
  rows.set_fixed(false);
  EXPECT_EQ(rows.size(), 1000u);
  EXPECT_EQ(rows.first_or_deleted(), rows.first());
}

TEST(HashRows, BagsKeepEqualKeysTogether) {
  for (const TableType type : {TableType::kBag, TableType::kDuplicateBag}) {
    HashRows rows(type, 0, 1);
    for (int64_t value : {1, 2, 1, 3}) {
      for (int64_t key = 0; key < 500; ++key) rows.insert(pair(key, value));
    }
    std::vector<int64_t> values;
    for (const Row* row = rows.find(Term::small(7)); row != nullptr; row = rows.next_of_key(*row)) {
      values.push_back(value_of(row));
    }
    // The last one is first.
    const std::vector<int64_t> unique{3, 2, 1};
    const std::vector<int64_t> all{3, 1, 2, 1};
    EXPECT_EQ(values, type == TableType::kBag ? unique : all);
    rows.erase_object(pair(7, 1)->object());
    EXPECT_EQ(rows.erase(Term::small(7)), 2u);
  }
}

TEST(TreeRows, AgreesWithAModelAndStaysBalanced) {
  TreeRows rows(0);
  Model model;
  for (uint32_t round = 0; round < 5; ++round) {
    churn(rows, model, 3000, 700, round);
    EXPECT_EQ(walk(rows), keys_of(model));
    const Row* last = nullptr;
    height_of(rows.root(), last);
  }
  for (int64_t key : keys_of(model)) rows.erase(Term::small(key));
  EXPECT_EQ(rows.size(), 0u);
  EXPECT_EQ(rows.first(), nullptr);
}

TEST(TreeRows, CursorsGoBothWaysFromAnywhere) {
  TreeRows rows(0);
  for (int64_t i = 0; i < 200; ++i) rows.insert(pair(i * 2, i));
  for (int64_t key = -1; key <= 400; ++key) {
    const Row* after = rows.after(Term::small(key)).row();
    const Row* before = rows.before(Term::small(key)).row();
    const int64_t next = key < 0 ? 0 : key - key % 2 + 2;
    const int64_t previous = key <= 0 ? -1 : std::min<int64_t>((key - 1) / 2 * 2, 398);
    ASSERT_EQ(after == nullptr ? 400 : after->element(0).small_value(), next > 398 ? 400 : next);
    ASSERT_EQ(before == nullptr ? -1 : before->element(0).small_value(), previous);
  }
  int64_t expected = 0;
  for (auto at = rows.at_first(); at.row() != nullptr; at.forward()) {
    EXPECT_EQ(value_of(at.row()), expected++);
  }
  EXPECT_EQ(expected, 200);
  for (auto at = rows.at_last(); at.row() != nullptr; at.backward()) {
    EXPECT_EQ(value_of(at.row()), --expected);
  }
  EXPECT_EQ(expected, 0);
  EXPECT_EQ(value_of(rows.row_at(17)), 17);
  EXPECT_EQ(value_of(rows.row_at(5)), 5);
  EXPECT_EQ(rows.row_at(200), nullptr);
}

TEST(Rows, AreFreedBitByBit) {
  HashRows hash(TableType::kSet, 0, 1);
  TreeRows tree(0);
  for (int64_t i = 0; i < 1000; ++i) {
    hash.insert(pair(i, i));
    tree.insert(pair(i, i));
  }
  int steps = 0;
  while (hash.free_some(100)) ++steps;
  EXPECT_GE(steps, 9);
  steps = 0;
  while (tree.free_some(100)) ++steps;
  EXPECT_GE(steps, 9);
}

TEST(Rows, HoldCopiesWithTheirBinaries) {
  BlockHeap heap;
  const std::vector<uint8_t> bytes(1000, 'x');
  const Term binary = make_binary(heap, bytes.data(), bytes.size());
  const Term list =
      heap.cons(heap.tuple(binary, Term::small(1)), heap.cons(heap.floating(1e300), Term::nil()));
  const Term tuple = heap.tuple(Term::small(5), list, heap.integer(INT64_MAX));
  {
    const OwnedRow row = make_row(tuple);
    EXPECT_EQ(binary_data(binary.address())->references, 2u);
    EXPECT_TRUE(equal_exact(row->object(), tuple));
    BlockHeap other;
    const Term copy = copy_row(*row, other);
    EXPECT_TRUE(equal_exact(copy, tuple));
    EXPECT_EQ(binary_data(binary.address())->references, 3u);
    EXPECT_TRUE(other.contains(copy.address()));
    EXPECT_TRUE(other.contains(tuple_element(copy, 1).address()));
  }
  EXPECT_EQ(binary_data(binary.address())->references, 1u);
}

}  // namespace
}  // namespace linac
