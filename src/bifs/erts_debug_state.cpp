// SPDX-License-Identifier: Apache-2.0
//
// erts_debug:get_internal_state/1 and set_internal_state/2: what OTP's own test suites look at and
// set inside the emulator, as far as there is such a thing here. Source: OTP's test suites.
#include <initializer_list>
#include <vector>

#include "bifs/state.h"
#include "bifs/tables.h"
#include "memory/binary_data.h"
#include "memory/copy.h"
#include "ports/port.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "runtime/map.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/hash.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

bool is_one_of(Term item, std::initializer_list<const char*> names) {
  if (!item.is_atom()) return false;
  for (const char* name : names) {
    if (atom_text(item) == name) return true;
  }
  return false;
}

Term set_available(Context& context, Term value) {
  if (value != atoms::kTrue && value != atoms::kFalse) return context.badarg();
  bool& shows = context.vm->state().bifs.shows_internal_state;
  const Term old = atoms::boolean(shows);
  shows = value == atoms::kTrue;
  return old;
}

/// set_internal_state(Item, Value). What would only make OTP's emulator give way sooner, or wait
/// for its other threads, is done already.
Term set_internal_state(Context& context, const Term* arguments) {
  static const Term kAvailable = intern("available_internal_state");
  static const Term kRedsLeft = intern("reds_left");
  static const Term kWait = intern("wait");
  static const Term kMbuf = intern("mbuf");
  static const Term kStart = intern("start");
  const Term item = arguments[0];
  const Term value = arguments[1];
  if (item == kAvailable) return set_available(context, value);
  if (!context.vm->state().bifs.shows_internal_state) return context.error(atoms::kUndef);
  if (item == kRedsLeft) {
    if (!value.is_small()) return context.badarg();
    const int64_t left = reductions_left(context);
    if (value.small_value() < left) use_reductions(context, left - value.small_value());
    return atoms::kTrue;
  }
  if (item == kWait) {
    const bool is_known =
        is_one_of(value, {"deallocations", "timer_cancellations", "thread_progress", "aux_work"});
    return is_known ? atoms::kOk : context.badarg();
  }
  // Between what a process does its heap is never inconsistent.
  if (is_one_of(item, {"inconsistent_heap"})) return value == kStart ? atoms::kTrue : atoms::kOk;
  if (item == kMbuf) return copy_term(value, context.heap);
  if (is_one_of(item, {"binary_loop_limit", "re_loop_limit", "unicode_loop_limit"})) {
    return Term::small(-1);
  }
  if (is_one_of(item, {"ets_force_trap", "ets_force_split", "ets_debug_random_split_join"})) {
    return atoms::kOk;
  }
  if (is_one_of(item, {"node_tab_delayed_delete", "force_gc", "proc_sig_buffers"})) {
    return atoms::kTrue;
  }
  // What system_monitor/2 takes a collection to have lasted beyond its own time.
  if (is_one_of(item, {"test_long_gc_sleep"}) && value.is_small()) {
    context.vm->state().bifs.added_collection_time = value.small_value() * 1'000'000;
    return atoms::kTrue;
  }
  return context.badarg();
}

/// {refc_binary, Bytes, {binary, Allocated}, Flags} or {heap_binary, Bytes}; of a part of a binary,
/// of what it is a part of.
Term binary_info(Context& context, Term binary) {
  Heap& heap = context.heap;
  if (!binary.is_bitstring()) return context.badarg();
  if (kind_of(binary) == Kind::kSubBinary) binary = Term(binary.address()[3]);
  const Word* const at = binary.address();
  const Term size = Term::small(static_cast<int64_t>(at[1]));
  if (kind_of(binary) != Kind::kRefcBinary) return heap.tuple(intern("heap_binary"), size);
  const Term allocated = Term::small(static_cast<int64_t>(binary_data(at)->capacity));
  return heap.tuple(intern("refc_binary"), size, heap.tuple(atoms::kBinary, allocated),
                    Term::small(0));
}

