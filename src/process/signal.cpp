// SPDX-License-Identifier: Apache-2.0
//
// See signal.h. An exit spreads through a work list: `DyingProcesses` holds the processes that have
// been marked exiting and whose links and monitors are still to be told.
#include "process/signal.h"

#include <algorithm>

#include "memory/copy.h"
#include "on_load.h"
#include "process/crash_report.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

using DyingProcesses = std::vector<Process*>;

Scheduler& scheduler_of(Context& context) { return context.vm->state().scheduler; }

void wake(Context& context, Process* process) {
  if (process->state == ProcessState::kWaiting) scheduler_of(context).make_runnable(process);
}

bool same_reference(const Word* a, const Word* b) { return a[0] == b[0] && a[1] == b[1]; }

/// Takes the monitor of this reference and side out of a process's list.
bool take_monitor(Process* process, const Word* reference, bool is_origin, Monitor* taken) {
  for (auto at = process->monitors.begin(); at != process->monitors.end(); ++at) {
    if (at->is_origin != is_origin || !same_reference(at->reference, reference)) continue;
    if (taken != nullptr) *taken = *at;
    process->monitors.erase(at);
    return true;
  }
  return false;
}

bool remove_link(Process* process, uint64_t other) {
  auto found = std::find(process->links.begin(), process->links.end(), other);
  if (found == process->links.end()) return false;
  process->links.erase(found);
  return true;
}

/// Marks a process as exiting. `reason` is on its own heap.
void begin_exit(Context& context, Process* process, Term reason, DyingProcesses& dying) {
  Scheduler& scheduler = scheduler_of(context);
  process->state = ProcessState::kExiting;
  process->exit_reason = reason;
  if (process->registered_name) scheduler.unregister_name(process->registered_name);
  scheduler.cancel_receive_timer(process);
  finish_on_load(context.vm->state(), *process, Term::non_value());
  context.vm->state().message_timers.forget_process(scheduler, process);
  process->aliases.clear();
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
  {
    BorrowedHeap heap(context, *receiver);
    const Term copy = copy_term(reason, *heap);
    receiver->mailbox.push(heap->tuple(atoms::kExitUpper, Term::pid(from), copy));
  }
  wake(context, receiver);
}

void deliver_exit(Context& context, uint64_t from, Process* receiver, Term reason, bool from_link,
                  DyingProcesses& dying) {
  if (receiver->state == ProcessState::kExiting) return;
  if (from_link && !remove_link(receiver, from)) return;
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
  const std::vector<uint64_t> links = std::move(process->links);
  process->links.clear();
  for (const uint64_t number : links) {
    Process* other = scheduler.find(number);
    if (other == nullptr) continue;
    deliver_exit(context, process->number, other, process->exit_reason, true, dying);
  }
  const std::vector<Monitor> monitors = std::move(process->monitors);
  process->monitors.clear();
  for (const Monitor& monitor : monitors) {
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
    receiver->mailbox.push(message);  // it lies where it has to already
    return;
  }
  if (message.is_pointer()) {
    BorrowedHeap heap(context, *receiver);
    message = copy_term(message, *heap);
  }
  deliver_message(context, receiver, message);
}

void deliver_message(Context& context, Process* receiver, Term message) {
  receiver->mailbox.push(message);
  wake(context, receiver);
}

bool link_processes(Process* one, Process* other) {
  if (one == other) return false;
  if (std::find(one->links.begin(), one->links.end(), other->number) != one->links.end()) {
    return false;
  }
  one->links.push_back(other->number);
  other->links.push_back(one->number);
  return true;
}

void unlink_processes(Process* one, Process* other) {
  if (remove_link(one, other->number)) remove_link(other, one->number);
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
  auto alias = std::find_if(
      receiver->aliases.begin(), receiver->aliases.end(),
      [&](const Alias& candidate) { return candidate.reference == monitor.reference[0]; });
  if (alias != receiver->aliases.end() && alias->ends_with_monitor()) {
    receiver->aliases.erase(alias);
  }
  {
    BorrowedHeap heap(context, *receiver);
    const Term copy = copy_term(reason, *heap);
    if (item.is_atom()) item = heap->tuple(item, atoms::kNodeNoHost);
    const Term reference = make_reference(*heap, monitor.reference);
    const Term tag = monitor.tag ? monitor.tag : atoms::kDownUpper;
    receiver->mailbox.push(heap->tuple(tag, reference, atoms::kProcess, item, copy));
  }
  wake(context, receiver);
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

void add_monitor(Process* origin, Process* target, const Word (&reference)[2], Term name) {
  Monitor monitor{};
  monitor.reference[0] = reference[0];
  monitor.reference[1] = reference[1];
  monitor.other = target->pid();
  monitor.name = name;
  monitor.is_origin = true;
  origin->monitors.push_back(monitor);
  monitor.other = origin->pid();
  monitor.is_origin = false;
  target->monitors.push_back(monitor);
}

bool remove_monitor(Scheduler& scheduler, Process* origin, const Word* reference) {
  for (auto alias = origin->aliases.begin(); alias != origin->aliases.end(); ++alias) {
    if (alias->reference != reference[0]) continue;
    if (alias->ends_with_monitor()) origin->aliases.erase(alias);
    break;
  }
  Monitor monitor;
  if (!take_monitor(origin, reference, true, &monitor)) return false;
  Process* target = scheduler.find(monitor.other);
  if (target != nullptr) take_monitor(target, reference, false, nullptr);
  return true;
}

bool remove_alias(Process* process, const Word* reference) {
  if (reference[1] != process->number) return false;
  for (auto alias = process->aliases.begin(); alias != process->aliases.end(); ++alias) {
    if (alias->reference != reference[0]) continue;
    process->aliases.erase(alias);
    return true;
  }
  return false;
}

void send_to_alias(Context& context, Term reference, Term message) {
  const Word words[2] = {reference_words(reference)[0], reference_words(reference)[1]};
  Scheduler& scheduler = scheduler_of(context);
  Process* receiver = scheduler.find(words[1]);
  if (receiver == nullptr) return;
  auto alias =
      std::find_if(receiver->aliases.begin(), receiver->aliases.end(),
                   [&](const Alias& candidate) { return candidate.reference == words[0]; });
  if (alias == receiver->aliases.end()) return;
  if (alias->kind == AliasKind::kReply) {
    receiver->aliases.erase(alias);
  } else if (alias->kind == AliasKind::kReplyDemonitor) {
    remove_monitor(scheduler, receiver, words);
  }
  send_message(context, receiver, message);
}

}  // namespace linac
