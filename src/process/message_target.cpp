// SPDX-License-Identifier: Apache-2.0
#include "process/message_target.h"

#include "ports/port_signals.h"
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

/// The name in {Name, Node} of this node, else the target itself.
Term local_name(Term target) {
  const bool is_local = is_name_and_node(target) && tuple_element(target, 1) == atoms::kNodeNoHost;
  return is_local ? tuple_element(target, 0) : target;
}

}  // namespace

Process* find_process(Context& context, Term target) {
  const Scheduler& scheduler = context.vm->state().scheduler;
  target = local_name(target);
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
  if (Port* port = find_port(context, local_name(target))) {
    send_to_port(context, *port, message);
    return true;
  }
  // Only a bare name must exist; a dead process or another node swallows the message.
  return is_pid(target) || is_port(target) || is_name_and_node(target);
}

}  // namespace linac
