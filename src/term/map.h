// SPDX-License-Identifier: Apache-2.0
//
// Maps as values: size, look-up, in-order access and building. Everything that looks inside a map
// goes through here, so that the representation of large maps concerns no one else. Invariant: keys
// are in the order of compare_keys and unique.
#pragma once

#include <cstdint>

#include "memory/heap.h"
#include "term/layout.h"

namespace linac {

inline uint32_t map_size(Term map) { return flat_map_size(map); }

/// The value at `key`, or the non-value.
Term map_get(Term map, Term key);

/// Key and value `index` in key order.
inline Term map_key(Term map, uint32_t index) { return tuple_element(flat_map_keys(map), index); }
inline Term map_value(Term map, uint32_t index) { return flat_map_value(map, index); }

/// A map of `count` pairs in any order, `pairs[2 * i]` the key and `pairs[2 * i + 1]` the value; of
/// equal keys the last one counts. `pairs` is used as scratch space.
Term make_map(Heap& heap, Term* pairs, uint32_t count);
/// The same, but the non-value if a key occurs twice.
Term make_map_unique(Heap& heap, Term* pairs, uint32_t count);

}  // namespace linac
