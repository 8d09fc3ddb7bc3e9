// SPDX-License-Identifier: Apache-2.0
//
// erlang: the system as a whole: statistics, output for debugging, and what steers the scheduler.
#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bifs/argument.h"
#include "bifs/heap_options.h"
#include "bifs/state.h"
#include "bifs/tables.h"
#include "memory/heap_size.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/layout.h"
#include "term/print.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kNanosecondsPerMillisecond = 1'000'000;

// --- output

Term display(Context& context, const Term* arguments) {
  context.vm->state().platform.write(1, print(arguments[0]) + "\n");
  return atoms::kTrue;
}

Term display_nl(Context& context, const Term*) {
  context.vm->state().platform.write(1, "\r\n");
  return atoms::kTrue;
}

Term display_string(Context& context, const Term* arguments) {
  const std::optional<std::string> text = read_unicode_list(arguments[0]);
  if (!text) return context.badarg();
  context.vm->state().platform.write(2, *text);
  return atoms::kTrue;
}

// --- statistics

/// Milliseconds since the VM's start.
int64_t elapsed(Context& context) {
  Vm::State& state = context.vm->state();
  return (state.platform.monotonic_time() - state.bifs.start_time) / kNanosecondsPerMillisecond;
}

/// Milliseconds in which processes have run.
int64_t busy_time(Context& context) {
  Vm::State& state = context.vm->state();
  const int64_t now = state.platform.monotonic_time();
  return state.bifs.scheduler_time.busy_until(now) / kNanosecondsPerMillisecond;
}

/// [{Scheduler, Busy, Total}] in native units since it is measured, of the one and of those that
/// OTP has for dirty work, which are idle: one for the processor, and if `all` one for input and
/// output. `undefined` if it is not measured.
Term scheduler_times(Context& context, bool all) {
  Vm::State& state = context.vm->state();
  const SchedulerTime& time = state.bifs.scheduler_time;
  if (!time.is_shown) return atoms::kUndefined;
  const int64_t now = state.platform.monotonic_time();
  const int64_t busy = time.busy_until(now) - time.busy_before;
  Heap& heap = context.heap;
  Term list = Term::nil();
  for (int64_t scheduler = all ? 3 : 2; scheduler > 0; --scheduler) {
    list = heap.cons(heap.tuple(Term::small(scheduler), Term::small(scheduler == 1 ? busy : 0),
                                Term::small(now - time.shown_since)),
                     list);
  }
  return list;
}

/// {Total, SinceLast}, and the total becomes the last.
Term since_last(Context& context, int64_t total, int64_t& last) {
  const Term result = context.heap.tuple(Term::small(total), Term::small(total - last));
  last = total;
  return result;
}

int64_t reductions_so_far(Context& context) {
  const Vm::State& state = context.vm->state();
  int64_t total = 0;
  for (const uint64_t number : state.scheduler.process_numbers()) {
    total += static_cast<int64_t>(state.scheduler.find(number)->reductions);
  }
  return total + reductions_of_leg(context);
}

int64_t run_queue_length(const Context& context) {
  return static_cast<int64_t>(context.vm->state().scheduler.run_queue_length());
}

/// Run queues and, with the process that runs, tasks of schedulers: of one, and of those that OTP
/// has for dirty work, which are idle. The non-value if that is not what is asked for.
Term run_queues(Context& context, Term item) {
  struct Question {
    Term name;
    bool counts_running;
    size_t queues;  ///< 0: the sum is asked for
  };
  static const Question kQuestions[] = {
      {intern("total_run_queue_lengths"), false, 0},
      {intern("total_run_queue_lengths_all"), false, 0},
      {intern("run_queue_lengths"), false, 2},
      {intern("run_queue_lengths_all"), false, 3},
      {intern("total_active_tasks"), true, 0},
      {intern("total_active_tasks_all"), true, 0},
      {intern("active_tasks"), true, 2},
      {intern("active_tasks_all"), true, 3},
  };
  for (const Question& question : kQuestions) {
    if (question.name != item) continue;
    const Term first = Term::small(run_queue_length(context) + (question.counts_running ? 1 : 0));
    if (question.queues == 0) return first;
    std::vector<Term> lengths(question.queues, Term::small(0));
    lengths[0] = first;
    return make_list(context.heap, lengths);
  }
  return Term::non_value();
}

