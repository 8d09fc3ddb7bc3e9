// SPDX-License-Identifier: Apache-2.0
//
// What erlang:system_monitor/2 watches: collections that take long and heaps that grow large.
#pragma once

#include <cstdint>

#include "term/term.h"

namespace linac {

struct Context;

struct SystemMonitor {
  Term observer;                ///< pid, or the non-value: nobody
  int64_t long_collection = 0;  ///< milliseconds; 0: not watched
  int64_t long_schedule = 0;    ///< accepted only: turns are bounded by reductions
  int64_t large_heap = 0;       ///< words; 0: not watched
  bool busy_port = false;       ///< accepted only
  bool busy_dist_port = false;  ///< accepted only
};

/// What erlang:system_profile/2 was told; nothing comes of it.
struct SystemProfile {
  Term observer;
  uint32_t flags = 0;
};

/// A collection of the running process is over. Tells the observer, if it wants to know.
void monitor_collection(Context& context, int64_t nanoseconds);

}  // namespace linac
