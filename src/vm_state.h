// SPDX-License-Identifier: Apache-2.0
//
// What a `Vm` consists of, for the VM's own rooms: runtime and BIFs reach everything through
// `context.vm->state()`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "bifs/state.h"
#include "code/export.h"
#include "code/module.h"
#include "code/slot_table.h"
#include "ets/tables.h"
#include "jit/state.h"
#include "module_versions.h"
#include "on_load.h"
#include "ports/ports.h"
#include "process/message_timer.h"
#include "process/open_files.h"
#include "process/scheduler.h"
#include "ready_modules.h"
#include "runtime/context.h"
#include "trace/trace_state.h"
#include "vm.h"

namespace linac {

/// Counts for --stats.
struct VmStats {
  uint64_t modules_loaded = 0;
  uint64_t beam_bytes = 0;
  uint64_t labels_compiled = 0;
  uint64_t labels_interpreted = 0;
  uint64_t wasm_bytes = 0;
  int64_t link_nanoseconds = 0;     ///< decoding, verifying and linking
  int64_t emit_nanoseconds = 0;     ///< producing wasm
  int64_t install_nanoseconds = 0;  ///< WebAssembly.Module and Instance
  uint64_t units_refused = 0;
  std::string last_refusal;  ///< module and reason
  CollectionStats collections;
};

struct Vm::State {
  State(Platform& host, VmOptions vm_options)
      : platform(host), options(std::move(vm_options)), slots(host), exports(slots), funs(slots) {}

  Platform& platform;
  VmOptions options;
  OpenFiles open_files;  ///< first: any term may refer to an open file
  SlotTable slots;
  ExportTable exports;
  FunTable funs;
  std::unordered_map<uint32_t, std::unique_ptr<Module>> modules;  // by atom index of the name
  ReadyModules ready;       ///< modules that are in none of these yet
  ModuleVersions versions;  ///< modules that are no current ones
  Tables tables;  // before the scheduler: processes refer to tables when they are destroyed
  Scheduler scheduler;
  MessageTimers message_timers;
  Ports ports;
  Context context;
  JITState jit_state;
  VmStats stats;
  /// Directories that modules are looked for in, once a program has asked; until then the host
  /// decides.
  std::optional<std::vector<std::string>> code_path;
  BifState bifs;
  TraceState trace;

  std::unordered_map<uint32_t, uint32_t> units;  ///< modules that each installed unit is still of
  std::unordered_map<uint32_t, PendingModule> pending_modules;  // by atom index of the name
  SlotIndex process_return_slot = 0;
  SlotIndex collect_slots[3] = {};  ///< by the number of garbage_collect's arguments
  SlotIndex hibernate_slot = 0;
  SlotIndex give_way_slot = 0;
  HeapOptions heap_defaults;    ///< of new processes
  ExportEntry* send = nullptr;  ///< erlang:send/2, what the instruction `send` calls
  ExportEntry* apply[2] = {};   ///< erlang:apply/2 and /3, which call sites do not call but become
  std::vector<std::string> program_arguments;
  std::vector<Term> preloaded;             ///< modules that were there when OTP was started
  std::vector<uint64_t> system_processes;  ///< that the VM has started for itself
  uint64_t main_process = 0;
  bool main_prints_value = false;  ///< the main function is start/0: print what it returns
  bool finished = false;
  int exit_status = 0;

  Module* find_module(Term name) const {
    auto found = modules.find(name.atom_index());
    return found == modules.end() ? nullptr : found->second.get();
  }
  /// Any version that has not been freed; null if there is none.
  Module* find_module_by_id(uint32_t id) const {
    auto found = versions.by_id.find(id);
    return found == versions.by_id.end() ? nullptr : found->second;
  }
};

}  // namespace linac
