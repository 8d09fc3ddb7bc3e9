// SPDX-License-Identifier: Apache-2.0
//
// Signals between processes: messages, links, monitors, exits. Delivery is immediate, so signals
// between two processes keep their order. `context` is the machine of the sender; a signal to the
// running process itself goes through its heap there.
#pragma once

#include "process/process.h"
#include "runtime/context.h"

namespace linac {

/// Copies `message` to the receiver and wakes it.
void send_message(Context& context, Process* receiver, Term message);

/// Links two processes; false if they are linked already.
bool link_processes(Process* one, Process* other);
void unlink_processes(Process* one, Process* other);

/// An exit signal, as a link or exit/2 sends it. `reason` is on the sender's heap. With `from_link`
/// false, `kill` cannot be trapped.
void send_exit(Context& context, uint64_t from, Process* receiver, Term reason, bool from_link);

/// Ends a process: links get exit signals, monitors 'DOWN', names and timers go. The process's
/// memory is freed by the dispatch loop if it runs now, else at once.
void exit_process(Context& context, Process* process, Term reason);

/// A message {'DOWN', Reference, process, Item, Reason} for one monitor.
void send_down(Context& context, Process* receiver, const Monitor& monitor, Term item, Term reason);

/// Writes a reference's two raw words as a term.
Term make_reference(Heap& heap, const Word (&words)[2]);

}  // namespace linac
