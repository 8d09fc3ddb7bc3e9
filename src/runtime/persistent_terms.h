// SPDX-License-Identifier: Apache-2.0
//
// Values that module `persistent_term` keeps outside all heaps, so that reading one costs no copy.
// What has been erased or replaced is freed between two turns, when there is time or it is much:
// what processes still hold of it is copied to their heaps before (module_versions.h). Source: the
// manual page of `persistent_term`.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "memory/heap.h"
#include "term/term.h"

namespace linac {

class PersistentTerms {
 public:
  struct Entry {
    Term key;
    Term value;
    std::unique_ptr<BlockHeap> area;
  };

  /// Null if there is none of that key.
  const Entry* find(Term key) const;
  /// Enters a value or replaces the one there was; both are copied, with what is shared in them.
  void put(Term key, Term value);
  /// False if there is none of that key.
  bool erase(Term key);

  /// Calls `visit(const Entry&)` for each, in no order.
  template <typename Function>
  void for_each(Function visit) const {
    for (const auto& [hash, entry] : entries_) visit(entry);
  }
  size_t size() const { return entries_.size(); }
  /// Places in OTP's table of so many entries, which is never more than half full.
  size_t table_size() const { return table_size_; }
  /// Of all entries and the table.
  size_t words() const;

  /// What has been erased and not been freed.
  bool has_retired() const { return !retired_.empty(); }
  /// Whether that is so much that it should not wait.
  bool has_much_retired() const { return retired_words_ > kMuchRetired; }
  std::vector<std::unique_ptr<BlockHeap>> take_retired();

 private:
  using Entries = std::unordered_multimap<uint32_t, Entry>;  // by hash of the key

  static constexpr size_t kFirstTableSize = 8;
  static constexpr size_t kMuchRetired = 1 << 20;

  Entries::iterator find_place(Term key);
  void retire(std::unique_ptr<BlockHeap> area);

  Entries entries_;
  std::vector<std::unique_ptr<BlockHeap>> retired_;
  size_t retired_words_ = 0;
  size_t table_size_ = kFirstTableSize;
};

}  // namespace linac
