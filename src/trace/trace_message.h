// SPDX-License-Identifier: Apache-2.0
//
// The messages that tracers get: {trace, Pid, Tag, …}, or trace_ts with a time stamp at the end.
// They are built on the tracer's heap. A trace message is no message that could itself be traced.
#pragma once

#include <span>

#include "process/process.h"
#include "runtime/context.h"
#include "trace/trace_flags.h"

namespace linac {

/// The tracer of a process, if it has one that lives and is another process, and the process is not
/// sensitive. One that has ended is forgotten, and the flags with it.
Process* tracer_of(Context& context, Process& tracee);

/// Sends {trace, Tracee, elements …} to `tracer`; of `flags` those for time stamps count.
void send_trace(Context& context, Process& tracer, TraceFlags flags, const Process& tracee,
                std::span<const Term> elements);

/// The same to the tracee's own tracer, if all of `wanted` is among the tracee's flags.
void send_trace(Context& context, Process& tracee, TraceFlags wanted,
                std::span<const Term> elements);

}  // namespace linac
