// SPDX-License-Identifier: Apache-2.0
//
// See signal.h. An exit spreads through a work list: `Dying` holds the processes that have been
// marked exiting, and the ports that have been closed, whose links and monitors are still to be
// told.
#include "process/signal.h"

#include "ets/ownership.h"
#include "memory/copy.h"
#include "on_load.h"
#include "ports/port.h"
#include "ports/port_signals.h"
#include "process/crash_report.h"
#include "term/atom.h"
#include "trace/process_trace.h"
#include "vm_state.h"

namespace linac {

namespace {

struct Dying {
  std::vector<Process*> processes;
  std::vector<Port*> ports;
};

Scheduler& scheduler_of(Context& context) { return context.vm->state().scheduler; }

void wake(Context& context, Process* process) {
  if (process->state == ProcessState::kWaiting) scheduler_of(context).make_runnable(process);
}

/// Takes the monitor of this reference and side out of the list of a process or a port.
template <typename Owner>
bool take_monitor(Owner* process, const Word* reference, bool is_origin, Monitor* taken) {
  const Monitor* found = process->monitors.find(reference[0]);
  if (found == nullptr || found->is_origin != is_origin) return false;
  return process->monitors.remove(reference[0], taken);
}

/// Takes the tag of a monitor that its origin has no more.
Term take_tag(Process* origin, const Monitor& monitor) {
  if (!monitor.has_tag) return atoms::kDownUpper;
  MonitorTag taken{};
  origin->monitor_tags.remove(monitor.reference[0], &taken);
  return taken.tag;
}

/// Marks a process as exiting. `reason` is on its own heap.
void begin_exit(Context& context, Process* process, Term reason, Dying& dying) {
  Scheduler& scheduler = scheduler_of(context);
  trace_exit(context, *process, reason);
  process->state = ProcessState::kExiting;
  process->exit_reason = reason;
  if (process->registered_name) {
    scheduler.unregister_name(process->registered_name);
    trace_process(context, *process, "unregister", process->registered_name);
  }
  process->registered_name = Term::non_value();
  scheduler.cancel_receive_timer(process);
  finish_on_load(context.vm->state(), *process, Term::non_value());
  context.vm->state().message_timers.forget_process(scheduler, process);
  process->aliases.clear();
  if (process->suspend_count != 0) {
    scheduler.for_each([&](Process& other) { other.suspensions.remove(process->number); });
  }
  release_tables(context, *process);
  context.vm->state().open_files.close_all_of(process->number);
  dying.processes.push_back(process);
}

void end_by_signal(Context& context, Process* process, Term reason, Dying& dying) {
  Term own_reason;
  {
    BorrowedHeap heap(context, *process);
    own_reason = copy_term(reason, *heap);
  }
  Vm::State& state = context.vm->state();
  if (process->number == state.main_process && reason != atoms::kNormal) {
    state.exit_status = 1;
    report_crash(context, *process, atoms::kExit, own_reason, Term::nil());
  }
  begin_exit(context, process, own_reason, dying);
}

void send_exit_message(Context& context, Term from, Process* receiver, Term reason) {
  Term message;
  {
    BorrowedHeap heap(context, *receiver);
    const Term copy = copy_term(reason, *heap);
    message = heap->tuple(atoms::kExitUpper, from, copy);
  }
  deliver_message(context, receiver, message);
}

void deliver_exit(Context& context, Term from, Process* receiver, Term reason, bool from_link,
                  Dying& dying) {
  if (receiver->state == ProcessState::kExiting) return;
  if (from_link && !receiver->links.remove(from.bits())) return;
  // Of one that it ends, nothing is told of the link.
  if (from_link && (receiver->trap_exit || reason == atoms::kNormal)) {
    trace_process(context, *receiver, "getting_unlinked", from);
  }
  if (reason == atoms::kKill && !from_link) {
    end_by_signal(context, receiver, atoms::kKilled, dying);
  } else if (receiver->trap_exit) {
    send_exit_message(context, from, receiver, reason);
  } else if (reason != atoms::kNormal || from == receiver->pid()) {
    end_by_signal(context, receiver, reason, dying);
  }
}

/// Marks a port as closed: from here on nobody finds it.
void begin_port_exit(Context& context, Port& port, Term reason, Dying& dying) {
  if (port.is_closed) return;
  port.is_closed = true;
  if (reason.is_pointer()) {
    port.exit_reason_heap = std::make_unique<BlockHeap>();
    reason = copy_term(reason, *port.exit_reason_heap);
  }
  port.exit_reason = reason == atoms::kKill ? atoms::kKilled : reason;
  Vm::State& state = context.vm->state();
  if (port.registered_name) state.scheduler.unregister_name(port.registered_name);
  port.registered_name = Term::non_value();
  set_port_busy(context, port, false);
  state.ports.remove(&port);
  dying.ports.push_back(&port);
}

/// An exit signal of a linked process to a port. One that is `normal` ends it only if it is the
/// owner's.
void deliver_port_exit(Context& context, Term from, Port& port, Term reason, Dying& dying) {
  if (!port.links.remove(from.bits())) return;
  if (reason == atoms::kNormal && from != port.owner) return;
  begin_port_exit(context, port, reason, dying);
}

/// Tells the processes that watch a process or port.
void announce_down(Context& context, std::vector<Monitor> monitors, Term type, Term who,
                   Term reason) {
  Vm::State& state = context.vm->state();
  for (const Monitor& monitor : monitors) {
    if (monitor.is_origin && monitor.other.is_local_port()) {
      if (Port* port = state.ports.find(monitor.other)) {
        take_monitor(port, monitor.reference, false, nullptr);
      }
      continue;
    }
    Process* other = state.scheduler.find(monitor.other);
    if (other == nullptr) continue;
    if (monitor.is_origin) {
      take_monitor(other, monitor.reference, false, nullptr);
      continue;
    }
    Monitor origin;
    if (!take_monitor(other, monitor.reference, true, &origin)) continue;
    send_down(context, other, origin, type, origin.name ? origin.name : who, reason);
  }
}

/// Tells all whom the end of a port concerns, the owner last.
void announce_port_exit(Context& context, Port& port, Dying& dying) {
  static const Term kClosed = intern("closed");
  Scheduler& scheduler = scheduler_of(context);
  for (const Term pid : port.links.take()) {
    Process* other = scheduler.find(pid);
    if (other == nullptr) continue;
    deliver_exit(context, port.term(), other, port.exit_reason, true, dying);
  }
  announce_down(context, port.monitors.take(), atoms::kPort, port.term(), port.exit_reason);
  port.driver->stop(context);
  if (!port.sends_closed) return;
  send_from_port(context, port.owner, [&](Heap& heap) { return heap.tuple(port.term(), kClosed); });
}

/// Tells all whom the end of a process concerns.
void announce_exit(Context& context, Process* process, Dying& dying) {
  Scheduler& scheduler = scheduler_of(context);
  for (const Term identifier : process->links.take()) {
    if (identifier.is_local_port()) {
      Port* port = context.vm->state().ports.find(identifier);
      if (port == nullptr) continue;
      deliver_port_exit(context, process->pid(), *port, process->exit_reason, dying);
      continue;
    }
    Process* other = scheduler.find(identifier);
    if (other == nullptr) continue;
    deliver_exit(context, process->pid(), other, process->exit_reason, true, dying);
  }
  for (const Suspension& suspension : process->suspensions.take()) {
    Process* other = scheduler.find(suspension.process);
    for (uint32_t i = 0; other != nullptr && i < suspension.count; ++i) scheduler.resume(other);
  }
  announce_down(context, process->monitors.take(), atoms::kProcess, process->pid(),
                process->exit_reason);
}

void finish_exits(Context& context, Dying& dying) {
  Vm::State& state = context.vm->state();
  for (size_t i = 0, ports = 0; i < dying.processes.size() || ports < dying.ports.size();) {
    if (ports < dying.ports.size()) {
      announce_port_exit(context, *dying.ports[ports++], dying);
      continue;
    }
    Process* const process = dying.processes[i++];
    announce_exit(context, process, dying);
    trace_exited(context, *process);
    if (process == context.process) continue;
    if (process->number == state.main_process) state.finished = true;
    state.scheduler.destroy(process);
  }
}

}  // namespace

BorrowedHeap::BorrowedHeap(Context& context, Process& process) : process_(process) {
  if (context.process == &process) {
    heap_ = &context.heap;
    return;
  }
  own_.load(process.heap);
  heap_ = &own_;
}

BorrowedHeap::~BorrowedHeap() {
  if (heap_ == &own_) own_.store(process_.heap);
}

void send_message(Context& context, Process* receiver, Term message) {
  if (receiver->state == ProcessState::kExiting) return;
  if (receiver == context.process) {
    deliver_message(context, receiver, message);  // it lies where it has to already
    return;
  }
  if (message.is_pointer()) {
    BorrowedHeap heap(context, *receiver);
    message = copy_term(message, *heap);
  }
  deliver_message(context, receiver, message);
}

void deliver_message(Context& context, Process* receiver, Term message) {
  trace_receive(context, *receiver, message);
  deliver_untraced(context, receiver, message);
}

void deliver_untraced(Context& context, Process* receiver, Term message) {
  receiver->mailbox.push(message);
  wake(context, receiver);
}

bool link_processes(Process* one, Process* other) {
  if (one == other) return false;
  if (one->links.contains(other->pid().bits())) return false;
  one->links.add(other->pid());
  other->links.add(one->pid());
  return true;
}

bool unlink_processes(Process* one, Process* other) {
  return one->links.remove(other->pid().bits()) && other->links.remove(one->pid().bits());
}

bool link_port(Process& process, Port& port) {
  if (process.links.contains(port.term().bits())) return false;
  process.links.add(port.term());
  port.links.add(process.pid());
  return true;
}

bool unlink_port(Process& process, Port& port) {
  return process.links.remove(port.term().bits()) && port.links.remove(process.pid().bits());
}

void send_exit(Context& context, Term from, Process* receiver, Term reason, bool from_link) {
  Dying dying;
  deliver_exit(context, from, receiver, reason, from_link, dying);
  finish_exits(context, dying);
}

void exit_process(Context& context, Process* process, Term reason) {
  if (process->state == ProcessState::kExiting) return;
  Dying dying;
  begin_exit(context, process, reason, dying);
  finish_exits(context, dying);
}

void exit_port(Context& context, Port& port, Term reason) {
  Dying dying;
  begin_port_exit(context, port, reason, dying);
  finish_exits(context, dying);
}

void send_down(Context& context, Process* receiver, const Monitor& monitor, Term type, Term item,
               Term reason) {
  if (receiver->state == ProcessState::kExiting) return;
  const Alias* alias = receiver->aliases.find(monitor.reference[0]);
  if (alias != nullptr && alias->ends_with_monitor()) {
    receiver->aliases.remove(monitor.reference[0]);
  }
  Term message;
  {
    BorrowedHeap heap(context, *receiver);
    const Term copy = copy_term(reason, *heap);
    if (item.is_atom()) item = heap->tuple(item, atoms::kNodeNoHost);
    const Term reference = make_reference(*heap, monitor.reference);
    const Term tag = take_tag(receiver, monitor);
    message = heap->tuple(tag, reference, type, item, copy);
  }
  deliver_message(context, receiver, message);
}

Term after_signal(Context& context, Term result) {
  if (context.process->state != ProcessState::kExiting) return result;
  context.leave = Leave::kExit;
  return Term::non_value();
}

void new_reference(Scheduler& scheduler, uint64_t owner, Word (&words)[2]) {
  words[0] = scheduler.next_reference();
  words[1] = owner;
}

Term make_reference(Heap& heap, const Word (&words)[2]) {
  Word* at = heap.allocate(kReferenceWords);
  at[0] = make_header(Kind::kReference, kReferenceWords - 1);
  at[1] = words[0];
  at[2] = words[1];
  return Term::pointer(Tag::kBoxed, at);
}

namespace {

template <typename Target>
void monitor_target(Process* origin, Term who, Target& target, const Word (&reference)[2],
                    Term name, Term tag) {
  Monitor monitor{};
  monitor.reference[0] = reference[0];
  monitor.reference[1] = reference[1];
  monitor.other = who;
  monitor.name = name;
  monitor.is_origin = true;
  if (tag) set_tag(origin, monitor, tag);
  origin->monitors.add(monitor);
  monitor.other = origin->pid();
  monitor.is_origin = monitor.has_tag = false;
  target.monitors.add(monitor);
}

}  // namespace

void add_monitor(Process* origin, Process* target, const Word (&reference)[2], Term name,
                 Term tag) {
  monitor_target(origin, target->pid(), *target, reference, name, tag);
}

void add_monitor(Process* origin, Port& target, const Word (&reference)[2], Term name, Term tag) {
  monitor_target(origin, target.term(), target, reference, name, tag);
}

void set_tag(Process* origin, Monitor& monitor, Term tag) {
  monitor.has_tag = true;
  origin->monitor_tags.add({monitor.reference[0], tag});
}

bool remove_monitor(Context& context, Process* origin, const Word* reference) {
  const Alias* alias = origin->aliases.find(reference[0]);
  if (alias != nullptr && alias->ends_with_monitor()) origin->aliases.remove(reference[0]);
  Monitor monitor;
  if (!take_monitor(origin, reference, true, &monitor)) return false;
  take_tag(origin, monitor);
  if (monitor.other.is_local_port()) {
    Port* target = context.vm->state().ports.find(monitor.other);
    if (target != nullptr) take_monitor(target, reference, false, nullptr);
    return true;
  }
  Process* target = scheduler_of(context).find(monitor.other);
  if (target != nullptr) take_monitor(target, reference, false, nullptr);
  return true;
}

bool remove_alias(Process* process, const Word* reference) {
  return reference[1] == process->number && process->aliases.remove(reference[0]);
}

void send_to_alias(Context& context, Term reference, Term message) {
  const Word words[2] = {reference_words(reference)[0], reference_words(reference)[1]};
  Process* receiver = scheduler_of(context).find(words[1]);
  if (receiver == nullptr) return;
  const Alias* alias = receiver->aliases.find(words[0]);
  if (alias == nullptr) return;
  if (alias->kind == AliasKind::kReply) {
    receiver->aliases.remove(words[0]);
  } else if (alias->kind == AliasKind::kReplyDemonitor) {
    remove_monitor(context, receiver, words);
  }
  send_message(context, receiver, message);
}

}  // namespace linac
