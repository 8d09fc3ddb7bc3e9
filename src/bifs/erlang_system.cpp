// SPDX-License-Identifier: Apache-2.0
//
// erlang: the system as a whole: information, statistics, output for debugging, and what steers the
// scheduler and the collector.
#include <iterator>
#include <string>

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
  const std::optional<std::string> text = read_latin1_list(arguments[0]);
  if (!text) return context.badarg();
  context.vm->state().platform.write(1, *text);
  return atoms::kTrue;
}

// --- system_info

Term string_of(Context& context, std::string_view text) {
  return context.heap.string(text.data(), text.size());
}

struct NumberItem {
  std::string_view name;
  int64_t value;
};

constexpr int64_t kProcessLimit = 1 << 18;

constexpr NumberItem kNumbers[] = {
    {"wordsize", 8},
    {"schedulers", 1},
    {"schedulers_online", 1},
    {"dirty_cpu_schedulers", 1},
    {"dirty_cpu_schedulers_online", 1},
    {"dirty_io_schedulers", 1},
    {"logical_processors", 1},
    {"logical_processors_online", 1},
    {"logical_processors_available", 1},
    {"process_limit", kProcessLimit},
    {"port_count", 0},
    {"port_limit", 0},
    {"ets_count", 0},
    {"atom_limit", kMaxAtoms},
    {"creation", 0},
    {"thread_pool_size", 0},
    {"context_reductions", 4000},
};

struct TextItem {
  std::string_view name;
  std::string_view value;
};

constexpr TextItem kTexts[] = {
    {"otp_release", "25"},
    {"version", "13.1.5"},
    {"machine", "BEAM"},
    {"system_architecture", "wasm32-unknown-emscripten"},
    {"nif_version", "2.16"},
    {"driver_version", "3.3"},
    {"system_version", "Erlang/OTP 25 [erts-13.1.5] [linac] [64-bit]\n"},
};

struct AtomItem {
  std::string_view name;
  std::string_view value;
};

constexpr AtomItem kAtoms[] = {
    {"build_type", "opt"},
    {"multi_scheduling", "enabled"},
    {"smp_support", "true"},
    {"threads", "true"},
    {"scheduler_bind_type", "unbound"},
    {"heap_type", "private"},
    {"message_queue_data", "on_heap"},
    {"time_correction", "true"},
    {"time_warp_mode", "no_time_warp"},
    {"kernel_poll", "false"},
    {"tolerant_timeofday", "enabled"},
    {"emu_type", "opt"},
    {"emu_flavor", "jit"},
    {"end_time", "undefined"},
    {"dynamic_trace", "none"},
};

Term counted_item(const Vm::State& state, std::string_view name) {
  if (name == "process_count") {
    return Term::small(static_cast<int64_t>(state.scheduler.process_count()));
  }
  if (name == "atom_count") return Term::small(atom_count());
  if (name == "trace_control_word") return Term::small(state.trace.control_word);
  return Term::non_value();
}

/// What concerns heaps: an option is in a pair with its name, the limit is not.
Term heap_item(Context& context, Term item) {
  static const Term kHeapSizesItem = intern("heap_sizes");
  Heap& heap = context.heap;
  const HeapOptions& defaults = context.vm->state().heap_defaults;
  if (item == kHeapSizesItem) {
    Term list = Term::nil();
    for (size_t i = kHeapSizes.size(); i-- > 0;) list = heap.cons(Term::small(kHeapSizes[i]), list);
    return list;
  }
  if (item == atoms::kGarbageCollection) {
    const auto number = [&heap](Term name, uint64_t value) {
      return heap.tuple(name, Term::small(static_cast<int64_t>(value)));
    };
    const Term items[] = {number(atoms::kMaxHeapSize, defaults.max_words),
                          number(atoms::kMinBinVheapSize, defaults.min_binary_words),
                          number(atoms::kMinHeapSize, defaults.min_words),
                          number(atoms::kFullsweepAfter, defaults.fullsweep_after)};
    return make_list(heap, items);
  }
  const Term value = heap_option(heap, defaults, item);
  if (!value || item == atoms::kMaxHeapSize) return value;
  return heap.tuple(item, value);
}

