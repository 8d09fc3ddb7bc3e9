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

void install_compiled(Vm::State& state, Module& module) {
  VmStats& stats = state.stats;
  ImmediateLinker linker;
  const LoweringOptions options = lowering_options(state, state.options.collect_always);
  const int64_t start = state.platform.monotonic_time();
  const Module* const modules[] = {&module};
  const wasm::FinishedModule unit = emit_unit(modules, linker, options);
  const int64_t emitted = state.platform.monotonic_time();
  stats.emit_nanoseconds += emitted - start;

  std::string error = unit.error();
  std::optional<uint32_t> handle;
  if (unit.ok()) {
    if (state.options.on_unit) state.options.on_unit(module.file.module_name(), unit.bytes());
    if (state.platform.has_jit()) {
      const uint32_t bases[] = {module.slot_base};
      handle = state.platform.install_unit(unit.bytes(), bases, error);
    }
  }
  stats.install_nanoseconds += state.platform.monotonic_time() - emitted;
  if (!handle) {
    stats.units_refused++;
    stats.labels_interpreted += module.entries.size();
    stats.last_refusal = module.file.module_name() + ": " + error;
    return;
  }
  module.unit = *handle;
  module.native = true;
  stats.labels_compiled += module.entries.size();
  stats.wasm_bytes += unit.bytes().size();
  for (uint32_t i = 0; i < module.entries.size(); ++i) {
    state.slots[module.slot_base + i].native = true;
  }
}

}  // namespace linac
