// SPDX-License-Identifier: Apache-2.0
//
// Both hashes walk the term with a stack of their own; a piece of work on it is a term to hash or
// something to do once what lies above it has been hashed.
#include "bifs/portable_hash.h"

#include <vector>

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/fun_identity.h"
#include "term/hash.h"
#include "term/jenkins_hash.h"
#include "term/layout.h"
#include "term/map.h"

namespace linac {

namespace {

bool is_byte(Term term) {
  return term.is_small() && term.small_value() >= 0 && term.small_value() <= 255;
}

/// Bits of a float, with the sign of zero left out.
uint64_t float_bits(Term term) {
  const double value = float_value(term);
  return value == 0.0 ? 0 : __builtin_bit_cast(uint64_t, value);
}

/// The magnitude of an integer in 64-bit limbs, the least significant first.
struct Magnitude {
  const Word* limbs;
  uint32_t count;
  bool negative;
  Word small;

  explicit Magnitude(Term integer) {
    if (integer.is_small()) {
      const int64_t value = integer.small_value();
      negative = value < 0;
      small = negative ? 0 - static_cast<Word>(value) : static_cast<Word>(value);
      limbs = &small;
      count = 1;
    } else {
      negative = big_is_negative(integer);
      limbs = big_magnitude(integer);
      count = big_limbs(integer);
    }
  }
};

/// The number of a pid, port or reference that is hashed: of another node's pid or port the lower
/// one, of a local one 15 bits, as OTP's have no more in their first part.
uint32_t identifier_number(Term term) {
  if (!term.is_boxed()) return static_cast<uint32_t>(term.special_number() & 0x7fff);
  const Word* const at = term.address();
  if (is_reference(term)) return static_cast<uint32_t>(at[1]);
  const bool first = is_external(term, ExternalType::kReference);
  return static_cast<uint32_t>(at[kExternalNumbersOffset + (first ? 0 : 1)]);
}

// --- phash

/// Multipliers: primes just above 2^28.
constexpr uint32_t kAtomFactor = 268440163;
constexpr uint32_t kByteFactor = 268439161;
constexpr uint32_t kPositiveFactor = 268435459;  // also of nil
constexpr uint32_t kNegativeFactor = 268436141;  // also of a binary's size
constexpr uint32_t kPidFactor = 268438633;
constexpr uint32_t kFloatFactor = 268437017;  // also after a pid
constexpr uint32_t kListEndFactor = 268437511;
constexpr uint32_t kTupleFactor = 268439627;     // also of ports and references
constexpr uint32_t kLocalFunFactor = 268440479;  // also after ports and references
constexpr uint32_t kExportFactor = 268440577;
constexpr uint32_t kBitsFactor = 268440581;
constexpr uint32_t kMapFactor = 268440593;
constexpr uint32_t kMapOffset = 268440611;

class Phash {
 public:
  uint32_t of(Term term) {
    work_.push_back({Step::kTerm, term, 0});
    while (!work_.empty()) {
      const Work work = work_.back();
      work_.pop_back();
      switch (work.step) {
        case Step::kTerm:
          visit(work.term);
          break;
        case Step::kTail:
          if (work.term.is_cons()) {
            list(work.term);
          } else {
            work_.push_back({Step::kListEnd, Term(), 0});
            visit(work.term);
          }
          break;
        case Step::kListEnd:
          hash_ *= kListEndFactor;
          break;
        case Step::kTupleEnd:
          hash_ = hash_ * kTupleFactor + work.arity;
          break;
      }
    }
    return hash_;
  }

 private:
  enum class Step : uint8_t { kTerm, kTail, kListEnd, kTupleEnd };
  struct Work {
    Step step;
    Term term;
    uint32_t arity;
  };

  void bytes(uint64_t value, int count) {
    for (; count > 0; --count, value >>= 8) {
      hash_ = hash_ * kByteFactor + static_cast<uint32_t>(value & 0xff);
    }
  }

  void numbered(uint32_t number, uint32_t factor, uint32_t final_factor) {
    for (int i = 0; i < 4; ++i, number >>= 8) hash_ = hash_ * factor + (number & 0xff);
    hash_ *= final_factor;
  }

  void integer(Term term) {
    const Magnitude magnitude(term);
    for (uint32_t i = 0; i < magnitude.count; ++i) {
      const Word limb = magnitude.limbs[i];
      const bool is_short = i + 1 == magnitude.count && limb >> 32 == 0;
      bytes(limb, is_short ? 4 : 8);
    }
    hash_ *= magnitude.negative ? kNegativeFactor : kPositiveFactor;
  }

