// SPDX-License-Identifier: Apache-2.0
//
// The receive instructions, for interpreter and compiled code both. A receive looks at messages in
// order, leaves to wait when it has seen all, and comes back to its `loop_rec` when another arrives
// or its timer has fired.
#pragma once

#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// The message looked at now, or the non-value.
Term loop_rec(Context& context);

/// Passes over the message; null, or the context when the time slice is over. Here and below,
/// JITState::continuation has been set to where the process goes on: the `loop_rec`.
Context* loop_rec_end(Context& context);

/// Takes the message out and ends the receive.
void remove_message(Context& context);

/// Leaves until a message arrives.
Context* wait(Context& context);

/// The same for at most `timeout` milliseconds (or atom infinity). Null when that time has passed:
/// go on behind the instruction.
Context* wait_timeout(Context& context, Term timeout, const Location* location);

/// The receive has ended without a message.
void timeout(Context& context);

// --- Receives that start behind what had arrived when a reference was made. Compilers put these
// around the making of a reference and the receive that waits for it. Damaged code may give them
// any terms.

/// Marks the end of the mailbox; returns what `bind_receive_marker` knows the place by.
Term reserve_receive_marker(Context& context);
void bind_receive_marker(Context& context, Term marker, Term reference);
void clear_receive_marker(Context& context, Term reference);
/// The receive that follows starts at the reference's marker, if there is one.
void use_receive_marker(Context& context, Term reference);

}  // namespace linac
