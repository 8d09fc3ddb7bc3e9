// SPDX-License-Identifier: Apache-2.0
//
// One copying collection in progress: roots are visited, what they reach moves out of the
// from-space, and `finish` follows what has moved (Cheney's scan). The from-space is the young
// block, the fragments and, in a full collection, the old block. Objects of the mature part of the
// young block and of the old block go to the old destination, all others to the young one. Which
// sizes the destinations have is memory/process_heap's business. Invariant: an object is mature or
// old only if all that it refers to is; so no word of the old destination ever points into the
// young one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "memory/roots.h"
#include "term/term.h"

namespace linac {

class LiteralRanges;
struct Fragment;

/// What is evacuated. Empty ranges have equal ends.
struct FromSpace {
  const Word* young_start = nullptr;
  const Word* mature_end = nullptr;  ///< young objects below have survived a collection already
  const Word* young_end = nullptr;
  const Word* old_start = nullptr;
  const Word* old_end = nullptr;
  const Fragment* fragments = nullptr;
  /// Literals that are going to be freed: copied when they are met, and left as they are, since
  /// other processes refer to them too. Null if there are none.
  const LiteralRanges* literals = nullptr;
};

class Collector final : public RootVisitor {
 public:
  /// Places to copy to, each with room for all that could come. `old` null: all goes to `young`.
  Collector(const FromSpace& from, Word* young, Word* old);

  void visit(std::span<Term> terms) override;
  /// Moves everything that what has been moved refers to.
  void finish();

  /// Behind the last word moved there.
  Word* young_top() const { return spaces_.young_top; }
  Word* old_top() const { return spaces_.old_top; }
  /// Copies of literals that own binary data; the heap has to link them.
  const std::vector<Word*>& copied_binaries() const { return copied_binaries_; }

 private:
  struct Range {
    uintptr_t start;
    uintptr_t end;
  };
  /// Ranges in bytes. A copy lives in registers while a loop runs.
  struct Spaces {
    uintptr_t young_start, young_bytes, mature_bytes;
    uintptr_t old_start, old_bytes;
    bool has_others;       ///< fragments or literals
    bool keeps_old_apart;  ///< what was old or mature goes to the old destination
    Word* young_top;
    Word* old_top;
  };

  bool in_fragment(uintptr_t address) const;
  Word move(Spaces& spaces, Word word);
  Word copy_literal(Spaces& spaces, Term literal);
  Word* follow(Spaces& spaces, Word* at);

  Spaces spaces_;
  Word* young_scan_;
  Word* old_scan_;
  std::vector<Range> fragments_;  // sorted
  const LiteralRanges* literals_;
  std::unordered_map<const Word*, Word*> copies_;  // of literals
  std::vector<Word*> copied_binaries_;
};

}  // namespace linac
