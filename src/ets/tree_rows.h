// SPDX-License-Identifier: Apache-2.0
//
// Rows in a balanced (AVL) tree in the order of their keys, for tables of type ordered_set. Keys
// that are `==` are the same key. Invariants: the heights of a row's two sides differ by at most
// one, which `Row::balance` tells; nothing recurses, since a path is at most kMaxHeight long.
#pragma once

#include "ets/rows.h"
#include "term/compare.h"

namespace linac {

class TreeRows final : public Rows {
 public:
  /// A tree this high would have more rows than memory has bytes.
  static constexpr int kMaxHeight = 64;

  explicit TreeRows(uint32_t key_index) : Rows(TableType::kOrderedSet, key_index) {}
  ~TreeRows() override;

  size_t memory_words() const override { return row_words_ + sizeof(TreeRows) / sizeof(Word); }
  Row* find(Term key) const override;
  Row* next_of_key(const Row&) const override { return nullptr; }
  void insert(OwnedRow row) override;
  void replace(Row* old, OwnedRow row) override;
  size_t erase(Term key) override;
  void erase_object(Term object) override;
  Row* first() const override;
  Row* last() const override;
  bool next(Term key, Row*& row) const override;
  bool previous(Term key, Row*& row) const override;
  /// A row's neighbours are found by its key, whatever happens to it in between.
  void set_fixed(bool) override {}
  bool free_some(size_t count) override;

  /// A place in the tree, from which one goes to the next row either way. Valid until the tree
  /// changes.
  class Cursor {
   public:
    /// Null when there is no row left.
    Row* row() const { return depth_ == 0 ? nullptr : path_[depth_ - 1]; }
    void forward() { advance(&Row::left, &Row::right); }
    void backward() { advance(&Row::right, &Row::left); }

   private:
    friend class TreeRows;
    void advance(Row* Row::*near, Row* Row::*far);
    void descend(Row* row, Row* Row::*side);
    Row* path_[kMaxHeight];  ///< from the root to the row
    int depth_ = 0;
  };

  Cursor at_first() const;
  Cursor at_last() const;
  /// The first row whose key is greater than `key`, or, with `or_equal`, not less.
  Cursor after(Term key, bool or_equal = false) const {
    return first_with([&](const Row& row) {
      const int order = compare(key_of(row), key);
      return order > 0 || (or_equal && order == 0);
    });
  }
  /// The last row whose key is less than `key`, or, with `or_equal`, not greater.
  Cursor before(Term key, bool or_equal = false) const {
    return last_with([&](const Row& row) {
      const int order = compare(key_of(row), key);
      return order < 0 || (or_equal && order == 0);
    });
  }

  /// The first row for which `fits` is true; it must be so for all rows behind that one as well.
  template <typename Predicate>
  Cursor first_with(Predicate fits) const {
    return at_border(fits, &Row::left, &Row::right);
  }
  /// The last row for which `fits` is true; it must be so for all rows before that one as well.
  template <typename Predicate>
  Cursor last_with(Predicate fits) const {
    return at_border(fits, &Row::right, &Row::left);
  }

  /// For tests of balance.
  const Row* root() const { return root_; }

  /// Row `index` in the order of keys, from 0; null if there are not so many. Quick when asked for
  /// one after the other.
  const Row* row_at(size_t index) const;

 private:
  /// A link on the way from the root: whose side it is, and which.
  struct Step {
    Row** link;
    bool is_right;
  };
  /// Puts a row where another is, which goes.
  void put_in_place(Row** link, OwnedRow row);
  void rebalance_after_insert(Step* path, int depth);
  void rebalance_after_erase(Step* path, int depth);
  void erase_at(Step* path, int depth);

  /// The row nearest to the `far` end for which `fits` is true.
  template <typename Predicate>
  Cursor at_border(Predicate fits, Row* Row::*near, Row* Row::*far) const {
    Cursor cursor;
    int best = 0;
    for (Row* row = root_; row != nullptr;) {
      cursor.path_[cursor.depth_++] = row;
      const bool is_there = fits(*row);
      if (is_there) best = cursor.depth_;
      row = is_there ? row->*near : row->*far;
    }
    cursor.depth_ = best;
    return cursor;
  }

  Row* root_ = nullptr;
  uint64_t changes_ = 0;
  /// Where row_at was the last time.
  mutable Cursor cached_;
  mutable size_t cached_index_ = 0;
  mutable uint64_t cached_changes_ = ~uint64_t{0};
};

}  // namespace linac