Term statistics(Context& context, const Term* arguments) {
  static const Term kRunQueue = intern("run_queue");
  static const Term kContextSwitches = intern("context_switches");
  static const Term kExactReductions = intern("exact_reductions");
  static const Term kIoBytes = intern("io");
  static const Term kSchedulerWallTimeAll = intern("scheduler_wall_time_all");
  Vm::State& state = context.vm->state();
  BifState& bifs = state.bifs;
  const Term item = arguments[0];
  if (item == atoms::kWallClock) return since_last(context, elapsed(context), bifs.last_wall_clock);
  if (item == atoms::kRuntime) {
    return since_last(context, busy_time(context), bifs.last_runtime);
  }
  if (item == atoms::kSchedulerWallTime) return scheduler_times(context, false);
  if (item == kSchedulerWallTimeAll) return scheduler_times(context, true);
  if (item == atoms::kReductions || item == kExactReductions) {
    auto last = static_cast<int64_t>(bifs.last_reductions);
    const Term result = since_last(context, reductions_so_far(context), last);
    bifs.last_reductions = static_cast<uint64_t>(last);
    return result;
  }
  if (item == kRunQueue) return Term::small(run_queue_length(context));
  if (const Term queues = run_queues(context, item)) return queues;
  if (item == kContextSwitches) return context.heap.tuple(Term::small(0), Term::small(0));
  if (item == atoms::kGarbageCollection) {
    const CollectionStats& stats = state.stats.collections;
    return context.heap.tuple(Term::small(static_cast<int64_t>(stats.minor + stats.full)),
                              Term::small(static_cast<int64_t>(stats.words_reclaimed)),
                              Term::small(0));
  }
  if (item == kIoBytes) {
    const Term input = context.heap.tuple(intern("input"), Term::small(0));
    const Term output = context.heap.tuple(intern("output"), Term::small(0));
    return context.heap.tuple(input, output);
  }
  return context.badarg();
}

// --- scheduler

/// As in OTP no more than a turn has.
Term bump_reductions(Context& context, const Term* arguments) {
  const Term count = arguments[0];
  if (!count.is_integer()) return context.badarg();
  const bool is_negative =
      count.is_big_integer() ? big_is_negative(count) : count.small_value() < 0;
  if (is_negative) return context.badarg();
  constexpr int64_t kMost = 4000;
  use_reductions(context, count.is_small() ? std::min(count.small_value(), kMost) : kMost);
  return atoms::kTrue;
}

Term yield(Context& context, const Term*) {
  context.trap = context.vm->state().give_way_slot;
  return Term::non_value();
}

/// Whether the scheduler's time was shown before.
Term scheduler_wall_time(Context& context, const Term* arguments) {
  const bool on = arguments[0] == atoms::kTrue;
  if (!on && arguments[0] != atoms::kFalse) return context.badarg();
  Vm::State& state = context.vm->state();
  SchedulerTime& time = state.bifs.scheduler_time;
  if (on && !time.is_shown) {
    time.shown_since = state.platform.monotonic_time();
    time.busy_before = time.busy_until(time.shown_since);
  }
  return atoms::boolean(std::exchange(time.is_shown, on));
}

constexpr Bif kTable[] = {
    {"erlang", "display", 1, display},
    {"erlang", "display_nl", 0, display_nl},
    {"erlang", "display_string", 1, display_string},
    {"erlang", "statistics", 1, statistics},
    {"erlang", "bump_reductions", 1, bump_reductions},
    {"erlang", "yield", 0, yield},
    {"erts_internal", "scheduler_wall_time", 1, scheduler_wall_time},
};

}  // namespace

constinit const BifTable kErlangSystemBifs = kTable;

}  // namespace linac
