// SPDX-License-Identifier: Apache-2.0
//
// Setting and clearing breakpoints. A global one takes the place of an export's slot, so calls by
// way of the export meet it. A local one is a changed instruction at the function's entry; only
// interpreted code has that, so while a module has local breakpoints its compiled code is out of
// its slots, and it comes back when the last one is cleared. BIFs look for breakpoints when they
// are called. Invariant: code that runs compiled when a breakpoint is set must leave to the
// dispatch loop before it makes another call.
#pragma once

#include <cstdint>
#include <optional>

#include "trace/trace_state.h"
#include "vm.h"

namespace linac {

/// What erlang:trace_pattern/3 asks for.
struct PatternRequest {
  enum class Switch : uint8_t { kOff, kOn, kRestart, kPause };
  Switch on = Switch::kOn;
  bool local = false, meta = false, call_count = false, call_time = false;
  SharedTracePattern pattern;  ///< null: none
  Term meta_tracer;
  bool is_past_limit = false;  ///< the pattern could not be compiled for that
  bool is_breakpoint() const { return local || meta || call_count || call_time; }
};

/// The functions meant: the non-value and nothing stand for all.
struct FunctionPattern {
  Term module, function;
  std::optional<uint32_t> arity;
};

/// Sets or clears breakpoints; returns how many functions were meant.
uint32_t set_trace_pattern(Vm::State& state, const FunctionPattern& which,
                           const PatternRequest& request);

/// The same for all modules that are loaded from now on.
void set_on_load_pattern(Vm::State& state, const PatternRequest& request);

/// A module has been loaded, and nobody has called it yet.
void trace_loaded_module(Vm::State& state, const Module& module);

/// The module's code goes: its breakpoints are forgotten.
void forget_breakpoints(Vm::State& state, const Module& module);

}  // namespace linac
