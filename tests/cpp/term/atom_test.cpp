// SPDX-License-Identifier: Apache-2.0
#include "term/atom.h"

#include <gtest/gtest.h>

#include <set>

namespace linac {
namespace {

struct Named {
  Term atom;
  std::string_view text;
};
constexpr Named kNamed[] = {
#define LINAC_ATOM(name, text) {atoms::name, text},
#include "term/atom.def"
#undef LINAC_ATOM
};

TEST(Atom, PredefinedOnesHaveTheirTexts) {
  std::set<std::string_view> texts;
  for (const Named& named : kNamed) {
    EXPECT_EQ(atom_text(named.atom), named.text);
    EXPECT_EQ(intern(named.text), named.atom) << named.text;
    EXPECT_TRUE(texts.insert(named.text).second) << named.text << " occurs twice";
  }
  EXPECT_EQ(atom_text(atoms::kNil), "[]");
  EXPECT_EQ(atoms::boolean(true), atoms::kTrue);
  EXPECT_EQ(atoms::boolean(false), atoms::kFalse);
}

TEST(Atom, InternsOnce) {
  EXPECT_FALSE(find_atom("an atom of this test"));
  const Term atom = intern("an atom of this test");
  const uint32_t count = atom_count();
  EXPECT_EQ(intern("an atom of this test"), atom);
  EXPECT_EQ(find_atom("an atom of this test"), atom);
  EXPECT_EQ(atom_count(), count);
  EXPECT_EQ(atom_text(atom), "an atom of this test");
}

TEST(Atom, ManyStayReachable) {
  std::vector<Term> made;
  std::vector<std::string_view> texts;
  for (int i = 0; i < 20000; ++i) {
    made.push_back(intern("many_" + std::to_string(i)));
    texts.push_back(atom_text(made.back()));
  }
  for (int i = 0; i < 20000; ++i) {
    const size_t index = static_cast<size_t>(i);
    ASSERT_EQ(texts[index], "many_" + std::to_string(i));
    ASSERT_EQ(intern("many_" + std::to_string(i)), made[index]);
  }
}

TEST(Atom, LengthCountsCharacters) {
  const std::string greek = "\xce\xa9";
  std::string longest;
  for (uint32_t i = 0; i < kMaxAtomCharacters; ++i) longest += greek;
  EXPECT_EQ(atom_length(longest), 255);
  EXPECT_TRUE(intern(longest));
  EXPECT_FALSE(intern(longest + "a"));
  EXPECT_TRUE(intern(std::string(255, 'x')));
  EXPECT_FALSE(intern(std::string(256, 'x')));
  EXPECT_FALSE(intern_latin1(std::string(256, 'x')));
}

TEST(Atom, Latin1IsConverted) {
  EXPECT_EQ(atom_text(intern_latin1("\xe9t\xe9")), "\xc3\xa9t\xc3\xa9");
  EXPECT_EQ(intern_latin1("ok"), atoms::kOk);
}

TEST(Atom, MalformedTextIsRefused) {
  for (const char* text : {"\x80", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                           "\xf5\x80\x80\x80", "\xf4\x90\x80\x80", "a\xffz", "\xe2\x82"}) {
    EXPECT_FALSE(intern(text)) << text;
    EXPECT_EQ(atom_length(text), -1) << text;
  }
}

TEST(Atom, OrderIsByCodePoint) {
  EXPECT_LT(compare_atoms(intern("a"), intern("b")), 0);
  EXPECT_LT(compare_atoms(intern("a"), intern("ab")), 0);
  EXPECT_GT(compare_atoms(intern("\xf0\x9f\x98\x80"), intern("\xef\xbf\xbd")), 0);
  EXPECT_LT(compare_atoms(atoms::kEmpty, atoms::kNil), 0);
  EXPECT_EQ(compare_atoms(atoms::kOk, intern("ok")), 0);
}

}  // namespace
}  // namespace linac
