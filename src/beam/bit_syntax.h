// SPDX-License-Identifier: Apache-2.0
//
// The little languages inside two instructions: commands of `bs_match` and segments of
// `bs_create_bin`, both lists of operands that begin with an atom. The verifier checks them against
// these tables; interpreter and JIT walk verified lists with them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "beam/opcode.h"

namespace linac::beam {

inline constexpr auto kIsBitSyntax = [] {
  std::array<bool, 256> table{};
  for (unsigned i = 0; i <= kMaxOpcode; ++i) {
    table[i] = std::string_view(kOpcodes[i].name).substr(0, 3) == "bs_";
  }
  return table;
}();

/// Whether an instruction is one of the bit syntax: its name begins with `bs_`.
constexpr bool is_bit_syntax(Opcode opcode) { return kIsBitSyntax[static_cast<uint8_t>(opcode)]; }

/// Flags of bit-syntax instructions (role kFlags).
inline constexpr int64_t kBitFlagLittle = 2;
inline constexpr int64_t kBitFlagSigned = 4;
inline constexpr int64_t kBitFlagNative = 16;

enum class MatchCommand : uint8_t {
  kEnsureAtLeast,  ///< size, unit: at least `size` bits are left, and the rest divides by `unit`
  kEnsureExactly,  ///< size: exactly so many bits are left
  kInteger,        ///< live, flags, size, unit, destination
  kBinary,         ///< live, flags, size, unit, destination
  kEqual,          ///< nil, bits (at most 64), value: the next bits are this number
  kSkip,           ///< bits
  kGetTail,        ///< live, unit, destination
};

struct MatchCommandInfo {
  const char* name;
  const char* roles;  ///< roles of opcode.h; 'N' nil, 'q' flags: nil or a literal list of atoms
};

/// Entry i describes MatchCommand i.
inline constexpr MatchCommandInfo kMatchCommands[] = {
    {"ensure_at_least", "uu"}, {"ensure_exactly", "u"}, {"integer", "Lquud"},
    {"binary", "Lquud"},       {"=:=", "Nuu"},          {"skip", "u"},
    {"get_tail", "Lud"},
};
inline constexpr unsigned kMatchCommandCount = sizeof(kMatchCommands) / sizeof(kMatchCommands[0]);

constexpr const MatchCommandInfo& info(MatchCommand command) {
  return kMatchCommands[static_cast<uint8_t>(command)];
}

enum class SegmentType : uint8_t {
  kAppend,         ///< value: a bitstring that the new one continues (first segment only)
  kPrivateAppend,  ///< the same, and nobody else holds the value
  kBinary,
  kFloat,
  kInteger,
  kString,  ///< value: offset in File::strings (kUnsigned), size: bytes (kInteger)
  kUtf8,
  kUtf16,
  kUtf32,
};

inline constexpr const char* kSegmentTypes[] = {
    "append", "private_append", "binary", "float", "integer", "string", "utf8", "utf16", "utf32"};
inline constexpr unsigned kSegmentTypeCount = sizeof(kSegmentTypes) / sizeof(kSegmentTypes[0]);

/// Operands of one segment of bs_create_bin: type, number, unit, flags, value, size. The size is a
/// source; atom all (binary types) and undefined (utf) stand for themselves.
inline constexpr unsigned kSegmentOperands = 6;

/// The entry with that name; `count` if there is none.
constexpr unsigned find_match_command(std::string_view name) {
  unsigned i = 0;
  while (i < kMatchCommandCount && name != kMatchCommands[i].name) i++;
  return i;
}
constexpr unsigned find_segment_type(std::string_view name) {
  unsigned i = 0;
  while (i < kSegmentTypeCount && name != kSegmentTypes[i]) i++;
  return i;
}

}  // namespace linac::beam
