// SPDX-License-Identifier: Apache-2.0
//
// Hashing compound terms: a walk in a fixed order that feeds one running state with everything that
// `=:=` looks at.
#include "term/hash.h"

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/fun_identity.h"
#include "term/identifier.h"
#include "term/map.h"
#include "term/work_stack.h"

namespace linac {

namespace {

using jenkins::salt;

constexpr uint32_t kStart = 3432918353;

constexpr uint32_t low(Word word) { return static_cast<uint32_t>(word); }
constexpr uint32_t high(Word word) { return static_cast<uint32_t>(word >> 32); }

/// Immediates go in as the words that OTP has for them.
constexpr Word immediate_word(Term term) {
  if (term.is_small()) return term.bits() << 4 | 0xf;
  if (term.is_atom()) return Word{term.atom_index()} << 6 | 0xb;
  if (term.is_nil()) return 0x3b;
  return term.special_number() << 4 | (term.is_local_pid() ? 0x3 : 0x7);
}

uint32_t hash_float(uint32_t hash, double value) {
  const Word bits = value == 0 ? 0 : __builtin_bit_cast(Word, value);
  return jenkins::mixed(hash, low(bits), high(bits), salt(12));
}

class Hasher {
 public:
  explicit Hasher(uint32_t hash) : hash_(hash) {}

  uint32_t hash(Term term) {
    visit(term);
    while (!pending_.empty()) {
      const Term next(pending_.top());
      pending_.pop();
      if (next == kTailMark) {
        rotate_in(salt(18));
      } else {
        visit(next);
      }
    }
    return hash_;
  }

 private:
  /// On the stack above what ends a list.
  static constexpr Term kTailMark = Term(make_header(Kind::kFiller, 0));

  void feed(uint32_t first, uint32_t second, uint32_t constant) {
    hash_ = jenkins::mixed(hash_, first, second, constant);
  }
  void feed_word(Word word, uint32_t constant) { feed(low(word), high(word), constant); }
  void rotate_in(uint32_t constant) {
    hash_ ^= constant;
    hash_ = hash_ << 17 | hash_ >> 15;
  }

  /// `count` terms, the one at `first` next.
  void later(const Word* first, uint32_t count) {
    for (uint32_t i = count; i-- > 0;) pending_.push(first[i]);
  }

  /// Bytes at the front go in four at a time.
  void visit_list(Term list) {
    uint32_t word = 0;
    uint32_t count = 0;
    while (list.is_cons()) {
      const Term byte = head(list);
      if (!byte.is_small() || byte.small_value() < 0 || byte.small_value() > 255) break;
      word = word << 8 | static_cast<uint32_t>(byte.small_value());
      if (++count == 4) {
        feed(word, 0, salt(4));
        word = count = 0;
      }
      list = tail(list);
    }
    if (count > 0) feed(word, count, salt(22));
    if (!list.is_cons()) {
      pending_.push(list.bits());
      return;
    }
    rotate_in(salt(17));
    pending_.push(tail(list).bits());
    if (!tail(list).is_cons()) pending_.push(kTailMark.bits());
    pending_.push(head(list).bits());
  }

  void visit_bits(const BitsView& view) {
    const uint32_t start = salt(13) + hash_;
    if (view.bit_size == 0) {
      hash_ = start;
      return;
    }
    hash_ = jenkins::hash_bytes(view, view.whole_bytes(), start);
    if (!view.is_binary()) {
      feed(static_cast<uint32_t>(view.bit_size % 8), view.trailing_bits(), salt(15));
    }
  }

  void visit_fun(Term fun) {
    const FunIdentity& identity = fun_identity(fun);
    if (fun_is_external(fun)) {
      feed(low(identity.module.bits()), low(identity.function.bits()), salt(14));
      return feed(identity.arity, 0, salt(14));
    }
    feed(fun_num_free(fun), low(identity.module.bits()), salt(20));
    feed(identity.index, identity.uniq, salt(21));
    later(fun.address() + kFunEnvironmentOffset, fun_num_free(fun));
  }

  void visit_map(Term map) {
    if (kind_of(map) != Kind::kMapNode) feed(map_size(map), 0, salt(16));
    if (is_flat_map(map)) {
      for (uint32_t i = map_size(map); i-- > 0;) {
        pending_.push(flat_map_value(map, i).bits());
        pending_.push(map_key(map, i).bits());
      }
      return;
    }
    for (const Word word : map_children(map)) {
      const Term child(word);
      if (child.is_cons()) pending_.push(tail(child).bits());
      pending_.push(child.is_cons() ? head(child).bits() : word);
    }
  }

  void visit_boxed(Term boxed) {
    if (is_boxed_float(boxed)) {
      hash_ = hash_float(hash_, float_value(boxed));
      return;
    }
    const Word* const at = boxed.address();
    if (header_kind(at[0]) == Kind::kReference) {
      feed(low(at[1]), 0, salt(7));
      return feed(high(at[1]), low(at[2]), salt(8));
    }
    if (header_kind(at[0]) == Kind::kExternal) {
      const uint32_t words = kExternalNumbersOffset + external_numbers(boxed);
      feed_word(make_header(Kind::kExternal, words - 1, header_aux(at[0])), salt(5));
      for (uint32_t i = 1; i < words; ++i) feed_word(at[i], salt(5));
      return;
    }
    feed_word(at[0], salt(5));
    if (header_kind(at[0]) == Kind::kRecord) return later(at + 1, header_size(at[0]));
    for (uint32_t i = 1; i <= header_size(at[0]); ++i) feed_word(at[i], salt(5));
  }

  void visit(Term term) {
    switch (term.tag()) {
      case Tag::kCons:
        return visit_list(term);
      case Tag::kTuple:
        feed(tuple_arity(term), 0, salt(9));
        return later(term.address() + 1, tuple_arity(term));
      case Tag::kMap:
        return visit_map(term);
      case Tag::kBitstring:
        return visit_bits(bits_of(term));
      case Tag::kFun:
        return visit_fun(term);
      case Tag::kBigInteger:
        for (uint32_t i = 0; i < big_limbs(term); ++i) {
          feed_word(big_magnitude(term)[i], big_is_negative(term) ? salt(10) : salt(11));
        }
        return;
      case Tag::kBoxed:
        return visit_boxed(term);
      case Tag::kFloatLow:
      case Tag::kFloatHigh:
        hash_ = hash_float(hash_, float_value(term));
        return;
      default:
        return feed_word(immediate_word(term), salt(1));
    }
  }

  uint32_t hash_;
  WorkStack<Word> pending_;
};

}  // namespace

uint32_t hash_atom_text(Term atom) {
  const std::string_view text = atom_text(atom);
  uint32_t hash = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<uint8_t>(text[i]);
    if (i + 1 < text.size() && (byte & 0xfe) == 0xc2 && (text[i + 1] & 0xc0) == 0x80) {
      byte = static_cast<uint8_t>((byte << 6) | (text[++i] & 0x3f));
    }
    hash = (hash << 4) + byte;
    const uint32_t top = hash & 0xf0000000;
    hash = (hash ^ (top >> 24)) & 0x0fffffff;
  }
  return hash;
}

uint32_t hash_term(Term term, uint32_t salt_bits) {
  const uint32_t hash = salt_bits ^ kStart;
  if (term.is_immediate_float()) return hash_float(hash, term.immediate_float_value());
  if (term.is_immediate()) {
    const Word word = immediate_word(term);
    return jenkins::mixed(hash, low(word), high(word), salt(1));
  }
  return Hasher(hash).hash(term);
}

}  // namespace linac
