// SPDX-License-Identifier: Apache-2.0
#include "trace/system_monitor.h"

#include "memory/heap.h"
#include "process/signal.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

/// {monitor, Pid, What, Info}, on the observer's heap.
void tell(Context& context, const char* what, const char* measure, int64_t value) {
  SystemMonitor& monitor = context.vm->state().trace.monitor;
  Process* observer = context.vm->state().scheduler.find(monitor.observer);
  if (observer == nullptr || observer->state == ProcessState::kExiting) {
    monitor = {};
    return;
  }
  if (observer == context.process) return;
  const auto words = static_cast<int64_t>(context.heap.heap_words());
  const auto stack = static_cast<int64_t>(context.heap.stack_words());
  Term message;
  {
    BorrowedHeap heap(context, *observer);
    const Term measured = heap->tuple(intern(measure), heap->integer(value));
    const Term heap_size = heap->tuple(intern("heap_size"), heap->integer(words));
    const Term stack_size = heap->tuple(intern("stack_size"), heap->integer(stack));
    const Term info =
        heap->cons(measured, heap->cons(heap_size, heap->cons(stack_size, Term::nil())));
    message = heap->tuple(intern("monitor"), context.process->pid(), intern(what), info);
  }
  deliver_untraced(context, observer, message);
}

}  // namespace

void monitor_collection(Context& context, int64_t nanoseconds) {
  constexpr int64_t kNanosecondsPerMillisecond = 1'000'000;
  const SystemMonitor& monitor = context.vm->state().trace.monitor;
  if (!monitor.observer || context.process == nullptr) return;
  const int64_t milliseconds = nanoseconds / kNanosecondsPerMillisecond;
  const auto words = static_cast<int64_t>(context.heap.heap_words());
  if (monitor.long_collection != 0 && milliseconds >= monitor.long_collection) {
    tell(context, "long_gc", "timeout", milliseconds);
  }
  if (monitor.large_heap != 0 && words >= monitor.large_heap) {
    tell(context, "large_heap", "heap_block_size", words);
  }
}

}  // namespace linac
