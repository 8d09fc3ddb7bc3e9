// SPDX-License-Identifier: Apache-2.0
//
// See signal.h. An exit spreads through a work list: `DyingProcesses` holds the processes that have
// been marked exiting and whose links and monitors are still to be told.
#include "process/signal.h"

#include "ets/ownership.h"
#include "memory/copy.h"
#include "on_load.h"
#include "process/crash_report.h"
#include "term/atom.h"
#include "trace/process_trace.h"
#include "vm_state.h"

namespace linac {

namespace {

using DyingProcesses = std::vector<Process*>;

Scheduler& scheduler_of(Context& context) { return context.vm->state().scheduler; }

void wake(Context& context, Process* process) {
  if (process->state == ProcessState::kWaiting) scheduler_of(context).make_runnable(process);
}

/// Takes the monitor of this reference and side out of a process's list.
bool take_monitor(Process* process, const Word* reference, bool is_origin, Monitor* taken) {
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
void begin_exit(Context& context, Process* process, Term reason, DyingProcesses& dying) {
  Scheduler& scheduler = scheduler_of(context);
  trace_exit(context, *process, reason);
  process->state = ProcessState::kExiting;
  process->exit_reason = reason;
  if (process->registered_name) scheduler.unregister_name(process->registered_name);
  scheduler.cancel_receive_timer(process);
  finish_on_load(context.vm->state(), *process, Term::non_value());
  context.vm->state().message_timers.forget_process(scheduler, process);
  process->aliases.clear();
  if (process->suspend_count != 0) {
    scheduler.for_each([&](Process& other) { other.suspensions.remove(process->number); });
  }
  release_tables(context, *process);
  context.vm->state().open_files.close_all_of(process->number);
  dying.push_back(process);
}

void end_by_signal(Context& context, Process* process, Term reason, DyingProcesses& dying) {
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

void send_exit_message(Context& context, uint64_t from, Process* receiver, Term reason) {
  Term message;
  {
    BorrowedHeap heap(context, *receiver);
    const Term copy = copy_term(reason, *heap);
    message = heap->tuple(atoms::kExitUpper, Term::pid(from), copy);
  }
  deliver_message(context, receiver, message);
}

void deliver_exit(Context& context, uint64_t from, Process* receiver, Term reason, bool from_link,
                  DyingProcesses& dying) {
  if (receiver->state == ProcessState::kExiting) return;
  if (from_link && !receiver->links.remove(from)) return;
  // Of one that it ends, nothing is told of the link.
  if (from_link && (receiver->trap_exit || reason == atoms::kNormal)) {
    trace_process(context, *receiver, "getting_unlinked", Term::pid(from));
  }
  if (reason == atoms::kKill && !from_link) {
    end_by_signal(context, receiver, atoms::kKilled, dying);
  } else if (receiver->trap_exit) {
    send_exit_message(context, from, receiver, reason);
  } else if (reason != atoms::kNormal || from == receiver->number) {
    end_by_signal(context, receiver, reason, dying);
  }
}

/// Tells all whom the end of a process concerns.
void announce_exit(Context& context, Process* process, DyingProcesses& dying) {
  Scheduler& scheduler = scheduler_of(context);
  for (const uint64_t number : process->links.take()) {
    Process* other = scheduler.find(number);
    if (other == nullptr) continue;
    deliver_exit(context, process->number, other, process->exit_reason, true, dying);
  }
  for (const Suspension& suspension : process->suspensions.take()) {
    Process* other = scheduler.find(suspension.process);
    for (uint32_t i = 0; other != nullptr && i < suspension.count; ++i) scheduler.resume(other);
  }
  for (const Monitor& monitor : process->monitors.take()) {
    Process* other = scheduler.find(monitor.other);
    if (other == nullptr) continue;
    if (monitor.is_origin) {
      take_monitor(other, monitor.reference, false, nullptr);
      continue;
    }
    Monitor origin;
    if (!take_monitor(other, monitor.reference, true, &origin)) continue;
    send_down(context, other, origin, origin.name ? origin.name : process->pid(),
              process->exit_reason);
  }
}

void finish_exits(Context& context, DyingProcesses& dying) {
  for (size_t i = 0; i < dying.size(); ++i) {
    announce_exit(context, dying[i], dying);
    if (dying[i] == context.process) continue;
    Vm::State& state = context.vm->state();
    if (dying[i]->number == state.main_process) state.finished = true;
    state.scheduler.destroy(dying[i]);
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
  if (one->links.contains(other->number)) return false;
  one->links.add(other->number);
  other->links.add(one->number);
  return true;
}

bool unlink_processes(Process* one, Process* other) {
  return one->links.remove(other->number) && other->links.remove(one->number);
}

void send_exit(Context& context, uint64_t from, Process* receiver, Term reason, bool from_link) {
  DyingProcesses dying;
  deliver_exit(context, from, receiver, reason, from_link, dying);
  finish_exits(context, dying);
}

void exit_process(Context& context, Process* process, Term reason) {
  if (process->state == ProcessState::kExiting) return;
  DyingProcesses dying;
  begin_exit(context, process, reason, dying);
  finish_exits(context, dying);
}

void send_down(Context& context, Process* receiver, const Monitor& monitor, Term item,
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
    message = heap->tuple(tag, reference, atoms::kProcess, item, copy);
  }
  deliver_message(context, receiver, message);
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

void add_monitor(Process* origin, Process* target, const Word (&reference)[2], Term name,
                 Term tag) {
  Monitor monitor{};
  monitor.reference[0] = reference[0];
  monitor.reference[1] = reference[1];
  monitor.other = target->pid();
  monitor.name = name;
  monitor.is_origin = true;
  if (tag) set_tag(origin, monitor, tag);
  origin->monitors.add(monitor);
  monitor.other = origin->pid();
  monitor.is_origin = monitor.has_tag = false;
  target->monitors.add(monitor);
}

void set_tag(Process* origin, Monitor& monitor, Term tag) {
  monitor.has_tag = true;
  origin->monitor_tags.add({monitor.reference[0], tag});
}

bool remove_monitor(Scheduler& scheduler, Process* origin, const Word* reference) {
  const Alias* alias = origin->aliases.find(reference[0]);
  if (alias != nullptr && alias->ends_with_monitor()) origin->aliases.remove(reference[0]);
  Monitor monitor;
  if (!take_monitor(origin, reference, true, &monitor)) return false;
  take_tag(origin, monitor);
  Process* target = scheduler.find(monitor.other);
  if (target != nullptr) take_monitor(target, reference, false, nullptr);
  return true;
}

bool remove_alias(Process* process, const Word* reference) {
  return reference[1] == process->number && process->aliases.remove(reference[0]);
}

void send_to_alias(Context& context, Term reference, Term message) {
  const Word words[2] = {reference_words(reference)[0], reference_words(reference)[1]};
  Scheduler& scheduler = scheduler_of(context);
  Process* receiver = scheduler.find(words[1]);
  if (receiver == nullptr) return;
  const Alias* alias = receiver->aliases.find(words[0]);
  if (alias == nullptr) return;
  if (alias->kind == AliasKind::kReply) {
    receiver->aliases.remove(words[0]);
  } else if (alias->kind == AliasKind::kReplyDemonitor) {
    remove_monitor(scheduler, receiver, words);
  }
  send_message(context, receiver, message);
}

}  // namespace linac
