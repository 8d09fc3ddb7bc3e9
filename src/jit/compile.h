// SPDX-License-Identifier: Apache-2.0
//
// Units: from linked modules to one wasm module, and into the table slots reserved for them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "code/module.h"
#include "jit/lowering.h"
#include "jit/wasm/module.h"
#include "vm.h"

namespace linac {

/// An emitted unit. Imports env.memory, env.__indirect_function_table and a global env.slot_base_N
/// for module N; its element segments write each module's label functions to the slots from there
/// on.
wasm::FinishedModule emit_unit(std::span<const Module* const> modules, Linker& linker,
                               const LoweringOptions& options);

/// How to emit code for a VM.
LoweringOptions lowering_options(const Vm::State& state, bool collect_always);

/// Compiles modules of a VM that are loaded together, as few units, and installs them. A module
/// that cannot be emitted or that the engine refuses is left to the interpreter; --stats counts it.
/// Modules that are compiled already stay as they are.
void install_compiled(Vm::State& state, std::span<Module* const> modules);

/// Compiles modules as few units, which the host keeps until install_kept_unit wants them.
void keep_compiled(Vm::State& state, std::span<Module* const> modules);

/// The same for modules that a running program loads. Where dropped units are never freed, only so
/// many are made: afterwards such modules are interpreted.
void install_replacements(Vm::State& state, std::span<Module* const> modules);

/// Takes a module's compiled code out of its slots: who comes to one of them from now on is
/// interpreted, in the same frames. A unit goes with the last of its modules. What runs inside the
/// module's compiled code stays there until it returns or leaves; `install_compiled` compiles the
/// module again.
void uninstall_compiled(Vm::State& state, Module& module);

}  // namespace linac
