// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "beam/file.h"
#include "beam_builder.h"

namespace linac::beam {
namespace {

using namespace testing;

BeamBuilder module_with_lines(const Bytes& chunk) {
  BeamBuilder b;
  b.function("f", 0, 1).op(Opcode::kLine, {u(2)}).op(Opcode::kReturn);
  b.chunk("Line", chunk);
  return b;
}

Bytes line_chunk(uint32_t version, uint32_t flags, uint32_t lines, uint32_t files,
                 std::initializer_list<Bytes> items, const std::string& file = "") {
  Bytes bytes;
  for (const uint32_t field : {version, flags, 1u, lines, files}) append_u32(bytes, field);
  for (const Bytes& item : items) append(bytes, item);
  if (!file.empty()) {
    append_u16(bytes, static_cast<uint16_t>(file.size()));
    append(bytes, text_bytes(file));
  }
  return bytes;
}

std::string error_of(const Bytes& chunk) {
  Error error;
  return read_file(module_with_lines(chunk).build(), error) ? "no error" : error.sentence("t.beam");
}

TEST(LineTable, LinesAndFiles) {
  const Bytes chunk =
      line_chunk(0, 0, 3, 1, {integer(7), compact(2, 1), integer(3000), compact(2, 0), integer(9)},
                 "include/h\xc3\xa4.hrl");
  Error error;
  const auto file = read_file(module_with_lines(chunk).build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  ASSERT_EQ(file->lines.size(), 4u);
  EXPECT_EQ(file->lines[0].line, 0u);
  EXPECT_EQ(file->lines[1].line, 7u);
  EXPECT_EQ(file->lines[1].file, 0u);
  EXPECT_EQ(file->lines[2].line, 3000u);
  EXPECT_EQ(file->lines[2].file, 1u);
  EXPECT_EQ(file->lines[3].file, 0u);
  ASSERT_EQ(file->line_files.size(), 2u);
  EXPECT_EQ(file->line_files[1], "include/h\xc3\xa4.hrl");
  EXPECT_EQ(file->code.operands_of(file->code.instructions[3])[0].value, 2);
}

TEST(LineTable, FlagsChangeNothing) {
  EXPECT_EQ(error_of(line_chunk(0, 3, 2, 0, {integer(1), integer(2)})), "no error");
}

TEST(LineTable, Latin1NamesBecomeUtf8) {
  const Bytes chunk = line_chunk(0, 0, 1, 1, {integer(7)}, "h\xe4.hrl");
  Error error;
  const auto file = read_file(module_with_lines(chunk).build(), error);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->line_files[1], "h\xc3\xa4.hrl");
}

TEST(LineTable, UnknownVersionMeansNoLines) {
  Error error;
  const auto file = read_file(module_with_lines(line_chunk(1, 0, 9, 9, {})).build(), error);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->lines.size(), 1u);
  EXPECT_FALSE(file->has_line_table);
  EXPECT_EQ(file->code.operands_of(file->code.instructions[3])[0].value, 0);
}

TEST(LineTable, Damage) {
  const std::string at = "t.beam: chunk Line at offset ";
  EXPECT_EQ(error_of(line_chunk(0, 0, 2, 0, {integer(1)})),
            at + "20: 2 lines do not fit in the 1 bytes left");
  EXPECT_EQ(error_of(line_chunk(0, 0, 1, 0, {compact(2, 1), integer(1)})),
            at + "20: file 1 is out of range");
  EXPECT_EQ(error_of(line_chunk(0, 0, 1, 0, {x(1)})), at + "20: a line number is not a number");
  EXPECT_EQ(error_of(line_chunk(0, 0, 1, 0, {integer(-1)})),
            at + "20: a line number is not a number");
  EXPECT_EQ(error_of({0, 0}), at + "0: the chunk ends in the middle of a value");
}

}  // namespace
}  // namespace linac::beam
