// SPDX-License-Identifier: Apache-2.0
#include "term/map.h"

#include <algorithm>

#include "term/compare.h"
#include "term/map_trie.h"

namespace linac {

namespace {

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

std::optional<uint32_t> flat_map_find(Term map, Term key) {
  const Word* const keys = flat_map_keys(map).address() + 1;
  const uint32_t size = flat_map_size(map);
  // Nothing but the same word is equal to an immediate.
  if (key.is_immediate()) {
    for (uint32_t i = 0; i < size; ++i) {
      if (keys[i] == key.bits()) return i;
    }
    return std::nullopt;
  }
  for (uint32_t i = 0; i < size; ++i) {
    if (equal_exact(Term(keys[i]), key)) return i;
  }
  return std::nullopt;
}

Term map_get(Term map, Term key) {
  if (!is_flat_map(map)) return trie_get(map, key);
  const std::optional<uint32_t> index = flat_map_find(map, key);
  return index ? flat_map_value(map, *index) : Term::non_value();
}

MapIterator::MapIterator(Term map) : left_(map_size(map)), flat_(is_flat_map(map)) {
  if (flat_) {
    key_ = flat_map_keys(map).address() + 1;
    value_ = map.address() + 2;
    return;
  }
  const std::span<const Word> children = map_children(map);
  path_.push({children.data(), children.data() + children.size()});
  find_leaf();
}

MapIterator& MapIterator::operator++() {
  --left_;
  if (flat_) {
    ++key_;
    ++value_;
  } else if (left_ != 0) {
    find_leaf();
  }
  return *this;
}

void MapIterator::find_leaf() {
  for (;;) {
    Range& range = path_.top();
    if (range.at == range.end) {
      path_.pop();
      continue;
    }
    const Term child(*range.at++);
    if (child.is_cons()) {
      key_ = child.address();
      value_ = key_ + 1;
      return;
    }
    const std::span<const Word> children = map_children(child);
    path_.push({children.data(), children.data() + children.size()});
  }
}

Term make_flat_map(Heap& heap, const Term* pairs, uint32_t count) {
  Word* const at = heap.allocate(1 + count + 2 + count);
  Word* const map = at + 1 + count;
  at[0] = make_header(Kind::kTuple, count);
  map[0] = make_header(Kind::kFlatMap, 1 + count);
  map[1] = Term::pointer(Tag::kTuple, at).bits();
  for (uint32_t i = 0; i < count; ++i) {
    at[1 + i] = pairs[2 * i].bits();
    map[2 + i] = pairs[2 * i + 1].bits();
  }
  return Term::pointer(Tag::kMap, map);
}

Term make_map(Heap& heap, Term* pairs, uint32_t count) {
  if (count > kMaxFlatMapSize) return make_trie(heap, pairs, count, false);
  return make_flat_map(heap, pairs, sort_and_unite(reinterpret_cast<Pair*>(pairs), count));
}

Term make_map_unique(Heap& heap, Term* pairs, uint32_t count) {
  if (count > kMaxFlatMapSize) return make_trie(heap, pairs, count, true);
  if (sort_and_unite(reinterpret_cast<Pair*>(pairs), count) != count) return Term::non_value();
  return make_flat_map(heap, pairs, count);
}

}  // namespace linac
