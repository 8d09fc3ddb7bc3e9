// SPDX-License-Identifier: Apache-2.0
//
// Collections with all roots of a process: registers, stack, mailbox, process dictionary. Those of
// the running process come at the safe points only: test_heap and allocate, a function's entry, a
// receive.
#pragma once

#include <optional>

#include "runtime/context.h"

namespace linac {

class LiteralRanges;

/// Makes room for `need` words; x0 … live−1 are kept. If memory is exhausted the process ends with
/// reason system_limit, and the answer is false: leave.
bool collect(Context& context, uint32_t need, uint32_t live);

/// The same where the program has asked for a collection of one kind.
bool collect(Context& context, uint32_t need, uint32_t live, Collection collection);

/// Collects a process that does not run. If memory is short, nothing happens.
void collect_process(Context& context, Process& process, Collection collection);

/// Copies what a process that does not run refers to of `literals`, which are going to be freed.
/// False if memory is short; then it refers to them still.
bool copy_literals(Context& context, Process& process, const LiteralRanges& literals);

/// The option list of garbage_collect/2.
struct CollectOptions {
  Collection collection = Collection::kCompact;
  Term request;  ///< with {async, Request}; else the non-value
};
std::optional<CollectOptions> read_collect_options(Term options);

/// Sends {garbage_collect, Request, Result} to the running process.
void send_collected(Context& context, Term request, Term result);

/// garbage_collect of the running process, whose arguments are in X registers still. Null: it
/// returns.
Context* collect_on_request(Context& context, uint32_t arity);

/// erlang:yield/0: the process returns `true` when others have had their turn. Always null.
Context* give_way(Context& context);

/// erlang:hibernate/3 with valid arguments in X registers: the stack goes, and all memory that is
/// not needed; the call is made when there is a message. Always leaves.
Context* hibernate(Context& context);

/// Room for `need` words between heap and stack, collecting only if it must (or always, in stress
/// mode).
inline bool ensure_heap(Context& context, uint32_t need, uint32_t live) {
  if (context.heap.free_words() >= need && !context.collect_always) return true;
  return collect(context, need, live);
}

/// Where reductions have run out; JITState::continuation says where to go on. Collects if that is
/// why they were taken away, else saves x0 … live−1 and yields. Null: go on at once.
Context* reductions_exhausted(Context& context, uint32_t live);

}  // namespace linac
