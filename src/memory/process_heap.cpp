// SPDX-License-Identifier: Apache-2.0
#include "memory/process_heap.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "memory/binary_data.h"
#include "memory/heap_size.h"
#include "memory/literal_ranges.h"

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

// Pointer differences inside a block must fit 32 bits.
constexpr size_t kMaxBlockWords = (size_t{1} << 28) - 1;

// A minor collection does not make blocks smaller than this (33 KB): what is too little costs more
// collections than it saves memory.
constexpr size_t kModestWords = 4185;

/// A block of a size that lets a process with so much live data run on for a while: collections
/// then cost a constant share of what is allocated, a third for small heaps.
size_t roomy(size_t live) {
  constexpr size_t kSmallSlack = 48 * 1024;
  constexpr size_t kLargeWords = 1 << 20;
  constexpr size_t kHugeWords = 16 << 20;
  const size_t slack = live < kLargeWords  ? std::max(live, std::min(3 * live, kSmallSlack))
                       : live < kHugeWords ? live / 2
                                           : live / 4;
  return next_heap_size(live + slack);
}

Word* allocate_block(size_t words) {
  if (words > kMaxBlockWords) return nullptr;
  return static_cast<Word*>(std::malloc(words * sizeof(Word)));
}

/// A block of `words`, or of `bound` if memory is short, which then is in `words`.
Word* allocate_block(size_t& words, size_t bound) {
  words = std::max(words, bound);
  if (words > kMaxBlockWords) words = bound;
  Word* block = allocate_block(words);
  if (block != nullptr || words == bound) return block;
  words = bound;
  return allocate_block(words);
}

void add_binary(BinaryChain& chain, Word* binary) {
  binary[3] = static_cast<Word>(reinterpret_cast<uintptr_t>(chain.first));
  chain.first = binary;
  chain.bytes += owned_bytes(binary);
}

uint64_t binary_limit(const HeapOptions& options, uint64_t live_bytes) {
  return std::max(uint64_t{options.min_binary_words} * sizeof(Word), 2 * live_bytes);
}

}  // namespace

bool ProcessHeap::create(HeapState& state, const HeapOptions& options) {
  state = HeapState{};
  state.options = options;
  const size_t words = next_heap_size(options.min_words);
  state.start = allocate_block(words);
  if (state.start == nullptr) return false;
  state.wanted_words = static_cast<uint32_t>(words);
  state.end = state.start + words;
  state.top = state.start;
  state.high_water = state.start;
  state.stack_pointer = state.end;
  state.binaries.limit = binary_limit(options, 0);
  state.old_binaries.limit = state.binaries.limit;
  return true;
}

void ProcessHeap::destroy(HeapState& state) {
  release_all_binaries(state.binaries.first);
  release_all_binaries(state.old_binaries.first);
  Fragment::destroy_all(state.fragments);
  std::free(state.start);
  std::free(state.old_start);
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
    constexpr uint32_t kMinFragmentWords = 128;
    constexpr uint32_t kMaxFragmentWords = 64 * 1024;
    // Each is as large as all before, so that there are few.
    const uint32_t share = std::clamp(state_.fragment_words, kMinFragmentWords, kMaxFragmentWords);
    const uint32_t size = std::max(words, share);
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
  if (state_.fragment_words > state_.block_words()) want_collection();
}

void ProcessHeap::link_off_heap(Word* refc_binary) {
  add_binary(state_.binaries, refc_binary);
  if (state_.binaries.bytes > state_.binaries.limit) want_collection();
}

void ProcessHeap::want_collection() {
  state_.wants_collection = true;
  if (alarm_.ring != nullptr) alarm_.ring(alarm_.owner);
}

/// Whether the old generation must be collected, too.
bool ProcessHeap::must_sweep() const {
  if (state_.minor_collections >= state_.options.fullsweep_after) return true;
  if (state_.old_binaries.bytes > state_.old_binaries.limit) return true;
  return state_.old_start != nullptr &&
         state_.mature_words() > state_.old_block_words() - state_.old_words();
}

