// SPDX-License-Identifier: Apache-2.0
//
// erlang: tracing of processes and functions. erlang:trace/3 and trace_pattern/2,3 themselves are
// Erlang code of OTP's, which calls the functions of erts_internal here.
#include <algorithm>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "memory/copy.h"
#include "process/signal.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "trace/breakpoint.h"
#include "trace/process_trace.h"
#include "trace/trace_message.h"
#include "vm_state.h"

namespace linac {

namespace {

TraceState& trace_of(Context& context) { return context.vm->state().trace; }
Scheduler& scheduler_of(Context& context) { return context.vm->state().scheduler; }

// --- trace

/// Sets or takes flags. False if the process has another tracer, which lives.
bool change_tracing(Context& context, Process& tracee, Term tracer, bool on, TraceFlags flags) {
  if (tracer && tracee.trace_flags != 0 && tracee.tracer && tracee.tracer != tracer) {
    const bool traces_itself = tracee.tracer == tracee.pid();
    if (traces_itself || tracer_of(context, tracee) != nullptr) return false;
  }
  if (on) {
    tracee.trace_flags |= flags;
  } else {
    tracee.trace_flags &= ~flags;
  }
  if (tracee.trace_flags == 0) {
    tracee.tracer = Term::non_value();
  } else if (tracer) {
    tracee.tracer = tracer;
  }
  return true;
}

/// Which of the atoms that stand for many an atom is.
struct Targets {
  bool existing = false;
  bool future = false;
  bool ports_only = false;
};

std::optional<Targets> read_targets(Term term) {
  struct Named {
    Term name;
    Targets targets;
  };
  static const Named kNamed[] = {
      {intern("all"), {true, true}},
      {intern("existing"), {true, false}},
      {intern("new"), {false, true}},
      {intern("processes"), {true, true}},
      {intern("existing_processes"), {true, false}},
      {intern("new_processes"), {false, true}},
      {intern("ports"), {true, true, true}},
      {intern("existing_ports"), {true, false, true}},
      {intern("new_ports"), {false, true, true}},
  };
  for (const Named& named : kNamed) {
    if (named.name == term) return named.targets;
  }
  return std::nullopt;
}

/// Flags that have to do with ports only.
constexpr TraceFlags kPortFlags = kTracePorts | kTraceRunningPorts;

Term trace_many(Context& context, const Targets& targets, Term tracer, bool on, TraceFlags flags) {
  if (targets.ports_only) return Term::small(0);
  int64_t count = 0;
  if (targets.existing && (flags & ~kPortFlags)) {
    for (const uint64_t number : scheduler_of(context).process_numbers()) {
      Process* process = scheduler_of(context).find(number);
      if (process == nullptr || process->state == ProcessState::kExiting) continue;
      if (change_tracing(context, *process, tracer, on, flags)) ++count;
    }
  }
  if (targets.future) {
    TraceState& trace = trace_of(context);
    trace.new_process_flags =
        on ? trace.new_process_flags | flags : trace.new_process_flags & ~flags;
    if (on) trace.new_process_tracer = tracer;
    if (trace.new_process_flags == 0) trace.new_process_tracer = Term::non_value();
  }
  return Term::small(count);
}

Term trace_3(Context& context, const Term* arguments) {
  const std::optional<TraceOptions> options = read_trace_options(arguments[2]);
  if (!options) return context.badarg(intern("badopt"));
  const bool on = arguments[1] == atoms::kTrue;
  if ((!on && arguments[1] != atoms::kFalse) || options->cpu_timestamp) return context.badarg();
  Term tracer = options->tracer;
  if (on && !tracer) tracer = context.process->pid();
  if (arguments[0].is_local_pid()) {
    Process* tracee = scheduler_of(context).find(arguments[0]);
    if (tracee == nullptr || tracee->state == ProcessState::kExiting ||
        !change_tracing(context, *tracee, tracer, on, options->flags)) {
      return context.badarg();
    }
    return Term::small(1);
  }
  const std::optional<Targets> targets = read_targets(arguments[0]);
  if (!targets) return context.badarg();
  return trace_many(context, *targets, tracer, on, options->flags);
}

// --- trace_pattern

/// What is to be traced besides functions.
enum class Event { kNone, kSend, kReceive };

Event read_event(Term term) {
  if (term == intern("send")) return Event::kSend;
  if (term == intern("receive")) return Event::kReceive;
  return Event::kNone;
}

bool read_pattern_flags(Context& context, Term list, PatternRequest& request) {
  static const Term kLocal = intern("local");
  static const Term kGlobal = intern("global");
  static const Term kMeta = intern("meta");
  static const Term kCallCount = intern("call_count");
  static const Term kCallTime = intern("call_time");
  bool is_global = false;
  for (; list.is_cons(); list = tail(list)) {
    const Term flag = head(list);
    if (flag == kGlobal) {
      if (request.is_breakpoint()) return false;
      is_global = true;
      continue;
    }
    if (flag.is_tuple()) {
      if (tuple_arity(flag) != 2 || tuple_element(flag, 0) != kMeta ||
          !tuple_element(flag, 1).is_local_pid()) {
        return false;
      }
      request.meta = true;
      request.meta_tracer = tuple_element(flag, 1);
      continue;
    }
    if (is_global) return false;
    if (flag == kLocal) {
      request.local = true;
    } else if (flag == kMeta) {
      request.meta = true;
      if (!request.meta_tracer) request.meta_tracer = context.process->pid();
    } else if (flag == kCallCount) {
      request.call_count = true;
    } else if (flag == kCallTime) {
      request.call_time = true;
    } else {
      return false;
    }
  }
  return list.is_nil();
}

/// Reads a match specification or one of the atoms in its place. False if it is neither.
bool read_pattern(Term term, MatchSpec::Dialect dialect, PatternRequest& request) {
  using Switch = PatternRequest::Switch;
  static const Term kRestart = intern("restart");
  static const Term kPause = intern("pause");
  if (term == atoms::kFalse) {
    request.on = Switch::kOff;
  } else if (term == kRestart) {
    request.on = Switch::kRestart;
  } else if (term == kPause) {
    request.on = Switch::kPause;
  } else if (!term.is_nil() && term != atoms::kTrue) {
    auto pattern = std::make_shared<TracePattern>();
    std::vector<MatchSpec::Problem> problems;
    pattern->spec = MatchSpec::compile(term, dialect, &problems);
    if (pattern->spec == nullptr) {
      request.is_past_limit = std::any_of(problems.begin(), problems.end(),
                                          [](const auto& problem) { return problem.is_limit; });
      return false;
    }
    pattern->source = copy_term(term, pattern->area);
    request.pattern = std::move(pattern);
  }
  return true;
}

/// {Module, Function, Arity}, where '_' may stand for the last ones.
std::optional<FunctionPattern> read_function(Term term) {
  static const Term kAny = intern("_");
  if (!term.is_tuple() || tuple_arity(term) != 3) return std::nullopt;
  const Term module = tuple_element(term, 0);
  const Term function = tuple_element(term, 1);
  const Term arity = tuple_element(term, 2);
  if (!module.is_atom() || !function.is_atom()) return std::nullopt;
  if (arity != kAny && !arity.is_small()) return std::nullopt;
  if (module == kAny && function != kAny) return std::nullopt;
  if (function == kAny && arity != kAny) return std::nullopt;
  FunctionPattern pattern;
  if (module != kAny) pattern.module = module;
  if (function != kAny) pattern.function = function;
  if (arity != kAny) {
    const std::optional<int64_t> number = read_integer(arity, 0, 255);
    pattern.arity = number ? static_cast<uint32_t>(*number) : 256;  // 256: none
  }
  return pattern;
}

/// Ends a BIF that may have changed code: its callers go on by way of the dispatch loop, so that
/// none of them stays in compiled code that is out of its slots.
Term return_through_slots(Context& context, Term result) {
  context.x[0] = result;
  return trap_to(context, *context.vm->state().exports.find(intern("erts_internal"),
                                                            intern("trace_pattern_set"), 1));
}

Term trace_pattern_set(Context&, const Term* arguments) { return arguments[0]; }

Term trace_pattern_3(Context& context, const Term* arguments) {
  const Event event = read_event(arguments[0]);
  const auto dialect = event == Event::kSend      ? MatchSpec::Dialect::kTraceSend
                       : event == Event::kReceive ? MatchSpec::Dialect::kTraceReceive
                                                  : MatchSpec::Dialect::kTrace;
  PatternRequest request;
  if (!read_pattern(arguments[1], dialect, request)) {
    return request.is_past_limit ? context.system_limit() : context.badarg(intern("match_spec"));
  }
  if (!read_pattern_flags(context, arguments[2], request)) return context.badarg(intern("badopt"));
  if (request.pattern != nullptr && request.is_breakpoint() && !request.local && !request.meta) {
    return context.badarg(intern("call_count"));
  }
  TraceState& trace = trace_of(context);
  if (event != Event::kNone) {
    if (!arguments[2].is_nil() || request.on > PatternRequest::Switch::kOn) {
      return context.badarg(atoms::kNone);
    }
    MessagePattern& pattern = event == Event::kSend ? trace.sends : trace.receives;
    pattern.on = request.on == PatternRequest::Switch::kOn;
    pattern.pattern = request.pattern;
    return Term::small(1);
  }
  if (arguments[0] == intern("on_load")) {
    set_on_load_pattern(context.vm->state(), request);
    return Term::small(0);
  }
  const std::optional<FunctionPattern> which = read_function(arguments[0]);
  if (!which) return context.badarg(atoms::kNone);
  Vm::State& state = context.vm->state();
  // What OTP has loaded at its start is here loaded when it is first asked for.
  if (which->module && state.find_module(which->module) == nullptr) {
    context.vm->load_from_path(which->module);
  }
  const uint32_t count = set_trace_pattern(state, *which, request);
  return return_through_slots(context, Term::small(count));
}

// --- trace_info

Term pair(Context& context, Term key, Term value) { return context.heap.tuple(key, value); }

Term source_of(Context& context, const SharedTracePattern& pattern) {
  return pattern == nullptr ? Term::nil() : copy_term(pattern->source, context.heap);
}

Term process_info(Context& context, Term key, TraceFlags flags, Term tracer) {
  static const Term kFlags = intern("flags");
  static const Term kTracer = intern("tracer");
  if (key == kFlags) return pair(context, key, trace_flag_list(context.heap, flags));
  if (key == kTracer) return pair(context, key, tracer ? tracer : Term::nil());
  return context.badarg();
}

/// [{Pid, Calls, Seconds, Microseconds}]
Term time_list(Heap& heap, const Breakpoint& breakpoint) {
  constexpr int64_t kNanosecondsPerMicrosecond = 1000;
  constexpr int64_t kMicrosecondsPerSecond = 1'000'000;
  Term list = Term::nil();
  for (const auto& [number, time] : breakpoint.time_by_process) {
    const int64_t microseconds = time.nanoseconds / kNanosecondsPerMicrosecond;
    const Term entry = heap.tuple(Term::pid(number), Term::small(static_cast<int64_t>(time.calls)),
                                  Term::small(microseconds / kMicrosecondsPerSecond),
                                  Term::small(microseconds % kMicrosecondsPerSecond));
    list = heap.cons(entry, list);
  }
  return list;
}

/// What trace_info shows of a breakpoint under a key; the non-value if it knows no such key.
Term breakpoint_info(Context& context, const Breakpoint& breakpoint, Term key) {
  using Calls = Breakpoint::Calls;
  Heap& heap = context.heap;
  const bool traced = breakpoint.calls != Calls::kNone;
  if (key == intern("traced")) {
    if (!traced) return atoms::kFalse;
    return breakpoint.calls == Calls::kGlobal ? intern("global") : intern("local");
  }
  if (key == intern("match_spec")) {
    return traced ? source_of(context, breakpoint.pattern) : atoms::kFalse;
  }
  if (key == intern("meta")) {
    return breakpoint.is_meta && breakpoint.meta_tracer ? breakpoint.meta_tracer : Term::nil();
  }
  if (key == intern("meta_match_spec")) {
    return breakpoint.is_meta ? source_of(context, breakpoint.meta_pattern) : atoms::kFalse;
  }
  if (key == intern("call_count")) {
    return breakpoint.counts ? heap.unsigned_integer(breakpoint.count) : atoms::kFalse;
  }
  if (key == intern("call_time")) {
    return breakpoint.times ? time_list(heap, breakpoint) : atoms::kFalse;
  }
  return Term::non_value();
}

Term all_breakpoint_info(Context& context, const Breakpoint& breakpoint) {
  static const char* const kKeys[] = {"call_count", "call_time",  "meta_match_spec",
                                      "meta",       "match_spec", "traced"};
  Term list = Term::nil();
  for (const char* key : kKeys) {
    Term value = breakpoint_info(context, breakpoint, intern(key));
    if (value.is_nil() && key == kKeys[3]) value = atoms::kFalse;
    list = context.heap.cons(pair(context, intern(key), value), list);
  }
  return list;
}

/// Of functions of modules yet to be loaded: as of a breakpoint, but for what is measured.
Term on_load_value(Context& context, const Breakpoint& wanted, Term key) {
  if (key == intern("meta") && !wanted.is_meta) return atoms::kFalse;
  if (key == intern("call_count")) return atoms::boolean(wanted.counts);
  if (key == intern("call_time")) return atoms::boolean(wanted.times);
  return breakpoint_info(context, wanted, key);
}

Term on_load_info(Context& context, Term key) {
  const Breakpoint& wanted = trace_of(context).on_load;
  if (wanted.is_idle()) return pair(context, key, atoms::kFalse);
  if (key != intern("all")) {
    const Term value = on_load_value(context, wanted, key);
    return value ? pair(context, key, value) : context.badarg();
  }
  static const char* const kKeys[] = {"call_count", "meta_match_spec", "meta", "match_spec",
                                      "traced"};
  Term list = Term::nil();
  for (const char* name : kKeys) {
    const Term value = on_load_value(context, wanted, intern(name));
    list = context.heap.cons(pair(context, intern(name), value), list);
  }
  return pair(context, key, list);
}

bool function_exists(Vm::State& state, Term module, Term function, uint32_t arity) {
  const ExportEntry* exported = state.exports.find(module, function, arity);
  if (exported != nullptr && state.exports.has_code(*exported)) return true;
  const Module* loaded = state.find_module(module);
  if (loaded == nullptr) return false;
  const auto& functions = loaded->facts.functions;
  return std::any_of(functions.begin(), functions.end(), [&](const auto& each) {
    return each.arity == arity && loaded->atoms[each.name] == function;
  });
}

Term function_info(Context& context, Term which, Term key) {
  if (tuple_arity(which) != 3) return context.badarg();
  const Term module = tuple_element(which, 0);
  const Term function = tuple_element(which, 1);
  const Term arity = tuple_element(which, 2);
  if (!module.is_atom() || !function.is_atom() || !arity.is_small()) return context.badarg();
  const auto count = static_cast<uint32_t>(arity.small_value());
  const Breakpoint* breakpoint = trace_of(context).find(module, function, count);
  if (breakpoint == nullptr) {
    const bool exists = function_exists(context.vm->state(), module, function, count);
    return pair(context, key, exists ? atoms::kFalse : atoms::kUndefined);
  }
  if (key == intern("all")) return pair(context, key, all_breakpoint_info(context, *breakpoint));
  const Term value = breakpoint_info(context, *breakpoint, key);
  return value ? pair(context, key, value) : context.badarg();
}

Term trace_info_2(Context& context, const Term* arguments) {
  const Term item = arguments[0];
  const Term key = arguments[1];
  TraceState& trace = trace_of(context);
  if (item == intern("on_load")) return on_load_info(context, key);
  if (const Event event = read_event(item); event != Event::kNone) {
    if (key != intern("match_spec")) return context.badarg();
    const MessagePattern& pattern = event == Event::kSend ? trace.sends : trace.receives;
    if (!pattern.on) return pair(context, key, atoms::kFalse);
    return pair(context, key,
                pattern.pattern == nullptr ? atoms::kTrue : source_of(context, pattern.pattern));
  }
  if (item == intern("new") || item == intern("new_processes")) {
    forget_ended_tracer(context);
    return process_info(context, key, trace.new_process_flags, trace.new_process_tracer);
  }
  if (item == intern("new_ports")) return process_info(context, key, 0, Term::non_value());
  if (item.is_local_pid()) {
    Process* process = scheduler_of(context).find(item);
    if (process == nullptr) {
      const Term checked = process_info(context, key, 0, Term::non_value());
      return checked ? atoms::kUndefined : checked;
    }
    tracer_of(context, *process);  // forgets one that is gone
    return process_info(context, key, process->trace_flags, process->tracer);
  }
  if (item.is_tuple()) return function_info(context, item, key);
  return context.badarg(intern("badopt"));
}

/// Signals arrive at once, so all that is to come has come.
Term trace_delivered(Context& context, const Term* arguments) {
  static const Term kAll = intern("all");
  static const Term kTraceDelivered = intern("trace_delivered");
  if (arguments[0] != kAll && !arguments[0].is_local_pid()) return context.badarg();
  Word words[2];
  new_reference(scheduler_of(context), context.process->number, words);
  const Term reference = make_reference(context.heap, words);
  deliver_message(context, context.process,
                  context.heap.tuple(kTraceDelivered, arguments[0], reference));
  return reference;
}

constexpr Bif kTable[] = {
    {"erts_internal", "trace", 3, trace_3},
    {"erts_internal", "trace_pattern", 3, trace_pattern_3},
    {"erts_internal", "trace_pattern_set", 1, trace_pattern_set},
    {"erlang", "trace_info", 2, trace_info_2},
    {"erlang", "trace_delivered", 1, trace_delivered},
};

}  // namespace

constinit const BifTable kErlangTraceBifs = kTable;

}  // namespace linac
