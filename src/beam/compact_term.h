// SPDX-License-Identifier: Apache-2.0
//
// Compact terms: the encoding of instruction operands in the code chunk, used as well by the line
// table, by atom lengths since OTP 28 and by record definitions since OTP 29. A tag of three bits
// and a value of 4, 11 or more bits; tag 7 introduces the extended forms. (OTP: `beam_asm`,
// `beam_disasm`.) Invariant: a list's elements are appended to `Code::operands` after every operand
// that exists then.
#pragma once

#include "beam/byte_reader.h"
#include "beam/instruction.h"

namespace linac::beam {

enum class CompactTag : uint8_t {
  kUnsigned = 0,
  kInteger = 1,
  kAtom = 2,
  kX = 3,
  kY = 4,
  kLabel = 5,
  kCharacter = 6,  ///< never written by any compiler we read
  kExtended = 7,
};

/// The tag in a compact term's first byte.
constexpr CompactTag compact_tag(uint8_t first_byte) {
  return static_cast<CompactTag>(first_byte & 7);
}

/// Reads a compact term of tag u with a value below 2^32.
bool read_compact_unsigned(ByteReader& reader, uint32_t& value);

/// Reads one operand. Elements of lists and bytes of big integers go to `code`'s pools.
bool read_operand(ByteReader& reader, Code& code, Operand& operand);

}  // namespace linac::beam
