// SPDX-License-Identifier: Apache-2.0
//
// Fun entries: what a local fun on a heap points at. An entry belongs to no version of its module:
// funs made by one version go on in the next if that has the same fun, and without any code they
// are still terms that can be compared, printed and sent. Invariants: an entry's slot can be called
// at any time (without code it is a kUnloadedFun slot of its own); an entry without code is freed
// only when no module and no heap refers to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "beam/file.h"
#include "code/slot_table.h"
#include "term/fun_identity.h"
#include "term/term.h"

namespace linac {

struct FunEntry : FunIdentity {
  Module* code = nullptr;  ///< the version that runs it, or null
  uint32_t num_free = 0;
  SlotIndex slot = 0;  ///< what to call; compiled code reads it (jit/offsets.h). 0: never had code
  uint32_t modules = 0;   ///< linked modules that have it in their fun tables
  beam::ModuleMd5 md5{};  ///< of the module that it was made for
};

class FunTable {
 public:
  explicit FunTable(SlotTable& slots) : slots_(slots) {}

  /// The entry that a module being linked shares with all that have the same fun, new if need be.
  FunEntry* acquire(const FunEntry& wanted);
  /// The module that had acquired an entry is gone.
  void release(FunEntry& entry);
  /// The entry of a fun that there is or was code for; null if there is none.
  FunEntry* find(Term module, uint32_t index, uint32_t uniq, uint32_t arity,
                 uint32_t num_free) const;

  /// The entry of a fun that came from elsewhere, without code until its module is loaded; null if
  /// there is no slot left.
  FunEntry* acquire_unloaded(const FunEntry& wanted);

  /// From now on a fun is run by `code`, at `slot`.
  void attach(FunEntry& entry, Module& code, SlotIndex slot);
  /// The code of a fun is going; calls of it raise badfun. False if there is no slot for that.
  bool detach(FunEntry& entry);

  /// Whether so many entries are without code that it is worth finding out which are referred to.
  bool wants_sweep() const { return unloaded_.size() >= sweep_at_; }
  /// Whether the word is the address of an entry without code.
  bool is_unloaded(Word word) const {
    return unloaded_.contains(reinterpret_cast<FunEntry*>(static_cast<uintptr_t>(word)));
  }
  /// Frees entries without code that are neither in `referred` nor held by a module or an area.
  void sweep(const std::unordered_set<Word>& referred);

  size_t size() const { return entries_.size(); }

 private:
  struct Key {
    uint64_t module_and_index;
    uint64_t uniq_and_sizes;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const {
      const uint64_t mixed = (key.module_and_index ^ key.uniq_and_sizes * 0x9e3779b97f4a7c15u);
      return static_cast<size_t>((mixed * 0x9e3779b97f4a7c15u) >> 24);
    }
  };
  static Key key_of(Term module, uint32_t index, uint32_t uniq, uint32_t arity, uint32_t num_free);
  static Key key_of(const FunEntry& entry);
  void forget(FunEntry& entry);

  static constexpr size_t kFirstSweep = 256;

  SlotTable& slots_;
  std::unordered_map<Key, std::unique_ptr<FunEntry>, KeyHash> entries_;
  std::unordered_set<const FunEntry*> unloaded_;
  size_t sweep_at_ = kFirstSweep;
};

}  // namespace linac
