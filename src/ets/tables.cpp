// SPDX-License-Identifier: Apache-2.0
#include "ets/tables.h"

#include <algorithm>

#include "term/layout.h"

namespace linac {

namespace {

/// References of tables have this and the slot as their second word, where others have the number
/// of a process.
constexpr Word kTableMark = Word{1} << 31;

/// Rows freed between two turns of processes: more than can be inserted in one.
constexpr size_t kRowsFreedPerTurn = 10'000;

}  // namespace

bool Tables::is_table_reference(Term term) {
  return is_reference(term) && !owns_binary_data(term.address()[0]) &&
         (term.address()[2] & kTableMark) != 0;
}

uint32_t Tables::slot_of(const Table& table) {
  return static_cast<uint32_t>(table.reference[1] & ~kTableMark);
}

Table* Tables::create(const TableOptions& options, Term name, uint64_t owner, uint64_t number) {
  if (options.named && names_.contains(name.atom_index())) return nullptr;
  auto table = std::make_shared<Table>(options, name, owner);
  uint32_t slot;
  if (free_slots_.empty()) {
    slot = static_cast<uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  table->reference[0] = number;
  table->reference[1] = kTableMark | slot;
  if (options.named) names_[name.atom_index()] = table.get();
  owned_[owner].push_back(slot);
  slots_[slot] = std::move(table);
  return slots_[slot].get();
}

Table* Tables::find_name(Term name) const {
  const auto found = names_.find(name.atom_index());
  return found == names_.end() ? nullptr : found->second;
}

Table* Tables::find(Term identifier) const {
  if (identifier.is_atom()) return find_name(identifier);
  if (!is_table_reference(identifier)) return nullptr;
  const Word* const words = identifier.address() + 1;
  const Word slot = words[1] & ~kTableMark;
  if (slot >= slots_.size()) return nullptr;
  Table* const table = slots_[slot].get();
  return table != nullptr && table->reference[0] == words[0] ? table : nullptr;
}

Tables::Burial Tables::remove(Table& table) {
  const uint32_t slot = slot_of(table);
  if (table.options.named) names_.erase(table.name.atom_index());
  std::vector<uint32_t>& owned = owned_[table.owner];
  owned.erase(std::find(owned.begin(), owned.end(), slot));
  if (owned.empty()) owned_.erase(table.owner);
  Burial burial = bury(std::move(table.rows));
  table.operation.reset();
  free_slots_.push_back(slot);
  slots_[slot].reset();
  return burial;
}

bool Tables::rename(Table& table, Term name) {
  if (table.options.named) {
    if (names_.contains(name.atom_index())) return false;
    names_.erase(table.name.atom_index());
    names_[name.atom_index()] = &table;
  }
  table.name = name;
  return true;
}

void Tables::set_owner(Table& table, uint64_t owner) {
  const uint32_t slot = slot_of(table);
  std::vector<uint32_t>& owned = owned_[table.owner];
  owned.erase(std::find(owned.begin(), owned.end(), slot));
  if (owned.empty()) owned_.erase(table.owner);
  table.owner = owner;
  owned_[owner].push_back(slot);
}

Tables::Burial Tables::clear(Table& table) {
  if (table.rows->size() == 0) return nullptr;
  Burial burial = bury(std::move(table.rows));
  table.rows = table.empty_rows();
  table.rows->set_fixed(table.is_fixed());
  return burial;
}

void Tables::fix(Table& table, uint64_t process, int64_t now) {
  if (table.fixations.empty()) table.fixed_since = now;
  if (table.fix(process)) fixed_[process].push_back(share(table));
}

void Tables::unfix(Table& table, uint64_t process) {
  if (!table.unfix(process, false)) return;
  auto found = fixed_.find(process);
  if (found == fixed_.end()) return;
  std::erase_if(found->second, [&](const std::weak_ptr<Table>& other) {
    return other.expired() || other.lock().get() == &table;
  });
  if (found->second.empty()) fixed_.erase(found);
}

void Tables::unfix_all(uint64_t process) {
  super_users.erase(process);
  auto found = fixed_.find(process);
  if (found == fixed_.end()) return;
  for (const std::weak_ptr<Table>& weak : found->second) {
    if (const std::shared_ptr<Table> table = weak.lock()) table->unfix(process, true);
  }
  fixed_.erase(found);
}

std::vector<std::shared_ptr<Table>> Tables::all() const {
  std::vector<std::shared_ptr<Table>> tables;
  for (const std::shared_ptr<Table>& table : slots_) {
    if (table != nullptr) tables.push_back(table);
  }
  return tables;
}

std::vector<std::shared_ptr<Table>> Tables::owned_by(uint64_t process) const {
  std::vector<std::shared_ptr<Table>> tables;
  const auto found = owned_.find(process);
  if (found == owned_.end()) return tables;
  for (const uint32_t slot : found->second) tables.push_back(slots_[slot]);
  return tables;
}

size_t Tables::memory_words() const {
  size_t words = 0;
  for (const std::shared_ptr<Table>& table : slots_) {
    if (table != nullptr) words += table->rows->memory_words() + sizeof(Table) / sizeof(Word);
  }
  return words;
}

Tables::Burial Tables::bury(std::unique_ptr<Rows> rows) {
  constexpr size_t kFewRows = 100;
  if (rows->size() <= kFewRows && rows->memory_words() <= 20 * kFewRows) return nullptr;
  return graveyard_.emplace_back(std::move(rows));
}

bool Tables::free_some() {
  const auto is_unattended = [](const Burial& rows) { return rows.use_count() == 1; };
  const auto rows = std::find_if(graveyard_.begin(), graveyard_.end(), is_unattended);
  if (rows == graveyard_.end()) return false;
  if (!(*rows)->free_some(kRowsFreedPerTurn)) graveyard_.erase(rows);
  return true;
}

}  // namespace linac
