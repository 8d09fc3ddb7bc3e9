// SPDX-License-Identifier: Apache-2.0
#include "runtime/put_map.h"

#include "runtime/map.h"
#include "term/atom.h"

namespace linac {

Term put_map(Context& context, Term map, std::span<const Term> keys_and_values, bool exact) {
  if (!map.is_map()) return context.error(context.heap.tuple(atoms::kBadmap, map));
  if (exact) {
    for (size_t i = 0; i < keys_and_values.size(); i += 2) {
      if (map_get(map, keys_and_values[i])) continue;
      return context.error(context.heap.tuple(atoms::kBadkey, keys_and_values[i]));
    }
  }
  return map_update_many(context.heap, map, keys_and_values, exact);
}

}  // namespace linac
