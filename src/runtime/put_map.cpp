// SPDX-License-Identifier: Apache-2.0
#include "runtime/put_map.h"

#include "runtime/map.h"
#include "term/atom.h"
#include "term/compare.h"

namespace linac {

Term put_map(Context& context, Term map, std::span<const Term> keys_and_values, bool exact) {
  if (!map.is_map()) return context.error(context.heap.tuple(atoms::kBadmap, map));
  const Term result = map_update_many(context.heap, map, keys_and_values, exact);
  if (result) return result;
  // Of several keys that are missing OTP names the first in the order of maps.
  Term missing;
  for (size_t i = 0; i < keys_and_values.size(); i += 2) {
    const Term key = keys_and_values[i];
    if (map_get(map, key)) continue;
    if (!missing || compare_keys(key, missing) < 0) missing = key;
  }
  return context.error(context.heap.tuple(atoms::kBadkey, missing));
}

}  // namespace linac
