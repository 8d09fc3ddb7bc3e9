// SPDX-License-Identifier: Apache-2.0
#include "term/map_trie.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <unordered_map>
#include <vector>

#include "runtime/map.h"
#include "term/bitstring.h"
#include "term/compare.h"
#include "term/map.h"

namespace linac {
namespace {

using Model = std::map<int64_t, int64_t>;

/// A key of one of several types for each number.
Term key_of(Heap& heap, int64_t number) {
  switch (number % 5) {
    case 0:
      return Term::small(number);
    case 1:
      return heap.floating(static_cast<double>(number));
    case 2:
      return heap.tuple(Term::small(number), Term::nil());
    case 3:
      return make_binary(heap, &number, sizeof number);
    default:
      return heap.cons(Term::small(number), Term::small(200));
  }
}

/// Checks that `node` is what the set of its keys makes it; returns the number of leaves.
uint32_t check_node(Term node, uint32_t level) {
  const auto children = map_children(node);
  const uint32_t bitmap = header_aux(node.address()[0]);
  EXPECT_EQ(children.size(), static_cast<size_t>(__builtin_popcount(bitmap)));
  if (level > 0 && children.size() == 1) {
    EXPECT_FALSE(Term(children[0]).is_cons()) << "a leaf by itself";
  }
  uint32_t leaves = 0;
  uint32_t rest = bitmap;
  for (const Word word : children) {
    const Term child(word);
    const uint32_t bit = rest & -rest;
    rest &= rest - 1;
    if (child.is_cons()) {
      EXPECT_EQ(MapPath(head(child), level).bit(), bit);
      ++leaves;
    } else {
      EXPECT_EQ(kind_of(child), Kind::kMapNode);
      leaves += check_node(child, level + 1);
    }
  }
  return leaves;
}

void check(Term map, const Model& model, Heap& heap) {
  ASSERT_EQ(map_size(map), model.size());
  ASSERT_EQ(is_flat_map(map), model.size() <= kMaxFlatMapSize);
  if (!is_flat_map(map)) ASSERT_EQ(check_node(map, 0), model.size());
  for (const auto& [key, value] : model) {
    ASSERT_EQ(map_get(map, key_of(heap, key)), Term::small(value));
  }
  size_t count = 0;
  for (MapIterator pair(map); pair; ++pair) ++count;
  ASSERT_EQ(count, model.size());
}

TEST(MapTrie, RandomChangesAgainstAModel) {
  BlockHeap heap(1 << 16);
  std::mt19937 random(20261121);
  for (const int64_t range : {50, 300, 5000}) {
    Model model;
    Term map = make_map(heap, nullptr, 0);
    Term kept = map;
    Model kept_model;
    for (int i = 0; i < 6000; ++i) {
      const int64_t key = random() % range;
      // Growing and shrinking by turns, past the border between flat and large.
      if (random() % 8 < (i / 500 % 2 == 0 ? 6u : 2u)) {
        map = map_put(heap, map, key_of(heap, key), Term::small(i));
        model[key] = i;
      } else {
        map = map_remove(heap, map, key_of(heap, key));
        model.erase(key);
      }
      ASSERT_EQ(map_size(map), model.size());
      if (i % 250 == 0) {
        check(map, model, heap);
        check(kept, kept_model, heap);  // an old version stays as it was
        kept = map;
        kept_model = model;
      }
    }
    check(map, model, heap);
  }
}

TEST(MapTrie, HowAMapCameAboutDoesNotShow) {
  BlockHeap heap(1 << 16);
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    Term grown = make_map(heap, nullptr, 0);
    std::vector<Term> pairs;
    const int count = 1 + round * 4;
    for (int i = 0; i < count; ++i) {
      pairs.push_back(key_of(heap, i));
      pairs.push_back(Term::small(i));
    }
    // Twice as many keys are put in, in another order, and half of them are taken out.
    for (int i = 0; i < 2 * count; ++i) {
      const int key = (i * 7 + 3) % (2 * count);
      grown = map_put(heap, grown, key_of(heap, key), Term::small(key));
    }
    for (int key = 0; key < 2 * count; ++key) {
      grown = map_put(heap, grown, key_of(heap, key), Term::small(key));
    }
    for (int key = count; key < 2 * count; ++key)
      grown = map_remove(heap, grown, key_of(heap, key));
    const Term made = make_map(heap, pairs.data(), static_cast<uint32_t>(count));
    ASSERT_TRUE(equal_exact(grown, made)) << count;
    ASSERT_EQ(compare(grown, made), 0);
    ASSERT_EQ(hash_term(grown), hash_term(made));
    const Term other = map_put(heap, made, key_of(heap, random() % count), Term::nil());
    ASSERT_FALSE(equal_exact(grown, other));
    ASSERT_LT(compare(grown, other), 0);
    ASSERT_GT(compare(other, grown), 0);
  }
}

/// Two integers with the same hash.
std::pair<int64_t, int64_t> colliding_keys() {
  std::unordered_map<uint32_t, int64_t> seen;
  for (int64_t key = 0;; ++key) {
    const auto [at, is_new] = seen.emplace(hash_map_key(Term::small(key), 0), key);
    if (!is_new) return {at->second, key};
  }
}

TEST(MapTrie, KeysWithOneHash) {
  BlockHeap heap(1 << 16);
  const auto [one, two] = colliding_keys();
  ASSERT_EQ(hash_map_key(Term::small(one), 0), hash_map_key(Term::small(two), 0));
  ASSERT_NE(hash_map_key(Term::small(one), 1), hash_map_key(Term::small(two), 1));
  Term map = make_map(heap, nullptr, 0);
  std::vector<Term> pairs;
  for (int64_t key = -40; key < 0; ++key) {
    map = map_put(heap, map, Term::small(key), Term::nil());
    pairs.push_back(Term::small(key));
    pairs.push_back(Term::nil());
  }
  const Term without = map;
  map = map_put(heap, map, Term::small(one), Term::small(1));
  const Term with_one = map;
  map = map_put(heap, map, Term::small(two), Term::small(2));
  EXPECT_EQ(check_node(map, 0), 42u);
  EXPECT_EQ(map_get(map, Term::small(one)), Term::small(1));
  EXPECT_EQ(map_get(map, Term::small(two)), Term::small(2));
  EXPECT_FALSE(map_get(with_one, Term::small(two)));
  for (const int64_t key : {one, two}) {
    pairs.push_back(Term::small(key));
    pairs.push_back(Term::small(key == one ? 1 : 2));
  }
  const Term made = make_map(heap, pairs.data(), 42);
  EXPECT_EQ(check_node(made, 0), 42u);
  EXPECT_TRUE(equal_exact(map, made));
  const Term with_two = map_put(heap, without, Term::small(two), Term::small(2));
  EXPECT_TRUE(equal_exact(map_merge(heap, with_one, with_two), map));
  EXPECT_EQ(compare(with_one, with_two), one < two ? -1 : 1);
  EXPECT_TRUE(equal_exact(map_remove(heap, map, Term::small(two)), with_one));
  EXPECT_TRUE(equal_exact(map_remove(heap, map, Term::small(one)), with_two));
  EXPECT_EQ(map_remove(heap, with_one, Term::small(two)), with_one);
}

TEST(MapTrie, MergingIsPuttingOneByOne) {
  BlockHeap heap(1 << 16);
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    Term first = make_map(heap, nullptr, 0);
    Term second = first;
    const int64_t range = 1 + random() % 400;
    for (int64_t i = random() % 200; i > 0; --i) {
      first = map_put(heap, first, key_of(heap, random() % range), Term::small(1));
    }
    // Half of the time both have a part in common.
    if (round % 2 == 0) second = first;
    for (int64_t i = random() % 200; i > 0; --i) {
      second = map_put(heap, second, key_of(heap, random() % range), Term::small(2));
    }
    Term expected = first;
    for (MapIterator pair(second); pair; ++pair) {
      expected = map_put(heap, expected, pair.key(), pair.value());
    }
    const Term merged = map_merge(heap, first, second);
    ASSERT_EQ(map_size(merged), map_size(expected));
    ASSERT_TRUE(equal_exact(merged, expected));
    if (!is_flat_map(merged)) {
      ASSERT_EQ(check_node(merged, 0), map_size(expected));
    }
  }
}

