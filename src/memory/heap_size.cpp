// SPDX-License-Identifier: Apache-2.0
#include "memory/heap_size.h"

#include <algorithm>

namespace linac {

size_t next_heap_size(size_t words) {
  const auto wanted = static_cast<int64_t>(words);
  return static_cast<size_t>(*std::lower_bound(kHeapSizes.begin(), kHeapSizes.end() - 1, wanted));
}

}  // namespace linac
