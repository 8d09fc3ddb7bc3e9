// SPDX-License-Identifier: Apache-2.0
//
// erlang: what may stand in guards: type tests, sizes, parts, rounding. Interpreter and compiled
// code do most of these on their own; these are what apply, funs and their slow paths call.
#include <optional>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "process/process.h"
#include "runtime/arithmetic.h"
#include "runtime/list.h"
#include "runtime/match_context.h"
#include "runtime/native_record.h"
#include "runtime/type_test.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/compare.h"
#include "term/map.h"

namespace linac {

namespace {

template <beam::Opcode kTest>
Term type_test(Context&, const Term* arguments) {
  return atoms::boolean(has_type(arguments[0], kTest));
}

Term is_function_2(Context& context, const Term* arguments) {
  const Term arity = arguments[1];
  if (!arity.is_integer()) return context.badarg();
  const bool negative = arity.is_small() ? arity.small_value() < 0 : big_is_negative(arity);
  if (negative) return context.badarg();
  return atoms::boolean(is_function_of_arity(arguments[0], arity));
}

/// OTP 29's test for any native record.
Term is_record_1(Context&, const Term* arguments) {
  return atoms::boolean(is_native_record(arguments[0]));
}

/// OTP 29's test for a range of integers.
Term is_integer_3(Context& context, const Term* arguments) {
  const Term value = arguments[0], low = arguments[1], high = arguments[2];
  if (!low.is_integer() || !high.is_integer()) return context.badarg();
  return atoms::boolean(value.is_integer() && compare(low, value) <= 0 &&
                        compare(value, high) <= 0);
}

bool is_tagged_tuple(Term term, Term tag) {
  return term.is_tuple() && tuple_arity(term) > 0 && tuple_element(term, 0) == tag;
}

Term is_record_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_atom()) return context.badarg();
  return atoms::boolean(is_tagged_tuple(arguments[0], arguments[1]));
}

/// A tuple with a tag and a size, or (OTP 29) a native record of a module and a name.
Term is_record_3(Context& context, const Term* arguments) {
  const Term size = arguments[2];
  if (is_native_record(arguments[0]) && arguments[1].is_atom() && size.is_atom()) {
    return atoms::boolean(is_record_of(arguments[0], arguments[1], size));
  }
  if (!arguments[1].is_atom() || !size.is_small()) return context.badarg();
  return atoms::boolean(is_tagged_tuple(arguments[0], arguments[1]) &&
                        size.small_value() == tuple_arity(arguments[0]));
}

using NumberFunction = Term (*)(Heap& heap, Term a, Term& error);

template <NumberFunction kFunction>
Term number_function(Context& context, const Term* arguments) {
  Term error;
  const Term result = kFunction(context.heap, arguments[0], error);
  return result ? result : context.error(error);
}

Term hd(Context& context, const Term* arguments) {
  return arguments[0].is_cons() ? head(arguments[0]) : context.badarg();
}

Term tl(Context& context, const Term* arguments) {
  return arguments[0].is_cons() ? tail(arguments[0]) : context.badarg();
}

Term length(Context& context, const Term* arguments) {
  const int64_t length = list_length(arguments[0]);
  return length < 0 ? context.badarg() : Term::small(length);
}

Term element(Context& context, const Term* arguments) {
  const Term tuple = arguments[1];
  if (!tuple.is_tuple()) return context.badarg();
  const std::optional<int64_t> index = read_integer(arguments[0], 1, tuple_arity(tuple));
  if (!index) return context.badarg();
  return tuple_element(tuple, static_cast<uint32_t>(*index - 1));
}

Term tuple_size(Context& context, const Term* arguments) {
  if (!arguments[0].is_tuple()) return context.badarg();
  return Term::small(tuple_arity(arguments[0]));
}

/// Bits of a bitstring, or left in a match context, of which compilers from OTP 27 on ask it.
std::optional<int64_t> size_in_bits(Term term) {
  if (term.is_bitstring()) return static_cast<int64_t>(bits_of(term).bit_size);
  if (is_match_context(term)) return static_cast<int64_t>(MatchContext(term).remaining());
  return std::nullopt;
}

Term bit_size(Context& context, const Term* arguments) {
  const std::optional<int64_t> bits = size_in_bits(arguments[0]);
  return bits ? Term::small(*bits) : context.badarg();
}

Term byte_size(Context& context, const Term* arguments) {
  const std::optional<int64_t> bits = size_in_bits(arguments[0]);
  return bits ? Term::small((*bits + 7) / 8) : context.badarg();
}

Term size(Context& context, const Term* arguments) {
  const Term term = arguments[0];
  if (term.is_tuple()) return tuple_size(context, arguments);
  if (!term.is_bitstring()) return context.badarg();
  return Term::small(static_cast<int64_t>(bits_of(term).bit_size / 8));
}

Term bad_map(Context& context, Term term) {
  return context.error(context.heap.tuple(atoms::kBadmap, term));
}

Term map_size_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_map()) return bad_map(context, arguments[0]);
  return Term::small(map_size(arguments[0]));
}

