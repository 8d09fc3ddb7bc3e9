// SPDX-License-Identifier: Apache-2.0
//
// Signals between processes: messages, links, monitors, aliases, exits; and the links, monitors and
// exits of ports. Delivery is immediate, so signals between two processes keep their order.
// `context` is the machine of the sender; a signal to the running process itself goes through its
// heap there (Context::process says who that is; it is null while none runs). Invariant: no chain
// of links or monitors, however long, recurses on the C++ stack. Source: the Erlang reference
// manual, "Processes".
#pragma once

#include "process/process.h"
#include "process/scheduler.h"
#include "runtime/context.h"

namespace linac {

struct Port;

/// The heap of a process for as long as this object lives: the machine's if the process runs, else
/// the process's own, whose state is written back at the end.
class BorrowedHeap {
 public:
  BorrowedHeap(Context& context, Process& process);
  ~BorrowedHeap();
  BorrowedHeap(const BorrowedHeap&) = delete;
  BorrowedHeap& operator=(const BorrowedHeap&) = delete;
  ProcessHeap& operator*() { return *heap_; }
  ProcessHeap* operator->() { return heap_; }

 private:
  Process& process_;
  ProcessHeap own_;
  ProcessHeap* heap_;
};

/// Copies `message` to the receiver and wakes it. Nothing happens if the receiver is exiting.
void send_message(Context& context, Process* receiver, Term message);

/// The same for a message that is on the receiver's heap already.
void deliver_message(Context& context, Process* receiver, Term message);
/// The same for a message that nobody is told of: a tracer's.
void deliver_untraced(Context& context, Process* receiver, Term message);

/// Links two processes; false if they are linked already.
bool link_processes(Process* one, Process* other);
/// Ends a link; false if there is none.
bool unlink_processes(Process* one, Process* other);
/// The same between a process and a port.
bool link_port(Process& process, Port& port);
bool unlink_port(Process& process, Port& port);

/// An exit signal of the process or port `from`, as a link or exit/2 sends it. `reason` is on the
/// sender's heap. With `from_link`
/// true it is ignored unless the two are linked, and the link goes; with false, `kill` cannot be
/// trapped. The running process may be among those it ends: then it is kExiting afterwards and must
/// leave.
void send_exit(Context& context, Term from, Process* receiver, Term reason, bool from_link);

/// Ends a process: links get exit signals, monitors 'DOWN', names and timers go. `reason` is on the
/// process's own heap, or immediate. The process's memory is freed by the dispatch loop if it runs
/// now, else at once.
void exit_process(Context& context, Process* process, Term reason);

/// Closes a port: links get exit signals, monitors 'DOWN', its name goes, its driver stops.
/// `reason` may be on any heap. The running process may be among those that end, as in send_exit.
void exit_port(Context& context, Port& port, Term reason);

/// A message {Tag, Reference, Type, Item, Reason} for one monitor; `item` is the pid or port that
/// was watched, or its name, which becomes {Name, Node}. Type is `process` or `port`.
void send_down(Context& context, Process* receiver, const Monitor& monitor, Term type, Term item,
               Term reason);

/// What a BIF that sends signals returns: a signal may have ended the process that runs it.
Term after_signal(Context& context, Term result);

// --- references

/// Words of a reference never made before; it names `owner`, so that an alias finds its process.
void new_reference(Scheduler& scheduler, uint64_t owner, Word (&words)[2]);
/// Writes a reference's two raw words as a term.
Term make_reference(Heap& heap, const Word (&words)[2]);
/// The words of a reference term.
inline const Word* reference_words(Term reference) { return reference.address() + 1; }

// --- monitors

/// `origin` watches `target` from now on. `name` is the name it was found by, or the non-value.
/// `tag`, on the origin's heap, is what the message begins with in place of 'DOWN'; or the
/// non-value.
void add_monitor(Process* origin, Process* target, const Word (&reference)[2], Term name, Term tag);
/// Gives a monitor of `origin` its tag.
void set_tag(Process* origin, Monitor& monitor, Term tag);
/// The same for a port.
void add_monitor(Process* origin, Port& target, const Word (&reference)[2], Term name, Term tag);
/// Ends a monitor that `origin` has set up; false if there is none of that reference.
bool remove_monitor(Context& context, Process* origin, const Word* reference);

// --- aliases

/// Takes an alias away; false if it was none of the process's.
bool remove_alias(Process* process, const Word* reference);
/// Sends a message through a reference: arrives if that is an active alias.
void send_to_alias(Context& context, Term reference, Term message);

}  // namespace linac
