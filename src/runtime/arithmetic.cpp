// SPDX-License-Identifier: Apache-2.0
//
// See arithmetic.h: what is left when both operands are not small or the result is not.
#include "runtime/arithmetic.h"

#include <cmath>

#include "runtime/big_integer.h"
#include "term/atom.h"
#include "term/integer.h"

namespace linac {

namespace {

Term raise(Term& error, Term reason) {
  error = reason;
  return Term::non_value();
}

/// An integer result, or system_limit.
Term limited(Term result, Term& error) {
  return result ? result : raise(error, atoms::kSystemLimit);
}

/// A float result; overflow and division by zero are badarith.
Term finite(Heap& heap, double value, Term& error) {
  if (!std::isfinite(value)) return raise(error, atoms::kBadarith);
  return heap.floating(value);
}

/// Both operands as doubles; false if one is no number or too large.
bool as_doubles(Term a, Term b, double* value_a, double* value_b) {
  bool ok_a;
  bool ok_b;
  *value_a = to_double(a, ok_a);
  *value_b = to_double(b, ok_b);
  return ok_a && ok_b;
}

Term combine_bits_slow(Heap& heap, Term a, Term b, BitOperation operation, Term& error) {
  if (!a.is_integer() || !b.is_integer()) return raise(error, atoms::kBadarith);
  return limited(combine_bits(heap, IntegerView(a), IntegerView(b), operation), error);
}

/// Shifts left, or right if `left` is negative. Precondition: `a` is an integer.
Term shift(Heap& heap, Term a, int64_t left, Term& error) {
  if (left <= 0) {
    const uint64_t right = static_cast<uint64_t>(-left);
    if (a.is_small()) return Term::small(a.small_value() >> (right > 63 ? 63 : right));
    return limited(shift_integer_right(heap, IntegerView(a), right), error);
  }
  if (a.is_small() && left < 59) {
    const int64_t value = a.small_value();
    if (value <= kSmallMax >> left && value >= kSmallMin >> left) {
      return Term::small(value * (int64_t{1} << left));
    }
  }
  return limited(shift_integer_left(heap, IntegerView(a), static_cast<uint64_t>(left)), error);
}

/// Shifts by more bits than any integer has.
Term shift_out(Term a, bool to_the_left, Term& error) {
  const bool negative = a.is_small() ? a.small_value() < 0 : big_is_negative(a);
  if (!to_the_left) return Term::small(negative ? -1 : 0);
  return a == Term::small(0) ? a : raise(error, atoms::kSystemLimit);
}

/// A float BIF that makes an integer.
template <typename Rounding>
Term to_integer(Heap& heap, Term a, Term& error, Rounding rounding) {
  if (a.is_integer()) return a;
  if (!is_float(a)) return raise(error, atoms::kBadarg);
  return integer_from_double(heap, rounding(float_value(a)));
}

}  // namespace

Term add_slow(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_integer() && b.is_integer()) {
    return limited(add_integers(heap, IntegerView(a), IntegerView(b)), error);
  }
  double x;
  double y;
  if (!as_doubles(a, b, &x, &y)) return raise(error, atoms::kBadarith);
  return finite(heap, x + y, error);
}

Term subtract_slow(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_integer() && b.is_integer()) {
    IntegerView minus_b(b);
    minus_b.negate();
    return limited(add_integers(heap, IntegerView(a), minus_b), error);
  }
  double x;
  double y;
  if (!as_doubles(a, b, &x, &y)) return raise(error, atoms::kBadarith);
  return finite(heap, x - y, error);
}

Term multiply_slow(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_integer() && b.is_integer()) {
    return limited(multiply_integers(heap, IntegerView(a), IntegerView(b)), error);
  }
  double x;
  double y;
  if (!as_doubles(a, b, &x, &y)) return raise(error, atoms::kBadarith);
  return finite(heap, x * y, error);
}

Term divide(Heap& heap, Term a, Term b, Term& error) {
  double x;
  double y;
  if (!as_doubles(a, b, &x, &y) || y == 0) return raise(error, atoms::kBadarith);
  return finite(heap, x / y, error);
}

Term divide_integers_slow(Heap& heap, Term a, Term b, Term& error) {
  if (!a.is_integer() || !b.is_integer() || b == Term::small(0)) {
    return raise(error, atoms::kBadarith);
  }
  return limited(quotient_of_integers(heap, IntegerView(a), IntegerView(b)), error);
}

Term remainder_slow(Heap& heap, Term a, Term b, Term& error) {
  if (!a.is_integer() || !b.is_integer() || b == Term::small(0)) {
    return raise(error, atoms::kBadarith);
  }
  return limited(remainder_of_integers(heap, IntegerView(a), IntegerView(b)), error);
}

