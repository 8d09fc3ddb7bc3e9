// SPDX-License-Identifier: Apache-2.0
//
// The heap and stack of one process, as in OTP: a young block with the heap growing up and the
// stack growing down, an old block for what has survived two collections, and the fragments that
// overflowed the young one. `ProcessHeap` is the running process's; a process that waits keeps its
// `HeapState`. docs/memory.md says when what is collected. Invariants: the stack is [stack_pointer,
// block end); only `collect` moves terms; `allocate` never does, so terms in C++ locals and wasm
// locals stay valid between collections; nothing below the high-water mark or in the old block
// refers to anything younger.
#pragma once

#include <cstddef>
#include <cstdint>

#include "memory/collector.h"
#include "memory/heap.h"
#include "memory/roots.h"

namespace linac {

/// Overflow of a process heap, or a message's own memory. `words` follow the struct.
struct alignas(Word) Fragment {
  Fragment* next;
  uint32_t size;  ///< words available
  uint32_t used;  ///< words handed out
  Word* words() { return reinterpret_cast<Word*>(this + 1); }
  const Word* words() const { return reinterpret_cast<const Word*>(this + 1); }
  /// A fragment of `size` words, or nullptr if memory is exhausted.
  static Fragment* create(uint32_t size);
  static void destroy_all(Fragment* first);
};
static_assert(sizeof(Fragment) % sizeof(Word) == 0);

/// Words of a new process's block unless it asks for more, and of binaries that it may make before
/// the first collection on their account: OTP's defaults.
inline constexpr uint32_t kMinHeapWords = 233;
inline constexpr uint32_t kMinBinaryWords = 46422;
/// Minor collections between two full ones at most: OTP's default.
inline constexpr uint32_t kFullsweepAfter = 65535;

/// What a program may set for a process with spawn_opt and process_flag.
struct HeapOptions {
  uint32_t min_words = kMinHeapWords;
  uint32_t min_binary_words = kMinBinaryWords;
  uint32_t fullsweep_after = kFullsweepAfter;
  uint64_t max_words = 0;  ///< of all blocks together; 0: no limit
  bool kills = true;       ///< whether going past the limit ends the process
  bool logs = true;        ///< and is reported
};

/// Reference-counted binaries of one generation.
struct BinaryChain {
  Word* first = nullptr;  ///< linked through the objects' last word
  uint64_t bytes = 0;     ///< that they hold
  uint64_t limit = 0;     ///< with more bytes it is time for a collection
};

/// What a process keeps of its heap while it does not run.
struct HeapState {
  Word* top = nullptr;            ///< first free word
  Word* stack_pointer = nullptr;  ///< E: lowest word of the stack
  Word* start = nullptr;          ///< the young block
  Word* high_water = nullptr;     ///< top after the last collection: below is mature
  Word* end = nullptr;
  Word* old_start = nullptr;  ///< the old block, or null
  Word* old_top = nullptr;
  Word* old_end = nullptr;
  Fragment* fragments = nullptr;
  uint32_t fragment_words = 0;
  uint32_t wanted_words = 0;       ///< the next young block should have
  uint32_t minor_collections = 0;  ///< since the last full one
  bool wants_collection = false;   ///< at the next safe point
  HeapOptions options;
  BinaryChain binaries;
  BinaryChain old_binaries;

  size_t block_words() const { return static_cast<size_t>(end - start); }
  size_t old_words() const { return static_cast<size_t>(old_top - old_start); }
  size_t old_block_words() const { return static_cast<size_t>(old_end - old_start); }
  size_t stack_words() const { return static_cast<size_t>(end - stack_pointer); }
  /// Of all blocks and what is used of fragments.
  size_t total_words() const { return block_words() + old_block_words() + fragment_words; }
  /// Of the young generation, fragments left out.
  size_t young_words() const { return static_cast<size_t>(top - start); }
  size_t mature_words() const { return static_cast<size_t>(high_water - start); }
};

/// Counts for --stats and statistics(garbage_collection).
struct CollectionStats {
  uint64_t minor = 0;
  uint64_t full = 0;
  uint64_t words_copied = 0;
  uint64_t words_reclaimed = 0;
  int64_t total_nanoseconds = 0;
  int64_t longest_nanoseconds = 0;
};

enum class Collection : uint8_t {
  kMinor,    ///< the young generation; mature objects move to the old one. Full if it must be
  kFull,     ///< both, apart
  kCompact,  ///< both into one young block of a size that fits
  kShrink,   ///< the same, and nothing is left free: for a process that will sleep
};

class ProcessHeap final : public Heap {
 public:
  ProcessHeap() = default;

  /// Allocates the block of a new process. False if memory is exhausted.
  static bool create(HeapState& state, const HeapOptions& options);
  /// Frees a process's block, fragments and binaries.
  static void destroy(HeapState& state);

  void load(const HeapState& state);
  void store(HeapState& state) const;

  /// As `store` would leave it.
  HeapState state() const {
    HeapState state;
    store(state);
    return state;
  }
  HeapOptions& options() { return state_.options; }

  Word* top() const { return top_; }
  Word* stack_pointer() const { return limit_; }
  void set_stack_pointer(Word* stack_pointer) { limit_ = stack_pointer; }
  Word* stack_end() const { return state_.end; }
  size_t stack_words() const { return static_cast<size_t>(state_.end - limit_); }
  size_t free_words() const { return static_cast<size_t>(limit_ - top_); }
  /// In use by terms, in both generations.
  size_t heap_words() const {
    return static_cast<size_t>(top_ - state_.start) + state_.fragment_words + state_.old_words();
  }

  /// Makes `need` words available between heap and stack. Moves terms. False: memory is exhausted;
  /// all terms are valid still.
  bool collect(uint32_t need, const Roots& roots, CollectionStats& stats,
               Collection collection = Collection::kMinor);
  /// Copies what is reached of `literals`, which are going to be freed. Otherwise as `collect`.
  bool collect_literals(const LiteralRanges& literals, const Roots& roots, CollectionStats& stats);

  /// Takes over a fragment (a received message); its terms become part of this heap.
  void adopt(Fragment* fragment);

  /// Whether fragments or binaries have piled up so that a collection should come at the next safe
  /// point.
  bool wants_collection() const { return state_.wants_collection; }

  void link_off_heap(Word* refc_binary) override;
  bool is_collected() const override { return true; }

  /// Called when a collection becomes wanted; the scheduler hurries the running code to its next
  /// safe point.
  struct Alarm {
    void (*ring)(void* owner) = nullptr;
    void* owner = nullptr;
  };
  void set_alarm(Alarm alarm) { alarm_ = alarm; }

 private:
  /// Where a collection takes objects to. A block has `words`, or at least `bound` if memory is
  /// short.
  struct Destination {
    size_t young_words;
    size_t young_bound;
    size_t old_words = 0;  ///< 0: no new old block
    size_t old_bound = 0;
    const Word* mature_end;
    bool sweeps_old = false;
    const LiteralRanges* literals = nullptr;
  };

  Word* allocate_slow(uint32_t words) override;
  void want_collection();
  bool must_sweep() const;
  size_t survivors_bound() const;
  Destination destination_of(Collection collection, uint32_t need) const;
  bool evacuate(const Destination& destination, const Roots& roots, CollectionStats& stats);
  bool fit(Collection collection, uint32_t need, const Roots& roots, CollectionStats& stats);
  void relink_binaries(bool sweeps_old);
  void set_binary_limits(bool sweeps_old);

  HeapState state_;  // top and stack_pointer are stale here: top_ and limit_ hold them
  Alarm alarm_;
};

}  // namespace linac
