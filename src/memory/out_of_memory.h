// SPDX-License-Identifier: Apache-2.0
//
// What happens when memory is exhausted: the VM cannot go on, as OTP cannot, but says so and what
// it was doing. A process that shall not take all memory has `max_heap_size`.
#pragma once

#include <cstddef>

namespace linac {

/// Ends the program; `bytes` could not be allocated (0: unknown how many). It may allocate a little
/// (kReserve), and must not return.
using OutOfMemoryHandler = void (*)(size_t bytes);

/// Sets the handler, also for operator new, and sets some memory aside for it. Without one the
/// program says a sentence on standard error and exits with status 1.
void set_out_of_memory_handler(OutOfMemoryHandler handler);

/// Calls the handler.
[[noreturn]] void out_of_memory(size_t bytes);

}  // namespace linac
