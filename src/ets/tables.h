// SPDX-License-Identifier: Apache-2.0
//
// All ETS tables of a VM: by reference, by name, by owner, and by who goes through them. Rows of
// deleted tables go into a graveyard. Whoever has deleted them frees them, turn by turn; those that
// nobody frees, since their owner has ended, go bit by bit between the turns of processes
// (`free_some`). So no deletion takes long. Invariant: a table is in `slots_` exactly as long
// as it has rows.
#pragma once

#include <deque>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ets/table.h"

namespace linac {

class Tables {
 public:
  /// A new table; `number` makes its reference unique. Null if there is a table of that name.
  Table* create(const TableOptions& options, Term name, uint64_t owner, uint64_t number);

  /// The table that a name or a reference stands for; null if there is none (any more).
  Table* find(Term identifier) const;
  Table* find_name(Term name) const;
  /// The same, to be kept for longer.
  std::shared_ptr<Table> share(const Table& table) const { return slots_[slot_of(table)]; }
  /// Whether a reference is, or was, that of a table.
  static bool is_table_reference(Term term);

  /// Rows that are gone; null if there were few of them. While somebody else holds them,
  /// `free_some` leaves them alone.
  using Burial = std::shared_ptr<Rows>;

  /// Takes a table away; references to it lead nowhere from now on.
  Burial remove(Table& table);
  /// False if the table has a name by which it is found and another one has the new name.
  bool rename(Table& table, Term name);
  void set_owner(Table& table, uint64_t owner);
  /// Takes all rows out.
  Burial clear(Table& table);

  /// As Table::fix and unfix, remembering where processes have tables fixed.
  void fix(Table& table, uint64_t process, int64_t now);
  void unfix(Table& table, uint64_t process);
  /// A process has ended: whatever it has fixed is not any more.
  void unfix_all(uint64_t process);

  std::vector<std::shared_ptr<Table>> all() const;
  std::vector<std::shared_ptr<Table>> owned_by(uint64_t process) const;
  size_t count() const { return slots_.size() - free_slots_.size(); }
  /// Words of all tables.
  size_t memory_words() const;

  /// Frees some of what has been deleted and nobody frees; false if nothing of it is left.
  bool free_some();

  /// Processes that may do everything with every table (erts_internal:ets_super_user/1).
  std::unordered_set<uint64_t> super_users;

 private:
  static uint32_t slot_of(const Table& table);
  Burial bury(std::unique_ptr<Rows> rows);

  std::vector<std::shared_ptr<Table>> slots_;
  std::vector<uint32_t> free_slots_;
  std::unordered_map<uint32_t, Table*> names_;                 // by atom index
  std::unordered_map<uint64_t, std::vector<uint32_t>> owned_;  // slots, oldest first
  std::unordered_map<uint64_t, std::vector<std::weak_ptr<Table>>> fixed_;
  std::deque<Burial> graveyard_;
};

}  // namespace linac
