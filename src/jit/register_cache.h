// SPDX-License-Identifier: Apache-2.0
//
// Which X and Y registers are in which wasm locals right now, while one label function is emitted.
// A register that has been written lives in its local alone (dirty) until the code leaves for
// somewhere that looks at memory; then the lowering stores it. Lowering asks here and never tracks
// locations itself. Invariants: an entry's local holds the value of its register, and memory does
// too unless the entry is dirty; a local that is pinned is not given to another value until
// `unpin_all`; at most kLocals locals exist, which bounds the frames of engines that keep each
// local on the stack.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "jit/wasm/types.h"

namespace linac {

/// An X or Y register.
struct Register {
  bool is_y = false;
  uint32_t number = 0;
  bool operator==(const Register&) const = default;
};

class RegisterCache {
 public:
  static constexpr uint32_t kLocals = 10;
  static constexpr uint32_t kEntries = 24;

  struct Entry {
    Register reg;
    uint32_t local = 0;
    bool dirty = false;
  };

  /// The local that holds `reg`, if one does; it is pinned.
  std::optional<uint32_t> find(Register reg);

  /// A local (0 … kLocals−1) to be given to a new value: a free one, else one whose entries have to
  /// go (`release` it after having stored the dirty ones). Pins it. Precondition: not all are
  /// pinned.
  uint32_t choose();
  void release(uint32_t local);

  /// From now on local `local` holds what `reg` has. Precondition: not full.
  void bind(Register reg, uint32_t local, bool dirty);
  bool full() const { return count_ == kEntries; }
  const Entry& oldest() const { return entries_[0]; }
  /// `reg` has been written otherwise, or is dead.
  void forget(Register reg);
  void forget_y();
  /// X registers from `live` on are dead.
  void forget_x(uint32_t live);
  void mark_clean(Register reg);

  void pin(uint32_t local) { pinned_ |= 1u << local; }
  /// Between instructions.
  void unpin_all() { pinned_ = 0; }
  /// Y registers move down by `count` (trim); those below it are dead.
  void renumber_y(uint32_t count);

  std::span<const Entry> entries() const { return {entries_.data(), count_}; }

 private:
  void remove(uint32_t index);

  std::array<Entry, kEntries> entries_;
  uint32_t count_ = 0;
  uint32_t pinned_ = 0;  // bit per local
  uint32_t next_ = 0;    // where to look for the next victim
};

}  // namespace linac
