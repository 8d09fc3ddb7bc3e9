// SPDX-License-Identifier: Apache-2.0
#include "memory/collector.h"

#include <algorithm>
#include <cstring>

#include "memory/binary_data.h"
#include "memory/literal_ranges.h"
#include "memory/process_heap.h"

namespace linac {

namespace {

uintptr_t number(const Word* address) { return reinterpret_cast<uintptr_t>(address); }

// Most objects are a few words; a call costs more than copying them.
[[gnu::always_inline]] inline void copy_words(Word* to, const Word* from, size_t words) {
  constexpr size_t kFewWords = 32;
  if (words > kFewWords) {
    std::memcpy(to, from, words * sizeof(Word));
    return;
  }
  for (size_t i = 0; i < words; ++i) to[i] = from[i];
}

}  // namespace

Collector::Collector(const FromSpace& from, Word* young, Word* old)
    : young_scan_(young), old_scan_(old), literals_(from.literals) {
  spaces_.young_start = number(from.young_start);
  spaces_.young_bytes = number(from.young_end) - number(from.young_start);
  spaces_.mature_bytes = number(from.mature_end) - number(from.young_start);
  spaces_.old_start = number(from.old_start);
  spaces_.old_bytes = number(from.old_end) - number(from.old_start);
  spaces_.keeps_old_apart = old != nullptr;
  if (old == nullptr) spaces_.mature_bytes = 0;
  spaces_.young_top = young;
  spaces_.old_top = old;
  for (const Fragment* fragment = from.fragments; fragment != nullptr; fragment = fragment->next) {
    fragments_.push_back({number(fragment->words()), number(fragment->words() + fragment->used)});
  }
  std::sort(fragments_.begin(), fragments_.end(),
            [](const Range& a, const Range& b) { return a.start < b.start; });
  spaces_.has_others = !fragments_.empty() || literals_ != nullptr;
}

bool Collector::in_fragment(uintptr_t address) const {
  auto after = std::upper_bound(fragments_.begin(), fragments_.end(), address,
                                [](uintptr_t a, const Range& range) { return a < range.start; });
  return after != fragments_.begin() && address < (after - 1)->end;
}

Word Collector::copy_literal(Spaces& spaces, Term literal) {
  const Word* const object = literal.address();
  Word*& copy = copies_[object];
  if (copy == nullptr) {
    copy = spaces.young_top;
    const size_t words = literal.is_cons() ? 2 : 1 + static_cast<size_t>(header_size(object[0]));
    copy_words(copy, object, words);
    spaces.young_top += words;
    if (!literal.is_cons() && owns_binary_data(copy[0])) {
      binary_data(copy)->references++;
      copied_binaries_.push_back(copy);
    }
  }
  return Term::pointer(literal.tag(), copy).bits();
}

/// A pointer's new value.
[[gnu::always_inline]] inline Word Collector::move(Spaces& spaces, Word word) {
  Word* const object = Term(word).address();
  const uintptr_t address = number(object);
  const uintptr_t offset = address - spaces.young_start;
  bool becomes_old;
  if (offset < spaces.young_bytes) {
    becomes_old = offset < spaces.mature_bytes;
  } else if (address - spaces.old_start < spaces.old_bytes) {
    becomes_old = spaces.keeps_old_apart;
  } else if (spaces.has_others && in_fragment(address)) {
    becomes_old = false;
  } else if (spaces.has_others && literals_ != nullptr && literals_->contains(object)) {
    return copy_literal(spaces, Term(word));
  } else {
    return word;  // old in a minor collection, or outside this process
  }
  constexpr Word kTagMask = ~kPayloadMask;
  const Word first = object[0];
  if (Term(first).tag() == Tag::kForward) return (word & kTagMask) | (first & kPayloadMask);
  Word* const to = becomes_old ? spaces.old_top : spaces.young_top;
  Word* top;
  if (Term(word).is_cons()) {
    to[0] = first;
    to[1] = object[1];
    top = to + 2;
  } else {
    const size_t words = 1 + static_cast<size_t>(header_size(first));
    copy_words(to, object, words);
    top = to + words;
  }
  if (becomes_old) {
    spaces.old_top = top;
  } else {
    spaces.young_top = top;
  }
  object[0] = Term::pointer(Tag::kForward, to).bits();
  return (word & kTagMask) | static_cast<Word>(number(to));
}

/// Moves what the word at `at` refers to, and returns the place of the next word to look at.
[[gnu::always_inline]] inline Word* Collector::follow(Spaces& spaces, Word* at) {
  const Term word(*at);
  if (word.is_pointer()) {
    *at = move(spaces, word.bits());
    return at + 1;
  }
  if (!word.is_header()) return at + 1;
  const Kind kind = header_kind(word.bits());
  if (is_raw(kind)) return at + 1 + header_size(word.bits());
  if (kind != Kind::kMatchContext) return at + 1;
  at[kContextBaseOffset] = move(spaces, at[kContextBaseOffset]);
  refresh_match_context(at);
  return at + kMatchContextWords;
}

void Collector::visit(std::span<Term> terms) {
  Spaces spaces = spaces_;
  for (Term& term : terms) {
    if (term.is_pointer()) term = Term(move(spaces, term.bits()));
  }
  spaces_ = spaces;
}

void Collector::finish() {
  Spaces spaces = spaces_;
  Word* young = young_scan_;
  Word* old = old_scan_;
  do {
    while (young != spaces.young_top) young = follow(spaces, young);
    while (old != spaces.old_top) old = follow(spaces, old);
  } while (young != spaces.young_top);
  young_scan_ = young;
  old_scan_ = old;
  spaces_ = spaces;
}

}  // namespace linac
