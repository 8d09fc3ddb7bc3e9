// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic against OTP's results, and laws that hold for integers of any length.
#include "runtime/arithmetic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "otp_arithmetic.h"
#include "runtime/integer_text.h"
#include "term/atom.h"
#include "term/compare.h"
#include "term/integer.h"
#include "term/print.h"

namespace linac {
namespace {

using Binary = Term (*)(Heap&, Term, Term, Term&);
using Unary = Term (*)(Heap&, Term, Term&);

struct BinaryName {
  std::string_view name;
  Binary function;
};
constexpr BinaryName kBinaries[] = {
    {"'+'", add},          {"'-'", subtract},          {"'*'", multiply},
    {"'/'", divide},       {"'div'", divide_integers}, {"'rem'", remainder},
    {"'band'", bit_and},   {"'bor'", bit_or},          {"'bxor'", bit_xor},
    {"'bsl'", shift_left}, {"'bsr'", shift_right}};

struct UnaryName {
  std::string_view name;
  Unary function;
};
constexpr UnaryName kUnaries[] = {{"'-'", negate},   {"'+'", plus},       {"'bnot'", bit_not},
                                  {"abs", absolute}, {"float", to_float}, {"trunc", truncate},
                                  {"round", round},  {"floor", floor},    {"ceil", ceiling}};

/// A number, or one of the few other terms of the tables.
Term read_term(Heap& heap, const std::string& text) {
  Term error;
  const Term integer = parse_integer(heap, text, 10, error);
  if (integer) return integer;
  if (text == "[]") return Term::nil();
  if (text == "{}" || text == "<<>>") return heap.tuple();
  char* end;
  const double value = std::strtod(text.c_str(), &end);
  if (end == text.c_str() + text.size()) return heap.floating(value);
  return intern(text);
}

std::string write(Term term) { return print(term, {PrintStyle::kWrite, 0}); }

/// Calls `check` with the words of each line of a table.
template <typename Check>
int for_each_row(const char* table, Check check) {
  std::istringstream lines(table);
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    std::istringstream words(line);
    std::vector<std::string> row;
    for (std::string word; words >> word;) row.push_back(word);
    check(row, line);
    ++rows;
  }
  return rows;
}

TEST(Arithmetic, BinaryOperatorsAsInOtp) {
  BlockHeap heap;
  const int rows =
      for_each_row(kOtpBinaryOperations, [&](const std::vector<std::string>& row, auto& line) {
        ASSERT_EQ(row.size(), 5u) << line;
        for (const BinaryName& binary : kBinaries) {
          if (binary.name != row[0]) continue;
          Term error;
          const Term result =
              binary.function(heap, read_term(heap, row[1]), read_term(heap, row[2]), error);
          EXPECT_EQ(write(result ? result : error), row[4]) << line;
          return;
        }
        FAIL() << line;
      });
  EXPECT_GT(rows, 500);
}

TEST(Arithmetic, UnaryOperatorsAsInOtp) {
  BlockHeap heap;
  const int rows =
      for_each_row(kOtpUnaryOperations, [&](const std::vector<std::string>& row, auto& line) {
        ASSERT_EQ(row.size(), 4u) << line;
        for (const UnaryName& unary : kUnaries) {
          if (unary.name != row[0]) continue;
          Term error;
          const Term result = unary.function(heap, read_term(heap, row[1]), error);
          EXPECT_EQ(write(result ? result : error), row[3]) << line;
          return;
        }
        FAIL() << line;
      });
  EXPECT_GT(rows, 200);
}

TEST(Arithmetic, UnaryPlusOfMinusZero) {
  BlockHeap heap;
  Term error;
  EXPECT_EQ(write(plus(heap, heap.floating(-0.0), error)), "0.0");
  EXPECT_EQ(write(negate(heap, heap.floating(0.0), error)), "-0.0");
  EXPECT_EQ(write(negate(heap, heap.floating(-0.0), error)), "0.0");
}

TEST(Arithmetic, NumberOrderAsInOtp) {
  BlockHeap heap;
  const int rows =
      for_each_row(kOtpNumberOrders, [&](const std::vector<std::string>& row, auto& line) {
        const int order = compare(read_term(heap, row[1]), read_term(heap, row[2]));
        EXPECT_EQ(std::to_string((order > 0) - (order < 0)), row[4]) << line;
      });
  EXPECT_GT(rows, 200);
}

/// An integer of up to `limbs` limbs, with many runs of zeros and ones.
Term random_integer(Heap& heap, std::mt19937_64& random, size_t limbs) {
  std::vector<Word> words(random() % limbs + 1);
  for (Word& word : words) {
    const Word kinds[] = {random(), 0, ~Word{0}, random() >> (random() % 64)};
    word = kinds[random() % 4];
  }
  return make_integer(heap, words.data(), words.size(), random() % 2 != 0);
}

TEST(Arithmetic, LawsOfIntegers) {
  std::mt19937_64 random(7);
  Term error;
  for (int round = 0; round < 3000; ++round) {
    BlockHeap heap;
    const size_t limbs = round % 100 == 0 ? 200 : round % 10 == 0 ? 60 : 4;
    const Term a = random_integer(heap, random, limbs);
    const Term b = random_integer(heap, random, limbs);
    const Term sum = add(heap, a, b, error);
    ASSERT_TRUE(equal_exact(subtract(heap, sum, b, error), a)) << write(a) << " " << write(b);
    ASSERT_TRUE(equal_exact(add(heap, b, a, error), sum));
    const Term product = multiply(heap, a, b, error);
    ASSERT_TRUE(equal_exact(multiply(heap, b, a, error), product));
    if (b != Term::small(0)) {
      ASSERT_TRUE(equal_exact(divide_integers(heap, product, b, error), a))
          << write(a) << " " << write(b);
      const Term quotient = divide_integers(heap, a, b, error);
      const Term rest = remainder(heap, a, b, error);
      ASSERT_TRUE(equal_exact(add(heap, multiply(heap, quotient, b, error), rest, error), a))
          << write(a) << " " << write(b);
      ASSERT_LT(compare(absolute(heap, rest, error), absolute(heap, b, error)), 0);
    }
    // a + b = (a bxor b) + 2 * (a band b), and a bor b = (a bxor b) bxor (a band b)
    const Term exclusive = bit_xor(heap, a, b, error);
    const Term both = bit_and(heap, a, b, error);
    const Term twice = shift_left(heap, both, Term::small(1), error);
    ASSERT_TRUE(equal_exact(add(heap, exclusive, twice, error), sum))
        << write(a) << " " << write(b);
    ASSERT_TRUE(equal_exact(bit_or(heap, a, b, error), bit_xor(heap, exclusive, both, error)));
    ASSERT_TRUE(equal_exact(bit_not(heap, a, error), subtract(heap, Term::small(-1), a, error)));
    const Term shift = Term::small(static_cast<int64_t>(random() % 300));
    const Term left = shift_left(heap, a, shift, error);
    ASSERT_TRUE(equal_exact(shift_right(heap, left, shift, error), a));
    ASSERT_TRUE(equal_exact(
        left, multiply(heap, a, shift_left(heap, Term::small(1), shift, error), error)));
  }
}

TEST(Arithmetic, LongProductsMeetShortOnes) {
  // (x * 2^k + y)^2 by parts, across the border to libtommath.
  std::mt19937_64 random(8);
  Term error;
  for (size_t limbs = 40; limbs < 60; ++limbs) {
    BlockHeap heap;
    std::vector<Word> words(limbs);
    for (Word& word : words) word = random();
    const Term all = make_integer(heap, words.data(), limbs, false);
    const Term high = make_integer(heap, words.data() + 20, limbs - 20, false);
    const Term low = make_integer(heap, words.data(), 20, false);
    const Term bits = Term::small(20 * 64);
    Term expected = shift_left(heap, multiply(heap, high, high, error), bits, error);
    const Term middle = multiply(heap, high, low, error);
    expected = add(heap, expected, add(heap, middle, middle, error), error);
    expected = shift_left(heap, expected, bits, error);
    expected = add(heap, expected, multiply(heap, low, low, error), error);
    EXPECT_TRUE(equal_exact(multiply(heap, all, all, error), expected)) << limbs;
  }
}

TEST(Arithmetic, TheLargestIntegers) {
  BlockHeap heap;
  Term error;
  const Term top = shift_left(heap, Term::small(1), Term::small(33554367), error);
  ASSERT_TRUE(top);
  EXPECT_EQ(big_limbs(top), kMaxLimbs);
  EXPECT_FALSE(add(heap, top, top, error));
  EXPECT_EQ(error, atoms::kSystemLimit);
  error = Term();
  EXPECT_FALSE(multiply(heap, top, Term::small(2), error));
  EXPECT_EQ(error, atoms::kSystemLimit);
  error = Term();
  EXPECT_FALSE(shift_left(heap, top, Term::small(1), error));
  EXPECT_EQ(error, atoms::kSystemLimit);
  EXPECT_EQ(shift_right(heap, top, Term::small(33554367), error), Term::small(1));
  EXPECT_TRUE(shift_left(heap, Term::small(-1), Term::small(33554367), error));
}

TEST(Arithmetic, IntegersFromDoubles) {
  BlockHeap heap;
  EXPECT_EQ(write(integer_from_double(heap, 1e22)), "10000000000000000000000");
  EXPECT_EQ(write(integer_from_double(heap, -9223372036854775808.0)), "-9223372036854775808");
  EXPECT_EQ(write(integer_from_double(heap, 9223372036854775808.0)), "9223372036854775808");
  EXPECT_EQ(write(integer_from_double(heap, 576460752303423488.0)), "576460752303423488");
  EXPECT_EQ(integer_from_double(heap, -576460752303423488.0), Term::small(kSmallMin));
  EXPECT_EQ(integer_from_double(heap, -0.9), Term::small(0));
  for (int exponent = 0; exponent < 1024; ++exponent) {
    const double value = std::ldexp(1.0 + 0x1p-52, exponent);
    bool ok;
    EXPECT_EQ(to_double(integer_from_double(heap, std::floor(value)), ok), std::floor(value));
    EXPECT_TRUE(ok);
  }
}

}  // namespace
}  // namespace linac
