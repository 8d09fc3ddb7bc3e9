// SPDX-License-Identifier: Apache-2.0
//
// Hashing compound terms: a walk in a fixed order that feeds one running state with everything that
// `=:=` looks at.
#include "term/hash.h"

#include "term/bitstring.h"
#include "term/fun_identity.h"
#include "term/layout.h"
#include "term/work_stack.h"

namespace linac {

namespace {

struct Pending {
  const Word* at;
  uint32_t count;
};

class Hasher {
 public:
  uint64_t hash(Term term) {
    visit(term);
    while (!pending_.empty()) {
      Pending& top = pending_.top();
      const Term next(*top.at++);
      if (--top.count == 0) pending_.pop();
      visit(next);
    }
    return mix_bits(state_);
  }

 private:
  void feed(uint64_t value) {
    state_ = ((state_ << 5 | state_ >> 59) ^ value) * 0x9e3779b97f4a7c15;
  }
  void feed_kind(Kind kind, uint64_t size) { feed(make_header(kind, static_cast<uint32_t>(size))); }

  void feed_bits(const BitsView& view) {
    feed_kind(Kind::kHeapBinary, view.bit_size);
    const size_t whole = view.whole_bytes();
    size_t i = 0;
    uint64_t chunk = 0;
    for (; i < whole; ++i) {
      chunk = chunk << 8 | view.byte(i);
      if (i % 8 == 7) {
        feed(chunk);
        chunk = 0;
      }
    }
    if (i % 8 != 0) feed(chunk);
    if (!view.is_binary()) feed(view.trailing_bits());
  }

  void feed_raw_words(const Word* at, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) feed(at[i]);
  }

  void later(const Word* at, uint32_t count) {
    if (count != 0) pending_.push({at, count});
  }

  void visit_fun(Term fun) {
    const FunIdentity& identity = fun_identity(fun);
    feed(identity.module.bits());
    if (fun_is_external(fun)) {
      feed_kind(Kind::kFun, identity.arity);
      feed(identity.function.bits());
      return;
    }
    feed_kind(Kind::kFun, identity.index);
    feed(identity.uniq);
    later(fun.address() + kFunEnvironmentOffset, fun_num_free(fun));
  }

  void visit_boxed(Term boxed) {
    const Word* const at = boxed.address();
    if (is_boxed_float(boxed)) {
      const double value = float_value(boxed);
      return feed(value == 0 ? 0 : at[1]);
    }
    feed(at[0]);
    feed_raw_words(at + 1, header_size(at[0]));
  }

  void visit(Term term) {
    if (term.is_immediate()) return feed(term.bits());
    const Word* const at = term.address();
    switch (term.tag()) {
      case Tag::kCons:
        feed_kind(Kind::kFiller, 2);
        return later(at, 2);
      case Tag::kTuple:
        feed(at[0]);
        return later(at + 1, tuple_arity(term));
      case Tag::kMap:  // the place for large maps
        feed(at[0]);
        later(at + 2, flat_map_size(term));
        return later(flat_map_keys(term).address() + 1, flat_map_size(term));
      case Tag::kBitstring:
        return feed_bits(bits_of(term));
      case Tag::kFun:
        return visit_fun(term);
      case Tag::kBigInteger:
        feed(at[0]);
        return feed_raw_words(at + 1, big_limbs(term));
      default:
        return visit_boxed(term);
    }
  }

  uint64_t state_ = 0x9e3779b97f4a7c15;
  WorkStack<Pending> pending_;
};

}  // namespace

uint64_t hash_term_slow(Term term) { return Hasher().hash(term); }

}  // namespace linac