Term os_item(Context& context, std::string_view name) {
  if (name == "os_type") return context.heap.tuple(intern("unix"), intern("linux"));
  if (name != "wordsize_external" && name != "wordsize_internal") return Term::non_value();
  return Term::small(8);
}

Term system_info(Context& context, const Term* arguments) {
  Term item = arguments[0];
  // {wordsize, internal | external}
  if (item.is_tuple() && tuple_arity(item) == 2) item = tuple_element(item, 0);
  if (!item.is_atom()) return context.badarg();
  const std::string_view name = atom_text(item);
  if (arguments[0].is_tuple() && name != "wordsize") return context.badarg();
  for (const NumberItem& number : kNumbers) {
    if (number.name == name) return Term::small(number.value);
  }
  for (const TextItem& text : kTexts) {
    if (text.name == name) return string_of(context, text.value);
  }
  for (const AtomItem& atom : kAtoms) {
    if (atom.name == name) return intern(atom.value);
  }
  Term value = counted_item(context.vm->state(), name);
  if (!value) value = os_item(context, name);
  if (!value && item.is_atom()) value = heap_item(context, item);
  if (name == "endian") value = atoms::kLittle;
  if (name == "start_time") {
    value = context.heap.integer(context.vm->state().bifs.start_time);
  }
  return value ? value : context.badarg();
}

// --- statistics

/// Milliseconds since the VM's start.
int64_t elapsed(Context& context) {
  Vm::State& state = context.vm->state();
  return (state.platform.monotonic_time() - state.bifs.start_time) / kNanosecondsPerMillisecond;
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
  const int64_t slice = state.options.reductions_per_slice;
  const int64_t left = reductions_left(context);
  return total + (slice > left ? slice - left : 0);
}

Term statistics(Context& context, const Term* arguments) {
  static const Term kRunQueue = intern("run_queue");
  static const Term kContextSwitches = intern("context_switches");
  static const Term kExactReductions = intern("exact_reductions");
  static const Term kIoBytes = intern("io");
  Vm::State& state = context.vm->state();
  BifState& bifs = state.bifs;
  const Term item = arguments[0];
  if (item == atoms::kWallClock) return since_last(context, elapsed(context), bifs.last_wall_clock);
  if (item == atoms::kRuntime) return since_last(context, elapsed(context), bifs.last_runtime);
  if (item == atoms::kReductions || item == kExactReductions) {
    auto last = static_cast<int64_t>(bifs.last_reductions);
    const Term result = since_last(context, reductions_so_far(context), last);
    bifs.last_reductions = static_cast<uint64_t>(last);
    return result;
  }
  if (item == kRunQueue) return Term::small(0);
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

Term bump_reductions(Context& context, const Term* arguments) {
  if (!arguments[0].is_integer()) return context.badarg();
  if (arguments[0].is_big_integer()) {
    if (big_is_negative(arguments[0])) return context.badarg();
    use_reductions(context, INT32_MAX);
    return atoms::kTrue;
  }
  const int64_t count = arguments[0].small_value();
  if (count < 0) return context.badarg();
  use_reductions(context, count < INT32_MAX ? count : INT32_MAX);
  return atoms::kTrue;
}

Term yield(Context& context, const Term*) {
  use_reductions(context, INT32_MAX);
  return atoms::kTrue;
}

Term nodes_0(Context&, const Term*) { return Term::nil(); }

constexpr Bif kTable[] = {
    {"erlang", "display", 1, display},
    {"erlang", "display_nl", 0, display_nl},
    {"erlang", "display_string", 1, display_string},
    {"erlang", "system_info", 1, system_info},
    {"erlang", "statistics", 1, statistics},
    {"erlang", "bump_reductions", 1, bump_reductions},
    {"erlang", "yield", 0, yield},
    {"erlang", "nodes", 0, nodes_0},
    {"erlang", "ports", 0, nodes_0},
};

}  // namespace

constinit const BifTable kErlangSystemBifs = kTable;

}  // namespace linac
