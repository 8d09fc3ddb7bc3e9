// SPDX-License-Identifier: Apache-2.0
//
// Modules with an -on_load function: the code is there, but nobody can call it before the function,
// run in a process of its own, has returned ok. Until then the version before stays what it was,
// and calls of functions that are not there yet wait. Source: the Erlang reference manual, "Code
// Loading".
#pragma once

#include <cstdint>
#include <memory>

#include "code/module.h"
#include "runtime/context.h"
#include "vm.h"

namespace linac {

/// A module that waits for its -on_load function.
struct PendingModule {
  std::unique_ptr<Module> module;
  uint64_t process = 0;  ///< the one that runs the function; 0: not yet
  /// A code server has it run, and says what came of it with `end_on_load`.
  bool is_served = false;
};

/// Label of the module's -on_load function; 0 if it has none, or if that would only load a native
/// library whose functions are BIFs here.
uint32_t on_load_label(const Module& module);

/// Makes a linked module the current one of its name; with an -on_load function, once that has
/// returned ok.
void publish_module(Vm::State& state, std::unique_ptr<Module> module);

/// Lets an entered module wait until a code server has had its -on_load function run.
void await_on_load(Vm::State& state, std::unique_ptr<Module> module);

/// The running process is going to call the -on_load function of such a module. Returns its slot; 0
/// if no such module waits.
SlotIndex begin_on_load(Context& context, Term name);

/// A code server says whether the module is to become the current one. False if none waits.
bool end_on_load(Vm::State& state, Term name, bool keep);

/// Whether a call of a module's functions has to wait for its -on_load function.
bool awaits_on_load(const Context& context, Term module);

/// A process has ended: if it ran an -on_load function, that has succeeded or not. `result` is what
/// it returned, or the non-value.
void finish_on_load(Vm::State& state, const Process& process, Term result);

}  // namespace linac
