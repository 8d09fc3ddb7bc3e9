// SPDX-License-Identifier: Apache-2.0
//
// The options of a process's heap as programs write them: in spawn_opt, process_flag, process_info,
// system_flag and system_info. Words are rounded up to OTP's series of sizes.
#pragma once

#include "memory/process_heap.h"
#include "term/term.h"

namespace linac {

/// Sets an option of a process. Sizes below the VM's `defaults` become those. False if there is no
/// such option or `value` is none of its values; then nothing has changed.
bool set_heap_option(HeapOptions& options, const HeapOptions& defaults, Term name, Term value);

/// Sets one of the VM's own defaults; these may become as small as the series.
bool set_heap_default(HeapOptions& defaults, Term name, Term value);

/// What an option is set to, or the non-value if there is no such option.
Term heap_option(Heap& heap, const HeapOptions& options, Term name);

/// Whether a heap may be as large as it starts.
bool are_consistent(const HeapOptions& options);

}  // namespace linac
