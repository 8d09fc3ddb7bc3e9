// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm_state.h"

namespace linac {

/// The newest version of a module, even if it still waits for its -on_load function.
inline Module* newest_module(const Vm::State& state, Term name) {
  auto pending = state.pending_modules.find(name.atom_index());
  return pending == state.pending_modules.end() ? state.find_module(name)
                                                : pending->second.module.get();
}

}  // namespace linac
