// SPDX-License-Identifier: Apache-2.0
#include "term/print.h"

#include <gtest/gtest.h>

#include "../support/decode_hex.h"
#include "otp_terms.h"
#include "term/atom.h"
#include "term/fun_identity.h"

namespace linac {
namespace {

TEST(Print, AsOtp) {
  BlockHeap heap;
  for (const OtpTerm& row : kOtpTerms) {
    const Term term = decode_hex(heap, row.external);
    EXPECT_EQ(print(term), row.display) << row.external;
    EXPECT_EQ(print(term, {PrintStyle::kWrite, 0}), row.write) << row.external;
    EXPECT_EQ(print(term, {PrintStyle::kPretty, 0}), row.pretty) << row.external;
  }
}

TEST(Print, FunsPidsAndReferences) {
  BlockHeap heap;
  const FunIdentity local{intern("a module"), atoms::kMain, 1, 3, 94719117};
  const FunIdentity external{intern("a module"), atoms::kPlus, 2, 0, 0};
  const auto fun = [&](const FunIdentity& identity, uint32_t size, uint32_t aux) {
    Word* const at = heap.allocate(3);
    at[0] = make_header(Kind::kFun, size, identity.arity | aux);
    at[1] = static_cast<Word>(reinterpret_cast<uintptr_t>(&identity));
    at[2] = Term::pid(1).bits();
    return Term::pointer(Tag::kFun, at);
  };
  EXPECT_EQ(print(fun(local, 2, 0)), "#Fun<a module.3.94719117>");
  EXPECT_EQ(print(fun(external, 1, kFunAuxExternal)), "fun 'a module':'+'/2");
  EXPECT_EQ(print(Term::pid(85)), "<0.85.0>");
  EXPECT_EQ(print(Term::pid((uint64_t{3} << 28) + 5)), "<0.5.3>");
  EXPECT_EQ(print(Term::port(6)), "#Port<0.6>");
  Word* const reference = heap.allocate(kReferenceWords);
  reference[0] = make_header(Kind::kReference, 2);
  reference[1] = Word{20} << 32 | 10;
  reference[2] = 30;
  EXPECT_EQ(print(Term::pointer(Tag::kBoxed, reference)), "#Ref<0.30.20.10>");
  EXPECT_EQ(print(Term::non_value()), "<non-value>");
}

TEST(Print, AMillionDeep) {
  BlockHeap heap;
  Term term = Term::nil();
  for (int i = 0; i < 500'000; ++i) term = heap.tuple(heap.cons(term, Term::nil()));
  const std::string text = print(term);
  EXPECT_EQ(text.size(), 500'000u * 4 + 2);
  EXPECT_EQ(text.substr(0, 6), "{[{[{[");
}

TEST(Print, StopsAtTheLimit) {
  BlockHeap heap;
  Term list = Term::nil();
  for (int i = 0; i < 1000; ++i) list = heap.cons(Term::small(500), list);
  EXPECT_EQ(print(list, {PrintStyle::kWrite, 10}), "[500,500,5...");
  EXPECT_EQ(print(Term::small(1234567890), {PrintStyle::kWrite, 10}), "1234567890");
  EXPECT_EQ(print(intern("abc\xc3\xa9xyz"), {PrintStyle::kWrite, 4}), "abc...");
}

TEST(FloatText, ShortestThatReadsBack) {
  EXPECT_EQ(float_text(0.1), "0.1");
  EXPECT_EQ(float_text(-0.0), "-0.0");
  EXPECT_EQ(float_text(1e23), "1.0e23");
  EXPECT_EQ(float_text(5e-324), "5.0e-324");
  EXPECT_EQ(float_text(123456.789), "123456.789");
  EXPECT_EQ(float_text(0x1p-1017), "7.120236347223045e-307");  // not the nearest 16 digits
  EXPECT_EQ(float_text(0x1p-1007), "7.291122019556398e-304");
}

}  // namespace
}  // namespace linac
