// SPDX-License-Identifier: Apache-2.0
#include "bifs/regex_pattern.h"

#include <gtest/gtest.h>

#include "bifs/argument.h"
#include "term/atom.h"
#include "term/bitstring.h"

namespace linac {
namespace {

class RegexPattern : public ::testing::Test {
 protected:
  Term compiled(const std::string& text, int options = 0) {
    PatternError error;
    const Pattern pattern = compile_pattern(text, options, error);
    EXPECT_NE(pattern, nullptr) << error.text;
    return pattern_term(heap, pattern.get(), false);
  }
  Term with_code(const std::string& bytes) {
    return heap.tuple(intern("re_pattern"), Term::small(0), Term::small(0), Term::small(0),
                      make_binary(heap, bytes.data(), bytes.size()));
  }
  BlockHeap heap;
};

TEST_F(RegexPattern, ComesBackFromATerm) {
  const auto given = read_pattern(compiled("(?<a>x)(?<b>y)|(z)"));
  ASSERT_TRUE(given);
  EXPECT_EQ(capture_count(given->code.get()), 3);
  const auto names = group_names(given->code.get());
  ASSERT_EQ(names.size(), 2u);
  EXPECT_EQ(names[0].name, "a");
  EXPECT_EQ(names[1].groups, std::vector<int>{2});
}

TEST_F(RegexPattern, HasTheHeaderOf64BitMachines) {
  const auto bytes = read_binary(tuple_element(compiled("a"), 4));
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->substr(0, 4), "ERCP");
  EXPECT_EQ(static_cast<uint8_t>((*bytes)[34]), 64);  // where the name table would be
  EXPECT_EQ(bytes->size(), static_cast<uint8_t>((*bytes)[4]));
}

TEST_F(RegexPattern, NamesThatStandForSeveralGroups) {
  const auto given = read_pattern(compiled("(?<n>a)|(?<n>b)|(?<m>c)", PCRE_DUPNAMES));
  ASSERT_TRUE(given);
  const auto names = group_names(given->code.get());
  ASSERT_EQ(names.size(), 2u);
  EXPECT_EQ(names[0].groups, std::vector<int>{3});
  EXPECT_EQ(names[1].groups, (std::vector<int>{1, 2}));
}

TEST_F(RegexPattern, DamagedHeadersAreNone) {
  const std::string good = *read_binary(tuple_element(compiled("(?<name>a)b"), 4));
  EXPECT_TRUE(read_pattern(with_code(good)));
  EXPECT_FALSE(read_pattern(with_code("")));
  EXPECT_FALSE(read_pattern(with_code(good.substr(0, good.size() - 1))));
  EXPECT_FALSE(read_pattern(with_code(good + "x")));
  for (const size_t at : {size_t{0}, size_t{4}, size_t{34}, size_t{37}, size_t{39}}) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x40);
    EXPECT_FALSE(read_pattern(with_code(bad))) << at;
  }
}

TEST_F(RegexPattern, DeepNestingIsAnErrorNotAnOverflow) {
  PatternError error;
  EXPECT_EQ(compile_pattern(std::string(100000, '('), 0, error), nullptr);
  EXPECT_NE(std::string_view(error.text), "");
}

}  // namespace
}  // namespace linac
