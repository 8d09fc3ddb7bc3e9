// SPDX-License-Identifier: Apache-2.0
#include "runtime/clock.h"

#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kMillion = 1'000'000;

int64_t floor_divide(int64_t value, int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}  // namespace

int64_t time_offset(Vm::State& state) {
  constexpr int64_t kMostDrift = 1'000'000'000;
  const int64_t actual = state.platform.system_time() - state.platform.monotonic_time();
  int64_t& offset = state.bifs.time_offset;
  if (actual - offset >= kMostDrift || offset - actual >= kMostDrift) offset = actual;
  return offset;
}

int64_t erlang_system_time(Vm::State& state) {
  const int64_t offset = time_offset(state);
  return state.platform.monotonic_time() + offset;
}

int64_t unique_now(Vm::State& state) {
  constexpr int64_t kNanosecondsPerMicrosecond = 1000;
  int64_t& last = state.bifs.last_now;
  const int64_t microseconds = erlang_system_time(state) / kNanosecondsPerMicrosecond;
  last = microseconds > last ? microseconds : last + 1;
  return last;
}

Term mega_seconds(Heap& heap, int64_t microseconds) {
  const int64_t seconds = floor_divide(microseconds, kMillion);
  return heap.tuple(Term::small(floor_divide(seconds, kMillion)), Term::small(seconds % kMillion),
                    Term::small(microseconds % kMillion));
}

}  // namespace linac
