// SPDX-License-Identifier: Apache-2.0
//
// An ETS table: its rows, to whom it belongs, who may do what with it, and who goes through it just
// now. Invariants: `rows` is null from the moment the table is deleted; while anybody has fixed the
// table, rows keep their places (Rows::set_fixed); while `operation` is there the table is in the
// midst of a change that others must not see half done, and who wants the table goes on with that
// first.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ets/rows.h"
#include "memory/heap.h"
#include "term/atom.h"
#include "term/term.h"

namespace linac {

class Table;
class HashRows;
class TreeRows;

enum class Protection : uint8_t { kPublic, kProtected, kPrivate };

/// What a program asks a table for.
enum class Access : uint8_t { kInfo, kRead, kWrite };

/// A change of many rows that takes several turns.
class TableOperation {
 public:
  virtual ~TableOperation() = default;
  /// Goes on with about `count` rows; false when it is done.
  virtual bool step(Table& table, size_t count) = 0;
};

/// What a table is made with.
struct TableOptions {
  TableType type = TableType::kSet;
  Protection protection = Protection::kProtected;
  uint32_t key_position = 1;  ///< from 1
  bool named = false;
  bool compressed = false;
  bool read_concurrency = false;
  bool decentralized_counters = false;
  Term write_concurrency = atoms::kFalse;  ///< true, false or auto: as it is reported
  /// The locks that a hash table would have in OTP, a power of two, by which its buckets are gone
  /// through; 0: as many as write_concurrency says. Reported if a program chose them.
  uint32_t fixed_locks = 0;
};

class Table {
 public:
  Table(const TableOptions& options, Term name, uint64_t owner);

  TableOptions options;
  Term name;
  uint64_t owner;     ///< number of a process
  uint64_t heir = 0;  ///< number of a process, 0: none
  Term heir_data;     ///< in `heir_area`, or immediate
  std::unique_ptr<BlockHeap> heir_area;
  /// The words of the reference that stands for the table.
  Word reference[2] = {0, 0};
  std::unique_ptr<Rows> rows;
  std::shared_ptr<TableOperation> operation;

  bool is_deleted() const { return rows == nullptr; }
  bool is_tree() const { return options.type == TableType::kOrderedSet; }
  uint32_t key_index() const { return options.key_position - 1; }
  /// Precondition: the table is not (or is) a tree.
  HashRows& hash();
  TreeRows& tree();

  /// Whether a process may do that.
  bool allows(Access access, uint64_t process) const;

  /// New rows, without any in it.
  std::unique_ptr<Rows> empty_rows() const;

  // --- fixation

  struct Fixation {
    uint64_t process;
    uint32_t count;
  };
  /// A process goes through the table; true: it has not before.
  bool fix(uint64_t process);
  /// It has ended, `all` times that it began or one; true: it does so no more.
  bool unfix(uint64_t process, bool all);
  /// The same for an operation of the VM's own.
  void pin();
  void unpin();
  bool is_fixed() const { return pins_ != 0 || !fixations.empty(); }

  std::vector<Fixation> fixations;
  int64_t fixed_since = 0;  ///< nanoseconds of the monotonic clock; set by who fixes the table

 private:
  void update_fixed();
  uint32_t pins_ = 0;
};

/// A table that is pinned as long as this lives.
class TablePin {
 public:
  explicit TablePin(std::shared_ptr<Table> table) : table_(std::move(table)) { table_->pin(); }
  ~TablePin() { release(); }
  TablePin(TablePin&& other) noexcept = default;
  TablePin& operator=(TablePin&&) = delete;
  TablePin(const TablePin&) = delete;
  TablePin& operator=(const TablePin&) = delete;
  void release() {
    if (table_ != nullptr) table_->unpin();
    table_.reset();
  }

 private:
  std::shared_ptr<Table> table_;
};

}  // namespace linac
