// SPDX-License-Identifier: Apache-2.0
//
// The flags of erlang:trace/3: what is traced of a process, how messages about it look, and who
// inherits it.
#pragma once

#include <cstdint>
#include <optional>

#include "memory/heap.h"
#include "term/term.h"

namespace linac {

using TraceFlags = uint32_t;

enum TraceFlag : TraceFlags {
  kTraceSends = 1u << 0,
  kTraceReceives = 1u << 1,
  kTraceCalls = 1u << 2,
  kTraceProcs = 1u << 3,
  kTraceRunning = 1u << 4,
  kTraceExiting = 1u << 5,
  kTraceGarbageCollection = 1u << 6,
  kTraceReturnTo = 1u << 7,
  kTraceArity = 1u << 8,
  kTraceSilent = 1u << 9,
  kTraceSetOnSpawn = 1u << 10,
  kTraceSetOnFirstSpawn = 1u << 11,
  kTraceSetOnLink = 1u << 12,
  kTraceSetOnFirstLink = 1u << 13,
  kTraceTimestamp = 1u << 14,
  kTraceMonotonicTimestamp = 1u << 15,
  kTraceStrictMonotonicTimestamp = 1u << 16,
  kTraceSchedulerId = 1u << 17,
  kTracePorts = 1u << 18,
  kTraceRunningPorts = 1u << 19,
  kTraceRunningProcs = 1u << 20,
};

inline constexpr TraceFlags kTraceTimestamps =
    kTraceTimestamp | kTraceMonotonicTimestamp | kTraceStrictMonotonicTimestamp;
inline constexpr TraceFlags kAllTraceFlags = (1u << 21) - 1;

/// The flags that an atom stands for, `all` too; 0 if it is none.
TraceFlags trace_flag(Term atom);

/// What a list of flags says.
struct TraceOptions {
  TraceFlags flags = 0;
  Term tracer;  ///< of {tracer, Pid}; else the non-value
  bool cpu_timestamp = false;
};

/// Reads a list of flags and {tracer, Tracer}; nothing if it holds anything else.
std::optional<TraceOptions> read_trace_options(Term list);

/// The list of flags that trace_info shows.
Term trace_flag_list(Heap& heap, TraceFlags flags);

}  // namespace linac
