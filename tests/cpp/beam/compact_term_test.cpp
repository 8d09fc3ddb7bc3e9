// SPDX-License-Identifier: Apache-2.0
#include "beam/compact_term.h"

#include <gtest/gtest.h>

#include "beam_builder.h"

namespace linac::beam {
namespace {

using namespace testing;

struct Decoded {
  bool ok = false;
  Operand operand;
  Code code;
  Error error;
  size_t left = 0;
};

Decoded decode(const Bytes& bytes) {
  Decoded result;
  ByteReader reader(bytes, "Code", result.error);
  result.ok = read_operand(reader, result.code, result.operand);
  result.left = reader.remaining();
  return result;
}

void expect_operand(const Bytes& bytes, OperandKind kind, int64_t value) {
  const Decoded result = decode(bytes);
  ASSERT_TRUE(result.ok) << result.error.message;
  EXPECT_EQ(result.operand.kind, kind);
  EXPECT_EQ(result.operand.value, value);
  EXPECT_EQ(result.left, 0u);
}

void expect_failure(const Bytes& bytes, const std::string& message) {
  const Decoded result = decode(bytes);
  ASSERT_FALSE(result.ok);
  EXPECT_EQ(result.error.message, message);
}

TEST(CompactTerm, FormsByLength) {
  expect_operand({0x70}, OperandKind::kUnsigned, 7);
  expect_operand({0x08, 0x10}, OperandKind::kUnsigned, 16);
  expect_operand({0xe8, 0xff}, OperandKind::kUnsigned, 0x7ff);
  expect_operand({0x18, 0x08, 0x00}, OperandKind::kUnsigned, 0x800);
  expect_operand({0x38, 0x01, 0x00, 0x00}, OperandKind::kUnsigned, 0x10000);
}

TEST(CompactTerm, Tags) {
  expect_operand({0x13}, OperandKind::kX, 1);
  expect_operand({0x24}, OperandKind::kY, 2);
  expect_operand({0x35}, OperandKind::kLabel, 3);
  expect_operand({0x42}, OperandKind::kAtom, 4);
  expect_operand({0x02}, OperandKind::kNil, 0);
}

TEST(CompactTerm, IntegersKeepTheirSign) {
  expect_operand({0x19, 0xff, 0xff}, OperandKind::kInteger, -1);
  expect_operand({0x19, 0x80, 0x00}, OperandKind::kInteger, -32768);
  for (const int64_t value : {int64_t{0}, int64_t{15}, int64_t{16}, int64_t{2047}, int64_t{2048},
                              int64_t{-1}, int64_t{-32769}, INT64_MAX, INT64_MIN}) {
    expect_operand(integer(value), OperandKind::kInteger, value);
  }
}

TEST(CompactTerm, NineBytesThatFitSixtyFourBits) {
  // 2^63 - 1 with a superfluous leading byte.
  expect_operand({0xf9, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
                 OperandKind::kInteger, INT64_MAX);
}

TEST(CompactTerm, UnsignedOfSixtyFourBits) {
  expect_operand({0xf8, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
                 OperandKind::kUnsigned, -1);
}

TEST(CompactTerm, BigIntegersKeepTheirBytes) {
  Bytes bytes = {0xf9, 0x10};  // 9 + 1 bytes
  const Bytes digits = {0x01, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  append(bytes, digits);
  const Decoded result = decode(bytes);
  ASSERT_TRUE(result.ok);
  EXPECT_EQ(result.operand.kind, OperandKind::kBigInteger);
  EXPECT_EQ(result.code.big_integers.at(0), digits);
}

TEST(CompactTerm, ExtendedForms) {
  expect_operand(fr(3), OperandKind::kFloatRegister, 3);
  expect_operand(literal(40), OperandKind::kLiteral, 40);
  const Decoded register_with_type = decode(typed(y(5), 6));
  ASSERT_TRUE(register_with_type.ok);
  EXPECT_EQ(register_with_type.operand.kind, OperandKind::kY);
  EXPECT_EQ(register_with_type.operand.value, 5);
  EXPECT_EQ(register_with_type.operand.type, 7);
}

TEST(CompactTerm, Lists) {
  const Decoded result = decode(list({x(1), integer(-5), typed(x(2), 0)}));
  ASSERT_TRUE(result.ok);
  ASSERT_EQ(result.operand.kind, OperandKind::kList);
  const auto elements = result.code.elements_of(result.operand);
  ASSERT_EQ(elements.size(), 3u);
  EXPECT_EQ(elements[0].kind, OperandKind::kX);
  EXPECT_EQ(elements[1].value, -5);
  EXPECT_EQ(elements[2].type, 1);
}

TEST(CompactTerm, AllocationLists) {
  const Decoded result = decode(alloc({{0, 10}, {1, 2}, {2, 3}}));
  ASSERT_TRUE(result.ok);
  ASSERT_EQ(result.operand.kind, OperandKind::kAllocList);
  ASSERT_EQ(result.operand.count, 6u);
  EXPECT_EQ(result.code.elements_of(result.operand)[5].value, 3);
}

TEST(CompactTerm, Failures) {
  expect_failure({}, "the chunk ends in the middle of a value");
  expect_failure({0x08}, "the chunk ends in the middle of a value");
  expect_failure({0x16}, "character operands are not supported");
  expect_failure({0x1b, 0xff, 0xff}, "an operand is out of range");
  expect_failure({0x07, 0x00}, "extended operand form 0 is unknown");
  expect_failure(list({list({})}), "a list stands inside a list");
  expect_failure({0x17, 0x90, 0x13}, "9 list elements do not fit in the 1 bytes left");
  expect_failure(alloc({{3, 1}}), "kind 3 of an allocation is unknown");
  expect_failure(typed(integer(1), 0), "a typed register is not an X or Y register");
  expect_failure(typed(x(0), 0x10000), "type 65536 is out of range");
}

TEST(CompactTerm, DeepNestingDoesNotRecurse) {
  const Bytes bytes(1 << 20, 0x57);  // typed register of a typed register of ...
  expect_failure(bytes, "a typed register is not an X or Y register");
}

}  // namespace
}  // namespace linac::beam
