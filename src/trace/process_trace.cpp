// SPDX-License-Identifier: Apache-2.0
#include "trace/process_trace.h"

#include "process/heap_info.h"
#include "runtime/long_work.h"
#include "term/atom.h"
#include "trace/trace_actions.h"
#include "trace/trace_message.h"
#include "vm_state.h"

namespace linac {

namespace {

TraceState& trace_of(Context& context) { return context.vm->state().trace; }

/// Runs a pattern for messages. False: the message is not to be shown; else `extra` is what it
/// says.
bool passes(Context& context, Process& tracee, const MessagePattern& pattern,
            std::span<const Term> arguments, Term& extra) {
  extra = atoms::kTrue;
  if (!pattern.on) return false;
  if (pattern.pattern == nullptr || pattern.pattern->spec == nullptr) return true;
  TraceActions actions(tracee, nullptr);
  const auto outcome = pattern.pattern->spec->run_trace(context, arguments, actions, extra);
  if (outcome == MatchSpec::Outcome::kNoMatch || extra == atoms::kFalse) return false;
  return (tracee.trace_flags & kTraceSilent) == 0;
}

/// {Module, Function, Arguments} of a process to be started.
Term start_call(Heap& heap, const SpawnRequest& request) {
  if (!request.fun) return heap.tuple(request.module, request.function, request.arguments);
  const Term arguments = heap.cons(request.fun, heap.cons(request.arguments, Term::nil()));
  return heap.tuple(atoms::kErlang, atoms::kApply, arguments);
}

/// The flags in `once` are for the first heir only.
void inherit(Process& from, Process& to, TraceFlags always, TraceFlags once) {
  if (!(from.trace_flags & (always | once)) || !from.tracer) return;
  const bool only_once = (from.trace_flags & once) != 0;
  to.trace_flags = from.trace_flags;
  to.tracer = from.tracer;
  if (!only_once) return;
  to.trace_flags &= ~(always | once);
  from.trace_flags &= ~(always | once);
}

}  // namespace

void trace_send_slow(Context& context, Term target, Term message) {
  static const Term kSend = intern("send");
  static const Term kSendToNobody = intern("send_to_non_existing_process");
  Process& process = *context.process;
  const Term arguments[] = {target, message};
  Term extra;
  if (!passes(context, process, trace_of(context).sends, arguments, extra)) return;
  const bool is_gone =
      target.is_local_pid() && context.vm->state().scheduler.find(target) == nullptr;
  const Term elements[] = {is_gone ? kSendToNobody : kSend, message, target, extra};
  send_trace(context, process, kTraceSends, {elements, extra == atoms::kTrue ? 3u : 4u});
}

void trace_receive_slow(Context& context, Process& receiver, Term message) {
  static const Term kReceive = intern("receive");
  const Term sender = context.process != nullptr ? context.process->pid() : atoms::kUndefined;
  const Term node = context.process != nullptr ? atoms::kNodeNoHost : intern("system");
  const Term arguments[] = {node, sender, message};
  Term extra;
  const MessagePattern& pattern = trace_of(context).receives;
  if (context.process == nullptr) {
    // A timer's message: the pattern computes on the receiver's heap, as its process.
    context.heap.load(receiver.heap);
    context.process = &receiver;
    const bool shown = passes(context, receiver, pattern, arguments, extra);
    context.process = nullptr;
    context.heap.store(receiver.heap);
    if (!shown) return;
  } else if (!passes(context, receiver, pattern, arguments, extra)) {
    return;
  }
  const Term elements[] = {kReceive, message, extra};
  send_trace(context, receiver, kTraceReceives, {elements, extra == atoms::kTrue ? 2u : 3u});
}

void trace_process_slow(Context& context, Process& process, const char* what, Term data) {
  const Term elements[] = {intern(what), data};
  send_trace(context, process, kTraceProcs, elements);
}

void forget_ended_tracer(Context& context) {
  TraceState& trace = trace_of(context);
  if (!trace.new_process_tracer) return;
  const Process* const tracer = context.vm->state().scheduler.find(trace.new_process_tracer);
  if (tracer != nullptr && tracer->state != ProcessState::kExiting) return;
  trace.new_process_flags = 0;
  trace.new_process_tracer = Term::non_value();
}

void trace_timeout(Context& context) {
  Process& process = *context.process;
  if (!(process.trace_flags & kTraceReceives)) return;
  const Term elements[] = {intern("receive"), intern("timeout")};
  send_trace(context, process, kTraceReceives, elements);
}

void trace_spawn(Context& context, Process& child, const SpawnRequest& request) {
  TraceState& trace = trace_of(context);
  forget_ended_tracer(context);
  child.trace_flags = trace.new_process_flags;
  child.tracer = trace.new_process_tracer;
  Process* parent = context.process;
  if (parent == nullptr) return;
  const bool parent_is_traced = (parent->trace_flags & kTraceProcs) != 0;
  inherit(*parent, child, kTraceSetOnSpawn, kTraceSetOnFirstSpawn);
  if (request.link) inherit(*parent, child, kTraceSetOnLink, kTraceSetOnFirstLink);
  if (!parent_is_traced && !(child.trace_flags & kTraceProcs)) return;
  const Term call = start_call(context.heap, request);
  const Term spawn[] = {atoms::kSpawn, child.pid(), call};
  send_trace(context, *parent, kTraceProcs, spawn);
  if (request.link) trace_process(context, *parent, "link", child.pid());
  const Term spawned[] = {intern("spawned"), parent->pid(), call};
  send_trace(context, child, kTraceProcs, spawned);
  if (request.link) trace_process(context, child, "getting_linked", parent->pid());
}

void trace_turn(Context& context, bool begins) {
  Process& process = *context.process;
  TraceState& trace = trace_of(context);
  if (!trace.running_calls.empty()) {
    const auto found = trace.running_calls.find(process.number);
    if (found != trace.running_calls.end()) {
      const int64_t now = context.vm->state().platform.monotonic_time();
      RunningCall& running = found->second;
      if (!begins && running.breakpoint != nullptr) {
        running.breakpoint->time_by_process[process.number].nanoseconds += now - running.since;
      }
      running.since = now;
    }
  }
  if (!(process.trace_flags & (kTraceRunning | kTraceRunningProcs))) return;
  const SlotIndex slot = context.jit_state->continuation;
  const Slot& place = context.vm->state().slots[slot];
  Term function = Term::small(0);
  if (place.kind == SlotKind::kLabel) {
    const Location& location = place.module->locations[place.module->entries[place.index].location];
    const beam::Facts::Function& facts = place.module->facts.functions[location.function];
    function = context.heap.tuple(place.module->name, place.module->atoms[facts.name],
                                  Term::small(facts.arity));
  } else if (place.kind == SlotKind::kBif) {
    const ExportEntry& bif = function_under_way(context, *place.export_entry);
    function = context.heap.tuple(bif.module, bif.function, Term::small(bif.arity));
  }
  const Term elements[] = {intern(begins ? "in" : "out"), function};
  send_trace(context, process, process.trace_flags & (kTraceRunning | kTraceRunningProcs),
             elements);
}

void trace_collection_slow(Context& context, Process& process, const HeapState& before,
                           const HeapState& after, bool is_major) {
  BlockHeap area;
  const Term word_size = area.tuple(intern("wordsize"), Term::small(sizeof(Word)));
  const Term start[] = {intern(is_major ? "gc_major_start" : "gc_minor_start"),
                        area.cons(word_size, heap_info(area, before))};
  send_trace(context, process, kTraceGarbageCollection, start);
  const Term end[] = {intern(is_major ? "gc_major_end" : "gc_minor_end"),
                      area.cons(word_size, heap_info(area, after))};
  send_trace(context, process, kTraceGarbageCollection, end);
}

void trace_exit(Context& context, Process& process, Term reason) {
  trace_of(context).running_calls.erase(process.number);
  trace_process(context, process, "exit", reason);
}

void trace_exited(Context& context, Process& process) {
  if (!(process.trace_flags & kTraceExiting)) return;
  const Term elements[] = {intern("out_exited"), Term::small(0)};
  send_trace(context, process, kTraceExiting, elements);
}

}  // namespace linac