Term process_status(Context& context, Term pid) {
  if (!pid.is_local_pid()) return context.badarg();
  const Process* const process = context.vm->state().scheduler.find(pid);
  if (process == nullptr) return atoms::kUndefined;
  if (process->state == ProcessState::kExiting) return atoms::kExiting;
  return process->state == ProcessState::kWaiting ? atoms::kWaiting : atoms::kRunnable;
}

/// {erl_link, Type, Identifier, linked, Address} for each link of a process or a port.
Term link_list(Context& context, Term identifier) {
  Vm::State& state = context.vm->state();
  std::vector<Term> all;
  const auto add = [&](Term other) {
    const Term type =
        other.is_local_port() || identifier.is_local_port() ? atoms::kPort : atoms::kProcess;
    all.push_back(context.heap.tuple(intern("erl_link"), type, other, intern("linked"),
                                     Term::small(static_cast<int64_t>(all.size()))));
  };
  if (identifier.is_local_port()) {
    const Port* const port = state.ports.find(identifier);
    if (port == nullptr) return atoms::kUndefined;
    for (const Term other : port->links) add(other);
    return make_list(context.heap, all);
  }
  if (identifier.is_atom()) return atoms::kUndefined;  // a node
  const Process* const process =
      identifier.is_local_pid() ? state.scheduler.find(identifier) : nullptr;
  if (process == nullptr) return atoms::kUndefined;
  for (const Term other : process->links) add(other);
  return make_list(context.heap, all);
}

/// {erl_monitor, Type, origin | target, Reference, Identifier, Name | []} for each of a process.
Term monitor_list(Context& context, Term pid) {
  const Process* const process =
      pid.is_local_pid() ? context.vm->state().scheduler.find(pid) : nullptr;
  if (process == nullptr) return atoms::kUndefined;
  Heap& heap = context.heap;
  std::vector<Term> all;
  for (const Monitor& monitor : process->monitors) {
    const Term type = monitor.other.is_local_port() ? atoms::kPort : atoms::kProcess;
    all.push_back(heap.tuple(intern("erl_monitor"), type,
                             intern(monitor.is_origin ? "origin" : "target"),
                             make_reference(heap, monitor.reference), monitor.other,
                             monitor.name ? monitor.name : Term::nil()));
  }
  return make_list(heap, all);
}

/// How much C++ stack is left, in bytes: the host has no limit that could be asked for, so what
/// the program was linked with.
constexpr int64_t kStackBytes = 1 << 20;

/// #{table => places in the table of persistent terms}.
Term persistent_term_info(Context& context) {
  const size_t places = context.vm->state().bifs.persistent_terms.table_size();
  Term pair[] = {intern("table"), Term::small(static_cast<int64_t>(places))};
  return make_map(context.heap, pair, 1);
}

/// {ptab_list_bif_info, ...}: how OTP's processes/0 goes through its table in parts. Here it is
/// done at once: one part, for which one reduction is enough.
Term processes_bif_info(Context& context) {
  const auto count = static_cast<int64_t>(context.vm->state().scheduler.process_count());
  const Term one = Term::small(1);
  const Term zero = Term::small(0);
  const Term fields[] = {
      intern("ptab_list_bif_info"), one, one, Term::small(count), one, zero, one, zero, one, zero};
  return context.heap.tuple_of(fields);
}

/// {{node_references, ...}, {dist_references, ...}}: there is no table of nodes, whose names are
/// atoms, so this node only, which the system refers to.
Term node_references(Context& context) {
  Heap& heap = context.heap;
  const auto list = [&heap](Term item) { return heap.cons(item, Term::nil()); };
  const auto by = [&](Term who, const char* what) {
    return heap.tuple(who, list(heap.tuple(intern(what), Term::small(1))));
  };
  const Term system = heap.tuple(intern("system"), atoms::kUndefined);
  const Term node = heap.tuple(atoms::kNodeNoHost, Term::small(0));
  const Term of_node = heap.tuple(node, Term::small(1), list(by(system, "system")));
  const Term referrers =
      heap.cons(by(system, "system"), list(by(heap.tuple(intern("node"), node), "node")));
  const Term of_dist = heap.tuple(atoms::kNodeNoHost, Term::small(2), referrers);
  return heap.tuple(heap.tuple(intern("node_references"), list(of_node)),
                    heap.tuple(intern("dist_references"), list(of_dist)));
}

