// SPDX-License-Identifier: Apache-2.0
//
// Building numbers and strings on any heap, and the block heap. Invariant: ±0.0 are the only boxed
// floats that lie outside all heaps; every heap shares them.
#include "memory/heap.h"

#include <algorithm>

#include "memory/binary_data.h"

namespace linac {

namespace {

constexpr uint32_t kMaxBlockWords = 256 * 1024;

constexpr Word kSignBit = Word{1} << 63;
alignas(8) const Word kPositiveZero[] = {make_header(Kind::kFloat, 1), 0};
alignas(8) const Word kNegativeZero[] = {make_header(Kind::kFloat, 1), kSignBit};

Term one_limb_integer(Heap& heap, uint64_t magnitude, bool negative) {
  Word* const at = heap.allocate(2);
  at[0] = make_header(Kind::kBigInteger, 1, negative ? 1 : 0);
  at[1] = magnitude;
  return Term::pointer(Tag::kBigInteger, at);
}

}  // namespace

Term Heap::floating(double value) {
  if (Term::fits_immediate_float(value)) return Term::immediate_float(value);
  const Word bits = __builtin_bit_cast(Word, value);
  if (bits == 0) return Term::pointer(Tag::kBoxed, kPositiveZero);
  if (bits == kSignBit) return Term::pointer(Tag::kBoxed, kNegativeZero);
  Word* const at = allocate(kFloatWords);
  at[0] = make_header(Kind::kFloat, 1);
  at[1] = bits;
  return Term::pointer(Tag::kBoxed, at);
}

Term Heap::integer(int64_t value) {
  if (Term::fits_small(value)) return Term::small(value);
  const bool negative = value < 0;
  const uint64_t bits = static_cast<uint64_t>(value);
  return one_limb_integer(*this, negative ? 0 - bits : bits, negative);
}

Term Heap::unsigned_integer(uint64_t value) {
  if (value <= static_cast<uint64_t>(kSmallMax)) return Term::small(static_cast<int64_t>(value));
  return one_limb_integer(*this, value, false);
}

Term Heap::string(const char* text, size_t size) {
  Term list = Term::nil();
  for (size_t i = size; i-- > 0;) {
    list = cons(Term::small(static_cast<uint8_t>(text[i])), list);
  }
  return list;
}

BlockHeap::~BlockHeap() { release_all_binaries(off_heap_); }

void BlockHeap::link_off_heap(Word* refc_binary) {
  refc_binary[3] = static_cast<Word>(reinterpret_cast<uintptr_t>(off_heap_));
  off_heap_ = refc_binary;
}

bool BlockHeap::contains(const Word* address) const {
  return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
    return address >= block.words.get() && address < block.words.get() + block.size;
  });
}

Word* BlockHeap::allocate_slow(uint32_t words) {
  const uint32_t size = std::max(words, next_block_words_);
  next_block_words_ = std::min(next_block_words_ * 2, kMaxBlockWords);
  blocks_.push_back({std::unique_ptr<Word[]>(new Word[size]), size});
  total_words_ += size;
  Word* const at = blocks_.back().words.get();
  // What is left of the previous block is worth more than what is left of this one, if this one was
  // made for a single large object.
  if (static_cast<size_t>(limit_ - top_) < size - words) {
    top_ = at + words;
    limit_ = at + size;
  }
  return at;
}

}  // namespace linac
