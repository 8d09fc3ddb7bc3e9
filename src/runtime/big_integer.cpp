// SPDX-License-Identifier: Apache-2.0
//
// See big_integer.h. `Wide` holds a product of two limbs.
#include "runtime/big_integer.h"

#include <tommath.h>

#include <algorithm>

#include "memory/binary_data.h"
#include "term/integer.h"

namespace linac {

namespace {

using Wide = unsigned __int128;

/// From this many limbs in the shorter factor on, libtommath's subquadratic products are worth the
/// conversion.
constexpr uint32_t kLongProductLimbs = 48;

// --- libtommath

/// An mp_int that is released in the end. Running out of memory ends the program.
class TomInteger {
 public:
  TomInteger() { check(mp_init(&integer_)); }
  /// The magnitude of `view`.
  explicit TomInteger(const IntegerView& view) : TomInteger() {
    const uint64_t digits = (view.bit_length() + MP_DIGIT_BIT - 1) / MP_DIGIT_BIT;
    check(mp_grow(&integer_, static_cast<int>(digits)));
    for (uint64_t i = 0; i < digits; ++i) {
      integer_.dp[i] = static_cast<mp_digit>(bits_at(view, i * MP_DIGIT_BIT)) & MP_MASK;
    }
    integer_.used = static_cast<int>(digits);
  }
  ~TomInteger() { mp_clear(&integer_); }
  TomInteger(const TomInteger&) = delete;
  TomInteger& operator=(const TomInteger&) = delete;

  mp_int* get() { return &integer_; }

  Term to_term(Heap& heap, bool negative) const {
    const uint64_t digits = static_cast<uint64_t>(integer_.used);
    LimbBuffer limbs(static_cast<size_t>(digits * MP_DIGIT_BIT / 64 + 1));
    for (uint64_t i = 0; i < digits; ++i) {
      const size_t limb = static_cast<size_t>(i * MP_DIGIT_BIT / 64);
      const int shift = static_cast<int>(i * MP_DIGIT_BIT % 64);
      limbs[limb] |= static_cast<Word>(integer_.dp[i]) << shift;
      if (shift + MP_DIGIT_BIT > 64 && limb + 1 < limbs.size()) {
        limbs[limb + 1] |= static_cast<Word>(integer_.dp[i]) >> (64 - shift);
      }
    }
    return make_integer(heap, limbs.data(), limbs.size(), negative);
  }

  static void check(mp_err status) {
    if (status != MP_OKAY) out_of_memory(0);
  }

 private:
  /// 64 bits from bit `position` on.
  static Word bits_at(const IntegerView& view, uint64_t position) {
    const uint32_t limb = static_cast<uint32_t>(position / 64);
    const uint32_t shift = position % 64;
    Word bits = view.limbs()[limb] >> shift;
    if (shift != 0 && limb + 1 < view.size()) bits |= view.limbs()[limb + 1] << (64 - shift);
    return bits;
  }

