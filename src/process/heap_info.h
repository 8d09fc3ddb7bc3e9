// SPDX-License-Identifier: Apache-2.0
//
// What process_info(Pid, garbage_collection_info) and the trace messages about collections tell of
// a heap.
#pragma once

#include "memory/process_heap.h"

namespace linac {

/// [{Item, Words}], made on `heap`.
Term heap_info(Heap& heap, const HeapState& state);

}  // namespace linac