  void bitstring(Term term) {
    const BitsView view = bits_of(term);
    const size_t size = view.whole_bytes();
    for (size_t i = 0; i < size; ++i) hash_ = hash_ * kAtomFactor + view.byte(i);
    const auto rest = static_cast<uint32_t>(view.bit_size % 8);
    if (rest != 0) hash_ = (hash_ * kAtomFactor + view.trailing_bits()) * kBitsFactor + rest;
    hash_ = hash_ * kNegativeFactor + static_cast<uint32_t>(size);
  }

  void list(Term cons) {
    while (is_byte(head(cons))) {
      hash_ = hash_ * kByteFactor + static_cast<uint32_t>(head(cons).small_value());
      if (!tail(cons).is_cons()) {
        work_.push_back({Step::kListEnd, Term(), 0});
        visit(tail(cons));
        return;
      }
      cons = tail(cons);
    }
    work_.push_back({Step::kTail, tail(cons), 0});
    work_.push_back({Step::kTerm, head(cons), 0});
  }

  void elements(const Word* first, uint32_t count) {
    for (uint32_t i = count; i-- > 0;) work_.push_back({Step::kTerm, Term(first[i]), 0});
  }

  void fun(Term term) {
    const FunIdentity& identity = fun_identity(term);
    if (fun_is_external(term)) {
      hash_ = hash_ * kExportFactor + identity.arity;
      hash_ = hash_ * kAtomFactor + hash_atom_text(identity.module);
      hash_ = hash_ * kAtomFactor + hash_atom_text(identity.function);
      return;
    }
    const uint32_t num_free = fun_num_free(term);
    hash_ = hash_ * kLocalFunFactor + num_free;
    hash_ = hash_ * kAtomFactor + hash_atom_text(identity.module);
    hash_ = hash_ * kByteFactor + identity.index;
    hash_ = hash_ * kByteFactor + identity.uniq;
    elements(term.address() + kFunEnvironmentOffset, num_free);
  }

  void visit(Term term) {
    if (term.is_nil()) {
      hash_ = hash_ * kPositiveFactor + 1;
    } else if (term.is_atom()) {
      hash_ = hash_ * kAtomFactor + hash_atom_text(term);
    } else if (term.is_integer()) {
      integer(term);
    } else if (is_float(term)) {
      const uint64_t bits = float_bits(term);
      hash_ = hash_ * kFloatFactor + static_cast<uint32_t>(bits ^ (bits >> 32));
    } else if (term.is_bitstring()) {
      bitstring(term);
    } else if (term.is_cons()) {
      list(term);
    } else if (term.is_tuple()) {
      const uint32_t arity = tuple_arity(term);
      work_.push_back({Step::kTupleEnd, Term(), arity});
      elements(term.address() + 1, arity);
    } else if (term.is_map()) {
      hash_ = hash_ * kMapFactor + kMapOffset + portable_hash2(term);
    } else if (term.is_fun()) {
      fun(term);
    } else if (is_pid(term)) {
      numbered(identifier_number(term), kPidFactor, kFloatFactor);
    } else {
      numbered(identifier_number(term), kTupleFactor, kLocalFunFactor);
    }
  }

  std::vector<Work> work_;
  uint32_t hash_ = 0;
};

// --- phash2

constexpr uint32_t kNilNumber = 2;
constexpr uint32_t kNilHash = 3468870702;

using jenkins::salt;

class Phash2 {
 public:
  uint32_t of(Term term) {
    visit(term);
    while (!work_.empty()) {
      const Work work = work_.back();
      work_.pop_back();
      switch (work.step) {
        case Step::kTerm:
          visit(work.term);
          break;
        case Step::kMapPair:
          pairs_ ^= hash_;
          hash_ = 0;
          break;
        case Step::kMapEnd:
          hash_ = work.hash;
          mix_in(pairs_, 0, salt(19));
          pairs_ = work.pairs;
          break;
      }
    }
    return hash_;
  }

 private:
  enum class Step : uint8_t { kTerm, kMapPair, kMapEnd };
  struct Work {
    Step step;
    Term term;
    uint32_t hash;
    uint32_t pairs;
  };

  void mix_in(uint32_t first, uint32_t second, uint32_t constant) {
    hash_ = jenkins::mixed(hash_, first, second, constant);
  }
  void later(Term term) { work_.push_back({Step::kTerm, term, 0, 0}); }

  void integer(Term term) {
    constexpr int64_t kMaxShort = (1 << 27) - 1;
    if (term.is_small() && term.small_value() <= kMaxShort &&
        term.small_value() >= -kMaxShort - 1) {
      const auto value = static_cast<int32_t>(term.small_value());
      if (value < 0) mix_in(static_cast<uint32_t>(-value), 0, salt(1));
      mix_in(static_cast<uint32_t>(value), 0, salt(1));
      return;
    }
    const Magnitude magnitude(term);
    for (uint32_t i = 0; i < magnitude.count; ++i) {
      const Word limb = magnitude.limbs[i];
      mix_in(static_cast<uint32_t>(limb), static_cast<uint32_t>(limb >> 32),
             magnitude.negative ? salt(10) : salt(11));
    }
  }

