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
#include "term/term.h"

namespace linac {

/// Values kept outside all heaps: reading one costs no copy. Replaced and erased values stay where
/// they are, since terms may still point at them; putting is meant to be rare. Invariant: keys are
/// unique.
struct PersistentTerms {
  struct Entry {
    Term key;
    Term value;
    std::unique_ptr<BlockHeap> area;
  };
  std::vector<std::unique_ptr<BlockHeap>> old_areas;
  std::vector<Entry> entries;
};

/// State of the BIFs of one VM.
struct BifState {
  PersistentTerms persistent_terms;
  std::optional<std::map<std::string, std::string>> environment;  ///< bifs/environment.h
  bool shows_internal_state =
      false;                     ///< erts_debug:set_internal_state(available_internal_state, _)
  uint8_t backtrace_depth = 8;   ///< system_flag(backtrace_depth, _)
  int64_t time_offset = 0;       ///< see time_offset in runtime/clock.h
  Term system_logger;            ///< who gets the VM's own log events; the non-value: `logger`
  int64_t last_now = 0;          ///< microseconds that erlang:now/0 has returned last
  int64_t start_time = 0;        ///< monotonic nanoseconds when the VM was made
  int64_t last_wall_clock = 0;   ///< milliseconds at the last statistics(wall_clock)
  int64_t last_runtime = 0;      ///< milliseconds at the last statistics(runtime)
  uint64_t last_reductions = 0;  ///< at the last statistics(reductions)
};

}  // namespace linac