/// The order of maps by its definition: size, keys in order, values in the order of keys.
int compare_by_definition(Term a, Term b) {
  if (map_size(a) != map_size(b)) return map_size(a) < map_size(b) ? -1 : 1;
  const auto sorted = [](Term map) {
    std::vector<std::pair<Term, Term>> pairs;
    for (MapIterator pair(map); pair; ++pair) pairs.emplace_back(pair.key(), pair.value());
    std::sort(pairs.begin(), pairs.end(),
              [](const auto& x, const auto& y) { return compare_keys(x.first, y.first) < 0; });
    return pairs;
  };
  const auto pairs_a = sorted(a);
  const auto pairs_b = sorted(b);
  for (size_t i = 0; i < pairs_a.size(); ++i) {
    if (const int keys = compare_keys(pairs_a[i].first, pairs_b[i].first)) return keys;
  }
  for (size_t i = 0; i < pairs_a.size(); ++i) {
    if (const int values = compare(pairs_a[i].second, pairs_b[i].second)) return values;
  }
  return 0;
}

TEST(MapTrie, OrderOfLargeMaps) {
  BlockHeap heap(1 << 16);
  std::mt19937 random(11);
  Term deep = Term::nil();
  for (int round = 0; round < 400; ++round) {
    Term base = make_map(heap, nullptr, 0);
    for (int64_t i = 0; i < 40; ++i) base = map_put(heap, base, key_of(heap, i), Term::small(0));
    // Maps as keys and as values of maps, too.
    if (round % 4 == 1) base = map_put(heap, base, deep, Term::small(0));
    if (round % 4 == 2) base = map_put(heap, base, key_of(heap, 5), deep);
    if (round % 50 == 0) deep = Term::nil();
    deep = base;
    Term maps[2];
    for (Term& map : maps) {
      map = base;
      for (int i = random() % 3; i > 0; --i) {
        map = map_put(heap, map, key_of(heap, random() % 40), Term::small(random() % 2));
      }
      for (int i = random() % 3; i > 0; --i)
        map = map_remove(heap, map, key_of(heap, random() % 40));
      for (int i = random() % 3; i > 0; --i) {
        map = map_put(heap, map, key_of(heap, 100 + random() % 5), Term::small(0));
      }
    }
    const int expected = compare_by_definition(maps[0], maps[1]);
    ASSERT_EQ(compare(maps[0], maps[1]), expected) << round;
    ASSERT_EQ(compare(maps[1], maps[0]), -expected) << round;
    ASSERT_EQ(equal(maps[0], maps[1]), expected == 0) << round;
    ASSERT_EQ(equal_exact(maps[0], maps[1]), expected == 0) << round;
  }
}

