// SPDX-License-Identifier: Apache-2.0
//
// The order of terms against OTP's, and deep terms.
#include "term/compare.h"

#include <gtest/gtest.h>

#include <vector>

#include "../support/decode_hex.h"
#include "otp_terms.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/fun_identity.h"
#include "term/hash.h"
#include "term/map.h"

namespace linac {
namespace {

int sign(int value) { return (value > 0) - (value < 0); }

TEST(Compare, EveryPairAsInOtp) {
  BlockHeap heap;
  std::vector<Term> terms;
  for (const OtpTerm& row : kOtpTerms) terms.push_back(decode_hex(heap, row.external));
  for (size_t i = 0; i < terms.size(); ++i) {
    for (size_t j = 0; j < terms.size(); ++j) {
      const Term a = terms[i];
      const Term b = terms[j];
      const OtpTerm& row_a = kOtpTerms[i];
      const OtpTerm& row_b = kOtpTerms[j];
      ASSERT_EQ(sign(compare(a, b)), sign(row_a.rank - row_b.rank))
          << row_a.write << " and " << row_b.write;
      ASSERT_EQ(equal(a, b), row_a.rank == row_b.rank) << row_a.write << " and " << row_b.write;
      ASSERT_EQ(sign(compare_keys(a, b)), sign(row_a.key_rank - row_b.key_rank))
          << row_a.write << " and " << row_b.write;
      ASSERT_EQ(equal_exact(a, b), row_a.key_rank == row_b.key_rank)
          << row_a.write << " and " << row_b.write;
      if (equal_exact(a, b)) {
        ASSERT_EQ(hash_term(a), hash_term(b)) << row_a.write << " and " << row_b.write;
      }
    }
  }
}

TEST(Compare, CopiesAreEqual) {
  BlockHeap heap;
  BlockHeap other;
  for (const OtpTerm& row : kOtpTerms) {
    const Term a = decode_hex(heap, row.external);
    const Term b = decode_hex(other, row.external);
    EXPECT_TRUE(equal_exact(a, b)) << row.write;
    EXPECT_EQ(compare(a, b), 0) << row.write;
    EXPECT_EQ(hash_term(a), hash_term(b)) << row.write;
  }
}

TEST(Compare, ZerosAreTheSameTerm) {
  BlockHeap heap;
  const Term plus = heap.floating(0.0);
  const Term minus = heap.floating(-0.0);
  EXPECT_NE(plus, minus);
  EXPECT_TRUE(equal_exact(plus, minus));
  EXPECT_TRUE(equal(plus, Term::small(0)));
  EXPECT_TRUE(equal(Term::small(0), minus));
  EXPECT_FALSE(equal_exact(plus, Term::small(0)));
  EXPECT_EQ(hash_term(plus), hash_term(minus));
  EXPECT_TRUE(equal_exact(heap.tuple(plus), heap.tuple(minus)));
}

TEST(Compare, TypesInOrder) {
  BlockHeap heap;
  FunIdentity local{atoms::kLists, atoms::kMap, 1, 0, 5};
  FunIdentity external{atoms::kLists, atoms::kMap, 2, 0, 0};
  const auto fun = [&](const FunIdentity& identity, uint32_t aux) {
    Word* const at = heap.allocate(3);
    at[0] = make_header(Kind::kFun, aux == kFunAuxExternal ? 1 : 2, identity.arity | aux);
    at[1] = static_cast<Word>(reinterpret_cast<uintptr_t>(&identity));
    at[2] = Term::pid(1).bits();
    return Term::pointer(Tag::kFun, at);
  };
  Word* const reference = heap.allocate(kReferenceWords);
  reference[0] = make_header(Kind::kReference, 2);
  reference[1] = reference[2] = 7;
  const std::vector<Term> ordered = {heap.floating(1e300),
                                     atoms::kOk,
                                     Term::pointer(Tag::kBoxed, reference),
                                     fun(local, 0),
                                     fun(external, kFunAuxExternal),
                                     Term::port(1),
                                     Term::pid(1),
                                     Term::pid(2),
                                     heap.tuple(),
                                     make_map(heap, nullptr, 0),
                                     Term::nil(),
                                     heap.cons(Term::small(1), Term::nil()),
                                     make_binary(heap, nullptr, 0)};
  for (size_t i = 0; i < ordered.size(); ++i) {
    for (size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(sign(compare(ordered[i], ordered[j])), i < j ? -1 : i > j ? 1 : 0) << i << " " << j;
    }
  }
}

TEST(Compare, ReferencesByTheirNumberFirst) {
  BlockHeap heap;
  const auto reference = [&](Word number, Word owner) {
    Word* const at = heap.allocate(kReferenceWords);
    at[0] = make_header(Kind::kReference, 2);
    at[1] = number;
    at[2] = owner;
    return Term::pointer(Tag::kBoxed, at);
  };
  EXPECT_LT(compare(reference(1, 9), reference(2, 1)), 0);
  EXPECT_LT(compare(reference(2, 1), reference(2, 9)), 0);
  EXPECT_TRUE(equal_exact(reference(9, 1), reference(9, 1)));
}

TEST(Compare, SubBinariesByTheirBits) {
  BlockHeap heap;
  const uint8_t bytes[] = {0x0f, 0xf1, 0x23};
  const Term base = make_binary(heap, bytes, 3);
  const auto sub = [&](uint64_t bits, uint64_t offset) {
    Word* const at = heap.allocate(kSubBinaryWords);
    at[0] = make_header(Kind::kSubBinary, 3);
    at[1] = bits;
    at[2] = offset;
    at[3] = base.bits();
    return Term::pointer(Tag::kBitstring, at);
  };
  const uint8_t shifted[] = {0xff, 0x12};
  const Term same = make_binary(heap, shifted, 2);
  EXPECT_TRUE(equal_exact(sub(16, 4), same));
  EXPECT_EQ(hash_term(sub(16, 4)), hash_term(same));
  EXPECT_LT(compare(sub(15, 4), same), 0);
  EXPECT_GT(compare(same, sub(15, 4)), 0);
  EXPECT_LT(compare(base, sub(3, 4)), 0);
  EXPECT_TRUE(equal_exact(sub(3, 4), sub(3, 5)));
  EXPECT_EQ(hash_term(sub(3, 4)), hash_term(sub(3, 5)));
  EXPECT_FALSE(equal_exact(sub(3, 3), sub(3, 5)));
}

/// Nests `depth` times, ending in `inner`.
template <typename Wrap>
Term nest(Term inner, int depth, Wrap wrap) {
  for (int i = 0; i < depth; ++i) inner = wrap(inner);
  return inner;
}

TEST(Compare, AMillionDeep) {
  constexpr int kDepth = 1'000'000;
  BlockHeap heap;
  const auto in_list = [&](Term inner) { return heap.cons(inner, Term::nil()); };
  const auto in_tuple = [&](Term inner) { return heap.tuple(inner, Term::small(0)); };
  const auto in_tail = [&](Term inner) { return heap.cons(Term::small(1), inner); };
  for (int shape = 0; shape < 3; ++shape) {
    const auto build = [&](Term inner) {
      return shape == 0   ? nest(inner, kDepth, in_list)
             : shape == 1 ? nest(inner, kDepth, in_tuple)
                          : nest(inner, kDepth, in_tail);
    };
    const Term one = build(Term::small(1));
    const Term again = build(Term::small(1));
    const Term two = build(Term::small(2));
    EXPECT_TRUE(equal_exact(one, again)) << shape;
    EXPECT_LT(compare(one, two), 0) << shape;
    EXPECT_EQ(hash_term(one), hash_term(again)) << shape;
    EXPECT_NE(hash_term(one), hash_term(two)) << shape;
  }
}

TEST(Hash, DifferentTermsDiffer) {
  BlockHeap heap;
  std::vector<Term> terms;
  for (const OtpTerm& row : kOtpTerms) terms.push_back(decode_hex(heap, row.external));
  for (size_t i = 0; i < terms.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (kOtpTerms[i].key_rank == kOtpTerms[j].key_rank) continue;
      EXPECT_NE(hash_term(terms[i]), hash_term(terms[j]))
          << kOtpTerms[i].write << " and " << kOtpTerms[j].write;
    }
  }
}

}  // namespace
}  // namespace linac
