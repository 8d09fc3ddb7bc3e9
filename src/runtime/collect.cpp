// SPDX-License-Identifier: Apache-2.0
#include "runtime/collect.h"

#include <algorithm>

#include "memory/literal_ranges.h"
#include "memory/out_of_memory.h"
#include "memory/verify_heap.h"
#include "process/crash_report.h"
#include "process/signal.h"
#include "term/atom.h"
#include "trace/process_trace.h"
#include "trace/system_monitor.h"
#include "vm_state.h"

namespace linac {

namespace {

void show_process(void* owner, RootVisitor& visitor) {
  Process& process = *static_cast<Process*>(owner);
  process.mailbox.show(visitor);
  for (DictionaryEntry& entry : process.dictionary) visitor.visit({&entry.key, 2});
  for (MonitorTag& tag : process.monitor_tags) visitor.visit({&tag.tag, 1});
  visitor.visit({&process.group_leader, 1});
}

/// In stress mode every collection would be minor, or full because of its predecessors: instead
/// each kind has its turn, so that objects get old and meet full collections at every age.
Collection next_stress_collection(VmStats& stats) {
  constexpr Collection kTurns[] = {Collection::kMinor, Collection::kMinor, Collection::kFull,
                                   Collection::kMinor, Collection::kCompact};
  return kTurns[(stats.collections.minor + stats.collections.full) % std::size(kTurns)];
}

bool may_refer_to(const HeapState& heap, const LiteralRanges& literals) {
  if (literals.may_be_in(heap.start, heap.top) ||
      literals.may_be_in(heap.stack_pointer, heap.end) ||
      literals.may_be_in(heap.old_start, heap.old_top)) {
    return true;
  }
  for (const Fragment* f = heap.fragments; f != nullptr; f = f->next) {
    if (literals.may_be_in(f->words(), f->words() + f->used)) return true;
  }
  return false;
}

/// Sees whether a root refers to one of them.
class LiteralFinder final : public RootVisitor {
 public:
  explicit LiteralFinder(const LiteralRanges& literals) : literals_(literals) {}
  void visit(std::span<Term> terms) override {
    for (const Term term : terms) {
      found = found || (term.is_pointer() && literals_.contains(term.address()));
    }
  }
  bool found = false;

