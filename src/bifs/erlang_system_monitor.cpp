// SPDX-License-Identifier: Apache-2.0
//
// erlang: system_monitor and system_profile. Profiling is accepted and remembered, but no profile
// messages are sent.
#include "bifs/argument.h"
#include "bifs/tables.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

TraceState& trace_of(Context& context) { return context.vm->state().trace; }

bool is_alive(Context& context, Term pid) {
  if (!pid.is_local_pid()) return false;
  const Process* process = context.vm->state().scheduler.find(pid);
  return process != nullptr && process->state != ProcessState::kExiting;
}

// --- system_monitor

/// `undefined`, or {Pid, Options}.
Term monitor_term(Context& context) {
  SystemMonitor& monitor = trace_of(context).monitor;
  if (monitor.observer && !is_alive(context, monitor.observer)) monitor = {};
  if (!monitor.observer) return atoms::kUndefined;
  Heap& heap = context.heap;
  Term options = Term::nil();
  const auto limit = [&](const char* name, int64_t value) {
    if (value != 0) options = heap.cons(heap.tuple(intern(name), heap.integer(value)), options);
  };
  limit("long_gc", monitor.long_collection);
  limit("long_schedule", monitor.long_schedule);
  limit("large_heap", monitor.large_heap);
  if (monitor.busy_port) options = heap.cons(intern("busy_port"), options);
  if (monitor.busy_dist_port) options = heap.cons(intern("busy_dist_port"), options);
  return heap.tuple(monitor.observer, options);
}

bool read_limit(Term option, SystemMonitor& monitor) {
  constexpr int64_t kSmallestLargeHeap = 16384;
  if (!option.is_tuple() || tuple_arity(option) != 2) return false;
  const std::optional<int64_t> value = read_integer(tuple_element(option, 1), 0, kSmallMax);
  if (!value) return false;
  const Term name = tuple_element(option, 0);
  if (name == intern("long_gc")) {
    monitor.long_collection = std::max<int64_t>(*value, 1);
  } else if (name == intern("long_schedule")) {
    monitor.long_schedule = std::max<int64_t>(*value, 1);
  } else if (name == intern("large_heap")) {
    monitor.large_heap = std::max(*value, kSmallestLargeHeap);
  } else {
    return false;
  }
  return true;
}

Term set_monitor(Context& context, Term observer, Term list) {
  SystemMonitor monitor;
  const bool clears = observer == atoms::kUndefined || list.is_nil();
  if (!clears) {
    if (!list.is_cons() || !is_alive(context, observer)) return context.badarg();
    monitor.observer = observer;
    for (; list.is_cons(); list = tail(list)) {
      const Term option = head(list);
      if (option == intern("busy_port")) {
        monitor.busy_port = true;
      } else if (option == intern("busy_dist_port")) {
        monitor.busy_dist_port = true;
      } else if (!read_limit(option, monitor)) {
        return context.badarg();
      }
    }
    if (!list.is_nil()) return context.badarg();
  }
  const Term before = monitor_term(context);
  trace_of(context).monitor = monitor;
  return before;
}

Term system_monitor_0(Context& context, const Term*) { return monitor_term(context); }

Term system_monitor_1(Context& context, const Term* arguments) {
  const Term settings = arguments[0];
  if (settings == atoms::kUndefined) return set_monitor(context, settings, Term::nil());
  if (!settings.is_tuple() || tuple_arity(settings) != 2) return context.badarg();
  return set_monitor(context, tuple_element(settings, 0), tuple_element(settings, 1));
}

Term system_monitor_2(Context& context, const Term* arguments) {
  return set_monitor(context, arguments[0], arguments[1]);
}

// --- system_profile

/// Its flags, in the order that system_profile/0 shows them in.
constexpr const char* kProfileFlags[] = {"runnable_ports", "runnable_procs", "scheduler",
                                         "exclusive"};
constexpr const char* kProfileTimestamps[] = {"timestamp", "monotonic_timestamp",
                                              "strict_monotonic_timestamp"};

Term profile_term(Context& context) {
  SystemProfile& profile = trace_of(context).profile;
  if (profile.observer && !is_alive(context, profile.observer)) profile = {};
  if (!profile.observer) return atoms::kUndefined;
  Term options = Term::nil();
  for (size_t i = 0; i < std::size(kProfileFlags); ++i) {
    if (profile.flags & (1u << i)) {
      options = context.heap.cons(intern(kProfileFlags[i]), options);
    }
  }
  return context.heap.tuple(profile.observer, options);
}

Term system_profile_0(Context& context, const Term*) { return profile_term(context); }

Term system_profile_2(Context& context, const Term* arguments) {
  Term list = arguments[1];
  SystemProfile profile;
  const bool clears = arguments[0] == atoms::kUndefined || list.is_nil();
  if (!clears) {
    if (!list.is_cons() || !is_alive(context, arguments[0])) return context.badarg();
    profile.observer = arguments[0];
    for (; list.is_cons(); list = tail(list)) {
      bool known = false;
      for (size_t i = 0; i < std::size(kProfileFlags); ++i) {
        if (head(list) != intern(kProfileFlags[i])) continue;
        profile.flags |= 1u << i;
        known = true;
      }
      for (const char* name : kProfileTimestamps) known = known || head(list) == intern(name);
      if (!known) return context.badarg();
    }
    if (!list.is_nil()) return context.badarg();
  }
  const Term before = profile_term(context);
  trace_of(context).profile = profile;
  return before;
}

constexpr Bif kTable[] = {
    {"erlang", "system_monitor", 0, system_monitor_0},
    {"erlang", "system_monitor", 1, system_monitor_1},
    {"erlang", "system_monitor", 2, system_monitor_2},
    {"erlang", "system_profile", 0, system_profile_0},
    {"erlang", "system_profile", 2, system_profile_2},
};

}  // namespace

constinit const BifTable kErlangSystemMonitorBifs = kTable;

}  // namespace linac
