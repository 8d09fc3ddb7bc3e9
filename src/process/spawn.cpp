// SPDX-License-Identifier: Apache-2.0
#include "process/spawn.h"

#include "code/module.h"
#include "memory/copy.h"
#include "process/signal.h"
#include "term/atom.h"
#include "trace/process_trace.h"
#include "vm_state.h"

namespace linac {

namespace {

/// erlang:apply/2,3 as the function to start is looked through: what it would call is started.
void look_through_apply(SpawnRequest& request) {
  if (request.fun || request.module != atoms::kErlang || request.function != atoms::kApply) return;
  const Term arguments = request.arguments;
  if (!arguments.is_cons()) return;
  const Term first = head(arguments);
  const Term second = tail(arguments);
  if (!second.is_cons()) return;
  if (tail(second).is_nil()) {
    if (!first.is_fun()) return;
    request.fun = first;
    request.arguments = head(second);
  } else if (tail(second).is_cons() && tail(tail(second)).is_nil()) {
    if (!first.is_atom() || !head(second).is_atom()) return;
    request.module = first;
    request.function = head(second);
    request.arguments = head(tail(second));
  }
}

uint32_t push_list(std::vector<Term>& registers, Term list, Heap& heap) {
  uint32_t count = 0;
  for (; list.is_cons(); list = tail(list), ++count) {
    registers.push_back(copy_term(head(list), heap));
  }
  return count;
}

/// A start that raises an error, with one frame {Module, Function, Arguments or arity, []} for its
/// stack trace. 0: no slot is left.
SlotIndex start_with_error(ExportTable& exports, Term reason, Term frame, Heap& heap,
                           std::vector<Term>& registers) {
  const ExportEntry* raise = exports.intern(atoms::kErlang, atoms::kRaise, 3);
  registers = {atoms::kError, reason, heap.cons(frame, Term::nil())};
  return raise == nullptr ? 0 : raise->slot;
}

/// Where the process begins, its registers filled. 0: no slot is left.
SlotIndex prepare_start(ExportTable& exports, const SpawnRequest& request, Heap& heap,
                        std::vector<Term>& registers) {
  constexpr uint32_t kMaxArity = 255;
  const uint32_t arity = push_list(registers, request.arguments, heap);
  if (request.at != 0) return request.at;
  if (!request.fun) {
    if (arity > kMaxArity) {
      const Term frame = heap.tuple(request.module, request.function,
                                    copy_term(request.arguments, heap), Term::nil());
      return start_with_error(exports, atoms::kUndef, frame, heap, registers);
    }
    ExportEntry* entry = exports.intern(request.module, request.function, arity);
    return entry == nullptr ? 0 : entry->slot;
  }
  const Term fun = request.fun;
  if (fun_arity(fun) != arity) {
    // OTP starts funs with apply/2, which is what its stack trace shows.
    const Term call = heap.tuple(copy_term(fun, heap), copy_term(request.arguments, heap));
    const Term frame = heap.tuple(atoms::kErlang, atoms::kApply, Term::small(2), Term::nil());
    return start_with_error(exports, heap.tuple(atoms::kBadarity, call), frame, heap, registers);
  }
  if (fun_is_external(fun)) return fun_export(fun)->slot;
  for (uint32_t i = 0; i < fun_num_free(fun); ++i) {
    registers.push_back(copy_term(Term(fun.address()[kFunEnvironmentOffset + i]), heap));
  }
  return fun_entry(fun)->slot;
}

void set_initial_call(Process& process, const SpawnRequest& request, uint32_t arity) {
  process.initial_module = request.fun ? atoms::kErlang : request.module;
  process.initial_function = request.fun ? atoms::kApply : request.function;
  process.initial_arity = request.fun ? 2 : arity;
}

}  // namespace

Process* spawn_process(Context& context, SpawnRequest& request) {
  Vm::State& state = context.vm->state();
  Process* parent = context.process;
  Process* process = state.scheduler.create(request.heap);
  if (process == nullptr) return nullptr;

  SpawnRequest start = request;
  look_through_apply(start);
  ProcessHeap heap;
  heap.load(process->heap);
  Word* bottom = heap.stack_end() - 1;
  *bottom = Term::return_address(state.process_return_slot).bits();
  heap.set_stack_pointer(bottom);
  process->continuation = prepare_start(state.exports, start, heap, process->registers);
  heap.store(process->heap);
  if (process->continuation == 0) {
    state.scheduler.destroy(process);
    return nullptr;
  }
  set_initial_call(*process, start, static_cast<uint32_t>(process->registers.size()));
  process->priority = request.priority;
  process->is_off_heap = request.is_off_heap;
  process->parent = parent == nullptr ? 0 : parent->number;
  process->group_leader = parent == nullptr ? process->pid() : parent->group_leader;
  if (parent != nullptr && request.link) link_processes(parent, process);
  if (parent != nullptr && request.monitor) {
    const MonitorOptions& options = request.monitor_options;
    if (request.reference[0] == 0) {
      new_reference(state.scheduler, parent->number, request.reference);
    }
    if (options.alias) parent->aliases.add({request.reference[0], *options.alias});
    add_monitor(parent, process, request.reference, Term::non_value(), options.tag);
  }
  trace_spawn(context, *process, request);
  if (request.waits) {
    process->state = ProcessState::kWaiting;
  } else {
    state.scheduler.make_runnable(process);
  }
  return process;
}

}  // namespace linac
