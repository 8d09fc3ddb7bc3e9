// SPDX-License-Identifier: Apache-2.0
#include "beam/file.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "beam_builder.h"

namespace linac::beam {
namespace {

using namespace testing;

BeamBuilder simple_module() {
  BeamBuilder b("simple");
  b.function("answer", 0, 1).op(Opcode::kMove, {integer(42), x(0)}).op(Opcode::kReturn);
  return b;
}

std::string error_of(const Bytes& bytes) {
  Error error;
  const auto file = read_file(bytes, error);
  return file ? "no error" : error.sentence("t.beam");
}

Bytes gzip(const Bytes& bytes) {
  z_stream stream = {};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
  Bytes result(deflateBound(&stream, bytes.size()));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = result.data();
  stream.avail_out = static_cast<uInt>(result.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

TEST(File, SimpleModule) {
  Error error;
  const auto file = read_file(simple_module().build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  EXPECT_EQ(file->module_name(), "simple");
  ASSERT_EQ(file->exports.size(), 1u);
  EXPECT_EQ(file->atoms[file->exports[0].function], "answer");
  EXPECT_EQ(file->exports[0].label, 2u);
  ASSERT_EQ(file->code.instructions.size(), 6u);
  EXPECT_EQ(file->code.instructions[3].opcode, Opcode::kMove);
  EXPECT_EQ(file->code.operands_of(file->code.instructions[3])[0].value, 42);
  EXPECT_EQ(file->code.label_instructions[2], 2u);
}

TEST(File, CodeOffsetsPointIntoTheChunk) {
  const BeamBuilder b = simple_module();
  Error error;
  const auto file = read_file(b.build(), error);
  ASSERT_TRUE(file);
  constexpr uint32_t kHeader = 20;
  EXPECT_EQ(file->code.instructions[0].code_offset, kHeader);
  EXPECT_EQ(b.code()[file->code.instructions[3].code_offset - kHeader],
            static_cast<uint8_t>(Opcode::kMove));
}

TEST(File, CompressedAsAWhole) {
  Error error;
  const auto file = read_file(gzip(simple_module().build()), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  EXPECT_EQ(file->module_name(), "simple");
}

TEST(File, DamagedCompression) {
  Bytes bytes = gzip(simple_module().build());
  bytes.resize(bytes.size() / 2);
  EXPECT_EQ(error_of(bytes),
            "t.beam: container at offset 0: the file is compressed, and damaged or too large");
}

TEST(File, ABombIsRefused) {
  EXPECT_EQ(error_of(gzip(Bytes(size_t{40} << 20))),
            "t.beam: container at offset 0: the file is compressed, and damaged or too large");
}

TEST(File, Container) {
  EXPECT_EQ(error_of({}),
            "t.beam: container at offset 0: the file is too short to be a .beam file");
  EXPECT_EQ(error_of(text_bytes("not a beam file")),
            "t.beam: container at offset 0: the file does not start with FOR1");
  Bytes bytes = simple_module().build();
  bytes[8] = 'M';
  EXPECT_EQ(error_of(bytes), "t.beam: container at offset 8: the form is not of type BEAM");
  bytes = simple_module().build();
  bytes.pop_back();
  EXPECT_NE(error_of(bytes).find("container at offset 4: the form claims"), std::string::npos);
}

TEST(File, ChunkLongerThanTheFile) {
  Bytes bytes = simple_module().build();
  bytes[16] = 0x7f;  // size of the first chunk, AtU8
  EXPECT_NE(error_of(bytes).find("t.beam: container at offset 12: chunk AtU8 claims 213"),
            std::string::npos);
}

TEST(File, ChunkTwice) {
  Bytes bytes = simple_module().build();
  for (size_t i = 12; i + 4 < bytes.size(); i++) {
    if (std::equal(bytes.begin() + static_cast<long>(i), bytes.begin() + static_cast<long>(i) + 4,
                   "ExpT")) {
      std::copy_n("AtU8", 4, bytes.begin() + static_cast<long>(i));
    }
  }
  EXPECT_NE(error_of(bytes).find("chunk AtU8 occurs twice"), std::string::npos);
}

TEST(File, MissingChunks) {
  for (const char* name : {"AtU8", "Code", "ImpT", "ExpT", "StrT"}) {
    EXPECT_EQ(error_of(simple_module().without_chunk(name).build()),
              std::string("t.beam: container at offset 0: chunk ") + name + " is missing");
  }
}

TEST(File, UnknownChunksAreSkipped) {
  BeamBuilder b = simple_module();
  b.chunk("Dbgi", {1, 2, 3}).chunk("Docs", {4}).chunk("Abst", {}).chunk("Zzzz", {5});
  EXPECT_EQ(error_of(b.build()), "no error");
}

TEST(File, ChunksThatAreKept) {
  BeamBuilder b = simple_module();
  b.chunk("Attr", {131, 106}).chunk("CInf", {131, 97, 1}).chunk("Meta", {131, 97, 2});
  Error error;
  const auto file = read_file(b.build(), error);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->attributes, (Bytes{131, 106}));
  EXPECT_EQ(file->compile_info, (Bytes{131, 97, 1}));
  EXPECT_EQ(file->meta, (Bytes{131, 97, 2}));
}

// --- atoms

TEST(File, AtomsWithLengthBytes) {
  BeamBuilder b = simple_module();
  Bytes chunk = {0, 0, 0, 2, 6};
  append(chunk, text_bytes("simple"));
  append(chunk, {4, 'n', 0xc3, 0xa4, 'h'});
  b.chunk("AtU8", chunk);
  Error error;
  const auto file = read_file(b.build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  ASSERT_EQ(file->atoms.size(), 3u);
  EXPECT_EQ(file->atoms[2], "n\xc3\xa4h");
}

TEST(File, AtomsWithCompactLengths) {
  BeamBuilder b = simple_module();
  Bytes chunk = {0xff, 0xff, 0xff, 0xfe, 0x60};
  append(chunk, text_bytes("simple"));
  std::string wide;  // 255 characters of four bytes
  for (int i = 0; i < 255; i++) wide += "\xf0\x9f\x92\xa9";
  append(chunk, u(static_cast<int64_t>(wide.size())));
  append(chunk, text_bytes(wide));
  b.chunk("AtU8", chunk);
  Error error;
  const auto file = read_file(b.build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  EXPECT_EQ(file->atoms[2], wide);
}

TEST(File, AtomsInLatin1) {
  BeamBuilder b = simple_module();
  b.without_chunk("AtU8").chunk("Atom", {0, 0, 0, 2, 1, 'm', 3, 'n', 0xe4, 'h'});
  Error error;
  const auto file = read_file(b.build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  EXPECT_EQ(file->atoms[2], "n\xc3\xa4h");
}

TEST(File, DamagedAtoms) {
  const auto error_with = [](const Bytes& chunk) {
    return error_of(simple_module().chunk("AtU8", chunk).build());
  };
  EXPECT_EQ(error_with({0, 0, 0, 0}),
            "t.beam: chunk AtU8 at offset 0: there is no atom for the module's name");
  EXPECT_EQ(error_with({0, 0, 0, 9, 1, 'm'}),
            "t.beam: chunk AtU8 at offset 4: 9 atoms do not fit in the 2 bytes left");
  EXPECT_EQ(error_with({0, 0, 0, 1, 5, 'm'}),
            "t.beam: chunk AtU8 at offset 5: the chunk ends in the middle of a value");
  EXPECT_EQ(error_with({0, 0, 0, 1, 2, 0xc3, 'x'}),
            "t.beam: chunk AtU8 at offset 4: an atom is not valid UTF-8");
  EXPECT_EQ(error_with({0, 0, 0, 1, 3, 0xed, 0xa0, 0x80}),
            "t.beam: chunk AtU8 at offset 4: an atom is not valid UTF-8");
  EXPECT_EQ(error_with({0, 0, 0, 1, 2, 0xc0, 0x80}),
            "t.beam: chunk AtU8 at offset 4: an atom is not valid UTF-8");
  Bytes too_long = {0xff, 0xff, 0xff, 0xff};
  append(too_long, u(256));
  append(too_long, Bytes(256, 'a'));
  EXPECT_EQ(error_with(too_long), "t.beam: chunk AtU8 at offset 4: an atom is too long");
  // The smallest negative number has no absolute value.
  EXPECT_NE(error_with({0x80, 0, 0, 0}).find("do not fit"), std::string::npos);
}

// --- tables of functions

TEST(File, Tables) {
  BeamBuilder b = simple_module();
  b.import("lists", "map", 2);
  b.lambda("answer", 2, 2, 1);
  Error error;
  const auto file = read_file(b.build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  ASSERT_EQ(file->imports.size(), 1u);
  EXPECT_EQ(file->atoms[file->imports[0].module], "lists");
  EXPECT_EQ(file->imports[0].arity, 2u);
  ASSERT_EQ(file->lambdas.size(), 1u);
  EXPECT_EQ(file->lambdas[0].num_free, 1u);
}

TEST(File, DamagedTables) {
  const auto error_with = [](const char* name, const Bytes& entries) {
    return error_of(simple_module().chunk(name, BeamBuilder::counted(1, entries)).build());
  };
  EXPECT_EQ(error_with("ImpT", {0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 1}),
            "t.beam: chunk ImpT at offset 16: atom 9 is out of range");
  EXPECT_EQ(error_with("ImpT", {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0}),
            "t.beam: chunk ImpT at offset 16: arity 256 is too large");
  EXPECT_EQ(error_with("ExpT", {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1}),
            "t.beam: chunk ExpT at offset 16: atom 0 is out of range");
  EXPECT_EQ(error_with("LocT", {0, 0}),
            "t.beam: chunk LocT at offset 4: 1 functions do not fit in the 2 bytes left");
  Bytes lambda;
  for (const uint32_t field : {1u, 1u, 2u, 0u, 2u, 0u}) append_u32(lambda, field);
  EXPECT_EQ(error_with("FunT", lambda),
            "t.beam: chunk FunT at offset 28: a fun has more free variables than parameters");
}

// --- literals

Bytes zlib_compressed(const Bytes& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  Bytes result(size);
  EXPECT_EQ(compress(result.data(), &size, bytes.data(), static_cast<uLong>(bytes.size())), Z_OK);
  result.resize(size);
  return result;
}

Bytes literal_table() {
  Bytes table;
  append_u32(table, 2);
  append_u32(table, 3);
  append(table, {131, 97, 7});
  append_u32(table, 2);
  append(table, {131, 106});
  return table;
}

TEST(File, LiteralsRaw) {
  Bytes chunk = {0, 0, 0, 0};
  append(chunk, literal_table());
  Error error;
  const auto file = read_file(simple_module().chunk("LitT", chunk).build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  ASSERT_EQ(file->literals.size(), 2u);
  EXPECT_EQ(file->literals[0], (Bytes{131, 97, 7}));
}

TEST(File, LiteralsCompressed) {
  Bytes chunk;
  append_u32(chunk, static_cast<uint32_t>(literal_table().size()));
  append(chunk, zlib_compressed(literal_table()));
  Error error;
  const auto file = read_file(simple_module().chunk("LitT", chunk).build(), error);
  ASSERT_TRUE(file) << error.sentence("t.beam");
  ASSERT_EQ(file->literals.size(), 2u);
  EXPECT_EQ(file->literals[1], (Bytes{131, 106}));
}

TEST(File, DamagedLiterals) {
  const auto error_with = [](const Bytes& chunk) {
    return error_of(simple_module().chunk("LitT", chunk).build());
  };
  const std::string damaged = "t.beam: chunk LitT at offset 4: the compressed literals are damaged";
  Bytes wrong_size;
  append_u32(wrong_size, static_cast<uint32_t>(literal_table().size()) + 1);
  append(wrong_size, zlib_compressed(literal_table()));
  EXPECT_EQ(error_with(wrong_size), damaged);
  wrong_size[3] -= 2;
  EXPECT_EQ(error_with(wrong_size), damaged);
  EXPECT_EQ(error_with({0, 0, 0, 9, 1, 2, 3}), damaged);
  EXPECT_EQ(error_with({0x7f, 0, 0, 0}),
            "t.beam: chunk LitT at offset 0: the literals claim 2130706432 bytes");
  EXPECT_EQ(error_with({0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 130, 106}),
            "t.beam: chunk LitT at offset 14: literal 0 is not an external term");
}

// --- code

TEST(File, DamagedCode) {
  const auto error_with = [](const Bytes& code, uint32_t labels, uint32_t max_opcode) {
    Bytes chunk;
    for (const uint32_t field : {16u, 0u, max_opcode, labels, 1u}) append_u32(chunk, field);
    append(chunk, code);
    return error_of(simple_module().chunk("Code", chunk).build());
  };
  const std::string at = "t.beam: chunk Code at offset ";
  EXPECT_EQ(error_with({3}, 1, 255), at + "8: opcode 255 is newer than those of OTP 29");
  EXPECT_EQ(error_with({3}, 99, 100), at + "20: 99 labels do not fit in the 1 bytes left");
  EXPECT_EQ(error_with({}, 0, 100), at + "20: 1 functions do not fit in the 0 bytes left");
  EXPECT_EQ(error_with({0, 3}, 1, 100), at + "20: opcode 0 does not exist");
  EXPECT_EQ(error_with({200, 3}, 1, 100), at + "20: opcode 200 does not exist");
  EXPECT_EQ(error_with({19}, 1, 100), at + "21: the code does not end in int_code_end");
  EXPECT_EQ(error_with({1, 0x20, 3}, 2, 100), at + "20: label 2 is out of range");
  EXPECT_EQ(error_with({1, 0x00, 3}, 2, 100), at + "20: label 0 is out of range");
  EXPECT_EQ(error_with({1, 0x10, 1, 0x10, 3}, 2, 100), at + "22: label 1 is defined twice");
  EXPECT_EQ(error_with({70, 0x00, 0x03, 3}, 1, 100),
            at + "20: instruction put_tuple is too old; compile the module again");
}

TEST(File, SentenceWithoutChunk) {
  EXPECT_EQ((Error{"", 0, "it is broken"}.sentence("a.beam")), "a.beam: it is broken");
}

}  // namespace
}  // namespace linac::beam
