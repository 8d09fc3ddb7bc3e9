// SPDX-License-Identifier: Apache-2.0
#include "runtime/map.h"

#include <cstring>
#include <vector>

#include "term/compare.h"

namespace linac {

namespace {

struct Position {
  uint32_t index;  ///< of the key, or where it would stand
  bool found;
};

Position find_position(Term map, Term key) {
  uint32_t low = 0;
  uint32_t high = map_size(map);
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const int order = compare_keys(key, map_key(map, middle));
    if (order == 0) return {middle, true};
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return {low, false};
}

/// The words of a map that is being built: keys tuple and map object, filled in key order.
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
    for (uint32_t i = first; i < end; ++i) add(map_key(map, i), map_value(map, i));
  }
  Term finish() const { return Term::pointer(Tag::kMap, map_); }

 private:
  Word* map_;
  Word* next_key_;
  Word* next_value_;
};

/// A copy that shares its keys.
Term copy_values(Heap& heap, Term map) {
  const uint32_t words = 2 + map_size(map);
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
      changes.insert(at, {key, value, find_position(map, key)});
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

}  // namespace

Term map_put(Heap& heap, Term map, Term key, Term value) {
  const Position position = find_position(map, key);
  if (position.found) {
    if (map_value(map, position.index) == value) return map;
    const Term result = copy_values(heap, map);
    set_value(result, position.index, value);
    return result;
  }
  const uint32_t size = map_size(map);
  MapWriter writer(heap, size + 1);
  writer.add_range(map, 0, position.index);
  writer.add(key, value);
  writer.add_range(map, position.index, size);
  return writer.finish();
}

Term map_update_many(Heap& heap, Term map, std::span<const Term> keys_and_values, bool exact) {
  const std::vector<Change> changes = sorted_changes(map, keys_and_values);
  uint32_t added = 0;
  bool differs = false;
  for (const Change& change : changes) {
    if (!change.position.found) {
      ++added;
    } else if (map_value(map, change.position.index) != change.value) {
      differs = true;
    }
  }
  if (added > 0 && exact) return Term::non_value();
  if (added == 0) {
    if (!differs) return map;
    const Term result = copy_values(heap, map);
    for (const Change& change : changes) set_value(result, change.position.index, change.value);
    return result;
  }
  const uint32_t size = map_size(map);
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

Term map_remove(Heap& heap, Term map, Term key) {
  const Position position = find_position(map, key);
  if (!position.found) return map;
  const uint32_t size = map_size(map);
  MapWriter writer(heap, size - 1);
  writer.add_range(map, 0, position.index);
  writer.add_range(map, position.index + 1, size);
  return writer.finish();
}

Term map_merge(Heap& heap, Term first, Term second) {
  const uint32_t first_size = map_size(first);
  const uint32_t second_size = map_size(second);
  if (first_size == 0 || first == second) return second;
  if (second_size == 0) return first;
  uint32_t shared = 0;
  for (uint32_t i = 0, j = 0; i < first_size && j < second_size;) {
    const int order = compare_keys(map_key(first, i), map_key(second, j));
    if (order == 0) ++shared;
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  MapWriter writer(heap, first_size + second_size - shared);
  uint32_t i = 0;
  uint32_t j = 0;
  while (i < first_size && j < second_size) {
    const int order = compare_keys(map_key(first, i), map_key(second, j));
    if (order < 0) {
      writer.add(map_key(first, i), map_value(first, i));
    } else {
      writer.add(map_key(second, j), map_value(second, j));
    }
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  writer.add_range(first, i, first_size);
  writer.add_range(second, j, second_size);
  return writer.finish();
}

Term map_from_pairs(Heap& heap, Term list) {
  std::vector<Term> pairs;
  for (; list.is_cons(); list = tail(list)) {
    const Term pair = head(list);
    if (!pair.is_tuple() || tuple_arity(pair) != 2) return Term::non_value();
    pairs.push_back(tuple_element(pair, 0));
    pairs.push_back(tuple_element(pair, 1));
  }
  if (!list.is_nil()) return Term::non_value();
  return make_map(heap, pairs.data(), static_cast<uint32_t>(pairs.size() / 2));
}

Term map_from_keys(Heap& heap, Term list, Term value) {
  std::vector<Term> pairs;
  for (; list.is_cons(); list = tail(list)) {
    pairs.push_back(head(list));
    pairs.push_back(value);
  }
  if (!list.is_nil()) return Term::non_value();
  return make_map(heap, pairs.data(), static_cast<uint32_t>(pairs.size() / 2));
}

Term map_keys(Heap& heap, Term map) {
  return list_of(heap, map_size(map), flat_map_keys(map).address() + 1);
}

Term map_values(Heap& heap, Term map) { return list_of(heap, map_size(map), map.address() + 2); }

}  // namespace linac
