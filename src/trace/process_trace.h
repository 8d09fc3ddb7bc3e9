// SPDX-License-Identifier: Apache-2.0
//
// What is traced of processes besides their calls: messages, links, names, beginning and end, their
// turns. Each function looks at the flags of the process that it happens to, so untraced programs
// pay a comparison. Invariant: `context.process` is whoever runs, or null.
#pragma once

#include "process/spawn.h"
#include "runtime/context.h"

namespace linac {

/// The running process sends `message` to `target`, as the program has written it.
void trace_send_slow(Context& context, Term target, Term message);
inline void trace_send(Context& context, Term target, Term message) {
  if (context.process != nullptr && (context.process->trace_flags & kTraceSends)) {
    trace_send_slow(context, target, message);
  }
}

/// `message`, on the receiver's heap, is about to enter its mailbox.
void trace_receive_slow(Context& context, Process& receiver, Term message);
inline void trace_receive(Context& context, Process& receiver, Term message) {
  if (receiver.trace_flags & kTraceReceives) trace_receive_slow(context, receiver, message);
}

/// Something of flag `procs` happens to a process: {trace, Pid, What, Data}.
void trace_process_slow(Context& context, Process& process, const char* what, Term data);
inline void trace_process(Context& context, Process& process, const char* what, Term data) {
  if (process.trace_flags & kTraceProcs) trace_process_slow(context, process, what, data);
}

/// The tracer of processes to come may have ended: then they have none.
void forget_ended_tracer(Context& context);

/// The running process's receive has come to the end of its time.
void trace_timeout(Context& context);

/// A process has been made: it inherits what it is to inherit, and both are told of.
void trace_spawn(Context& context, Process& child, const SpawnRequest& request);

/// A turn of the running process begins or ends.
void trace_turn(Context& context, bool begins);

/// A process's heap has been collected. Told afterwards, as its beginning and its end: nothing is
/// allocated on that heap.
void trace_collection_slow(Context& context, Process& process, const HeapState& before,
                           const HeapState& after, bool is_major);
inline void trace_collection(Context& context, Process& process, const HeapState& before,
                             const HeapState& after, bool is_major) {
  if (!(process.trace_flags & kTraceGarbageCollection)) return;
  trace_collection_slow(context, process, before, after, is_major);
}

/// The process has come to its end.
void trace_exit(Context& context, Process& process, Term reason);
/// Everybody has been told.
void trace_exited(Context& context, Process& process);

}  // namespace linac
