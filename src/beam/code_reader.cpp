// SPDX-License-Identifier: Apache-2.0
//
// The code chunk: a header and instructions of one opcode byte and compact operands each. Decodes
// only; what operands may be is for the verifier to say, except that labels are defined once.
#include <algorithm>

#include "beam/chunk_readers.h"
#include "beam/compact_term.h"
#include "beam/opcode.h"

namespace linac::beam {
namespace {

constexpr uint32_t kHeaderSize = 16;
constexpr uint32_t kInstructionSet = 0;

bool read_header(ByteReader& reader, File& file) {
  uint32_t header_size, instruction_set;
  if (!reader.read_u32(header_size)) return false;
  if (header_size < kHeaderSize || header_size > reader.remaining()) {
    return reader.fail_at(0, "the header's size is " + std::to_string(header_size));
  }
  reader.read_u32(instruction_set);
  reader.read_u32(file.max_opcode);
  reader.read_u32(file.code.label_count);
  if (!reader.read_u32(file.code.function_count)) return false;
  if (instruction_set != kInstructionSet) {
    return reader.fail_at(
        4, "instruction set " + std::to_string(instruction_set) + " is not supported");
  }
  if (file.max_opcode > kMaxOpcode) {
    return reader.fail_at(
        8, "opcode " + std::to_string(file.max_opcode) + " is newer than those of OTP 29");
  }
  reader.skip(header_size - kHeaderSize);
  return reader.check_count(file.code.label_count, 1, "labels") &&
         reader.check_count(file.code.function_count, 1, "functions");
}

/// Notes where a label is defined. Fails if it is out of range or defined before.
bool define_label(ByteReader& reader, Code& code, const Instruction& label) {
  const Operand& number = code.operands[label.operands];
  const bool in_range =
      number.kind == OperandKind::kUnsigned && number.value > 0 && number.value < code.label_count;
  if (!in_range) {
    return reader.fail_at(label.code_offset,
                          "label " + std::to_string(number.value) + " is out of range");
  }
  uint32_t& where = code.label_instructions[static_cast<size_t>(number.value)];
  if (where != Code::kNoInstruction) {
    return reader.fail_at(label.code_offset,
                          "label " + std::to_string(number.value) + " is defined twice");
  }
  where = static_cast<uint32_t>(code.instructions.size());
  return true;
}

bool read_instruction(ByteReader& reader, Code& code, Opcode& opcode) {
  const uint32_t start = reader.offset();
  uint8_t byte;
  if (!reader.read_u8(byte)) return false;
  if (byte == 0 || byte > kMaxOpcode) {
    return reader.fail_at(start, "opcode " + std::to_string(byte) + " does not exist");
  }
  opcode = static_cast<Opcode>(byte);
  const OpcodeInfo& row = info(opcode);
  if (row.status == OpcodeStatus::kRemoved) {
    return reader.fail_at(
        start, std::string("instruction ") + row.name + " is too old; compile the module again");
  }
  const Instruction instruction = {opcode, row.arity, static_cast<uint32_t>(code.operands.size()),
                                   start};
  code.operands.resize(code.operands.size() + row.arity);
  for (unsigned i = 0; i < row.arity; i++) {
    Operand operand;
    if (!read_operand(reader, code, operand)) return false;
    if (row.role(i) == Role::kTailBits && operand.kind == OperandKind::kUnsigned) {
      operand.value = std::min<uint64_t>(operand.value, kMaxTailBits);
    }
    code.operands[instruction.operands + i] = operand;
  }
  if (opcode == Opcode::kLabel && !define_label(reader, code, instruction)) return false;
  code.instructions.push_back(instruction);
  return true;
}

/// Without their tables, line numbers and types of operands mean nothing: forget them.
void forget_indices_without_table(File& file) {
  if (!file.has_type_table) {
    for (Operand& operand : file.code.operands) operand.type = 0;
  }
  if (file.has_line_table) return;
  for (const Instruction& instruction : file.code.instructions) {
    for (unsigned i = 0; i < instruction.operand_count; i++) {
      if (info(instruction.opcode).role(i) != Role::kLine) continue;
      Operand& line = file.code.operands[instruction.operands + i];
      if (line.kind == OperandKind::kUnsigned) line.value = 0;
    }
  }
}

}  // namespace

bool read_code(ByteReader& reader, File& file) {
  if (!read_header(reader, file)) return false;
  Code& code = file.code;
  code.label_instructions.assign(code.label_count, Code::kNoInstruction);
  // A guess that fits compiled code: four bytes an instruction, a byte and a half an operand.
  code.instructions.reserve(reader.remaining() / 4);
  code.operands.reserve(reader.remaining() * 2 / 3);
  Opcode opcode = Opcode::kLabel;
  while (opcode != Opcode::kIntCodeEnd) {
    if (reader.at_end()) return reader.fail("the code does not end in int_code_end");
    if (!read_instruction(reader, code, opcode)) return false;
  }
  forget_indices_without_table(file);
  return true;
}

}  // namespace linac::beam
