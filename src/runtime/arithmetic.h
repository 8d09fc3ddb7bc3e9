// SPDX-License-Identifier: Apache-2.0
//
// Erlang's arithmetic on integers of any size and floats: the complete semantics of each operator,
// used by the interpreter and by compiled code's slow paths. Each returns the result, or the
// non-value with `error` one of the atoms badarith, badarg, system_limit, as OTP 25 raises it.
// Nothing moves on the heap. Invariant: results are canonical (term/term.h, term/layout.h), so
// equal integers are equal words or equal objects.
#pragma once

#include <cstdint>

#include "memory/heap.h"
#include "term/layout.h"

namespace linac {

Term add_slow(Heap& heap, Term a, Term b, Term& error);
Term subtract_slow(Heap& heap, Term a, Term b, Term& error);
Term multiply_slow(Heap& heap, Term a, Term b, Term& error);
Term divide_integers_slow(Heap& heap, Term a, Term b, Term& error);
Term remainder_slow(Heap& heap, Term a, Term b, Term& error);
Term bit_and_slow(Heap& heap, Term a, Term b, Term& error);
Term bit_or_slow(Heap& heap, Term a, Term b, Term& error);
Term bit_xor_slow(Heap& heap, Term a, Term b, Term& error);
Term bit_not_slow(Heap& heap, Term a, Term& error);

/// `a + b`
inline Term add(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_small() && b.is_small()) {
    const int64_t sum = a.small_value() + b.small_value();
    if (Term::fits_small(sum)) return Term::small(sum);
  }
  return add_slow(heap, a, b, error);
}

/// `a - b`
inline Term subtract(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_small() && b.is_small()) {
    const int64_t difference = a.small_value() - b.small_value();
    if (Term::fits_small(difference)) return Term::small(difference);
  }
  return subtract_slow(heap, a, b, error);
}

/// `a * b`
inline Term multiply(Heap& heap, Term a, Term b, Term& error) {
  int64_t product;
  if (a.is_small() && b.is_small() &&
      !__builtin_mul_overflow(a.small_value(), b.small_value(), &product) &&
      Term::fits_small(product)) {
    return Term::small(product);
  }
  return multiply_slow(heap, a, b, error);
}

/// `a / b`: always a float.
Term divide(Heap& heap, Term a, Term b, Term& error);

/// `a div b`: truncates towards zero.
inline Term divide_integers(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_small() && b.is_small() && b.small_value() != 0) {
    const int64_t quotient = a.small_value() / b.small_value();
    if (Term::fits_small(quotient)) return Term::small(quotient);  // not -2^59 div -1
  }
  return divide_integers_slow(heap, a, b, error);
}

/// `a rem b`: has the sign of `a`.
inline Term remainder(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_small() && b.is_small() && b.small_value() != 0) {
    return Term::small(a.small_value() % b.small_value());
  }
  return remainder_slow(heap, a, b, error);
}

/// `a band b`
inline Term bit_and(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_small() && b.is_small()) return Term(a.bits() & b.bits());
  return bit_and_slow(heap, a, b, error);
}

/// `a bor b`
inline Term bit_or(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_small() && b.is_small()) return Term(a.bits() | b.bits());
  return bit_or_slow(heap, a, b, error);
}

/// `a bxor b`
inline Term bit_xor(Heap& heap, Term a, Term b, Term& error) {
  if (a.is_small() && b.is_small()) return Term(a.bits() ^ b.bits());
  return bit_xor_slow(heap, a, b, error);
}

/// `bnot a`
inline Term bit_not(Heap& heap, Term a, Term& error) {
  if (a.is_small()) return Term(~a.bits());
  return bit_not_slow(heap, a, error);
}

/// `a bsl b` and `a bsr b`; a negative `b` shifts the other way.
Term shift_left(Heap& heap, Term a, Term b, Term& error);
Term shift_right(Heap& heap, Term a, Term b, Term& error);

/// `-a` and `+a`
Term negate(Heap& heap, Term a, Term& error);
Term plus(Heap& heap, Term a, Term& error);

/// BIFs of the same names (`to_float` is float/1); what is no number is badarg.
Term absolute(Heap& heap, Term a, Term& error);
Term to_float(Heap& heap, Term a, Term& error);
Term truncate(Heap& heap, Term a, Term& error);
Term round(Heap& heap, Term a, Term& error);
Term floor(Heap& heap, Term a, Term& error);
Term ceiling(Heap& heap, Term a, Term& error);

/// The integer part of a finite double, of any size.
Term integer_from_double(Heap& heap, double value);

/// Value of a number as a double; `ok` is false if it is no number or too large for one.
double to_double(Term number, bool& ok);

}  // namespace linac
