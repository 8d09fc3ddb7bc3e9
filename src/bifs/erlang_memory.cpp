// SPDX-License-Identifier: Apache-2.0
//
// erlang: collections that a program asks for, hibernation, the VM's defaults for heaps, and how
// much memory is in use. BIFs
// never collect, so those that concern the running process go on at one of the VM's own stops, when
// all frames of the host's stack are gone.
#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

#include "bifs/argument.h"
#include "bifs/heap_options.h"
#include "bifs/multi_scheduling.h"
#include "bifs/tables.h"
#include "memory/allocated.h"
#include "memory/binary_data.h"
#include "process/logger.h"
#include "process/signal.h"
#include "runtime/collect.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/layout.h"
#include "trace/trace_actions.h"
#include "vm_state.h"

namespace linac {

namespace {

Term stop_at(Context& context, SlotIndex slot) {
  context.trap = slot;
  return Term::non_value();
}

Term garbage_collect_0(Context& context, const Term*) {
  return stop_at(context, context.vm->state().collect_slots[0]);
}

/// Collects another process; false if there is none.
Term collect_other(Context& context, Term pid, Collection collection) {
  Process* process = context.vm->state().scheduler.find(pid);
  if (process == nullptr || process->state == ProcessState::kExiting) return atoms::kFalse;
  collect_process(context, *process, collection);
  return atoms::kTrue;
}

Term garbage_collect_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_local_pid()) return context.badarg();
  if (arguments[0] == context.process->pid()) {
    return stop_at(context, context.vm->state().collect_slots[1]);
  }
  return collect_other(context, arguments[0], Collection::kCompact);
}

Term garbage_collect_2(Context& context, const Term* arguments) {
  const std::optional<CollectOptions> options = read_collect_options(arguments[1]);
  if (!arguments[0].is_local_pid() || !options) return context.badarg();
  if (arguments[0] == context.process->pid()) {
    return stop_at(context, context.vm->state().collect_slots[2]);
  }
  const Term result = collect_other(context, arguments[0], options->collection);
  if (!options->request) return result;
  send_collected(context, options->request, result);
  return atoms::kAsync;
}

Term hibernate_3(Context& context, const Term* arguments) {
  constexpr int64_t kMaxArguments = 255;
  const int64_t count = list_length(arguments[2]);
  if (!arguments[0].is_atom() || !arguments[1].is_atom() || count < 0) return context.badarg();
  Vm::State& state = context.vm->state();
  if (count > kMaxArguments ||
      state.exports.intern(arguments[0], arguments[1], static_cast<uint32_t>(count)) == nullptr) {
    return context.system_limit();
  }
  return stop_at(context, state.hibernate_slot);
}

/// Flags about schedulers, of which there is one.
bool is_scheduler_flag(Term name, Term value) {
  static const Term kNames[] = {intern("schedulers_online"), intern("dirty_cpu_schedulers_online")};
  return (name == kNames[0] || name == kNames[1]) && value == Term::small(1);
}

/// As in OTP the process kernel_refc counts who wants scheduler time to be measured; without it,
/// whoever says so switches it.
Term set_wall_time(Context& context, Term on) {
  static const Term kKernelRefc = intern("kernel_refc");
  static const Term kName = intern("scheduler_wall_time");
  if (on != atoms::kTrue && on != atoms::kFalse) return context.badarg();
  Vm::State& state = context.vm->state();
  const bool counted = state.scheduler.whereis(kKernelRefc) != nullptr;
  const Term module = counted ? kKernelRefc : intern("erts_internal");
  const ExportEntry* const set = state.exports.intern(module, kName, 1);
  if (set == nullptr) return context.system_limit();
  context.x[0] = on;
  return trap_to(context, *set);
}

Term system_flag(Context& context, const Term* arguments) {
  static const Term kTraceControlWord = intern("trace_control_word");
  static const Term kSystemLogger = intern("system_logger");
  static const Term kLogger = intern("logger");
  if (arguments[0] == kTraceControlWord) {
    const Term word = set_trace_control_word(context, arguments[1]);
    return word ? word : context.badarg();
  }
  static const Term kBacktraceDepth = intern("backtrace_depth");
  if (arguments[0] == kBacktraceDepth) {
    const std::optional<int64_t> wanted = read_integer(arguments[1], 0, INT32_MAX);
    if (!wanted) return context.badarg();
    const auto depth = static_cast<uint8_t>(std::min<int64_t>(*wanted, kMostBacktraceDepth));
    return Term::small(std::exchange(context.vm->state().bifs.backtrace_depth, depth));
  }
  if (arguments[0] == kSystemLogger) {
    const Term logger = arguments[1];
    if (logger != kLogger && logger != atoms::kUndefined && !logger.is_local_pid()) {
      return context.badarg();
    }
    const Term old = system_logger(context);
    context.vm->state().bifs.system_logger = logger;
    return old;
  }
  static const Term kMultiScheduling = intern("multi_scheduling");
  static const Term kRequestsLimit = intern("outstanding_system_requests_limit");
  if (arguments[0] == kMultiScheduling) {
    const Term now = set_multi_scheduling(context, arguments[1]);
    return now ? now : context.badarg();
  }
  if (arguments[0] == kRequestsLimit) {
    const std::optional<int64_t> limit = read_integer(arguments[1], 1, INT32_MAX);
    if (!limit) return context.badarg();
    return Term::small(std::exchange(context.vm->state().bifs.system_requests_limit, *limit));
  }
  if (arguments[0] == atoms::kSchedulerWallTime) return set_wall_time(context, arguments[1]);
  if (is_scheduler_flag(arguments[0], arguments[1])) return arguments[1];
  HeapOptions& defaults = context.vm->state().heap_defaults;
  const Term old = heap_option(context.heap, defaults, arguments[0]);
  if (!old || !set_heap_default(defaults, arguments[0], arguments[1])) return context.badarg();
  return old;
}

