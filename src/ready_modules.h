// SPDX-License-Identifier: Apache-2.0
//
// Modules that are linked and compiled ahead of their loading. An image of a VM (docs/boot.md)
// holds them: who then loads a file with the same bytes gets the module at once. Their units are
// kept by the host until somebody calls one of their modules. Invariant: a module that nobody has
// loaded is in no other table of the VM, but its slots and fun entries are reserved.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "code/module.h"
#include "vm.h"

namespace linac {

struct ReadyModules {
  std::unordered_map<uint64_t, std::unique_ptr<Module>> by_content;  ///< by content_key of the file
  std::unordered_set<uint32_t> kept_units;  ///< handles of units that are not installed yet
};

/// A number that files with different contents do not share, as good as certainly.
uint64_t content_key(std::span<const uint8_t> bytes);

/// Links and compiles files as one group of units that are kept. False and one sentence in `error`
/// if one of them is no good; then nothing has changed.
bool make_ready(Vm::State& state, std::span<const BeamFile> files, std::string& error);

/// The module that a file is, ready or linked now. Null and one sentence in `error` if it is no
/// good.
std::unique_ptr<Module> obtain_module(Vm::State& state, std::span<const uint8_t> bytes,
                                      std::string_view path, std::string& error);

/// Installs the unit of a compiled module if it is still kept. False if it was not kept, or the
/// engine refuses it; in that case its modules are interpreted from now on.
bool install_kept_unit(Vm::State& state, uint32_t unit);

}  // namespace linac
