// SPDX-License-Identifier: Apache-2.0
#include "ports/port_signals.h"

#include "process/signal.h"
#include "runtime/iolist.h"
#include "runtime/reductions.h"
#include "term/bitstring.h"
#include "vm_state.h"

namespace linac {

namespace {

Process* live_process(Context& context, Term pid) {
  if (!pid.is_local_pid()) return nullptr;
  Process* process = context.vm->state().scheduler.find(pid);
  return process != nullptr && process->state != ProcessState::kExiting ? process : nullptr;
}

void apply_settings(Port& port, const PortSettings& settings) {
  port.name = settings.command;
  port.reads = settings.reads;
  port.writes = settings.writes;
  port.binary = settings.binary;
  port.eof = settings.eof;
  port.exit_status = settings.exit_status;
  port.parallelism = settings.parallelism;
  port.framing.set_lines(settings.line_length);
  port.framing.set_packets(settings.packet_bytes);
}

StartDriver starter_of(const PortSettings& settings) {
  switch (settings.kind) {
    case PortKind::kSpawn: {
      const StartDriver driver = find_driver(settings.command);
      return driver != nullptr ? driver : start_program;
    }
    case PortKind::kSpawnDriver:
      return find_driver(settings.command);
    case PortKind::kSpawnExecutable: {
      // A program of OTP's own may be a driver here.
      const std::string& file = settings.command;
      const StartDriver driver = find_driver(file.substr(file.rfind('/') + 1));
      return driver != nullptr ? driver : start_program;
    }
    case PortKind::kDescriptors:
      return start_descriptors;
  }
  return nullptr;
}

/// {Port, What} to the owner.
void tell_owner(Context& context, Port& port, const std::function<Term(Heap&)>& make_what) {
  send_from_port(context, port.owner, [&](Heap& heap) {
    const Term what = make_what(heap);
    return heap.tuple(port.term(), what);
  });
}

Term make_data(Heap& heap, const Port& port, BytesView bytes) {
  if (port.binary) return make_binary(heap, bytes.data(), bytes.size());
  Term list = Term::nil();
  for (size_t i = bytes.size(); i-- > 0;) list = heap.cons(Term::small(bytes[i]), list);
  return list;
}

void deliver_piece(Context& context, Port& port, const InputPiece& piece) {
  static const Term kData = intern("data"), kEol = intern("eol"), kNoeol = intern("noeol");
  if (port.is_closed) return;
  tell_owner(context, port, [&](Heap& heap) {
    Term data = make_data(heap, port, piece.bytes);
    if (piece.kind != InputPiece::Kind::kData) {
      data = heap.tuple(piece.kind == InputPiece::Kind::kLine ? kEol : kNoeol, data);
    }
    return heap.tuple(kData, data);
  });
}

/// {PortOwner, What}, where What is `close` or a pair {Operation, Argument}.
struct PortMessage {
  Term owner;
  Term operation;
  Term argument;
};

PortMessage read_message(Term message) {
  PortMessage read;
  if (!message.is_tuple() || tuple_arity(message) != 2) return read;
  if (!tuple_element(message, 0).is_local_pid()) return read;
  read.owner = tuple_element(message, 0);
  const Term what = tuple_element(message, 1);
  if (what.is_atom()) {
    read.operation = what;
  } else if (what.is_tuple() && tuple_arity(what) == 2) {
    read.operation = tuple_element(what, 0);
    read.argument = tuple_element(what, 1);
  }
  return read;
}

/// Does what a message from the owner asks for; false if it is no good message.
bool obey(Context& context, Port& port, const PortMessage& message) {
  static const Term kClose = intern("close"), kCommand = intern("command"),
                    kConnect = intern("connect"), kConnected = intern("connected");
  if (message.owner != port.owner) return false;
  if (message.operation == kClose && !message.argument) {
    port.sends_closed = true;
    exit_port(context, port, atoms::kNormal);
    return true;
  }
  if (!message.argument) return false;
  if (message.operation == kCommand) return command_port(context, port, message.argument);
  if (message.operation != kConnect) return false;
  const Term old_owner = port.owner;
  if (!connect_port(context, port, message.argument, false)) return false;
  send_from_port(context, old_owner,
                 [&](Heap& heap) { return heap.tuple(port.term(), kConnected); });
  return true;
}

}  // namespace

Port* open_port(Context& context, const PortSettings& settings, Term& error) {
  Ports& ports = context.vm->state().ports;
  error = atoms::kBadarg;
  const StartDriver start = starter_of(settings);
  if (start == nullptr) return nullptr;
  Port* const port = ports.create();
  apply_settings(*port, settings);
  port->owner = context.process->pid();
  port->driver = start(context, *port, settings, error);
  if (port->driver == nullptr) {
    ports.remove(port);
    return nullptr;
  }
  link_port(*context.process, *port);
  return port;
}

void send_to_port(Context& context, Port& port, Term message) {
  static const Term kBadsig = intern("badsig");
  if (obey(context, port, read_message(message))) return;
  if (Process* owner = live_process(context, port.owner)) {
    send_exit(context, port.term(), owner, kBadsig, false);
  }
}

bool command_port(Context& context, Port& port, Term data, bool waits) {
  constexpr int64_t kBytesPerReduction = 256;
  Bytes bytes;
  if (!append_iolist(data, bytes)) return false;
  use_reductions(context, static_cast<int64_t>(bytes.size()) / kBytesPerReduction + 1);
  port.output_bytes += bytes.size();
  port.driver->output(context, std::move(bytes));
  if (port.is_closed || !port.is_busy || !waits) return true;
  Process& self = *context.process;
  if (self.state == ProcessState::kExiting) return true;
  port.waiting.push_back(self.number);
  context.vm->state().scheduler.suspend(&self);
  use_reductions(context, reductions_left(context));
  return true;
}

bool connect_port(Context& context, Port& port, Term owner, bool links) {
  Process* const process = live_process(context, owner);
  if (process == nullptr) return false;
  if (links) link_port(*process, port);
  port.owner = owner;
  port.driver->owner_changed(context);
  return true;
}

void deliver_input(Context& context, Port& port, BytesView bytes) {
  if (port.is_closed) return;
  port.input_bytes += bytes.size();
  port.framing.add(bytes, [&](const InputPiece& piece) { deliver_piece(context, port, piece); });
}

void deliver_data(Context& context, Port& port, BytesView bytes) {
  port.input_bytes += bytes.size();
  deliver_piece(context, port, {InputPiece::Kind::kData, bytes});
}

void deliver_end(Context& context, Port& port) {
  port.framing.end([&](const InputPiece& piece) { deliver_piece(context, port, piece); });
  if (port.is_closed) return;
  if (port.eof) {
    tell_owner(context, port, [](Heap&) { return atoms::kEof; });
  } else {
    exit_port(context, port, atoms::kNormal);
  }
}

void deliver_exit_status(Context& context, Port& port, int64_t status) {
  static const Term kExitStatus = intern("exit_status");
  if (port.is_closed) return;
  tell_owner(context, port,
             [&](Heap& heap) { return heap.tuple(kExitStatus, Term::small(status)); });
}

void fail_port(Context& context, Port& port, Term reason) { exit_port(context, port, reason); }

void fail_port(Context& context, Port& port, std::string_view error) {
  exit_port(context, port, intern(error));
}

void send_from_port(Context& context, Term pid, const std::function<Term(Heap&)>& make) {
  Process* const process = live_process(context, pid);
  if (process == nullptr) return;
  Term message;
  {
    BorrowedHeap heap(context, *process);
    message = make(*heap);
  }
  deliver_message(context, process, message);
}

void set_port_busy(Context& context, Port& port, bool is_busy) {
  port.is_busy = is_busy;
  if (is_busy) return;
  Scheduler& scheduler = context.vm->state().scheduler;
  for (const uint64_t number : std::exchange(port.waiting, {})) {
    Process* const process = scheduler.find(number);
    if (process != nullptr && process->state != ProcessState::kExiting) scheduler.resume(process);
  }
}

}  // namespace linac
