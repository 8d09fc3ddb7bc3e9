// SPDX-License-Identifier: Apache-2.0
//
// Maps as values: size, look-up, iteration and building. Everything that looks inside a map goes
// through here or, for the nodes of large ones, through term/map_trie.h. A map of up to
// kMaxFlatMapSize keys is flat: a tuple of keys in the order of compare_keys, and the values. A
// larger one is a trie over hashes. Invariants: the size decides which, so equal maps have equal
// shapes; keys are unique.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "memory/heap.h"
#include "term/layout.h"
#include "term/work_stack.h"

namespace linac {

inline uint32_t map_size(Term map) {
  return is_flat_map(map) ? flat_map_size(map) : static_cast<uint32_t>(map.address()[1]);
}

/// The value at `key`, or the non-value.
Term map_get(Term map, Term key);

/// Where `key` is in a flat map.
std::optional<uint32_t> flat_map_find(Term map, Term key);

/// Key `index` of a flat map, in key order.
inline Term map_key(Term map, uint32_t index) { return tuple_element(flat_map_keys(map), index); }

/// What hangs below a node or the root of a trie: leaves, which are cons cells of key and value,
/// and nodes.
inline std::span<const Word> map_children(Term node) {
  const Word* const at = node.address();
  const uint32_t first = header_kind(at[0]) == Kind::kMapRoot ? 2 : 1;
  return {at + first, at + 1 + header_size(at[0])};
}

/// Goes through the pairs of a map as OTP does: a flat one in key order, a large one in the order
/// of its trie. Of a large map there may be more than one path to be at, so this is not small.
///
///     for (MapIterator pair(map); pair; ++pair) use(pair.key(), pair.value());
class MapIterator {
 public:
  explicit MapIterator(Term map);
  explicit operator bool() const { return left_ != 0; }
  MapIterator& operator++();
  Term key() const { return Term(*key_); }
  Term value() const { return Term(*value_); }

 private:
  struct Range {
    const Word* at;
    const Word* end;
  };
  void find_leaf();

  uint32_t left_;  ///< pairs from the present one on
  bool flat_;
  const Word* key_ = nullptr;
  const Word* value_ = nullptr;
  WorkStack<Range, 8> path_;
};

/// A map of `count` pairs in any order, `pairs[2 * i]` the key and `pairs[2 * i + 1]` the value; of
/// equal keys the last one counts. `pairs` is used as scratch space.
Term make_map(Heap& heap, Term* pairs, uint32_t count);
/// The same, but the non-value if a key occurs twice.
Term make_map_unique(Heap& heap, Term* pairs, uint32_t count);

/// A flat map of `count` (at most kMaxFlatMapSize) pairs, whose keys are in order and unique.
Term make_flat_map(Heap& heap, const Term* pairs, uint32_t count);

}  // namespace linac
