// SPDX-License-Identifier: Apache-2.0
//
// Maps with something changed: the operations of the map instructions and of the `maps` BIFs, for
// interpreter, compiled code and BIFs alike. Looking inside and building from pairs is term/map.h.
// Invariant: arguments stay as they are; a result that would be equal to the argument word for word
// is the argument. Flat maps that differ in values only share their tuple of keys.
#pragma once

#include <span>

#include "memory/heap.h"
#include "term/map.h"
#include "term/term.h"

namespace linac {

/// `map` with `key` set to `value`.
Term map_put(Heap& heap, Term map, Term key, Term value);

/// `map` with all of `keys_and_values` (key, value, key, value …) set, later ones over earlier
/// ones. With `exact`, the non-value if one of the keys is not in `map`.
Term map_update_many(Heap& heap, Term map, std::span<const Term> keys_and_values, bool exact);

/// `map` without `key`.
Term map_remove(Heap& heap, Term map, Term key);

/// All pairs of both; where both have a key, the value of `second`.
Term map_merge(Heap& heap, Term first, Term second);

/// Pairs {Key, Value} of a proper list of 2-tuples, or the non-value if it is none.
Term map_from_pairs(Heap& heap, Term list);

/// Keys in `list`, all with `value`; the non-value if `list` is no proper list.
Term map_from_keys(Heap& heap, Term list, Term value);

/// Keys, and values, as lists in OTP's order: that of iteration for flat maps, the reverse of it
/// for large ones.
Term map_keys(Heap& heap, Term map);
Term map_values(Heap& heap, Term map);

}  // namespace linac
