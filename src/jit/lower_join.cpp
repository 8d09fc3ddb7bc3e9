// SPDX-License-Identifier: Apache-2.0
//
// Joins. A label that several instructions of a function go to is emitted once in that function,
// behind a wasm block that they leave by `br`:
//
//   block $label_9
//     block $label_5
//       …code from the entry label on: br $label_5, br $label_9…
//     end
//     …code of label 5: br $label_9…
//   end
//   …code of label 9…
//
// Whatever jumps back, or comes from elsewhere, takes the label's own function. The label before
// func_info is last, since all clauses may fail to it.
#include <algorithm>
#include <array>

#include "jit/lowering.h"

namespace linac {

using beam::Opcode;
using wasm::LocalIndex;

namespace {
// Labels so far from the entry are left to their own functions.
constexpr uint32_t kMaxDistance = 400;
// Engines limit how deep blocks nest.
constexpr size_t kMaxJoins = 100;
}  // namespace

std::vector<uint32_t> Lowering::join_labels(uint32_t entry) const {
  const auto number = static_cast<size_t>(module_.function_of_label[entry]);
  const beam::Facts::Function& function = module_.facts.functions[number];
  std::vector<uint32_t> labels;
  auto consider = [&](uint32_t instruction) {
    if (code_.instructions[instruction].opcode != Opcode::kLabel) return;
    const auto label =
        static_cast<uint32_t>(code_.operands_of(code_.instructions[instruction])[0].value);
    if (label != entry && references_[label] > 1) labels.push_back(label);
  };
  const uint32_t begin = module_.entries[entry].instruction + 1;
  const uint32_t end = std::min(function.end, begin + kMaxDistance);
  for (uint32_t i = begin; i < end && labels.size() < kMaxJoins; ++i) consider(i);
  for (uint32_t i = function.begin; i < function.func_info; ++i) consider(i);
  return labels;
}

void Lowering::emit_with_joins(uint32_t entry) {
  const std::vector<uint32_t> labels = join_labels(entry);
  joins_.resize(labels.size());
  for (size_t i = labels.size(); i-- > 0;) {
    joins_[i].label = labels[i];
    joins_[i].block = a_->block();
  }
  emit_from(module_.entries[entry].instruction + 1);
  for (size_t i = 0; i < labels.size(); ++i) {
    a_->end(joins_[i].block);
    joins_[i].open = false;
    // Nobody has left the block, and nobody reaches its end.
    if (!joins_[i].targeted) continue;
    state_ = joins_[i].state;
    if (budget_ > 0) {
      emit_from(module_.entries[labels[i]].instruction + 1);
    } else {
      return_call_label(labels[i]);
    }
  }
  if (!labels.empty()) a_->unreachable();
}

Lowering::Join* Lowering::open_join(uint32_t label) {
  for (Join& join : joins_) {
    if (join.label == label) return join.open ? &join : nullptr;
  }
  return nullptr;
}

// The first who comes decides: what is in locals now and is read there stays in them.
void Lowering::define_join(Join& join) {
  join.targeted = true;
  join.state = state_;
  join.state.heap_top_known = false;
  join.state.floats_known = 0;
  RegisterCache& cache = join.state.cache;
  cache.unpin_all();
  const RegisterCache now = state_.cache;
  uint32_t taken = 0;
  for (const RegisterCache::Entry& entry : now.entries()) {
    const uint32_t bit = 1u << entry.local;
    const bool dead = !entry.reg.is_y && !live_at_label_[join.label].contains(entry.reg.number);
    // Registers that share a local here need not be equal when others come.
    if (dead || (taken & bit) != 0) cache.forget(entry.reg);
    if (!dead) taken |= bit;
  }
}

bool Lowering::conforms_to(Join& join) {
  if (state_.heap_used != 0) return false;
  if (!join.targeted) {
    define_join(join);
  }
  const State& there = join.state;
  if (there.stack_pointer_known && !state_.stack_pointer_known) return false;
  if (state_.return_address_unset && !there.return_address_unset) return false;
  auto find = [](const RegisterCache& cache, Register reg) -> const RegisterCache::Entry* {
    for (const RegisterCache::Entry& entry : cache.entries()) {
      if (entry.reg == reg) return &entry;
    }
    return nullptr;
  };
  for (const RegisterCache::Entry& entry : there.cache.entries()) {
    const RegisterCache::Entry* here = find(state_.cache, entry.reg);
    if (here == nullptr || here->local != entry.local) return false;
  }
  for (const RegisterCache::Entry& entry : state_.cache.entries()) {
    if (!entry.dirty) continue;
    if (!entry.reg.is_y && !live_at_label_[join.label].contains(entry.reg.number)) continue;
    const RegisterCache::Entry* expected = find(there.cache, entry.reg);
    if (expected == nullptr || !expected->dirty) return false;
  }
  return true;
}

void Lowering::conform_to(Join& join) {
  flush_heap_top();
  if (conforms_to(join)) return;
  const State& there = join.state;
  const RegisterSet& live = live_at_label_[join.label];
  // To memory what is expected there.
  if (state_.return_address_unset && !there.return_address_unset) {
    push_stack_pointer();
    a_->i64_const(0);
    a_->i64_store(0);
  }
  const RegisterCache here = state_.cache;
  for (const RegisterCache::Entry& entry : here.entries()) {
    if (!entry.dirty || (!entry.reg.is_y && !live.contains(entry.reg.number))) continue;
    const auto expected = there.cache.entries();
    const bool stays = std::any_of(expected.begin(), expected.end(), [&](const auto& other) {
      return other.reg == entry.reg && other.dirty;
    });
    if (!stays) store_memory(entry.reg, cache_local(entry.local));
  }
  // To locals, all values being read before any is written.
  std::array<uint32_t, RegisterCache::kLocals> written;
  size_t count = 0;
  for (const RegisterCache::Entry& entry : there.cache.entries()) {
    const auto now = here.entries();
    const auto found = std::find_if(now.begin(), now.end(),
                                    [&](const auto& other) { return other.reg == entry.reg; });
    if (found == now.end()) {
      load_memory(entry.reg);
    } else if (found->local != entry.local) {
      a_->local_get(cache_local(found->local));
    } else {
      continue;
    }
    written[count++] = entry.local;
  }
  while (count > 0) a_->local_set(cache_local(written[--count]));
  if (there.stack_pointer_known && !state_.stack_pointer_known) load_stack_pointer();
}

}  // namespace linac
