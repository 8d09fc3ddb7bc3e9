// SPDX-License-Identifier: Apache-2.0
//
// The functions of module `lists` that OTP has in C.
#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/compare.h"

namespace linac {

namespace {

Term member(Context& context, const Term* arguments) {
  Term list = arguments[1];
  for (; list.is_cons(); list = tail(list)) {
    if (equal_exact(head(list), arguments[0])) return atoms::kTrue;
  }
  return list.is_nil() ? atoms::kFalse : context.badarg();
}

Term reverse_2(Context& context, const Term* arguments) {
  const Term result = list_reverse(context.heap, arguments[0], arguments[1]);
  return result ? result : context.badarg();
}

/// The first tuple of a list whose element at a position compares equal (`==`) to a key: `found`,
/// or atom false, or the non-value (badarg).
Term find_tuple(const Term* arguments) {
  const Term key = arguments[0];
  const std::optional<int64_t> position = read_integer(arguments[1], 1, kSmallMax);
  if (!position) return Term::non_value();
  Term list = arguments[2];
  for (; list.is_cons(); list = tail(list)) {
    const Term tuple = head(list);
    if (!tuple.is_tuple() || tuple_arity(tuple) < *position) continue;
    if (equal(tuple_element(tuple, static_cast<uint32_t>(*position - 1)), key)) return tuple;
  }
  return list.is_nil() ? atoms::kFalse : Term::non_value();
}

Term keyfind(Context& context, const Term* arguments) {
  const Term found = find_tuple(arguments);
  return found ? found : context.badarg();
}

Term keymember(Context& context, const Term* arguments) {
  const Term found = find_tuple(arguments);
  return found ? atoms::boolean(found.is_tuple()) : context.badarg();
}

Term keysearch(Context& context, const Term* arguments) {
  static const Term kValue = intern("value");
  const Term found = find_tuple(arguments);
  if (!found) return context.badarg();
  return found.is_tuple() ? context.heap.tuple(kValue, found) : found;
}

constexpr Bif kTable[] = {
    {"lists", "member", 2, member},       {"lists", "reverse", 2, reverse_2},
    {"lists", "keyfind", 3, keyfind},     {"lists", "keymember", 3, keymember},
    {"lists", "keysearch", 3, keysearch},
};

}  // namespace

constinit const BifTable kListsBifs = kTable;

}  // namespace linac
