// SPDX-License-Identifier: Apache-2.0
//
// The heap and stack of one process: a block with the heap growing up and the stack growing down,
// as in OTP, and the fragments that overflowed it. `ProcessHeap` is the running process's; a
// process that waits keeps its `HeapState`. Invariants: the stack is [stack_pointer, block end);
// only `collect` moves terms; `allocate` never does, so terms in C++ locals and wasm locals stay
// valid between collections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "memory/heap.h"

namespace linac {

/// Overflow of a process heap, or a message's own memory. `words` follow the struct.
struct alignas(Word) Fragment {
  Fragment* next;
  uint32_t size;  ///< words available
  uint32_t used;  ///< words handed out
  Word* words() { return reinterpret_cast<Word*>(this + 1); }
  /// A fragment of `size` words, or nullptr if memory is exhausted.
  static Fragment* create(uint32_t size);
  static void destroy_all(Fragment* first);
};
static_assert(sizeof(Fragment) % sizeof(Word) == 0);

/// What a process keeps of its heap while it does not run.
struct HeapState {
  Word* top = nullptr;            ///< first free word
  Word* stack_pointer = nullptr;  ///< E: lowest word of the stack
  Word* start = nullptr;          ///< the block
  Word* end = nullptr;
  Fragment* fragments = nullptr;
  uint32_t fragment_words = 0;
  uint32_t min_size = 0;          ///< words
  uint32_t wanted_size = 0;       ///< words the next block should have
  Word* off_heap = nullptr;       ///< chain of reference-counted binaries
  uint64_t off_heap_bytes = 0;    ///< bytes of binaries linked since the last collection
  bool wants_collection = false;  ///< at the next safe point
};

/// Counts for --stats.
struct CollectionStats {
  uint64_t collections = 0;
  uint64_t words_copied = 0;
  int64_t longest_nanoseconds = 0;
};

class Collector;

/// The roots of a collection besides the stack. `visit` calls `collector.forward` on each further
/// term.
struct Roots {
  std::span<Term> registers;
  void* owner = nullptr;
  void (*visit)(void* owner, Collector& collector) = nullptr;
};

/// Words of a new process's block unless it asks for more.
inline constexpr uint32_t kMinHeapWords = 233;

class ProcessHeap final : public Heap {
 public:
  ProcessHeap() = default;

  /// Allocates the block of a new process. False if memory is exhausted.
  static bool create(HeapState& state, uint32_t min_words);
  /// Frees a process's block, fragments and binaries.
  static void destroy(HeapState& state);

  void load(const HeapState& state);
  void store(HeapState& state) const;

  Word* top() const { return top_; }
  Word* stack_pointer() const { return limit_; }
  void set_stack_pointer(Word* stack_pointer) { limit_ = stack_pointer; }
  Word* stack_end() const { return state_.end; }
  size_t stack_words() const { return static_cast<size_t>(state_.end - limit_); }
  size_t free_words() const { return static_cast<size_t>(limit_ - top_); }
  size_t heap_words() const {
    return static_cast<size_t>(top_ - state_.start) + state_.fragment_words;
  }
  size_t block_words() const { return static_cast<size_t>(state_.end - state_.start); }

  /// Makes `need` words available between heap and stack, moving every live term. False: memory is
  /// exhausted, and nothing has changed.
  bool collect(uint32_t need, const Roots& roots, CollectionStats& stats);

  /// Takes over a fragment (a received message); its terms become part of this heap.
  void adopt(Fragment* fragment);

  /// Whether fragments or binaries have piled up so that a collection should come at the next safe
  /// point.
  bool wants_collection() const { return state_.wants_collection; }
  /// Asks for a collection at the next safe point.
  void request_collection() { want_collection(); }

  void link_off_heap(Word* refc_binary) override;

  /// Called when a collection becomes wanted; the scheduler hurries the running code to its next
  /// safe point.
  struct Alarm {
    void (*ring)(void* owner) = nullptr;
    void* owner = nullptr;
  };
  void set_alarm(Alarm alarm) { alarm_ = alarm; }

 private:
  Word* allocate_slow(uint32_t words) override;
  void want_collection();
  bool move_to(size_t target, const Roots& roots, CollectionStats& stats);

  HeapState state_;  // top and stack_pointer are stale here: top_ and limit_ hold them
  Alarm alarm_;
};

/// A copying collection in progress.
class Collector {
 public:
  /// Moves what `term` points at, if it lies in the space being collected, and updates `term`.
  void forward(Term& term);

 private:
  friend class ProcessHeap;
  Collector(const HeapState& from, Word* to);
  bool in_from_space(const Word* address) const;
  void scan();

  Word* from_start_;
  Word* from_end_;
  Word* top_;
  Word* scan_;
  struct Range {
    const Word* start;
    const Word* end;
  };
  std::vector<Range> fragments_;  // sorted by address
};

}  // namespace linac
