// SPDX-License-Identifier: Apache-2.0
//
// Reading digits: a magnitude in 32-bit halves of limbs, multiplied by the largest power of the
// base that fits 32 bits for each chunk of digits.
#include "runtime/integer_text.h"

#include <algorithm>
#include <vector>

#include "term/atom.h"
#include "term/integer.h"

namespace linac {

namespace {

/// Value of a digit, or 36 if it is none.
uint32_t digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<uint32_t>(c - '0');
  if (c >= 'A' && c <= 'Z') return static_cast<uint32_t>(c - 'A' + 10);
  if (c >= 'a' && c <= 'z') return static_cast<uint32_t>(c - 'a' + 10);
  return 36;
}

/// halves = halves * factor + summand
void multiply_add(std::vector<uint32_t>& halves, uint32_t factor, uint32_t summand) {
  uint64_t carry = summand;
  for (uint32_t& half : halves) {
    carry += uint64_t{half} * factor;
    half = static_cast<uint32_t>(carry);
    carry >>= 32;
  }
  if (carry != 0) halves.push_back(static_cast<uint32_t>(carry));
}

/// Whether that many digits, the first one not 0, surely make too large an integer.
bool are_too_many(size_t digits, uint32_t base) {
  const uint64_t bits_per_digit = 31 - static_cast<uint64_t>(__builtin_clz(base));  // rounded down
  return (digits - 1) * bits_per_digit > uint64_t{kMaxLimbs} * 64;
}

}  // namespace

std::string integer_text(Term integer, int base) {
  std::string text;
  append_integer(text, integer, base);
  return text;
}

Term parse_integer(Heap& heap, std::string_view text, int base_argument, Term& error) {
  const uint32_t base = static_cast<uint32_t>(base_argument);
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  const bool well_formed = !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return digit_value(c) < base;
  });
  if (!well_formed) {
    error = atoms::kBadarg;
    return Term::non_value();
  }
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  const DigitChunk chunk = digit_chunk(base);
  std::vector<uint32_t> halves;
  if (are_too_many(text.size(), base)) {
    error = atoms::kSystemLimit;
    return Term::non_value();
  }
  while (!text.empty()) {
    uint32_t factor = 1;
    uint32_t digits = 0;
    const size_t count = std::min(text.size(), static_cast<size_t>(chunk.digits));
    for (size_t i = 0; i < count; ++i) {
      factor *= base;
      digits = digits * base + digit_value(text[i]);
    }
    multiply_add(halves, factor, digits);
    text.remove_prefix(count);
  }
  std::vector<Word> limbs((halves.size() + 1) / 2);
  for (size_t i = 0; i < halves.size(); ++i) limbs[i / 2] |= Word{halves[i]} << (i % 2 * 32);
  const Term integer = make_integer(heap, limbs.data(), limbs.size(), negative);
  if (!integer) error = atoms::kSystemLimit;
  return integer;
}

}  // namespace linac
