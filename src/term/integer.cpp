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

/// Division of two 32-bit digits by one, with two products instead of the processor's division.
/// Source: Möller and Granlund, "Improved division by invariant integers", algorithm 4.
class Divisor {
 public:
  explicit Divisor(uint32_t value)
      : shift_(__builtin_clz(value)),
        normal_(value << shift_),
        inverse_(static_cast<uint32_t>(~uint64_t{0} / normal_ - (uint64_t{1} << 32))) {}

  /// Divides the digits in place and returns the remainder.
  uint32_t divide(std::vector<uint32_t>& digits) const {
    uint32_t remainder = static_cast<uint32_t>(uint64_t{digits.back()} << shift_ >> 32);
    for (size_t i = digits.size(); i-- > 0;) {
      const uint32_t below = i > 0 ? digits[i - 1] : 0;
      const uint64_t pair = uint64_t{digits[i]} << 32 | below;
      digits[i] = step(remainder, static_cast<uint32_t>(pair << shift_ >> 32));
    }
    while (!digits.empty() && digits.back() == 0) digits.pop_back();
    return remainder >> shift_;
  }

 private:
  /// Quotient of `remainder` and `low` as one number; `remainder` becomes what is left.
  uint32_t step(uint32_t& remainder, uint32_t low) const {
    const uint64_t estimate = uint64_t{inverse_} * remainder + (uint64_t{remainder} << 32 | low);
    uint32_t quotient = static_cast<uint32_t>(estimate >> 32) + 1;
    uint32_t left = low - quotient * normal_;
    if (left > static_cast<uint32_t>(estimate)) {
      --quotient;
      left += normal_;
    }
    if (left >= normal_) {
      ++quotient;
      left -= normal_;
    }
    remainder = left;
    return quotient;
  }

  int shift_;
  uint32_t normal_;   ///< the divisor, its top bit set
  uint32_t inverse_;  ///< (2^64 - 1) / normal_ - 2^32
};

void append_big_reversed(std::string& text, Term big, uint32_t base) {
  std::vector<uint32_t> halves;
  halves.reserve(size_t{2} * big_limbs(big));
  for (uint32_t i = 0; i < big_limbs(big); ++i) {
    halves.push_back(static_cast<uint32_t>(big_magnitude(big)[i]));
    halves.push_back(static_cast<uint32_t>(big_magnitude(big)[i] >> 32));
  }
  while (!halves.empty() && halves.back() == 0) halves.pop_back();
  const DigitChunk chunk = digit_chunk(base);
  const Divisor divisor(chunk.power);
  while (!halves.empty()) {
    const uint32_t digits = divisor.divide(halves);
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
