// SPDX-License-Identifier: Apache-2.0
#include "runtime/collect.h"

#include <algorithm>

#include "memory/verify_heap.h"
#include "process/signal.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

void show_process(void* owner, RootVisitor& visitor) {
  Process& process = *static_cast<Process*>(owner);
  process.mailbox.show(visitor);
  for (DictionaryEntry& entry : process.dictionary) visitor.visit({&entry.key, 2});
  visitor.visit({&process.group_leader, 1});
}

/// In stress mode every collection would be minor, or full because of its predecessors: instead
/// each kind has its turn, so that objects get old and meet full collections at every age.
Collection next_stress_collection(VmStats& stats) {
  constexpr Collection kTurns[] = {Collection::kMinor, Collection::kMinor, Collection::kFull,
                                   Collection::kMinor, Collection::kCompact};
  return kTurns[(stats.collections.minor + stats.collections.full) % std::size(kTurns)];
}

bool collect_heap(Vm::State& state, ProcessHeap& heap, Process& process, std::span<Term> registers,
                  uint32_t need, Collection collection) {
  const Roots roots{registers, &process, show_process};
  CollectionStats& stats = state.stats.collections;
  const bool verifies = kVerifiesHeaps && state.context.collect_always;
  if (verifies) expect_sound_heap(heap.state(), roots, "before");
  const int64_t before = state.platform.monotonic_time();
  const bool done = heap.collect(need, roots, stats, collection);
  const int64_t pause = state.platform.monotonic_time() - before;
  stats.total_nanoseconds += pause;
  stats.longest_nanoseconds = std::max(stats.longest_nanoseconds, pause);
  if (verifies) expect_sound_heap(heap.state(), roots, "after");
  return done;
}

}  // namespace

bool collect(Context& context, uint32_t need, uint32_t live) {
  Collection collection = Collection::kMinor;
  if (context.collect_always) collection = next_stress_collection(context.vm->state().stats);
  return collect(context, need, live, collection);
}

bool collect(Context& context, uint32_t need, uint32_t live, Collection collection) {
  Process& process = *context.process;
  if (collect_heap(context.vm->state(), context.heap, process, {context.x, live}, need,
                   collection)) {
    return true;
  }
  exit_process(context, &process, atoms::kSystemLimit);
  context.leave = Leave::kExit;
  return false;
}

void collect_process(Context& context, Process& process, Collection collection) {
  BorrowedHeap heap(context, process);
  collect_heap(context.vm->state(), *heap, process, process.registers, 0, collection);
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
