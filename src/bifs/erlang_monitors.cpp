// SPDX-License-Identifier: Apache-2.0
//
// erlang: monitors, aliases and references.
#include "bifs/monitor_options.h"
#include "bifs/tables.h"
#include "ports/port.h"
#include "process/message_target.h"
#include "process/signal.h"
#include "term/atom.h"
#include "term/layout.h"
#include "term/print.h"
#include "vm_state.h"

namespace linac {

namespace {

Scheduler& scheduler_of(Context& context) { return context.vm->state().scheduler; }

/// The name that a process is to be watched by, or the non-value.
Term watched_name(Term item) {
  if (item.is_atom()) return item;
  return item.is_tuple() ? tuple_element(item, 0) : Term::non_value();
}

/// Of this node when it had another creation: it has ended.
bool is_earlier(Term item, ExternalType type) {
  return is_external(item, type) && Term(item.address()[kExternalNodeOffset]) == atoms::kNodeNoHost;
}

/// A pid, a name, or {Name, Node} of this node: there is no other to connect to.
bool is_process_item(Term item) {
  if (item.is_local_pid() || item.is_atom()) return true;
  if (is_earlier(item, ExternalType::kPid)) return true;
  return item.is_tuple() && tuple_arity(item) == 2 && tuple_element(item, 0).is_atom() &&
         tuple_element(item, 1) == atoms::kNodeNoHost;
}

Term monitor_process(Context& context, Term item, const MonitorOptions& options) {
  Process& self = *context.process;
  Monitor monitor{};
  new_reference(scheduler_of(context), self.number, monitor.reference);
  if (options.alias) self.aliases.add({monitor.reference[0], *options.alias});
  const Term name = watched_name(item);
  Process* target = find_process(context, item);
  if (target != nullptr && target->state != ProcessState::kExiting) {
    if (target != &self) add_monitor(&self, target, monitor.reference, name, options.tag);
  } else {
    if (options.tag) set_tag(&self, monitor, options.tag);
    send_down(context, &self, monitor, atoms::kProcess, name ? name : item, atoms::kNoproc);
  }
  return make_reference(context.heap, monitor.reference);
}

/// A port, or what could be the name of one.
bool is_port_item(Term item) {
  if (item.is_local_port() || is_earlier(item, ExternalType::kPort)) return true;
  return !is_pid(item) && is_process_item(item);
}

Term monitor_port(Context& context, Term item, const MonitorOptions& options) {
  Process& self = *context.process;
  Monitor monitor{};
  new_reference(scheduler_of(context), self.number, monitor.reference);
  if (options.alias) self.aliases.add({monitor.reference[0], *options.alias});
  const Term name = watched_name(item);
  Port* target = find_port(context, name ? name : item);
  if (target != nullptr) {
    add_monitor(&self, *target, monitor.reference, name, options.tag);
  } else {
    if (options.tag) set_tag(&self, monitor, options.tag);
    send_down(context, &self, monitor, atoms::kPort, name ? name : item, atoms::kNoproc);
  }
  return make_reference(context.heap, monitor.reference);
}

Term monitor(Context& context, Term type, Term item, const MonitorOptions& options) {
  if (type == atoms::kProcess) {
    return is_process_item(item) ? monitor_process(context, item, options) : context.badarg();
  }
  if (type == atoms::kPort) {
    return is_port_item(item) ? monitor_port(context, item, options) : context.badarg();
  }
  if (type == atoms::kTimeOffset && item == atoms::kClockService) {
    // The offset never changes here, so there is nothing to send later.
    Word reference[2];
    new_reference(scheduler_of(context), context.process->number, reference);
    return make_reference(context.heap, reference);
  }
  return context.badarg();
}

Term monitor_2(Context& context, const Term* arguments) {
  return monitor(context, arguments[0], arguments[1], MonitorOptions{});
}

Term monitor_3(Context& context, const Term* arguments) {
  MonitorOptions options;
  if (!read_monitor_options(arguments[2], options)) return context.badarg();
  return monitor(context, arguments[0], arguments[1], options);
}

/// Takes the message of a monitor out of the mailbox: one that is {_, Reference, _, _, _}.
bool flush_down(Process& process, const Word* reference) {
  Mailbox& mailbox = process.mailbox;
  mailbox.restart();
  for (Term message = mailbox.peek(); message; mailbox.skip(), message = mailbox.peek()) {
    if (!message.is_tuple() || tuple_arity(message) != 5) continue;
    const Term candidate = tuple_element(message, 1);
    if (!is_reference(candidate)) continue;
    if (reference_words(candidate)[0] != reference[0]) continue;
    mailbox.remove();
    return true;
  }
  mailbox.restart();
  return false;
}

Term demonitor_1(Context& context, const Term* arguments) {
  if (!is_reference(arguments[0])) return context.badarg();
  remove_monitor(context, context.process, reference_words(arguments[0]));
  return atoms::kTrue;
}

Term demonitor_2(Context& context, const Term* arguments) {
  bool flush = false;
  bool info = false;
  Term options = arguments[1];
  for (; options.is_cons(); options = tail(options)) {
    if (head(options) == atoms::kFlush) {
      flush = true;
    } else if (head(options) == atoms::kInfo) {
      info = true;
    } else {
      return context.badarg();
    }
  }
  if (!is_reference(arguments[0]) || !options.is_nil()) return context.badarg();
  const Word* reference = reference_words(arguments[0]);
  const bool removed = remove_monitor(context, context.process, reference);
  if (flush && !removed) flush_down(*context.process, reference);
  return atoms::boolean(!info || removed);
}

Term make_ref(Context& context, const Term*) {
  Word reference[2];
  new_reference(scheduler_of(context), context.process->number, reference);
  return make_reference(context.heap, reference);
}

Term new_alias(Context& context, AliasKind kind) {
  Word reference[2];
  new_reference(scheduler_of(context), context.process->number, reference);
  context.process->aliases.add({reference[0], kind});
  return make_reference(context.heap, reference);
}

Term alias_0(Context& context, const Term*) { return new_alias(context, AliasKind::kExplicit); }

Term alias_1(Context& context, const Term* arguments) {
  AliasKind kind = AliasKind::kExplicit;
  Term options = arguments[0];
  for (; options.is_cons(); options = tail(options)) {
    if (head(options) == atoms::kReply) {
      kind = AliasKind::kReply;
    } else if (head(options) == atoms::kExplicitUnalias) {
      kind = AliasKind::kExplicit;
    } else {
      return context.badarg();
    }
  }
  return options.is_nil() ? new_alias(context, kind) : context.badarg();
}

Term unalias(Context& context, const Term* arguments) {
  if (!is_reference(arguments[0])) return context.badarg();
  return atoms::boolean(remove_alias(context.process, reference_words(arguments[0])));
}

constexpr Bif kTable[] = {
    {"erlang", "monitor", 2, monitor_2},     {"erlang", "monitor", 3, monitor_3},
    {"erlang", "demonitor", 1, demonitor_1}, {"erlang", "demonitor", 2, demonitor_2},
    {"erlang", "make_ref", 0, make_ref},     {"erlang", "alias", 0, alias_0},
    {"erlang", "alias", 1, alias_1},         {"erlang", "unalias", 1, unalias},
};

}  // namespace

constinit const BifTable kErlangMonitorBifs = kTable;

}  // namespace linac
