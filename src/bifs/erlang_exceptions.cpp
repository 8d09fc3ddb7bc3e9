// SPDX-License-Identifier: Apache-2.0
//
// erlang: raising, and ending everything. These BIFs do what they are for by failing: the caller of
// call_bif leaves them out of the stack trace.
#include <algorithm>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/layout.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

namespace {

Term error_1(Context& context, const Term* arguments) { return context.error(arguments[0]); }

Term error_2(Context& context, const Term* arguments) {
  const Term list = arguments[1];
  context.error(arguments[0]);
  if (list.is_list()) context.pending.arguments = list;
  return Term::non_value();
}

/// The map of option {error_info, Map}; the non-value without it. Nothing if the options are bad.
std::optional<Term> read_error_info(Term options) {
  Term info = Term::non_value();
  for (; options.is_cons(); options = tail(options)) {
    const Term option = head(options);
    if (!option.is_tuple() || tuple_arity(option) != 2) return std::nullopt;
    if (tuple_element(option, 0) != atoms::kErrorInfo) return std::nullopt;
    info = tuple_element(option, 1);
    if (!info.is_map()) return std::nullopt;
  }
  if (!options.is_nil()) return std::nullopt;
  return info;
}

Term error_3(Context& context, const Term* arguments) {
  const Term list = arguments[1];
  const std::optional<Term> info = read_error_info(arguments[2]);
  static const Term kNone = intern("none");
  if (list != kNone && !list.is_list()) return context.badarg();
  context.error(arguments[0]);
  if (list.is_list()) context.pending.arguments = list;
  // Options that are none are as if they were not there.
  if (info) context.pending.error_info = *info;
  return Term::non_value();
}

Term exit_1(Context& context, const Term* arguments) {
  return context.raise(atoms::kExit, arguments[0]);
}

Term throw_1(Context& context, const Term* arguments) {
  return context.raise(atoms::kThrow, arguments[0]);
}

/// A stack trace item in its full form, {M,F,A,Location} or {Fun,Args,Location}; the non-value if
/// `item` is none.
Term trace_item(Heap& heap, Term item) {
  if (!item.is_tuple()) return Term::non_value();
  const uint32_t arity = tuple_arity(item);
  if (arity < 2 || arity > 4) return Term::non_value();
  const Term first = tuple_element(item, 0);
  const Term second = tuple_element(item, 1);
  if (first.is_fun()) {
    if (arity == 2) return heap.tuple(first, second, Term::nil());
    return arity == 3 && tuple_element(item, 2).is_list() ? item : Term::non_value();
  }
  if (!first.is_atom() || !second.is_atom() || arity == 2) return Term::non_value();
  const Term arguments = tuple_element(item, 2);
  if (!arguments.is_small() && !arguments.is_list()) return Term::non_value();
  if (arity == 3) return heap.tuple(first, second, arguments, Term::nil());
  return tuple_element(item, 3).is_list() ? item : Term::non_value();
}

/// The list that a program gave as stack trace, cut to the usual depth; the non-value if it is bad.
Term read_trace(Heap& heap, Term list, size_t depth) {
  std::vector<Term> items;
  for (; list.is_cons(); list = tail(list)) {
    const Term item = trace_item(heap, head(list));
    if (!item) return item;
    if (items.size() < depth) items.push_back(item);
  }
  if (!list.is_nil()) return Term::non_value();
  return make_list(heap, items);
}

Term raise_3(Context& context, const Term* arguments) {
  const Term exception_class = arguments[0];
  const Term trace = read_trace(context.heap, arguments[2],
                                std::max<size_t>(context.vm->state().bifs.backtrace_depth, 1));
  if (!trace || !is_exception_class(exception_class)) return atoms::kBadarg;
  context.raise(exception_class, arguments[1]);
  context.pending.trace = trace;
  return Term::non_value();
}

/// Libraries whose functions are BIFs here need no loading. That of erl_tracer is what OTP's boot
/// insists on: tracer modules call it, of which there are none. There are no others.
Term load_nif(Context& context, const Term* arguments) {
  static const Term kNotsup = intern("notsup");
  const std::optional<std::string> path = read_unicode_list(arguments[0]);
  if (!path) return context.badarg();
  const std::string name = path->substr(path->rfind('/') + 1);
  if (name == "erl_tracer" || has_native_library(name)) return atoms::kOk;
  constexpr std::string_view kText = "native libraries cannot be loaded";
  const Term text = context.heap.string(kText.data(), kText.size());
  return context.heap.tuple(atoms::kError, context.heap.tuple(kNotsup, text));
}

Term halt_with(Context& context, int status) {
  Vm::State& state = context.vm->state();
  state.finished = true;
  state.exit_status = status;
  context.leave = Leave::kHalt;
  return Term::non_value();
}

Term halt_status(Context& context, Term status) {
  static const Term kAbort = intern("abort");
  constexpr int kAbortStatus = 134;  // of a process that SIGABRT has ended
  constexpr int64_t kStatusMask = 0xff;
  if (status == kAbort) return halt_with(context, kAbortStatus);
  if (status.is_list()) {
    const std::optional<std::string> slogan = read_unicode_list(status);
    if (!slogan) return context.badarg();
    context.vm->state().platform.write(2, *slogan + "\n");
    return halt_with(context, 1);
  }
  if (!status.is_small() || status.small_value() < 0) return context.badarg();
  return halt_with(context, static_cast<int>(status.small_value() & kStatusMask));
}

Term halt_0(Context& context, const Term*) { return halt_with(context, 0); }
Term halt_1(Context& context, const Term* arguments) { return halt_status(context, arguments[0]); }
Term halt_2(Context& context, const Term* arguments) {
  static const Term kFlush = intern("flush");
  Term options = arguments[1];
  for (; options.is_cons(); options = tail(options)) {
    const Term option = head(options);
    if (!option.is_tuple() || tuple_arity(option) != 2 || tuple_element(option, 0) != kFlush) {
      return context.badarg();
    }
    const Term flushes = tuple_element(option, 1);
    if (flushes != atoms::kTrue && flushes != atoms::kFalse) return context.badarg();
  }
  if (!options.is_nil()) return context.badarg();
  return halt_status(context, arguments[0]);
}

constexpr Bif kTable[] = {
    {"erlang", "error", 1, error_1},     {"erlang", "error", 2, error_2},
    {"erlang", "error", 3, error_3},     {"erlang", "exit", 1, exit_1},
    {"erlang", "throw", 1, throw_1},     {"erlang", "raise", 3, raise_3},
    {"erlang", "nif_error", 1, error_1}, {"erlang", "nif_error", 2, error_2},
    {"erlang", "load_nif", 2, load_nif}, {"erlang", "halt", 0, halt_0},
    {"erlang", "halt", 1, halt_1},       {"erlang", "halt", 2, halt_2},
};

}  // namespace

constinit const BifTable kErlangExceptionBifs = kTable;

}  // namespace linac
