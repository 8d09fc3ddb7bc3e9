// SPDX-License-Identifier: Apache-2.0
#include "process/stack_places.h"

namespace linac {

const Location* location_of_slot(const SlotTable& slots, SlotIndex index) {
  if (!slots.contains(index)) return nullptr;
  const Slot& slot = slots[index];
  if (slot.kind != SlotKind::kLabel) return nullptr;
  return &slot.module->locations[slot.module->entries[slot.index].location];
}

std::vector<const Location*> stack_places(const SlotTable& slots, const Process& process,
                                          const HeapState& heap) {
  constexpr size_t kDepth = 8;
  std::vector<const Location*> found;
  auto add = [&](SlotIndex slot) {
    const Location* location = location_of_slot(slots, slot);
    if (location != nullptr && found.size() < kDepth) found.push_back(location);
  };
  if (process.state != ProcessState::kRunning && !process.hibernates) add(process.continuation);
  for (const Word* word = heap.stack_pointer; word < heap.end; ++word) {
    if (Term(*word).is_return_address()) add(Term(*word).slot());
  }
  return found;
}

}  // namespace linac
