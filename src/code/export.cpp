// SPDX-License-Identifier: Apache-2.0
#include "code/export.h"

namespace linac {

ExportEntry* ExportTable::find(Term module, Term function, uint32_t arity) const {
  auto found = index_.find(key_of(module, function, arity));
  return found == index_.end() ? nullptr : found->second;
}

ExportEntry* ExportTable::intern(Term module, Term function, uint32_t arity) {
  auto [at, inserted] = index_.try_emplace(key_of(module, function, arity), nullptr);
  if (!inserted) return at->second;
  std::optional<SlotIndex> stub = slots_.reserve(1);
  if (!stub) {
    index_.erase(at);
    return nullptr;
  }
  auto entry = std::make_unique<ExportEntry>();
  entry->module = module;
  entry->function = function;
  entry->arity = arity;
  entry->stub_slot = *stub;
  entry->slot = *stub;
  entry->number = static_cast<uint32_t>(entries_.size());
  Slot& slot = slots_[*stub];
  slot.kind = SlotKind::kExport;
  slot.export_entry = entry.get();
  at->second = entry.get();
  entries_.push_back(std::move(entry));
  return at->second;
}

}  // namespace linac