TEST(MapTrie, IntegersAndFloatsAreDifferentKeysAndEqualValues) {
  BlockHeap heap(1 << 16);
  Term map = make_map(heap, nullptr, 0);
  for (int64_t i = 0; i < 40; ++i) map = map_put(heap, map, Term::small(i), Term::small(i));
  const Term value = map_put(heap, map, Term::small(7), heap.floating(7.0));
  EXPECT_TRUE(equal(map, value));
  EXPECT_FALSE(equal_exact(map, value));
  EXPECT_EQ(compare(map, value), 0);
  const Term key =
      map_put(heap, map_remove(heap, map, Term::small(7)), heap.floating(7.0), Term::small(7));
  EXPECT_FALSE(equal(map, key));
  EXPECT_EQ(compare(map, key), -1);  // 7 is in `map` only, and before 7.0
}

TEST(MapTrie, DeepMapsCostNoStack) {
  BlockHeap heap(1 << 20);
  Term a = Term::nil();
  Term b = Term::small(1);
  for (int depth = 0; depth < 20000; ++depth) {
    for (Term* side : {&a, &b}) {
      std::vector<Term> pairs;
      for (int64_t i = 0; i < 33; ++i) {
        // As a key only now and then: each time costs its hash.
        pairs.push_back(i == 0 && depth % 5000 == 0 ? *side : Term::small(i));
        pairs.push_back(i == 1 && depth % 5000 != 0 ? *side : Term::nil());
      }
      *side = make_map(heap, pairs.data(), 33);
    }
  }
  EXPECT_GT(compare(a, b), 0);
  EXPECT_FALSE(equal(a, b));
  EXPECT_NE(hash_term(a), hash_term(b));
}

TEST(MapTrie, AMillionKeys) {
  constexpr int64_t kCount = 1'000'000;
  BlockHeap heap(1 << 24);
  std::vector<Term> pairs;
  for (int64_t i = 0; i < kCount; ++i) {
    pairs.push_back(Term::small(i));
    pairs.push_back(Term::small(-i));
  }
  Term map = make_map(heap, pairs.data(), kCount);
  ASSERT_EQ(map_size(map), kCount);
  ASSERT_EQ(check_node(map, 0), kCount);
  for (int64_t i = 0; i < kCount; i += 37) ASSERT_EQ(map_get(map, Term::small(i)), Term::small(-i));
  ASSERT_FALSE(map_get(map, Term::small(kCount)));
  const Term even = map;
  for (int64_t i = 1; i < kCount; i += 2000) map = map_remove(heap, map, Term::small(i));
  ASSERT_EQ(map_size(map), kCount - kCount / 2000);
  ASSERT_TRUE(equal_exact(map_merge(heap, even, map), even));
}

}  // namespace
}  // namespace linac
