// SPDX-License-Identifier: Apache-2.0
//
// The process dictionary. Programs keep few keys in it, which are searched from the front; many
// have an index by their hashes. Invariants: keys are different (`=:=`); the index is there exactly
// while there are many; keys and values are roots of the process's collections, which move terms
// but leave their hashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "term/term.h"

namespace linac {

struct DictionaryEntry {
  Term key;
  Term value;
};

class ProcessDictionary {
 public:
  /// Null if there is no such key. Valid until something is added or erased.
  DictionaryEntry* find(Term key);
  /// Precondition: there is no such key.
  void add(Term key, Term value);
  /// Takes out one that `find` has given. Few stay in order.
  void erase(DictionaryEntry& entry);
  void clear();

  auto begin() { return entries_.begin(); }
  auto end() { return entries_.end(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  static constexpr size_t kMany = 16;
  static constexpr size_t kFew = 8;
  /// Places in `entries_` by the keys' hashes.
  using Index = std::unordered_multimap<uint32_t, uint32_t>;

  Index::iterator find_place(uint32_t hash, uint32_t place);

  std::vector<DictionaryEntry> entries_;
  std::unique_ptr<Index> index_;
};

}  // namespace linac
