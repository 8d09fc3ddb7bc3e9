// SPDX-License-Identifier: Apache-2.0
//
// Versions of modules. A name has at most one current version, which calls of its exports reach,
// and one old version, which only runs on where it was when it was replaced. Purging takes the old
// one away: processes that execute it are killed, its funs raise badfun. What it consists of is
// freed between the turns of processes, when nobody holds a term in a register of the machine:
// literals that a process still refers to are copied to its heap before. Source: the Erlang
// reference manual, "Compilation and Code Loading", and the manual pages of `erlang` and `code`.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "code/module.h"
#include "runtime/context.h"
#include "vm.h"

namespace linac {

/// The modules that are no current ones.
struct ModuleVersions {
  std::unordered_map<uint32_t, std::unique_ptr<Module>> old;  ///< by atom index of the name
  std::vector<std::unique_ptr<Module>> purged;                ///< to be freed between two turns
  std::vector<std::unique_ptr<Module>> kept;  ///< without slots for their funs: never freed
  std::unordered_map<uint32_t, Module*> by_id;
  std::unordered_set<uint32_t> known;  ///< atom indices of all names there ever was a module of
  uint32_t last_id = 0;
  uint32_t units_dropped = 0;
};

/// Null if there is no old version of that name.
Module* old_module(const Vm::State& state, Term name);

/// Enters a newly linked module into the tables of the VM: it may run from now on, though nobody
/// can call it yet.
void enter_module(Vm::State& state, Module& module);

/// Makes an entered module the current one of its name. The one before becomes old; one that was
/// old already is purged.
void make_current(Vm::State& state, std::unique_ptr<Module> module);

/// The current version becomes old and is not followed by another. False if there is none.
/// Precondition: there is no old version.
bool delete_module(Vm::State& state, Term name);

/// Whether a process executes a version: it is in it, or will return to it.
bool executes(Context& context, const Process& process, const Module& module);

/// What a purge has done.
struct Purge {
  bool was_old;    ///< there was an old version
  bool killed;     ///< a process had to be killed, perhaps the running one, which then must leave
  bool is_purged;  ///< it is gone
};
/// Purges the old version of a module; with `soft` only if no process executes it.
Purge purge_module(Context& context, Term name, bool soft);

/// Purges a version that is in none of the tables.
void discard_module(Vm::State& state, std::unique_ptr<Module> module);

/// Frees modules that have been purged, and erased persistent terms. No process runs.
void free_purged(Context& context);

/// Gives back a module that was linked and never entered.
void forget_linked(Vm::State& state, Module& module);

}  // namespace linac
