// SPDX-License-Identifier: Apache-2.0
//
// erlang: ending, linking, naming processes and sending to them.
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "ports/port_signals.h"
#include "process/message_target.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "trace/process_trace.h"
#include "vm_state.h"

namespace linac {

namespace {

Scheduler& scheduler_of(Context& context) { return context.vm->state().scheduler; }

// --- links and exits

Term link_to_port(Context& context, Term identifier) {
  Port* port = find_port(context, identifier);
  if (port != nullptr) {
    link_port(*context.process, *port);
  } else if (context.process->trap_exit) {
    send_exit(context, identifier, context.process, atoms::kNoproc, false);
  } else {
    return context.error(atoms::kNoproc);
  }
  return atoms::kTrue;
}

Term link(Context& context, const Term* arguments) {
  if (arguments[0].is_local_port()) return link_to_port(context, arguments[0]);
  if (!arguments[0].is_local_pid()) return context.badarg();
  trace_process(context, *context.process, "link", arguments[0]);
  Process* other = scheduler_of(context).find(arguments[0]);
  if (other == nullptr || other->state == ProcessState::kExiting) {
    if (!context.process->trap_exit) return context.error(atoms::kNoproc);
    send_exit(context, arguments[0], context.process, atoms::kNoproc, false);
    return atoms::kTrue;
  }
  if (link_processes(context.process, other)) {
    trace_process(context, *other, "getting_linked", context.process->pid());
  }
  return atoms::kTrue;
}

Term unlink(Context& context, const Term* arguments) {
  if (arguments[0].is_local_port()) {
    Port* port = find_port(context, arguments[0]);
    if (port != nullptr) unlink_port(*context.process, *port);
    return atoms::kTrue;
  }
  if (!arguments[0].is_local_pid()) return context.badarg();
  Process* other = scheduler_of(context).find(arguments[0]);
  trace_process(context, *context.process, "unlink", arguments[0]);
  if (other != nullptr && unlink_processes(context.process, other)) {
    trace_process(context, *other, "getting_unlinked", context.process->pid());
  }
  return atoms::kTrue;
}

Term exit_2(Context& context, const Term* arguments) {
  if (arguments[0].is_local_port()) {
    Port* port = find_port(context, arguments[0]);
    if (port != nullptr) exit_port(context, *port, arguments[1]);
    return after_signal(context, atoms::kTrue);
  }
  if (!arguments[0].is_local_pid()) return context.badarg();
  Process* receiver = scheduler_of(context).find(arguments[0]);
  if (receiver != nullptr) {
    send_exit(context, context.process->pid(), receiver, arguments[1], false);
  }
  return after_signal(context, atoms::kTrue);
}

// --- names

Term register_2(Context& context, const Term* arguments) {
  const Term name = arguments[0];
  const Term owner = arguments[1];
  if (!name.is_atom() || name == atoms::kUndefined) return context.badarg(atoms::kNone);
  if (!owner.is_local_pid() && !owner.is_local_port()) return context.badarg(atoms::kNone);
  Process* process = owner.is_local_pid() ? scheduler_of(context).find(owner) : nullptr;
  Port* port = find_port(context, owner);
  if (process == nullptr && port == nullptr) return context.badarg(atoms::kNotalive);
  Term& own_name = process != nullptr ? process->registered_name : port->registered_name;
  if (own_name) return context.badarg(atoms::kRegisteredName);
  if (!scheduler_of(context).register_name(name, owner)) return context.badarg(atoms::kNone);
  own_name = name;
  if (process != nullptr) trace_process(context, *process, "register", name);
  return atoms::kTrue;
}

Term unregister(Context& context, const Term* arguments) {
  const Term name = arguments[0];
  if (!name.is_atom()) return context.badarg();
  Process* process = scheduler_of(context).whereis(name);
  Port* port = find_port(context, name);
  if (!scheduler_of(context).unregister_name(name)) return context.badarg();
  if (port != nullptr) port->registered_name = Term::non_value();
  if (process == nullptr) return atoms::kTrue;
  process->registered_name = Term::non_value();
  trace_process(context, *process, "unregister", name);
  return atoms::kTrue;
}

Term whereis(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  const Term owner = scheduler_of(context).name_owner(arguments[0]);
  return owner ? owner : atoms::kUndefined;
}

Term registered(Context& context, const Term*) {
  return make_list(context.heap, scheduler_of(context).registered_names());
}

// --- messages

Term send_2(Context& context, const Term* arguments) {
  const Term message = arguments[1];
  if (!send_to(context, arguments[0], message)) return context.badarg();
  return after_signal(context, message);
}

Term send_3(Context& context, const Term* arguments) {
  static const Term kNosuspend = intern("nosuspend");
  static const Term kNoconnect = intern("noconnect");
  Term options = arguments[2];
  for (; options.is_cons(); options = tail(options)) {
    if (head(options) != kNosuspend && head(options) != kNoconnect) {
      return context.badarg(atoms::kBadopt);
    }
  }
  if (!options.is_nil()) return context.badarg(atoms::kBadopt);
  if (!send_to(context, arguments[0], arguments[1])) return context.badarg();
  return after_signal(context, atoms::kOk);
}

// --- about processes

Term is_process_alive(Context& context, const Term* arguments) {
  if (!arguments[0].is_local_pid()) return context.badarg();
  const Process* process = scheduler_of(context).find(arguments[0]);
  return atoms::boolean(process != nullptr && process->state != ProcessState::kExiting);
}

Term processes(Context& context, const Term*) {
  std::vector<Term> pids;
  for (const uint64_t number : scheduler_of(context).process_numbers()) {
    pids.push_back(Term::pid(number));
  }
  return make_list(context.heap, pids);
}

Term group_leader_0(Context& context, const Term*) { return context.process->group_leader; }

Term group_leader_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_local_pid() || !arguments[1].is_local_pid()) return context.badarg();
  Process* process = scheduler_of(context).find(arguments[1]);
  if (process == nullptr) return context.badarg();
  process->group_leader = arguments[0];
  return atoms::kTrue;
}

constexpr Bif kTable[] = {
    {"erlang", "link", 1, link},
    {"erlang", "unlink", 1, unlink},
    {"erlang", "exit", 2, exit_2},
    {"erlang", "register", 2, register_2},
    {"erlang", "unregister", 1, unregister},
    {"erlang", "whereis", 1, whereis},
    {"erlang", "registered", 0, registered},
    {"erlang", "send", 2, send_2},
    {"erlang", "send", 3, send_3},
    {"erlang", "is_process_alive", 1, is_process_alive},
    {"erlang", "processes", 0, processes},
    {"erlang", "group_leader", 0, group_leader_0},
    {"erlang", "group_leader", 2, group_leader_2},
};

}  // namespace

constinit const BifTable kErlangProcessBifs = kTable;

}  // namespace linac
