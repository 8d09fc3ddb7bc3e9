// SPDX-License-Identifier: Apache-2.0
//
// Reads the container; see container.h.
#include "beam/container.h"

#include <algorithm>

#include "beam/byte_reader.h"

namespace linac::beam {
namespace {

constexpr size_t kAlignment = 4;

std::string_view as_text(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool read_tag(ByteReader& reader, std::string_view& tag) {
  std::span<const uint8_t> bytes;
  if (!reader.read_bytes(4, bytes)) return false;
  tag = as_text(bytes);
  return true;
}

bool is_printable(std::string_view tag) {
  return std::all_of(tag.begin(), tag.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool read_form_header(ByteReader& reader) {
  std::string_view form, type;
  uint32_t size;
  if (reader.remaining() < 12) return reader.fail("the file is too short to be a .beam file");
  if (!read_tag(reader, form) || !reader.read_u32(size)) return false;
  if (form != "FOR1") return reader.fail_at(0, "the file does not start with FOR1");
  if (size < 4 || size > reader.remaining()) {
    return reader.fail_at(4, "the form claims " + std::to_string(size) + " bytes, there are " +
                                 std::to_string(reader.remaining()));
  }
  if (!read_tag(reader, type)) return false;
  if (type != "BEAM") return reader.fail_at(8, "the form is not of type BEAM");
  return true;
}

}  // namespace

std::optional<std::vector<Chunk>> read_container(std::span<const uint8_t> bytes, Error& error) {
  ByteReader header(bytes, "IFF", error);
  if (!read_form_header(header)) return std::nullopt;
  const uint32_t form_size =
      static_cast<uint32_t>(bytes[4]) << 24 | bytes[5] << 16 | bytes[6] << 8 | bytes[7];
  ByteReader reader(bytes.first(size_t{8} + form_size), "IFF", error);
  reader.skip(12);

  std::vector<Chunk> chunks;
  while (!reader.at_end()) {
    const uint32_t start = reader.offset();
    Chunk chunk;
    uint32_t size;
    if (!read_tag(reader, chunk.name) || !reader.read_u32(size)) return std::nullopt;
    if (!is_printable(chunk.name)) {
      reader.fail_at(start, "a chunk's name is not text");
      return std::nullopt;
    }
    if (size > reader.remaining()) {
      reader.fail_at(start, "chunk " + std::string(chunk.name) + " claims " + std::to_string(size) +
                                " bytes, there are " + std::to_string(reader.remaining()));
      return std::nullopt;
    }
    if (find_chunk(chunks, chunk.name)) {
      reader.fail_at(start, "chunk " + std::string(chunk.name) + " occurs twice");
      return std::nullopt;
    }
    reader.read_bytes(size, chunk.bytes);
    reader.skip(std::min((kAlignment - size % kAlignment) % kAlignment, reader.remaining()));
    chunks.push_back(chunk);
  }
  return chunks;
}

const Chunk* find_chunk(const std::vector<Chunk>& chunks, std::string_view name) {
  for (const Chunk& chunk : chunks) {
    if (chunk.name == name) return &chunk;
  }
  return nullptr;
}

}  // namespace linac::beam