Term bit_and_slow(Heap& heap, Term a, Term b, Term& error) {
  return combine_bits_slow(heap, a, b, BitOperation::kAnd, error);
}

Term bit_or_slow(Heap& heap, Term a, Term b, Term& error) {
  return combine_bits_slow(heap, a, b, BitOperation::kOr, error);
}

Term bit_xor_slow(Heap& heap, Term a, Term b, Term& error) {
  return combine_bits_slow(heap, a, b, BitOperation::kXor, error);
}

Term bit_not_slow(Heap& heap, Term a, Term& error) {
  return combine_bits_slow(heap, a, Term::small(-1), BitOperation::kXor, error);
}

Term shift_left(Heap& heap, Term a, Term b, Term& error) {
  if (!a.is_integer() || !b.is_integer()) return raise(error, atoms::kBadarith);
  if (b.is_small()) return shift(heap, a, b.small_value(), error);
  return shift_out(a, !big_is_negative(b), error);
}

Term shift_right(Heap& heap, Term a, Term b, Term& error) {
  if (!a.is_integer() || !b.is_integer()) return raise(error, atoms::kBadarith);
  if (b.is_small()) return shift(heap, a, -b.small_value(), error);
  return shift_out(a, big_is_negative(b), error);
}

Term negate(Heap& heap, Term a, Term& error) {
  if (is_float(a)) return heap.floating(-float_value(a));
  return subtract(heap, Term::small(0), a, error);
}

Term plus(Heap& heap, Term a, Term& error) {
  if (a.is_integer()) return a;
  if (!is_float(a)) return raise(error, atoms::kBadarith);
  return heap.floating(0.0 + float_value(a));  // -0.0 becomes 0.0, as in OTP's compiled code
}

Term absolute(Heap& heap, Term a, Term& error) {
  if (is_float(a)) return float_value(a) < 0 ? heap.floating(-float_value(a)) : a;
  if (!a.is_integer()) return raise(error, atoms::kBadarg);
  const bool negative = a.is_small() ? a.small_value() < 0 : big_is_negative(a);
  return negative ? negate(heap, a, error) : a;
}

Term to_float(Heap& heap, Term a, Term& error) {
  if (is_float(a)) return a;
  bool ok;
  const double value = to_double(a, ok);
  return ok ? heap.floating(value) : raise(error, atoms::kBadarg);
}

Term truncate(Heap& heap, Term a, Term& error) {
  return to_integer(heap, a, error, [](double value) { return value; });
}

Term round(Heap& heap, Term a, Term& error) {
  return to_integer(heap, a, error, [](double value) { return std::round(value); });
}

Term floor(Heap& heap, Term a, Term& error) {
  return to_integer(heap, a, error, [](double value) { return std::floor(value); });
}

Term ceiling(Heap& heap, Term a, Term& error) {
  return to_integer(heap, a, error, [](double value) { return std::ceil(value); });
}

Term integer_from_double(Heap& heap, double value) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  const double magnitude = std::fabs(value);
  if (magnitude < kTwoTo63) return heap.integer(static_cast<int64_t>(value));
  int exponent;
  const double fraction = std::frexp(magnitude, &exponent);
  const Word mantissa = static_cast<Word>(std::ldexp(fraction, 53));
  const uint32_t shift = static_cast<uint32_t>(exponent - 53);
  LimbBuffer limbs(shift / 64 + 2);
  limbs[shift / 64] = mantissa << (shift % 64);
  if (shift % 64 != 0) limbs[shift / 64 + 1] = mantissa >> (64 - shift % 64);
  return make_integer(heap, limbs.data(), limbs.size(), value < 0);
}

double to_double(Term number, bool& ok) {
  ok = true;
  if (number.is_small()) return static_cast<double>(number.small_value());
  if (is_float(number)) return float_value(number);
  if (!number.is_big_integer()) {
    ok = false;
    return 0;
  }
  // As OTP rounds: after each limb, from the highest on.
  constexpr double kTwoTo64 = 18446744073709551616.0;
  constexpr uint32_t kMostLimbs = 16;  // of a finite double
  const uint32_t size = big_limbs(number);
  ok = size <= kMostLimbs;
  double value = 0;
  for (uint32_t i = size; ok && i-- > 0;) {
    value = value * kTwoTo64 + static_cast<double>(big_magnitude(number)[i]);
  }
  ok = ok && std::isfinite(value);
  return big_is_negative(number) ? -value : value;
}

}  // namespace linac
