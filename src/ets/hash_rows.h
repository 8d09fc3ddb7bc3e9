// SPDX-License-Identifier: Apache-2.0
//
// Rows in a linear hash table: buckets are split and joined one at a time as rows come and go. The
// hash, when it grows and shrinks, and where in its bucket a row stands are those of OTP 25, so
// that traversal has its order for keys whose hash is the same there (term/hash.h). Invariants:
// rows of one key are neighbours in their bucket; while the table is fixed no row changes its
// bucket, and one that is deleted stays as a mark until `purge`.
#pragma once

#include <vector>

#include "ets/rows.h"

namespace linac {

class HashRows final : public Rows {
 public:
  /// `stride`: buckets are gone through 0, stride, 2 stride …, 1, stride + 1 …
  HashRows(TableType type, uint32_t key_index, uint32_t stride);
  ~HashRows() override;

  size_t memory_words() const override;
  Row* find(Term key) const override;
  Row* next_of_key(const Row& row) const override;
  void insert(OwnedRow row) override;
  void replace(Row* old, OwnedRow row) override;
  size_t erase(Term key) override;
  void erase_object(Term object) override;
  Row* first() const override { return first_from(0, false); }
  Row* last() const override { return first(); }
  bool next(Term key, Row*& row) const override { return next_row(key, false, row); }
  bool previous(Term key, Row*& row) const override { return next(key, row); }
  void set_fixed(bool fixed) override;
  bool free_some(size_t count) override;

  // --- by buckets

  uint32_t bucket_count() const { return static_cast<uint32_t>(buckets_.size()); }
  uint32_t stride() const { return stride_; }
  /// The bucket to go to after `bucket`; 0 at the end.
  uint32_t next_bucket(uint32_t bucket) const;
  uint32_t bucket_of_key(Term key) const;
  /// The link to the first row; rows with `is_deleted` are to be passed over.
  Row*& bucket(uint32_t index) { return buckets_[index]; }
  const Row* bucket(uint32_t index) const { return buckets_[index]; }
  /// Takes out the row that `link` leads to. Returns the link to look at next.
  Row** remove(Row** link, uint32_t bucket);
  /// Puts `row` in the place of the one that `link` leads to.
  void replace_at(Row** link, OwnedRow row);
  /// After many calls of `remove`: gives back memory.
  void shrink_if_sparse();

  /// As `first` and `next`, but rows that are deleted count as long as they are there.
  Row* first_or_deleted() const { return first_from(0, true); }
  bool next_or_deleted(Term key, Row*& row) const { return next_row(key, true, row); }

  /// Frees marks of deleted rows, at most of `buckets` buckets; false if there are none left.
  bool purge(size_t buckets);
  bool has_marks() const { return !marked_.empty(); }

 private:
  bool has_key(const Row& row, uint32_t hash, Term key) const;
  uint32_t index_of(uint32_t hash) const;
  Row** find_link(uint32_t hash, Term key);
  void link_new(Row** link, OwnedRow row, uint32_t hash);
  void grow();
  void purge_bucket(Row** link);
  void drop(Row** link);
  Row* first_from(uint32_t bucket, bool with_deleted) const;
  bool next_row(Term key, bool with_deleted, Row*& row) const;

  const uint32_t stride_;
  std::vector<Row*> buckets_;
  uint32_t mask_;      ///< of the hash, for buckets that have been split in this round
  uint32_t reserved_;  ///< buckets that OTP has memory for; decides when to shrink
  bool is_fixed_ = false;
  std::vector<uint32_t> marked_;  ///< buckets with deleted rows
};

/// The hash of a key.
uint32_t hash_key(Term key);

}  // namespace linac
