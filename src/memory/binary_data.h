// SPDX-License-Identifier: Apache-2.0
//
// Reference-counted binaries outside all heaps: creating, sharing and releasing their bytes.
// Each kRefcBinary object on a heap owns one reference; the heap's off-heap chain finds it when the
// heap dies.
#pragma once

#include <cstddef>

#include "term/layout.h"

namespace linac {

/// New bytes with one reference, or nullptr if memory is exhausted.
BinaryData* create_binary_data(size_t size, size_t capacity);

inline BinaryData* binary_data(const Word* refc_binary) {
  return reinterpret_cast<BinaryData*>(static_cast<uintptr_t>(refc_binary[2]));
}

/// Gives back the reference that a kRefcBinary object holds.
void release_binary(Word* refc_binary);

/// The same for a whole off-heap chain.
void release_all_binaries(Word* first);

/// Ends the program with one sentence: the VM cannot go on without this memory.
[[noreturn]] void out_of_memory(size_t bytes);

}  // namespace linac
