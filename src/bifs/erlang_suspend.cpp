// SPDX-License-Identifier: Apache-2.0
//
// erlang and erts_internal: keeping other processes from running, and letting them go on.
#include "bifs/tables.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

struct SuspendOptions {
  bool unless_suspending = false;
  bool is_asynchronous = false;
  Term reply_tag;  ///< of the message that says what came of it, or the non-value
};

bool read_suspend_options(Term list, SuspendOptions& options) {
  static const Term kUnlessSuspending = intern("unless_suspending");
  static const Term kAsynchronous = intern("asynchronous");
  for (; list.is_cons(); list = tail(list)) {
    const Term option = head(list);
    if (option == kUnlessSuspending) {
      options.unless_suspending = true;
    } else if (option == kAsynchronous) {
      options.is_asynchronous = true;
    } else if (option.is_tuple() && tuple_arity(option) == 2 &&
               tuple_element(option, 0) == kAsynchronous) {
      options.is_asynchronous = true;
      options.reply_tag = tuple_element(option, 1);
    } else {
      return false;
    }
  }
  return list.is_nil();
}

Process* find_other(Context& context, Term pid) {
  Process* const process = context.vm->state().scheduler.find(pid);
  if (process == context.process || process == nullptr) return nullptr;
  return process->state == ProcessState::kExiting ? nullptr : process;
}

/// erts_internal:suspend_process/2. A process stands still as soon as another runs, so it is done
/// at once with `asynchronous`, too.
Term suspend_process(Context& context, const Term* arguments) {
  static const Term kSuspended = intern("suspended");
  static const Term kExited = intern("exited");
  SuspendOptions options;
  const Term pid = arguments[0];
  if (!pid.is_local_pid() || pid == context.process->pid()) return atoms::kBadarg;
  if (!read_suspend_options(arguments[1], options)) return atoms::kBadopt;
  Process* const process = find_other(context, pid);
  if (process == nullptr && !options.is_asynchronous) return atoms::kBadarg;
  Term result = atoms::kTrue;
  if (process != nullptr) {
    auto& suspensions = context.process->suspensions;
    Suspension* suspension = suspensions.find(process->number);
    if (suspension != nullptr && options.unless_suspending) {
      result = atoms::kFalse;
    } else {
      if (suspension == nullptr) suspension = &suspensions.add({process->number, 0});
      ++suspension->count;
      context.vm->state().scheduler.suspend(process);
    }
  }
  if (options.reply_tag) {
    send_message(context, context.process,
                 context.heap.tuple(options.reply_tag, process == nullptr ? kExited : kSuspended));
  }
  return result;
}

Term resume_process(Context& context, const Term* arguments) {
  const Term pid = arguments[0];
  if (!pid.is_local_pid()) return context.badarg();
  auto& suspensions = context.process->suspensions;
  Suspension* const suspension = suspensions.find(pid.special_number());
  if (suspension == nullptr) return context.badarg();
  if (--suspension->count == 0) suspensions.remove(pid.special_number());
  if (Process* const process = find_other(context, pid)) {
    context.vm->state().scheduler.resume(process);
  }
  return atoms::kTrue;
}

constexpr Bif kTable[] = {
    {"erlang", "resume_process", 1, resume_process},
    {"erts_internal", "suspend_process", 2, suspend_process},
};

}  // namespace

constinit const BifTable kErlangSuspendBifs = kTable;

}  // namespace linac
