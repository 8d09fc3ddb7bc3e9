// SPDX-License-Identifier: Apache-2.0
//
// erlang: collections that a program asks for, hibernation, and the VM's defaults for heaps. BIFs
// never collect, so those that concern the running process go on at one of the VM's own stops, when
// all frames of the host's stack are gone.
#include "bifs/heap_options.h"
#include "bifs/tables.h"
#include "process/signal.h"
#include "runtime/collect.h"
#include "runtime/list.h"
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

Term system_flag(Context& context, const Term* arguments) {
  static const Term kTraceControlWord = intern("trace_control_word");
  if (arguments[0] == kTraceControlWord) {
    const Term word = set_trace_control_word(context, arguments[1]);
    return word ? word : context.badarg();
  }
  if (is_scheduler_flag(arguments[0], arguments[1])) return arguments[1];
  HeapOptions& defaults = context.vm->state().heap_defaults;
  const Term old = heap_option(context.heap, defaults, arguments[0]);
  if (!old || !set_heap_default(defaults, arguments[0], arguments[1])) return context.badarg();
  return old;
}

constexpr Bif kTable[] = {
    {"erlang", "garbage_collect", 0, garbage_collect_0},
    {"erlang", "garbage_collect", 1, garbage_collect_1},
    {"erlang", "garbage_collect", 2, garbage_collect_2},
    {"erlang", "hibernate", 3, hibernate_3},
    {"erlang", "system_flag", 2, system_flag},
};

}  // namespace

constinit const BifTable kErlangMemoryBifs = kTable;

}  // namespace linac
