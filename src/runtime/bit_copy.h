// SPDX-License-Identifier: Apache-2.0
//
// Moving bits at any position, most significant first: what the bit syntax is made of. Nothing here
// knows terms. Invariant: only bytes that hold bits of the given range are read or written; a write
// keeps the bits before its range and clears those behind it in its last byte, so a bitstring is
// written from left to right.
#pragma once

#include <cstdint>

namespace linac {

/// `count` (0 to 64) bits from bit `position`, right-aligned.
uint64_t read_bits(const uint8_t* bytes, uint64_t position, uint32_t count);

/// Writes the lowest `count` (0 to 64) bits of `value`.
void write_any_bits(uint8_t* bytes, uint64_t position, uint64_t value, uint32_t count);
inline void write_bits(uint8_t* bytes, uint64_t position, uint64_t value, uint32_t count) {
  if ((position | count) % 8 != 0) return write_any_bits(bytes, position, value, count);
  uint8_t* const at = bytes + position / 8;
  for (uint32_t i = count / 8; i-- > 0; value >>= 8) at[i] = static_cast<uint8_t>(value);
}

/// `count` bits from one place to another. Ranges may share a byte, not a bit.
void copy_bits(uint8_t* to, uint64_t to_position, const uint8_t* from, uint64_t from_position,
               uint64_t count);

/// Whether the `count` bits at both places are the same.
bool equal_bits(const uint8_t* a, uint64_t a_position, const uint8_t* b, uint64_t b_position,
                uint64_t count);

}  // namespace linac
