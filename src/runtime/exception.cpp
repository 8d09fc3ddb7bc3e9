// SPDX-License-Identifier: Apache-2.0
#include "runtime/exception.h"

#include "code/module.h"
#include "process/crash_report.h"
#include "process/signal.h"
#include "process/stack_places.h"
#include "runtime/list.h"
#include "runtime/tuple.h"
#include "term/atom.h"
#include "term/map.h"
#include "term/utf8.h"
#include "trace/call_trace.h"
#include "vm_state.h"

namespace linac {

Term Context::raise(Term exception_class, Term reason) {
  pending = PendingException{};
  pending.exception_class = exception_class;
  pending.reason = reason;
  return Term::non_value();
}
Term Context::error(Term reason) { return raise(atoms::kError, reason); }
Term Context::badarg() { return error(atoms::kBadarg); }
Term Context::badarg(Term cause, Term explainer) {
  Term pairs[] = {atoms::kCause, cause, atoms::kModule, explainer};
  const Term info = make_map(heap, pairs, 2);
  badarg();
  pending.error_info = info;
  return Term::non_value();
}
Term Context::badarith() { return error(atoms::kBadarith); }
Term Context::system_limit() { return error(atoms::kSystemLimit); }

namespace {

// A packed frame: a module's id and the index of a location in it or, with id 0, the number of an
// export (a function without lines). So a trace outlives the module, and damaged code that makes
// one up reads nothing it should not.
constexpr int kIdShift = 32;

Word pack(const Location* location) {
  const Module& module = *location->module;
  return Word{module.id} << kIdShift | static_cast<Word>(location - module.locations.data());
}
Word pack(const ExportEntry* function) { return function->number; }

/// The module that a frame is in; null if it is gone, or for a frame that was made up.
const Module* module_of_frame(const Vm::State& state, Word frame) {
  const Module* module = state.find_module_by_id(static_cast<uint32_t>(frame >> kIdShift));
  return module != nullptr && static_cast<uint32_t>(frame) < module->locations.size() ? module
                                                                                      : nullptr;
}

Term capture_trace(Context& context, const Location* location) {
  const SlotTable& slots = context.vm->state().slots;
  const PendingException& pending = context.pending;
  Word frames[kMostBacktraceDepth + 2];
  const uint32_t depth = context.vm->state().bifs.backtrace_depth;
  uint32_t count = 0;
  if (pending.function != nullptr) frames[count++] = pack(pending.function);
  if (location != nullptr) frames[count++] = pack(location);

  // The topmost frame's return address is that of an earlier call when the code that raised owns
  // the frame.
  const Word* word = below_trace_frames(context, context.heap.stack_pointer());
  if (location != nullptr && location->has_frame && !pending.shows_return) ++word;
  SlotIndex previous = 0;
  for (; word < context.heap.stack_end() && count < depth; ++word) {
    const Term term(*word);
    if (!term.is_return_address() || term.slot() == previous) continue;
    if (term.slot() == context.vm->state().trace.return_slot) continue;
    previous = term.slot();
    const Location* caller = location_of_return(slots, previous);
    if (caller != nullptr) frames[count++] = pack(caller);
  }

  // With no depth at all the topmost function is still known.
  count = std::min(count, std::max<uint32_t>(depth, 1));
  Word* at = context.heap.allocate(1 + count);
  at[0] = make_header(Kind::kBigInteger, count);
  for (uint32_t i = 0; i < count; ++i) at[1 + i] = frames[i];
  const Term arguments = pending.arguments ? pending.arguments : atoms::kUndefined;
  const Term info = pending.error_info ? pending.error_info : atoms::kUndefined;
  return context.heap.tuple(pending.exception_class, arguments, info,
                            Term::pointer(Tag::kBigInteger, at));
}

/// The module of OTP that explains the errors of a module's BIFs; the non-value if none does.
Term explainer_of(Term module) {
  struct Explained {
    Term module;
    Term explainer;
  };
  static const Term kErlKernelErrors = intern("erl_kernel_errors");
  static const Explained kExplained[] = {
      {intern("atomics"), atoms::kErlErtsErrors},
      {intern("counters"), atoms::kErlErtsErrors},
      {atoms::kErlang, atoms::kErlErtsErrors},
      {intern("erts_internal"), atoms::kErlErtsErrors},
      {intern("persistent_term"), atoms::kErlErtsErrors},
      {intern("os"), kErlKernelErrors},
      {atoms::kBinary, atoms::kErlStdlibErrors},
      {intern("ets"), atoms::kErlStdlibErrors},
      {atoms::kLists, atoms::kErlStdlibErrors},
      {intern("maps"), atoms::kErlStdlibErrors},
      {intern("math"), atoms::kErlStdlibErrors},
      {intern("re"), atoms::kErlStdlibErrors},
      {intern("unicode"), atoms::kErlStdlibErrors},
  };
  for (const Explained& explained : kExplained) {
    if (explained.module == module) return explained.explainer;
  }
  return Term::non_value();
}

/// `[{error_info, #{module => erl_erts_errors}}]`, or with the map that the BIF gave.
Term error_info(Heap& heap, const ExportEntry& function, Term map) {
  if (map == atoms::kUndefined) {
    const Term explainer = explainer_of(function.module);
    if (!explainer) return Term::nil();
    Term pairs[] = {atoms::kModule, explainer};
    map = make_map(heap, pairs, 1);
  }
  return heap.cons(heap.tuple(atoms::kErrorInfo, map), Term::nil());
}

/// A frame's place in the source with an explanation behind it.
Term with_error_info(Heap& heap, Term place, Term map) {
  const Term rest = heap.cons(heap.tuple(atoms::kErrorInfo, map), Term::nil());
  if (!place.is_cons()) return rest;
  return heap.cons(head(place), heap.cons(head(tail(place)), rest));
}

/// The innermost catch tag of the running process and the frame that it is in.
bool find_handler(Context& context, Word*& frame, SlotIndex& handler) {
  frame = context.heap.stack_pointer();
  for (Word* word = frame; word < context.heap.stack_end(); ++word) {
    const Term term(*word);
    if (term.is_return_address()) {
      // What lies below a traced BIF's frame may be one that no return address is in yet.
      frame = word + (below_trace_frames(context, word) - word);
      if (frame != word) word = frame - 1;
    } else if (term.is_catch_tag()) {
      handler = term.slot();
      return true;
    }
  }
  return false;
}

void end_process(Context& context, Term exception_class, Term reason, Term trace) {
  Process& process = *context.process;
  Vm::State& state = context.vm->state();
  Term exit_reason = reason;
  if (exception_class != atoms::kExit) {
    const Term stacktrace = build_stacktrace(context, trace);
    report_crash(context, process, exception_class, reason, stacktrace);
    if (exception_class == atoms::kThrow) {
      exit_reason = context.heap.tuple(atoms::kNocatch, reason);
    }
    exit_reason = context.heap.tuple(exit_reason, stacktrace);
  } else if (process.number == state.main_process && reason != atoms::kNormal) {
    report_crash(context, process, exception_class, reason, Term::nil());
  }
  if (process.number == state.main_process && reason != atoms::kNormal) state.exit_status = 1;
  exit_process(context, &process, exit_reason);
  context.leave = Leave::kExit;
}

}  // namespace

Term file_and_line(Heap& heap, const Location& location) {
  if (location.line == 0) return Term::nil();
  const beam::File& file = location.module->file;
  const beam::Line& line = file.lines[location.line];
  if (line.line == 0) return Term::nil();
  const std::string name =
      line.file == 0 ? file.module_name() + ".erl" : file.line_files[line.file];
  // Compilers write UTF-8; OTP takes what is none for Latin-1.
  const Term text =
      is_utf8(name) ? unicode_list(heap, name) : heap.string(name.data(), name.size());
  const Term file_pair = heap.tuple(atoms::kFile, text);
  const Term line_pair = heap.tuple(atoms::kLine, Term::small(line.line));
  return heap.cons(file_pair, heap.cons(line_pair, Term::nil()));
}

Term argument_list(Heap& heap, const Term* arguments, uint32_t count) {
  Term list = Term::nil();
  while (count-- > 0) list = heap.cons(arguments[count], list);
  return list;
}

Term build_stacktrace(Context& context, Term trace) {
  if (!trace.is_tuple()) return trace;  // built already
  if (tuple_arity(trace) == 2) return tuple_element(trace, 1);
  // Only damaged code comes here with something else.
  if (tuple_arity(trace) != 4 || !tuple_element(trace, 3).is_big_integer()) return Term::nil();
  const Vm::State& state = context.vm->state();
  Heap& heap = context.heap;
  const Term arguments = tuple_element(trace, 1);
  const Term info = tuple_element(trace, 2);
  const Term frames = tuple_element(trace, 3);
  const auto& exports = state.exports.entries();
  Term list = Term::nil();
  for (uint32_t i = big_limbs(frames); i-- > 0;) {
    const Word frame = big_magnitude(frames)[i];
    Term module, function, place;
    uint32_t arity;
    if (frame < exports.size()) {
      const ExportEntry& entry = *exports[static_cast<size_t>(frame)];
      module = entry.module;
      function = entry.function;
      arity = entry.arity;
      place = info == atoms::kFalse ? Term::nil() : error_info(heap, entry, info);
    } else {
      const Module* const code = module_of_frame(state, frame);
      if (code == nullptr) continue;
      const Location& location = code->locations[static_cast<uint32_t>(frame)];
      const beam::Facts::Function& name = code->facts.functions[location.function];
      module = code->name;
      function = code->atoms[name.name];
      arity = name.arity;
      place = file_and_line(heap, location);
      if (i == 0 && info.is_map()) place = with_error_info(heap, place, info);
    }
    const Term shown = i == 0 && arguments.is_list() ? arguments : Term::small(arity);
    list = heap.cons(heap.tuple(module, function, shown, place), list);
  }
  return list;
}

void name_failed_bif(Context& context, const ExportEntry& function, const Term* arguments) {
  PendingException& pending = context.pending;
  if (pending.function != nullptr) return;
  if (function.module == atoms::kErlang &&
      (pending.trace || function.function == atoms::kError || function.function == atoms::kExit ||
       function.function == atoms::kThrow)) {
    // exit/2 names itself: it fails, the others do what they are for.
    if (!(function.function == atoms::kExit && function.arity == 2)) return;
  }
  pending.function = &function;
  pending.arguments = argument_list(context.heap, arguments, function.arity);
}

namespace {

/// What `catch` returns for an exception.
Term caught_value(Context& context, Term exception_class, Term reason, Term trace) {
  if (exception_class == atoms::kThrow) return reason;
  Heap& heap = context.heap;
  if (exception_class == atoms::kError) {
    reason = heap.tuple(reason, build_stacktrace(context, trace));
  }
  return heap.tuple(atoms::kExitUpper, reason);
}

}  // namespace

Context* dispatch_exception(Context& context, const Location* location) {
  if (context.leave != Leave::kContinue) return &context;  // halt, not an exception
  PendingException& pending = context.pending;
  const Term exception_class = pending.exception_class;
  Term trace = pending.trace ? pending.trace : capture_trace(context, location);
  if (!trace.is_tuple()) trace = context.heap.tuple(exception_class, trace);
  const Term reason = pending.reason;
  pending = PendingException{};
  Word* frame;
  SlotIndex handler;
  const bool is_caught = find_handler(context, frame, handler);
  if (context.vm->state().trace.has_frames) {
    const Location* catcher =
        is_caught ? location_of_slot(context.vm->state().slots, handler) : nullptr;
    // Nobody catches a throw: then it is an error, as in OTP.
    const bool is_uncaught_throw = !is_caught && exception_class == atoms::kThrow;
    trace_exception(context, is_caught ? frame : context.heap.stack_end(),
                    is_uncaught_throw ? atoms::kError : exception_class,
                    is_uncaught_throw ? context.heap.tuple(atoms::kNocatch, reason) : reason,
                    catcher);
  }
  if (!is_caught) {
    end_process(context, exception_class, reason, trace);
    return &context;
  }
  context.heap.set_stack_pointer(frame);
  context.x[0] = Term::non_value();
  context.x[1] = exception_class;
  context.x[2] = reason;
  context.x[3] = trace;
  context.jit_state->continuation = handler;
  return &context;
}

Context* raise_error(Context& context, Term reason, const Location* location) {
  context.error(reason);
  return dispatch_exception(context, location);
}

Context* raise_error_with(Context& context, Term tag, Term value, const Location* location) {
  return raise_error(context, context.heap.tuple(tag, value), location);
}

Context* raise_function_clause(Context& context, uint32_t arity, const Location* location) {
  context.error(atoms::kFunctionClause);
  context.pending.arguments = argument_list(context.heap, context.x, arity);
  return dispatch_exception(context, location);
}

void catch_end(Context& context) {
  if (context.x[0]) return;
  context.x[0] = caught_value(context, context.x[1], context.x[2], context.x[3]);
}

Context* raise_again(Context& context, Term exception_class, Term reason, Term trace,
                     const Location* location) {
  // Only damaged code has such a trace.
  if (trace.is_tuple() && tuple_arity(trace) == 0) trace = Term::nil();
  if (!exception_class)
    exception_class = trace.is_tuple() ? tuple_element(trace, 0) : atoms::kError;
  context.raise(exception_class, reason);
  if (trace.is_tuple() && tuple_element(trace, 0) != exception_class) {
    Term copy = copy_tuple(context.heap, trace);
    copy.address()[1] = exception_class.bits();
    trace = copy;
  }
  context.pending.trace = trace;
  return dispatch_exception(context, location);
}

bool is_exception_class(Term term) {
  return term == atoms::kError || term == atoms::kExit || term == atoms::kThrow;
}

Context* raw_raise(Context& context, const Location* location) {
  if (!is_exception_class(context.x[0])) {
    context.x[0] = atoms::kBadarg;
    return nullptr;
  }
  return raise_again(context, context.x[0], context.x[1], context.x[2], location);
}

}  // namespace linac
