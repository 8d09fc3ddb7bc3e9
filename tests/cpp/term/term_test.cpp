// SPDX-License-Identifier: Apache-2.0
//
// Every layout of a term's word, at every border.
#include "term/term.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace linac {
namespace {

TEST(SmallInteger, BordersOfTheRange) {
  EXPECT_TRUE(Term::fits_small(kSmallMax));
  EXPECT_TRUE(Term::fits_small(kSmallMin));
  EXPECT_FALSE(Term::fits_small(kSmallMax + 1));
  EXPECT_FALSE(Term::fits_small(kSmallMin - 1));
  EXPECT_EQ(kSmallMax, 576460752303423487);
  EXPECT_EQ(kSmallMin, -576460752303423488);
  for (const int64_t value :
       {kSmallMin, kSmallMin + 1, int64_t{-1}, int64_t{0}, int64_t{1}, kSmallMax - 1, kSmallMax}) {
    const Term term = Term::small(value);
    EXPECT_TRUE(term.is_small()) << value;
    EXPECT_TRUE(term.is_integer()) << value;
    EXPECT_TRUE(term.is_immediate()) << value;
    EXPECT_EQ(term.small_value(), value);
    EXPECT_EQ(term.bits(), static_cast<Word>(value));
    EXPECT_FALSE(term.is_immediate_float()) << value;
    EXPECT_FALSE(term.is_atom()) << value;
  }
  // The words just outside are no small integers.
  EXPECT_FALSE(Term(static_cast<Word>(kSmallMax) + 1).is_small());
  EXPECT_FALSE(Term(static_cast<Word>(kSmallMin) - 1).is_small());
}

TEST(SmallInteger, EveryPowerOfTwo) {
  for (int bit = 0; bit < 59; ++bit) {
    for (const int64_t delta : {-1, 0, 1}) {
      const int64_t value = (int64_t{1} << bit) + delta;
      EXPECT_EQ(Term::small(value).small_value(), value);
      EXPECT_EQ(Term::small(-value).small_value(), -value);
      EXPECT_TRUE(Term::small(-value).is_small());
    }
  }
}

/// What every finite double must satisfy.
void check_double(double value) {
  const Word bits = __builtin_bit_cast(Word, value);
  const int exponent = static_cast<int>(bits >> 52 & 0x7ff);
  const bool in_window = exponent >= 1023 - 127 && exponent <= 1023 + 128;
  ASSERT_EQ(Term::fits_immediate_float(value), in_window) << std::hexfloat << value;
  if (!in_window) return;
  const Term term = Term::immediate_float(value);
  ASSERT_TRUE(term.is_immediate_float()) << std::hexfloat << value;
  ASSERT_TRUE(term.tag() == Tag::kFloatLow || term.tag() == Tag::kFloatHigh);
  ASSERT_EQ(__builtin_bit_cast(Word, term.immediate_float_value()), bits);
  ASSERT_FALSE(term.is_small());
  ASSERT_FALSE(term.is_pointer());
}

TEST(ImmediateFloat, EveryExponentBorder) {
  for (Word exponent = 0; exponent < 0x7ff; ++exponent) {
    for (const Word mantissa : {Word{0}, Word{1}, (Word{1} << 51), (Word{1} << 52) - 1}) {
      for (const Word sign : {Word{0}, Word{1} << 63}) {
        check_double(__builtin_bit_cast(double, sign | exponent << 52 | mantissa));
      }
    }
  }
}

TEST(ImmediateFloat, BorderValues) {
  EXPECT_TRUE(Term::fits_immediate_float(std::ldexp(1.0, -127)));
  EXPECT_FALSE(Term::fits_immediate_float(std::nextafter(std::ldexp(1.0, -127), 0)));
  EXPECT_TRUE(Term::fits_immediate_float(std::nextafter(std::ldexp(1.0, 129), 0)));
  EXPECT_FALSE(Term::fits_immediate_float(std::ldexp(1.0, 129)));
  EXPECT_FALSE(Term::fits_immediate_float(0.0));
  EXPECT_FALSE(Term::fits_immediate_float(-0.0));
  EXPECT_FALSE(Term::fits_immediate_float(std::numeric_limits<double>::denorm_min()));
  EXPECT_FALSE(Term::fits_immediate_float(std::numeric_limits<double>::max()));
  EXPECT_FALSE(Term::fits_immediate_float(-std::numeric_limits<double>::max()));
  EXPECT_FALSE(Term::fits_immediate_float(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(Term::fits_immediate_float(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_TRUE(Term::fits_immediate_float(1.0));
  EXPECT_TRUE(Term::fits_immediate_float(-1e38));
}

/// One word of each kind, with the predicate that alone must accept it.
struct Sample {
  const char* name;
  Term term;
  bool (Term::*predicate)() const;
};

std::vector<Sample> samples() {
  alignas(8) static Word object[2] = {};
  return {
      {"small", Term::small(5), &Term::is_small},
      {"negative small", Term::small(-5), &Term::is_small},
      {"float", Term::immediate_float(1.5), &Term::is_immediate_float},
      {"large float", Term::immediate_float(-1e30), &Term::is_immediate_float},
      {"atom", Term::atom(0), &Term::is_atom},
      {"last atom", Term::atom(0xffffffff), &Term::is_atom},
      {"nil", Term::nil(), &Term::is_nil},
      {"pid", Term::pid(0), &Term::is_local_pid},
      {"last pid", Term::pid(kSubtagPayloadMask), &Term::is_local_pid},
      {"port", Term::port(0), &Term::is_local_port},
      {"last port", Term::port(kSubtagPayloadMask), &Term::is_local_port},
      {"non-value", Term::non_value(), &Term::is_non_value},
      {"cons", Term::pointer(Tag::kCons, object), &Term::is_cons},
      {"tuple", Term::pointer(Tag::kTuple, object), &Term::is_tuple},
      {"map", Term::pointer(Tag::kMap, object), &Term::is_map},
      {"bitstring", Term::pointer(Tag::kBitstring, object), &Term::is_bitstring},
      {"fun", Term::pointer(Tag::kFun, object), &Term::is_fun},
      {"big integer", Term::pointer(Tag::kBigInteger, object), &Term::is_big_integer},
      {"boxed", Term::pointer(Tag::kBoxed, object), &Term::is_boxed},
      {"header", Term(tag_bits(Tag::kHeader) | 1), &Term::is_header},
      {"return address", Term::return_address(7), &Term::is_return_address},
      {"catch tag", Term::catch_tag(7), &Term::is_catch_tag},
  };
}

TEST(Tags, NoTwoPredicatesAcceptTheSameWord) {
  const std::vector<Sample> all = samples();
  for (const Sample& a : all) {
    for (const Sample& b : all) {
      EXPECT_EQ((a.term.*b.predicate)(), a.predicate == b.predicate)
          << a.name << " asked by the predicate of " << b.name;
    }
  }
}

TEST(Tags, PointersAreExactlyTheSevenPointerTags) {
  for (unsigned tag = 0; tag < 16; ++tag) {
    const Term term(Word{tag} << kTagShift | 0x1000);
    const bool expected = (tag >= 1 && tag <= 5) || tag == 8 || tag == 9;
    EXPECT_EQ(term.is_pointer(), expected) << tag;
    EXPECT_NE(term.is_pointer(), term.is_immediate()) << tag;
    EXPECT_EQ(static_cast<unsigned>(term.tag()), tag);
  }
}

TEST(Tags, PayloadsComeBack) {
  alignas(8) Word object[2] = {};
  for (const Tag tag : {Tag::kCons, Tag::kTuple, Tag::kMap, Tag::kBitstring, Tag::kFun,
                        Tag::kBigInteger, Tag::kBoxed}) {
    EXPECT_EQ(Term::pointer(tag, object).address(), object);
    EXPECT_EQ(Term::pointer(tag, object).tag(), tag);
  }
  EXPECT_EQ(Term::atom(0xffffffff).atom_index(), 0xffffffffu);
  EXPECT_EQ(Term::pid(kSubtagPayloadMask).special_number(), kSubtagPayloadMask);
  EXPECT_EQ(Term::port(12).special_number(), 12u);
  EXPECT_EQ(Term::return_address(0xffffffff).slot(), 0xffffffffu);
  EXPECT_EQ(Term::catch_tag(3).slot(), 3u);
}

TEST(Tags, TheNonValueIsFalse) {
  EXPECT_FALSE(static_cast<bool>(Term()));
  EXPECT_FALSE(static_cast<bool>(Term::non_value()));
  EXPECT_TRUE(static_cast<bool>(Term::nil()));
  EXPECT_TRUE(static_cast<bool>(Term::small(0)));
}

}  // namespace
}  // namespace linac
