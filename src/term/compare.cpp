// SPDX-License-Identifier: Apache-2.0
//
// Comparing terms: numbers by value, everything else by type first. What is left to compare of
// compound terms stands on a work stack of pairs of word ranges. Only large maps need more than the
// first difference: theirs lie in an order that says nothing, so the difference at the smallest key
// is looked for.
#include "term/compare.h"

#include <cmath>
#include <vector>

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/fun_identity.h"
#include "term/identifier.h"
#include "term/map.h"
#include "term/map_trie.h"
#include "term/work_stack.h"

namespace linac {

namespace {

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
  kRecord,
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
    case Kind::kRecord:
      return Rank::kRecord;
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

int compare_nodes_of(const Identifier& a, const Identifier& b) {
  const int nodes = compare_atoms(a.node, b.node);
  return nodes != 0 ? nodes : order(a.creation, b.creation);
}

int compare_numbers_of(const Identifier& a, const Identifier& b) {
  if (a.count != b.count) return order(a.count, b.count);
  for (uint32_t i = a.count; i > 0; --i) {
    if (a.numbers[i - 1] != b.numbers[i - 1]) return order(a.numbers[i - 1], b.numbers[i - 1]);
  }
  return 0;
}

/// Of pids the numbers decide, and then the nodes; of ports and references it is the other way.
int compare_identifiers(Term term_a, Term term_b) {
  const Identifier a(term_a);
  const Identifier b(term_b);
  const int numbers = compare_numbers_of(a, b);
  const int nodes = compare_nodes_of(a, b);
  if (is_pid(term_a)) return numbers != 0 ? numbers : nodes;
  return nodes != 0 ? nodes : numbers;
}

/// By their numbers; further words are a resource's affair.
int compare_references(Term a, Term b) {
  const Word* const words_a = a.address();
  const Word* const words_b = b.address();
  if (words_a[1] != words_b[1]) return order(words_a[1], words_b[1]);
  return order(words_a[2], words_b[2]);
}

int compare_special(Term a, Term b) {
  if (is_reference(a) && is_reference(b)) return compare_references(a, b);
  if (!a.is_pointer() && !b.is_pointer()) return order(a.bits(), b.bits());
  return compare_identifiers(a, b);
}

/// A comparison in progress.
class Comparison {
 public:
  /// Whether it matters only if there is a difference, not which.
  enum class Wanted : bool { kOrder, kEquality };

  explicit Comparison(Wanted wanted) : wanted_(wanted) {}

  int run(Term a, Term b, bool keys) {
    int result = compare_one(a, b, keys);
    for (;;) {
      if (result != 0) {
        if (maps_.empty()) return result;
        while (pending_.top().what != What::kMap) pending_.pop();
        result = maps_.back().proceed(*this, result);
        continue;
      }
      if (pending_.empty()) return 0;
      Pending& top = pending_.top();
      if (top.what == What::kMap) {
        result = maps_.back().proceed(*this, 0);
        continue;
      }
      a = Term(*top.a++);
      b = Term(*top.b++);
      const What what = top.what;
      const bool as_keys = top.keys;
      if (--top.count == 0) pending_.pop();
      result =
          what == What::kChildren ? compare_children(a, b, as_keys) : compare_one(a, b, as_keys);
    }
  }

 private:
  enum class What : uint8_t {
    kTerms,
    kChildren,  ///< of nodes of large maps: equality of the keys, too, is wanted
    kMap,       ///< what is above belongs to the innermost of `maps_`
  };

  /// Two equally long runs still to compare; `keys`: by compare_keys.
  struct Pending {
    const Word* a;
    const Word* b;
    uint32_t count;
    bool keys;
    What what;
  };

  /// Two large maps of the same size that are put in order. Both are gone through in the order of
  /// their tries, which is the same for the same keys. As long as all keys are the same, the result
  /// is that of the values at the smallest key whose values differ. From the first difference of
  /// keys on, it is decided by the smallest key that is in one of them only.
  class LargeMaps {
   public:
    LargeMaps(Term a, Term b, bool keys) : a_(a), b_(b), keys_(keys) {}

