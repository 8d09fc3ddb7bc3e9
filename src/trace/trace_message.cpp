// SPDX-License-Identifier: Apache-2.0
#include "trace/trace_message.h"

#include <vector>

#include "memory/copy.h"
#include "process/signal.h"
#include "runtime/clock.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

Term time_stamp(Context& context, Heap& heap, TraceFlags flags) {
  Vm::State& state = context.vm->state();
  if (flags & kTraceTimestamp) return mega_seconds(heap, unique_now(state));
  const Term time = heap.integer(state.platform.monotonic_time());
  if (!(flags & kTraceStrictMonotonicTimestamp)) return time;
  const auto number = static_cast<int64_t>(state.scheduler.next_reference());
  return heap.tuple(time, heap.integer(number));
}

}  // namespace

Process* tracer_of(Context& context, Process& tracee) {
  if (!tracee.tracer) return nullptr;
  if (tracee.is_sensitive || tracee.tracer == tracee.pid()) return nullptr;
  Process* tracer = context.vm->state().scheduler.find(tracee.tracer);
  if (tracer != nullptr && tracer->state != ProcessState::kExiting) return tracer;
  tracee.tracer = Term::non_value();
  tracee.trace_flags = 0;
  return nullptr;
}

void send_trace(Context& context, Process& tracer, TraceFlags flags, const Process& tracee,
                std::span<const Term> elements) {
  static const Term kTrace = intern("trace");
  static const Term kTraceTs = intern("trace_ts");
  const bool has_time = (flags & kTraceTimestamps) != 0;
  Term message;
  {
    BorrowedHeap heap(context, tracer);
    std::vector<Term> parts{has_time ? kTraceTs : kTrace, tracee.pid()};
    for (const Term element : elements) parts.push_back(copy_term(element, *heap));
    if (flags & kTraceSchedulerId) parts.push_back(Term::small(1));
    if (has_time) parts.push_back(time_stamp(context, *heap, flags));
    message = heap->tuple_of(parts);
  }
  deliver_untraced(context, &tracer, message);
}

void send_trace(Context& context, Process& tracee, TraceFlags wanted,
                std::span<const Term> elements) {
  if ((tracee.trace_flags & wanted) != wanted) return;
  if (Process* tracer = tracer_of(context, tracee)) {
    send_trace(context, *tracer, tracee.trace_flags, tracee, elements);
  }
}

}  // namespace linac
