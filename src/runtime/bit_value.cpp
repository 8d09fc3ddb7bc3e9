// SPDX-License-Identifier: Apache-2.0
#include "runtime/bit_value.h"

#include <cmath>

#include "runtime/big_integer.h"
#include "runtime/bit_copy.h"
#include "term/integer.h"
#include "term/utf8.h"

namespace linac {

namespace {

/// Up to 64 bits of a little-endian number: whole bytes, lowest first, then the highest bits.
uint64_t read_little(const uint8_t* bytes, uint64_t position, uint32_t bits) {
  const uint32_t rest = bits % 8;
  const uint32_t whole = bits - rest;
  uint64_t value = 0;
  if (whole != 0) {
    value = __builtin_bswap64(read_bits(bytes, position, whole)) >> (64 - whole);
  }
  if (rest != 0) value |= read_bits(bytes, position + whole, rest) << whole;
  return value;
}

void write_little(uint8_t* bytes, uint64_t position, uint64_t value, uint32_t bits) {
  const uint32_t rest = bits % 8;
  const uint32_t whole = bits - rest;
  if (whole != 0) {
    write_bits(bytes, position, __builtin_bswap64(value << (64 - whole)), whole);
  }
  if (rest != 0) write_bits(bytes, position + whole, value >> whole, rest);
}

/// Bits of the limb `index` of a number of `bits` bits.
uint32_t limb_bits(uint64_t bits, uint64_t index) {
  const uint64_t left = bits - index * 64;
  return left < 64 ? static_cast<uint32_t>(left) : 64;
}

/// Where the limb `index` starts, counted from the number's first bit.
uint64_t limb_position(uint64_t bits, uint64_t index, uint32_t size, bool little) {
  return little ? index * 64 : bits - index * 64 - size;
}

Term read_long_integer(Heap& heap, const uint8_t* bytes, uint64_t position, uint64_t bits,
                       uint32_t flags) {
  const uint64_t count = (bits + 63) / 64;
  // Leading zeros may make a very long one fit, but nobody reads one of this many limbs.
  constexpr uint64_t kMostLimbs = uint64_t{kMaxLimbs} * 64;
  if (count > kMostLimbs) return Term::non_value();
  LimbBuffer limbs(static_cast<size_t>(count));
  const bool little = is_little(flags);
  for (uint64_t i = 0; i < count; ++i) {
    const uint32_t size = limb_bits(bits, i);
    const uint64_t at = position + limb_position(bits, i, size, little);
    limbs[static_cast<size_t>(i)] =
        little ? read_little(bytes, at, size) : read_bits(bytes, at, size);
  }
  const uint32_t top_bits = limb_bits(bits, count - 1);
  Word& top = limbs[static_cast<size_t>(count - 1)];
  const bool negative = is_signed(flags) && (top >> (top_bits - 1) & 1);
  if (negative) {
    if (top_bits < 64) top |= ~Word{0} << top_bits;
    bool carry = true;
    for (size_t i = 0; i < limbs.size(); ++i) {
      limbs[i] = ~limbs[i] + (carry ? 1 : 0);
      carry = carry && limbs[i] == 0;
    }
  }
  return make_integer(heap, limbs.data(), limbs.size(), negative);
}

/// Two's complement limbs of an integer, extended without end.
class SignedLimbs {
 public:
  explicit SignedLimbs(Term integer) : view_(integer) {
    while (lowest_ < view_.size() && view_.limbs()[lowest_] == 0) ++lowest_;
  }
  Word operator[](uint64_t index) const {
    const Word limb = index < view_.size() ? view_.limbs()[index] : 0;
    if (!view_.negative() || index < lowest_) return limb;
    return index == lowest_ ? 0 - limb : ~limb;
  }

