// SPDX-License-Identifier: Apache-2.0
#include "code/fun_table.h"

#include <algorithm>

namespace linac {

FunTable::Key FunTable::key_of(Term module, uint32_t index, uint32_t uniq, uint32_t arity,
                               uint32_t num_free) {
  return {uint64_t{module.atom_index()} << 32 | index,
          uint64_t{uniq} << 32 | (arity & 0xff) << 16 | (num_free & 0xffff)};
}

FunTable::Key FunTable::key_of(const FunEntry& entry) {
  return key_of(entry.module, entry.index, entry.uniq, entry.arity, entry.num_free);
}

FunEntry* FunTable::acquire(const FunEntry& wanted) {
  std::unique_ptr<FunEntry>& place = entries_[key_of(wanted)];
  if (place == nullptr) place = std::make_unique<FunEntry>(wanted);
  if (place->modules == 0) {
    // It may have come from elsewhere before its module.
    place->function = wanted.function;
    place->md5 = wanted.md5;
  }
  ++place->modules;
  return place.get();
}

void FunTable::release(FunEntry& entry) {
  // One that had code may be referred to; the next sweep sees.
  if (--entry.modules == 0 && entry.slot == 0) forget(entry);
}

FunEntry* FunTable::find(Term module, uint32_t index, uint32_t uniq, uint32_t arity,
                         uint32_t num_free) const {
  auto found = entries_.find(key_of(module, index, uniq, arity, num_free));
  if (found == entries_.end() || found->second->slot == 0) return nullptr;
  return found->second.get();
}

FunEntry* FunTable::acquire_unloaded(const FunEntry& wanted) {
  std::unique_ptr<FunEntry>& place = entries_[key_of(wanted)];
  if (place == nullptr) place = std::make_unique<FunEntry>(wanted);
  if (place->slot != 0 || detach(*place)) return place.get();
  if (place->modules == 0) forget(*place);
  return nullptr;
}

void FunTable::attach(FunEntry& entry, Module& code, SlotIndex slot) {
  if (unloaded_.erase(&entry) != 0) slots_.release(entry.slot, 1);
  entry.code = &code;
  entry.slot = slot;
}

bool FunTable::detach(FunEntry& entry) {
  const std::optional<SlotIndex> slot = slots_.reserve(1);
  if (!slot) return false;
  slots_[*slot].kind = SlotKind::kUnloadedFun;
  slots_[*slot].fun_entry = &entry;
  entry.slot = *slot;
  entry.code = nullptr;
  unloaded_.insert(&entry);
  return true;
}

void FunTable::sweep(const std::unordered_set<Word>& referred) {
  const std::vector<const FunEntry*> all(unloaded_.begin(), unloaded_.end());
  for (const FunEntry* candidate : all) {
    FunEntry& entry = const_cast<FunEntry&>(*candidate);
    const auto address = static_cast<Word>(reinterpret_cast<uintptr_t>(&entry));
    if (entry.modules != 0 || entry.in_area || referred.contains(address)) continue;
    unloaded_.erase(candidate);
    slots_.release(entry.slot, 1);
    forget(entry);
  }
  sweep_at_ = std::max(kFirstSweep, 2 * unloaded_.size());
}

void FunTable::forget(FunEntry& entry) { entries_.erase(key_of(entry)); }

}  // namespace linac