    /// Goes on with the order of what was to be compared last; 0 when it begins. Returns as
    /// compare_one; when it has finished, it is not there any more.
    int proceed(Comparison& comparison, int order) {
      switch (step_) {
        case Step::kBegin:
          return compare_keys(comparison, Step::kSameKeys);
        case Step::kSameKeys:
          if (order != 0) return next_of_different(comparison);
          if (result_ != 0) return compare_with_least(comparison, a_.key(), Step::kLessThanLeast);
          return compare_values(comparison);
        case Step::kLessThanLeast:
          if (order < 0) return compare_values(comparison);
          return next_of_same(comparison);
        case Step::kValues:
          if (order != 0) set_least(order, a_.key());
          return next_of_same(comparison);
        case Step::kDifferentKeys:
          if (order != 0) return next_of_different(comparison);
          ++a_;
          ++b_;
          return compare_different(comparison);
        case Step::kOnlyInFirst:
          if (order < 0) set_least(-1, a_.key());
          ++a_;
          return compare_different(comparison);
        case Step::kOnlyInSecond:
          if (order < 0) set_least(1, b_.key());
          ++b_;
          return compare_different(comparison);
      }
      return 0;
    }

   private:
    enum class Step : uint8_t {
      kBegin,
      kSameKeys,       ///< keys at the same place, all the same so far
      kLessThanLeast,  ///< is this key smaller than the least with a difference of values?
      kValues,
      kDifferentKeys,  ///< keys at different places, after a difference
      kOnlyInFirst,    ///< is this key smaller than the least that only one has?
      kOnlyInSecond,
    };

    int compare_keys(Comparison& comparison, Step step) {
      step_ = step;
      return comparison.compare_one(a_.key(), b_.key(), true);
    }
    int compare_values(Comparison& comparison) {
      step_ = Step::kValues;
      return comparison.compare_one(a_.value(), b_.value(), keys_);
    }
    int compare_with_least(Comparison& comparison, Term key, Step step) {
      step_ = step;
      return comparison.compare_one(key, least_, true);
    }
    void set_least(int result, Term key) {
      result_ = result;
      least_ = key;
    }

    int next_of_same(Comparison& comparison) {
      ++a_;
      ++b_;
      return a_ ? compare_keys(comparison, Step::kSameKeys) : finish(comparison);
    }

    int compare_different(Comparison& comparison) {
      if (a_ && b_) return compare_keys(comparison, Step::kDifferentKeys);
      return next_of_different(comparison);
    }

    /// The one that is behind goes on: its key is in it only.
    int next_of_different(Comparison& comparison) {
      if (!a_ && !b_) return finish(comparison);
      const bool in_first = !b_ || (a_ && compare_map_paths(a_.key(), b_.key()) < 0);
      const Term key = in_first ? a_.key() : b_.key();
      const Step step = in_first ? Step::kOnlyInFirst : Step::kOnlyInSecond;
      if (step_ != Step::kSameKeys) return compare_with_least(comparison, key, step);
      // Values count no more: the first key without a counterpart is the least so far.
      step_ = step;
      return proceed(comparison, -1);
    }

    int finish(Comparison& comparison) {
      const int result = result_;
      comparison.pending_.pop();
      comparison.maps_.pop_back();
      return result;
    }

    MapIterator a_;
    MapIterator b_;
    bool keys_;
    Step step_ = Step::kBegin;
    int result_ = 0;
    Term least_;
  };

  void later(const Word* a, const Word* b, uint32_t count, bool keys) {
    for (; count != 0 && *a == *b; --count) ++a, ++b;
    if (count != 0) pending_.push({a, b, count, keys, What::kTerms});
  }

  int compare_funs(Term a, Term b, bool keys) {
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
    later(a.address() + kFunEnvironmentOffset, b.address() + kFunEnvironmentOffset, free, keys);
    return 0;
  }

  int compare_tuples(Term a, Term b, bool keys) {
    const uint32_t arity = tuple_arity(a);
    if (arity != tuple_arity(b)) return order(arity, tuple_arity(b));
    later(a.address() + 1, b.address() + 1, arity, keys);
    return 0;
  }

  /// Native records: by module, name and number of fields, then by the rest of the definition, then
  /// by values.
  int compare_records(Term a, Term b, bool keys) {
    const Term definition_a = record_definition(a);
    const Term definition_b = record_definition(b);
    for (uint32_t i = 0; i < 2; ++i) {
      const int names =
          compare_atoms(tuple_element(definition_a, i), tuple_element(definition_b, i));
      if (names != 0) return names;
    }
    const uint32_t arity = tuple_arity(definition_a);
    if (arity != tuple_arity(definition_b)) return order(arity, tuple_arity(definition_b));
    later(a.address() + kRecordValuesOffset, b.address() + kRecordValuesOffset,
          record_definition_fields(definition_a), keys);
    if (definition_a != definition_b) {
      later(definition_a.address() + 1, definition_b.address() + 1, arity, true);
    }
    return 0;
  }

