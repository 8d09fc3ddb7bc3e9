// SPDX-License-Identifier: Apache-2.0
#include "runtime/map.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "term/compare.h"
#include "term/map_trie.h"

namespace linac {

namespace {

/// Where `key`, which is not in a flat map, would stand.
uint32_t insertion_place(Term map, Term key) {
  const Word* const keys = flat_map_keys(map).address() + 1;
  uint32_t low = 0;
  uint32_t high = flat_map_size(map);
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (compare_keys(key, Term(keys[middle])) < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/// Where `key` is in a flat map, or would stand.
struct Position {
  Position(Term map, Term key) {
    const std::optional<uint32_t> place = flat_map_find(map, key);
    found = place.has_value();
    index = found ? *place : insertion_place(map, key);
  }
  uint32_t index;
  bool found;
};

/// The words of a flat map that is being built: keys tuple and map object, filled in key order.
class MapWriter {
 public:
  MapWriter(Heap& heap, uint32_t size) {
    Word* keys = heap.allocate(1 + size);
    keys[0] = make_header(Kind::kTuple, size);
    map_ = heap.allocate(2 + size);
    map_[0] = make_header(Kind::kFlatMap, 1 + size);
    map_[1] = Term::pointer(Tag::kTuple, keys).bits();
    next_key_ = keys + 1;
    next_value_ = map_ + 2;
  }

  void add(Term key, Term value) {
    *next_key_++ = key.bits();
    *next_value_++ = value.bits();
  }
  void add_range(Term map, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; ++i) add(map_key(map, i), flat_map_value(map, i));
  }
  Term finish() const { return Term::pointer(Tag::kMap, map_); }

 private:
  Word* map_;
  Word* next_key_;
  Word* next_value_;
};

/// A copy of a flat map that shares its keys.
Term copy_values(Heap& heap, Term map) {
  const uint32_t words = 2 + flat_map_size(map);
  Word* at = heap.allocate(words);
  std::memcpy(at, map.address(), words * sizeof(Word));
  return Term::pointer(Tag::kMap, at);
}

void set_value(Term map, uint32_t index, Term value) { map.address()[2 + index] = value.bits(); }

struct Change {
  Term key;
  Term value;
  Position position;  ///< in the old map
};

/// Changes in key order, each key once, the last value given for it.
std::vector<Change> sorted_changes(Term map, std::span<const Term> keys_and_values) {
  std::vector<Change> changes;
  changes.reserve(keys_and_values.size() / 2);
  for (size_t i = 0; i + 1 < keys_and_values.size(); i += 2) {
    const Term key = keys_and_values[i];
    const Term value = keys_and_values[i + 1];
    // The compiler writes keys in order, so the search from the end stops at once.
    auto at = changes.end();
    int order = 1;
    while (at != changes.begin() && (order = compare_keys(key, (at - 1)->key)) < 0) --at;
    if (at != changes.begin() && order == 0) {
      (at - 1)->value = value;
    } else {
      changes.insert(at, {key, value, Position(map, key)});
    }
  }
  return changes;
}

Term list_of(Heap& heap, uint32_t count, const Word* elements) {
  if (count == 0) return Term::nil();
  Word* at = heap.allocate(2 * count);
  Term list = Term::nil();
  for (uint32_t i = count; i-- > 0; at += 2) list = make_cons(at, Term(elements[i]), list);
  return list;
}

/// Pairs in one sequence, key first, as the building functions take them.
class Pairs {
 public:
  explicit Pairs(uint32_t count) { terms_.reserve(size_t{2} * count); }
  void add(Term key, Term value) {
    terms_.push_back(key);
    terms_.push_back(value);
  }
  void add_all(Term map) {
    for (MapIterator pair(map); pair; ++pair) add(pair.key(), pair.value());
  }
  Term map(Heap& heap) { return make_map(heap, terms_.data(), count()); }
  uint32_t count() const { return static_cast<uint32_t>(terms_.size() / 2); }

 private:
  std::vector<Term> terms_;
};

Term flat_put(Heap& heap, Term map, Term key, Term value) {
  const Position position(map, key);
  if (position.found) {
    if (flat_map_value(map, position.index) == value) return map;
    const Term result = copy_values(heap, map);
    set_value(result, position.index, value);
    return result;
  }
  const uint32_t size = flat_map_size(map);
  if (size == kMaxFlatMapSize) {
    Pairs pairs(size + 1);
    pairs.add_all(map);
    pairs.add(key, value);
    return pairs.map(heap);
  }
  MapWriter writer(heap, size + 1);
  writer.add_range(map, 0, position.index);
  writer.add(key, value);
  writer.add_range(map, position.index, size);
  return writer.finish();
}

/// The usual case of an update: all keys are there. The non-value if one is not.
Term flat_update_present(Heap& heap, Term map, std::span<const Term> keys_and_values) {
  Term result = map;
  for (size_t i = 0; i + 1 < keys_and_values.size(); i += 2) {
    const std::optional<uint32_t> index = flat_map_find(map, keys_and_values[i]);
    if (!index) return Term::non_value();
    if (flat_map_value(result, *index) == keys_and_values[i + 1]) continue;
    if (result == map) result = copy_values(heap, map);
    set_value(result, *index, keys_and_values[i + 1]);
  }
  return result;
}

/// Whether keys come in order, each once: so the compiler writes those of a map's expression.
bool are_keys_ordered(std::span<const Term> keys_and_values) {
  for (size_t i = 2; i < keys_and_values.size(); i += 2) {
    if (compare_keys(keys_and_values[i - 2], keys_and_values[i]) >= 0) return false;
  }
  return true;
}

Term flat_update_many(Heap& heap, Term map, std::span<const Term> keys_and_values) {
  const size_t count = keys_and_values.size() / 2;
  if (count == 1) return flat_put(heap, map, keys_and_values[0], keys_and_values[1]);
  if (flat_map_size(map) == 0 && count <= kMaxFlatMapSize && are_keys_ordered(keys_and_values)) {
    return make_flat_map(heap, keys_and_values.data(), static_cast<uint32_t>(count));
  }
  const std::vector<Change> changes = sorted_changes(map, keys_and_values);
  uint32_t added = 0;
  for (const Change& change : changes) added += change.position.found ? 0 : 1;
  const uint32_t size = flat_map_size(map);
  if (size + added > kMaxFlatMapSize) {
    Pairs pairs(size + static_cast<uint32_t>(changes.size()));
    pairs.add_all(map);
    for (const Change& change : changes) pairs.add(change.key, change.value);
    return pairs.map(heap);
  }
  MapWriter writer(heap, size + added);
  uint32_t next = 0;
  for (const Change& change : changes) {
    writer.add_range(map, next, change.position.index);
    writer.add(change.key, change.value);
    next = change.position.index + (change.position.found ? 1 : 0);
  }
  writer.add_range(map, next, size);
  return writer.finish();
}

Term flat_merge(Heap& heap, Term first, Term second) {
  const uint32_t first_size = flat_map_size(first);
  const uint32_t second_size = flat_map_size(second);
  uint32_t shared = 0;
  for (uint32_t i = 0, j = 0; i < first_size && j < second_size;) {
    const int order = compare_keys(map_key(first, i), map_key(second, j));
    if (order == 0) ++shared;
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  if (shared == first_size) return second;
  if (first_size + second_size - shared > kMaxFlatMapSize) {
    Pairs pairs(first_size + second_size);
    pairs.add_all(first);
    pairs.add_all(second);
    return pairs.map(heap);
  }
  MapWriter writer(heap, first_size + second_size - shared);
  uint32_t i = 0;
  uint32_t j = 0;
  while (i < first_size && j < second_size) {
    const int order = compare_keys(map_key(first, i), map_key(second, j));
    if (order < 0) {
      writer.add(map_key(first, i), flat_map_value(first, i));
    } else {
      writer.add(map_key(second, j), flat_map_value(second, j));
    }
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  writer.add_range(first, i, first_size);
  writer.add_range(second, j, second_size);
  return writer.finish();
}

}  // namespace

Term map_put(Heap& heap, Term map, Term key, Term value) {
  return is_flat_map(map) ? flat_put(heap, map, key, value) : trie_put(heap, map, key, value);
}

Term map_update_many(Heap& heap, Term map, std::span<const Term> keys_and_values, bool exact) {
  if (is_flat_map(map)) {
    const Term result = flat_update_present(heap, map, keys_and_values);
    return result || exact ? result : flat_update_many(heap, map, keys_and_values);
  }
  for (size_t i = 0; i + 1 < keys_and_values.size(); i += 2) {
    map = trie_put(heap, map, keys_and_values[i], keys_and_values[i + 1], exact);
    if (!map) return map;
  }
  return map;
}

Term map_remove(Heap& heap, Term map, Term key) {
  const uint32_t size = map_size(map);
  if (is_flat_map(map)) {
    const Position position(map, key);
    if (!position.found) return map;
    MapWriter writer(heap, size - 1);
    writer.add_range(map, 0, position.index);
    writer.add_range(map, position.index + 1, size);
    return writer.finish();
  }
  if (size > kMaxFlatMapSize + 1) return trie_remove(heap, map, key);
  if (!trie_get(map, key)) return map;
  Pairs pairs(size);
  for (MapIterator pair(map); pair; ++pair) {
    if (!equal_exact(pair.key(), key)) pairs.add(pair.key(), pair.value());
  }
  return pairs.map(heap);
}

Term map_merge(Heap& heap, Term first, Term second) {
  if (first == second || map_size(first) == 0) return second;
  if (map_size(second) == 0) return first;
  if (is_flat_map(first) && is_flat_map(second)) return flat_merge(heap, first, second);
  if (!is_flat_map(first) && !is_flat_map(second)) return trie_merge(heap, first, second);
  Term result = is_flat_map(first) ? second : first;
  for (MapIterator pair(is_flat_map(first) ? first : second); pair; ++pair) {
    if (is_flat_map(first) && trie_get(second, pair.key())) continue;
    result = trie_put(heap, result, pair.key(), pair.value());
  }
  return result;
}

Term map_from_pairs(Heap& heap, Term list) {
  Pairs pairs(0);
  for (; list.is_cons(); list = tail(list)) {
    const Term pair = head(list);
    if (!pair.is_tuple() || tuple_arity(pair) != 2) return Term::non_value();
    pairs.add(tuple_element(pair, 0), tuple_element(pair, 1));
  }
  return list.is_nil() ? pairs.map(heap) : Term::non_value();
}

Term map_from_keys(Heap& heap, Term list, Term value) {
  Pairs pairs(0);
  for (; list.is_cons(); list = tail(list)) pairs.add(head(list), value);
  return list.is_nil() ? pairs.map(heap) : Term::non_value();
}

Term map_keys(Heap& heap, Term map) {
  if (is_flat_map(map)) return list_of(heap, map_size(map), flat_map_keys(map).address() + 1);
  Term list = Term::nil();
  Word* at = heap.allocate(2 * map_size(map));
  for (MapIterator pair(map); pair; ++pair, at += 2) list = make_cons(at, pair.key(), list);
  return list;
}

Term map_values(Heap& heap, Term map) {
  if (is_flat_map(map)) return list_of(heap, map_size(map), map.address() + 2);
  Term list = Term::nil();
  Word* at = heap.allocate(2 * map_size(map));
  for (MapIterator pair(map); pair; ++pair, at += 2) list = make_cons(at, pair.value(), list);
  return list;
}

}  // namespace linac
