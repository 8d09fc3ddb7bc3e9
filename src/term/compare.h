// SPDX-License-Identifier: Apache-2.0
//
// Erlang's order of terms and its two equalities. Deep terms cost heap memory, not C++ stack.
// Source: "Expressions, Term Comparisons" of the Erlang reference manual, and OTP 25's behaviour.
// Invariant: compare_keys gives 0 exactly where equal_exact gives true, and equal terms in that
// sense have the same hash (term/hash.h).
#pragma once

#include "term/term.h"

namespace linac {

/// Negative, zero or positive as `a` is before, equal (`==`) to or after `b`.
/// number < atom < reference < fun < port < pid < tuple < map < nil < list < bitstring
int compare(Term a, Term b);

/// The order of map keys: as `compare`, but any integer comes before any float.
int compare_keys(Term a, Term b);

int compare_slow(Term a, Term b);
bool equal_slow(Term a, Term b);
bool equal_exact_slow(Term a, Term b);

/// `a =:= b`. As in OTP 25, `0.0 =:= -0.0` holds.
inline bool equal_exact(Term a, Term b) {
  if (a == b) return true;
  if (a.tag() != b.tag() || a.is_immediate()) return false;
  return equal_exact_slow(a, b);
}

/// `a == b`.
inline bool equal(Term a, Term b) {
  if (a == b) return true;
  if (a.is_small() && b.is_small()) return false;
  return equal_slow(a, b);
}

inline int compare(Term a, Term b) {
  if (a == b) return 0;
  if (a.is_small() && b.is_small()) return a.small_value() < b.small_value() ? -1 : 1;
  return compare_slow(a, b);
}

}  // namespace linac
