// SPDX-License-Identifier: Apache-2.0
//
// Time as terms.
#pragma once

#include <cstdint>

#include "memory/heap.h"
#include "vm.h"

namespace linac {

/// Nanoseconds by which system time is ahead of monotonic time. It stays the same, as with OTP's
/// no_time_warp, unless the host's clocks come to differ by a second or more: it has slept.
int64_t time_offset(Vm::State& state);

/// Erlang's system time: monotonic time and its offset.
int64_t erlang_system_time(Vm::State& state);

/// Microseconds of system time as erlang:now/0 has them: later than ever before.
int64_t unique_now(Vm::State& state);

/// {MegaSeconds, Seconds, MicroSeconds}
Term mega_seconds(Heap& heap, int64_t microseconds);

}  // namespace linac
