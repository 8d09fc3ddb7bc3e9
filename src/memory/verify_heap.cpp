// SPDX-License-Identifier: Apache-2.0
#include "memory/verify_heap.h"

#include <cstdio>
#include <cstdlib>

#include "memory/binary_data.h"

namespace linac {

namespace {

/// Where an address lies, from young to old. A place may refer to itself and to what is behind it.
enum class Place { kFree, kYoung, kMature, kOld, kOutside };

class Verifier final : public RootVisitor {
 public:
  explicit Verifier(const HeapState& heap) : heap_(heap) {}

  std::string run(const Roots& roots) {
    if (!ordered()) fail("the block's parts are not in order", nullptr);
    walk(heap_.start, heap_.high_water, Place::kMature);
    walk(heap_.high_water, heap_.top, Place::kYoung);
    walk(heap_.old_start, heap_.old_top, Place::kOld);
    for (const Fragment* f = heap_.fragments; f != nullptr; f = f->next) {
      walk(f->words(), f->words() + f->used, Place::kYoung);
    }
    expect_chain(heap_.binaries, young_binaries_, false);
    expect_chain(heap_.old_binaries, old_binaries_, true);
    const_cast<Roots&>(roots).show(*this);
    for (const Word* word = heap_.stack_pointer; word < heap_.end; ++word) {
      if (Term(*word).is_pointer()) expect_target(Term(*word), word, Place::kYoung);
    }
    return fault_;
  }

  void visit(std::span<Term> terms) override {
    for (const Term& term : terms) {
      const auto* at = reinterpret_cast<const Word*>(&term);
      if (term.is_pointer()) expect_target(term, at, Place::kYoung);
    }
  }

 private:
  bool ordered() const {
    return heap_.start <= heap_.high_water && heap_.high_water <= heap_.top &&
           heap_.top <= heap_.stack_pointer && heap_.stack_pointer <= heap_.end &&
           heap_.old_start <= heap_.old_top && heap_.old_top <= heap_.old_end;
  }

  void fail(const char* what, const Word* at) {
    if (!fault_.empty()) return;
    char text[160];
    std::snprintf(text, sizeof text, "%s (at %p)", what, static_cast<const void*>(at));
    fault_ = text;
  }

  Place place(const Word* at) const {
    if (at >= heap_.start && at < heap_.end) {
      return at < heap_.high_water ? Place::kMature : at < heap_.top ? Place::kYoung : Place::kFree;
    }
    if (at >= heap_.old_start && at < heap_.old_end) {
      return at < heap_.old_top ? Place::kOld : Place::kFree;
    }
    for (const Fragment* f = heap_.fragments; f != nullptr; f = f->next) {
      if (at >= f->words() && at < f->words() + f->size) {
        return at < f->words() + f->used ? Place::kYoung : Place::kFree;
      }
    }
    return Place::kOutside;
  }

  static bool fits(Tag tag, Kind kind) {
    switch (kind) {
      case Kind::kTuple:
        return tag == Tag::kTuple;
      case Kind::kFlatMap:
      case Kind::kMapRoot:
        return tag == Tag::kMap;
      case Kind::kFun:
        return tag == Tag::kFun;
      case Kind::kBigInteger:
        return tag == Tag::kBigInteger;
      case Kind::kHeapBinary:
      case Kind::kRefcBinary:
      case Kind::kSubBinary:
        return tag == Tag::kBitstring;
      case Kind::kFiller:
        return false;
      default:
        return tag == Tag::kBoxed || tag == Tag::kMap;
    }
  }

  /// `from` holds the pointer.
  void expect_target(Term term, const Word* from, Place holder) {
    const Word* const object = term.address();
    const Place target = place(object);
    if (target < holder) fail("a pointer leads to something younger, or free", from);
    if (!fault_.empty()) return;
    const Term first(object[0]);  // the sanitizer sees whether it is there
    if (term.is_cons()) {
      if (first.is_header() || first.tag() == Tag::kForward) fail("not a cons cell", from);
    } else if (!first.is_header() || !fits(term.tag(), header_kind(first.bits()))) {
      fail("a pointer's tag is not its object's", from);
    }
  }

  void walk(const Word* at, const Word* end, Place where) {
    while (at < end && fault_.empty()) {
      const Term word(*at);
      if (!word.is_header()) {
        if (word.is_pointer()) expect_target(word, at, where);
        if (word.tag() == Tag::kReturn || word.tag() == Tag::kForward) fail("not a term", at);
        ++at;
        continue;
      }
      const size_t size = header_size(word.bits());
      if (size >= static_cast<size_t>(end - at)) return fail("an object ends outside", at);
      const Kind kind = header_kind(word.bits());
      if (owns_binary_data(word.bits())) {
        if (binary_data(const_cast<Word*>(at))->references == 0) fail("a dead binary", at);
        ++(where == Place::kOld ? old_binaries_ : young_binaries_);
      }
      if (kind == Kind::kMatchContext) {
        const Term base(at[kContextBaseOffset]);
        expect_target(base, at, where);
        if (!fault_.empty()) return;
        if (at[kContextBytesOffset] != reinterpret_cast<uintptr_t>(binary_bytes(base))) {
          fail("a match context whose base has moved away", at);
        }
        at += kMatchContextWords;
        continue;
      }
      at += is_raw(kind) ? 1 + size : 1;
    }
  }

  void expect_chain(const BinaryChain& chain, size_t count, bool old) {
    uint64_t bytes = 0;
    for (const Word* at = chain.first; at != nullptr && fault_.empty();
         at = reinterpret_cast<const Word*>(static_cast<uintptr_t>(at[3]))) {
      const Place where = place(at);
      if ((where == Place::kOld) != old || where == Place::kFree || where == Place::kOutside) {
        return fail("a binary in the wrong chain", at);
      }
      bytes += owned_bytes(at);
      if (count-- == 0) return fail("a chain with more binaries than there are", at);
    }
    if (count != 0) fail("a binary that is in no chain", chain.first);
    if (bytes != chain.bytes) fail("a chain's bytes are not those of its binaries", chain.first);
  }

  const HeapState& heap_;
  size_t young_binaries_ = 0;
  size_t old_binaries_ = 0;
  std::string fault_;
};

}  // namespace

std::string heap_fault(const HeapState& heap, const Roots& roots) {
  return Verifier(heap).run(roots);
}

void expect_sound_heap(const HeapState& heap, const Roots& roots, const char* when) {
  const std::string fault = heap_fault(heap, roots);
  if (fault.empty()) return;
  std::fprintf(stderr, "linac: %s a collection: %s\n", when, fault.c_str());
  std::abort();
}

}  // namespace linac