  mp_int integer_;
};

// --- magnitudes

int compare_magnitudes(const IntegerView& a, const IntegerView& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (uint32_t i = a.size(); i-- > 0;) {
    if (a.limbs()[i] != b.limbs()[i]) return a.limbs()[i] < b.limbs()[i] ? -1 : 1;
  }
  return 0;
}

Term add_magnitudes(Heap& heap, const IntegerView& a, const IntegerView& b, bool negative) {
  const IntegerView& longer = a.size() >= b.size() ? a : b;
  const IntegerView& shorter = a.size() >= b.size() ? b : a;
  LimbBuffer sum(size_t{longer.size()} + 1);
  Word* const out = sum.data();
  Word carry = 0;
  for (uint32_t i = 0; i < longer.size(); ++i) {
    const Wide limb =
        Wide{longer.limbs()[i]} + (i < shorter.size() ? shorter.limbs()[i] : 0) + carry;
    out[i] = static_cast<Word>(limb);
    carry = static_cast<Word>(limb >> 64);
  }
  out[longer.size()] = carry;
  return make_integer(heap, out, sum.size(), negative);
}

/// |a| - |b|. Precondition: |a| >= |b|.
Term subtract_magnitudes(Heap& heap, const IntegerView& a, const IntegerView& b, bool negative) {
  LimbBuffer difference(a.size());
  Word* const out = difference.data();
  Word borrow = 0;
  for (uint32_t i = 0; i < a.size(); ++i) {
    const Wide limb = Wide{a.limbs()[i]} - (i < b.size() ? b.limbs()[i] : 0) - borrow;
    out[i] = static_cast<Word>(limb);
    borrow = static_cast<Word>(limb >> 64) & 1;
  }
  return make_integer(heap, out, difference.size(), negative);
}

Term multiply_limbs(Heap& heap, const IntegerView& a, const IntegerView& b, bool negative) {
  LimbBuffer product(size_t{a.size()} + b.size());
  Word* const out = product.data();
  for (uint32_t i = 0; i < a.size(); ++i) {
    Word carry = 0;
    for (uint32_t j = 0; j < b.size(); ++j) {
      const Wide limb = Wide{a.limbs()[i]} * b.limbs()[j] + out[i + j] + carry;
      out[i + j] = static_cast<Word>(limb);
      carry = static_cast<Word>(limb >> 64);
    }
    out[i + b.size()] = carry;
  }
  return make_integer(heap, out, product.size(), negative);
}

Wide wide_value(const IntegerView& view) {
  const Wide low = view.size() > 0 ? view.limbs()[0] : 0;
  const Wide high = view.size() > 1 ? view.limbs()[1] : 0;
  return high << 64 | low;
}

Term make_wide_integer(Heap& heap, Wide magnitude, bool negative) {
  const Word limbs[] = {static_cast<Word>(magnitude), static_cast<Word>(magnitude >> 64)};
  return make_integer(heap, limbs, 2, negative);
}

struct LimbDivision {
  Word quotient;
  uint32_t remainder;
};

/// Divides `above` * 2^64 + `limb` by a divisor below 2^32. Precondition: `above` < `divisor`.
LimbDivision divide_limb(uint32_t above, Word limb, uint32_t divisor) {
  const Word high = Word{above} << 32 | limb >> 32;
  const Word high_quotient = high / divisor;
  const Word low = (high - high_quotient * divisor) << 32 | (limb & 0xffffffff);
  const Word low_quotient = low / divisor;
  return {high_quotient << 32 | low_quotient, static_cast<uint32_t>(low - low_quotient * divisor)};
}

/// Quotient of |a| by a divisor below 2^32.
Term divide_by_half_limb(Heap& heap, const IntegerView& a, uint32_t divisor, bool negative) {
  LimbBuffer quotient(a.size());
  LimbDivision step{0, 0};
  for (uint32_t i = a.size(); i-- > 0;) {
    step = divide_limb(step.remainder, a.limbs()[i], divisor);
    quotient[i] = step.quotient;
  }
  return make_integer(heap, quotient.data(), quotient.size(), negative);
}

/// What is left of |a|.
Word remainder_by_half_limb(const IntegerView& a, uint32_t divisor) {
  LimbDivision step{0, 0};
  for (uint32_t i = a.size(); i-- > 0;) step = divide_limb(step.remainder, a.limbs()[i], divisor);
  return step.remainder;
}

bool fits_half_limb(const IntegerView& view) {
  return view.size() == 1 && view.limbs()[0] <= 0xffffffff;
}

// --- two's complement

/// The limbs of an integer's two's complement, lowest first, without end.
class ComplementReader {
 public:
  explicit ComplementReader(const IntegerView& view) : view_(view), carry_(view.negative()) {}
  Word next() {
    const Word limb = index_ < view_.size() ? view_.limbs()[index_] : 0;
    ++index_;
    if (!view_.negative()) return limb;
    const Word complement = ~limb + (carry_ ? 1 : 0);
    carry_ = carry_ && limb == 0;
    return complement;
  }