  /// Maps: the smaller first, then by all keys in order, then by all values.
  int compare_maps(Term a, Term b, bool keys) {
    const uint32_t size = map_size(a);
    if (size != map_size(b)) return order(size, map_size(b));
    if (!is_flat_map(a)) {
      if (wanted_ == Wanted::kEquality) return compare_nodes(a, b, keys);
      pending_.push({nullptr, nullptr, 0, keys, What::kMap});
      maps_.emplace_back(a, b, keys);
      return 0;
    }
    if (size == 0) return 0;
    later(a.address() + 2, b.address() + 2, size, keys);
    const Term keys_a = flat_map_keys(a);
    const Term keys_b = flat_map_keys(b);
    if (keys_a != keys_b) later(keys_a.address() + 1, keys_b.address() + 1, size, true);
    return 0;
  }

  /// Maps with the same keys are tries of the same shape.
  int compare_nodes(Term a, Term b, bool keys) {
    if (a.address()[0] != b.address()[0]) return 1;
    const auto children_a = map_children(a);
    const auto count = static_cast<uint32_t>(children_a.size());
    pending_.push({children_a.data(), map_children(b).data(), count, keys, What::kChildren});
    return 0;
  }

  int compare_children(Term a, Term b, bool keys) {
    if (a == b) return 0;
    if (a.is_cons() != b.is_cons()) return 1;
    if (!a.is_cons()) return compare_nodes(a, b, keys);
    later(a.address() + 1, b.address() + 1, 1, keys);
    return compare_one(head(a), head(b), true);
  }

  /// Compares what can be compared at once; the insides of compound terms are left for later.
  int compare_one(Term a, Term b, bool keys) {
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
        return compare_funs(a, b, keys);
      case Rank::kTuple:
        return compare_tuples(a, b, keys);
      case Rank::kRecord:
        return compare_records(a, b, keys);
      case Rank::kMap:
        return compare_maps(a, b, keys);
      case Rank::kCons:
        later(a.address(), b.address(), 2, keys);
        return 0;
      case Rank::kBitstring:
        return compare_bits(bits_of(a), bits_of(b));
      case Rank::kReference:
      case Rank::kPort:
      case Rank::kPid:
        return compare_special(a, b);
      default:
        return order(a.bits(), b.bits());
    }
  }

  const Wanted wanted_;
  WorkStack<Pending> pending_;
  std::vector<LargeMaps> maps_;  ///< being put in order, innermost last
};

using Wanted = Comparison::Wanted;

// What is compared is mostly small tuples; so many levels are cheaper by recursion.
constexpr uint32_t kRecursiveLevels = 8;

/// Precondition: `a` is not `b`.
template <Wanted kWanted, bool kKeys>
int compare_within(Term a, Term b, uint32_t levels) {
  for (;;) {
    if constexpr (kWanted == Wanted::kEquality && kKeys) {
      if (a.tag() != b.tag() || a.is_immediate()) return 1;
    } else {
      if (a.is_small() && b.is_small()) return order(a.small_value(), b.small_value());
      if (a.is_atom() && b.is_atom()) return compare_atoms(a, b);
    }
    if (levels == 0 || a.tag() != b.tag() || !(a.is_tuple() || a.is_cons())) {
      return Comparison(kWanted).run(a, b, kKeys);
    }
    uint32_t count = 2;
    const Word* in_a = a.address();
    const Word* in_b = b.address();
    if (a.is_tuple()) {
      count = tuple_arity(a);
      if (*in_a != *in_b) return order(count, tuple_arity(b));
      if (count == 0) return 0;
      ++in_a;
      ++in_b;
    }
    for (; count > 1; --count, ++in_a, ++in_b) {
      if (*in_a == *in_b) continue;
      const int result = compare_within<kWanted, kKeys>(Term(*in_a), Term(*in_b), levels - 1);
      if (result != 0) return result;
    }
    if (*in_a == *in_b) return 0;
    a = Term(*in_a);
    b = Term(*in_b);
  }
}

}  // namespace

int compare_slow(Term a, Term b) {
  return compare_within<Wanted::kOrder, false>(a, b, kRecursiveLevels);
}

int compare_keys(Term a, Term b) {
  if (a == b) return 0;
  return compare_within<Wanted::kOrder, true>(a, b, kRecursiveLevels);
}

bool equal_slow(Term a, Term b) {
  return compare_within<Wanted::kEquality, false>(a, b, kRecursiveLevels) == 0;
}

bool equal_exact_slow(Term a, Term b) {
  return compare_within<Wanted::kEquality, true>(a, b, kRecursiveLevels) == 0;
}

}  // namespace linac
