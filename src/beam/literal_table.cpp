// SPDX-License-Identifier: Apache-2.0
//
// The literal table (LitT): external terms, compressed with zlib up to OTP 27, raw since OTP 28
// (the uncompressed size is 0 then). AtomVM's packs hold the bare table as LitU. The terms
// themselves are decoded when the module is linked.
#include "beam/chunk_readers.h"
#include "beam/inflate.h"

namespace linac::beam {
namespace {

constexpr uint32_t kMaxLiteralBytes = uint32_t{64} << 20;
constexpr uint8_t kExternalTermVersion = 131;

bool read_table(ByteReader& reader, File& file) {
  uint32_t count;
  if (!reader.read_count(4, "literals", count)) return false;
  file.literals.reserve(count);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t size;
    std::span<const uint8_t> bytes;
    if (!reader.read_u32(size) || !reader.read_bytes(size, bytes)) return false;
    if (size < 2 || bytes[0] != kExternalTermVersion) {
      return reader.fail("literal " + std::to_string(i) + " is not an external term");
    }
    file.literals.emplace_back(bytes.begin(), bytes.end());
  }
  return true;
}

}  // namespace

bool read_unpacked_literals(ByteReader& reader, File& file) { return read_table(reader, file); }

bool read_literals(ByteReader& reader, File& file) {
  uint32_t inflated_size;
  if (!reader.read_u32(inflated_size)) return false;
  if (inflated_size == 0) return read_table(reader, file);
  if (inflated_size > kMaxLiteralBytes) {
    return reader.fail_at(0, "the literals claim " + std::to_string(inflated_size) + " bytes");
  }
  const auto inflated = inflate_bytes(reader.rest(), Compression::kZlib, inflated_size);
  if (!inflated || inflated->size() != inflated_size) {
    return reader.fail_at(4, "the compressed literals are damaged");
  }
  Error error;
  ByteReader table(*inflated, "LitT", error);
  return read_table(table, file) || reader.fail_at(error.offset, error.message + " (inflated)");
}

}  // namespace linac::beam
