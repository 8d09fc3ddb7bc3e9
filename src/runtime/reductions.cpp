// SPDX-License-Identifier: Apache-2.0
#include "runtime/reductions.h"

#include "code/export.h"
#include "jit/state.h"
#include "process/process.h"

namespace linac {

int64_t reductions_left(const Context& context) {
  return context.jit_state->reductions + int64_t{context.reductions_kept};
}

int64_t reductions_of_leg(const Context& context) {
  const int64_t used = context.leg + int64_t{1} - reductions_left(context);
  return used > 0 ? used : 0;
}

void use_reductions(Context& context, int64_t count) {
  const int64_t left = reductions_left(context) - count;
  context.reductions_kept = 0;
  context.jit_state->reductions = static_cast<int32_t>(left > 1 ? left : 1);
  // What goes beyond the leg is counted, though it is not made up for.
  if (left < 1 && context.process != nullptr) {
    context.process->reductions += static_cast<uint64_t>(1 - left);
  }
  if (context.heap.wants_collection()) context.jit_state->reductions = 1;
}

Term trap_to(Context& context, const ExportEntry& function) {
  context.trap = function.slot;
  return Term::non_value();
}

Term yield_to(Context& context, const ExportEntry& function) {
  context.reductions_kept = 0;
  context.jit_state->reductions = 0;
  context.jit_state->continuation = function.slot;
  context.live = function.arity;
  context.leave = Leave::kYield;
  return Term::non_value();
}

}  // namespace linac