// --- memory/0,1

/// Bytes in use, by the types that can be told apart here.
struct MemoryUse {
  uint64_t total = 0;
  uint64_t processes = 0;
  uint64_t processes_used = 0;
};

MemoryUse memory_use(Context& context) {
  MemoryUse use;
  use.total = allocated_bytes();
  const Scheduler& scheduler = context.vm->state().scheduler;
  for (const uint64_t number : scheduler.process_numbers()) {
    const Process* process = scheduler.find(number);
    const HeapState heap =
        process == context.process ? context.heap.state() : HeapState(process->heap);
    const uint64_t free = static_cast<uint64_t>(heap.stack_pointer - heap.top) +
                          static_cast<uint64_t>(heap.old_end - heap.old_top);
    use.processes += sizeof(Process) + heap.total_words() * sizeof(Word);
    use.processes_used += sizeof(Process) + (heap.total_words() - free) * sizeof(Word);
  }
  // Every process was looked at, and every block that is allocated.
  use_reductions(context, static_cast<int64_t>(scheduler.process_count()) + 1000);
  return use;
}

/// Bytes of reference-counted binaries that processes hold, each counted once.
uint64_t binary_bytes_held(Context& context) {
  std::unordered_set<const BinaryData*> seen;
  uint64_t bytes = 0;
  const Scheduler& scheduler = context.vm->state().scheduler;
  for (const uint64_t number : scheduler.process_numbers()) {
    const Process* process = scheduler.find(number);
    const HeapState heap =
        process == context.process ? context.heap.state() : HeapState(process->heap);
    for (Word* chain : {heap.binaries.first, heap.old_binaries.first}) {
      for_each_binary(chain, [&](Word* binary) {
        if (header_kind(binary[0]) != Kind::kRefcBinary) return;
        const BinaryData* const data = binary_data(binary);
        if (seen.insert(data).second) bytes += data->capacity;
      });
    }
  }
  use_reductions(context, static_cast<int64_t>(seen.size()));
  return bytes;
}

uint64_t atom_bytes() {
  constexpr uint64_t kBytesPerEntry = 16;
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < atom_count(); ++i) {
    bytes += atom_text(Term::atom(i)).size() + kBytesPerEntry;
  }
  return bytes;
}

/// The bytes of a type; the non-value if it is none of those.
Term memory_of(Context& context, const MemoryUse& use, Term type) {
  static const Term kTotal = intern("total");
  static const Term kProcesses = intern("processes");
  static const Term kProcessesUsed = intern("processes_used");
  static const Term kSystem = intern("system");
  static const Term kAtom = intern("atom");
  static const Term kAtomUsed = intern("atom_used");
  static const Term kBinary = intern("binary");
  static const Term kCode = intern("code");
  static const Term kEts = intern("ets");
  const auto number = [&context](uint64_t bytes) {
    return context.heap.integer(static_cast<int64_t>(bytes));
  };
  if (type == kTotal) return number(use.total);
  if (type == kProcesses) return number(use.processes);
  if (type == kProcessesUsed) return number(use.processes_used);
  if (type == kSystem) return number(use.total > use.processes ? use.total - use.processes : 0);
  if (type == kEts) return number(context.vm->state().tables.memory_words() * sizeof(Word));
  if (type == kCode) return number(context.vm->state().stats.beam_bytes);
  if (type == kBinary) return number(binary_bytes_held(context));
  if (type == kAtom || type == kAtomUsed) return number(atom_bytes());
  return Term::non_value();
}

Term memory_0(Context& context, const Term*) {
  static const Term kTypes[] = {intern("total"),  intern("processes"), intern("processes_used"),
                                intern("system"), intern("atom"),      intern("atom_used"),
                                intern("binary"), intern("code"),      intern("ets")};
  const MemoryUse use = memory_use(context);
  std::vector<Term> pairs;
  for (const Term type : kTypes) {
    pairs.push_back(context.heap.tuple(type, memory_of(context, use, type)));
  }
  return make_list(context.heap, pairs);
}

Term memory_1(Context& context, const Term* arguments) {
  const Term asked = arguments[0];
  const MemoryUse use = memory_use(context);
  if (asked.is_atom()) {
    const Term bytes = memory_of(context, use, asked);
    return bytes ? bytes : context.badarg();
  }
  if (!asked.is_cons() && !asked.is_nil()) return context.badarg();
  // In OTP a function goes through the list.
  if (list_length(asked) < 0) return context.error(atoms::kFunctionClause);
  std::vector<Term> pairs;
  for (Term rest = asked; rest.is_cons(); rest = tail(rest)) {
    const Term bytes = memory_of(context, use, head(rest));
    if (!bytes) return context.badarg();
    pairs.push_back(context.heap.tuple(head(rest), bytes));
  }
  return make_list(context.heap, pairs);
}

constexpr Bif kTable[] = {
    {"erlang", "memory", 0, memory_0},
    {"erlang", "memory", 1, memory_1},
    {"erlang", "garbage_collect", 0, garbage_collect_0},
    {"erlang", "garbage_collect", 1, garbage_collect_1},
    {"erlang", "garbage_collect", 2, garbage_collect_2},
    {"erlang", "hibernate", 3, hibernate_3},
    {"erlang", "system_flag", 2, system_flag},
};

}  // namespace

constinit const BifTable kErlangMemoryBifs = kTable;

}  // namespace linac
