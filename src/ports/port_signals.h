// SPDX-License-Identifier: Apache-2.0
//
// What goes on between ports and processes. From processes: opening, messages to a port, closing,
// another owner. To processes, for drivers: data, the end of input, an exit status, failure. A
// port's links and monitors are in process/signal.h, as processes' are. `context.process` is the
// process that runs, or null. After a call that says something to a process, that process may have
// ended, and the port may have been closed (Port::is_closed). Source: the Erlang reference manual,
// "Ports and Port Drivers".
#pragma once

#include "ports/port.h"
#include "runtime/context.h"

namespace linac {

/// Opens a port for the running process, which is linked to it. Null, and in `error` what
/// open_port/2 is to fail with, if the driver does not start.
Port* open_port(Context& context, const PortSettings& settings, Term& error);

/// `port ! message`. What is no good message gets the owner an exit signal `badsig`.
void send_to_port(Context& context, Port& port, Term message);

/// Gives data, an iolist, to a port. False if it is no iolist. If the port is busy then, the
/// running process waits behind it until it is no more; unless `waits` is false.
bool command_port(Context& context, Port& port, Term data, bool waits = true);

/// Makes another process the owner; false if there is no such process.
bool connect_port(Context& context, Port& port, Term owner, bool links);

// --- for drivers

/// Input: {Port, {data, Data}} to the owner, as the port's options have it cut.
void deliver_input(Context& context, Port& port, BytesView bytes);
/// The same for bytes that are a message of their own, whatever the options.
void deliver_data(Context& context, Port& port, BytesView bytes);
/// There is no more input: {Port, eof}, or the port's end.
void deliver_end(Context& context, Port& port);
/// {Port, {exit_status, Status}} to the owner.
void deliver_exit_status(Context& context, Port& port, int64_t status);
/// The port ends with `reason`, an atom or `normal`.
void fail_port(Context& context, Port& port, Term reason);
/// The same with the name of an error of POSIX, in small letters.
void fail_port(Context& context, Port& port, std::string_view error);

/// A message of any form to a process: `make(Heap&)` builds it on that process's heap.
void send_from_port(Context& context, Term pid, const std::function<Term(Heap&)>& make);

/// While a port is busy, processes that send to it are suspended after what they have sent.
void set_port_busy(Context& context, Port& port, bool is_busy);

}  // namespace linac
