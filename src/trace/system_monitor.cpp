// SPDX-License-Identifier: Apache-2.0
#include "trace/system_monitor.h"

#include <vector>

#include "memory/heap.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

/// {monitor, Pid, What, Info}, on the observer's heap; Info begins with the time that a collection
/// took, in milliseconds, unless that is less than 0.
void tell(Context& context, const char* what, int64_t milliseconds) {
  SystemMonitor& monitor = context.vm->state().trace.monitor;
  Process* observer = context.vm->state().scheduler.find(monitor.observer);
  if (observer == nullptr || observer->state == ProcessState::kExiting) {
    monitor = {};
    return;
  }
  if (observer == context.process) return;
  const HeapState state = context.heap.state();
  const struct {
    const char* name;
    size_t words;
  } items[] = {
      {"old_heap_block_size", state.old_block_words()},
      {"heap_block_size", state.block_words()},
      {"mbuf_size", state.fragment_words},
      {"stack_size", state.stack_words()},
      {"old_heap_size", state.old_words()},
      {"heap_size", state.young_words()},
  };
  Term message;
  {
    BorrowedHeap heap(context, *observer);
    std::vector<Term> pairs;
    if (milliseconds >= 0) {
      pairs.push_back(heap->tuple(intern("timeout"), heap->integer(milliseconds)));
    }
    for (const auto& item : items) {
      const Term words = heap->integer(static_cast<int64_t>(item.words));
      pairs.push_back(heap->tuple(intern(item.name), words));
    }
    const Term info = make_list(*heap, pairs);
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
  const HeapState heap = context.heap.state();
  const auto words = static_cast<int64_t>(heap.block_words() + heap.old_block_words());
  if (monitor.long_collection != 0 && milliseconds >= monitor.long_collection) {
    tell(context, "long_gc", milliseconds);
  }
  if (monitor.large_heap != 0 && words >= monitor.large_heap) {
    tell(context, "large_heap", -1);
  }
}

}  // namespace linac
