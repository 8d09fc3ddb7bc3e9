// SPDX-License-Identifier: Apache-2.0
#include "process/heap_info.h"

#include <vector>

#include "runtime/list.h"
#include "term/atom.h"

namespace linac {

Term heap_info(Heap& heap, const HeapState& state) {
  const struct {
    const char* name;
    uint64_t words;
  } items[] = {
      {"old_heap_block_size", state.old_block_words()},
      {"heap_block_size", state.block_words()},
      {"mbuf_size", state.fragment_words},
      {"recent_size", state.mature_words()},
      {"stack_size", state.stack_words()},
      {"old_heap_size", state.old_words()},
      {"heap_size", state.young_words()},
      {"bin_vheap_size", state.binaries.bytes / sizeof(Word)},
      {"bin_vheap_block_size", state.binaries.limit / sizeof(Word)},
      {"bin_old_vheap_size", state.old_binaries.bytes / sizeof(Word)},
      {"bin_old_vheap_block_size", state.old_binaries.limit / sizeof(Word)},
  };
  std::vector<Term> pairs;
  for (const auto& item : items) {
    pairs.push_back(heap.tuple(intern(item.name), Term::small(static_cast<int64_t>(item.words))));
  }
  return make_list(heap, pairs);
}

}  // namespace linac
