// SPDX-License-Identifier: Apache-2.0
//
// erlang:system_info/1: one table for each kind of value, and functions for what is counted or is
// made up of parts. What OTP tells of schedulers, allocators and processors is that there is one,
// or none.
#include <algorithm>
#include <cstdlib>
#include <limits>
#include <string>

#include "bifs/argument.h"
#include "bifs/heap_options.h"
#include "bifs/multi_scheduling.h"
#include "bifs/otp_bifs.h"
#include "bifs/state.h"
#include "bifs/tables.h"
#include "memory/heap_size.h"
#include "process/crash_report.h"
#include "process/logger.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

Term string_of(Context& context, std::string_view text) {
  return context.heap.string(text.data(), text.size());
}

Term binary_of(Context& context, std::string_view text) {
  return make_binary(context.heap, text.data(), text.size());
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
    {"scheduler_id", 1},
    {"schedulers_active", 1},
    {"run_queues", 1},
    {"dirty_cpu_schedulers", 1},
    {"dirty_cpu_schedulers_online", 1},
    {"dirty_io_schedulers", 1},
    {"logical_processors", 1},
    {"logical_processors_online", 1},
    {"logical_processors_available", 1},
    {"process_limit", kProcessLimit},
    {"port_count", 0},
    {"port_limit", 0},
    {"ets_limit", 8192},
    {"atom_limit", kMaxAtoms},
    {"creation", 0},
    {"thread_pool_size", 0},
    {"context_reductions", 4000},
    {"compat_rel", 25},
    {"delayed_node_table_gc", 60},
    {"dist_buf_busy_limit", 1 << 20},
    {"ethread_used_tse", 0},
};

struct TextItem {
  std::string_view name;
  std::string_view value;
};

constexpr TextItem kTexts[] = {
    {"machine", "BEAM"},
    {"system_architecture", "wasm32-unknown-emscripten"},
    {"nif_version", "2.16"},
    {"driver_version", "3.3"},
};

/// What version of OTP programs are to take this for: the one that has been booted, else the one
/// whose behaviour this is.
struct Release {
  std::string otp = "25";
  std::string erts = "13.1.5";
};

/// A booted OTP's modules of the emulator are in `…/erts-VERSION/ebin`. Releases of OTP and
/// versions of erts go up together.
Release release_of(const Vm::State& state) {
  constexpr std::string_view kBefore = "/erts-";
  constexpr int kOtpAheadOfErts = 12;
  Release release;
  const Module* const erlang = state.find_module(atoms::kErlang);
  const size_t at = erlang != nullptr ? erlang->path.rfind(kBefore) : std::string::npos;
  if (at == std::string::npos) return release;
  const std::string rest = erlang->path.substr(at + kBefore.size());
  const int major = std::atoi(rest.c_str());
  if (major <= 0) return release;
  release.erts = rest.substr(0, rest.find('/'));
  release.otp = std::to_string(major + kOtpAheadOfErts);
  return release;
}

/// otp_release, version and system_version; nothing for other names.
std::optional<std::string> release_item(const Vm::State& state, std::string_view name) {
  if (name == "otp_release") return release_of(state).otp;
  if (name == "version") return release_of(state).erts;
  if (name != "system_version") return std::nullopt;
  const Release release = release_of(state);
  return "Erlang/OTP " + release.otp + " [erts-" + release.erts + "] [linac] [64-bit]\n";
}

struct AtomItem {
  std::string_view name;
  std::string_view value;
};

constexpr AtomItem kAtoms[] = {
    {"build_type", "opt"},
    {"smp_support", "true"},
    {"threads", "true"},
    {"scheduler_bind_type", "unbound"},
    {"heap_type", "private"},
    {"message_queue_data", "on_heap"},
    {"time_correction", "true"},
    {"time_offset", "final"},
    {"time_warp_mode", "no_time_warp"},
    {"kernel_poll", "false"},
    {"eager_check_io", "true"},
    {"tolerant_timeofday", "enabled"},
    {"emu_type", "opt"},
    {"emu_flavor", "jit"},
    {"dynamic_trace", "none"},
    {"dynamic_trace_probes", "false"},
    {"debug_compiled", "false"},
    {"lock_checking", "false"},
    {"lock_counting", "false"},
    {"break_ignored", "false"},
    {"port_parallelism", "false"},
    {"beam_jump_table", "true"},
    {"literal_test", "range"},
    {"port_tasks", "true"},
    {"cpu_topology", "undefined"},
    {"update_cpu_info", "unchanged"},
    {"hipe_architecture", "undefined"},
    {"modified_timing_level", "undefined"},
    {"ets_always_compress", "false"},
};