/// Words that may survive a minor collection in the young generation, and the stack.
size_t ProcessHeap::survivors_bound() const {
  return static_cast<size_t>(top_ - state_.high_water) + state_.fragment_words + stack_words();
}

ProcessHeap::Destination ProcessHeap::destination_of(Collection collection, uint32_t need) const {
  Destination to{};
  const bool one_block = collection >= Collection::kCompact;
  to.sweeps_old = collection != Collection::kMinor;
  to.young_bound = survivors_bound();
  to.mature_end = one_block ? state_.start : state_.high_water;
  if (one_block) {
    to.young_bound += state_.mature_words() + state_.old_words();
    const size_t least = collection == Collection::kShrink ? 0 : state_.options.min_words;
    to.young_words = next_heap_size(std::max(to.young_bound + need, least));
    return to;
  }
  // What is needed usually fits once garbage is gone; if it is much, it is sure to be missing.
  const bool much = need > state_.block_words() / 4;
  to.young_words =
      std::max<size_t>(state_.wanted_words, next_heap_size(to.young_bound + (much ? need : 0)));
  const size_t mature = state_.mature_words();
  if (to.sweeps_old) {
    to.old_bound = state_.old_words() + mature;
    to.old_words = roomy(to.old_bound);
  } else if (state_.old_start == nullptr && mature > 0) {
    to.old_bound = mature;
    to.old_words = roomy(mature);
  }
  return to;
}

bool ProcessHeap::collect(uint32_t need, const Roots& roots, CollectionStats& stats,
                          Collection collection) {
  if (need > kMaxBlockWords) return false;
  if (collection == Collection::kMinor && must_sweep()) {
    // A program that asks for frequent full collections wants little memory used.
    collection = state_.minor_collections >= state_.options.fullsweep_after ? Collection::kCompact
                                                                            : Collection::kFull;
  }
  const size_t before = heap_words();
  if (!evacuate(destination_of(collection, need), roots, stats)) return false;
  state_.wants_collection = false;
  if (!fit(collection, need, roots, stats)) return false;
  const bool minor = collection == Collection::kMinor;
  state_.minor_collections = minor ? state_.minor_collections + 1 : 0;
  set_binary_limits(!minor);
  ++(minor ? stats.minor : stats.full);
  stats.words_reclaimed += before - heap_words();
  return true;
}

bool ProcessHeap::collect_literals(const LiteralRanges& literals, const Roots& roots,
                                   CollectionStats& stats) {
  // All into one block: nothing old may refer to copies, which are young.
  Destination to = destination_of(Collection::kCompact, 0);
  to.young_bound += literals.words();
  to.young_words = next_heap_size(to.young_bound);
  to.literals = &literals;
  if (!evacuate(to, roots, stats)) return false;
  state_.wants_collection = false;
  state_.minor_collections = 0;
  fit(Collection::kCompact, 0, roots, stats);
  set_binary_limits(true);
  ++stats.full;
  return true;
}

/// After a collection, when it is known what lives: leaves blocks that are far too large, or cannot
/// hold `need` more words.
bool ProcessHeap::fit(Collection collection, uint32_t need, const Roots& roots,
                      CollectionStats& stats) {
  const size_t live = static_cast<size_t>(top_ - state_.start) + stack_words();
  const size_t block = state_.block_words();
  const size_t least = next_heap_size(state_.options.min_words);
  const size_t tight = std::max(next_heap_size(live + need + (live + need) / 2), least);
  size_t wanted = std::max(roomy(live + need), least);
  if (collection < Collection::kCompact) {
    // Beside much old data a small young block would promote what dies soon after.
    wanted = std::max(wanted, next_heap_size(state_.old_words() / 8));
  }
  state_.wanted_words = static_cast<uint32_t>(std::min(wanted, kMaxBlockWords));

  Destination to{};
  to.mature_end = state_.start;
  to.young_bound = live + need;
  to.young_words = block;
  if (free_words() < need) to.young_words = wanted;
  if (collection == Collection::kMinor || collection == Collection::kFull) {
    if (block > 4 * wanted && block > kModestWords) to.young_words = std::max(wanted, kModestWords);
  } else if (collection == Collection::kCompact) {
    if (block > tight) to.young_words = tight;
  } else {
    to.young_words = to.young_bound;
  }

  if (collection == Collection::kFull) {
    const size_t old_live = state_.old_words();
    // Room also for what the next collections will promote.
    const size_t old_wanted = roomy(old_live + state_.mature_words());
    if (old_live == 0) {
      std::free(state_.old_start);
      state_.old_start = state_.old_top = state_.old_end = nullptr;
    } else if (state_.old_block_words() > 2 * old_wanted) {
      to.sweeps_old = true;
      to.old_words = old_wanted;
      to.old_bound = old_live;
    }
  }
  if (to.young_words == block && !to.sweeps_old) return true;
  // Only more room is worth failing for.
  return evacuate(to, roots, stats) || free_words() >= need;
}

