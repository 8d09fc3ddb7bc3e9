// SPDX-License-Identifier: Apache-2.0
//
// Integers of any size as terms: building them from limbs, and their digits. Arithmetic is in
// runtime/arithmetic.h, reading digits in runtime/integer_text.h. Invariant: an integer that fits a
// small is one, and a big integer has no leading zero limb.
#pragma once

#include <cstdint>
#include <string>

#include "memory/heap.h"
#include "term/term.h"

namespace linac {

/// Most 64-bit limbs of a big integer, as in OTP 25.
inline constexpr uint32_t kMaxLimbs = (1 << 19) - 1;

/// The integer of the given magnitude, little-endian and with any number of leading zero limbs, or
/// the non-value if it has more than kMaxLimbs.
Term make_integer(Heap& heap, const Word* limbs, size_t count, bool negative);

/// The largest power of `base` below 2^32, and how many digits it stands for.
struct DigitChunk {
  uint32_t power;
  int digits;
};
constexpr DigitChunk digit_chunk(uint32_t base) {
  DigitChunk chunk{base, 1};
  while (uint64_t{chunk.power} * base <= 0xffffffff) {
    chunk.power *= base;
    ++chunk.digits;
  }
  return chunk;
}

/// Appends an integer; digits above 9 are upper-case letters. Precondition: 2 <= base <= 36.
void append_integer(std::string& text, Term integer, int base);

}  // namespace linac
