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
                                    ExportTable& exports, SlotTable& slots, FunTable& funs,
                                    std::string& error);

/// Points the exports of `module` at its labels, and away from those of `old` that it no longer
/// has.
void publish_exports(Module& module, const Module* old, ExportTable& exports);

/// Takes away the exports of a module that is no longer the current one.
void withdraw_exports(const Module& module, ExportTable& exports);

/// The funs of `module` are run by it from now on, also those that another version of it has made
/// and it has, too.
void attach_funs(Module& module, const ExportTable& exports, FunTable& funs);
/// The funs that `module` runs are run by one of `others` that has them, or by nobody. False if
/// there are no slots for that.
bool detach_funs(Module& module, std::span<Module* const> others, const ExportTable& exports,
                 FunTable& funs);

/// Gives back what the module has in the VM's tables; its code must not be reachable any more.
void unlink_module(Module& module, SlotTable& slots, FunTable& funs);

/// Whether an instruction after which control comes back through a slot: calls and wait_timeout.
bool has_continuation(beam::Opcode opcode);

/// Position of the import among the operands of an instruction that calls a BIF where it stands; −1
/// for other instructions.
int bif_operand(beam::Opcode opcode);

}  // namespace linac
