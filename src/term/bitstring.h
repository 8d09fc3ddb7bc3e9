// SPDX-License-Identifier: Apache-2.0
//
// One view of every kind of bitstring, and making whole binaries. The bit syntax is in src/runtime.
// Invariant: a binary of up to kMaxHeapBinary bytes lies on the heap, a longer one outside it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "memory/heap.h"
#include "term/layout.h"

namespace linac {

inline constexpr size_t kMaxHeapBinary = 64;
inline constexpr uint32_t kRefcBinaryWords = 4;
inline constexpr uint32_t kSubBinaryWords = 4;

/// The bits of a bitstring: `bit_size` bits from bit `bit_offset` (0 to 7, most significant first)
/// of `bytes`. Valid until the next collection.
struct BitsView {
  const uint8_t* bytes = nullptr;
  uint64_t bit_size = 0;
  uint32_t bit_offset = 0;

  bool is_aligned() const { return bit_offset == 0; }
  bool is_binary() const { return bit_size % 8 == 0; }
  size_t whole_bytes() const { return static_cast<size_t>(bit_size / 8); }
  /// Byte `index`, wherever it lies. Precondition: its eight bits are inside.
  uint8_t byte(size_t index) const {
    const uint8_t high = bytes[index];
    if (bit_offset == 0) return high;
    return static_cast<uint8_t>((high << bit_offset) | (bytes[index + 1] >> (8 - bit_offset)));
  }
  /// The last `bit_size % 8` bits, right-aligned.
  uint8_t trailing_bits() const;
};

/// Precondition: `bitstring` is a bitstring.
BitsView bits_of(Term bitstring);

/// Order of two bit sequences: by bytes, then the shorter first.
int compare_bits(const BitsView& a, const BitsView& b);

/// A binary with a copy of `size` bytes (`bytes` may be null if 0).
Term make_binary(Heap& heap, const void* bytes, size_t size);
/// A binary of `size` bytes whose content the caller writes to `*content` before anything else.
Term make_binary_uninitialised(Heap& heap, size_t size, uint8_t** content);
/// The binary of the first `size` bytes of `data`, of which it takes over a reference.
/// Precondition: they are in use.
Term make_binary_of(Heap& heap, BinaryData* data, size_t size);
/// A bitstring of `bit_size` bits copied from whole bytes (the last one's high bits count).
Term make_bitstring(Heap& heap, const void* bytes, uint64_t bit_size);

}  // namespace linac
