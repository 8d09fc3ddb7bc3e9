// SPDX-License-Identifier: Apache-2.0
//
// Collections of the running process, with all its roots: registers, stack, mailbox, process
// dictionary, pending exception. Called at the safe points only: test_heap and allocate, a
// function's entry, a receive.
#pragma once

#include "runtime/context.h"

namespace linac {

/// Makes room for `need` words; x0 … live−1 are kept. If memory is exhausted the process is ended
/// with reason `killed`'s sibling, an exit with `system_limit`, and false returned: leave.
bool collect(Context& context, uint32_t need, uint32_t live);

/// Room for `need` words between heap and stack, collecting only if it must (or always, in stress
/// mode).
inline bool ensure_heap(Context& context, uint32_t need, uint32_t live) {
  if (context.heap.free_words() >= need && !context.collect_always) return true;
  return collect(context, need, live);
}

/// At a function's entry when reductions have run out: collects if that is why, else saves x0 …
/// live−1 and yields. Null: go on at once.
Context* reductions_exhausted(Context& context, uint32_t slot, uint32_t live);

}  // namespace linac
