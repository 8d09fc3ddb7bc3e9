// SPDX-License-Identifier: Apache-2.0
//
// Exports: what `module:function/arity` means right now. Callers hold the entry and read its slot
// at each call, so code that is loaded later, or again, is found without touching the callers.
// Entries are never freed.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "code/slot_table.h"
#include "memory/heap.h"
#include "term/atom.h"
#include "term/fun_identity.h"
#include "term/term.h"

namespace linac {

struct Breakpoint;  // trace/trace_state.h

/// A function in C++: arguments in `arguments[0…arity)`. Returns the result, or the non-value after
/// having set Context::pending (an exception) or Context::leave (a trap, a wait). Never collects,
/// never calls Erlang code.
using BifFunction = Term (*)(Context& context, const Term* arguments);

struct ExportEntry : FunIdentity {
  SlotIndex slot = 0;       ///< what to call; compiled code reads it (jit/offsets.h)
  SlotIndex stub_slot = 0;  ///< the slot that stands for this export while it has no code
  BifFunction bif = nullptr;
  uint32_t number = 0;               ///< index in ExportTable::entries()
  Breakpoint* breakpoint = nullptr;  ///< of a BIF that is traced
};

/// Whether a call of this function is a call of what its arguments say: erlang:apply/2 and /3.
inline bool is_apply(const ExportEntry& function) {
  return function.module == atoms::kErlang && function.function == atoms::kApply &&
         (function.arity == 2 || function.arity == 3);
}

/// `fun M:F/A`.
inline Term make_external_fun(Heap& heap, ExportEntry& entry) {
  Word* at = heap.allocate(kExternalFunWords);
  at[0] = make_header(Kind::kFun, 1, entry.arity | kFunAuxExternal);
  at[kFunEntryOffset] = static_cast<Word>(reinterpret_cast<uintptr_t>(&entry));
  return Term::pointer(Tag::kFun, at);
}

class ExportTable {
 public:
  explicit ExportTable(SlotTable& slots) : slots_(slots) {}

  /// The entry for a function, made if needed; a new one has no code. Null if no slot is left.
  ExportEntry* intern(Term module, Term function, uint32_t arity);
  ExportEntry* find(Term module, Term function, uint32_t arity) const;

  /// Makes `entry` call a label or a BIF, or (`slot` 0) nothing.
  void set_slot(ExportEntry& entry, SlotIndex slot) {
    entry.slot = slot != 0 ? slot : entry.stub_slot;
  }
  bool has_code(const ExportEntry& entry) const {
    return entry.slot != entry.stub_slot || entry.bif;
  }

  const std::vector<std::unique_ptr<ExportEntry>>& entries() const { return entries_; }

 private:
  struct Key {
    uint64_t function;
    uint32_t arity;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const {
      return static_cast<size_t>((key.function * 0x9e3779b97f4a7c15u) >> 24) + key.arity;
    }
  };
  static Key key_of(Term module, Term function, uint32_t arity) {
    return {(static_cast<uint64_t>(module.atom_index()) << 32) | function.atom_index(), arity};
  }

  SlotTable& slots_;
  std::unordered_map<Key, ExportEntry*, KeyHash> index_;
  std::vector<std::unique_ptr<ExportEntry>> entries_;
};

}  // namespace linac
