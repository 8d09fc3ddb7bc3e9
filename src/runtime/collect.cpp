// SPDX-License-Identifier: Apache-2.0
#include "runtime/collect.h"

#include "process/signal.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

void visit_process(void* owner, Collector& collector) {
  Context& context = *static_cast<Context*>(owner);
  Process& process = *context.process;
  process.mailbox.visit(collector);
  for (DictionaryEntry& entry : process.dictionary) {
    collector.forward(entry.key);
    collector.forward(entry.value);
  }
  collector.forward(process.group_leader);
}

}  // namespace

bool collect(Context& context, uint32_t need, uint32_t live) {
  Vm::State& state = context.vm->state();
  const int64_t before = state.platform.monotonic_time();
  const Roots roots{{context.x, live}, &context, visit_process};
  const bool done = context.heap.collect(need, roots, state.stats.collections);
  const int64_t pause = state.platform.monotonic_time() - before;
  CollectionStats& stats = state.stats.collections;
  if (pause > stats.longest_nanoseconds) stats.longest_nanoseconds = pause;
  if (done) return true;
  exit_process(context, context.process, atoms::kSystemLimit);
  context.leave = Leave::kExit;
  return false;
}

Context* reductions_exhausted(Context& context, uint32_t live) {
  JITState& jit_state = *context.jit_state;
  if (context.reductions_kept != 0) {
    // The heap rang the alarm: the time slice itself is not over.
    jit_state.reductions += static_cast<int32_t>(context.reductions_kept);
    context.reductions_kept = 0;
  }
  if (context.heap.wants_collection() || context.collect_always) {
    if (!collect(context, 0, live)) return &context;
  }
  if (jit_state.reductions > 0) return nullptr;
  context.live = live;
  context.leave = Leave::kYield;
  return &context;
}

}  // namespace linac
