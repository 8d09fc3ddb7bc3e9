// SPDX-License-Identifier: Apache-2.0
//
// Reductions as BIFs see them: what long work costs, and giving way to other processes in the midst
// of it. Invariant: a BIF that gives way has all it needs in X registers and resources.
#pragma once

#include <cstdint>

#include "runtime/context.h"

namespace linac {

/// What is left of the running process's leg.
int64_t reductions_left(const Context& context);

/// Those that the running process has executed since Process::reductions was brought up to date.
int64_t reductions_of_leg(const Context& context);

/// Uses up reductions: the process's turn ends at the next call when none are left.
void use_reductions(Context& context, int64_t count);

/// A BIF goes on in another function, whose arguments are in X registers: that calls it in its
/// place. Returns what the BIF returns.
Term trap_to(Context& context, const ExportEntry& function);

/// The same, but other processes may run before.
Term yield_to(Context& context, const ExportEntry& function);

}  // namespace linac