constexpr std::string_view kEmptyLists[] = {
    "multi_scheduling_blockers",
    "normal_multi_scheduling_blockers",
    "taints",
    "dist_ctrl",
    "alloc_util_allocators",
    "allocated_areas",
    "check_io",
};

Term counted_item(const Vm::State& state, std::string_view name) {
  if (name == "process_count") {
    return Term::small(static_cast<int64_t>(state.scheduler.process_count()));
  }
  if (name == "atom_count") return Term::small(atom_count());
  if (name == "ets_count") return Term::small(static_cast<int64_t>(state.tables.count()));
  if (name == "outstanding_system_requests_limit") {
    return Term::small(state.bifs.system_requests_limit);
  }
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

/// {total, online, active} of schedulers, or {type, …} of each type of them.
Term scheduler_item(Context& context, std::string_view name) {
  Heap& heap = context.heap;
  const Term one = Term::small(1);
  if (name == "schedulers_state") return heap.tuple(one, one, one);
  if (name == "all_schedulers_state") {
    const Term types[] = {heap.tuple(atoms::kNormal, one, one, one),
                          heap.tuple(intern("dirty_cpu"), one, one, one),
                          heap.tuple(intern("dirty_io"), one, one, one)};
    return make_list(heap, types);
  }
  if (name == "scheduler_bindings") return heap.tuple(intern("unbound"));
  return Term::non_value();
}

/// {Module, Function, Arity} of every BIF.
Term all_bifs(Context& context) {
  Term list = Term::nil();
  for_each_bif([&](const Bif& bif) {
    if (!is_bif_in_otp(bif.module, bif.function, bif.arity)) return;
    const Term entry =
        context.heap.tuple(intern(bif.module), intern(bif.function), Term::small(bif.arity));
    list = context.heap.cons(entry, list);
  });
  return list;
}

/// A clock, as OTP describes the operating system's function behind it.
Term time_source(Context& context, std::string_view clock, int64_t now) {
  Heap& heap = context.heap;
  const Term items[] = {
      heap.tuple(intern("function"), intern("clock_gettime")),
      heap.tuple(intern("clock_id"), intern(clock)),
      heap.tuple(intern("resolution"), Term::small(1'000'000'000)),
      heap.tuple(intern("parallel"), intern("yes")),
      heap.tuple(intern("time"), heap.integer(now)),
  };
  return make_list(heap, items);
}

/// Each loaded module's name and the size of its file's code.
std::string loaded_modules(const Vm::State& state) {
  std::string text;
  for (const auto& [index, module] : state.modules) {
    text += std::string(atom_text(module->name)) + " " +
            std::to_string(module->file.code.instructions.size()) + "\n";
  }
  return text;
}

std::string all_processes(Context& context) {
  std::string text;
  const Scheduler& scheduler = context.vm->state().scheduler;
  for (const uint64_t number : scheduler.process_numbers()) {
    text += describe_process(context, *scheduler.find(number));
  }
  return text;
}

Term composed_item(Context& context, std::string_view name) {
  Vm::State& state = context.vm->state();
  Heap& heap = context.heap;
  if (name == "os_type") return heap.tuple(intern("unix"), intern("linux"));
  // There is a host, but no operating system.
  if (name == "os_version") return heap.tuple(Term::small(0), Term::small(0), Term::small(0));
  if (name == "endian") return atoms::kLittle;
  if (name == "multi_scheduling") return multi_scheduling(context);
  if (name == "system_logger") {
    return system_logger(context);
  }
  if (name == "start_time") return heap.integer(state.bifs.start_time);
  if (name == "end_time") return heap.integer(std::numeric_limits<int64_t>::max());
  if (name == "snifs") return all_bifs(context);
  if (name == "sequential_tracer") return heap.tuple(intern(name), atoms::kFalse);
  if (name == "c_compiler_used") {
    const Term version =
        heap.tuple(Term::small(__clang_major__), Term::small(__clang_minor__), Term::small(0));
    return heap.tuple(intern("gnuc"), version);
  }
  if (name == "allocator") {
    return heap.tuple(atoms::kUndefined, Term::nil(), Term::nil(), Term::nil());
  }
  if (name == "ethread_info") {
    const Term atomics = heap.tuple(string_of(context, "64-bit native atomics"),
                                    string_of(context, "yes"), Term::nil());
    return heap.cons(atomics, Term::nil());
  }
  if (name == "os_monotonic_time_source") {
    return time_source(context, "CLOCK_MONOTONIC", state.platform.monotonic_time());
  }
  if (name == "os_system_time_source") {
    return time_source(context, "CLOCK_REALTIME", state.platform.system_time());
  }
  if (name == "dist") return binary_of(context, "=node:'nonode@nohost'\n=no_distribution\n");
  if (name == "loaded") return binary_of(context, loaded_modules(state));
  if (name == "procs" || name == "info") return binary_of(context, all_processes(context));
  return Term::non_value();
}

template <typename Items>
auto find_item(const Items& items, std::string_view name) {
  return std::find_if(std::begin(items), std::end(items),
                      [&](const auto& item) { return item.name == name; });
}

bool is_allocator(Term term) {
  constexpr std::string_view kSuffix = "_alloc";
  const std::string_view name = term.is_atom() ? atom_text(term) : std::string_view();
  return name.size() > kSuffix.size() && name.substr(name.size() - kSuffix.size()) == kSuffix;
}

/// What {allocator, What} and {allocator_sizes, What} say of one allocator or of those in a list:
/// allocators have names, but none is there; all memory is from one.
Term allocator_item(Context& context, Term what) {
  if (is_allocator(what)) return atoms::kFalse;
  std::vector<Term> pairs;
  for (; what.is_cons() && is_allocator(head(what)); what = tail(what)) {
    pairs.push_back(context.heap.tuple(head(what), atoms::kFalse));
  }
  return what.is_nil() ? make_list(context.heap, pairs) : context.badarg();
}

/// An item with an argument: {wordsize, internal | external} and the like.
Term item_of(Context& context, Term item, Term argument) {
  static const Term kWordsize = intern("wordsize");
  static const Term kTopology = intern("cpu_topology");
  static const Term kAllocator = intern("allocator");
  static const Term kAllocatorSizes = intern("allocator_sizes");
  const std::string_view name = argument.is_atom() ? atom_text(argument) : std::string_view();
  if (item == kWordsize && (name == "internal" || name == "external")) return Term::small(8);
  if (item == kTopology && (name == "defined" || name == "detected" || name == "used")) {
    return atoms::kUndefined;
  }
  if (item == kAllocator || item == kAllocatorSizes) return allocator_item(context, argument);
  return context.badarg();
}

/// {memory_internal, Reference, [fix_alloc]} of OTP's own tests: the bytes of running timers, in a
/// message of the form that allocators answer in.
Term send_memory_use(Context& context, Term reference) {
  Heap& heap = context.heap;
  const auto bytes =
      static_cast<int64_t>(context.vm->state().message_timers.size() * sizeof(MessageTimer));
  const Term timers = heap.tuple(intern("bif_timer"), Term::small(bytes), Term::small(bytes));
  const Term types = heap.tuple(intern("fix_types"), heap.cons(timers, Term::nil()));
  const Term use = heap.tuple(intern("fix_alloc"), Term::small(1), heap.cons(types, Term::nil()));
  send_message(context, context.process,
               heap.tuple(reference, Term::small(1), heap.cons(use, Term::nil())));
  return atoms::kTrue;
}

Term system_info(Context& context, const Term* arguments) {
  const Term item = arguments[0];
  static const Term kMemoryInternal = intern("memory_internal");
  if (item.is_tuple() && tuple_arity(item) == 3 && tuple_element(item, 0) == kMemoryInternal &&
      is_reference(tuple_element(item, 1)) && tuple_element(item, 2).is_list()) {
    return send_memory_use(context, tuple_element(item, 1));
  }
  if (item.is_tuple() && tuple_arity(item) == 2) {
    return item_of(context, tuple_element(item, 0), tuple_element(item, 1));
  }
  if (!item.is_atom()) return context.badarg();
  const std::string_view name = atom_text(item);
  if (const auto* found = find_item(kNumbers, name); found != std::end(kNumbers)) {
    return Term::small(found->value);
  }
  if (const auto text = release_item(context.vm->state(), name)) {
    return context.heap.string(text->data(), text->size());
  }
  if (const auto* found = find_item(kTexts, name); found != std::end(kTexts)) {
    return string_of(context, found->value);
  }
  if (const auto* found = find_item(kAtoms, name); found != std::end(kAtoms)) {
    return intern(found->value);
  }
  if (std::find(std::begin(kEmptyLists), std::end(kEmptyLists), name) != std::end(kEmptyLists)) {
    return Term::nil();
  }
  Term value = counted_item(context.vm->state(), name);
  if (!value) value = scheduler_item(context, name);
  if (!value) value = composed_item(context, name);
  if (!value) value = heap_item(context, item);
  return value ? value : context.badarg();
}

constexpr Bif kTable[] = {
    {"erlang", "system_info", 1, system_info},
};

}  // namespace

constinit const BifTable kErlangSystemInfoBifs = kTable;

}  // namespace linac
