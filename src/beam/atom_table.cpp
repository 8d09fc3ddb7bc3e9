// SPDX-License-Identifier: Apache-2.0
//
// The atom table: chunk AtU8 in both its encodings (a length byte each up to OTP 27; since OTP 28 a
// negative count announces compact-encoded lengths), and the old chunk Atom in Latin-1.
#include "beam/chunk_readers.h"
#include "beam/compact_term.h"
#include "beam/utf8.h"

namespace linac::beam {
namespace {

constexpr size_t kMaxCharacters = 255;

bool read_length(ByteReader& reader, bool compact, uint32_t& length) {
  if (compact) return read_compact_unsigned(reader, length);
  uint8_t byte;
  if (!reader.read_u8(byte)) return false;
  length = byte;
  return true;
}

bool read_atom(ByteReader& reader, AtomEncoding encoding, bool compact, std::string& atom) {
  const uint32_t start = reader.offset();
  uint32_t length;
  std::span<const uint8_t> bytes;
  if (!read_length(reader, compact, length) || !reader.read_bytes(length, bytes)) return false;
  if (encoding == AtomEncoding::kLatin1) {
    atom = utf8_from_latin1(bytes);
    return true;
  }
  const auto characters = utf8_length(bytes);
  if (!characters) return reader.fail_at(start, "an atom is not valid UTF-8");
  if (*characters > kMaxCharacters) return reader.fail_at(start, "an atom is too long");
  atom.assign(bytes.begin(), bytes.end());
  return true;
}

}  // namespace

bool read_atoms(ByteReader& reader, AtomEncoding encoding, File& file) {
  uint32_t count;
  if (!reader.read_u32(count)) return false;
  const bool compact = encoding == AtomEncoding::kUtf8 && (count >> 31) != 0;
  if (compact) count = -count;
  if (!reader.check_count(count, 1, "atoms")) return false;
  if (count == 0) return reader.fail_at(0, "there is no atom for the module's name");
  file.atoms.assign(size_t{1} + count, std::string());
  for (uint32_t i = 1; i <= count; i++) {
    if (!read_atom(reader, encoding, compact, file.atoms[i])) return false;
  }
  return true;
}

bool check_atom(ByteReader& reader, const File& file, uint32_t index) {
  if (index != 0 && index < file.atoms.size()) return true;
  return reader.fail("atom " + std::to_string(index) + " is out of range");
}

}  // namespace linac::beam
