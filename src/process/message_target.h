// SPDX-License-Identifier: Apache-2.0
//
// Where a message goes: the left side of `!`. The send instruction and the BIFs of the send family
// use it.
#pragma once

#include "process/process.h"
#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// Sends `message` to a pid, a registered name, {Name, Node} or an alias. True if there was nobody
/// to receive it, too; false (badarg) if `target` is no target: a name nobody has, or another type
/// of term.
bool send_to(Context& context, Term target, Term message);

/// Sending to a port may end the running process (it is kExiting then and must leave).

/// The process of a pid or a registered name (also as {Name, Node} of this node); null if there is
/// none.
Process* find_process(Context& context, Term target);

}  // namespace linac
