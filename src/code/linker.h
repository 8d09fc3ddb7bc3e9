// SPDX-License-Identifier: Apache-2.0
//
// Linking: a `.beam` file becomes a `Module` of this VM. Atoms are interned, literals built in the
// module's own area, imports and exports tied to the export table, and a run of table slots
// reserved: one per label and one per continuation. Nothing is visible to running code before
// everything has succeeded.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "code/module.h"

namespace linac {

class Vm;

/// Reads, verifies and links a `.beam` file. Null and one sentence in `error` on failure; then
/// nothing has changed but for atoms and export entries.
std::unique_ptr<Module> link_module(std::span<const uint8_t> bytes, std::string_view path,
                                    ExportTable& exports, SlotTable& slots, std::string& error);

/// Points the exports of `module` at its labels, and away from those of `old` that it no longer
/// has.
void publish_exports(Module& module, const Module* old, ExportTable& exports);

/// Gives the module's slots back; its code must not be reachable any more.
void unlink_module(Module& module, SlotTable& slots);

/// Whether an instruction after which control comes back through a slot: calls and wait_timeout.
bool has_continuation(beam::Opcode opcode);

}  // namespace linac
