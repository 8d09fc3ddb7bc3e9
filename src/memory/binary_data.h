// SPDX-License-Identifier: Apache-2.0
//
// Reference-counted binaries outside all heaps: creating, sharing and releasing their bytes.
// Each kRefcBinary object on a heap, and each reference to a resource, owns one reference; the
// heap's off-heap chain finds it when the heap dies.
#pragma once

#include <cstddef>

#include "memory/out_of_memory.h"
#include "term/layout.h"

namespace linac {

/// New bytes with one reference, `size` of them in use, or nullptr if memory is exhausted.
BinaryData* create_binary_data(size_t size, size_t capacity);

/// Gives the bytes room for `capacity`: they may move. Null if memory is exhausted; `data` is then
/// as it was. Precondition: there is one reference, the caller's.
BinaryData* resize_binary_data(BinaryData* data, size_t capacity);

/// Gives back one reference.
void release_binary_data(BinaryData* data);

/// What an object for which owns_binary_data holds.
inline BinaryData* binary_data(const Word* owner) {
  return reinterpret_cast<BinaryData*>(static_cast<uintptr_t>(owner[2]));
}

/// Bytes that an owner keeps from being freed; of a resource, about as many.
inline uint64_t owned_bytes(const Word* owner) {
  constexpr uint64_t kResourceBytes = 256;
  return header_kind(owner[0]) == Kind::kRefcBinary ? owner[1] : kResourceBytes;
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

/// Gives back the reference that an owner holds.
void release_binary(Word* owner);

/// Calls `function` with the first word of each binary of an off-heap chain.
template <typename Function>
void for_each_binary(Word* first, Function function) {
  while (first != nullptr) {
    Word* const next = reinterpret_cast<Word*>(static_cast<uintptr_t>(first[3]));
    function(first);
    first = next;
  }
}

/// The same as release_binary for a whole off-heap chain.
void release_all_binaries(Word* first);

}  // namespace linac
