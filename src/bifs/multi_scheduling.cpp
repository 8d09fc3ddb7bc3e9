// SPDX-License-Identifier: Apache-2.0
#include "bifs/multi_scheduling.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "bifs/state.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Whether one of them still lives: a block ends with who has asked for it.
bool has_living(const Scheduler& scheduler, const std::vector<uint64_t>& processes) {
  return std::any_of(processes.begin(), processes.end(),
                     [&](uint64_t number) { return scheduler.find(number) != nullptr; });
}

}  // namespace

Term multi_scheduling(const Context& context) {
  const Vm::State& state = context.vm->state();
  if (has_living(state.scheduler, state.bifs.blockers)) return intern("blocked");
  if (has_living(state.scheduler, state.bifs.normal_blockers)) return intern("blocked_normal");
  return intern("enabled");
}

Term set_multi_scheduling(Context& context, Term wish) {
  if (!wish.is_atom()) return Term::non_value();
  BifState& bifs = context.vm->state().bifs;
  const std::string_view name = atom_text(wish);
  const bool is_normal = name == "block_normal" || name == "unblock_normal";
  std::vector<uint64_t>& blockers = is_normal ? bifs.normal_blockers : bifs.blockers;
  const uint64_t self = context.process->number;
  if (name == "block" || name == "block_normal") {
    blockers.push_back(self);
  } else if (name == "unblock" || name == "unblock_normal") {
    const auto own = std::find(blockers.begin(), blockers.end(), self);
    if (own != blockers.end()) blockers.erase(own);
  } else {
    return Term::non_value();
  }
  return multi_scheduling(context);
}

}  // namespace linac
