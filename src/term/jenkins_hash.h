// SPDX-License-Identifier: Apache-2.0
//
// What OTP's hashes of terms are made of, after Bob Jenkins' hash of 1996: the mixing of three
// words, its use on one or two words and on bytes, and the constants that keep types apart. Both
// the hash that programs see (bifs/portable_hash.h) and that of our tables (term/hash.h) build on
// it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "term/bitstring.h"

namespace linac::jenkins {

inline constexpr uint32_t kGolden = 0x9e3779b9;

/// The constant that a type is mixed with: a multiple of the golden ratio's bits.
constexpr uint32_t salt(uint32_t type) { return kGolden * type; }

constexpr void mix(uint32_t& a, uint32_t& b, uint32_t& c) {
  a = (a - b - c) ^ (c >> 13);
  b = (b - c - a) ^ (a << 8);
  c = (c - a - b) ^ (b >> 13);
  a = (a - b - c) ^ (c >> 12);
  b = (b - c - a) ^ (a << 16);
  c = (c - a - b) ^ (b >> 5);
  a = (a - b - c) ^ (c >> 3);
  b = (b - c - a) ^ (a << 10);
  c = (c - a - b) ^ (b >> 15);
}

/// `hash` with two more words in it.
constexpr uint32_t mixed(uint32_t hash, uint32_t first, uint32_t second, uint32_t constant) {
  uint32_t a = constant + first;
  uint32_t b = constant + second;
  mix(a, b, hash);
  return hash;
}

/// `hash` with the first `size` bytes of `view` in it.
inline uint32_t hash_bytes(const BitsView& view, size_t size, uint32_t hash) {
  uint32_t words[3] = {kGolden, kGolden, hash};
  size_t at = 0;
  for (; size - at >= 12; at += 12) {
    for (size_t i = 0; i < 12; ++i) {
      words[i / 4] += static_cast<uint32_t>(view.byte(at + i)) << (i % 4 * 8);
    }
    mix(words[0], words[1], words[2]);
  }
  words[2] += static_cast<uint32_t>(size);
  for (size_t i = 0; at + i < size; ++i) {
    // The lowest byte of the last word belongs to the length.
    const size_t place = i < 8 ? i : i + 1;
    words[place / 4] += static_cast<uint32_t>(view.byte(at + i)) << (place % 4 * 8);
  }
  mix(words[0], words[1], words[2]);
  return words[2];
}

}  // namespace linac::jenkins
