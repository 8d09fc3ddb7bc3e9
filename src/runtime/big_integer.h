// SPDX-License-Identifier: Apache-2.0
//
// Integer arithmetic on magnitudes of 64-bit limbs, for arithmetic.cpp alone. Sums, bit operations,
// shifts and short products are done here; long products and quotients go to libtommath. Each
// operation returns a canonical integer, or the non-value if that would have more than kMaxLimbs.
#pragma once

#include <cstdint>
#include <memory>

#include "memory/heap.h"
#include "term/layout.h"

namespace linac {

/// Sign and magnitude of an integer term, small or big. Leading limbs are not zero; 0 has no limbs.
class IntegerView {
 public:
  /// Precondition: `integer` is an integer.
  explicit IntegerView(Term integer);
  IntegerView(const IntegerView&) = delete;
  IntegerView& operator=(const IntegerView&) = delete;

  const Word* limbs() const { return limbs_; }
  uint32_t size() const { return size_; }
  bool negative() const { return negative_; }
  void negate() { negative_ = !negative_; }
  uint64_t bit_length() const {
    return size_ == 0 ? 0 : uint64_t{size_} * 64 - __builtin_clzll(limbs_[size_ - 1]);
  }

 private:
  const Word* limbs_;
  uint32_t size_;
  bool negative_;
  Word small_;
};

/// Scratch limbs, all zero at first; a few need no allocation.
class LimbBuffer {
 public:
  explicit LimbBuffer(size_t size) : size_(size) {
    if (size > kInline) allocated_.reset(new Word[size]());
  }
  Word* data() { return size_ > kInline ? allocated_.get() : inline_; }
  size_t size() const { return size_; }
  Word& operator[](size_t index) { return data()[index]; }

 private:
  static constexpr size_t kInline = 8;
  size_t size_;
  Word inline_[kInline] = {};
  std::unique_ptr<Word[]> allocated_;
};

enum class BitOperation { kAnd, kOr, kXor };

Term add_integers(Heap& heap, const IntegerView& a, const IntegerView& b);
Term multiply_integers(Heap& heap, const IntegerView& a, const IntegerView& b);
/// Truncating quotient, and the remainder with the sign of `a`. Precondition: `b` is not zero.
Term quotient_of_integers(Heap& heap, const IntegerView& a, const IntegerView& b);
Term remainder_of_integers(Heap& heap, const IntegerView& a, const IntegerView& b);
/// On two's complements of unlimited length.
Term combine_bits(Heap& heap, const IntegerView& a, const IntegerView& b, BitOperation operation);
Term shift_integer_left(Heap& heap, const IntegerView& a, uint64_t bits);
/// Rounds towards minus infinity.
Term shift_integer_right(Heap& heap, const IntegerView& a, uint64_t bits);

}  // namespace linac
