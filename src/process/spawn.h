// SPDX-License-Identifier: Apache-2.0
//
// Starting processes: a new heap with the arguments on it, a stack that ends in the VM's
// process-return slot, and the place of the function to begin with. The BIFs of the spawn family
// and the VM's own start use it. Invariant: a new process looks exactly like one that has left at a
// function's entry, so the dispatch loop needs no special case for it.
#pragma once

#include <cstdint>

#include "process/process.h"
#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// What to start and how it is tied to the process that starts it.
struct SpawnRequest {
  Term module;       ///< atom; unused with `fun`
  Term function;     ///< atom; unused with `fun`
  Term arguments;    ///< proper list, on any heap
  Term fun;          ///< a fun to call with `arguments`, or the non-value
  SlotIndex at = 0;  ///< where `function` begins if it need not be exported
  bool link = false;
  bool monitor = false;
  MonitorOptions monitor_options;  ///< the tag on the parent's heap
  Priority priority = Priority::kNormal;
  bool is_off_heap = false;
  bool waits = false;  ///< runs with its first message, not before
  HeapOptions heap;
  /// With `monitor`, the words of its reference: given, or made if they are 0.
  Word reference[2] = {0, 0};
};

/// Starts a process; `context.process`, if any, is its parent. Null if there is no memory, no slot
/// or no pid left (system_limit); then nothing has changed. What cannot be called, because a fun's
/// arity is not the number of arguments or they are more than a function can have, starts, and
/// fails in the new process.
Process* spawn_process(Context& context, SpawnRequest& request);

}  // namespace linac
