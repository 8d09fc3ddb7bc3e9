// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "beam/file.h"
#include "beam_builder.h"

namespace linac::beam {
namespace {

using namespace testing;

BeamBuilder module_with_types(uint32_t version, uint32_t count, const Bytes& entries) {
  BeamBuilder b;
  b.function("f", 1, 1).op(Opcode::kMove, {typed(x(0), 0), x(1)}).op(Opcode::kReturn);
  Bytes chunk;
  append_u32(chunk, version);
  append_u32(chunk, count);
  append(chunk, entries);
  b.chunk("Type", chunk);
  return b;
}

Type type_of(uint32_t version, const Bytes& entry) {
  Error error;
  const auto file = read_file(module_with_types(version, 1, entry).build(), error);
  EXPECT_TRUE(file) << error.sentence("t.beam");
  return file && file->types.size() == 1 ? file->types[0] : Type{0, {}, {}, 0};
}

Bytes bounds(int64_t min, int64_t max) {
  Bytes bytes;
  append_u32(bytes, static_cast<uint32_t>(min >> 32));
  append_u32(bytes, static_cast<uint32_t>(min));
  append_u32(bytes, static_cast<uint32_t>(max >> 32));
  append_u32(bytes, static_cast<uint32_t>(max));
  return bytes;
}

Bytes with_bits(uint16_t bits, const Bytes& more = {}) {
  Bytes bytes;
  append_u16(bytes, bits);
  append(bytes, more);
  return bytes;
}

TEST(TypeTable, VersionOne) {
  const Type range = type_of(1, with_bits(kTypeInteger, bounds(-5, 255)));
  EXPECT_EQ(range.mask, kTypeInteger);
  EXPECT_EQ(range.min, -5);
  EXPECT_EQ(range.max, 255);
  const Type no_range = type_of(1, with_bits(kTypeInteger | kTypeTuple, bounds(0, -1)));
  EXPECT_EQ(no_range.mask, kTypeInteger | kTypeTuple);
  EXPECT_FALSE(no_range.min);
  EXPECT_EQ(type_of(1, with_bits(kTypeMatchContext, bounds(0, -1))).mask, kTypeMatchContext);
}

TEST(TypeTable, VersionTwo) {
  const Type type = type_of(2, with_bits(kTypeInteger | 1 << 13 | 1 << 14, bounds(1, 9)));
  EXPECT_EQ(type.mask, kTypeInteger);
  EXPECT_EQ(type.min, 1);
  EXPECT_EQ(type.max, 9);
  const Type bits = type_of(2, with_bits(kTypeBitstring | 1 << 15, {7}));
  EXPECT_EQ(bits.mask, kTypeBitstring);
  EXPECT_EQ(bits.unit, 8);
}

TEST(TypeTable, VersionThreeHasNoMatchContext) {
  // Bits above bitstring are one lower than ours.
  EXPECT_EQ(type_of(3, with_bits(1 << 2)).mask, kTypeCons);
  EXPECT_EQ(type_of(3, with_bits(1 << 11)).mask, kTypeTuple);
  EXPECT_EQ(type_of(3, with_bits(1 << 1)).mask, kTypeBitstring | kTypeMatchContext);
  const Type bounded = type_of(3, with_bits(1 << 5 | 1 << 13, {0, 0, 0, 0, 0, 0, 0, 4}));
  EXPECT_EQ(bounded.mask, kTypeInteger);
  EXPECT_FALSE(bounded.min);
  EXPECT_EQ(bounded.max, 4);
  EXPECT_EQ(type_of(3, with_bits(1 << 1 | 1 << 14, {255})).unit, 256);
}

TEST(TypeTable, VersionFourHasRecords) {
  EXPECT_EQ(type_of(4, with_bits(1 << 12)).mask, kTypeRecord);
  const Type type = type_of(4, with_bits(1 << 5 | 1 << 13, {0, 0, 0, 0, 0, 0, 0, 3}));
  EXPECT_EQ(type.mask, kTypeInteger);
  EXPECT_EQ(type.min, 3);
}

TEST(TypeTable, UnknownVersionMeansNoTypes) {
  Error error;
  const auto file = read_file(module_with_types(9, 77, {}).build(), error);
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->has_type_table);
  EXPECT_EQ(file->code.operands_of(file->code.instructions[3])[0].type, 0);
}

TEST(TypeTable, Damage) {
  Error error;
  EXPECT_FALSE(read_file(module_with_types(1, 2, with_bits(1, bounds(0, 0))).build(), error));
  EXPECT_EQ(error.message, "2 types do not fit in the 18 bytes left");
  EXPECT_FALSE(read_file(module_with_types(4, 1, with_bits(1 << 13 | 1)).build(), error));
  EXPECT_EQ(error.message, "the chunk ends in the middle of a value");
  EXPECT_FALSE(read_file(module_with_types(2, 1, with_bits(0)).build(), error));
  EXPECT_EQ(error.message, "type 0 is empty");
}

}  // namespace
}  // namespace linac::beam