 private:
  const IntegerView& view_;
  bool carry_;
  uint32_t index_ = 0;
};

Word combine(Word a, Word b, BitOperation operation) {
  switch (operation) {
    case BitOperation::kAnd:
      return a & b;
    case BitOperation::kOr:
      return a | b;
    default:
      return a ^ b;
  }
}

}  // namespace

IntegerView::IntegerView(Term integer) {
  if (!integer.is_small()) {
    limbs_ = big_magnitude(integer);
    size_ = big_limbs(integer);
    negative_ = big_is_negative(integer);
    return;
  }
  const int64_t value = integer.small_value();
  negative_ = value < 0;
  small_ = static_cast<Word>(negative_ ? -value : value);
  limbs_ = &small_;
  size_ = value == 0 ? 0 : 1;
}

Term add_integers(Heap& heap, const IntegerView& a, const IntegerView& b) {
  if (a.negative() == b.negative()) return add_magnitudes(heap, a, b, a.negative());
  if (compare_magnitudes(a, b) >= 0) return subtract_magnitudes(heap, a, b, a.negative());
  return subtract_magnitudes(heap, b, a, b.negative());
}

Term multiply_integers(Heap& heap, const IntegerView& a, const IntegerView& b) {
  const bool negative = a.negative() != b.negative();
  // The exact bound is make_integer's; this one spares the work.
  if (a.bit_length() + b.bit_length() > (uint64_t{kMaxLimbs} + 1) * 64) return Term::non_value();
  if (std::min(a.size(), b.size()) < kLongProductLimbs) return multiply_limbs(heap, a, b, negative);
  TomInteger factor_a(a);
  TomInteger factor_b(b);
  TomInteger product;
  TomInteger::check(mp_mul(factor_a.get(), factor_b.get(), product.get()));
  return product.to_term(heap, negative);
}

Term quotient_of_integers(Heap& heap, const IntegerView& a, const IntegerView& b) {
  const bool negative = a.negative() != b.negative();
  if (a.size() <= 2 && b.size() <= 2) {
    return make_wide_integer(heap, wide_value(a) / wide_value(b), negative);
  }
  if (compare_magnitudes(a, b) < 0) return Term::small(0);
  if (fits_half_limb(b)) {
    return divide_by_half_limb(heap, a, static_cast<uint32_t>(b.limbs()[0]), negative);
  }
  TomInteger dividend(a);
  TomInteger divisor(b);
  TomInteger quotient;
  TomInteger::check(mp_div(dividend.get(), divisor.get(), quotient.get(), nullptr));
  return quotient.to_term(heap, negative);
}

Term remainder_of_integers(Heap& heap, const IntegerView& a, const IntegerView& b) {
  if (a.size() <= 2 && b.size() <= 2) {
    return make_wide_integer(heap, wide_value(a) % wide_value(b), a.negative());
  }
  if (compare_magnitudes(a, b) < 0) return make_integer(heap, a.limbs(), a.size(), a.negative());
  if (fits_half_limb(b)) {
    const Word left = remainder_by_half_limb(a, static_cast<uint32_t>(b.limbs()[0]));
    return make_integer(heap, &left, 1, a.negative());
  }
  TomInteger dividend(a);
  TomInteger divisor(b);
  TomInteger remainder;
  TomInteger::check(mp_div(dividend.get(), divisor.get(), nullptr, remainder.get()));
  return remainder.to_term(heap, a.negative());
}

Term combine_bits(Heap& heap, const IntegerView& a, const IntegerView& b, BitOperation operation) {
  LimbBuffer result(size_t{std::max(a.size(), b.size())} + 1);
  ComplementReader reader_a(a);
  ComplementReader reader_b(b);
  for (size_t i = 0; i < result.size(); ++i) {
    result[i] = combine(reader_a.next(), reader_b.next(), operation);
  }
  const bool negative = result[result.size() - 1] >> 63 != 0;
  bool carry = negative;
  for (size_t i = 0; negative && i < result.size(); ++i) {
    const Word limb = result[i];
    result[i] = ~limb + (carry ? 1 : 0);
    carry = carry && limb == 0;
  }
  return make_integer(heap, result.data(), result.size(), negative);
}

Term shift_integer_left(Heap& heap, const IntegerView& a, uint64_t bits) {
  if (a.size() == 0) return Term::small(0);
  if (bits > uint64_t{kMaxLimbs} * 64 || a.bit_length() + bits > uint64_t{kMaxLimbs} * 64) {
    return Term::non_value();
  }
  const size_t limbs = static_cast<size_t>(bits / 64);
  const uint32_t shift = bits % 64;
  LimbBuffer result(a.size() + limbs + 1);
  for (uint32_t i = 0; i < a.size(); ++i) {
    result[i + limbs] |= a.limbs()[i] << shift;
    if (shift != 0) result[i + limbs + 1] = a.limbs()[i] >> (64 - shift);
  }
  return make_integer(heap, result.data(), result.size(), a.negative());
}

Term shift_integer_right(Heap& heap, const IntegerView& a, uint64_t bits) {
  if (bits >= a.bit_length()) return Term::small(a.negative() ? -1 : 0);
  const uint32_t limbs = static_cast<uint32_t>(bits / 64);
  const uint32_t shift = bits % 64;
  LimbBuffer result(a.size() - limbs + 1);
  for (uint32_t i = limbs; i < a.size(); ++i) {
    Word limb = a.limbs()[i] >> shift;
    if (shift != 0 && i + 1 < a.size()) limb |= a.limbs()[i + 1] << (64 - shift);
    result[i - limbs] = limb;
  }
  bool lost = (a.limbs()[limbs] & ((Word{1} << shift) - 1)) != 0;
  for (uint32_t i = 0; i < limbs && !lost; ++i) lost = a.limbs()[i] != 0;
  for (size_t i = 0; a.negative() && lost && i < result.size(); ++i) {
    lost = ++result[i] == 0;  // the carry
  }
  return make_integer(heap, result.data(), result.size(), a.negative());
}

}  // namespace linac
