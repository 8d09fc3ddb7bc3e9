// SPDX-License-Identifier: Apache-2.0
#include "runtime/persistent_terms.h"

#include <utility>

#include "memory/shared_copy.h"
#include "term/compare.h"
#include "term/hash.h"

namespace linac {

PersistentTerms::Entries::iterator PersistentTerms::find_place(Term key) {
  auto [at, end] = entries_.equal_range(hash_term(key));
  for (; at != end; ++at) {
    if (equal_exact(at->second.key, key)) return at;
  }
  return entries_.end();
}

const PersistentTerms::Entry* PersistentTerms::find(Term key) const {
  const auto found = const_cast<PersistentTerms*>(this)->find_place(key);
  return found == entries_.end() ? nullptr : &found->second;
}

void PersistentTerms::put(Term key, Term value) {
  // One block, as large as it must be.
  auto area =
      std::make_unique<BlockHeap>(static_cast<uint32_t>(shared_words(key) + shared_words(value)));
  Entry entry;
  entry.key = copy_shared(key, *area);
  entry.value = copy_shared(value, *area);
  entry.area = std::move(area);
  if (const auto found = find_place(key); found != entries_.end()) {
    std::swap(found->second, entry);
    retire(std::move(entry.area));
    return;
  }
  if (2 * entries_.size() >= table_size_) table_size_ *= 2;
  entries_.emplace(hash_term(entry.key), std::move(entry));
}

bool PersistentTerms::erase(Term key) {
  const auto found = find_place(key);
  if (found == entries_.end()) return false;
  retire(std::move(found->second.area));
  entries_.erase(found);
  if (4 * entries_.size() <= table_size_ && table_size_ > kFirstTableSize) table_size_ /= 2;
  return true;
}

size_t PersistentTerms::words() const {
  // Of an entry itself: its key, its value, and where its words are.
  constexpr size_t kEntryWords = 4;
  size_t words = table_size_ + entries_.size() * kEntryWords;
  for (const auto& [hash, entry] : entries_) words += entry.area->size();
  return words;
}

void PersistentTerms::retire(std::unique_ptr<BlockHeap> area) {
  retired_words_ += area->size();
  retired_.push_back(std::move(area));
}

std::vector<std::unique_ptr<BlockHeap>> PersistentTerms::take_retired() {
  retired_words_ = 0;
  return std::exchange(retired_, {});
}

}  // namespace linac
