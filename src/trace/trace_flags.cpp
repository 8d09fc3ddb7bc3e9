// SPDX-License-Identifier: Apache-2.0
#include "trace/trace_flags.h"

#include <iterator>

#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

struct NamedFlag {
  Term name;
  TraceFlags flag;
};

/// In the order that trace_info builds its list in, the last comes first there.
std::span<const NamedFlag> named_flags() {
  static const NamedFlag kFlags[] = {
      {intern("timestamp"), kTraceTimestamp},
      {intern("strict_monotonic_timestamp"), kTraceStrictMonotonicTimestamp},
      {intern("monotonic_timestamp"), kTraceMonotonicTimestamp},
      {intern("send"), kTraceSends},
      {intern("receive"), kTraceReceives},
      {intern("set_on_spawn"), kTraceSetOnSpawn},
      {intern("call"), kTraceCalls},
      {intern("procs"), kTraceProcs},
      {intern("set_on_first_spawn"), kTraceSetOnFirstSpawn},
      {intern("set_on_link"), kTraceSetOnLink},
      {intern("set_on_first_link"), kTraceSetOnFirstLink},
      {intern("running"), kTraceRunning},
      {intern("exiting"), kTraceExiting},
      {intern("garbage_collection"), kTraceGarbageCollection},
      {intern("arity"), kTraceArity},
      {intern("return_to"), kTraceReturnTo},
      {intern("silent"), kTraceSilent},
      {intern("scheduler_id"), kTraceSchedulerId},
      {intern("ports"), kTracePorts},
      {intern("running_ports"), kTraceRunningPorts},
      {intern("running_procs"), kTraceRunningProcs},
  };
  return kFlags;
}

}  // namespace

TraceFlags trace_flag(Term atom) {
  static const Term kAll = intern("all");
  if (atom == kAll) return kAllTraceFlags;
  for (const NamedFlag& named : named_flags()) {
    if (named.name == atom) return named.flag;
  }
  return 0;
}

std::optional<TraceOptions> read_trace_options(Term list) {
  static const Term kTracer = intern("tracer");
  static const Term kCpuTimestamp = intern("cpu_timestamp");
  TraceOptions options;
  for (; list.is_cons(); list = tail(list)) {
    const Term item = head(list);
    if (const TraceFlags flag = trace_flag(item); flag != 0) {
      options.flags |= flag;
    } else if (item == kCpuTimestamp) {
      options.cpu_timestamp = true;
    } else if (item.is_tuple() && tuple_arity(item) == 2 && tuple_element(item, 0) == kTracer &&
               tuple_element(item, 1).is_local_pid()) {
      options.tracer = tuple_element(item, 1);
    } else {
      return std::nullopt;
    }
  }
  if (!list.is_nil()) return std::nullopt;
  return options;
}

Term trace_flag_list(Heap& heap, TraceFlags flags) {
  Term list = Term::nil();
  for (const NamedFlag& named : named_flags()) {
    if (flags & named.flag) list = heap.cons(named.name, list);
  }
  return list;
}

}  // namespace linac
