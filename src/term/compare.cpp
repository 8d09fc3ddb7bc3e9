// SPDX-License-Identifier: Apache-2.0
//
// Comparing terms: numbers by value, everything else by type first. What is left to compare of
// compound terms stands on a work stack of pairs of word ranges.
#include "term/compare.h"

#include <cmath>

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/fun_identity.h"
#include "term/layout.h"
#include "term/work_stack.h"

namespace linac {

namespace {

/// Two equally long runs of terms still to compare; `keys`: by compare_keys.
struct Pending {
  const Word* a;
  const Word* b;
  uint32_t count;
  bool keys;
};
using PendingStack = WorkStack<Pending>;

/// Position of a term's type in the order of types.
enum class Rank : uint8_t {
  kNumber,
  kAtom,
  kReference,
  kLocalFun,
  kExternalFun,
  kPort,
  kPid,
  kTuple,
  kMap,
  kNil,
  kCons,
  kBitstring,
  kOther,
};

Rank boxed_rank(Term term) {
  const Word header = term.address()[0];
  switch (header_kind(header)) {
    case Kind::kFloat:
      return Rank::kNumber;
    case Kind::kReference:
      return Rank::kReference;
    case Kind::kExternal: {
      constexpr Rank kRanks[] = {Rank::kPid, Rank::kPort, Rank::kReference, Rank::kOther};
      return kRanks[header_aux(header) & 3];
    }
    default:
      return Rank::kOther;
  }
}

Rank rank_of(Term term) {
  switch (term.tag()) {
    case Tag::kSmallPositive:
    case Tag::kSmallNegative:
    case Tag::kFloatLow:
    case Tag::kFloatHigh:
    case Tag::kBigInteger:
      return Rank::kNumber;
    case Tag::kCons:
      return Rank::kCons;
    case Tag::kTuple:
      return Rank::kTuple;
    case Tag::kMap:
      return Rank::kMap;
    case Tag::kBitstring:
      return Rank::kBitstring;
    case Tag::kFun:
      return fun_is_external(term) ? Rank::kExternalFun : Rank::kLocalFun;
    case Tag::kBoxed:
      return boxed_rank(term);
    case Tag::kAtom:
      return Rank::kAtom;
    case Tag::kSpecial:
      if (term.is_nil()) return Rank::kNil;
      if (term.is_local_pid()) return Rank::kPid;
      return term.is_local_port() ? Rank::kPort : Rank::kOther;
    default:
      return Rank::kOther;
  }
}

template <typename T>
int order(T a, T b) {
  return a == b ? 0 : a < b ? -1 : 1;
}

// --- numbers

int compare_magnitudes(Term a, Term b) {
  const uint32_t limbs = big_limbs(a);
  if (limbs != big_limbs(b)) return order(limbs, big_limbs(b));
  for (uint32_t i = limbs; i-- > 0;) {
    const Word limb_a = big_magnitude(a)[i];
    const Word limb_b = big_magnitude(b)[i];
    if (limb_a != limb_b) return order(limb_a, limb_b);
  }
  return 0;
}

int compare_integers(Term a, Term b) {
  if (a.is_small() && b.is_small()) return order(a.small_value(), b.small_value());
  if (a.is_small()) return big_is_negative(b) ? 1 : -1;
  if (b.is_small()) return big_is_negative(a) ? -1 : 1;
  if (big_is_negative(a) != big_is_negative(b)) return big_is_negative(a) ? -1 : 1;
  const int magnitudes = compare_magnitudes(a, b);
  return big_is_negative(a) ? -magnitudes : magnitudes;
}

int compare_small_with_double(int64_t a, double b) {
  constexpr double kBeyondSmalls = 1152921504606846976.0;  // 2^60
  if (b >= kBeyondSmalls) return -1;
  if (b <= -kBeyondSmalls) return 1;
  const int64_t whole = static_cast<int64_t>(b);
  if (a != whole) return order(a, whole);
  return order(static_cast<double>(whole), b);  // exact: a fraction means |b| < 2^53
}

/// Order of |a| and |b|.
int compare_big_with_double_magnitude(Term a, double b) {
  const Word* const limbs = big_magnitude(a);
  const uint32_t size = big_limbs(a);
  int exponent;
  const double fraction = std::frexp(std::fabs(b), &exponent);  // |b| = fraction * 2^exponent
  const int64_t bits =
      static_cast<int64_t>(size) * 64 - __builtin_clzll(limbs[size - 1]);  // 2^(bits-1) <= |a|
  if (bits != exponent) return order<int64_t>(bits, exponent);
  // Both have `bits` (at least 60) bits, and all of b's are among the first 53.
  const Word mantissa = static_cast<Word>(std::ldexp(fraction, 53));
  const uint32_t shift = static_cast<uint32_t>(bits - 53);
  Word high = limbs[shift / 64] >> (shift % 64);
  if (shift % 64 != 0 && shift / 64 + 1 < size) high |= limbs[shift / 64 + 1] << (64 - shift % 64);
  if (high != mantissa) return order(high, mantissa);
  if (shift % 64 != 0 && limbs[shift / 64] << (64 - shift % 64) != 0) return 1;
  for (uint32_t i = 0; i < shift / 64; ++i) {
    if (limbs[i] != 0) return 1;
  }
  return 0;
}

int compare_integer_with_double(Term a, double b) {
  if (a.is_small()) return compare_small_with_double(a.small_value(), b);
  if (big_is_negative(a) != (b < 0)) return big_is_negative(a) ? -1 : 1;
  const int magnitudes = compare_big_with_double_magnitude(a, b);
  return big_is_negative(a) ? -magnitudes : magnitudes;
}

int compare_numbers(Term a, Term b, bool keys) {
  if (a.is_integer() && b.is_integer()) return compare_integers(a, b);
  if (a.is_integer()) return keys ? -1 : compare_integer_with_double(a, float_value(b));
  if (b.is_integer()) return keys ? 1 : -compare_integer_with_double(b, float_value(a));
  return order(float_value(a), float_value(b));
}

// --- others

/// Words of two objects of the same size that hold no terms, most significant last.
int compare_raw_words(Term a, Term b) {
  const uint32_t size = header_size(a.address()[0]);
  if (size != header_size(b.address()[0])) return order(size, header_size(b.address()[0]));
  for (uint32_t i = size; i > 0; --i) {
    if (a.address()[i] != b.address()[i]) return order(a.address()[i], b.address()[i]);
  }
  return 0;
}

int compare_special(Term a, Term b) {
  if (a.is_pointer() && b.is_pointer()) return compare_raw_words(a, b);
  if (a.is_pointer() != b.is_pointer()) return a.is_pointer() ? 1 : -1;
  return order(a.bits(), b.bits());
}

int compare_funs(Term a, Term b, PendingStack& pending, bool keys) {
  const FunIdentity& fun_a = fun_identity(a);
  const FunIdentity& fun_b = fun_identity(b);
  if (const int modules = compare_atoms(fun_a.module, fun_b.module)) return modules;
  if (fun_is_external(a)) {
    if (const int functions = compare_atoms(fun_a.function, fun_b.function)) return functions;
    return order(fun_a.arity, fun_b.arity);
  }
  if (fun_a.index != fun_b.index) return order(fun_a.index, fun_b.index);
  if (fun_a.uniq != fun_b.uniq) return order(fun_a.uniq, fun_b.uniq);
  const uint32_t free = fun_num_free(a);
  if (free != fun_num_free(b)) return order(free, fun_num_free(b));
  if (free != 0) {
    pending.push(
        {a.address() + kFunEnvironmentOffset, b.address() + kFunEnvironmentOffset, free, keys});
  }
  return 0;
}

int compare_tuples(Term a, Term b, PendingStack& pending, bool keys) {
  const uint32_t arity = tuple_arity(a);
  if (arity != tuple_arity(b)) return order(arity, tuple_arity(b));
  if (arity != 0) pending.push({a.address() + 1, b.address() + 1, arity, keys});
  return 0;
}

/// Maps: the smaller first, then by all keys in order, then by all values. The place for large
/// maps.
int compare_maps(Term a, Term b, PendingStack& pending, bool keys) {
  const uint32_t size = flat_map_size(a);
  if (size != flat_map_size(b)) return order(size, flat_map_size(b));
  if (size == 0) return 0;
  pending.push({a.address() + 2, b.address() + 2, size, keys});
  const Term keys_a = flat_map_keys(a);
  const Term keys_b = flat_map_keys(b);
  if (keys_a != keys_b) pending.push({keys_a.address() + 1, keys_b.address() + 1, size, true});
  return 0;
}

/// Compares what can be compared at once; the insides of compound terms go to `pending`.
int compare_one(Term a, Term b, PendingStack& pending, bool keys) {
  if (a == b) return 0;
  const Rank rank = rank_of(a);
  const Rank rank_b = rank_of(b);
  if (rank != rank_b) return order(rank, rank_b);
  switch (rank) {
    case Rank::kNumber:
      return compare_numbers(a, b, keys);
    case Rank::kAtom:
      return compare_atoms(a, b);
    case Rank::kLocalFun:
    case Rank::kExternalFun:
      return compare_funs(a, b, pending, keys);
    case Rank::kTuple:
      return compare_tuples(a, b, pending, keys);
    case Rank::kMap:
      return compare_maps(a, b, pending, keys);
    case Rank::kCons:
      pending.push({a.address(), b.address(), 2, keys});
      return 0;
    case Rank::kBitstring:
      return compare_bits(bits_of(a), bits_of(b));
    default:
      return compare_special(a, b);
  }
}

int compare_deep(Term a, Term b, bool keys) {
  PendingStack pending;
  int result = compare_one(a, b, pending, keys);
  while (result == 0 && !pending.empty()) {
    Pending& top = pending.top();
    a = Term(*top.a++);
    b = Term(*top.b++);
    const bool as_keys = top.keys;
    if (--top.count == 0) pending.pop();
    result = compare_one(a, b, pending, as_keys);
  }
  return result;
}

}  // namespace

int compare_slow(Term a, Term b) { return compare_deep(a, b, false); }

int compare_keys(Term a, Term b) {
  if (a == b) return 0;
  return compare_deep(a, b, true);
}

bool equal_exact_slow(Term a, Term b) { return compare_deep(a, b, true) == 0; }

}  // namespace linac
