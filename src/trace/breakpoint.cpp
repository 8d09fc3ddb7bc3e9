// SPDX-License-Identifier: Apache-2.0
#include "trace/breakpoint.h"

#include <vector>

#include "interpreter/code.h"
#include "jit/compile.h"
#include "vm_state.h"

namespace linac {

namespace {

/// A function that a breakpoint may be set at.
struct Function {
  Term module, name;
  uint32_t arity;
  ExportEntry* exported;  ///< may be null
  Module* code;           ///< null: a BIF
  uint32_t label;
};

bool matches(const FunctionPattern& which, Term module, Term name, uint32_t arity) {
  return (!which.module || which.module == module) && (!which.function || which.function == name) &&
         (!which.arity || *which.arity == arity);
}

Function of_export(Vm::State& state, ExportEntry& entry) {
  Function function{entry.module, entry.function, entry.arity, &entry, nullptr, 0};
  if (entry.bif != nullptr) return function;
  SlotIndex slot = entry.slot;
  if (state.slots[slot].kind == SlotKind::kBreakpoint) {
    slot = state.trace.find(entry.module, entry.function, entry.arity)->called_slot;
  }
  if (state.slots[slot].kind == SlotKind::kLabel) {
    function.code = state.slots[slot].module;
    function.label = state.slots[slot].index;
  }
  return function;
}

std::vector<Function> exported_functions(Vm::State& state, const FunctionPattern& which) {
  std::vector<Function> functions;
  for (const auto& entry : state.exports.entries()) {
    if (!state.exports.has_code(*entry)) continue;
    if (!matches(which, entry->module, entry->function, entry->arity)) continue;
    functions.push_back(of_export(state, *entry));
  }
  return functions;
}

/// All functions of loaded modules, exported or not, and all BIFs.
std::vector<Function> all_functions(Vm::State& state, const FunctionPattern& which) {
  std::vector<Function> functions;
  for (Function& function : exported_functions(state, which)) {
    if (function.code == nullptr) functions.push_back(function);
  }
  for (const auto& [index, module] : state.modules) {
    if (which.module && which.module != module->name) continue;
    for (const beam::Facts::Function& each : module->facts.functions) {
      const Term name = module->atoms[each.name];
      if (!matches(which, module->name, name, each.arity)) continue;
      ExportEntry* exported = state.exports.find(module->name, name, each.arity);
      if (exported != nullptr && exported->bif != nullptr) continue;  // a stand-in
      functions.push_back({module->name, name, each.arity, exported, module.get(), each.entry});
    }
  }
  return functions;
}

uint32_t& entry_word(Module& module, uint32_t label) {
  if (module.interpreter_code == nullptr) make_interpreter_code(module);
  return module.interpreter_code->words[module.interpreter_code->entries[label]];
}

void set_entry(Module& module, uint32_t label, InternalOpcode opcode) {
  entry_word(module, label) = static_cast<uint32_t>(opcode);
}

/// Makes code meet the breakpoint's local parts, or no longer.
void install_local(Vm::State& state, Breakpoint& breakpoint) {
  if (breakpoint.code == nullptr) return;
  Module& module = *breakpoint.code;
  const SlotIndex slot = module.slot_of_label(breakpoint.label);
  if (!state.trace.by_slot.emplace(slot, &breakpoint).second) return;
  if (state.trace.interpreted[&module]++ == 0) uninstall_compiled(state, module);
  set_entry(module, breakpoint.label, InternalOpcode::kTracedEntry);
}

void uninstall_local(Vm::State& state, Breakpoint& breakpoint) {
  if (breakpoint.code == nullptr) return;
  Module& module = *breakpoint.code;
  if (state.trace.by_slot.erase(module.slot_of_label(breakpoint.label)) == 0) return;
  set_entry(module, breakpoint.label, InternalOpcode::kEntry);
  if (--state.trace.interpreted[&module] > 0) return;
  state.trace.interpreted.erase(&module);
  if (!state.options.jit) return;
  Module* const modules[] = {&module};
  install_replacements(state, modules);
}

void install_global(Vm::State& state, Breakpoint& breakpoint) {
  if (breakpoint.code == nullptr || breakpoint.global_slot != 0) return;
  SlotIndex& slot = state.trace.export_slots[breakpoint.exported];
  if (slot == 0) slot = state.slots.reserve(1).value_or(0);
  if (slot == 0) return;
  breakpoint.global_slot = slot;
  breakpoint.called_slot = breakpoint.exported->slot;
  state.slots[slot].kind = SlotKind::kBreakpoint;
  state.slots[slot].export_entry = breakpoint.exported;
  state.trace.by_slot[slot] = &breakpoint;
  state.exports.set_slot(*breakpoint.exported, slot);
}

void uninstall_global(Vm::State& state, Breakpoint& breakpoint) {
  if (breakpoint.global_slot == 0) return;
  ExportEntry& exported = *breakpoint.exported;
  if (exported.slot == breakpoint.global_slot) {
    state.exports.set_slot(exported, breakpoint.called_slot);
  }
  state.trace.by_slot.erase(breakpoint.global_slot);
  // Who is on the way to it still comes through: it is the export's stand-in from now on.
  state.slots[breakpoint.global_slot].kind = SlotKind::kExport;
  breakpoint.global_slot = 0;
}

Breakpoint& breakpoint_of(Vm::State& state, const Function& function) {
  std::unique_ptr<Breakpoint>& place =
      state.trace.breakpoints[TraceState::key_of(function.module, function.name, function.arity)];
  if (place == nullptr) {
    place = std::make_unique<Breakpoint>();
    place->module = function.module;
    place->function = function.name;
    place->arity = function.arity;
    place->exported = function.exported;
    place->code = function.code;
    place->label = function.label;
  }
  return *place;
}

void clear_local_parts(Breakpoint& breakpoint) {
  if (breakpoint.calls == Breakpoint::Calls::kLocal) breakpoint.calls = Breakpoint::Calls::kNone;
  breakpoint.is_meta = breakpoint.counts = breakpoint.times = false;
  breakpoint.time_by_process.clear();
}

using Switch = PatternRequest::Switch;

void change_count(Breakpoint& breakpoint, Switch on) {
  if (on == Switch::kOff) {
    breakpoint.counts = false;
  } else if (on == Switch::kPause) {
    breakpoint.count_is_active = false;
  } else if (breakpoint.counts || on == Switch::kOn) {
    breakpoint.counts = breakpoint.count_is_active = true;
    breakpoint.count = 0;
  }
}

void change_time(Breakpoint& breakpoint, Switch on) {
  if (on == Switch::kOff) {
    breakpoint.times = false;
    breakpoint.time_by_process.clear();
  } else if (on == Switch::kPause) {
    breakpoint.time_is_active = false;
  } else if (breakpoint.times || on == Switch::kOn) {
    breakpoint.times = breakpoint.time_is_active = true;
    breakpoint.time_by_process.clear();
  }
}

void change(Breakpoint& breakpoint, const PatternRequest& request) {
  const bool on = request.on != Switch::kOff;
  if (!request.is_breakpoint()) {
    // Global call tracing: takes the place of whatever else there was.
    if (on) clear_local_parts(breakpoint);
    breakpoint.calls = on                                               ? Breakpoint::Calls::kGlobal
                       : breakpoint.calls == Breakpoint::Calls::kGlobal ? Breakpoint::Calls::kNone
                                                                        : breakpoint.calls;
    if (on) breakpoint.pattern = request.pattern;
    return;
  }
  if (on && breakpoint.calls == Breakpoint::Calls::kGlobal) {
    breakpoint.calls = Breakpoint::Calls::kNone;
  }
  if (request.local && on) {
    breakpoint.calls = Breakpoint::Calls::kLocal;
    breakpoint.pattern = request.pattern;
  } else if (request.local && breakpoint.calls == Breakpoint::Calls::kLocal) {
    breakpoint.calls = Breakpoint::Calls::kNone;
  }
  if (request.meta) {
    breakpoint.is_meta = on;
    breakpoint.meta_tracer = request.meta_tracer;
    breakpoint.meta_pattern = request.pattern;
  }
  if (request.call_count) change_count(breakpoint, request.on);
  if (request.call_time) change_time(breakpoint, request.on);
}

void install(Vm::State& state, Breakpoint& breakpoint) {
  if (breakpoint.exported != nullptr && breakpoint.code == nullptr) {
    breakpoint.exported->breakpoint = breakpoint.is_idle() ? nullptr : &breakpoint;
  }
  if (breakpoint.calls == Breakpoint::Calls::kGlobal) {
    install_global(state, breakpoint);
  } else {
    uninstall_global(state, breakpoint);
  }
  if (breakpoint.has_local_parts()) {
    install_local(state, breakpoint);
  } else {
    uninstall_local(state, breakpoint);
  }
  if (!breakpoint.is_idle()) return;
  std::erase_if(state.trace.running_calls,
                [&](const auto& entry) { return entry.second.breakpoint == &breakpoint; });
  state.trace.breakpoints.erase(
      TraceState::key_of(breakpoint.module, breakpoint.function, breakpoint.arity));
}

/// Global tracing of functions ends what there is of local tracing, of those that are not exported,
/// too.
void clear_local_functions(Vm::State& state, const FunctionPattern& which) {
  for (const Function& function : all_functions(state, which)) {
    if (function.exported != nullptr) continue;
    Breakpoint* const breakpoint = state.trace.find(function.module, function.name, function.arity);
    if (breakpoint == nullptr) continue;
    clear_local_parts(*breakpoint);
    install(state, *breakpoint);
  }
}

}  // namespace

uint32_t set_trace_pattern(Vm::State& state, const FunctionPattern& which,
                           const PatternRequest& request) {
  const std::vector<Function> functions =
      request.is_breakpoint() ? all_functions(state, which) : exported_functions(state, which);
  const bool sets = request.on == Switch::kOn;
  if (sets && !request.is_breakpoint()) clear_local_functions(state, which);
  for (const Function& function : functions) {
    if (!sets && state.trace.find(function.module, function.name, function.arity) == nullptr) {
      continue;
    }
    Breakpoint& breakpoint = breakpoint_of(state, function);
    change(breakpoint, request);
    install(state, breakpoint);
  }
  return static_cast<uint32_t>(functions.size());
}

void set_on_load_pattern(Vm::State& state, const PatternRequest& request) {
  change(state.trace.on_load, request);
}

void trace_loaded_module(Vm::State& state, const Module& module) {
  const Breakpoint& wanted = state.trace.on_load;
  if (wanted.is_idle()) return;
  FunctionPattern all;
  all.module = module.name;
  PatternRequest request;
  if (wanted.calls != Breakpoint::Calls::kNone) {
    request.local = wanted.calls == Breakpoint::Calls::kLocal;
    request.pattern = wanted.pattern;
    set_trace_pattern(state, all, request);
  }
  if (wanted.is_meta) {
    request = {};
    request.meta = true;
    request.meta_tracer = wanted.meta_tracer;
    request.pattern = wanted.meta_pattern;
    set_trace_pattern(state, all, request);
  }
  if (!wanted.counts && !wanted.times) return;
  request = {};
  request.call_count = wanted.counts;
  request.call_time = wanted.times;
  set_trace_pattern(state, all, request);
}

void forget_breakpoints(Vm::State& state, const Module& module) {
  std::vector<Breakpoint*> gone;
  for (const auto& [key, breakpoint] : state.trace.breakpoints) {
    if (breakpoint->code == &module) gone.push_back(breakpoint.get());
  }
  for (Breakpoint* breakpoint : gone) {
    clear_local_parts(*breakpoint);
    breakpoint->calls = Breakpoint::Calls::kNone;
    state.trace.by_slot.erase(module.slot_of_label(breakpoint->label));
    breakpoint->code = nullptr;
    install(state, *breakpoint);
  }
  state.trace.interpreted.erase(&module);
}

}  // namespace linac
