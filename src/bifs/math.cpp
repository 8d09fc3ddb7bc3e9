// SPDX-License-Identifier: Apache-2.0
//
// Module `math`. What is no number is badarg; an argument or a result that no float can hold is
// badarith.
#include <cmath>

#include "bifs/tables.h"
#include "runtime/arithmetic.h"

namespace linac {

namespace {

Term number(Context& context, double value) {
  return std::isfinite(value) ? context.heap.floating(value) : context.badarith();
}

bool is_number(Term term) { return term.is_integer() || is_float(term); }

template <double (*kFunction)(double)>
Term of_one(Context& context, const Term* arguments) {
  if (!is_number(arguments[0])) return context.badarg();
  bool ok = false;
  const double a = to_double(arguments[0], ok);
  return ok ? number(context, kFunction(a)) : context.badarith();
}

template <double (*kFunction)(double, double)>
Term of_two(Context& context, const Term* arguments) {
  // The arguments are looked at one after the other.
  double values[2];
  for (int i = 0; i < 2; ++i) {
    if (!is_number(arguments[i])) return context.badarg();
    bool ok = false;
    values[i] = to_double(arguments[i], ok);
    if (!ok) return context.badarith();
  }
  return number(context, kFunction(values[0], values[1]));
}

constexpr Bif kTable[] = {
    {"math", "acos", 1, of_one<::acos>},   {"math", "acosh", 1, of_one<::acosh>},
    {"math", "asin", 1, of_one<::asin>},   {"math", "asinh", 1, of_one<::asinh>},
    {"math", "atan", 1, of_one<::atan>},   {"math", "atan2", 2, of_two<::atan2>},
    {"math", "atanh", 1, of_one<::atanh>}, {"math", "ceil", 1, of_one<::ceil>},
    {"math", "cos", 1, of_one<::cos>},     {"math", "cosh", 1, of_one<::cosh>},
    {"math", "erf", 1, of_one<::erf>},     {"math", "erfc", 1, of_one<::erfc>},
    {"math", "exp", 1, of_one<::exp>},     {"math", "floor", 1, of_one<::floor>},
    {"math", "fmod", 2, of_two<::fmod>},   {"math", "log", 1, of_one<::log>},
    {"math", "log10", 1, of_one<::log10>}, {"math", "log2", 1, of_one<::log2>},
    {"math", "pow", 2, of_two<::pow>},     {"math", "sin", 1, of_one<::sin>},
    {"math", "sinh", 1, of_one<::sinh>},   {"math", "sqrt", 1, of_one<::sqrt>},
    {"math", "tan", 1, of_one<::tan>},     {"math", "tanh", 1, of_one<::tanh>},
};

}  // namespace

constinit const BifTable kMathBifs = kTable;

}  // namespace linac
