// SPDX-License-Identifier: Apache-2.0
//
// Values of bit-syntax segments to and from bits: integers of any size, floats of 16, 32 and 64
// bits, code points in UTF-8, UTF-16 and UTF-32. Called by matching (match_context.h) and
// construction (bit_builder.h), which see to it that the bits are there. Flags are those of
// beam/bit_syntax.h; `native` is little-endian on every platform of ours.
#pragma once

#include <cstdint>

#include "beam/bit_syntax.h"
#include "memory/heap.h"

namespace linac {

constexpr bool is_little(uint32_t flags) {
  return flags & static_cast<uint32_t>(beam::kBitFlagLittle | beam::kBitFlagNative);
}
constexpr bool is_signed(uint32_t flags) {
  return flags & static_cast<uint32_t>(beam::kBitFlagSigned);
}

/// The integer in `bits` bits, or the non-value if it would be larger than integers get.
Term read_integer(Heap& heap, const uint8_t* bytes, uint64_t position, uint64_t bits,
                  uint32_t flags);
/// Writes an integer's lowest `bits` bits in two's complement. Precondition: `integer` is one.
void write_integer(uint8_t* bytes, uint64_t position, Term integer, uint64_t bits, uint32_t flags);

/// Whether a float segment may have that many bits.
constexpr bool is_float_size(uint64_t bits) { return bits == 16 || bits == 32 || bits == 64; }
/// The float, or the non-value if the bits are an infinity or no number. Precondition:
/// is_float_size(bits).
Term read_float(Heap& heap, const uint8_t* bytes, uint64_t position, uint32_t bits, uint32_t flags);
/// A value too large for the size becomes an infinity, as in OTP.
void write_float(uint8_t* bytes, uint64_t position, double value, uint32_t bits, uint32_t flags);

/// Nearest IEEE 754 half-precision number, ties to even, and back.
uint16_t half_from_double(double value);
double double_from_half(uint16_t half);

enum class UtfEncoding : uint8_t { kUtf8, kUtf16, kUtf32 };

constexpr bool is_code_point(uint64_t value) {
  return value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff);
}
/// Bits that a code point takes.
uint32_t utf_bits(UtfEncoding encoding, uint32_t code_point);
/// Reads the code point at `position`, with `available` bits from there. Returns the bits it takes,
/// 0 if there is none.
uint32_t read_utf(UtfEncoding encoding, const uint8_t* bytes, uint64_t position, uint64_t available,
                  uint32_t flags, uint32_t* code_point);
/// Precondition: is_code_point(code_point).
void write_utf(UtfEncoding encoding, uint8_t* bytes, uint64_t position, uint32_t code_point,
               uint32_t flags);

}  // namespace linac
