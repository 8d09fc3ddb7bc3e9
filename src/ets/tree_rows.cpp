// SPDX-License-Identifier: Apache-2.0
#include "ets/tree_rows.h"

namespace linac {

namespace {

/// The subtree at `link` leans two to its right (or left, all mirrored): rotates it so that it
/// leans by one at most. Returns whether it is lower than before.
bool rotate(Row** link, Row* Row::*near, Row* Row::*far, int8_t sign) {
  Row* const top = *link;
  Row* const side = top->*far;
  if (side->balance * sign >= 0) {
    top->*far = side->*near;
    side->*near = top;
    *link = side;
    const bool is_lower = side->balance != 0;
    top->balance = is_lower ? 0 : sign;
    side->balance = is_lower ? 0 : static_cast<int8_t>(-sign);
    return is_lower;
  }
  Row* const middle = side->*near;
  side->*near = middle->*far;
  middle->*far = side;
  top->*far = middle->*near;
  middle->*near = top;
  *link = middle;
  const int lean = middle->balance * sign;
  top->balance = lean > 0 ? static_cast<int8_t>(-sign) : int8_t{0};
  side->balance = lean < 0 ? sign : int8_t{0};
  middle->balance = 0;
  return true;
}

bool rotate_towards_left(Row** link) { return rotate(link, &Row::left, &Row::right, 1); }
bool rotate_towards_right(Row** link) { return rotate(link, &Row::right, &Row::left, -1); }

}  // namespace

TreeRows::~TreeRows() {
  while (free_some(size_t{1} << 20)) continue;
}

Row* TreeRows::find(Term key) const {
  Row* row = root_;
  while (row != nullptr) {
    const int order = compare(key, key_of(*row));
    if (order == 0) return row;
    row = order < 0 ? row->left : row->right;
  }
  return nullptr;
}

void TreeRows::insert(OwnedRow row) {
  const Term key = key_of(*row);
  Step path[kMaxHeight];
  int depth = 0;
  Row** link = &root_;
  while (*link != nullptr) {
    const int order = compare(key, key_of(**link));
    if (order == 0) return put_in_place(link, std::move(row));
    path[depth++] = {link, order > 0};
    link = order < 0 ? &(*link)->left : &(*link)->right;
  }
  row_words_ += row->memory_words();
  *link = row.release();
  ++size_;
  ++changes_;
  rebalance_after_insert(path, depth);
}

void TreeRows::rebalance_after_insert(Step* path, int depth) {
  while (depth-- > 0) {
    Row** const link = path[depth].link;
    Row* const row = *link;
    row->balance = static_cast<int8_t>(row->balance + (path[depth].is_right ? 1 : -1));
    if (row->balance == 0) return;
    if (row->balance == 2) return static_cast<void>(rotate_towards_left(link));
    if (row->balance == -2) return static_cast<void>(rotate_towards_right(link));
  }
}

void TreeRows::rebalance_after_erase(Step* path, int depth) {
  while (depth-- > 0) {
    Row** const link = path[depth].link;
    Row* const row = *link;
    row->balance = static_cast<int8_t>(row->balance + (path[depth].is_right ? -1 : 1));
    if (row->balance == 1 || row->balance == -1) return;
    if (row->balance == 2 && !rotate_towards_left(link)) return;
    if (row->balance == -2 && !rotate_towards_right(link)) return;
  }
}

void TreeRows::replace(Row* old, OwnedRow row) {
  const Term key = key_of(*old);
  Row** link = &root_;
  while (*link != old) link = compare(key, key_of(**link)) < 0 ? &(*link)->left : &(*link)->right;
  put_in_place(link, std::move(row));
}

void TreeRows::put_in_place(Row** link, OwnedRow row) {
  Row* const old = *link;
  row->left = old->left;
  row->right = old->right;
  row->balance = old->balance;
  row_words_ += row->memory_words() - old->memory_words();
  *link = row.release();
  destroy_row(old);
  ++changes_;
}

/// Takes out the row at the end of the path's last link.
void TreeRows::erase_at(Step* path, int depth) {
  Row** const link = path[depth].link;
  Row* const gone = *link;
  if (gone->left == nullptr || gone->right == nullptr) {
    *link = gone->left != nullptr ? gone->left : gone->right;
  } else {
    // The highest of the lower keys comes into its place.
    const int top = depth;
    path[depth++].is_right = false;
    Row** heir_link = &gone->left;
    while ((*heir_link)->right != nullptr) {
      path[depth++] = {heir_link, true};
      heir_link = &(*heir_link)->right;
    }
    Row* const heir = *heir_link;
    *heir_link = heir->left;
    heir->left = gone->left;
    heir->right = gone->right;
    heir->balance = gone->balance;
    *link = heir;
    // The path went through the row that is gone.
    if (depth > top + 1) path[top + 1].link = &heir->left;
  }
  row_words_ -= gone->memory_words();
  destroy_row(gone);
  --size_;
  ++changes_;
  rebalance_after_erase(path, depth);
}

size_t TreeRows::erase(Term key) {
  Step path[kMaxHeight + 1];
  int depth = 0;
  Row** link = &root_;
  while (*link != nullptr) {
    const int order = compare(key, key_of(**link));
    path[depth] = {link, order > 0};
    if (order == 0) {
      erase_at(path, depth);
      return 1;
    }
    ++depth;
    link = order < 0 ? &(*link)->left : &(*link)->right;
  }
  return 0;
}

void TreeRows::erase_object(Term object) {
  const Row* row = find(tuple_element(object, key_index()));
  if (row != nullptr && equal_exact(row->object(), object)) erase(key_of(*row));
}

Row* TreeRows::first() const {
  Row* row = root_;
  while (row != nullptr && row->left != nullptr) row = row->left;
  return row;
}

Row* TreeRows::last() const {
  Row* row = root_;
  while (row != nullptr && row->right != nullptr) row = row->right;
  return row;
}

bool TreeRows::next(Term key, Row*& found) const {
  found = nullptr;
  for (Row* row = root_; row != nullptr;) {
    if (compare(key, key_of(*row)) < 0) {
      found = row;
      row = row->left;
    } else {
      row = row->right;
    }
  }
  return true;
}

bool TreeRows::previous(Term key, Row*& found) const {
  found = nullptr;
  for (Row* row = root_; row != nullptr;) {
    if (compare(key, key_of(*row)) > 0) {
      found = row;
      row = row->right;
    } else {
      row = row->left;
    }
  }
  return true;
}

bool TreeRows::free_some(size_t count) {
  ++changes_;
  for (; root_ != nullptr; --count) {
    if (count == 0) return true;
    if (Row* const left = root_->left; left != nullptr) {
      root_->left = left->right;
      left->right = root_;
      root_ = left;
    } else {
      Row* const gone = root_;
      root_ = gone->right;
      destroy_row(gone);
    }
  }
  return false;
}

// --- cursors

void TreeRows::Cursor::descend(Row* row, Row* Row::*side) {
  for (; row != nullptr; row = row->*side) path_[depth_++] = row;
}

void TreeRows::Cursor::advance(Row* Row::*near, Row* Row::*far) {
  if (depth_ == 0) return;
  if (Row* const next = path_[depth_ - 1]->*far; next != nullptr) return descend(next, near);
  const Row* from = nullptr;
  do from = path_[--depth_];
  while (depth_ > 0 && path_[depth_ - 1]->*far == from);
}

TreeRows::Cursor TreeRows::at_first() const {
  Cursor cursor;
  cursor.descend(root_, &Row::left);
  return cursor;
}

TreeRows::Cursor TreeRows::at_last() const {
  Cursor cursor;
  cursor.descend(root_, &Row::right);
  return cursor;
}

const Row* TreeRows::row_at(size_t index) const {
  if (index >= size_) return nullptr;
  if (cached_changes_ != changes_ || index < cached_index_) {
    cached_ = at_first();
    cached_index_ = 0;
    cached_changes_ = changes_;
  }
  for (; cached_index_ < index; ++cached_index_) cached_.forward();
  return cached_.row();
}

}  // namespace linac
