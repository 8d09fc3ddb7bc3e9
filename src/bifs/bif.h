// SPDX-License-Identifier: Apache-2.0
//
// The functions written in C++: one constant table per area (bifs/tables.h lists them), read once
// when a VM is made and entered into its export table. Invariants that every implementation keeps:
// it never collects and never calls Erlang code; its C++ stack use is bounded; it reads all of
// `arguments` (which usually is Context::x) before it writes an X register; when it fails it has
// set Context::pending, or Context::leave, and returns the non-value.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "code/export.h"
#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// One entry of a table: names are UTF-8 text of atoms.
struct Bif {
  const char* module;
  const char* function;
  uint8_t arity;
  BifFunction implementation;
};

using BifTable = std::span<const Bif>;

/// All tables. No function appears twice.
std::span<const BifTable* const> bif_tables();

/// Calls `visit(const Bif&)` for every function.
template <typename Function>
void for_each_bif(Function visit) {
  for (const BifTable* table : bif_tables()) {
    for (const Bif& bif : *table) visit(bif);
  }
}

/// What stands in for parts of OTP's boot while OTP itself is not booted.
bool is_light(const BifTable& table);

/// Whether the functions of OTP's native library of that name are among them. Libraries are named
/// for their modules.
inline bool has_native_library(std::string_view name) {
  bool found = false;
  for_each_bif([&](const Bif& bif) { found = found || name == bif.module; });
  return found;
}

}  // namespace linac