 private:
  IntegerView view_;
  uint32_t lowest_ = 0;  // the lowest limb that is not zero
};

}  // namespace

Term read_integer(Heap& heap, const uint8_t* bytes, uint64_t position, uint64_t bits,
                  uint32_t flags) {
  if (bits == 0) return Term::small(0);
  if (bits > 64) return read_long_integer(heap, bytes, position, bits, flags);
  const uint32_t count = static_cast<uint32_t>(bits);
  const uint64_t value =
      is_little(flags) ? read_little(bytes, position, count) : read_bits(bytes, position, count);
  if (!is_signed(flags)) return heap.unsigned_integer(value);
  const uint32_t unused = 64 - count;
  return heap.integer(static_cast<int64_t>(value << unused) >> unused);
}

void write_integer(uint8_t* bytes, uint64_t position, Term integer, uint64_t bits, uint32_t flags) {
  const bool little = is_little(flags);
  if (integer.is_small() && bits <= 64) {
    const auto value = static_cast<uint64_t>(integer.small_value());
    const uint32_t count = static_cast<uint32_t>(bits);
    return little ? write_little(bytes, position, value, count)
                  : write_bits(bytes, position, value, count);
  }
  const SignedLimbs limbs(integer);
  const uint64_t count = (bits + 63) / 64;
  // From left to right: what is written first must not clear what is there.
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t limb = little ? i : count - 1 - i;
    const uint32_t size = limb_bits(bits, limb);
    const uint64_t at = position + limb_position(bits, limb, size, little);
    if (little) {
      write_little(bytes, at, limbs[limb], size);
    } else {
      write_bits(bytes, at, limbs[limb], size);
    }
  }
}

uint16_t half_from_double(double value) {
  const uint64_t bits = __builtin_bit_cast(uint64_t, value);
  const auto sign = static_cast<uint16_t>(bits >> 48 & 0x8000);
  const int exponent = static_cast<int>(bits >> 52 & 0x7ff) - 1023;
  uint64_t mantissa = (bits & ((uint64_t{1} << 52) - 1)) | uint64_t{1} << 52;
  if (exponent > 15) return sign | 0x7c00;
  if (exponent < -25) return sign;
  // The mantissa keeps 10 bits behind the leading one, fewer below the smallest normal number.
  const int dropped = exponent < -14 ? 42 + (-14 - exponent) : 42;
  const uint64_t half = uint64_t{1} << (dropped - 1);
  const uint64_t rest = mantissa & ((half << 1) - 1);
  mantissa >>= dropped;
  if (rest > half || (rest == half && (mantissa & 1))) ++mantissa;
  // A carry out of the mantissa is a carry into the exponent, as it should be.
  const uint64_t biased = exponent < -14 ? 0 : static_cast<uint64_t>(exponent + 14) << 10;
  return static_cast<uint16_t>(sign | (biased + mantissa));
}

double double_from_half(uint16_t half) {
  const int exponent = half >> 10 & 0x1f;
  const int mantissa = half & 0x3ff;
  double value;
  if (exponent == 0x1f) {
    value = mantissa == 0 ? INFINITY : NAN;
  } else if (exponent == 0) {
    value = std::ldexp(mantissa, -24);
  } else {
    value = std::ldexp(mantissa | 0x400, exponent - 25);
  }
  return half & 0x8000 ? -value : value;
}

Term read_float(Heap& heap, const uint8_t* bytes, uint64_t position, uint32_t bits,
                uint32_t flags) {
  const uint64_t raw =
      is_little(flags) ? read_little(bytes, position, bits) : read_bits(bytes, position, bits);
  double value;
  switch (bits) {
    case 16:
      value = double_from_half(static_cast<uint16_t>(raw));
      break;
    case 32:
      value = __builtin_bit_cast(float, static_cast<uint32_t>(raw));
      break;
    default:
      value = __builtin_bit_cast(double, raw);
      break;
  }
  return std::isfinite(value) ? heap.floating(value) : Term::non_value();
}

void write_float(uint8_t* bytes, uint64_t position, double value, uint32_t bits, uint32_t flags) {
  uint64_t raw;
  switch (bits) {
    case 16:
      raw = half_from_double(value);
      break;
    case 32:
      raw = __builtin_bit_cast(uint32_t, static_cast<float>(value));
      break;
    default:
      raw = __builtin_bit_cast(uint64_t, value);
      break;
  }
  if (is_little(flags)) {
    write_little(bytes, position, raw, bits);
  } else {
    write_bits(bytes, position, raw, bits);
  }
}

