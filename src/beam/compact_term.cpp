// SPDX-License-Identifier: Apache-2.0
//
// Decodes compact terms; see compact_term.h.
#include "beam/compact_term.h"

#include <limits>

namespace linac::beam {
namespace {

/// A tag with its value; `bytes` is set instead of `value` if the value needs more than 64 bits.
struct Tagged {
  CompactTag tag;
  int64_t value = 0;
  std::span<const uint8_t> bytes;
};

int64_t sign_extended(std::span<const uint8_t> bytes) {
  uint64_t value = bytes[0] & 0x80 ? ~uint64_t{0} : 0;
  for (const uint8_t byte : bytes) value = (value << 8) | byte;
  return static_cast<int64_t>(value);
}

/// Value bytes that follow the first byte, given the length coded in it (or after it, from 9 on).
bool read_length(ByteReader& reader, uint8_t first_byte, uint32_t& length) {
  if (first_byte >> 5 != 7) {
    length = (first_byte >> 5) + 2u;
    return true;
  }
  uint32_t more;
  if (!read_compact_unsigned(reader, more)) return false;
  if (more > reader.remaining()) return reader.fail("a number is longer than the chunk");
  length = more + 9;
  return true;
}

bool read_tagged(ByteReader& reader, Tagged& result) {
  uint8_t first_byte;
  if (!reader.read_u8(first_byte)) return false;
  result.tag = compact_tag(first_byte);
  if (!(first_byte & 0x08)) {
    result.value = first_byte >> 4;
    return true;
  }
  if (!(first_byte & 0x10)) {
    uint8_t low;
    if (!reader.read_u8(low)) return false;
    result.value = ((first_byte & 0xe0) << 3) | low;
    return true;
  }
  uint32_t length;
  std::span<const uint8_t> bytes;
  if (!read_length(reader, first_byte, length) || !reader.read_bytes(length, bytes)) return false;
  // Leading bytes that only repeat the sign carry nothing.
  while (bytes.size() > 1 &&
         ((bytes[0] == 0 && !(bytes[1] & 0x80)) || (bytes[0] == 0xff && (bytes[1] & 0x80)))) {
    bytes = bytes.subspan(1);
  }
  if (bytes.size() <= 8) {
    result.value = sign_extended(bytes);
  } else {
    result.bytes = bytes;
  }
  return true;
}

bool read_nested(ByteReader& reader, Code& code, Operand& operand, bool inside_list);

bool read_list(ByteReader& reader, Code& code, Operand& operand) {
  uint32_t count;
  if (!read_compact_unsigned(reader, count)) return false;
  if (!reader.check_count(count, 1, "list elements")) return false;
  const size_t first = code.operands.size();
  code.operands.resize(first + count);
  operand = {OperandKind::kList, 0, count, static_cast<int64_t>(first)};
  for (uint32_t i = 0; i < count; i++) {
    Operand element;
    if (!read_nested(reader, code, element, true)) return false;
    code.operands[first + i] = element;
  }
  return true;
}

bool read_alloc_list(ByteReader& reader, Code& code, Operand& operand) {
  uint32_t pairs;
  if (!read_compact_unsigned(reader, pairs)) return false;
  if (!reader.check_count(pairs, 2, "allocation pairs")) return false;
  operand = {OperandKind::kAllocList, 0, pairs * 2, static_cast<int64_t>(code.operands.size())};
  for (uint32_t i = 0; i < pairs * 2; i++) {
    uint32_t number;
    if (!read_compact_unsigned(reader, number)) return false;
    if (i % 2 == 0 && number > 2) {
      return reader.fail("kind " + std::to_string(number) + " of an allocation is unknown");
    }
    code.operands.push_back({OperandKind::kUnsigned, 0, 0, number});
  }
  return true;
}

bool read_typed_register(ByteReader& reader, Operand& operand) {
  Tagged tagged;
  uint32_t type;
  const uint32_t start = reader.offset();
  if (!read_tagged(reader, tagged)) return false;
  const bool is_register = tagged.tag == CompactTag::kX || tagged.tag == CompactTag::kY;
  if (!is_register || !tagged.bytes.empty() || tagged.value < 0) {
    return reader.fail_at(start, "a typed register is not an X or Y register");
  }
  if (!read_compact_unsigned(reader, type)) return false;
  if (type >= std::numeric_limits<uint16_t>::max()) {
    return reader.fail_at(start, "type " + std::to_string(type) + " is out of range");
  }
  operand = {tagged.tag == CompactTag::kX ? OperandKind::kX : OperandKind::kY,
             static_cast<uint16_t>(type + 1), 0, tagged.value};
  return true;
}

bool read_extended(ByteReader& reader, Code& code, int64_t form, bool inside_list,
                   Operand& operand) {
  uint32_t number;
  switch (form) {
    case 1:
      if (inside_list) return reader.fail("a list stands inside a list");
      return read_list(reader, code, operand);
    case 2:
      if (!read_compact_unsigned(reader, number)) return false;
      operand = {OperandKind::kFloatRegister, 0, 0, number};
      return true;
    case 3:
      if (inside_list) return reader.fail("an allocation list stands inside a list");
      return read_alloc_list(reader, code, operand);
    case 4:
      if (!read_compact_unsigned(reader, number)) return false;
      operand = {OperandKind::kLiteral, 0, 0, number};
      return true;
    case 5:
      return read_typed_register(reader, operand);
    default:
      return reader.fail("extended operand form " + std::to_string(form) + " is unknown");
  }
}

bool read_nested(ByteReader& reader, Code& code, Operand& operand, bool inside_list) {
  const uint32_t start = reader.offset();
  Tagged tagged;
  if (!read_tagged(reader, tagged)) return false;
  if (tagged.tag == CompactTag::kInteger) {
    if (tagged.bytes.empty()) {
      operand = {OperandKind::kInteger, 0, 0, tagged.value};
    } else {
      operand = {OperandKind::kBigInteger, 0, 0, static_cast<int64_t>(code.big_integers.size())};
      code.big_integers.emplace_back(tagged.bytes.begin(), tagged.bytes.end());
    }
    return true;
  }
  const bool is_unsigned = tagged.tag == CompactTag::kUnsigned;
  if (is_unsigned && tagged.bytes.size() == 9 && tagged.bytes[0] == 0) {
    // 2^63 and above: occurs as the value of a bs_match test.
    tagged.value = sign_extended(tagged.bytes.subspan(1));
  } else if (is_unsigned && !inside_list && tagged.bytes.size() > 8 && !(tagged.bytes[0] & 0x80)) {
    // Occurs as the length of a tail (bs_test_tail2); no other number may be that large.
    tagged.value = std::numeric_limits<int64_t>::max();
  } else if (!tagged.bytes.empty() || tagged.value < 0) {
    return reader.fail_at(start, "an operand is out of range");
  }
  switch (tagged.tag) {
    case CompactTag::kUnsigned:
      operand = {OperandKind::kUnsigned, 0, 0, tagged.value};
      return true;
    case CompactTag::kAtom:
      operand = {tagged.value ? OperandKind::kAtom : OperandKind::kNil, 0, 0, tagged.value};
      return true;
    case CompactTag::kX:
      operand = {OperandKind::kX, 0, 0, tagged.value};
      return true;
    case CompactTag::kY:
      operand = {OperandKind::kY, 0, 0, tagged.value};
      return true;
    case CompactTag::kLabel:
      operand = {OperandKind::kLabel, 0, 0, tagged.value};
      return true;
    case CompactTag::kExtended:
      return read_extended(reader, code, tagged.value, inside_list, operand);
    default:
      return reader.fail_at(start, "character operands are not supported");
  }
}

}  // namespace

bool read_compact_unsigned(ByteReader& reader, uint32_t& value) {
  const uint32_t start = reader.offset();
  uint8_t first_byte;
  if (!reader.read_u8(first_byte)) return false;
  if (compact_tag(first_byte) != CompactTag::kUnsigned) {
    return reader.fail_at(start, "an operand that is not a number stands where one must");
  }
  if (!(first_byte & 0x08)) {
    value = first_byte >> 4;
    return true;
  }
  if (!(first_byte & 0x10)) {
    uint8_t low;
    if (!reader.read_u8(low)) return false;
    value = ((first_byte & 0xe0u) << 3) | low;
    return true;
  }
  // Two to eight bytes follow; longer forms cannot be a 32-bit number.
  std::span<const uint8_t> bytes;
  if (first_byte >> 5 == 7) return reader.fail_at(start, "a number is out of range");
  if (!reader.read_bytes((first_byte >> 5) + 2u, bytes)) return false;
  const int64_t wide = sign_extended(bytes);
  if (wide < 0 || wide > std::numeric_limits<uint32_t>::max()) {
    return reader.fail_at(start, "a number is out of range");
  }
  value = static_cast<uint32_t>(wide);
  return true;
}

bool read_operand(ByteReader& reader, Code& code, Operand& operand) {
  return read_nested(reader, code, operand, false);
}

}  // namespace linac::beam
