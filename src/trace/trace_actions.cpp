// SPDX-License-Identifier: Apache-2.0
#include "trace/trace_actions.h"

#include <string>

#include "process/crash_report.h"
#include "process/message_target.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/print.h"
#include "trace/call_trace.h"
#include "trace/trace_message.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Takes flags away and adds others; without a tracer, or flags, the other goes too. Whether
/// anything has changed.
bool change_flags(Process& process, Term tracer, TraceFlags off, TraceFlags on) {
  TraceFlags flags = (process.trace_flags & ~off) | on;
  if (!tracer) flags = 0;
  if (flags == 0) tracer = Term::non_value();
  const bool changed = process.tracer != tracer || process.trace_flags != flags;
  process.tracer = tracer;
  process.trace_flags = flags;
  return changed;
}

/// trace/2,3: lists of flags to take away and to add, with a tracer perhaps.
Term change_trace(Context& context, Process* process, Term default_tracer, Term off, Term on) {
  const std::optional<TraceOptions> taken = read_trace_options(off);
  const std::optional<TraceOptions> added = read_trace_options(on);
  if (process == nullptr || !taken || !added) return Term::non_value();
  if (taken->cpu_timestamp || added->cpu_timestamp) return Term::non_value();
  Term tracer = default_tracer;
  if (taken->tracer) tracer = taken->tracer;
  if (added->tracer) tracer = added->tracer;
  if (tracer && context.vm->state().scheduler.find(tracer) == nullptr) return Term::non_value();
  return atoms::boolean(change_flags(*process, tracer, taken->flags, added->flags));
}

Term change_flag(Process* process, Term tracer, Term flag, bool on) {
  const TraceFlags bits = trace_flag(flag);
  if (bits == 0 || process == nullptr) return Term::non_value();
  change_flags(*process, tracer, on ? 0 : bits, on ? bits : 0);
  return atoms::kTrue;
}

}  // namespace

Term set_trace_control_word(Context& context, Term value) {
  uint32_t& word = context.vm->state().trace.control_word;
  const Term old = Term::small(word);
  if (!value.is_small() || value.small_value() < 0 || value.small_value() > UINT32_MAX) {
    return Term::non_value();
  }
  word = static_cast<uint32_t>(value.small_value());
  return old;
}

Term returning_function(Context& context, const Word* word) {
  const Location* location = word == nullptr ? nullptr : location_of_return(context, word);
  return location == nullptr ? atoms::kUndefined : function_of(context.heap, *location);
}

Term TraceActions::perform(Context& context, MatchAction action, const Term* arguments) {
  const auto named = [&](Term target) { return find_process(context, target); };
  switch (action) {
    case MatchAction::kReturnTrace:
      return_trace = true;
      return atoms::kTrue;
    case MatchAction::kExceptionTrace:
      exception_trace = true;
      return atoms::kTrue;
    case MatchAction::kCaller:
      if (caller_ != nullptr) return function_of(context.heap, *caller_);
      return returning_function(context, return_word_);
    case MatchAction::kCallerLine: {
      const Location* location = caller_;
      if (location == nullptr && return_word_ != nullptr) {
        location = location_of_return(context, return_word_);
      }
      return location == nullptr ? atoms::kUndefined : function_and_line(context.heap, *location);
    }
    case MatchAction::kDisplay:
      context.vm->state().platform.write(1, print(arguments[0]) + "\n");
      return atoms::kTrue;
    case MatchAction::kSilent:
      if (!pretends && arguments[0] == atoms::kTrue) tracee_.trace_flags |= kTraceSilent;
      if (!pretends && arguments[0] == atoms::kFalse) tracee_.trace_flags &= ~kTraceSilent;
      return atoms::kTrue;
    case MatchAction::kEnableTrace:
      return change_flag(&tracee_, tracee_.tracer, arguments[0], true);
    case MatchAction::kEnableTraceOf:
      return change_flag(named(arguments[0]), tracee_.tracer, arguments[1], true);
    case MatchAction::kDisableTrace:
      return change_flag(&tracee_, tracee_.tracer, arguments[0], false);
    case MatchAction::kDisableTraceOf:
      return change_flag(named(arguments[0]), tracee_.tracer, arguments[1], false);
    case MatchAction::kTrace:
      return change_trace(context, &tracee_, tracee_.tracer, arguments[0], arguments[1]);
    case MatchAction::kTraceOf:
      return change_trace(context, named(arguments[0]), tracee_.tracer, arguments[1], arguments[2]);
    case MatchAction::kGetTcw:
      return Term::small(context.vm->state().trace.control_word);
    case MatchAction::kSetTcw:
      if (pretends) return Term::small(context.vm->state().trace.control_word);
      return set_trace_control_word(context, arguments[0]);
    case MatchAction::kIsSeqTrace:
      return atoms::kFalse;
    case MatchAction::kGetSeqToken:
      return Term::nil();
    case MatchAction::kSetSeqToken:
      return Term::non_value();
    case MatchAction::kProcessDump: {
      const std::string dump = describe_process(context, tracee_);
      return make_binary(context.heap, dump.data(), dump.size());
    }
  }
  return Term::non_value();
}

}  // namespace linac
