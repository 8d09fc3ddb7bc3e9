// SPDX-License-Identifier: Apache-2.0
#include "jit/compile.h"

#include "vm_state.h"

namespace linac {

wasm::FinishedModule emit_unit(std::span<const Module* const> modules, Linker& linker,
                               const LoweringOptions& options) {
  wasm::ModuleBuilder builder(modules.empty() ? "" : modules[0]->file.module_name());
  builder.import_memory("env", "memory", 0);
  const wasm::TableIndex table = builder.import_table("env", "__indirect_function_table", 0);
  std::vector<wasm::GlobalIndex> bases;
  for (size_t i = 0; i < modules.size(); ++i) {
    bases.push_back(
        builder.import_global("env", "slot_base_" + std::to_string(i), wasm::ValueType::kI32));
  }
  std::vector<std::unique_ptr<Lowering>> lowerings;
  for (const Module* module : modules) {
    lowerings.push_back(std::make_unique<Lowering>(builder, *module, linker, options));
    lowerings.back()->declare();
  }
  for (size_t i = 0; i < modules.size(); ++i) {
    lowerings[i]->emit();
    builder.add_elements(table, wasm::ConstantExpression::global(bases[i]),
                         lowerings[i]->functions());
  }
  return builder.finish();
}

LoweringOptions lowering_options(const Vm::State& state, bool collect_always) {
  return {state.send, &state.jit_state, &native_interface(), collect_always};
}

namespace {

/// Instructions of a unit, about: its code stays well under the 8 MiB that browsers compile on
/// their main thread at once.
constexpr size_t kUnitInstructions = 80'000;

/// What dumps and messages call a unit.
std::string unit_name(std::span<Module* const> modules) {
  std::string name = modules[0]->file.module_name();
  if (modules.size() > 1) name += "+" + std::to_string(modules.size() - 1);
  return name;
}

/// What becomes of an emitted unit.
enum class Use { kInstall, kKeep };

/// Compiles modules as one unit. False, with nothing changed, if it cannot be.
bool compile_unit(Vm::State& state, std::span<Module* const> modules, Use use, std::string& error) {
  VmStats& stats = state.stats;
  ImmediateLinker linker;
  const LoweringOptions options = lowering_options(state, state.options.collect_always);
  const int64_t start = state.platform.monotonic_time();
  const wasm::FinishedModule unit = emit_unit(modules, linker, options);
  const int64_t emitted = state.platform.monotonic_time();
  stats.emit_nanoseconds += emitted - start;

  error = unit.error();
  std::optional<uint32_t> handle;
  if (unit.ok()) {
    if (state.options.on_unit) state.options.on_unit(unit_name(modules), unit.bytes());
    if (state.platform.has_jit()) {
      std::vector<uint32_t> bases;
      for (const Module* module : modules) bases.push_back(module->slot_base);
      handle = use == Use::kInstall ? state.platform.install_unit(unit.bytes(), bases, error)
                                    : state.platform.keep_unit(unit.bytes(), bases);
    }
  }
  stats.install_nanoseconds += state.platform.monotonic_time() - emitted;
  if (!handle) return false;
  if (use == Use::kKeep) state.ready.kept_units.insert(*handle);
  stats.wasm_bytes += unit.bytes().size();
  for (Module* module : modules) {
    module->unit = *handle;
    module->native = true;
    stats.labels_compiled += module->entries.size();
    for (uint32_t i = 0; i < module->entries.size(); ++i) {
      state.slots[module->slot_base + i].native = true;
    }
  }
  state.units[*handle] = static_cast<uint32_t>(modules.size());
  return true;
}

void compile(Vm::State& state, std::span<Module* const> modules, Use use) {
  while (!modules.empty()) {
    size_t count = 0;
    size_t instructions = 0;
    do {
      instructions += modules[count++]->file.code.instructions.size();
    } while (count < modules.size() &&
             instructions + modules[count]->file.code.instructions.size() <= kUnitInstructions);
    std::string error;
    if (!compile_unit(state, modules.first(count), use, error)) {
      // Whose fault it is shows when each is a unit of its own.
      if (count > 1) {
        for (size_t i = 0; i < count; ++i) compile(state, modules.subspan(i, 1), use);
      } else {
        state.stats.units_refused++;
        state.stats.labels_interpreted += modules[0]->entries.size();
        state.stats.last_refusal = modules[0]->file.module_name() + ": " + error;
      }
    }
    modules = modules.subspan(count);
  }
}

}  // namespace

void uninstall_compiled(Vm::State& state, Module& module) {
  if (!module.native) return;
  // A unit that came later would write into slots that are others' by then.
  install_kept_unit(state, module.unit);
  if (!module.native) return;
  const auto count = static_cast<uint32_t>(module.entries.size());
  state.platform.reset_slots(module.slot_base, count);
  for (uint32_t i = 0; i < count; ++i) state.slots[module.slot_base + i].native = false;
  module.native = false;
  const auto unit = state.units.find(module.unit);
  if (--unit->second > 0) return;
  state.platform.drop_unit(module.unit);
  state.versions.units_dropped++;
  state.units.erase(unit);
}

void install_replacements(Vm::State& state, std::span<Module* const> modules) {
  constexpr uint32_t kMostUnitsDropped = 64;
  const bool affordable =
      state.platform.frees_units() || state.versions.units_dropped < kMostUnitsDropped;
  if (state.options.jit && affordable) return install_compiled(state, modules);
  for (const Module* module : modules) {
    if (!module->native) state.stats.labels_interpreted += module->entries.size();
  }
}

void install_compiled(Vm::State& state, std::span<Module* const> modules) {
  std::vector<Module*> left;
  for (Module* const module : modules) {
    if (!module->native) left.push_back(module);
  }
  compile(state, left, Use::kInstall);
}

void keep_compiled(Vm::State& state, std::span<Module* const> modules) {
  compile(state, modules, Use::kKeep);
}

}  // namespace linac
