// SPDX-License-Identifier: Apache-2.0
//
// The text on standard error about a process that an uncaught exception has ended, in the form of
// OTP's default logger. Called once per such process, before its heap goes.
#pragma once

#include <cstdint>
#include <string>

#include "process/process.h"
#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// Writes `Error in process Pid with exit value: Value`. For class error the value is
/// {Reason,Stacktrace}, for throw {{nocatch,Reason},Stacktrace}, for exit just Reason.
void report_crash(Context& context, Process& process, Term exception_class, Term reason,
                  Term stacktrace);

/// The header of a report: `=ERROR REPORT==== 21-Nov-2026::05:31:30.123456 ===`, in UTC.
std::string report_header(int64_t system_nanoseconds);

}  // namespace linac