uint32_t utf_bits(UtfEncoding encoding, uint32_t code_point) {
  switch (encoding) {
    case UtfEncoding::kUtf8:
      return code_point < 0x80 ? 8 : code_point < 0x800 ? 16 : code_point < 0x10000 ? 24 : 32;
    case UtfEncoding::kUtf16:
      return code_point < 0x10000 ? 16 : 32;
    default:
      return 32;
  }
}

namespace {

uint32_t read_utf8(const uint8_t* bytes, uint64_t position, uint64_t available,
                   uint32_t* code_point) {
  if (available < 8) return 0;
  const uint64_t whole = available / 8;
  if (position % 8 == 0) {
    const uint8_t* const at = bytes + position / 8;
    return static_cast<uint32_t>(decode_utf8(at, at + (whole < 4 ? whole : 4), code_point)) * 8;
  }
  uint8_t buffer[4];
  const uint32_t size = whole < 4 ? static_cast<uint32_t>(whole) : 4;
  for (uint32_t i = 0; i < size; ++i) {
    buffer[i] = static_cast<uint8_t>(read_bits(bytes, position + i * 8, 8));
  }
  return static_cast<uint32_t>(decode_utf8(buffer, buffer + size, code_point)) * 8;
}

uint32_t read_unit(const uint8_t* bytes, uint64_t position, uint32_t bits, uint32_t flags) {
  return static_cast<uint32_t>(is_little(flags) ? read_little(bytes, position, bits)
                                                : read_bits(bytes, position, bits));
}

uint32_t read_utf16(const uint8_t* bytes, uint64_t position, uint64_t available, uint32_t flags,
                    uint32_t* code_point) {
  if (available < 16) return 0;
  const uint32_t first = read_unit(bytes, position, 16, flags);
  if (first < 0xd800 || first > 0xdfff) {
    *code_point = first;
    return 16;
  }
  if (first > 0xdbff || available < 32) return 0;
  const uint32_t second = read_unit(bytes, position + 16, 16, flags);
  if (second < 0xdc00 || second > 0xdfff) return 0;
  *code_point = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
  return 32;
}

void write_unit(uint8_t* bytes, uint64_t position, uint32_t value, uint32_t bits, uint32_t flags) {
  if (is_little(flags)) {
    write_little(bytes, position, value, bits);
  } else {
    write_bits(bytes, position, value, bits);
  }
}

}  // namespace

uint32_t read_utf(UtfEncoding encoding, const uint8_t* bytes, uint64_t position, uint64_t available,
                  uint32_t flags, uint32_t* code_point) {
  switch (encoding) {
    case UtfEncoding::kUtf8:
      return read_utf8(bytes, position, available, code_point);
    case UtfEncoding::kUtf16:
      return read_utf16(bytes, position, available, flags, code_point);
    default:
      if (available < 32) return 0;
      *code_point = read_unit(bytes, position, 32, flags);
      return is_code_point(*code_point) ? 32 : 0;
  }
}

void write_utf(UtfEncoding encoding, uint8_t* bytes, uint64_t position, uint32_t code_point,
               uint32_t flags) {
  switch (encoding) {
    case UtfEncoding::kUtf8: {
      const uint32_t count = utf_bits(encoding, code_point) / 8;
      if (count == 1) return write_bits(bytes, position, code_point, 8);
      uint32_t encoded = 0;
      for (uint32_t i = 0; i + 1 < count; ++i) {
        encoded |= (0x80 | (code_point >> (6 * i) & 0x3f)) << (8 * i);
      }
      const uint32_t lead = (0xff00u >> count & 0xff) | code_point >> (6 * (count - 1));
      return write_bits(bytes, position, encoded | lead << (8 * (count - 1)), count * 8);
    }
    case UtfEncoding::kUtf16:
      if (code_point < 0x10000) return write_unit(bytes, position, code_point, 16, flags);
      code_point -= 0x10000;
      write_unit(bytes, position, 0xd800 | code_point >> 10, 16, flags);
      return write_unit(bytes, position + 16, 0xdc00 | (code_point & 0x3ff), 16, flags);
    default:
      return write_unit(bytes, position, code_point, 32, flags);
  }
}

}  // namespace linac
