// SPDX-License-Identifier: Apache-2.0
#include "runtime/iolist.h"

#include "term/bitstring.h"
#include "term/layout.h"

namespace linac {

namespace {

/// Calls `byte(uint8_t)` and `bits(BitsView)` for the leaves in order; either may say false to
/// stop.
template <typename Byte, typename Bits>
bool walk(Term term, Byte byte, Bits bits) {
  std::vector<Term> pending;
  for (;;) {
    if (term.is_cons()) {
      const Term first = head(term);
      const Term rest = tail(term);
      if (first.is_small()) {
        const int64_t value = first.small_value();
        if (value < 0 || value > 255 || !byte(static_cast<uint8_t>(value))) return false;
        if (!rest.is_list() && !rest.is_bitstring()) return false;
        term = rest;
      } else if (first.is_list() || first.is_bitstring()) {
        if (!rest.is_list() && !rest.is_bitstring()) return false;
        pending.push_back(rest);
        term = first;
      } else {
        return false;
      }
      continue;
    }
    if (term.is_bitstring()) {
      if (!bits(bits_of(term))) return false;
    } else if (!term.is_nil()) {
      return false;
    }
    if (pending.empty()) return true;
    term = pending.back();
    pending.pop_back();
  }
}

/// Bytes being filled bit by bit.
struct BitAppender {
  std::vector<uint8_t> bytes;
  uint64_t bit_size = 0;

  /// The `count` (at most 8) low bits of `value`.
  void add(uint8_t value, uint32_t count) {
    const uint32_t used = static_cast<uint32_t>(bit_size % 8);
    const uint32_t high = static_cast<uint32_t>(value) << (8 - count);  // left-aligned in a byte
    if (used == 0) {
      bytes.push_back(static_cast<uint8_t>(high));
    } else {
      bytes.back() |= static_cast<uint8_t>((high & 0xff) >> used);
      if (used + count > 8) bytes.push_back(static_cast<uint8_t>(high << (8 - used)));
    }
    bit_size += count;
  }
};

}  // namespace

bool append_iolist(Term term, std::vector<uint8_t>& bytes) {
  return walk(
      term,
      [&](uint8_t byte) {
        bytes.push_back(byte);
        return true;
      },
      [&](const BitsView& view) {
        if (!view.is_binary()) return false;
        const size_t size = view.whole_bytes();
        if (view.is_aligned()) {
          bytes.insert(bytes.end(), view.bytes, view.bytes + size);
        } else {
          for (size_t i = 0; i < size; ++i) bytes.push_back(view.byte(i));
        }
        return true;
      });
}

std::optional<uint64_t> iolist_size(Term term) {
  uint64_t size = 0;
  const bool valid = walk(
      term,
      [&](uint8_t) {
        ++size;
        return true;
      },
      [&](const BitsView& view) {
        size += view.bit_size / 8;
        return view.is_binary();
      });
  if (!valid) return std::nullopt;
  return size;
}

Term bitlist_to_bitstring(Heap& heap, Term term) {
  BitAppender out;
  const bool valid = walk(
      term,
      [&](uint8_t byte) {
        out.add(byte, 8);
        return true;
      },
      [&](const BitsView& view) {
        for (size_t i = 0; i < view.whole_bytes(); ++i) out.add(view.byte(i), 8);
        const uint32_t rest = static_cast<uint32_t>(view.bit_size % 8);
        if (rest != 0) out.add(view.trailing_bits(), rest);
        return true;
      });
  if (!valid) return Term::non_value();
  return make_bitstring(heap, out.bytes.data(), out.bit_size);
}

}  // namespace linac
