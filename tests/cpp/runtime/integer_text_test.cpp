// SPDX-License-Identifier: Apache-2.0
#include "runtime/integer_text.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "term/atom.h"
#include "term/compare.h"
#include "term/integer.h"

namespace linac {
namespace {

TEST(IntegerText, KnownTexts) {
  BlockHeap heap;
  EXPECT_EQ(integer_text(Term::small(0)), "0");
  EXPECT_EQ(integer_text(Term::small(255), 16), "FF");
  EXPECT_EQ(integer_text(Term::small(-255), 36), "-73");
  EXPECT_EQ(integer_text(Term::small(kSmallMin)), "-576460752303423488");
  EXPECT_EQ(integer_text(heap.unsigned_integer(~uint64_t{0})), "18446744073709551615");
  EXPECT_EQ(integer_text(heap.integer(INT64_MIN), 2), "-1" + std::string(63, '0'));
  const Word limbs[] = {0, 0, 1};  // 2^128
  EXPECT_EQ(integer_text(make_integer(heap, limbs, 3, false)),
            "340282366920938463463374607431768211456");
  EXPECT_EQ(integer_text(make_integer(heap, limbs, 3, true), 16), "-1" + std::string(32, '0'));
}

TEST(IntegerText, EveryBaseReadsBack) {
  std::mt19937_64 random(3);
  for (int base = 2; base <= 36; ++base) {
    for (size_t limbs = 0; limbs < 12; ++limbs) {
      BlockHeap heap;
      std::vector<Word> words(limbs);
      for (Word& word : words) word = random();
      const Term integer = make_integer(heap, words.data(), limbs, limbs % 2 != 0);
      std::string text = integer_text(integer, base);
      Term error;
      ASSERT_TRUE(equal_exact(parse_integer(heap, text, base, error), integer)) << text;
      for (char& c : text) c = static_cast<char>(c >= 'A' ? c | 0x20 : c);
      ASSERT_TRUE(equal_exact(parse_integer(heap, text, base, error), integer)) << text;
    }
  }
}

TEST(IntegerText, WhatIsReadAndWhatIsNot) {
  BlockHeap heap;
  Term error;
  EXPECT_EQ(parse_integer(heap, "+5", 10, error), Term::small(5));
  EXPECT_EQ(parse_integer(heap, "-0", 10, error), Term::small(0));
  EXPECT_EQ(parse_integer(heap, "000000000000000000000000000000000012", 10, error),
            Term::small(12));
  EXPECT_EQ(parse_integer(heap, "zZ", 36, error), Term::small(35 * 36 + 35));
  EXPECT_EQ(parse_integer(heap, "-576460752303423488", 10, error), Term::small(kSmallMin));
  for (const char* text : {"", "-", "+", "+-5", "12a", " 5", "5 ", "1_0", "0x1", "-\xff"}) {
    error = Term();
    EXPECT_FALSE(parse_integer(heap, text, 10, error)) << text;
    EXPECT_EQ(error, atoms::kBadarg) << text;
  }
  EXPECT_FALSE(parse_integer(heap, "2", 2, error));
}

TEST(IntegerText, TenThousandDigits) {
  BlockHeap heap;
  std::string text;
  for (int i = 0; i < 10'000; ++i) text.push_back(static_cast<char>('1' + i % 9));
  Term error;
  EXPECT_EQ(integer_text(parse_integer(heap, text, 10, error)), text);
}

TEST(IntegerText, TooManyDigitsAreALimit) {
  BlockHeap heap;
  Term error;
  EXPECT_FALSE(parse_integer(heap, std::string(12'000'000, '9'), 10, error));
  EXPECT_EQ(error, atoms::kSystemLimit);
}

}  // namespace
}  // namespace linac
