// SPDX-License-Identifier: Apache-2.0
#include "memory/process_heap.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "memory/binary_data.h"

namespace linac {

Fragment* Fragment::create(uint32_t size) {
  auto* fragment = static_cast<Fragment*>(
      std::malloc(sizeof(Fragment) + sizeof(Word) * static_cast<size_t>(size)));
  if (fragment == nullptr) return nullptr;
  fragment->next = nullptr;
  fragment->size = size;
  fragment->used = 0;
  return fragment;
}

void Fragment::destroy_all(Fragment* first) {
  while (first != nullptr) {
    Fragment* next = first->next;
    std::free(first);
    first = next;
  }
}

namespace {

// A block leaves at least a third of itself free, so that collections cost a constant share of the
// allocation.
uint32_t next_block_words(size_t used, uint32_t minimum) {
  size_t size = minimum < kMinHeapWords ? kMinHeapWords : minimum;
  while (size < used + used / 2) size = size < 10'000'000 ? size * 2 : size + size / 4;
  return static_cast<uint32_t>(size);
}

Word* allocate_block(size_t words) { return static_cast<Word*>(std::malloc(words * sizeof(Word))); }

}  // namespace

bool ProcessHeap::create(HeapState& state, uint32_t min_words) {
  state = HeapState{};
  state.min_size = std::max(min_words, kMinHeapWords);
  state.wanted_size = state.min_size;
  state.start = allocate_block(state.min_size);
  if (state.start == nullptr) return false;
  state.end = state.start + state.min_size;
  state.top = state.start;
  state.stack_pointer = state.end;
  return true;
}

void ProcessHeap::destroy(HeapState& state) {
  release_all_binaries(state.off_heap);
  Fragment::destroy_all(state.fragments);
  std::free(state.start);
  state = HeapState{};
}

void ProcessHeap::load(const HeapState& state) {
  state_ = state;
  top_ = state.top;
  limit_ = state.stack_pointer;
}

void ProcessHeap::store(HeapState& state) const {
  state = state_;
  state.top = top_;
  state.stack_pointer = limit_;
}

Word* ProcessHeap::allocate_slow(uint32_t words) {
  Fragment* fragment = state_.fragments;
  if (fragment == nullptr || fragment->size - fragment->used < words) {
    // A word count that cannot be had is the caller's system_limit to detect; here memory is simply
    // out.
    const uint32_t size = std::max<uint32_t>(words, 128);
    fragment = Fragment::create(size);
    if (fragment == nullptr) out_of_memory(static_cast<size_t>(size) * sizeof(Word));
    fragment->next = state_.fragments;
    state_.fragments = fragment;
    want_collection();
  }
  Word* at = fragment->words() + fragment->used;
  fragment->used += words;
  state_.fragment_words += words;
  return at;
}

void ProcessHeap::adopt(Fragment* fragment) {
  if (fragment == nullptr) return;
  state_.fragment_words += fragment->used;
  Fragment* last = fragment;
  while (last->next != nullptr) {
    last = last->next;
    state_.fragment_words += last->used;
  }
  last->next = state_.fragments;
  state_.fragments = fragment;
  if (state_.fragment_words > block_words()) want_collection();
}

void ProcessHeap::link_off_heap(Word* refc_binary) {
  refc_binary[3] = static_cast<Word>(reinterpret_cast<uintptr_t>(state_.off_heap));
  state_.off_heap = refc_binary;
  state_.off_heap_bytes += refc_binary[1];
  constexpr uint64_t kBinaryBytesBetweenCollections = 4 << 20;
  if (state_.off_heap_bytes > kBinaryBytesBetweenCollections) want_collection();
}

void ProcessHeap::want_collection() {
  state_.wants_collection = true;
  if (alarm_.ring != nullptr) alarm_.ring(alarm_.owner);
}

Collector::Collector(const HeapState& from, Word* to)
    : from_start_(from.start), from_end_(from.end), top_(to), scan_(to) {
  for (Fragment* fragment = from.fragments; fragment != nullptr; fragment = fragment->next) {
    fragments_.push_back({fragment->words(), fragment->words() + fragment->size});
  }
  std::sort(fragments_.begin(), fragments_.end(),
            [](const Range& a, const Range& b) { return a.start < b.start; });
}

bool Collector::in_from_space(const Word* address) const {
  if (address >= from_start_ && address < from_end_) return true;
  if (fragments_.empty()) return false;
  auto after = std::upper_bound(fragments_.begin(), fragments_.end(), address,
                                [](const Word* a, const Range& range) { return a < range.start; });
  if (after == fragments_.begin()) return false;
  return address < (after - 1)->end;
}

void Collector::forward(Term& term) {
  if (!term.is_pointer()) return;
  Word* object = term.address();
  if (!in_from_space(object)) return;
  const Tag tag = term.tag();
  const Word first = object[0];
  if (static_cast<Tag>(first >> kTagShift) == Tag::kForward) {
    term = Term::pointer(tag, Term(first).address());
    return;
  }
  Word* to = top_;
  if (tag == Tag::kCons) {
    to[0] = first;
    to[1] = object[1];
    top_ += 2;
  } else {
    const size_t words = 1 + static_cast<size_t>(header_size(first));
    std::memcpy(to, object, words * sizeof(Word));
    top_ += words;
  }
  object[0] = Term::pointer(Tag::kForward, to).bits();
  term = Term::pointer(tag, to);
}

void Collector::scan() {
  while (scan_ < top_) {
    Term word(*scan_);
    if (word.is_header()) {
      switch (header_kind(word.bits())) {
        case Kind::kBigInteger:
        case Kind::kFloat:
        case Kind::kReference:
        case Kind::kHeapBinary:
        case Kind::kRefcBinary:
        case Kind::kFiller:
          scan_ += 1 + header_size(word.bits());
          continue;
        case Kind::kMatchContext: {
          Term base(scan_[kContextBaseOffset]);
          forward(base);
          scan_[kContextBaseOffset] = base.bits();
          refresh_match_context(scan_);
          scan_ += kMatchContextWords;
          continue;
        }
        default:
          // Raw words of the other kinds are below 2^59 and so read as small integers.
          ++scan_;
          continue;
      }
    }
    forward(word);
    *scan_++ = word.bits();
  }
}

bool ProcessHeap::collect(uint32_t need, const Roots& roots, CollectionStats& stats) {
  const size_t stack_words = static_cast<size_t>(state_.end - limit_);
  // What is live is not known before it is copied, so the copy goes where everything would fit; its
  // size follows from what was live the last time.
  const size_t bound = heap_words() + stack_words + need;
  if (!move_to(std::max<size_t>(state_.wanted_size, bound), roots, stats)) return false;
  const size_t live = heap_words() + stack_words + need;
  state_.wanted_size = next_block_words(live, state_.min_size);
  // A block that came out far too large is left at once: what is live in it is little.
  if (block_words() > 2 * static_cast<size_t>(state_.wanted_size)) {
    move_to(state_.wanted_size, roots, stats);
  }
  stats.collections++;
  return true;
}

bool ProcessHeap::move_to(size_t target, const Roots& roots, CollectionStats& stats) {
  const size_t stack_words = static_cast<size_t>(state_.end - limit_);
  constexpr size_t kMaxBlockWords = size_t{1} << 28;
  if (target > kMaxBlockWords) return false;
  Word* block = allocate_block(target);
  if (block == nullptr) return false;
  HeapState from = state_;
  from.top = top_;
  from.stack_pointer = limit_;

  Word* new_stack = block + target - stack_words;
  if (stack_words > 0) std::memcpy(new_stack, limit_, stack_words * sizeof(Word));

  Collector collector(from, block);
  for (Term& term : roots.registers) collector.forward(term);
  for (Word* word = new_stack; word < block + target; ++word) {
    Term term(*word);
    collector.forward(term);
    *word = term.bits();
  }
  if (roots.visit != nullptr) roots.visit(roots.owner, collector);
  collector.scan();

  // Binaries that moved stay linked, the others lose this heap's reference.
  Word* live_binaries = nullptr;
  for (Word* binary = state_.off_heap; binary != nullptr;) {
    const Term first(binary[0]);
    Word* next = reinterpret_cast<Word*>(static_cast<uintptr_t>(binary[3]));
    if (first.tag() == Tag::kForward) {
      Word* moved = first.address();
      moved[3] = static_cast<Word>(reinterpret_cast<uintptr_t>(live_binaries));
      live_binaries = moved;
    } else {
      release_binary(binary);
    }
    binary = next;
  }

  Fragment::destroy_all(state_.fragments);
  std::free(state_.start);
  state_.start = block;
  state_.end = block + target;
  state_.fragments = nullptr;
  state_.fragment_words = 0;
  state_.off_heap = live_binaries;
  state_.off_heap_bytes = 0;
  top_ = collector.top_;
  limit_ = new_stack;
  state_.wants_collection = false;
  stats.words_copied += static_cast<uint64_t>(top_ - block) + stack_words;
  return true;
}

}  // namespace linac
