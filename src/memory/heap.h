// SPDX-License-Identifier: Apache-2.0
//
// `Heap`: where terms are built. An operation asks for words and always gets them; it never moves
// what exists, so plain Terms stay valid across calls. A process's heap (memory/process_heap.h)
// serves from its block and, when that is full, from fragments that the next collection takes in; a
// `LiteralArea` or a `MessageHeap` serves from blocks of its own. Invariant: every word handed out
// is filled by the caller before anything may collect.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "term/layout.h"
#include "term/term.h"

namespace linac {

class Heap {
 public:
  /// `words` consecutive words, uninitialised.
  Word* allocate(uint32_t words) {
    if (static_cast<size_t>(limit_ - top_) >= words) {
      Word* at = top_;
      top_ += words;
      return at;
    }
    return allocate_slow(words);
  }

  Term cons(Term head, Term tail) { return make_cons(allocate(2), head, tail); }
  /// A tuple of the given elements.
  template <typename... Terms>
  Term tuple(Terms... elements) {
    Word* at = allocate(1 + sizeof...(elements));
    at[0] = make_header(Kind::kTuple, sizeof...(elements));
    uint32_t i = 1;
    ((at[i++] = elements.bits()), ...);
    return Term::pointer(Tag::kTuple, at);
  }
  Term tuple_of(std::span<const Term> elements) {
    const auto arity = static_cast<uint32_t>(elements.size());
    Word* at = allocate(1 + arity);
    at[0] = make_header(Kind::kTuple, arity);
    for (uint32_t i = 0; i < arity; ++i) at[1 + i] = elements[i].bits();
    return Term::pointer(Tag::kTuple, at);
  }
  Term floating(double value);
  /// An integer of any size that fits 64 bits.
  Term integer(int64_t value);
  Term unsigned_integer(uint64_t value);
  /// A list of code points or bytes.
  Term string(const char* text, size_t size);

  /// Gives a new reference-counted binary an owner: it is released when its owner's heap dies. `at`
  /// is its first word.
  virtual void link_off_heap(Word* refc_binary) = 0;

  /// Whether it is a process's, whose terms can be found.
  virtual bool is_collected() const { return false; }

 protected:
  friend struct ContextOffsets;  // jit/offsets.h
  Heap() = default;
  ~Heap() = default;
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  virtual Word* allocate_slow(uint32_t words) = 0;

  Word* top_ = nullptr;
  Word* limit_ = nullptr;
};

/// Terms that live as long as the area: literals of a module, a message on its way. Grows by
/// chained blocks.
class BlockHeap final : public Heap {
 public:
  explicit BlockHeap(uint32_t first_block_words = 64) : next_block_words_(first_block_words) {}
  ~BlockHeap();
  void link_off_heap(Word* refc_binary) override;
  /// Words in all blocks, used or not.
  size_t size() const { return total_words_; }
  /// Whether `address` lies in one of the blocks.
  bool contains(const Word* address) const;
  /// Calls `visit(const Word* start, size_t words)` for each block.
  template <typename Function>
  void for_each_block(Function visit) const {
    for (const Block& block : blocks_) visit(block.words.get(), size_t{block.size});
  }

 private:
  Word* allocate_slow(uint32_t words) override;

  struct Block {
    std::unique_ptr<Word[]> words;
    uint32_t size;
  };
  std::vector<Block> blocks_;
  uint32_t next_block_words_;
  size_t total_words_ = 0;
  Word* off_heap_ = nullptr;
};

}  // namespace linac
