// SPDX-License-Identifier: Apache-2.0
#include "runtime/put_map.h"

#include "runtime/map.h"
#include "term/atom.h"

namespace linac {

Term put_map(Context& context, Term map, std::span<const Term> keys_and_values, bool exact) {
  if (!map.is_map()) return context.error(context.heap.tuple(atoms::kBadmap, map));
  const Term result = map_update_many(context.heap, map, keys_and_values, exact);
  if (result) return result;
  size_t missing = 0;
  while (map_get(map, keys_and_values[missing])) missing += 2;
  return context.error(context.heap.tuple(atoms::kBadkey, keys_and_values[missing]));
}

}  // namespace linac
