// SPDX-License-Identifier: Apache-2.0
//
// The stack of work that replaces recursion over terms: the first entries are inline, so shallow
// terms cost no allocation.
#pragma once

#include <cstddef>
#include <type_traits>
#include <vector>

namespace linac {

template <typename Entry, size_t kInline = 32>
class WorkStack {
  static_assert(std::is_trivially_copyable_v<Entry>);

 public:
  bool empty() const { return count_ == 0; }
  void push(const Entry& entry) {
    if (count_ < kInline) {
      inline_[count_] = entry;
    } else {
      overflow_.push_back(entry);
    }
    ++count_;
  }
  /// Precondition of both: not empty. A reference is valid until the next push or pop.
  Entry& top() { return count_ <= kInline ? inline_[count_ - 1] : overflow_.back(); }
  void pop() {
    if (count_ > kInline) overflow_.pop_back();
    --count_;
  }

 private:
  size_t count_ = 0;
  Entry inline_[kInline];
  std::vector<Entry> overflow_;
};

}  // namespace linac
