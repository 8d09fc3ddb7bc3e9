// SPDX-License-Identifier: Apache-2.0
//
// Table slots: the currency of control flow. A slot is an index in the host's function table and
// names a label, a continuation, a BIF, an export without code, or one of the VM's own stops.
// Return addresses on stacks hold slots. Invariant: every reserved slot can be called at any time;
// until native code is installed it holds the entry thunk, which asks this table what
// `JITState::continuation` stands for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "platforms/platform.h"

namespace linac {

struct Context;
struct JITState;
struct NativeInterface;
struct Module;
struct ExportEntry;
struct FunEntry;

using SlotIndex = uint32_t;

/// Every label and continuation, compiled or not, is called like this. Returns null when BEAM code
/// has returned to its caller (x0 holds the value), or the context when everything must leave to
/// the dispatch loop.
using LabelFunction = Context* (*)(Context*, JITState*, const NativeInterface*);

enum class SlotKind : uint8_t {
  kFree,
  kLabel,   ///< `module`, `index`: an entry of the module
  kExport,  ///< `export_entry`: a function without code; loads its module or ends in error_handler
  kBif,     ///< `export_entry`: a BIF called through a slot
  kProcessReturn,  ///< below the first frame of every process: it has returned from its initial
                   ///< function
  kGiveWay,        ///< yield: the process returns when others have had their turn
  kCollect,        ///< garbage_collect with `index` arguments, the frames of its callers gone
  kHibernate,      ///< hibernate/3 likewise
  kUnloadedFun,    ///< `fun_entry`: a local fun whose code is gone
  kBreakpoint,     ///< `export_entry`: an export whose calls are traced
  kTraceReturn,    ///< a traced call returns (trace/call_trace.h)
};

struct Slot {
  SlotKind kind = SlotKind::kFree;
  bool native = false;  ///< the table holds compiled code
  uint32_t index = 0;
  union {
    Module* module = nullptr;
    ExportEntry* export_entry;
    FunEntry* fun_entry;
  };
};

class SlotTable {
 public:
  explicit SlotTable(Platform& platform) : platform_(platform) {}

  /// Reserves `count` consecutive slots, all kFree. Nothing if the table cannot grow.
  std::optional<SlotIndex> reserve(uint32_t count);
  /// Gives back slots; their table entries must hold the entry thunk again.
  void release(SlotIndex first, uint32_t count);

  Slot& operator[](SlotIndex slot) { return slots_[slot - base_]; }
  const Slot& operator[](SlotIndex slot) const { return slots_[slot - base_]; }
  bool contains(SlotIndex slot) const { return slot >= base_ && slot - base_ < slots_.size(); }

  uint32_t reserved() const { return reserved_; }
  uint32_t size() const { return static_cast<uint32_t>(slots_.size()); }

 private:
  Platform& platform_;
  SlotIndex base_ = 0;
  std::vector<Slot> slots_;
  std::map<SlotIndex, uint32_t> free_;  // first slot to count, neighbours merged
  uint32_t reserved_ = 0;
};

}  // namespace linac
