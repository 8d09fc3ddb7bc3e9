// SPDX-License-Identifier: Apache-2.0
#include "runtime/call.h"

#include <cstring>
#include <utility>

#include "code/module.h"
#include "interpreter/interpreter.h"
#include "on_load.h"
#include "process/signal.h"
#include "process/stack_places.h"
#include "runtime/collect.h"
#include "runtime/exception.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "trace/call_trace.h"
#include "vm_state.h"

namespace linac {

namespace {

/// What a program has put in the place of an undefined function: its process's error handler, or
/// the module's own function for that (which OTP's error_handler looks for). Its arguments are put
/// into X registers. Null if neither is there.
const ExportEntry* prepare_substitute(Context& context, const ExportEntry& undefined) {
  const bool is_otp = context.vm->state().options.otp;
  static const Term kUndefinedFunction = intern("undefined_function");
  static const Term kHandle = intern("$handle_undefined_function");
  ExportTable& exports = context.vm->state().exports;
  const Term handler = context.process->error_handler;
  const bool is_standard = handler == atoms::kErrorHandler && !is_otp;
  const ExportEntry* substitute = is_standard ? exports.find(undefined.module, kHandle, 2)
                                              : exports.intern(handler, kUndefinedFunction, 3);
  if (substitute == nullptr || substitute == &undefined) return nullptr;
  if (!is_standard && !is_otp && !exports.has_code(*substitute)) {
    context.vm->load_from_path(handler);
  }
  if (!exports.has_code(*substitute)) return nullptr;
  const Term arguments = argument_list(context.heap, context.x, undefined.arity);
  Term* next = context.x;
  if (!is_standard) *next++ = undefined.module;
  *next++ = undefined.function;
  *next = arguments;
  return substitute;
}

/// Calls what is there in the place of an undefined function, or raises undef.
Context* call_substitute(Context& context, const ExportEntry& undefined) {
  if (const ExportEntry* substitute = prepare_substitute(context, undefined)) {
    return call_slot(context, substitute->slot);
  }
  context.error(atoms::kUndef);
  context.pending.function = &undefined;
  context.pending.arguments = argument_list(context.heap, context.x, undefined.arity);
  context.pending.error_info = atoms::kFalse;
  return dispatch_exception(context, nullptr);
}

/// A function without code was called: loads its module, or raises undef.
Context* call_undefined(Context& context, ExportEntry& entry) {
  Vm::State& state = context.vm->state();
  // A process that was spawned through the stub may find that the code has come since.
  if (state.exports.has_code(entry)) return call_slot(context, entry.slot);
  // OTP's error handler loads modules, through the code server.
  if (state.options.otp) return call_substitute(context, entry);
  // Who has waited for a module that then did not come does not ask for it again.
  Process& process = *context.process;
  const bool has_waited = std::exchange(process.awaited_module, Term()) == entry.module;
  if (!has_waited && !awaits_on_load(context, entry.module) &&
      state.find_module(entry.module) == nullptr && context.vm->load_from_path(entry.module) &&
      state.exports.has_code(entry)) {
    return call_slot(context, entry.slot);
  }
  if (awaits_on_load(context, entry.module)) {
    process.awaited_module = entry.module;
    yield_to(context, entry);
    return &context;
  }
  return call_substitute(context, entry);
}

/// The place of the call that the topmost return address belongs to, which OTP's traces name twice;
/// null for what is a tail call there, or if there is no such call.
const Location* location_of_call(const Context& context) {
  const Term top(*context.heap.stack_pointer());
  if (!top.is_return_address()) return nullptr;
  return location_of_return(context.vm->state().slots, top.slot());
}

/// A local fun without code was called, with its arguments and then its free variables in X
/// registers. If no version of its module is there, the process's error handler may know better, or
/// the module is on the path and may have the fun.
Context* call_unloaded_fun(Context& context, FunEntry& entry) {
  static const Term kUndefinedLambda = intern("undefined_lambda");
  Vm::State& state = context.vm->state();
  const Term fun = make_fun(context, entry, context.x + entry.arity);
  // OTP's error handler raises badfun itself, after it has looked for the module.
  if (state.find_module(entry.module) != nullptr && !state.options.otp) {
    context.error(context.heap.tuple(atoms::kBadfun, fun));
    context.pending.shows_return = true;
    return dispatch_exception(context, location_of_call(context));
  }
  const Term arguments = argument_list(context.heap, context.x, entry.arity);
  const ExportEntry* const handler =
      state.exports.intern(context.process->error_handler, kUndefinedLambda, 3);
  if (handler == nullptr) {
    context.system_limit();
    return dispatch_exception(context, nullptr);
  }
  context.x[0] = entry.module;
  context.x[1] = fun;
  context.x[2] = arguments;
  return call_slot(context, handler->slot);
}

}  // namespace

Context* call_slot(Context& context, SlotIndex slot) {
  context.jit_state->continuation = slot;
#ifdef __wasm__
  // A function pointer is an index in the table that slots lie in.
  return reinterpret_cast<LabelFunction>(slot)(&context, context.jit_state,
                                               context.native_interface);
#else
  return linac_entry_thunk(&context, context.jit_state, context.native_interface);
#endif
}

SlotIndex prepare_call_fun(Context& context, uint32_t arity, Term fun) {
  if (!fun.is_fun()) {
    context.error(context.heap.tuple(atoms::kBadfun, fun));
    return 0;
  }
  if (fun_arity(fun) != arity) {
    const Term arguments = argument_list(context.heap, context.x, arity);
    context.error(context.heap.tuple(atoms::kBadarity, context.heap.tuple(fun, arguments)));
    return 0;
  }
  if (fun_is_external(fun)) return fun_export(fun)->slot;
  const uint32_t num_free = fun_num_free(fun);
  std::memcpy(static_cast<void*>(context.x + arity), fun.address() + kFunEnvironmentOffset,
              num_free * sizeof(Term));
  return fun_entry(fun)->slot;
}

namespace {

/// Functions that do nothing but raise. Applied, they raise where the apply stands, whose frame is
/// in the trace even if it was a tail call, as in OTP.
bool only_raises(const ExportEntry& entry) {
  if (entry.bif == nullptr || entry.module != atoms::kErlang) return false;
  if (entry.function == atoms::kError) return entry.arity >= 1 && entry.arity <= 3;
  return entry.arity == 1 && (entry.function == atoms::kExit || entry.function == atoms::kThrow);
}

/// The slot of a function whose arguments are in X registers; 0 with an error pending.
SlotIndex prepare_function(Context& context, Term module, Term function, uint32_t arity,
                           ApplyPlace place) {
  Vm::State& state = context.vm->state();
  if (!module.is_atom() || !function.is_atom()) {
    const Term arguments = argument_list(context.heap, context.x, arity);
    context.badarg();
    context.pending.function = state.exports.intern(atoms::kErlang, atoms::kApply, 3);
    context.pending.arguments = context.heap.cons(
        module, context.heap.cons(function, context.heap.cons(arguments, Term::nil())));
    return 0;
  }
  ExportEntry* entry = state.exports.intern(module, function, arity);
  if (entry == nullptr) {
    context.system_limit();
    return 0;
  }
  if (place == ApplyPlace::kInstruction && only_raises(*entry) &&
      (entry->breakpoint == nullptr || trace_raising_bif(context, *entry))) {
    entry->bif(context, context.x);
    return 0;
  }
  return entry->slot;
}

/// An apply of erlang:apply/3 where an apply stands is, as in OTP, one of what that applies.
bool is_nested_apply(Context& context, Term module, Term function, uint32_t arity) {
  const ExportEntry& apply = *context.vm->state().apply[1];
  return module == apply.module && function == apply.function && arity == apply.arity &&
         apply.breakpoint == nullptr;
}

}  // namespace

SlotIndex prepare_apply(Context& context, uint32_t arity) {
  const Term module = context.x[arity];
  const Term function = context.x[arity + 1];
  if (is_nested_apply(context, module, function, arity)) return prepare_apply_list(context, arity);
  return prepare_function(context, module, function, arity, ApplyPlace::kInstruction);
}

SlotIndex prepare_apply_list(Context& context, uint32_t arity, ApplyPlace place) {
  constexpr uint32_t kMaxArguments = kXRegisters - 1;
  for (;;) {
    const Term callee[] = {context.x[0], context.x[1], context.x[2]};
    const Term arguments = callee[arity - 1];
    uint32_t count = 0;
    Term rest = arguments;
    for (; rest.is_cons() && count < kMaxArguments; rest = tail(rest)) {
      context.x[count++] = head(rest);
    }
    const bool is_function = arity == 3 && callee[0].is_atom() && callee[1].is_atom();
    if (!rest.is_nil() || (arity == 3 && !is_function)) {
      for (uint32_t i = 0; i < arity; ++i) context.x[i] = callee[i];
      if (rest.is_cons()) {
        context.system_limit();
      } else {
        context.badarg();
      }
      name_failed_bif(context, *context.vm->state().apply[arity - 2], callee);
      return 0;
    }
    if (arity == 2) return prepare_call_fun(context, count, callee[0]);
    if (place == ApplyPlace::kBif || !is_nested_apply(context, callee[0], callee[1], count)) {
      return prepare_function(context, callee[0], callee[1], count, place);
    }
  }
}

Term make_fun(Context& context, FunEntry& entry, const Term* environment) {
  const uint32_t words = kFunEnvironmentOffset + entry.num_free;
  Word* at = context.heap.allocate(words);
  at[0] = make_header(Kind::kFun, words - 1, entry.arity);
  at[kFunEntryOffset] = static_cast<Word>(reinterpret_cast<uintptr_t>(&entry));
  at[kFunCreatorOffset] = context.process->pid().bits();
  for (uint32_t i = 0; i < entry.num_free; ++i) {
    at[kFunEnvironmentOffset + i] = environment[i].bits();
  }
  return Term::pointer(Tag::kFun, at);
}

Context* call_bif(Context& context, const ExportEntry& function, const Location* location) {
  if (function.breakpoint != nullptr) return call_traced_bif(context, function, location);
  return call_untraced_bif(context, function, location);
}

Context* call_untraced_bif(Context& context, const ExportEntry& function,
                           const Location* location) {
  const Term result = function.bif(context, context.x);
  if (result) {
    context.x[0] = result;
    return nullptr;
  }
  if (context.leave != Leave::kContinue) return &context;
  if (context.trap != 0) {
    // By way of the dispatch loop: a program that loops through here must not nest.
    context.jit_state->continuation = std::exchange(context.trap, 0);
    return &context;
  }
  name_failed_bif(context, function, context.x);
  return dispatch_exception(context, location);
}

Term call_guard_bif(Context& context, const ExportEntry& function, const Term* arguments) {
  Term result = function.bif(context, arguments);
  // No compiler puts a function that calls or stops the process into a guard, but a damaged file
  // may.
  if (!result && std::exchange(context.trap, 0) != 0) result = context.badarg();
  return result;
}

Context* raise_guard_bif(Context& context, const ExportEntry& function, const Term* arguments,
                         const Location* location) {
  name_failed_bif(context, function, arguments);
  return dispatch_exception(context, location);
}

extern "C" Context* linac_entry_thunk(Context* context, JITState* jit_state,
                                      const NativeInterface*) {
  const SlotIndex index = jit_state->continuation;
  const Slot& slot = context->vm->state().slots[index];
  switch (slot.kind) {
    case SlotKind::kLabel:
      if (slot.module->native && install_kept_unit(context->vm->state(), slot.module->unit)) {
        return call_slot(*context, index);
      }
      return interpret(*context, *slot.module, slot.index);
    case SlotKind::kExport:
      return call_undefined(*context, *slot.export_entry);
    case SlotKind::kBif:
      return call_bif(*context, *slot.export_entry, nullptr);
    case SlotKind::kProcessReturn:
      finish_on_load(context->vm->state(), *context->process, context->x[0]);
      context->vm->process_returned(context->x[0]);
      exit_process(*context, context->process, atoms::kNormal);
      context->leave = Leave::kExit;
      return context;
    case SlotKind::kCollect:
      return collect_on_request(*context, slot.index);
    case SlotKind::kGiveWay:
      return give_way(*context);
    case SlotKind::kHibernate:
      return hibernate(*context);
    case SlotKind::kUnloadedFun:
      return call_unloaded_fun(*context, *slot.fun_entry);
    case SlotKind::kBreakpoint:
      return call_traced_export(*context, index);
    case SlotKind::kTraceReturn:
      trace_return(*context);
      return nullptr;
    case SlotKind::kFree:
      break;
  }
  context->error(atoms::kUndef);
  return dispatch_exception(*context, nullptr);
}

}  // namespace linac
