// SPDX-License-Identifier: Apache-2.0
//
// erlang: integers to text and back.
#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/integer_text.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"

namespace linac {

namespace {

constexpr int64_t kMinBase = 2;
constexpr int64_t kMaxBase = 36;

Term to_list(Context& context, Term integer, Term base) {
  const std::optional<int64_t> radix = read_integer(base, kMinBase, kMaxBase);
  if (!integer.is_integer() || !radix) return context.badarg();
  const std::string text = integer_text(integer, static_cast<int>(*radix));
  return context.heap.string(text.data(), text.size());
}

Term to_binary(Context& context, Term integer, Term base) {
  const std::optional<int64_t> radix = read_integer(base, kMinBase, kMaxBase);
  if (!integer.is_integer() || !radix) return context.badarg();
  const std::string text = integer_text(integer, static_cast<int>(*radix));
  return make_binary(context.heap, text.data(), text.size());
}

Term from_text(Context& context, const std::optional<std::string>& text, Term base) {
  const std::optional<int64_t> radix = read_integer(base, kMinBase, kMaxBase);
  if (!text || !radix) return context.badarg();
  Term error;
  const Term integer = parse_integer(context.heap, *text, static_cast<int>(*radix), error);
  return integer ? integer : context.error(error);
}

constexpr Term kDecimal = Term::small(10);

Term integer_to_list_1(Context& context, const Term* arguments) {
  return to_list(context, arguments[0], kDecimal);
}
Term integer_to_list_2(Context& context, const Term* arguments) {
  return to_list(context, arguments[0], arguments[1]);
}
Term integer_to_binary_1(Context& context, const Term* arguments) {
  return to_binary(context, arguments[0], kDecimal);
}
Term integer_to_binary_2(Context& context, const Term* arguments) {
  return to_binary(context, arguments[0], arguments[1]);
}
Term list_to_integer_1(Context& context, const Term* arguments) {
  return from_text(context, read_latin1_list(arguments[0]), kDecimal);
}
Term list_to_integer_2(Context& context, const Term* arguments) {
  return from_text(context, read_latin1_list(arguments[0]), arguments[1]);
}
Term binary_to_integer_1(Context& context, const Term* arguments) {
  return from_text(context, read_binary(arguments[0]), kDecimal);
}
Term binary_to_integer_2(Context& context, const Term* arguments) {
  return from_text(context, read_binary(arguments[0]), arguments[1]);
}

/// Reads the integer at the front of a list: {Integer, Rest} or {error, Reason}.
Term string_list_to_integer(Context& context, const Term* arguments) {
  static const Term kNoInteger = intern("no_integer");
  static const Term kNotAList = intern("not_a_list");
  Term list = arguments[0];
  if (!list.is_list()) return context.heap.tuple(atoms::kError, kNotAList);
  std::string text;
  if (list.is_cons() && (head(list) == Term::small('-') || head(list) == Term::small('+'))) {
    text.push_back(static_cast<char>(head(list).small_value()));
    list = tail(list);
  }
  const size_t sign_size = text.size();
  for (; list.is_cons() && read_integer(head(list), '0', '9'); list = tail(list)) {
    text.push_back(static_cast<char>(head(list).small_value()));
  }
  if (text.size() == sign_size) return context.heap.tuple(atoms::kError, kNoInteger);
  Term error;
  const Term integer = parse_integer(context.heap, text, 10, error);
  if (!integer) return context.error(error);
  return context.heap.tuple(integer, list);
}

constexpr Bif kTable[] = {
    {"erlang", "integer_to_list", 1, integer_to_list_1},
    {"erlang", "integer_to_list", 2, integer_to_list_2},
    {"erlang", "integer_to_binary", 1, integer_to_binary_1},
    {"erlang", "integer_to_binary", 2, integer_to_binary_2},
    {"erlang", "list_to_integer", 1, list_to_integer_1},
    {"erlang", "list_to_integer", 2, list_to_integer_2},
    {"erlang", "binary_to_integer", 1, binary_to_integer_1},
    {"erlang", "binary_to_integer", 2, binary_to_integer_2},
    {"string", "list_to_integer", 1, string_list_to_integer},
};

}  // namespace

constinit const BifTable kErlangIntegerBifs = kTable;

}  // namespace linac
