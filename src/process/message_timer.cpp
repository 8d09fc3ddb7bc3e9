// SPDX-License-Identifier: Apache-2.0
#include "process/message_timer.h"

#include "memory/copy.h"
#include "process/message_target.h"
#include "process/signal.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

Term MessageTimers::start(Context& context, int64_t deadline, Term destination, Term message,
                          bool is_timeout) {
  Scheduler& scheduler = context.vm->state().scheduler;
  auto timer = std::make_unique<MessageTimer>();
  new_reference(scheduler, context.process->number, timer->reference);
  timer->destination = destination;
  timer->is_timeout = is_timeout;
  timer->message = message;
  if (const size_t words = term_words(message); words != 0) {
    timer->heap = std::make_unique<BlockHeap>(static_cast<uint32_t>(words));
    timer->message = copy_term(message, *timer->heap);
  }
  const Term reference = make_reference(context.heap, timer->reference);
  if (destination.is_local_pid()) {
    Process* process = scheduler.find(destination);
    // Nobody will wait for it; it counts as one that is not there any more.
    if (process == nullptr || process->state == ProcessState::kExiting) return reference;
    timer->process = process;
    timer->next = process->message_timers;
    if (timer->next != nullptr) timer->next->previous = timer.get();
    process->message_timers = timer.get();
  }
  scheduler.timers().start(*timer, deadline);
  timers_.emplace(timer->reference[0], std::move(timer));
  return reference;
}

std::optional<int64_t> MessageTimers::look_up(Scheduler& scheduler, Term reference, bool stop) {
  const Word* words = reference_words(reference);
  auto found = timers_.find(words[0]);
  if (found == timers_.end() || found->second->reference[1] != words[1]) return std::nullopt;
  const int64_t deadline = found->second->deadline;
  if (stop) {
    scheduler.timers().stop(*found->second);
    forget(*found->second);
  }
  return deadline;
}

void MessageTimers::forget_process(Scheduler& scheduler, Process* process) {
  while (MessageTimer* timer = process->message_timers) {
    scheduler.timers().stop(*timer);
    forget(*timer);
  }
}

void MessageTimers::fire(Context& context, MessageTimer& timer) {
  if (Process* receiver = find_process(context, timer.destination)) {
    if (!timer.is_timeout) {
      send_message(context, receiver, timer.message);
    } else if (receiver->state != ProcessState::kExiting) {
      Term timeout;
      {
        BorrowedHeap heap(context, *receiver);
        const Term copy = copy_term(timer.message, *heap);
        timeout = heap->tuple(atoms::kTimeout, make_reference(*heap, timer.reference), copy);
      }
      deliver_message(context, receiver, timeout);
    }
  }
  forget(timer);
}

void MessageTimers::forget(MessageTimer& timer) {
  if (timer.process != nullptr) {
    if (timer.previous != nullptr) {
      timer.previous->next = timer.next;
    } else {
      timer.process->message_timers = timer.next;
    }
    if (timer.next != nullptr) timer.next->previous = timer.previous;
  }
  timers_.erase(timer.reference[0]);
}

int64_t run_timers(Context& context, int64_t now) {
  // Then processes have their turn, and who waits for the clock sees that time goes on.
  constexpr int kMostAtOnce = 10'000;
  Vm::State& state = context.vm->state();
  TimerQueue& timers = state.scheduler.timers();
  for (int i = 0; i < kMostAtOnce; ++i) {
    Timer* timer = timers.first();
    if (timer == nullptr) return -1;
    if (timer->deadline > now) return timer->deadline;
    timers.stop(*timer);
    if (timer->kind == Timer::Kind::kMessage) {
      state.message_timers.fire(context, static_cast<MessageTimer&>(*timer));
    } else {
      Process* process = static_cast<ReceiveTimer*>(timer)->process;
      process->timed_out = true;
      state.scheduler.make_runnable(process);
    }
  }
  return now;
}

}  // namespace linac
