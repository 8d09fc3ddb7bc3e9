// SPDX-License-Identifier: Apache-2.0
//
// What BIFs remember between calls, one per VM. Held by Vm::State.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "memory/heap.h"
#include "runtime/persistent_terms.h"
#include "term/term.h"

namespace linac {

/// How long the scheduler has been busy, in nanoseconds of the monotonic clock.
struct SchedulerTime {
  int64_t busy = 0;         ///< before the slice that runs
  int64_t slice_began = 0;  ///< 0: none runs
  bool is_shown = false;    ///< system_flag(scheduler_wall_time, true)
  int64_t shown_since = 0;
  int64_t busy_before = 0;  ///< then

  int64_t busy_until(int64_t now) const {
    return busy + (slice_began == 0 ? 0 : now - slice_began);
  }
};

/// State of the BIFs of one VM.
struct BifState {
  PersistentTerms persistent_terms;
  std::optional<std::map<std::string, std::string>> environment;  ///< bifs/environment.h
  bool shows_internal_state =
      false;  ///< erts_debug:set_internal_state(available_internal_state, _)
  /// Processes that have asked that one scheduler only runs; and those that have asked that one
  /// normal one runs.
  std::vector<uint64_t> blockers, normal_blockers;
  int64_t system_requests_limit = 200;  ///< system_flag(outstanding_system_requests_limit, _)
  uint8_t backtrace_depth = 8;          ///< system_flag(backtrace_depth, _)
  /// Nanoseconds that every collection is said to have taken more, for tests.
  int64_t added_collection_time = 0;
  int64_t time_offset = 0;  ///< see time_offset in runtime/clock.h
  Term system_logger;       ///< who gets the VM's own log events; the non-value: `logger`
  int64_t last_now = 0;     ///< microseconds that erlang:now/0 has returned last
  SchedulerTime scheduler_time;
  int64_t start_time = 0;        ///< monotonic nanoseconds when the VM was made
  int64_t last_wall_clock = 0;   ///< milliseconds at the last statistics(wall_clock)
  int64_t last_runtime = 0;      ///< milliseconds at the last statistics(runtime)
  uint64_t last_reductions = 0;  ///< at the last statistics(reductions)
};

}  // namespace linac
