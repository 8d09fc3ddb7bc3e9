// SPDX-License-Identifier: Apache-2.0
//
// Time as terms.
#pragma once

#include <cstdint>

#include "memory/heap.h"
#include "vm.h"

namespace linac {

/// Microseconds of system time as erlang:now/0 has them: later than ever before.
int64_t unique_now(Vm::State& state);

/// {MegaSeconds, Seconds, MicroSeconds}
Term mega_seconds(Heap& heap, int64_t microseconds);

}  // namespace linac
