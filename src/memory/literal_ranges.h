// SPDX-License-Identifier: Apache-2.0
//
// Where the literals of modules that are to be freed lie. What processes still hold of them is
// copied to their heaps by a collection (memory/collector.h).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "term/term.h"

namespace linac {

class LiteralRanges {
 public:
  void add(const Word* start, size_t words) {
    if (words == 0) return;
    const auto place = std::lower_bound(
        ranges_.begin(), ranges_.end(), start,
        [](const Range& range, const Word* address) { return range.start < address; });
    ranges_.insert(place, {start, start + words});
    words_ += words;
  }

  bool contains(const Word* address) const {
    if (ranges_.empty() || address < ranges_.front().start || address >= ranges_.back().end) {
      return false;
    }
    auto after =
        std::upper_bound(ranges_.begin(), ranges_.end(), address,
                         [](const Word* a, const Range& range) { return a < range.start; });
    return address < (after - 1)->end;
  }
  /// Whether any word in [at, end) may be a pointer into them. What is no term is looked at, too,
  /// so this may be true without need.
  bool may_be_in(const Word* at, const Word* end) const {
    for (; at != end; ++at) {
      const Term term(*at);
      if (term.is_pointer() && contains(term.address())) return true;
    }
    return false;
  }

  bool empty() const { return ranges_.empty(); }
  /// All together: copies take no more.
  size_t words() const { return words_; }

 private:
  struct Range {
    const Word* start;
    const Word* end;
  };
  std::vector<Range> ranges_;  // sorted
  size_t words_ = 0;
};

}  // namespace linac
