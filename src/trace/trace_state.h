// SPDX-License-Identifier: Apache-2.0
//
// What is traced: breakpoints of functions, patterns of messages, and what new processes begin
// with. One per VM, held by Vm::State; which flags a process has, and its tracer, are in Process.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "code/export.h"
#include "code/module.h"
#include "runtime/match_spec.h"
#include "trace/system_monitor.h"
#include "trace/trace_flags.h"

namespace linac {

/// A match specification in use, with its source for trace_info.
struct TracePattern {
  BlockHeap area;
  Term source;
  std::unique_ptr<MatchSpec> spec;  ///< null: everything matches
};
using SharedTracePattern = std::shared_ptr<const TracePattern>;

struct CallTime {
  uint64_t calls = 0;
  int64_t nanoseconds = 0;
};

/// What happens when a function is called. Invariant: none is without purpose: `is_idle` ones are
/// deleted.
struct Breakpoint {
  enum class Calls : uint8_t { kNone, kLocal, kGlobal };

  Term module, function;
  uint32_t arity = 0;
  ExportEntry* exported = nullptr;  ///< if it is
  Module* code = nullptr;           ///< null: a BIF
  uint32_t label = 0;               ///< entry label in `code`
  SlotIndex global_slot = 0;        ///< stands for the export while that is traced
  SlotIndex called_slot = 0;        ///< what the export called before

  Calls calls = Calls::kNone;
  SharedTracePattern pattern;

  bool is_meta = false;
  Term meta_tracer;
  SharedTracePattern meta_pattern;

  bool counts = false, count_is_active = false;
  uint64_t count = 0;

  bool times = false, time_is_active = false;
  std::map<uint64_t, CallTime> time_by_process;

  bool has_local_parts() const { return calls == Calls::kLocal || is_meta || counts || times; }
  bool is_idle() const { return calls == Calls::kNone && !is_meta && !counts && !times; }
};

/// A pattern for messages sent or received.
struct MessagePattern {
  bool on = true;
  SharedTracePattern pattern;
};

/// The function that a process's time is charged to.
struct RunningCall {
  Breakpoint* breakpoint = nullptr;
  int64_t since = 0;
};

struct TraceState {
  /// By module and function (atom indices) and arity.
  using Key = std::pair<uint64_t, uint32_t>;
  std::map<Key, std::unique_ptr<Breakpoint>> breakpoints;
  std::unordered_map<SlotIndex, Breakpoint*> by_slot;  ///< of labels and of traced exports
  std::unordered_map<const ExportEntry*, SlotIndex> export_slots;  ///< once traced, kept for ever
  std::unordered_map<const Module*, uint32_t> interpreted;         ///< local breakpoints by module
  std::unordered_map<uint64_t, RunningCall> running_calls;         ///< by process, for call_time
  bool has_frames = false;    ///< there have been frames of traced calls on some stack
  SlotIndex return_slot = 0;  ///< frames of traced calls return to it (call_trace.h)

  MessagePattern sends, receives;
  Breakpoint on_load;  ///< what functions of modules get that are loaded from now on
  TraceFlags new_process_flags = 0;
  Term new_process_tracer;
  uint32_t control_word = 0;
  SystemMonitor monitor;
  SystemProfile profile;

  static Key key_of(Term module, Term function, uint32_t arity) {
    return {(static_cast<uint64_t>(module.atom_index()) << 32) | function.atom_index(), arity};
  }
  Breakpoint* find(Term module, Term function, uint32_t arity) const {
    const auto found = breakpoints.find(key_of(module, function, arity));
    return found == breakpoints.end() ? nullptr : found->second.get();
  }
};

}  // namespace linac
