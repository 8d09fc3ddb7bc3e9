// SPDX-License-Identifier: Apache-2.0
//
// Flat maps of any size: look-up is linear for few keys, binary search for more.
#include "term/map.h"

#include <algorithm>

#include "term/compare.h"

namespace linac {

namespace {

constexpr uint32_t kLinearSearchLimit = 12;

struct Pair {
  Term key;
  Term value;
};
static_assert(sizeof(Pair) == 2 * sizeof(Term));

/// Sorts pairs by key, keeping the order of equal keys.
void sort_pairs(Pair* pairs, uint32_t count) {
  const auto before = [](const Pair& a, const Pair& b) { return compare_keys(a.key, b.key) < 0; };
  if (std::is_sorted(pairs, pairs + count, before)) return;
  std::stable_sort(pairs, pairs + count, before);
}

Term build(Heap& heap, const Pair* pairs, uint32_t count) {
  Word* const at = heap.allocate(1 + count + 2 + count);
  Word* const map = at + 1 + count;
  at[0] = make_header(Kind::kTuple, count);
  map[0] = make_header(Kind::kFlatMap, 1 + count);
  map[1] = Term::pointer(Tag::kTuple, at).bits();
  for (uint32_t i = 0; i < count; ++i) {
    at[1 + i] = pairs[i].key.bits();
    map[2 + i] = pairs[i].value.bits();
  }
  return Term::pointer(Tag::kMap, map);
}

/// Sorts, and keeps the last of equal keys. Returns how many pairs are left.
uint32_t sort_and_unite(Pair* pairs, uint32_t count) {
  sort_pairs(pairs, count);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (i + 1 < count && equal_exact(pairs[i].key, pairs[i + 1].key)) continue;
    pairs[kept++] = pairs[i];
  }
  return kept;
}

}  // namespace

Term map_get(Term map, Term key) {
  const Term keys = flat_map_keys(map);
  const uint32_t size = flat_map_size(map);
  if (size <= kLinearSearchLimit) {
    for (uint32_t i = 0; i < size; ++i) {
      if (equal_exact(tuple_element(keys, i), key)) return flat_map_value(map, i);
    }
    return Term::non_value();
  }
  uint32_t low = 0;
  uint32_t high = size;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const int order = compare_keys(tuple_element(keys, middle), key);
    if (order == 0) return flat_map_value(map, middle);
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Term::non_value();
}

Term make_map(Heap& heap, Term* pairs, uint32_t count) {
  Pair* const first = reinterpret_cast<Pair*>(pairs);
  return build(heap, first, sort_and_unite(first, count));
}

Term make_map_unique(Heap& heap, Term* pairs, uint32_t count) {
  Pair* const first = reinterpret_cast<Pair*>(pairs);
  if (sort_and_unite(first, count) != count) return Term::non_value();
  return build(heap, first, count);
}

}  // namespace linac
