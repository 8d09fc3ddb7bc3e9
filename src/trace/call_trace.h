// SPDX-License-Identifier: Apache-2.0
//
// Traced calls: what happens at a breakpoint, and what happens when the call comes to its end. Who
// wants to see the end gets a frame of its own on the stack, below the function's: its return
// address is TraceState::return_slot, and six words say what to do. So a traced function that is
// called last keeps a frame, as in OTP. Stack traces and collections pass over these frames.
#pragma once

#include "code/module.h"
#include "runtime/context.h"

namespace linac {

/// At the entry of a function whose label has this slot and a local breakpoint; its arguments are
/// in X registers, which a collection may move. False: the process has ended, leave.
bool trace_local_call(Context& context, SlotIndex slot);

/// A call by way of a traced export. Result as of a LabelFunction.
Context* call_traced_export(Context& context, SlotIndex slot);

/// A call of a BIF that has a breakpoint; as call_bif.
Context* call_traced_bif(Context& context, const ExportEntry& function, const Location* location);

/// A BIF that only raises, and that has a breakpoint, is called in the place of an apply, which
/// then raises. Arguments are in X registers. False: there is no room, and nothing has been done.
bool trace_raising_bif(Context& context, const ExportEntry& function);

/// A traced call has returned: control has come to TraceState::return_slot. Its frame is dropped.
void trace_return(Context& context);

/// An exception goes to the handler whose frame begins at `end` (or to nobody): the traced calls
/// between here and there end. `handler` is null or where control goes on.
void trace_exception(Context& context, const Word* end, Term exception_class, Term reason,
                     const Location* handler);

/// Where the return address at `word` of the stack leads; null if that is no code. Frames of traced
/// calls are passed over.
const Location* location_of_return(Context& context, const Word* word);

/// The word of the stack at or above `word` where no frame of a traced call begins.
const Word* below_trace_frames(Context& context, const Word* word);

/// {Module, Function, Arity}
Term function_of(Heap& heap, const Location& location);

/// {Module, Function, Arity, {File, Line}}, or `undefined` in place of the last.
Term function_and_line(Heap& heap, const Location& location);

}  // namespace linac
