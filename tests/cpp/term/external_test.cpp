// SPDX-License-Identifier: Apache-2.0
#include "term/external.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

#include "../support/decode_hex.h"
#include "otp_terms.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/compare.h"
#include "term/map.h"
#include "term/print.h"

namespace linac {
namespace {

/// Text of the term, or of the error.
std::string outcome(const std::vector<uint8_t>& bytes, ExportFunMaker* exports = nullptr) {
  BlockHeap heap;
  const char* error;
  const Term term = decode_external(bytes, heap, &error, exports);
  if (error != nullptr) {
    EXPECT_FALSE(term);
    return error;
  }
  return print(term, {PrintStyle::kWrite, 0});
}
std::string outcome(std::string_view hex) { return outcome(bytes_from_hex(hex)); }

TEST(External, EveryTag) {
  EXPECT_EQ(outcome("83612A"), "42");
  EXPECT_EQ(outcome("8362FFFFFFFE"), "-2");
  EXPECT_EQ(outcome("8364000161"), "a");
  EXPECT_EQ(outcome("83730161"), "a");
  EXPECT_EQ(outcome("8376000161"), "a");
  EXPECT_EQ(outcome("837702C3A9"), "\xc3\xa9");
  EXPECT_EQ(outcome("837301E9"), "\xc3\xa9");
  EXPECT_EQ(outcome("83690000000261016102"), "{1,2}");
  EXPECT_EQ(outcome("836A"), "[]");
  EXPECT_EQ(outcome("836B0000"), "[]");
  EXPECT_EQ(outcome("836B000201FF"), "[1,255]");
  EXPECT_EQ(outcome("836C0000000161016102"), "[1|2]");
  EXPECT_EQ(outcome("836C000000006A"), "[]");
  EXPECT_EQ(outcome("836C000000006105"), "5");
  EXPECT_EQ(outcome("836D000000020102"), "<<1,2>>");
  EXPECT_EQ(outcome("834D0000000203FF60"), "<<255,3:3>>");
  EXPECT_EQ(outcome("834D0000000208FF60"), "<<255,96>>");
  EXPECT_EQ(outcome("836E0201FFFF"), "-65535");
  EXPECT_EQ(outcome("836F00000002000001"), "256");
  EXPECT_EQ(outcome("83463FF8000000000000"), "1.5");
  EXPECT_EQ(outcome("8363312e35303030303030303030303030303030303030652b303000000000000000"), "1.5");
  EXPECT_EQ(outcome("837400000000"), "#{}");
}

TEST(External, ResultsAreCanonical) {
  BlockHeap heap;
  EXPECT_EQ(decode_hex(heap, "836E0A0005000000000000000000"), Term::small(5));
  EXPECT_EQ(decode_hex(heap, "836E0800FFFFFFFFFFFFFF07"), Term::small(kSmallMax));
  EXPECT_EQ(decode_hex(heap, "836E08010000000000000008"), Term::small(kSmallMin));
  EXPECT_TRUE(decode_hex(heap, "836E08000000000000000008").is_big_integer());
  EXPECT_TRUE(decode_hex(heap, "836E08010100000000000008").is_big_integer());
  EXPECT_EQ(decode_hex(heap, "836E0001"), Term::small(0));
  EXPECT_EQ(big_limbs(decode_hex(heap, "836E0C00FFFFFFFFFFFFFFFF00000000")), 1u);
  EXPECT_TRUE(decode_hex(heap, "83463FF8000000000000").is_immediate_float());
  EXPECT_EQ(decode_hex(heap, "83460000000000000000"), heap.floating(0.0));
  EXPECT_EQ(decode_hex(heap, "83468000000000000000"), heap.floating(-0.0));
}

TEST(External, MapKeysAreSortedAndUnique) {
  EXPECT_EQ(outcome("837400000003463FF000000000000061036102610161016102"),
            "#{1 => 2,2 => 1,1.0 => 3}");
  EXPECT_EQ(outcome("8374000000026101610161016102"), "a map has a key twice");
}

TEST(External, BinariesBySize) {
  BlockHeap heap;
  for (const size_t size :
       {size_t{0}, size_t{1}, size_t{8}, size_t{64}, size_t{65}, size_t{5000}}) {
    std::vector<uint8_t> bytes = {
        131, 109, 0, 0, static_cast<uint8_t>(size >> 8), static_cast<uint8_t>(size)};
    for (size_t i = 0; i < size; ++i) bytes.push_back(static_cast<uint8_t>(i * 7));
    const char* error;
    const Term binary = decode_external(bytes, heap, &error);
    ASSERT_EQ(error, nullptr);
    EXPECT_EQ(kind_of(binary), size <= 64 ? Kind::kHeapBinary : Kind::kRefcBinary);
    const BitsView view = bits_of(binary);
    ASSERT_EQ(view.bit_size, size * 8);
    for (size_t i = 0; i < size; ++i) ASSERT_EQ(view.byte(i), static_cast<uint8_t>(i * 7));
  }
}

TEST(External, DamageIsNamed) {
  EXPECT_EQ(outcome(""), "the term is cut short");
  EXPECT_EQ(outcome("83"), "the term is cut short");
  EXPECT_EQ(outcome("826101"), "the term has an unknown version");
  EXPECT_EQ(outcome("8300"), "a term has an unknown tag");
  EXPECT_EQ(outcome("8375"), "a term has an unknown tag");
  EXPECT_EQ(outcome("835A0000770161"), "a reference is malformed");
  EXPECT_EQ(outcome("835A0006770161"), "a reference is malformed");
  EXPECT_EQ(outcome("8367770161000000010000000204"), "a creation is malformed");
  EXPECT_EQ(outcome("834D0000000003"), "a bitstring is malformed");
  EXPECT_EQ(outcome("83467FF0000000000000"), "a float is not finite");
  EXPECT_EQ(outcome("83467FF8000000000000"), "a float is not finite");
  EXPECT_EQ(outcome("834600"), "the term is cut short");
  EXPECT_EQ(outcome("836CFFFFFFFF6101"), "the term is cut short");
  EXPECT_EQ(outcome("8369FFFFFFFF6101"), "the term is cut short");
  EXPECT_EQ(outcome("8374FFFFFFFF6101"), "the term is cut short");
  EXPECT_EQ(outcome("836DFFFFFFFF6101"), "the term is cut short");
  EXPECT_EQ(outcome("836FFFFFFFFF006101"), "the term is cut short");
  EXPECT_EQ(outcome("834D0000000100FF"), "a bitstring is malformed");
  EXPECT_EQ(outcome("834D0000000109FF"), "a bitstring is malformed");
  EXPECT_EQ(outcome("837701C3"), "an atom is malformed or too long");
  EXPECT_EQ(outcome("8350000000050000"), "the compressed term is damaged");
  EXPECT_EQ(outcome("8350FFFFFFFF789C"), "the compressed term is damaged");
  EXPECT_EQ(outcome("83717301617301626101"), "a fun is not allowed here");
  EXPECT_EQ(outcome("83717301617301627301"), "a number of a fun is malformed");
  EXPECT_EQ(outcome("83717301617301626200000100"), "the arity of a fun is malformed");
}

TEST(External, EveryTruncationIsAnError) {
  for (const OtpTerm& row : kOtpTerms) {
    const std::vector<uint8_t> bytes = bytes_from_hex(row.external);
    for (size_t size = 0; size < bytes.size(); ++size) {
      BlockHeap heap;
      const char* error;
      // A copy of the exact size, so that a sanitizer sees a read past the end.
      const std::vector<uint8_t> part(bytes.begin(),
                                      bytes.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(decode_external(part, heap, &error)) << row.external << " cut to " << size;
      EXPECT_NE(error, nullptr);
    }
  }
}

TEST(External, DamagedBytesAreSafe) {
  std::mt19937 random(42);
  int decoded = 0;
  for (int round = 0; round < 50; ++round) {
    for (const OtpTerm& row : kOtpTerms) {
      std::vector<uint8_t> bytes = bytes_from_hex(row.external);
      bytes[1 + random() % (bytes.size() - 1)] ^= static_cast<uint8_t>(1 + random() % 255);
      BlockHeap heap;
      const char* error;
      const Term term = decode_external(bytes, heap, &error);
      ASSERT_EQ(static_cast<bool>(term), error == nullptr);
      if (!term) continue;
      ++decoded;
      EXPECT_FALSE(print(term).empty());
      EXPECT_TRUE(equal_exact(term, term));
    }
  }
  EXPECT_GT(decoded, 100);
}

/// What the bytes of a term are again.
std::vector<uint8_t> written(Term term, const ExternalOptions& options = {}) {
  std::vector<uint8_t> bytes(external_size(term, options));
  encode_external(term, options, bytes.data());
  return bytes;
}

TEST(External, WritesWhatOtpWrites) {
  for (const OtpTerm& row : kOtpTerms) {
    const std::vector<uint8_t> bytes = bytes_from_hex(row.external);
    BlockHeap heap;
    const char* error;
    const Term term = decode_external(bytes, heap, &error);
    ASSERT_EQ(error, nullptr) << row.external;
    ExternalOptions options;
    options.utf8_atoms = true;
    EXPECT_TRUE(written(term) == bytes || written(term, options) == bytes) << row.write;
  }
}

TEST(External, CountsThatPromiseTooMuchCostNothing) {
  // Each level claims what the first one could have: together they would be gigabytes.
  for (const uint8_t tag : {uint8_t{105}, uint8_t{108}, uint8_t{116}}) {
    std::vector<uint8_t> bytes = {131};
    for (int i = 0; i < 100'000; ++i) bytes.insert(bytes.end(), {tag, 0, 2, 0, 0});
    BlockHeap heap;
    const char* error;
    EXPECT_FALSE(decode_external(bytes, heap, &error));
    EXPECT_STREQ(error, "the term is cut short");
    EXPECT_LT(heap.size(), 2'000'000u);
  }
}

TEST(External, NewAtomsCanBeRefused) {
  BlockHeap heap;
  const char* error;
  EXPECT_FALSE(decode_external(bytes_from_hex("83770C6E65766572207365656E2031"), heap, &error,
                               nullptr, nullptr, AtomPolicy::kExisting));
  EXPECT_EQ(decode_external(bytes_from_hex("8377026F6B"), heap, &error, nullptr, nullptr,
                            AtomPolicy::kExisting),
            atoms::kOk);
  EXPECT_EQ(decode_external(bytes_from_hex("836400026F6B"), heap, &error, nullptr, nullptr,
                            AtomPolicy::kExisting),
            atoms::kOk);
}

TEST(External, IdentifiersOfOtherNodes) {
  for (const std::string_view hex :
       {"8358640003614062000000050000000600000007", "8359640003614062000000050000000700",
        "8378640003614062FFFFFFFFFFFFFFFF00000007",
        "835A000364000361406200000007000000010000000200000003"}) {
    std::vector<uint8_t> bytes = bytes_from_hex(hex);
    if (bytes[1] == 89) bytes.pop_back();
    BlockHeap heap;
    const char* error;
    const Term term = decode_external(bytes, heap, &error);
    ASSERT_EQ(error, nullptr) << hex;
    EXPECT_EQ(written(term), bytes);
    EXPECT_FALSE(print(term).empty());
    BlockHeap other;
    EXPECT_TRUE(equal_exact(term, decode_external(bytes, other, &error)));
  }
}

TEST(External, WritingIsNoRecursion) {
  BlockHeap heap(1 << 16);
  Term term = Term::nil();
  for (int i = 0; i < 500'000; ++i) {
    term = i % 2 == 0 ? heap.tuple(term) : heap.cons(term, Term::small(7));
  }
  const std::vector<uint8_t> bytes = written(term);
  const char* error;
  EXPECT_TRUE(equal_exact(decode_external(bytes, heap, &error), term));
}

TEST(External, Compressed) {
  std::vector<uint8_t> plain = {107, 0x03, 0xe8};
  plain.resize(plain.size() + 1000, 'x');
  std::vector<uint8_t> bytes = {131, 80, 0, 0, 0x03, 0xeb};
  std::vector<uint8_t> deflated(2000);
  uLongf size = 2000;
  ASSERT_EQ(compress(deflated.data(), &size, plain.data(), plain.size()), Z_OK);
  bytes.insert(bytes.end(), deflated.begin(), deflated.begin() + static_cast<std::ptrdiff_t>(size));
  const size_t exact = bytes.size();
  bytes.push_back(0xff);
  BlockHeap heap;
  const char* error;
  size_t used = 0;
  const Term term = decode_external(bytes, heap, &error, nullptr, &used);
  ASSERT_EQ(error, nullptr);
  EXPECT_EQ(used, exact);
  EXPECT_EQ(print(term), '"' + std::string(1000, 'x') + '"');
  bytes[5] ^= 1;  // the size does not fit
  EXPECT_EQ(outcome(bytes), "the compressed term is damaged");
}

TEST(External, UsedBytes) {
  BlockHeap heap;
  const char* error;
  size_t used = 0;
  EXPECT_EQ(decode_external(bytes_from_hex("83610561"), heap, &error, nullptr, &used),
            Term::small(5));
  EXPECT_EQ(used, 3u);
}

TEST(External, NestingIsNoRecursion) {
  std::vector<uint8_t> bytes = {131};
  for (int i = 0; i < 1'000'000; ++i) bytes.insert(bytes.end(), {104, 1});
  bytes.push_back(106);
  BlockHeap heap;
  const char* error;
  Term term = decode_external(bytes, heap, &error);
  ASSERT_EQ(error, nullptr);
  int depth = 0;
  for (; term.is_tuple(); term = tuple_element(term, 0)) ++depth;
  EXPECT_EQ(depth, 1'000'000);
  EXPECT_TRUE(term.is_nil());
}

TEST(External, NestedMaps) {
  std::vector<uint8_t> bytes = {131};
  for (int i = 0; i < 10'000; ++i) bytes.insert(bytes.end(), {116, 0, 0, 0, 1});
  bytes.insert(bytes.end(), {106, 106});
  for (int i = 1; i < 10'000; ++i) bytes.push_back(106);
  BlockHeap heap;
  const char* error;
  Term term = decode_external(bytes, heap, &error);
  ASSERT_EQ(error, nullptr);
  int depth = 0;
  for (; term.is_map(); term = map_key(term, 0)) ++depth;
  EXPECT_EQ(depth, 10'000);
}

class TupleMaker final : public ExportFunMaker {
 public:
  Term make_export_fun(Heap& heap, Term module, Term function, uint32_t arity) override {
    return heap.tuple(module, function, Term::small(arity));
  }
};

TEST(External, ExportFunsComeFromTheLoader) {
  TupleMaker maker;
  EXPECT_EQ(outcome(bytes_from_hex("83717703666F6F77036261726102"), &maker), "{foo,bar,2}");
}

}  // namespace
}  // namespace linac
