// SPDX-License-Identifier: Apache-2.0
//
// erts_debug: sizes and copies of terms, and what OTP's own test suites look at and set inside the
// emulator, as far as there is such a thing here. Source: OTP's test suites, which use it.
#include <initializer_list>
#include <vector>

#include "beam/opcode.h"
#include "bifs/argument.h"
#include "bifs/state.h"
#include "bifs/tables.h"
#include "memory/binary_data.h"
#include "memory/copy.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/hash.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

// --- terms

Term flat_size_1(Context& context, const Term* arguments) {
  return context.heap.unsigned_integer(flat_size(arguments[0]));
}

/// Whether a word lies in the running process's memory: literals do not.
bool is_own(const HeapState& heap, const Word* word) {
  const auto is_in = [word](const Word* start, const Word* end) {
    return word >= start && word < end;
  };
  if (is_in(heap.start, heap.end) || is_in(heap.old_start, heap.old_end)) return true;
  for (const Fragment* fragment = heap.fragments; fragment != nullptr; fragment = fragment->next) {
    if (is_in(fragment->words(), fragment->words() + fragment->used)) return true;
  }
  return false;
}

/// The words of a term, but 0 of one that is outside the process's heap.
Term size_shared(Context& context, const Term* arguments) {
  const bool counts =
      arguments[0].is_pointer() && is_own(context.heap.state(), arguments[0].address());
  return counts ? flat_size_1(context, arguments) : Term::small(0);
}

Term same(Context&, const Term* arguments) { return atoms::boolean(arguments[0] == arguments[1]); }

/// Sharing within a term is not kept by a copy, so that all copies are alike.
Term copy_shared(Context& context, const Term* arguments) {
  return copy_term(arguments[0], context.heap);
}

// --- internal state

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
  if (item == kMbuf) return copy_term(value, context.heap);
  if (is_one_of(item, {"binary_loop_limit", "re_loop_limit", "unicode_loop_limit"})) {
    return Term::small(-1);
  }
  if (is_one_of(item, {"ets_force_trap", "ets_force_split", "ets_debug_random_split_join"})) {
    return atoms::kOk;
  }
  if (is_one_of(item, {"node_tab_delayed_delete", "force_gc"})) return atoms::kTrue;
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

Term link_list(Context& context, Term pid) {
  const Process* const process =
      pid.is_local_pid() ? context.vm->state().scheduler.find(pid) : nullptr;
  if (process == nullptr) return atoms::kUndefined;
  std::vector<Term> pids;
  for (const Term identifier : process->links) pids.push_back(identifier);
  return make_list(context.heap, pids);
}

/// An item with an argument.
Term state_of(Context& context, Term item, Term argument) {
  if (is_one_of(item, {"binary_info"})) return binary_info(context, argument);
  if (is_one_of(item, {"process_status"})) return process_status(context, argument);
  if (is_one_of(item, {"link_list"})) return link_list(context, argument);
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
  return context.badarg();
}

// --- work for other schedulers, of which there are none

/// What a dirty function is asked to do, of its type.
Term run_dirty(Context& context, Term type, Term operation, Term argument) {
  static const Term kSleep = intern("sleep");
  static const Term kTimer = intern("timer");
  constexpr int64_t kMostReschedules = 1000;
  if (is_one_of(operation, {"scheduler"}) && is_one_of(argument, {"type"})) return type;
  if (is_one_of(operation, {"error"})) {
    const bool is_reason =
        is_one_of(argument, {"undef", "badarith", "noproc", "system_limit", "notsup"});
    return is_reason ? context.error(argument) : context.badarg();
  }
  if (is_one_of(operation, {"reschedule"})) {
    return read_integer(argument, 0, kMostReschedules) ? atoms::kOk : context.badarg();
  }
  const bool waits = is_one_of(operation, {"wait"});
  if (is_one_of(operation, {"alive_waitexiting"}) && argument.is_local_pid()) {
    Process* const receiver = context.vm->state().scheduler.find(argument);
    const Term alive = context.heap.tuple(intern("alive"), context.process->pid());
    if (receiver != nullptr) send_message(context, receiver, alive);
  } else if (!waits || !argument.is_small()) {
    return context.badarg();
  }
  context.x[0] = waits ? argument : atoms::kInfinity;
  return trap_to(context, *context.vm->state().exports.intern(kTimer, kSleep, 1));
}

Term dirty_cpu(Context& context, const Term* arguments) {
  return run_dirty(context, intern("dirty_cpu"), arguments[0], arguments[1]);
}

Term dirty_io(Context& context, const Term* arguments) {
  return run_dirty(context, intern("dirty_io"), arguments[0], arguments[1]);
}

Term dirty(Context& context, const Term* arguments) {
  if (!is_one_of(arguments[0], {"normal", "dirty_cpu", "dirty_io"})) return context.badarg();
  return run_dirty(context, arguments[0], arguments[1], arguments[2]);
}

/// Names of the interpreter's instructions.
Term instructions(Context& context, const Term*) {
  std::vector<Term> names;
  for (const beam::OpcodeInfo& opcode : beam::kOpcodes) {
    const std::string_view name = opcode.name;
    if (!name.empty()) names.push_back(context.heap.string(name.data(), name.size()));
  }
  return make_list(context.heap, names);
}

constexpr Bif kTable[] = {
    {"erts_debug", "flat_size", 1, flat_size_1},
    {"erts_debug", "size_shared", 1, size_shared},
    {"erts_debug", "same", 2, same},
    {"erts_debug", "copy_shared", 2, copy_shared},
    {"erts_debug", "set_internal_state", 2, set_internal_state},
    {"erts_debug", "get_internal_state", 1, get_internal_state},
    {"erts_debug", "dirty_cpu", 2, dirty_cpu},
    {"erts_debug", "dirty_io", 2, dirty_io},
    {"erts_debug", "dirty", 3, dirty},
    {"erts_debug", "instructions", 0, instructions},
};

}  // namespace

constinit const BifTable kErtsDebugBifs = kTable;

}  // namespace linac
