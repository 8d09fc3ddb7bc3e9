// SPDX-License-Identifier: Apache-2.0
#include "ready_modules.h"

#include <cstring>

#include "code/linker.h"
#include "jit/compile.h"
#include "module_versions.h"
#include "vm_state.h"

namespace linac {

uint64_t content_key(std::span<const uint8_t> bytes) {
  // FNV-1a over words of eight bytes, with a final mix.
  constexpr uint64_t kPrime = 0x100000001b3;
  uint64_t hash = 0xcbf29ce484222325 ^ bytes.size();
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    hash = (hash ^ word) * kPrime;
    hash ^= hash >> 29;
  }
  for (; at < bytes.size(); ++at) hash = (hash ^ bytes[at]) * kPrime;
  return hash ^ hash >> 32;
}

bool make_ready(Vm::State& state, std::span<const BeamFile> files, std::string& error) {
  std::vector<std::unique_ptr<Module>> linked;
  std::vector<Module*> modules;
  for (const BeamFile& file : files) {
    linked.push_back(
        link_module(file.bytes, file.path, state.exports, state.slots, state.funs, error));
    if (linked.back() == nullptr) {
      for (Module* module : modules) forget_linked(state, *module);
      return false;
    }
    modules.push_back(linked.back().get());
  }
  if (state.options.jit) keep_compiled(state, modules);
  for (size_t i = 0; i < files.size(); ++i) {
    state.ready.by_content[content_key(files[i].bytes)] = std::move(linked[i]);
  }
  return true;
}

std::unique_ptr<Module> obtain_module(Vm::State& state, std::span<const uint8_t> bytes,
                                      std::string_view path, std::string& error) {
  if (!state.ready.by_content.empty()) {
    const auto ready = state.ready.by_content.find(content_key(bytes));
    if (ready != state.ready.by_content.end()) {
      std::unique_ptr<Module> module = std::move(ready->second);
      state.ready.by_content.erase(ready);
      module->path = std::string(path);
      return module;
    }
  }
  return link_module(bytes, path, state.exports, state.slots, state.funs, error);
}

bool install_kept_unit(Vm::State& state, uint32_t unit) {
  if (state.ready.kept_units.erase(unit) == 0) return false;
  const int64_t start = state.platform.monotonic_time();
  std::string error;
  const bool installed = state.platform.install_kept_unit(unit, error);
  state.stats.install_nanoseconds += state.platform.monotonic_time() - start;
  if (installed) return true;
  state.stats.units_refused++;
  state.stats.last_refusal = error;
  const auto leave_to_interpreter = [unit, &state](Module& module) {
    if (!module.native || module.unit != unit) return;
    module.native = false;
    for (uint32_t i = 0; i < module.entries.size(); ++i) {
      state.slots[module.slot_base + i].native = false;
    }
  };
  for (const auto& [id, module] : state.versions.by_id) leave_to_interpreter(*module);
  for (const auto& [key, module] : state.ready.by_content) leave_to_interpreter(*module);
  return false;
}

}  // namespace linac