/// The names that process_info/2 knows, in OTP's order.
Term process_info_names(Context& context) {
  constexpr const char* kNames[] = {"registered_name",
                                    "current_function",
                                    "initial_call",
                                    "status",
                                    "messages",
                                    "message_queue_len",
                                    "links",
                                    "monitors",
                                    "monitored_by",
                                    "dictionary",
                                    "trap_exit",
                                    "error_handler",
                                    "heap_size",
                                    "stack_size",
                                    "memory",
                                    "garbage_collection",
                                    "group_leader",
                                    "reductions",
                                    "priority",
                                    "trace",
                                    "binary",
                                    "sequential_trace_token",
                                    "catchlevel",
                                    "backtrace",
                                    "last_calls",
                                    "total_heap_size",
                                    "suspending",
                                    "min_heap_size",
                                    "min_bin_vheap_size",
                                    "max_heap_size",
                                    "current_location",
                                    "current_stacktrace",
                                    "message_queue_data",
                                    "garbage_collection_info",
                                    "magic_ref",
                                    "fullsweep_after",
                                    "parent"};
  std::vector<Term> names;
  for (const char* name : kNames) names.push_back(intern(name));
  return make_list(context.heap, names);
}

/// An item with an argument.
Term state_of(Context& context, Term item, Term argument) {
  if (is_one_of(item, {"binary_info"})) return binary_info(context, argument);
  if (is_one_of(item, {"process_status"})) return process_status(context, argument);
  if (is_one_of(item, {"link_list"})) return link_list(context, argument);
  if (is_one_of(item, {"monitor_list"})) return monitor_list(context, argument);
  if (is_one_of(item, {"internal_hash"})) return Term::small(hash_term(argument));
  if (is_one_of(item, {"atom"}) && argument.is_small()) {
    const int64_t index = argument.small_value();
    const bool exists = index >= 0 && index < static_cast<int64_t>(atom_count());
    return exists ? Term::atom(static_cast<uint32_t>(index)) : context.badarg();
  }
  return context.badarg();
}

Term all_pids(Context& context) {
  std::vector<Term> pids;
  for (const uint64_t number : context.vm->state().scheduler.process_numbers()) {
    pids.push_back(Term::pid(number));
  }
  return make_list(context.heap, pids);
}

Term get_internal_state(Context& context, const Term* arguments) {
  static const Term kAvailable = intern("available_internal_state");
  const Term item = arguments[0];
  const bool shows = context.vm->state().bifs.shows_internal_state;
  if (item == kAvailable) return atoms::boolean(shows);
  if (!shows) return context.error(atoms::kUndef);
  if (item.is_tuple() && tuple_arity(item) == 2) {
    return state_of(context, tuple_element(item, 0), tuple_element(item, 1));
  }
  if (is_one_of(item, {"reds_left"})) return Term::small(reductions_left(context));
  if (is_one_of(item, {"force_heap_frags"})) return atoms::kFalse;
  if (is_one_of(item, {"processes"})) return all_pids(context);
  if (is_one_of(item, {"processes_bif_info"})) return processes_bif_info(context);
  if (is_one_of(item, {"node_and_dist_references"})) return node_references(context);
  if (is_one_of(item, {"persistent_term"})) return persistent_term_info(context);
  if (is_one_of(item, {"process_info_args"})) return process_info_names(context);
  if (is_one_of(item, {"stack_check"})) return Term::small(kStackBytes);
  if (is_one_of(item, {"memory"})) {
    static const Term kMemory = intern("memory");
    return trap_to(context, *context.vm->state().exports.intern(atoms::kErlang, kMemory, 0));
  }
  return context.badarg();
}

constexpr Bif kTable[] = {
    {"erts_debug", "set_internal_state", 2, set_internal_state},
    {"erts_debug", "get_internal_state", 1, get_internal_state},
};

}  // namespace

constinit const BifTable kErtsDebugStateBifs = kTable;

}  // namespace linac
