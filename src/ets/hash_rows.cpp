// SPDX-License-Identifier: Apache-2.0
#include "ets/hash_rows.h"

#include <algorithm>
#include <bit>

#include "term/compare.h"
#include "term/hash.h"

namespace linac {

namespace {

// OTP's segments: the first is small, the others are added and taken away whole. The table shrinks
// when it could do with half of what is left without one of them.
constexpr uint32_t kFirstSegment = 256;
constexpr uint32_t kSegment = 2048;
/// Buckets that one insertion splits, or one deletion joins, at most.
constexpr int kMaxResizes = 5;
/// Buckets that a change purges on the way.
constexpr size_t kPurgedByChange = 4;
/// And the end of a fixation.
constexpr size_t kPurgedAtOnce = 2000;

/// A table has at least as many buckets as locks.
uint32_t first_buckets(uint32_t locks) {
  uint32_t count = kFirstSegment;
  while (count < locks) count += kSegment;
  return count;
}

uint32_t shrink_limit(uint32_t reserved, uint32_t locks) {
  const uint32_t fewest = std::max(locks + kSegment, kFirstSegment + 2 * kSegment);
  return reserved >= fewest ? (reserved - kSegment) / 2 : 0;
}

}  // namespace

uint32_t hash_key(Term key) { return key.is_atom() ? hash_atom_text(key) : hash_term(key); }

HashRows::HashRows(TableType type, uint32_t key_index, uint32_t stride)
    : Rows(type, key_index),
      stride_(stride),
      buckets_(first_buckets(stride)),
      mask_(std::bit_ceil(bucket_count()) - 1),
      reserved_(bucket_count()) {}

HashRows::~HashRows() {
  while (free_some(size_t{1} << 20)) continue;
}

size_t HashRows::memory_words() const {
  const size_t bytes =
      sizeof(HashRows) + buckets_.capacity() * sizeof(Row*) + marked_.capacity() * sizeof(uint32_t);
  return row_words_ + bytes / sizeof(Word);
}

bool HashRows::has_key(const Row& row, uint32_t hash, Term key) const {
  return row.hash == hash && equal_exact(key_of(row), key);
}

uint32_t HashRows::index_of(uint32_t hash) const {
  const uint32_t index = hash & mask_;
  return index < buckets_.size() ? index : index & (mask_ >> 1);
}

uint32_t HashRows::bucket_of_key(Term key) const { return index_of(hash_key(key)); }

/// The link to the first row of that key, deleted or not, or else the end of the bucket.
Row** HashRows::find_link(uint32_t hash, Term key) {
  Row** link = &buckets_[index_of(hash)];
  while (*link != nullptr && !has_key(**link, hash, key)) link = &(*link)->left;
  return link;
}

Row* HashRows::find(Term key) const {
  const uint32_t hash = hash_key(key);
  for (Row* row = buckets_[index_of(hash)]; row != nullptr; row = row->left) {
    if (!row->is_deleted && has_key(*row, hash, key)) return row;
  }
  return nullptr;
}

Row* HashRows::next_of_key(const Row& row) const {
  if (type() == TableType::kSet) return nullptr;
  Row* next = row.left;
  while (next != nullptr && next->is_deleted) next = next->left;
  return next != nullptr && has_key(*next, row.hash, key_of(row)) ? next : nullptr;
}

void HashRows::link_new(Row** link, OwnedRow row, uint32_t hash) {
  row->hash = hash;
  row->left = *link;
  row_words_ += row->memory_words();
  *link = row.release();
  ++size_;
  if (size_ > buckets_.size() && !is_fixed_) grow();
}

void HashRows::insert(OwnedRow row) {
  if (!marked_.empty() && !is_fixed_) purge(kPurgedByChange);
  const Term key = key_of(*row);
  const uint32_t hash = hash_key(key);
  Row** const link = find_link(hash, key);
  if (*link != nullptr && type() == TableType::kSet) {
    if ((*link)->is_deleted) ++size_;
    return replace_at(link, std::move(row));
  }
  if (type() == TableType::kBag) {
    for (Row* other = *link; other != nullptr && has_key(*other, hash, key); other = other->left) {
      if (!other->is_deleted && equal_exact(other->object(), row->object())) return;
    }
  }
  link_new(link, std::move(row), hash);
}

void HashRows::replace_at(Row** link, OwnedRow row) {
  Row* const old = *link;
  row->hash = old->hash;
  row->left = old->left;
  row_words_ += row->memory_words() - old->memory_words();
  *link = row.release();
  destroy_row(old);
}

void HashRows::replace(Row* old, OwnedRow row) {
  Row** link = &buckets_[index_of(old->hash)];
  while (*link != old) link = &(*link)->left;
  replace_at(link, std::move(row));
}

/// Frees the row that `link` leads to.
void HashRows::drop(Row** link) {
  Row* const row = *link;
  *link = row->left;
  row_words_ -= row->memory_words();
  destroy_row(row);
}

Row** HashRows::remove(Row** link, uint32_t bucket) {
  --size_;
  if (!is_fixed_) {
    drop(link);
    return link;
  }
  (*link)->is_deleted = true;
  if (marked_.empty() || marked_.back() != bucket) marked_.push_back(bucket);
  return &(*link)->left;
}

size_t HashRows::erase(Term key) {
  if (!marked_.empty() && !is_fixed_) purge(kPurgedByChange);
  const uint32_t hash = hash_key(key);
  const size_t before = size_;
  const uint32_t index = index_of(hash);
  Row** link = find_link(hash, key);
  while (*link != nullptr && has_key(**link, hash, key)) {
    link = (*link)->is_deleted ? &(*link)->left : remove(link, index);
  }
  const size_t erased = before - size_;
  if (erased != 0) shrink_if_sparse();
  return erased;
}

void HashRows::erase_object(Term object) {
  const Term key = tuple_element(object, key_index());
  const uint32_t hash = hash_key(key);
  const size_t before = size_;
  const uint32_t index = index_of(hash);
  Row** link = find_link(hash, key);
  while (*link != nullptr && has_key(**link, hash, key)) {
    const bool goes = !(*link)->is_deleted && equal_exact((*link)->object(), object);
    link = goes ? remove(link, index) : &(*link)->left;
    if (goes && type() != TableType::kDuplicateBag) break;
  }
  if (before != size_) shrink_if_sparse();
}

uint32_t HashRows::next_bucket(uint32_t bucket) const {
  bucket += stride_;
  if (bucket < buckets_.size()) return bucket;
  return (bucket + 1) & (stride_ - 1);
}

/// The first row in the order of traversal from the beginning of that bucket on.
Row* HashRows::first_from(uint32_t bucket, bool with_deleted) const {
  do {
    for (Row* row = buckets_[bucket]; row != nullptr; row = row->left) {
      if (with_deleted || !row->is_deleted) return row;
    }
    bucket = next_bucket(bucket);
  } while (bucket != 0);
  return nullptr;
}

bool HashRows::next_row(Term key, bool with_deleted, Row*& row) const {
  const uint32_t hash = hash_key(key);
  const uint32_t index = index_of(hash);
  Row* at = buckets_[index];
  while (at != nullptr && !has_key(*at, hash, key)) at = at->left;
  if (at == nullptr) return false;
  do at = at->left;
  while (at != nullptr && ((at->is_deleted && !with_deleted) || has_key(*at, hash, key)));
  if (at == nullptr) {
    const uint32_t next = next_bucket(index);
    if (next != 0) at = first_from(next, with_deleted);
  }
  row = at;
  return true;
}

// --- growing and shrinking

void HashRows::purge_bucket(Row** link) {
  while (*link != nullptr) {
    if ((*link)->is_deleted) {
      drop(link);
    } else {
      link = &(*link)->left;
    }
  }
}

void HashRows::grow() {
  for (int left = kMaxResizes; left > 0 && size_ > buckets_.size(); --left) {
    const uint32_t added = bucket_count();
    if (added == reserved_) reserved_ += kSegment;
    if (added > mask_) mask_ = mask_ << 1 | 1;
    const uint32_t from = added & (mask_ >> 1);
    if (!marked_.empty()) purge_bucket(&buckets_[from]);
    buckets_.push_back(nullptr);
    Row** stays = &buckets_[from];
    Row** moves = &buckets_[added];
    for (Row* row = *stays; row != nullptr; row = row->left) {
      Row**& end = (row->hash & mask_) == added ? moves : stays;
      *end = row;
      end = &row->left;
    }
    *stays = nullptr;
    *moves = nullptr;
  }
}

void HashRows::shrink_if_sparse() {
  if (is_fixed_) return;
  for (int left = kMaxResizes; left > 0; --left) {
    if (buckets_.size() <= kFirstSegment || size_ >= shrink_limit(reserved_, stride_)) return;
    const uint32_t from = bucket_count() - 1;
    const uint32_t to = from & (mask_ >> 1);
    if (!marked_.empty()) {
      purge_bucket(&buckets_[from]);
      purge_bucket(&buckets_[to]);
    }
    Row** end = &buckets_[from];
    while (*end != nullptr) end = &(*end)->left;
    *end = buckets_[to];
    buckets_[to] = buckets_[from];
    buckets_.pop_back();
    if (to == 0) mask_ >>= 1;
    if (reserved_ - from >= kSegment) reserved_ -= kSegment;
    if (buckets_.capacity() > 4 * buckets_.size()) buckets_.shrink_to_fit();
  }
}

// --- fixation

void HashRows::set_fixed(bool fixed) {
  is_fixed_ = fixed;
  if (!fixed) purge(kPurgedAtOnce);
}

bool HashRows::purge(size_t buckets) {
  if (is_fixed_) return false;
  for (; buckets > 0 && !marked_.empty(); --buckets) {
    const uint32_t index = marked_.back();
    marked_.pop_back();
    // One that is gone has been purged when it was joined to another.
    if (index < buckets_.size()) purge_bucket(&buckets_[index]);
  }
  if (marked_.empty()) std::vector<uint32_t>().swap(marked_);
  return !marked_.empty();
}

bool HashRows::free_some(size_t count) {
  while (!buckets_.empty()) {
    while (buckets_.back() != nullptr) {
      if (count-- == 0) return true;
      drop(&buckets_.back());
    }
    buckets_.pop_back();
  }
  return false;
}

}  // namespace linac
