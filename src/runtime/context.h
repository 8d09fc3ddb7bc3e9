// SPDX-License-Identifier: Apache-2.0
//
// `Context`: the machine's registers while a process runs. One per VM; a process that is scheduled
// in has its heap and live registers here, a process that leaves takes them along. Compiled code,
// interpreter, runtime and BIFs all work on it. Invariant: compiled code knows offsets of `heap`'s
// top and stack pointer and of `x` (jit/state.h pins them).
#pragma once

#include <cstdint>

#include "memory/process_heap.h"
#include "term/atom.h"
#include "term/term.h"

namespace linac {

class Vm;
struct Process;
struct JITState;
struct NativeInterface;
struct ExportEntry;
struct Location;

/// Why code left to the dispatch loop.
enum class Leave : uint32_t {
  kContinue,  ///< go on at JITState::continuation: an exception found its handler, a BIF trapped
  kYield,     ///< out of reductions: to the end of the run queue; live registers have been saved
  kWait,      ///< no message: until one arrives or the timer fires
  kExit,      ///< the process has ended
  kHalt,      ///< the whole VM stops
};

/// An exception that has been raised but not yet dispatched.
struct PendingException {
  Term exception_class;  ///< atom error, exit or throw
  Term reason;
  /// Arguments to show in place of the arity in the topmost frame, a list; or the non-value.
  Term arguments;
  /// A stack trace given by the program (erlang:raise/3) or caught earlier; or the non-value.
  Term trace;
  /// Function to show as topmost frame: a BIF, or an undefined function; null for the code that
  /// raised.
  const ExportEntry* function = nullptr;
  /// The stack begins with the return address of the call that failed, which is shown beside the
  /// location.
  bool shows_return = false;
  /// Map for `error_info` in the topmost frame if it is not the standard one; or the non-value.
  Term error_info;
};

inline constexpr uint32_t kXRegisters = 1024;
inline constexpr uint32_t kFloatRegisters = 1024;
inline constexpr uint32_t kScratchWords = 512;
inline constexpr uint32_t kMapPlaces = 4096;

/// The bitstring that the bs_put_... instructions fill: positions in bits.
struct BitBuilder {
  uint8_t* bytes = nullptr;
  uint64_t position = 0;
  uint64_t end = 0;
};

struct Context {
  ProcessHeap heap;
  Process* process = nullptr;
  Vm* vm = nullptr;
  JITState* jit_state = nullptr;
  const NativeInterface* native_interface = nullptr;
  Leave leave = Leave::kContinue;
  /// Set by a BIF that ends in a call: the slot to go on at, with the arguments in X registers. It
  /// returns the non-value.
  uint32_t trap = 0;
  uint32_t live = 0;             ///< with kYield and kWait: number of live X registers
  uint32_t reductions_kept = 0;  ///< set aside while the alarm rings
  int32_t leg = 0;               ///< reductions that the leg under way began with
  int32_t given_back = 0;        ///< reductions left when the process gave way before their end
  bool collect_always = false;
  PendingException pending;
  /// The X registers, from a fixed offset on.
  alignas(256) Term x[kXRegisters];
  double f[kFloatRegisters];
  /// Operands of instructions with many, on their way from compiled code to a primitive.
  Term scratch[kScratchWords];
  /// By look-up in compiled code: where in its flat map the key stood the last time, from 1; 0 is
  /// nowhere yet.
  uint8_t map_places[kMapPlaces] = {};
  BitBuilder builder;

  // What BIFs return when they fail. Each records the exception and returns the non-value.
  Term raise(Term exception_class, Term reason);
  Term error(Term reason);
  Term badarg();
  /// With the map for `error_info` that says why: which module's format_error/2 explains `cause`.
  Term badarg(Term cause, Term explainer = atoms::kErlErtsErrors);
  Term badarith();
  Term system_limit();
};

}  // namespace linac
