// SPDX-License-Identifier: Apache-2.0
#include "on_load.h"

#include <utility>

#include "bifs/bif.h"
#include "code/linker.h"
#include "process/crash_report.h"
#include "process/spawn.h"
#include "term/atom.h"
#include "term/print.h"
#include "vm_state.h"

namespace linac {

uint32_t on_load_label(const Module& module) {
  const beam::Code& code = module.file.code;
  for (uint32_t i = 0; i < code.instructions.size(); ++i) {
    if (code.instructions[i].opcode != beam::Opcode::kOnLoad) continue;
    if (has_native_library(module.file.module_name())) return 0;
    return module.facts.functions[module.facts.function_of[i]].entry;
  }
  return 0;
}

void publish_module(Vm::State& state, std::unique_ptr<Module> module) {
  const uint32_t label = on_load_label(*module);
  if (label == 0) {
    make_current(state, std::move(module));
    return;
  }
  const beam::Facts::Function& function =
      module->facts.functions[static_cast<size_t>(module->function_of_label[label])];
  SpawnRequest request;
  request.module = module->name;
  request.function = module->atoms[function.name];
  request.arguments = Term::nil();
  request.at = module->slot_of_label(label);
  const Process* process = spawn_process(state.context, request);
  // Without memory for the process the function has not run, so the module does not come.
  if (process == nullptr) {
    discard_module(state, std::move(module));
    return;
  }
  PendingModule& pending = state.pending_modules[module->name.atom_index()];
  std::unique_ptr<Module> before = std::move(pending.module);
  pending = {std::move(module), process->number, false};
  if (before != nullptr) discard_module(state, std::move(before));
}

void await_on_load(Vm::State& state, std::unique_ptr<Module> module) {
  PendingModule& pending = state.pending_modules[module->name.atom_index()];
  std::unique_ptr<Module> before = std::move(pending.module);
  pending = {std::move(module), 0, true};
  if (before != nullptr) discard_module(state, std::move(before));
}

SlotIndex begin_on_load(Context& context, Term name) {
  Vm::State& state = context.vm->state();
  const auto found = state.pending_modules.find(name.atom_index());
  if (found == state.pending_modules.end() || !found->second.is_served) return 0;
  found->second.process = context.process->number;
  const Module& module = *found->second.module;
  return module.slot_of_label(on_load_label(module));
}

bool end_on_load(Vm::State& state, Term name, bool keep) {
  const auto found = state.pending_modules.find(name.atom_index());
  if (found == state.pending_modules.end() || !found->second.is_served) return false;
  std::unique_ptr<Module> module = std::move(found->second.module);
  state.pending_modules.erase(found);
  if (keep) {
    make_current(state, std::move(module));
  } else {
    discard_module(state, std::move(module));
  }
  return true;
}

bool awaits_on_load(const Context& context, Term module) {
  const Vm::State& state = context.vm->state();
  auto found = state.pending_modules.find(module.atom_index());
  // The function itself would wait for ever.
  return found != state.pending_modules.end() && found->second.process != context.process->number;
}

void finish_on_load(Vm::State& state, const Process& process, Term result) {
  for (auto pending = state.pending_modules.begin(); pending != state.pending_modules.end();
       ++pending) {
    if (pending->second.process != process.number || pending->second.is_served) continue;
    std::unique_ptr<Module> module = std::move(pending->second.module);
    state.pending_modules.erase(pending);
    if (result == atoms::kOk) {
      make_current(state, std::move(module));
      return;
    }
    if (result) {
      state.platform.write(2, report_header(state.platform.system_time(), "WARNING") +
                                  "\nThe on_load function for module " +
                                  module->file.module_name() + " returned:\n" + print(result) +
                                  "\n");
    }
    discard_module(state, std::move(module));
    return;
  }
}

}  // namespace linac
