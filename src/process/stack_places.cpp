// SPDX-License-Identifier: Apache-2.0
#include "process/stack_places.h"

namespace linac {

const Location* location_of_slot(const SlotTable& slots, SlotIndex index) {
  if (!slots.contains(index)) return nullptr;
  const Slot& slot = slots[index];
  if (slot.kind != SlotKind::kLabel) return nullptr;
  return &slot.module->locations[slot.module->entries[slot.index].location];
}

const Location* location_of_return(const SlotTable& slots, SlotIndex index) {
  const Location* const location = location_of_slot(slots, index);
  if (location == nullptr) return nullptr;
  const Module& module = *slots[index].module;
  const Entry& entry = module.entries[slots[index].index];
  const beam::Opcode next = module.file.code.instructions[entry.instruction].opcode;
  const bool returns = next == beam::Opcode::kReturn || next == beam::Opcode::kDeallocate;
  return returns ? nullptr : location;
}

std::vector<const Location*> stack_places(const SlotTable& slots, const Process& process,
                                          const HeapState& heap) {
  constexpr size_t kDepth = 8;
  std::vector<const Location*> found;
  auto add = [&](const Location* location) {
    if (location != nullptr && found.size() < kDepth) found.push_back(location);
  };
  const Word* word = heap.stack_pointer;
  if (process.state != ProcessState::kRunning && !process.hibernates) {
    const Location* const own = location_of_slot(slots, process.continuation);
    add(own);
    // Where code has a frame of its own, the first word is the return address of an earlier call.
    if (own != nullptr && own->has_frame != 0) ++word;
  }
  for (; word < heap.end; ++word) {
    if (Term(*word).is_return_address()) add(location_of_return(slots, Term(*word).slot()));
  }
  return found;
}

}  // namespace linac
