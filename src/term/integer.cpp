// SPDX-License-Identifier: Apache-2.0
//
// Digits come from repeated division of the magnitude, in 32-bit halves of limbs, by the largest
// power of the base that fits 32 bits.
#include "term/integer.h"

#include <algorithm>
#include <vector>

#include "term/layout.h"

namespace linac {

namespace {

constexpr char kDigits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Appends at least `least` digits of `value`, the last one first.
void append_reversed(std::string& text, uint64_t value, uint32_t base, int least) {
  for (; value != 0 || least > 0; value /= base, --least) text.push_back(kDigits[value % base]);
}

/// Divides in place and returns the remainder.
uint32_t divide_halves(std::vector<uint32_t>& halves, uint32_t divisor) {
  uint64_t remainder = 0;
  for (size_t i = halves.size(); i-- > 0;) {
    const uint64_t dividend = remainder << 32 | halves[i];
    halves[i] = static_cast<uint32_t>(dividend / divisor);
    remainder = dividend % divisor;
  }
  while (!halves.empty() && halves.back() == 0) halves.pop_back();
  return static_cast<uint32_t>(remainder);
}

void append_big_reversed(std::string& text, Term big, uint32_t base) {
  std::vector<uint32_t> halves;
  halves.reserve(size_t{2} * big_limbs(big));
  for (uint32_t i = 0; i < big_limbs(big); ++i) {
    halves.push_back(static_cast<uint32_t>(big_magnitude(big)[i]));
    halves.push_back(static_cast<uint32_t>(big_magnitude(big)[i] >> 32));
  }
  const DigitChunk chunk = digit_chunk(base);
  while (!halves.empty()) {
    const uint32_t digits = divide_halves(halves, chunk.power);
    append_reversed(text, digits, base, halves.empty() ? 0 : chunk.digits);
  }
}

}  // namespace

Term make_integer(Heap& heap, const Word* limbs, size_t count, bool negative) {
  while (count > 0 && limbs[count - 1] == 0) --count;
  if (count == 0) return Term::small(0);
  if (count == 1 && limbs[0] <= static_cast<Word>(kSmallMax) + (negative ? 1 : 0)) {
    const int64_t magnitude = static_cast<int64_t>(limbs[0]);
    return Term::small(negative ? -magnitude : magnitude);
  }
  if (count > kMaxLimbs) return Term::non_value();
  Word* const at = heap.allocate(static_cast<uint32_t>(1 + count));
  at[0] = make_header(Kind::kBigInteger, static_cast<uint32_t>(count), negative ? 1 : 0);
  std::copy(limbs, limbs + count, at + 1);
  return Term::pointer(Tag::kBigInteger, at);
}

void append_integer(std::string& text, Term integer, int base) {
  const size_t start = text.size();
  bool negative;
  if (integer.is_small()) {
    const int64_t value = integer.small_value();
    negative = value < 0;
    append_reversed(text, static_cast<uint64_t>(negative ? -value : value),
                    static_cast<uint32_t>(base), 1);
  } else {
    negative = big_is_negative(integer);
    append_big_reversed(text, integer, static_cast<uint32_t>(base));
  }
  if (negative) text.push_back('-');
  std::reverse(text.begin() + static_cast<std::ptrdiff_t>(start), text.end());
}

}  // namespace linac
