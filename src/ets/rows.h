// SPDX-License-Identifier: Apache-2.0
//
// The rows of one ETS table, whatever holds them: a hash table (HashRows: set, bag, duplicate_bag)
// or a tree (TreeRows: ordered_set). This is what single look-ups and changes need; going through a
// whole table, which the two do differently, is in the derived classes. Invariant: rows that are
// handed out stay valid until the next change.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ets/row.h"

namespace linac {

enum class TableType : uint8_t { kSet, kOrderedSet, kBag, kDuplicateBag };

class Rows {
 public:
  Rows(TableType type, uint32_t key_index) : type_(type), key_index_(key_index) {}
  virtual ~Rows() = default;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  TableType type() const { return type_; }
  bool has_unique_keys() const {
    return type_ == TableType::kSet || type_ == TableType::kOrderedSet;
  }
  /// Which element of an object is its key, from 0.
  uint32_t key_index() const { return key_index_; }
  Term key_of(const Row& row) const { return row.element(key_index_); }
  size_t size() const { return size_; }
  /// Words of memory for rows and what holds them.
  virtual size_t memory_words() const = 0;

  /// The first row of that key, null if there is none; of a bag, the one inserted last.
  virtual Row* find(Term key) const = 0;
  /// The next row with the same key.
  virtual Row* next_of_key(const Row& row) const = 0;

  /// Adds a row. One of the same key (set) or an equal one (bag) goes.
  virtual void insert(OwnedRow row) = 0;
  /// Puts `row` in the place of `old`, which has the same key.
  virtual void replace(Row* old, OwnedRow row) = 0;
  /// Takes out all rows of that key; returns how many there were.
  virtual size_t erase(Term key) = 0;
  /// Takes out the rows that are `=:=` to the object.
  virtual void erase_object(Term object) = 0;

  /// Rows in the order of traversal; null at the end.
  virtual Row* first() const = 0;
  virtual Row* last() const = 0;
  /// The row behind or before those of `key`. False if there has to be such a key and is none.
  virtual bool next(Term key, Row*& row) const = 0;
  virtual bool previous(Term key, Row*& row) const = 0;

  /// While somebody goes through the table by steps, rows keep their places.
  virtual void set_fixed(bool fixed) = 0;

  /// Frees about `count` rows of a container that nobody needs any more; false when it is empty.
  virtual bool free_some(size_t count) = 0;

 protected:
  size_t size_ = 0;
  size_t row_words_ = 0;  ///< of all rows, deleted ones too

 private:
  const TableType type_;
  const uint32_t key_index_;
};

}  // namespace linac
