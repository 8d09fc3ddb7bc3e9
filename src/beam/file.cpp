// SPDX-License-Identifier: Apache-2.0
//
// Reads a `.beam` file: decompresses it, splits it into chunks and hands each to its reader.
// Dbgi, Docs, Abst, DbgB and chunks nobody knows are skipped.
#include "beam/file.h"

#include "beam/byte_reader.h"
#include "beam/chunk_readers.h"
#include "beam/container.h"
#include "beam/inflate.h"
#include "beam/module_md5.h"

namespace linac::beam {
namespace {

constexpr size_t kMaxFileBytes = size_t{32} << 20;

bool is_gzip(std::span<const uint8_t> bytes) {
  return bytes.size() > 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

/// A chunk that just holds bytes for later.
void copy_chunk(const std::vector<Chunk>& chunks, const char* name, std::vector<uint8_t>& bytes) {
  if (const Chunk* chunk = find_chunk(chunks, name)) {
    bytes.assign(chunk->bytes.begin(), chunk->bytes.end());
  }
}

bool read_atom_chunk(const std::vector<Chunk>& chunks, File& file, Error& error) {
  if (const Chunk* chunk = find_chunk(chunks, "AtU8")) {
    ByteReader reader(chunk->bytes, "AtU8", error);
    return read_atoms(reader, AtomEncoding::kUtf8, file);
  }
  if (const Chunk* chunk = find_chunk(chunks, "Atom")) {
    ByteReader reader(chunk->bytes, "Atom", error);
    return read_atoms(reader, AtomEncoding::kLatin1, file);
  }
  error = {"IFF", 0, "chunk AtU8 is missing"};
  return false;
}

bool read_exports(ByteReader& reader, File& file) {
  return read_functions(reader, file, file.exports);
}
bool read_locals(ByteReader& reader, File& file) {
  return read_functions(reader, file, file.locals);
}
bool read_strings(ByteReader& reader, File& file) {
  const auto bytes = reader.rest();
  file.strings.assign(bytes.begin(), bytes.end());
  return true;
}

struct ChunkReader {
  const char* name;
  bool required;
  bool (*read)(ByteReader&, File&);
};

/// In the order of dependence: see chunk_readers.h.
constexpr ChunkReader kReaders[] = {
    {"ImpT", true, read_imports},
    {"ExpT", true, read_exports},
    {"LocT", false, read_locals},
    {"FunT", false, read_lambdas},
    {"StrT", true, read_strings},
    {"LitT", false, read_literals},
    {"LitU", false, read_unpacked_literals},
    {"Line", false, read_lines},
    {"Type", false, read_types},
    {"Code", true, read_code},
    {"Recs", false, read_records},
};

bool read_chunks(const std::vector<Chunk>& chunks, File& file, Error& error) {
  if (!read_atom_chunk(chunks, file, error)) return false;
  for (const ChunkReader& entry : kReaders) {
    const Chunk* chunk = find_chunk(chunks, entry.name);
    if (chunk) {
      ByteReader reader(chunk->bytes, entry.name, error);
      if (!entry.read(reader, file)) return false;
    } else if (entry.required) {
      error = {"IFF", 0, std::string("chunk ") + entry.name + " is missing"};
      return false;
    }
  }
  copy_chunk(chunks, "Attr", file.attributes);
  copy_chunk(chunks, "CInf", file.compile_info);
  copy_chunk(chunks, "Meta", file.meta);
  return true;
}

}  // namespace

std::optional<File> read_file(std::span<const uint8_t> bytes, Error& error) {
  std::optional<std::vector<uint8_t>> inflated;
  if (is_gzip(bytes)) {
    inflated = inflate_bytes(bytes, Compression::kGzip, kMaxFileBytes);
    if (!inflated) {
      error = {"IFF", 0, "the file is compressed, and damaged or too large"};
      return std::nullopt;
    }
    bytes = *inflated;
  }
  if (bytes.size() > kMaxFileBytes) {
    error = {"IFF", 0, "the file is too large"};
    return std::nullopt;
  }
  const auto chunks = read_container(bytes, error);
  if (!chunks) return std::nullopt;
  File file;
  file.lines.push_back({0, 0});
  file.line_files.emplace_back();
  if (!read_chunks(*chunks, file, error)) return std::nullopt;
  file.md5 = module_md5(*chunks);
  return file;
}

}  // namespace linac::beam
