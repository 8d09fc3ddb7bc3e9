// SPDX-License-Identifier: Apache-2.0
//
// Reports about processes on standard error, in the form of OTP's default logger: of an uncaught
// exception that has ended one (before its heap goes), of a heap past its limit. And the report
// that the VM leaves when it cannot go on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "process/process.h"
#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// Writes `Error in process Pid with exit value: Value`. For class error the value is
/// {Reason,Stacktrace}, for throw {{nocatch,Reason},Stacktrace}, for exit just Reason.
void report_crash(Context& context, Process& process, Term exception_class, Term reason,
                  Term stacktrace);

/// Writes that a process's heap has come to `words`, past its limit.
void report_heap_limit(Context& context, const Process& process, const HeapOptions& options,
                       size_t words);

/// The header of a report: `=ERROR REPORT==== 21-Nov-2026::05:31:30.123456 ===`, in UTC.
std::string report_header(int64_t system_nanoseconds, const char* level = "ERROR");

/// A process as a report shows it: its name, state, messages and memory, and a line for each call
/// it is in, eight at most.
std::string describe_process(const Context& context, const Process& process);

/// Writes why the VM ends, what memory there is, and every process, largest first: its function,
/// messages and memory. In pieces, none of which is large: memory may be short.
void report_vm_crash(Context& context, const std::string& reason,
                     void (*write)(std::string_view text));

}  // namespace linac
