// SPDX-License-Identifier: Apache-2.0
#include "process/process_dictionary.h"

#include "term/compare.h"
#include "term/hash.h"

namespace linac {

DictionaryEntry* ProcessDictionary::find(Term key) {
  if (index_ == nullptr) {
    for (DictionaryEntry& entry : entries_) {
      if (equal_exact(entry.key, key)) return &entry;
    }
    return nullptr;
  }
  const auto [first, last] = index_->equal_range(hash_term(key));
  for (auto at = first; at != last; ++at) {
    DictionaryEntry& entry = entries_[at->second];
    if (equal_exact(entry.key, key)) return &entry;
  }
  return nullptr;
}

void ProcessDictionary::add(Term key, Term value) {
  entries_.push_back({key, value});
  const auto count = static_cast<uint32_t>(entries_.size());
  if (index_ != nullptr) {
    index_->emplace(hash_term(key), count - 1);
  } else if (count > kMany) {
    index_ = std::make_unique<Index>();
    for (uint32_t place = 0; place < count; ++place) {
      index_->emplace(hash_term(entries_[place].key), place);
    }
  }
}

void ProcessDictionary::erase(DictionaryEntry& entry) {
  const auto place = static_cast<uint32_t>(&entry - entries_.data());
  if (index_ == nullptr) {
    entries_.erase(entries_.begin() + place);
    return;
  }
  index_->erase(find_place(hash_term(entry.key), place));
  const auto last = static_cast<uint32_t>(entries_.size() - 1);
  if (place != last) {
    find_place(hash_term(entries_[last].key), last)->second = place;
    entry = entries_[last];
  }
  entries_.pop_back();
  if (entries_.size() <= kFew) {
    index_.reset();
    entries_.shrink_to_fit();
  }
}

void ProcessDictionary::clear() {
  index_.reset();
  entries_ = {};
}

ProcessDictionary::Index::iterator ProcessDictionary::find_place(uint32_t hash, uint32_t place) {
  auto at = index_->find(hash);
  while (at->second != place) ++at;
  return at;
}

}  // namespace linac
