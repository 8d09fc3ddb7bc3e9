// SPDX-License-Identifier: Apache-2.0
//
// The interpreter: runs a module's code from one of its entries. Called through slots, like
// compiled code, and keeps the same protocol: an activation runs until the `return` that leaves the
// frame it was entered with, or until everything leaves.
#pragma once

#include <cstdint>

#include "runtime/context.h"

namespace linac {

struct Module;

/// Runs from entry `entry` of `module`. Result as of a LabelFunction.
Context* interpret(Context& context, Module& module, uint32_t entry);

}  // namespace linac
