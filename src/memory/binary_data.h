// SPDX-License-Identifier: Apache-2.0
//
// Reference-counted binaries outside all heaps: creating, sharing and releasing their bytes.
// Each kRefcBinary object on a heap owns one reference; the heap's off-heap chain finds it when the
// heap dies.
#pragma once

#include <cstddef>

#include "term/layout.h"

namespace linac {

/// New bytes with one reference, `size` of them in use, or nullptr if memory is exhausted.
BinaryData* create_binary_data(size_t size, size_t capacity);

inline BinaryData* binary_data(const Word* refc_binary) {
  return reinterpret_cast<BinaryData*>(static_cast<uintptr_t>(refc_binary[2]));
}

/// First byte of a heap or refc binary. Precondition: `binary` is one.
inline uint8_t* binary_bytes(Term binary) {
  Word* const at = binary.address();
  return header_kind(at[0]) == Kind::kHeapBinary ? reinterpret_cast<uint8_t*>(at + 2)
                                                 : binary_data(at)->bytes();
}

/// After the base of the match context at `context` may have moved: finds its bytes again.
inline void refresh_match_context(Word* context) {
  const uint8_t* const bytes = binary_bytes(Term(context[kContextBaseOffset]));
  context[kContextBytesOffset] = static_cast<Word>(reinterpret_cast<uintptr_t>(bytes));
}

/// Gives back the reference that a kRefcBinary object holds.
void release_binary(Word* refc_binary);

/// The same for a whole off-heap chain.
void release_all_binaries(Word* first);

/// Ends the program with one sentence: the VM cannot go on without this memory.
[[noreturn]] void out_of_memory(size_t bytes);

}  // namespace linac
