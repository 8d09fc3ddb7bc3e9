// SPDX-License-Identifier: Apache-2.0
#include "process/message_target.h"

#include "process/signal.h"
#include "term/atom.h"
#include "trace/process_trace.h"
#include "vm_state.h"

namespace linac {

namespace {

bool is_name_and_node(Term term) {
  return term.is_tuple() && tuple_arity(term) == 2 && tuple_element(term, 0).is_atom() &&
         tuple_element(term, 1).is_atom();
}

}  // namespace

Process* find_process(Context& context, Term target) {
  const Scheduler& scheduler = context.vm->state().scheduler;
  if (is_name_and_node(target) && tuple_element(target, 1) == atoms::kNodeNoHost) {
    target = tuple_element(target, 0);
  }
  if (target.is_local_pid()) return scheduler.find(target);
  if (target.is_atom()) return scheduler.whereis(target);
  return nullptr;
}

bool send_to(Context& context, Term target, Term message) {
  trace_send(context, target, message);
  if (is_reference(target)) {
    send_to_alias(context, target, message);
    return true;
  }
  if (Process* receiver = find_process(context, target)) {
    send_message(context, receiver, message);
    return true;
  }
  // Only a bare name must exist; a dead process or another node swallows the message.
  return is_pid(target) || is_name_and_node(target);
}

}  // namespace linac
