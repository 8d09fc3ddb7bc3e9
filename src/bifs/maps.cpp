// SPDX-License-Identifier: Apache-2.0
//
// The functions of module `maps` that OTP has in C.
#include "bifs/tables.h"
#include "runtime/map.h"
#include "term/atom.h"

namespace linac {

namespace {

Term bad_map(Context& context, Term term) {
  return context.error(context.heap.tuple(atoms::kBadmap, term));
}

Term bad_key(Context& context, Term key) {
  return context.error(context.heap.tuple(atoms::kBadkey, key));
}

Term get_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  const Term value = map_get(arguments[1], arguments[0]);
  return value ? value : bad_key(context, arguments[0]);
}

Term find_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  const Term value = map_get(arguments[1], arguments[0]);
  return value ? context.heap.tuple(atoms::kOk, value) : atoms::kError;
}

Term is_key(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  return atoms::boolean(static_cast<bool>(map_get(arguments[1], arguments[0])));
}

Term put_3(Context& context, const Term* arguments) {
  if (!arguments[2].is_map()) return bad_map(context, arguments[2]);
  return map_put(context.heap, arguments[2], arguments[0], arguments[1]);
}

Term update_3(Context& context, const Term* arguments) {
  if (!arguments[2].is_map()) return bad_map(context, arguments[2]);
  const Term result = map_update_many(context.heap, arguments[2], std::span(arguments, 2), true);
  return result ? result : bad_key(context, arguments[0]);
}

Term remove_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  return map_remove(context.heap, arguments[1], arguments[0]);
}

Term take_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  const Term value = map_get(arguments[1], arguments[0]);
  if (!value) return atoms::kError;
  const Term rest = map_remove(context.heap, arguments[1], arguments[0]);
  return context.heap.tuple(value, rest);
}

Term keys_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_map()) return bad_map(context, arguments[0]);
  return map_keys(context.heap, arguments[0]);
}

Term values_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_map()) return bad_map(context, arguments[0]);
  return map_values(context.heap, arguments[0]);
}

Term merge_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_map()) return bad_map(context, arguments[0]);
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  return map_merge(context.heap, arguments[0], arguments[1]);
}

Term from_list(Context& context, const Term* arguments) {
  const Term map = map_from_pairs(context.heap, arguments[0]);
  return map ? map : context.badarg();
}

Term from_keys(Context& context, const Term* arguments) {
  const Term map = map_from_keys(context.heap, arguments[0], arguments[1]);
  return map ? map : context.badarg();
}

constexpr Bif kTable[] = {
    {"maps", "get", 2, get_2},           {"maps", "find", 2, find_2},
    {"maps", "is_key", 2, is_key},       {"maps", "put", 3, put_3},
    {"maps", "update", 3, update_3},     {"maps", "remove", 2, remove_2},
    {"maps", "take", 2, take_2},         {"maps", "keys", 1, keys_1},
    {"maps", "values", 1, values_1},     {"maps", "merge", 2, merge_2},
    {"maps", "from_list", 1, from_list}, {"maps", "from_keys", 2, from_keys},
};

}  // namespace

constinit const BifTable kMapsBifs = kTable;

}  // namespace linac