 private:
  const LiteralRanges& literals_;
};

bool collect_heap(Vm::State& state, ProcessHeap& heap, Process& process, std::span<Term> registers,
                  uint32_t need, Collection collection) {
  const Roots roots{registers, &process, show_process};
  CollectionStats& stats = state.stats.collections;
  const bool verifies = kVerifiesHeaps && state.context.collect_always;
  if (verifies) expect_sound_heap(heap.state(), roots, "before");
  const HeapState heap_before = heap.state();
  const uint64_t full_before = stats.full;
  const int64_t before = state.platform.monotonic_time();
  const bool done = heap.collect(need, roots, stats, collection);
  const int64_t pause = state.platform.monotonic_time() - before;
  trace_collection(state.context, process, heap_before, heap.state(), stats.full != full_before);
  stats.total_nanoseconds += pause;
  stats.longest_nanoseconds = std::max(stats.longest_nanoseconds, pause);
  if (verifies) expect_sound_heap(heap.state(), roots, "after");
  return done;
}

/// Whether a process's heap is so large that it must end. Reports if it is to be
/// reported.
bool is_past_limit(Context& context, const Process& process, const HeapState& heap) {
  const HeapOptions& options = heap.options;
  if (options.max_words == 0) return false;
  const size_t words = heap.total_words();
  if (words <= options.max_words) return false;
  if (options.logs) report_heap_limit(context, process, options, words);
  return options.kills;
}

}  // namespace

bool collect(Context& context, uint32_t need, uint32_t live) {
  Collection collection = Collection::kMinor;
  if (context.collect_always) collection = next_stress_collection(context.vm->state().stats);
  return collect(context, need, live, collection);
}

bool collect(Context& context, uint32_t need, uint32_t live, Collection collection) {
  Process& process = *context.process;
  const CollectionStats& stats = context.vm->state().stats.collections;
  const int64_t before = stats.total_nanoseconds;
  const bool done =
      collect_heap(context.vm->state(), context.heap, process, {context.x, live}, need, collection);
  monitor_collection(
      context, stats.total_nanoseconds - before + context.vm->state().bifs.added_collection_time);
  if (!done) {
    out_of_memory((context.heap.state().total_words() + size_t{need}) * sizeof(Word));
  }
  if (!is_past_limit(context, process, context.heap.state())) return true;
  exit_process(context, &process, atoms::kKilled);
  context.leave = Leave::kExit;
  return false;
}

void collect_process(Context& context, Process& process, Collection collection) {
  if (process.heap_is_pinned) return;
  {
    BorrowedHeap heap(context, process);
    collect_heap(context.vm->state(), *heap, process, process.registers, 0, collection);
  }
  if (is_past_limit(context, process, process.heap)) {
    exit_process(context, &process, atoms::kKilled);
  }
}

bool copy_literals(Context& context, Process& process, const LiteralRanges& literals) {
  const Roots roots{process.registers, &process, show_process};
  LiteralFinder finder(literals);
  roots.show(finder);
  if (!finder.found && !may_refer_to(process.heap, literals)) return true;
  {
    BorrowedHeap heap(context, process);
    if (!heap->collect_literals(literals, roots, context.vm->state().stats.collections)) {
      return false;
    }
  }
  if (is_past_limit(context, process, process.heap)) {
    exit_process(context, &process, atoms::kKilled);
  }
  return true;
}

std::optional<CollectOptions> read_collect_options(Term options) {
  CollectOptions read;
  for (; options.is_cons(); options = tail(options)) {
    const Term option = head(options);
    if (!option.is_tuple() || tuple_arity(option) != 2) return std::nullopt;
    const Term name = tuple_element(option, 0);
    const Term value = tuple_element(option, 1);
    if (name == atoms::kAsync) {
      read.request = value;
    } else if (name == atoms::kType && value == atoms::kMinor) {
      read.collection = Collection::kMinor;
    } else if (name == atoms::kType && value == atoms::kMajor) {
      read.collection = Collection::kCompact;
    } else {
      return std::nullopt;
    }
  }
  if (!options.is_nil()) return std::nullopt;
  return read;
}

void send_collected(Context& context, Term request, Term result) {
  send_message(context, context.process,
               context.heap.tuple(atoms::kGarbageCollect, request, result));
}

Context* collect_on_request(Context& context, uint32_t arity) {
  CollectOptions options;
  if (arity == 2) options = read_collect_options(context.x[1]).value_or(options);
  Term result = atoms::kTrue;
  if (options.request) {
    send_collected(context, options.request, atoms::kTrue);
    result = atoms::kAsync;
  }
  if (!collect(context, 0, 0, options.collection)) return &context;
  context.x[0] = result;
  return nullptr;
}

Context* give_way(Context& context) {
  JITState& jit_state = *context.jit_state;
  // Those that are left are not executed; the return uses up the last one.
  const int64_t left = jit_state.reductions + int64_t{context.reductions_kept};
  context.given_back = static_cast<int32_t>(std::max<int64_t>(left, 1));
  context.reductions_kept = 0;
  jit_state.reductions = 1;
  context.x[0] = atoms::kTrue;
  return nullptr;
}

Context* hibernate(Context& context) {
  Process& process = *context.process;
  Vm::State& state = context.vm->state();
  const Term module = context.x[0];
  const Term function = context.x[1];
  uint32_t arity = 0;
  for (Term rest = context.x[2]; rest.is_cons() && arity < kXRegisters; rest = tail(rest)) {
    context.x[arity++] = head(rest);
  }
  ExportEntry* const entry = state.exports.intern(module, function, arity);
  // What is left of the stack is the way out of the process.
  context.heap.set_stack_pointer(context.heap.stack_end() - 1);
  context.jit_state->continuation = entry->slot;
  process.mailbox.restart();
  if (process.mailbox.size() != 0) return &context;
  if (!collect(context, 0, arity, Collection::kShrink)) return &context;
  process.hibernates = true;
  context.live = arity;
  context.leave = Leave::kWait;
  return &context;
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
