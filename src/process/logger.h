// SPDX-License-Identifier: Apache-2.0
//
// Events of the VM's own for OTP's logger: sent as OTP's emulator sends them, to the process that
// is registered as `logger` (kernel's module logger_server takes them from there).
#pragma once

#include <string_view>

#include "process/process.h"
#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// What system_flag(system_logger) has set, as long as it lives; else `logger`.
Term system_logger(const Context& context);

/// Sends `format` (as io:format/2 has it) with the list `arguments` (on any heap), as of `level`:
/// an atom of logger's levels. `about` is the process whose group leader and pid the event names,
/// or null. It goes to the process set by system_flag(system_logger), else to `logger`. False, with
/// nothing done, if there is neither.
bool log_event(Context& context, Term level, std::string_view format, Term arguments,
               const Process* about);

/// The same for a text that is ready.
bool log_text(Context& context, Term level, std::string_view text, const Process* about);

}  // namespace linac
