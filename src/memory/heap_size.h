// SPDX-License-Identifier: Apache-2.0
//
// The sizes that blocks of process heaps have, in words: OTP's series, so that process_info and
// min_heap_size say what they say there. Source: erlang:system_info(heap_sizes) of OTP 25.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace linac {

/// As many as OTP has; those at the end are beyond any memory.
inline constexpr size_t kHeapSizeCount = 137;

/// Up to about a million words each is the sum of the two before it, then they grow by a fifth.
inline constexpr std::array<int64_t, kHeapSizeCount> kHeapSizes = [] {
  constexpr int64_t kLargeWords = 833026;
  std::array<int64_t, kHeapSizeCount> sizes{12, 38};
  for (size_t i = 2; i < sizes.size(); ++i) {
    const int64_t last = sizes[i - 1];
    sizes[i] = last < kLargeWords ? last + sizes[i - 2] + 1 : last + last / 5;
  }
  return sizes;
}();

/// The smallest size of the series that is at least `words`.
size_t next_heap_size(size_t words);

}  // namespace linac
