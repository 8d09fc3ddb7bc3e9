// SPDX-License-Identifier: Apache-2.0
//
// Exceptions: from what an operation has recorded in Context::pending to the handler that catches
// it. The stack is searched for the innermost catch tag, frames above it are dropped, and control
// leaves to the dispatch loop, which goes on at the handler's slot with x0 = the non-value, x1 =
// class, x2 = reason, x3 = stack trace in raw form. The raw form, `{Class, Arguments, ErrorInfo,
// Frames}` with frames packed into a big integer or `{Class, List}`, never reaches a program: every
// way to it goes through `build_stacktrace`.
#pragma once

#include <string>

#include "jit/state.h"
#include "runtime/context.h"

namespace linac {

/// Frames of a stack trace at most, OTP's default for `backtrace_depth`.
inline constexpr uint32_t kMostBacktraceDepth = 64;

/// Unwinds to the handler of `context.pending`, or ends the process. `location` is the code that
/// raised, null if that is no Erlang code. Always returns the context: the caller leaves with it.
Context* dispatch_exception(Context& context, const Location* location);

/// Raises class error with `reason`, or with {tag, value}.
Context* raise_error(Context& context, Term reason, const Location* location);
Context* raise_error_with(Context& context, Term tag, Term value, const Location* location);

/// No clause of the function at `location` has matched x0 … arity−1.
Context* raise_function_clause(Context& context, uint32_t arity, const Location* location);

/// After a `catch` label: x0 becomes what `catch` returns, if an exception came there.
void catch_end(Context& context);

/// The list that programs see, from a raw trace; a list is returned as it is.
Term build_stacktrace(Context& context, Term trace);

/// Goes on with an exception caught earlier. `exception_class` may be the non-value: then it is the
/// one that the raw trace has kept (instruction `raise`).
Context* raise_again(Context& context, Term exception_class, Term reason, Term trace,
                     const Location* location);

/// Whether a term is error, exit or throw.
bool is_exception_class(Term term);
/// The call of erlang:raise/3 that the instruction raw_raise is: class, reason and trace in x0 to
/// x2. What is no class is not raised: null, and the atom badarg in x0.
Context* raw_raise(Context& context, const Location* location);

/// [{file, Name}, {line, Number}] of a place, or [].
Term file_and_line(Heap& heap, const Location& location);

/// A list of `count` arguments.
Term argument_list(Heap& heap, const Term* arguments, uint32_t count);

/// Records that the BIF `function`, called with `arguments`, has failed: it is named in the trace,
/// unless it is one of those that raise on behalf of their caller.
void name_failed_bif(Context& context, const ExportEntry& function, const Term* arguments);

}  // namespace linac
