// SPDX-License-Identifier: Apache-2.0
//
// erlang: the operators as functions.
#include "bifs/tables.h"
#include "process/message_target.h"
#include "process/signal.h"
#include "runtime/arithmetic.h"
#include "runtime/list.h"
#include "runtime/list_subtraction.h"
#include "term/atom.h"
#include "term/compare.h"

namespace linac {

namespace {

using Unary = Term (*)(Heap& heap, Term a, Term& error);
using Binary = Term (*)(Heap& heap, Term a, Term b, Term& error);

template <Unary kOperation>
Term unary(Context& context, const Term* arguments) {
  Term error;
  const Term result = kOperation(context.heap, arguments[0], error);
  return result ? result : context.error(error);
}

template <Binary kOperation>
Term binary(Context& context, const Term* arguments) {
  Term error;
  const Term result = kOperation(context.heap, arguments[0], arguments[1], error);
  return result ? result : context.error(error);
}

Term less(Context&, const Term* arguments) {
  return atoms::boolean(compare(arguments[0], arguments[1]) < 0);
}
Term less_equal(Context&, const Term* arguments) {
  return atoms::boolean(compare(arguments[0], arguments[1]) <= 0);
}
Term greater(Context&, const Term* arguments) {
  return atoms::boolean(compare(arguments[0], arguments[1]) > 0);
}
Term greater_equal(Context&, const Term* arguments) {
  return atoms::boolean(compare(arguments[0], arguments[1]) >= 0);
}
Term equals(Context&, const Term* arguments) {
  return atoms::boolean(equal(arguments[0], arguments[1]));
}
Term differs(Context&, const Term* arguments) {
  return atoms::boolean(!equal(arguments[0], arguments[1]));
}
Term exactly_equals(Context&, const Term* arguments) {
  return atoms::boolean(equal_exact(arguments[0], arguments[1]));
}
Term exactly_differs(Context&, const Term* arguments) {
  return atoms::boolean(!equal_exact(arguments[0], arguments[1]));
}

bool is_boolean(Term term) { return term == atoms::kTrue || term == atoms::kFalse; }

Term logical_not(Context& context, const Term* arguments) {
  if (!is_boolean(arguments[0])) return context.badarg();
  return atoms::boolean(arguments[0] == atoms::kFalse);
}

enum class Logic { kAnd, kOr, kXor };

template <Logic kLogic>
Term logical(Context& context, const Term* arguments) {
  if (!is_boolean(arguments[0]) || !is_boolean(arguments[1])) return context.badarg();
  const bool a = arguments[0] == atoms::kTrue;
  const bool b = arguments[1] == atoms::kTrue;
  if constexpr (kLogic == Logic::kAnd) return atoms::boolean(a && b);
  if constexpr (kLogic == Logic::kOr) return atoms::boolean(a || b);
  return atoms::boolean(a != b);
}

Term append(Context& context, const Term* arguments) {
  // An empty list in front leaves whatever is behind, also if that is no list.
  const Term result = list_append(context.heap, arguments[0], arguments[1]);
  return result ? result : context.badarg();
}

Term subtract_2(Context& context, const Term* arguments) {
  return subtract_lists(context, {atoms::kErlang, "subtract"}, arguments);
}

Term minus_minus_2(Context& context, const Term* arguments) {
  return subtract_lists(context, {atoms::kErlang, "--"}, arguments);
}

Term send(Context& context, const Term* arguments) {
  const Term message = arguments[1];
  if (!send_to(context, arguments[0], message)) return context.badarg();
  return after_signal(context, message);
}

constexpr Bif kTable[] = {
    {"erlang", "+", 1, unary<plus>},
    {"erlang", "-", 1, unary<negate>},
    {"erlang", "bnot", 1, unary<bit_not>},
    {"erlang", "+", 2, binary<add>},
    {"erlang", "-", 2, binary<subtract>},
    {"erlang", "*", 2, binary<multiply>},
    {"erlang", "/", 2, binary<divide>},
    {"erlang", "div", 2, binary<divide_integers>},
    {"erlang", "rem", 2, binary<remainder>},
    {"erlang", "band", 2, binary<bit_and>},
    {"erlang", "bor", 2, binary<bit_or>},
    {"erlang", "bxor", 2, binary<bit_xor>},
    {"erlang", "bsl", 2, binary<shift_left>},
    {"erlang", "bsr", 2, binary<shift_right>},
    {"erlang", "<", 2, less},
    {"erlang", "=<", 2, less_equal},
    {"erlang", ">", 2, greater},
    {"erlang", ">=", 2, greater_equal},
    {"erlang", "==", 2, equals},
    {"erlang", "/=", 2, differs},
    {"erlang", "=:=", 2, exactly_equals},
    {"erlang", "=/=", 2, exactly_differs},
    {"erlang", "not", 1, logical_not},
    {"erlang", "and", 2, logical<Logic::kAnd>},
    {"erlang", "or", 2, logical<Logic::kOr>},
    {"erlang", "xor", 2, logical<Logic::kXor>},
    {"erlang", "++", 2, append},
    {"erlang", "append", 2, append},
    {"erlang", "--", 2, minus_minus_2},
    {"erlang", "subtract", 2, subtract_2},
    {"erlang", "!", 2, send},
};

}  // namespace

constinit const BifTable kErlangOperatorBifs = kTable;

}  // namespace linac
