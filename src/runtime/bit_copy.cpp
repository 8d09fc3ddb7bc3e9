// SPDX-License-Identifier: Apache-2.0
#include "runtime/bit_copy.h"

#include <cstring>

namespace linac {

namespace {

uint64_t load_big_endian(const uint8_t* at) {
  uint64_t value;
  std::memcpy(&value, at, sizeof value);
  return __builtin_bswap64(value);
}

void store_big_endian(uint8_t* at, uint64_t value) {
  value = __builtin_bswap64(value);
  std::memcpy(at, &value, sizeof value);
}

/// A copy between places that do not overlap. Most are short, and a call costs more than those.
void copy_bytes(uint8_t* to, const uint8_t* from, size_t count) {
  constexpr size_t kLong = 64;
  if (count > kLong) {
    std::memcpy(to, from, count);
    return;
  }
  for (; count >= 8; count -= 8, to += 8, from += 8) {
    uint64_t part;
    std::memcpy(&part, from, 8);
    std::memcpy(to, &part, 8);
  }
  for (; count > 0; --count) *to++ = *from++;
}

uint64_t low_bits(uint64_t value, uint32_t count) {
  return count == 64 ? value : value & ((uint64_t{1} << count) - 1);
}

}  // namespace

uint64_t read_bits(const uint8_t* bytes, uint64_t position, uint32_t count) {
  if (count == 0) return 0;
  const uint8_t* const at = bytes + position / 8;
  const uint32_t offset = static_cast<uint32_t>(position % 8);
  const uint32_t span = offset + count;
  if (span > 64) {
    const uint32_t last = span - 64;
    const uint64_t value = (load_big_endian(at) << last) | (at[8] >> (8 - last));
    return low_bits(value, count);
  }
  const uint32_t size = (span + 7) / 8;
  uint64_t value = 0;
  for (uint32_t i = 0; i < size; ++i) value = (value << 8) | at[i];
  return low_bits(value >> (size * 8 - span), count);
}

void write_any_bits(uint8_t* bytes, uint64_t position, uint64_t value, uint32_t count) {
  if (count == 0) return;
  uint8_t* const at = bytes + position / 8;
  const uint32_t offset = static_cast<uint32_t>(position % 8);
  const uint32_t span = offset + count;
  value = low_bits(value, count);
  if (span > 64) {
    const uint32_t last = span - 64;
    write_bits(bytes, position, value >> last, count - last);
    at[8] = static_cast<uint8_t>(value << (8 - last));
    return;
  }
  const uint32_t size = (span + 7) / 8;
  value <<= size * 8 - span;
  if (offset != 0) value |= static_cast<uint64_t>(at[0] >> (8 - offset)) << (size * 8 - offset);
  for (uint32_t i = size; i-- > 0; value >>= 8) at[i] = static_cast<uint8_t>(value);
}

void copy_bits(uint8_t* to, uint64_t to_position, const uint8_t* from, uint64_t from_position,
               uint64_t count) {
  const uint32_t offset = static_cast<uint32_t>(to_position % 8);
  if (offset != 0 && count != 0) {
    const uint32_t first = count < 8 - offset ? static_cast<uint32_t>(count) : 8 - offset;
    write_bits(to, to_position, read_bits(from, from_position, first), first);
    to_position += first;
    from_position += first;
    count -= first;
  }
  if (from_position % 8 == 0) {
    const size_t whole = static_cast<size_t>(count / 8);
    copy_bytes(to + to_position / 8, from + from_position / 8, whole);
    to_position += uint64_t{whole} * 8;
    from_position += uint64_t{whole} * 8;
    count %= 8;
  } else {
    for (; count >= 64; count -= 64, to_position += 64, from_position += 64) {
      store_big_endian(to + to_position / 8, read_bits(from, from_position, 64));
    }
  }
  if (count == 0) return;
  const uint32_t rest = static_cast<uint32_t>(count);
  write_bits(to, to_position, read_bits(from, from_position, rest), rest);
}

bool equal_bits(const uint8_t* a, uint64_t a_position, const uint8_t* b, uint64_t b_position,
                uint64_t count) {
  if (a_position % 8 == 0 && b_position % 8 == 0) {
    const size_t whole = static_cast<size_t>(count / 8);
    if (whole != 0 && std::memcmp(a + a_position / 8, b + b_position / 8, whole) != 0) {
      return false;
    }
    a_position += uint64_t{whole} * 8;
    b_position += uint64_t{whole} * 8;
    count %= 8;
  }
  while (count != 0) {
    const uint32_t part = count < 64 ? static_cast<uint32_t>(count) : 64;
    if (read_bits(a, a_position, part) != read_bits(b, b_position, part)) return false;
    a_position += part;
    b_position += part;
    count -= part;
  }
  return true;
}

}  // namespace linac
