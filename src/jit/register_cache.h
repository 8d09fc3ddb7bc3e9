// SPDX-License-Identifier: Apache-2.0
//
// Which X and Y registers are in which wasm locals right now, while one label function is emitted.
// Every write goes through to memory at once, so the cache holds copies only: forgetting an entry
// is always right, and leaving a function needs no write-back. Lowering asks here and never tracks
// locations itself. Invariants: an entry's local holds the value that the register has in memory; a
// local that is pinned is not given to another value until `unpin_all`; at most kLocals locals
// exist, which bounds the frames of engines that keep each local on the stack.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

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
  static constexpr uint32_t kEntries = 16;

  /// The local that holds `reg`, if one does; it is pinned.
  std::optional<uint32_t> find(Register reg);
  /// A local (0 … kLocals−1) free to be written, pinned. What it held is forgotten.
  uint32_t take();
  /// From now on local `local` holds what `reg` has.
  void bind(Register reg, uint32_t local);
  /// `reg` has been written otherwise.
  void forget(Register reg);
  void forget_y();
  void forget_all();
  void pin(uint32_t local) { pinned_ |= 1u << local; }
  /// Between instructions.
  void unpin_all() { pinned_ = 0; }
  /// Y registers move down by `count` (trim).
  void renumber_y(uint32_t count);

  template <typename Function>
  void for_each(Function function) const {
    for (uint32_t i = 0; i < count_; ++i) function(entries_[i].reg, entries_[i].local);
  }

 private:
  struct Entry {
    Register reg;
    uint32_t local = 0;
  };
  void remove(uint32_t index);
  bool holds_something(uint32_t local) const;

  std::array<Entry, kEntries> entries_;
  uint32_t count_ = 0;
  uint32_t pinned_ = 0;  // bit per local
  uint32_t next_ = 0;    // where to look for the next victim
};

}  // namespace linac