  void bitstring(Term term) {
    const BitsView view = bits_of(term);
    const uint32_t start = salt(13) + hash_;
    if (view.bit_size == 0) {
      hash_ = start;
      return;
    }
    hash_ = jenkins::hash_bytes(view, view.whole_bytes(), start);
    const auto rest = static_cast<uint32_t>(view.bit_size % 8);
    if (rest != 0) mix_in(rest, view.trailing_bits(), salt(15));
  }

  /// Runs of bytes are hashed four at a time.
  void list(Term term) {
    uint32_t word = 0;
    int count = 0;
    while (term.is_cons() && is_byte(head(term))) {
      word = (word << 8) + static_cast<uint32_t>(head(term).small_value());
      if (++count == 4) {
        mix_in(word, 0, salt(4));
        word = 0;
        count = 0;
      }
      term = tail(term);
    }
    if (count > 0) mix_in(word, 0, salt(4));
    if (term.is_cons()) {
      later(tail(term));
      later(head(term));
    } else {
      later(term);
    }
  }

  /// Pairs are hashed each by itself, so that their order does not matter.
  void map(Term term) {
    const uint32_t size = map_size(term);
    mix_in(size, 0, salt(16));
    if (size == 0) return;
    work_.push_back({Step::kMapEnd, Term(), hash_, pairs_});
    hash_ = 0;
    pairs_ = 0;
    if (!is_flat_map(term)) return node(term);
    for (uint32_t i = size; i-- > 0;) pair(map_key(term, i), flat_map_value(term, i));
  }

  /// The inner nodes of a large map come as terms of their own.
  void node(Term term) {
    for (const Word child : map_children(term)) {
      if (Term(child).is_cons()) {
        pair(head(Term(child)), tail(Term(child)));
      } else {
        later(Term(child));
      }
    }
  }

  void pair(Term key, Term value) {
    work_.push_back({Step::kMapPair, Term(), 0, 0});
    later(value);
    later(key);
  }

  void fun(Term term) {
    const FunIdentity& identity = fun_identity(term);
    if (fun_is_external(term)) {
      mix_in(identity.arity, hash_atom_text(identity.module), salt(1));
      mix_in(hash_atom_text(identity.function), 0, salt(14));
      return;
    }
    const uint32_t num_free = fun_num_free(term);
    mix_in(num_free, hash_atom_text(identity.module), salt(1));
    mix_in(identity.index, identity.uniq, salt(1));
    for (uint32_t i = num_free; i-- > 0;) later(Term(term.address()[kFunEnvironmentOffset + i]));
  }

  void visit(Term term) {
    if (term.is_atom()) {
      if (hash_ == 0) {
        hash_ = hash_atom_text(term);
      } else {
        mix_in(hash_atom_text(term), 0, salt(3));
      }
    } else if (term.is_nil()) {
      if (hash_ == 0) {
        hash_ = kNilHash;
      } else {
        mix_in(kNilNumber, 0, salt(2));
      }
    } else if (term.is_integer()) {
      integer(term);
    } else if (is_float(term)) {
      const uint64_t bits = float_bits(term);
      mix_in(static_cast<uint32_t>(bits >> 32), static_cast<uint32_t>(bits), salt(12));
    } else if (term.is_cons()) {
      list(term);
    } else if (term.is_tuple()) {
      const uint32_t arity = tuple_arity(term);
      mix_in(arity, 0, salt(9));
      for (uint32_t i = arity; i-- > 0;) later(tuple_element(term, i));
    } else if (term.is_map()) {
      if (kind_of(term) == Kind::kMapNode) {
        node(term);
      } else {
        map(term);
      }
    } else if (term.is_bitstring()) {
      bitstring(term);
    } else if (term.is_fun()) {
      fun(term);
    } else if (is_pid(term)) {
      mix_in(identifier_number(term), 0, salt(5));
    } else if (is_any_reference(term)) {
      mix_in(identifier_number(term), 0, salt(7));
    } else {
      mix_in(identifier_number(term), 0, salt(6));
    }
  }

  std::vector<Work> work_;
  uint32_t hash_ = 0;
  uint32_t pairs_ = 0;
};

}  // namespace

uint32_t portable_hash(Term term) { return Phash().of(term); }
uint32_t portable_hash2(Term term) { return Phash2().of(term); }

}  // namespace linac