bool ProcessHeap::evacuate(const Destination& destination, const Roots& roots,
                           CollectionStats& stats) {
  size_t young_words = destination.young_words;
  Word* const young = allocate_block(young_words, destination.young_bound);
  if (young == nullptr) return false;
  size_t old_words = destination.old_words;
  Word* old = nullptr;
  if (old_words != 0) {
    old = allocate_block(old_words, destination.old_bound);
    if (old == nullptr) {
      std::free(young);
      return false;
    }
  }
  const bool sweeps_old = destination.sweeps_old;
  const size_t stack = stack_words();
  Word* const stack_pointer = young + young_words - stack;
  if (stack > 0) std::memcpy(stack_pointer, limit_, stack * sizeof(Word));

  FromSpace from{state_.start,     destination.mature_end, top_, nullptr, nullptr,
                 state_.fragments, destination.literals};
  if (sweeps_old) {
    from.old_start = state_.old_start;
    from.old_end = state_.old_top;
  }
  Word* const promoted = old != nullptr || sweeps_old ? old : state_.old_top;
  Collector collector(from, young, promoted);
  roots.show(collector);
  collector.visit({reinterpret_cast<Term*>(stack_pointer), stack});
  collector.finish();
  stats.words_copied += static_cast<uint64_t>(collector.young_top() - young) + stack +
                        static_cast<uint64_t>(collector.old_top() - promoted);

  Word* const from_start = state_.start;
  Word* const from_old = sweeps_old ? state_.old_start : nullptr;
  Fragment* const fragments = state_.fragments;
  state_.start = young;
  state_.end = young + young_words;
  state_.high_water = top_ = collector.young_top();
  limit_ = stack_pointer;
  if (old != nullptr || sweeps_old) {
    state_.old_start = old;
    state_.old_end = old + old_words;
  }
  state_.old_top = collector.old_top();
  state_.fragments = nullptr;
  state_.fragment_words = 0;
  relink_binaries(sweeps_old);
  for (Word* const binary : collector.copied_binaries()) add_binary(state_.binaries, binary);
  Fragment::destroy_all(fragments);
  std::free(from_start);
  std::free(from_old);
  return true;
}

/// Binaries that have moved stay linked, in the chain of the generation they are in now; the others
/// lose this heap's reference. The from-space is there still.
void ProcessHeap::relink_binaries(bool sweeps_old) {
  const auto relink = [this](Word* binary) {
    const Term first(binary[0]);
    if (first.tag() != Tag::kForward) return release_binary(binary);
    Word* const moved = first.address();
    const bool young = moved >= state_.start && moved < state_.end;
    add_binary(young ? state_.binaries : state_.old_binaries, moved);
  };
  Word* const young = state_.binaries.first;
  Word* const old = state_.old_binaries.first;
  state_.binaries.first = nullptr;
  state_.binaries.bytes = 0;
  if (sweeps_old) {
    state_.old_binaries.first = nullptr;
    state_.old_binaries.bytes = 0;
    for_each_binary(old, relink);
  }
  for_each_binary(young, relink);
}

void ProcessHeap::set_binary_limits(bool sweeps_old) {
  state_.binaries.limit = binary_limit(state_.options, state_.binaries.bytes);
  if (sweeps_old) {
    state_.old_binaries.limit = binary_limit(state_.options, state_.old_binaries.bytes);
  }
}

}  // namespace linac
