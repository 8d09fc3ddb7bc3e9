// SPDX-License-Identifier: Apache-2.0
//
// The line table (Line): source lines that `line` instructions name by index. Line numbers are
// compact terms of tag i; one of tag a before them changes the file. Other versions than 0 are
// unknown and ignored, as OTP does: the code then has no line numbers.
#include "beam/chunk_readers.h"
#include "beam/compact_term.h"
#include "beam/utf8.h"

namespace linac::beam {
namespace {

constexpr uint32_t kVersion = 0;

/// OTP shows no line from this one on, nor any of the files from this one on.
constexpr int64_t kLongestFile = (1 << 24) - 1;
constexpr uint32_t kMostFiles = 255;

bool read_items(ByteReader& reader, uint32_t count, uint32_t file_count, File& file) {
  Code pools;
  uint32_t current_file = 0;
  while (file.lines.size() <= count) {
    const uint32_t start = reader.offset();
    Operand item;
    if (!read_operand(reader, pools, item)) return false;
    const bool is_file = item.kind == OperandKind::kAtom || item.kind == OperandKind::kNil;
    if (is_file) {
      if (item.value > file_count) {
        return reader.fail_at(start, "file " + std::to_string(item.value) + " is out of range");
      }
      current_file = static_cast<uint32_t>(item.value);
    } else if (item.kind == OperandKind::kInteger && item.value >= 0 && item.value <= 0x7fffffff) {
      const bool is_shown = item.value < kLongestFile && current_file < kMostFiles;
      file.lines.push_back({current_file, is_shown ? static_cast<uint32_t>(item.value) : 0});
    } else {
      return reader.fail_at(start, "a line number is not a number");
    }
  }
  return true;
}

bool read_file_names(ByteReader& reader, uint32_t count, File& file) {
  for (uint32_t i = 0; i < count; i++) {
    uint16_t length;
    std::span<const uint8_t> bytes;
    if (!reader.read_u16(length) || !reader.read_bytes(length, bytes)) return false;
    if (utf8_length(bytes)) {
      file.line_files.emplace_back(bytes.begin(), bytes.end());
    } else {
      file.line_files.push_back(utf8_from_latin1(bytes));
    }
  }
  return true;
}

}  // namespace

bool read_lines(ByteReader& reader, File& file) {
  uint32_t version, flags, instruction_count, line_count, file_count;
  if (!reader.read_u32(version)) return false;
  if (version != kVersion) return true;
  reader.read_u32(flags);
  reader.read_u32(instruction_count);
  reader.read_u32(line_count);
  if (!reader.read_u32(file_count)) return false;
  if (!reader.check_count(line_count, 1, "lines")) return false;
  if (!reader.check_count(file_count, 2, "file names")) return false;
  file.has_line_table = true;
  file.lines.reserve(size_t{1} + line_count);
  return read_items(reader, line_count, file_count, file) &&
         read_file_names(reader, file_count, file);
}

}  // namespace linac::beam
