// SPDX-License-Identifier: Apache-2.0
//
// A `.beam` file, read: every chunk that matters, bounds-checked and decoded, nothing linked yet.
// `read_file` is the only way in; it never trusts a byte. Owned strings only: the input may be
// freed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "beam/error.h"
#include "beam/instruction.h"

namespace linac::beam {

struct Import {
  uint32_t module;    ///< atom index
  uint32_t function;  ///< atom index
  uint32_t arity;
};

struct Export {
  uint32_t function;  ///< atom index
  uint32_t arity;
  uint32_t label;
};

/// An entry of the FunT chunk.
struct Lambda {
  uint32_t function;  ///< atom index
  uint32_t arity;     ///< of the lifted function: free variables included
  uint32_t label;
  uint32_t index;
  uint32_t num_free;
  uint32_t old_uniq;
};

/// A line of source; file 0 is the module's own source name, `MODULE.erl`.
struct Line {
  uint32_t file;
  uint32_t line;
};

/// A type of the Type chunk, in the newest version's terms (older versions are translated).
struct Type {
  uint16_t mask = 0xffff;      ///< kType… bits: a value of this type may be any of them
  std::optional<int64_t> min;  ///< integer range, if known
  std::optional<int64_t> max;
  uint16_t unit = 1;  ///< bitstrings: size is a multiple of this many bits
};

inline constexpr uint16_t kTypeAtom = 1 << 0;
inline constexpr uint16_t kTypeBitstring = 1 << 1;
inline constexpr uint16_t kTypeMatchContext = 1 << 2;
inline constexpr uint16_t kTypeCons = 1 << 3;
inline constexpr uint16_t kTypeFloat = 1 << 4;
inline constexpr uint16_t kTypeFun = 1 << 5;
inline constexpr uint16_t kTypeInteger = 1 << 6;
inline constexpr uint16_t kTypeMap = 1 << 7;
inline constexpr uint16_t kTypeNil = 1 << 8;
inline constexpr uint16_t kTypePid = 1 << 9;
inline constexpr uint16_t kTypePort = 1 << 10;
inline constexpr uint16_t kTypeReference = 1 << 11;
inline constexpr uint16_t kTypeTuple = 1 << 12;
inline constexpr uint16_t kTypeRecord = 1 << 13;  ///< native record

/// A native record of the Recs chunk (OTP 29).
struct Record {
  struct Field {
    uint32_t name;          ///< atom index
    Operand default_value;  ///< a constant, or kNone: the field has no default
  };
  uint32_t name;  ///< atom index
  bool exported;
  std::vector<Field> fields;
};

using ModuleMd5 = std::array<uint8_t, 16>;

struct File {
  ModuleMd5 md5{};
  std::vector<std::string> atoms;  ///< UTF-8; atoms[0] is unused, atoms[1] is the module's name
  Code code;
  std::vector<uint8_t> strings;  ///< StrT
  std::vector<Import> imports;
  std::vector<Export> exports;
  std::vector<Export> locals;
  std::vector<Lambda> lambdas;
  std::vector<std::vector<uint8_t>> literals;  ///< external terms, each with its version byte 131
  std::vector<Line> lines;              ///< index as in `line` instructions; entry 0 is "no line"
  std::vector<std::string> line_files;  ///< UTF-8 names; entry 0 is empty: the module's own
  std::vector<Type> types;
  std::vector<uint8_t> attributes;    ///< external term, or empty
  std::vector<uint8_t> compile_info;  ///< external term, or empty
  std::vector<uint8_t> meta;          ///< external term, or empty
  std::vector<Record> records;
  uint32_t max_opcode = 0;
  bool has_line_table = false;  ///< false: all line operands were set to 0
  bool has_type_table = false;  ///< false: all Operand::type were set to 0

  const std::string& module_name() const { return atoms[1]; }
};

/// Reads a `.beam` file (plain or gzip-compressed as a whole). Follows OTP's `beam_file` of
/// releases 25 to 29. On failure returns nothing and fills `error` with chunk, offset and one
/// sentence.
std::optional<File> read_file(std::span<const uint8_t> bytes, Error& error);

}  // namespace linac::beam
