// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "beam/file.h"
#include "beam_builder.h"

namespace linac::beam {
namespace {

using namespace testing;

Bytes record_chunk(uint32_t version, uint32_t count, std::initializer_list<Bytes> parts) {
  Bytes bytes;
  for (const uint32_t field : {version, count, 2u}) append_u32(bytes, field);
  for (const Bytes& part : parts) append(bytes, part);
  return bytes;
}

BeamBuilder module_with_function() {
  BeamBuilder b;
  b.function("f", 0, 1).op(Opcode::kReturn);
  return b;
}

const Bytes kDefinition = {static_cast<uint8_t>(Opcode::kCallLast)};

TEST(RecordTable, FieldsWithAndWithoutDefault) {
  BeamBuilder b = module_with_function();
  const Bytes fields = list({b.atom("id"), integer(-1), b.atom("name"), u(0)});
  b.chunk("Recs", record_chunk(0, 1, {kDefinition, b.atom("user"), b.atom("true"), fields}));
  Error error;
  const auto file = read_file(b.build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  ASSERT_EQ(file->records.size(), 1u);
  const Record& record = file->records[0];
  EXPECT_EQ(file->atoms[record.name], "user");
  EXPECT_TRUE(record.exported);
  ASSERT_EQ(record.fields.size(), 2u);
  EXPECT_EQ(file->atoms[record.fields[0].name], "id");
  EXPECT_EQ(record.fields[0].default_value.kind, OperandKind::kInteger);
  EXPECT_EQ(record.fields[0].default_value.value, -1);
  EXPECT_EQ(record.fields[1].default_value.kind, OperandKind::kNone);
}

TEST(RecordTable, Damage) {
  const auto error_with = [](const Bytes& chunk) {
    Error error;
    BeamBuilder b = module_with_function();
    b.chunk("Recs", chunk);
    return read_file(b.build(), error) ? "no error" : error.message;
  };
  const Bytes name = compact(2, 1);
  EXPECT_EQ(error_with(record_chunk(1, 0, {})), "version 1 is not supported");
  EXPECT_EQ(error_with(record_chunk(0, 9, {})), "9 records do not fit in the 0 bytes left");
  EXPECT_EQ(error_with(record_chunk(0, 1, {{4}, name, name, list({})})),
            "a record definition is expected");
  EXPECT_EQ(error_with(record_chunk(0, 1, {kDefinition, name, name, list({name})})),
            "a record definition is malformed");
  EXPECT_EQ(error_with(record_chunk(0, 1, {kDefinition, compact(2, 99), name, list({})})),
            "a record definition is malformed");
  EXPECT_EQ(error_with(record_chunk(0, 1, {kDefinition, name, name, list({name, literal(3)})})),
            "a record field is malformed");
}

}  // namespace
}  // namespace linac::beam
