// SPDX-License-Identifier: Apache-2.0
#include "runtime/long_work.h"

#include <algorithm>
#include <utility>

#include "runtime/exception.h"
#include "runtime/reductions.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Runs the work for what is left of the turn.
std::optional<Term> run(Context& context, LongWork& work) {
  const int64_t before = std::max<int64_t>(reductions_left(context), 1);
  int64_t left = before;
  const std::optional<Term> result = work.run(context, left);
  if (result) use_reductions(context, before - left);
  return result;
}

Term give_way(Context& context, Term work, Term arguments) {
  static const Term kTrap = intern("long_work_trap");
  ExportEntry* const trap = context.vm->state().exports.intern(atoms::kErlang, kTrap, 2);
  context.x[0] = work;
  context.x[1] = arguments;
  context.process->heap_is_pinned = true;
  return yield_to(context, *trap);
}

}  // namespace

Term do_long_work(Context& context, FunctionName name, std::span<const Term> arguments,
                  std::unique_ptr<LongWork> work) {
  const std::optional<Term> result = run(context, *work);
  if (result) return *result;
  Vm::State& state = context.vm->state();
  const auto arity = static_cast<uint32_t>(arguments.size());
  work->function = state.exports.intern(name.module, intern(name.function), arity);
  const Term list = argument_list(context.heap, arguments.data(), arity);
  const Term resource =
      make_resource(context.heap, state.scheduler.next_reference(), std::move(work));
  return give_way(context, resource, list);
}

Term go_on_with_long_work(Context& context, const Term* arguments) {
  auto* const work = resource_of<LongWork>(arguments[0]);
  // Work that is done is not under way: nobody but the VM calls this.
  if (work == nullptr || !context.process->heap_is_pinned) return context.badarg();
  const std::optional<Term> result = run(context, *work);
  if (!result) return give_way(context, arguments[0], arguments[1]);
  context.process->heap_is_pinned = false;
  if (!*result) {
    context.pending.function = work->function;
    context.pending.arguments = arguments[1];
  }
  return *result;
}

const ExportEntry& function_under_way(const Context& context, const ExportEntry& function) {
  if (function.bif != go_on_with_long_work) return function;
  const auto* const work = resource_of<LongWork>(context.x[0]);
  return work == nullptr || work->function == nullptr ? function : *work->function;
}

}  // namespace linac