Term map_get_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  const Term value = map_get(arguments[1], arguments[0]);
  return value ? value : context.error(context.heap.tuple(atoms::kBadkey, arguments[0]));
}

Term is_map_key(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  return atoms::boolean(static_cast<bool>(map_get(arguments[1], arguments[0])));
}

Term self(Context& context, const Term*) { return context.process->pid(); }

Term node_0(Context&, const Term*) { return atoms::kNodeNoHost; }

Term node_1(Context& context, const Term* arguments) {
  const Term term = arguments[0];
  if (!is_pid(term) && !is_port(term) && !is_any_reference(term)) return context.badarg();
  if (!term.is_boxed() || is_reference(term)) return atoms::kNodeNoHost;
  return Term(term.address()[kExternalNodeOffset]);
}

Term minimum(Context&, const Term* arguments) {
  return compare(arguments[0], arguments[1]) <= 0 ? arguments[0] : arguments[1];
}

Term maximum(Context&, const Term* arguments) {
  return compare(arguments[0], arguments[1]) >= 0 ? arguments[0] : arguments[1];
}

/// `size` bytes from `start` on; a negative size counts backwards.
Term part(Context& context, Term binary, Term start, Term size) {
  if (!binary.is_bitstring() || !start.is_small() || !size.is_small()) return context.badarg();
  const int64_t whole = static_cast<int64_t>(bits_of(binary).bit_size / 8);
  int64_t first = start.small_value();
  int64_t count = size.small_value();
  if (first < 0 || first > whole || count < -whole || count > whole) return context.badarg();
  if (count < 0) {
    first += count;
    count = -count;
  }
  if (first < 0 || first + count > whole) return context.badarg();
  return sub_bits(context.heap, binary, static_cast<uint64_t>(first) * 8,
                  static_cast<uint64_t>(count) * 8);
}

Term binary_part_2(Context& context, const Term* arguments) {
  const Term place = arguments[1];
  if (!place.is_tuple() || tuple_arity(place) != 2) return context.badarg();
  return part(context, arguments[0], tuple_element(place, 0), tuple_element(place, 1));
}

Term binary_part_3(Context& context, const Term* arguments) {
  return part(context, arguments[0], arguments[1], arguments[2]);
}

constexpr Bif kTable[] = {
    {"erlang", "is_atom", 1, type_test<beam::Opcode::kIsAtom>},
    {"erlang", "is_binary", 1, type_test<beam::Opcode::kIsBinary>},
    {"erlang", "is_bitstring", 1, type_test<beam::Opcode::kIsBitstr>},
    {"erlang", "is_boolean", 1, type_test<beam::Opcode::kIsBoolean>},
    {"erlang", "is_float", 1, type_test<beam::Opcode::kIsFloat>},
    {"erlang", "is_function", 1, type_test<beam::Opcode::kIsFunction>},
    {"erlang", "is_function", 2, is_function_2},
    {"erlang", "is_integer", 1, type_test<beam::Opcode::kIsInteger>},
    {"erlang", "is_integer", 3, is_integer_3},
    {"erlang", "is_list", 1, type_test<beam::Opcode::kIsList>},
    {"erlang", "is_map", 1, type_test<beam::Opcode::kIsMap>},
    {"erlang", "is_map_key", 2, is_map_key},
    {"erlang", "is_number", 1, type_test<beam::Opcode::kIsNumber>},
    {"erlang", "is_pid", 1, type_test<beam::Opcode::kIsPid>},
    {"erlang", "is_port", 1, type_test<beam::Opcode::kIsPort>},
    {"erlang", "is_record", 1, is_record_1},
    {"erlang", "is_record", 2, is_record_2},
    {"erlang", "is_record", 3, is_record_3},
    {"erlang", "is_reference", 1, type_test<beam::Opcode::kIsReference>},
    {"erlang", "is_tuple", 1, type_test<beam::Opcode::kIsTuple>},
    {"erlang", "abs", 1, number_function<absolute>},
    {"erlang", "ceil", 1, number_function<ceiling>},
    {"erlang", "float", 1, number_function<to_float>},
    {"erlang", "floor", 1, number_function<floor>},
    {"erlang", "round", 1, number_function<round>},
    {"erlang", "trunc", 1, number_function<truncate>},
    {"erlang", "hd", 1, hd},
    {"erlang", "tl", 1, tl},
    {"erlang", "length", 1, length},
    {"erlang", "element", 2, element},
    {"erlang", "tuple_size", 1, tuple_size},
    {"erlang", "bit_size", 1, bit_size},
    {"erlang", "byte_size", 1, byte_size},
    {"erlang", "size", 1, size},
    {"erlang", "map_size", 1, map_size_1},
    {"erlang", "map_get", 2, map_get_2},
    {"erlang", "self", 0, self},
    {"erlang", "node", 0, node_0},
    {"erlang", "node", 1, node_1},
    {"erlang", "min", 2, minimum},
    {"erlang", "max", 2, maximum},
    {"erlang", "binary_part", 2, binary_part_2},
    {"erlang", "binary_part", 3, binary_part_3},
};

}  // namespace

constinit const BifTable kErlangGuardBifs = kTable;

}  // namespace linac
