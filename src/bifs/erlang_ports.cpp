// SPDX-License-Identifier: Apache-2.0
//
// erlang and erts_internal: ports. OTP's module erlang calls the functions of erts_internal, which
// answer with an atom where they fail, and makes exceptions of those.
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "memory/copy.h"
#include "ports/port_signals.h"
#include "process/signal.h"
#include "runtime/iolist.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "vm_state.h"

namespace linac {

namespace {

Ports& ports_of(Context& context) { return context.vm->state().ports; }

/// erts_internal:open_port/2: the port, or why there is none.
Term open_port_2(Context& context, const Term* arguments) {
  PortSettings settings;
  Term error;
  if (!read_port_settings(arguments[0], arguments[1], settings, error)) return error;
  const Port* port = open_port(context, settings, error);
  return port != nullptr ? port->term() : error;
}

struct CommandFlags {
  bool force = false;
  bool nosuspend = false;
};

bool read_flags(Term list, CommandFlags& flags) {
  static const Term kForce = intern("force"), kNosuspend = intern("nosuspend");
  for (; list.is_cons(); list = tail(list)) {
    if (head(list) == kForce) {
      flags.force = true;
    } else if (head(list) == kNosuspend) {
      flags.nosuspend = true;
    } else {
      return false;
    }
  }
  return list.is_nil();
}

/// erts_internal:port_command/3
Term port_command_3(Context& context, const Term* arguments) {
  static const Term kNotsup = intern("notsup");
  CommandFlags flags;
  if (!read_flags(arguments[2], flags)) return atoms::kBadopt;
  Port* port = find_port(context, arguments[0]);
  if (port == nullptr) return atoms::kBadarg;
  if (flags.force && !port->driver->can_be_forced()) return kNotsup;
  if (port->is_busy && flags.nosuspend) return atoms::kFalse;
  if (!command_port(context, *port, arguments[1], !flags.nosuspend)) return atoms::kBadarg;
  return after_signal(context, atoms::kTrue);
}

std::optional<uint32_t> read_operation(Term term) {
  const std::optional<int64_t> number = read_integer(term, 0, 0xffffffff);
  if (!number) return std::nullopt;
  return static_cast<uint32_t>(*number);
}

/// erts_internal:port_control/3
Term port_control_3(Context& context, const Term* arguments) {
  Port* port = find_port(context, arguments[0]);
  const std::optional<uint32_t> operation = read_operation(arguments[1]);
  Bytes bytes;
  if (port == nullptr || !operation || !append_iolist(arguments[2], bytes)) return atoms::kBadarg;
  const std::optional<Bytes> answer = port->driver->control(context, *operation, bytes);
  if (!answer) return after_signal(context, atoms::kBadarg);
  if (port->driver->answers_binaries()) {
    return after_signal(context, make_binary(context.heap, answer->data(), answer->size()));
  }
  std::vector<Term> characters;
  for (const uint8_t byte : *answer) characters.push_back(Term::small(byte));
  return after_signal(context, make_list(context.heap, characters));
}

/// erts_internal:port_call/3
Term port_call_3(Context& context, const Term* arguments) {
  Port* port = find_port(context, arguments[0]);
  const std::optional<uint32_t> operation = read_operation(arguments[1]);
  if (port == nullptr || !operation) return atoms::kBadarg;
  const Term answer = port->driver->call(context, *operation, arguments[2]);
  return after_signal(context, answer ? answer : atoms::kBadarg);
}

/// erts_internal:port_close/1
Term port_close_1(Context& context, const Term* arguments) {
  Port* port = find_port(context, arguments[0]);
  if (port == nullptr) return atoms::kBadarg;
  exit_port(context, *port, atoms::kNormal);
  return after_signal(context, atoms::kTrue);
}

/// erts_internal:port_connect/2
Term port_connect_2(Context& context, const Term* arguments) {
  Port* port = find_port(context, arguments[0]);
  if (port == nullptr || !connect_port(context, *port, arguments[1], true)) return atoms::kBadarg;
  return after_signal(context, atoms::kTrue);
}

// --- port_info

struct Item {
  Term name;
  Term (*value)(Heap& heap, const Port& port);
  bool in_default_list;  ///< port_info/1 shows it
};

Term pids_of(Heap& heap, const Port& port, bool links) {
  std::vector<Term> pids;
  if (links) {
    for (const Term pid : port.links) pids.push_back(pid);
  } else {
    for (const Monitor& monitor : port.monitors) pids.push_back(monitor.other);
  }
  return make_list(heap, pids);
}

Term small(uint64_t number) { return Term::small(static_cast<int64_t>(number)); }

std::span<const Item> items() {
  constexpr size_t kPortBytes = sizeof(Port);
  static const Item kItems[] = {
      {atoms::kRegisteredName, [](Heap&, const Port& port) { return port.registered_name; }, true},
      {intern("name"),
       [](Heap& heap, const Port& port) { return heap.string(port.name.data(), port.name.size()); },
       true},
      {atoms::kLinks, [](Heap& heap, const Port& port) { return pids_of(heap, port, true); }, true},
      {intern("id"), [](Heap&, const Port& port) { return small(port.number); }, true},
      {intern("connected"), [](Heap&, const Port& port) { return port.owner; }, true},
      {intern("input"), [](Heap&, const Port& port) { return small(port.input_bytes); }, true},
      {intern("output"), [](Heap&, const Port& port) { return small(port.output_bytes); }, true},
      {intern("os_pid"),
       [](Heap&, const Port& port) {
         const std::optional<int64_t> number = port.driver->os_pid();
         return number ? Term::small(*number) : atoms::kUndefined;
       },
       true},
      {intern("locking"),
       [](Heap&, const Port&) {
         static const Term kPortLevel = intern("port_level");
         return kPortLevel;
       },
       false},
      {atoms::kMemory, [](Heap&, const Port&) { return small(kPortBytes); }, false},
      {atoms::kMonitors, [](Heap&, const Port&) { return Term::nil(); }, false},
      {atoms::kMonitoredBy, [](Heap& heap, const Port& port) { return pids_of(heap, port, false); },
       false},
      {intern("parallelism"),
       [](Heap&, const Port& port) { return atoms::boolean(port.parallelism); }, false},
      {intern("queue_size"),
       [](Heap&, const Port& port) { return small(port.driver->queue_size()); }, false},
  };
  return kItems;
}

bool is_port_or_name(Term term) { return term.is_atom() || is_port(term); }

/// erts_internal:port_info/1
Term port_info_1(Context& context, const Term* arguments) {
  if (!is_port_or_name(arguments[0])) return atoms::kBadarg;
  const Port* port = find_port(context, arguments[0]);
  if (port == nullptr) return atoms::kUndefined;
  std::vector<Term> pairs;
  for (const Item& item : items()) {
    if (!item.in_default_list) continue;
    const Term value = item.value(context.heap, *port);
    if (value) pairs.push_back(context.heap.tuple(item.name, value));
  }
  return make_list(context.heap, pairs);
}

/// erts_internal:port_info/2
Term port_info_2(Context& context, const Term* arguments) {
  if (!is_port_or_name(arguments[0])) return atoms::kBadarg;
  const Port* port = find_port(context, arguments[0]);
  if (port == nullptr) return atoms::kUndefined;
  for (const Item& item : items()) {
    if (item.name != arguments[1]) continue;
    const Term value = item.value(context.heap, *port);
    return value ? context.heap.tuple(item.name, value) : Term::nil();
  }
  return atoms::kBadarg;
}

Term ports_0(Context& context, const Term*) {
  std::vector<Term> ports;
  for (const Port* port : ports_of(context).all()) ports.push_back(port->term());
  return make_list(context.heap, ports);
}

Term port_set_data_2(Context& context, const Term* arguments) {
  Port* port = find_port(context, arguments[0]);
  if (port == nullptr) return context.badarg();
  auto heap = arguments[1].is_pointer() ? std::make_unique<BlockHeap>() : nullptr;
  port->data = heap != nullptr ? copy_term(arguments[1], *heap) : arguments[1];
  port->data_heap = std::move(heap);
  return atoms::kTrue;
}

Term port_get_data_1(Context& context, const Term* arguments) {
  const Port* port = find_port(context, arguments[0]);
  return port != nullptr ? copy_term(port->data, context.heap) : context.badarg();
}

constexpr Bif kTable[] = {
    {"erts_internal", "open_port", 2, open_port_2},
    {"erts_internal", "port_command", 3, port_command_3},
    {"erts_internal", "port_control", 3, port_control_3},
    {"erts_internal", "port_call", 3, port_call_3},
    {"erts_internal", "port_close", 1, port_close_1},
    {"erts_internal", "port_connect", 2, port_connect_2},
    {"erts_internal", "port_info", 1, port_info_1},
    {"erts_internal", "port_info", 2, port_info_2},
    {"erlang", "ports", 0, ports_0},
    {"erlang", "port_set_data", 2, port_set_data_2},
    {"erlang", "port_get_data", 1, port_get_data_1},
};

}  // namespace

constinit const BifTable kErlangPortBifs = kTable;

}  // namespace linac
