// SPDX-License-Identifier: Apache-2.0
//
// erlang: making and changing tuples.
#include <cstring>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "term/layout.h"

namespace linac {

namespace {

constexpr int64_t kMaxArity = (1 << 24) - 1;

/// A tuple whose elements the caller writes to `elements` at once.
Term new_tuple(Heap& heap, uint32_t arity, Word** elements) {
  Word* at = heap.allocate(1 + arity);
  at[0] = make_header(Kind::kTuple, arity);
  *elements = at + 1;
  return Term::pointer(Tag::kTuple, at);
}

const Word* elements_of(Term tuple) { return tuple.address() + 1; }

void copy_elements(Word* to, const Word* from, uint32_t count) {
  if (count > 0) std::memcpy(to, from, count * sizeof(Word));
}

Term setelement(Context& context, const Term* arguments) {
  const Term tuple = arguments[1];
  if (!tuple.is_tuple()) return context.badarg();
  const uint32_t arity = tuple_arity(tuple);
  const std::optional<int64_t> index = read_integer(arguments[0], 1, arity);
  if (!index) return context.badarg();
  Word* elements;
  const Term result = new_tuple(context.heap, arity, &elements);
  copy_elements(elements, elements_of(tuple), arity);
  elements[*index - 1] = arguments[2].bits();
  return result;
}

Term make_tuple_2(Context& context, const Term* arguments) {
  const std::optional<int64_t> arity = read_integer(arguments[0], 0, kMaxArity);
  if (!arity) return context.badarg();
  Word* elements;
  const Term result = new_tuple(context.heap, static_cast<uint32_t>(*arity), &elements);
  for (int64_t i = 0; i < *arity; ++i) elements[i] = arguments[1].bits();
  return result;
}

Term make_tuple_3(Context& context, const Term* arguments) {
  const std::optional<int64_t> arity = read_integer(arguments[0], 0, kMaxArity);
  if (!arity) return context.badarg();
  Word* elements;
  const Term result = new_tuple(context.heap, static_cast<uint32_t>(*arity), &elements);
  for (int64_t i = 0; i < *arity; ++i) elements[i] = arguments[1].bits();
  Term list = arguments[2];
  for (; list.is_cons(); list = tail(list)) {
    const Term pair = head(list);
    if (!pair.is_tuple() || tuple_arity(pair) != 2) return context.badarg();
    const std::optional<int64_t> index = read_integer(tuple_element(pair, 0), 1, *arity);
    if (!index) return context.badarg();
    elements[*index - 1] = tuple_element(pair, 1).bits();
  }
  return list.is_nil() ? result : context.badarg();
}

/// A copy of `tuple` with `value` before element `position` (from 0).
Term insert(Context& context, Term tuple, uint32_t position, Term value) {
  const uint32_t arity = tuple_arity(tuple);
  if (arity >= kMaxArity) return context.badarg();
  Word* elements;
  const Term result = new_tuple(context.heap, arity + 1, &elements);
  copy_elements(elements, elements_of(tuple), position);
  elements[position] = value.bits();
  copy_elements(elements + position + 1, elements_of(tuple) + position, arity - position);
  return result;
}

Term append_element(Context& context, const Term* arguments) {
  if (!arguments[0].is_tuple()) return context.badarg();
  return insert(context, arguments[0], tuple_arity(arguments[0]), arguments[1]);
}

Term insert_element(Context& context, const Term* arguments) {
  const Term tuple = arguments[1];
  if (!tuple.is_tuple()) return context.badarg();
  const std::optional<int64_t> index =
      read_integer(arguments[0], 1, static_cast<int64_t>(tuple_arity(tuple)) + 1);
  if (!index) return context.badarg();
  return insert(context, tuple, static_cast<uint32_t>(*index - 1), arguments[2]);
}

Term delete_element(Context& context, const Term* arguments) {
  const Term tuple = arguments[1];
  if (!tuple.is_tuple()) return context.badarg();
  const uint32_t arity = tuple_arity(tuple);
  const std::optional<int64_t> index = read_integer(arguments[0], 1, arity);
  if (!index) return context.badarg();
  const uint32_t position = static_cast<uint32_t>(*index - 1);
  Word* elements;
  const Term result = new_tuple(context.heap, arity - 1, &elements);
  copy_elements(elements, elements_of(tuple), position);
  copy_elements(elements + position, elements_of(tuple) + position + 1, arity - 1 - position);
  return result;
}

Term tuple_to_list(Context& context, const Term* arguments) {
  const Term tuple = arguments[0];
  if (!tuple.is_tuple()) return context.badarg();
  const uint32_t arity = tuple_arity(tuple);
  if (arity == 0) return Term::nil();
  Word* at = context.heap.allocate(2 * arity);
  Term list = Term::nil();
  for (uint32_t i = arity; i-- > 0; at += 2) list = make_cons(at, tuple_element(tuple, i), list);
  return list;
}

Term list_to_tuple(Context& context, const Term* arguments) {
  const int64_t length = list_length(arguments[0]);
  if (length < 0 || length > kMaxArity) return context.badarg();
  Word* elements;
  const Term result = new_tuple(context.heap, static_cast<uint32_t>(length), &elements);
  for (Term list = arguments[0]; list.is_cons(); list = tail(list)) {
    *elements++ = head(list).bits();
  }
  return result;
}

constexpr Bif kTable[] = {
    {"erlang", "setelement", 3, setelement},
    {"erlang", "make_tuple", 2, make_tuple_2},
    {"erlang", "make_tuple", 3, make_tuple_3},
    {"erlang", "append_element", 2, append_element},
    {"erlang", "insert_element", 3, insert_element},
    {"erlang", "delete_element", 2, delete_element},
    {"erlang", "tuple_to_list", 1, tuple_to_list},
    {"erlang", "list_to_tuple", 1, list_to_tuple},
};

}  // namespace

constinit const BifTable kErlangTupleBifs = kTable;

}  // namespace linac
