// SPDX-License-Identifier: Apache-2.0
//
// Decoded BEAM instructions: what the code chunk says, before anything is linked.
// The reader fills a `Code`; verifier, disassembler, interpreter and JIT read it and never see
// compact terms. Invariant: `Instruction::operands` is a range inside `Code::operands`; a list
// operand names a range that lies further on in the same pool.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "beam/opcode.h"

namespace linac::beam {

/// Kinds of an operand after decoding. `value` of Operand is described beside each.
enum class OperandKind : uint8_t {
  kNone,           ///< an absent operand: fail label 0 (`{f,0}`) decodes to kLabel 0, not to this
  kUnsigned,       ///< a literal number of the instruction (tag u): its low 64 bits
  kInteger,        ///< an Erlang integer that fits 64 bits (tag i): the integer
  kBigInteger,     ///< an Erlang integer beyond 64 bits: index in Code::big_integers
  kAtom,           ///< an atom: index in File::atoms, 1-based; never 0 (see kNil)
  kNil,            ///< the empty list (atom index 0 on file)
  kX,              ///< X register number
  kY,              ///< Y register number
  kFloatRegister,  ///< floating-point register number
  kLabel,          ///< label number, 0 means "no label"
  kLiteral,        ///< index in File::literals
  kList,           ///< extended list: index of first element in Code::operands, `count` elements
  kAllocList,      ///< allocation list: like kList, elements alternate kind (kUnsigned 0 words, 1
                   ///< floats, 2 funs) and kUnsigned amount
};

/// One operand. 16 bytes.
struct Operand {
  OperandKind kind = OperandKind::kNone;
  uint16_t type = 0;   ///< for a typed register (OTP 25+): index in File::types plus one; 0 = none
  uint32_t count = 0;  ///< for kList and kAllocList: number of elements
  int64_t value = 0;
};

/// One generic instruction.
struct Instruction {
  Opcode opcode;
  uint8_t operand_count;
  uint32_t operands;     ///< index of the first operand in Code::operands
  uint32_t code_offset;  ///< byte offset of the instruction in the Code chunk's data, for messages
};

/// The decoded code chunk of one module.
struct Code {
  std::vector<Instruction> instructions;
  std::vector<Operand> operands;
  /// Big-endian two's complement bytes of integers beyond 64 bits, as they stand on file.
  std::vector<std::vector<uint8_t>> big_integers;
  uint32_t label_count = 0;  ///< labels are 1 … label_count - 1
  uint32_t function_count = 0;
  /// Index in `instructions` of each label's `label` instruction; kNoInstruction if undefined.
  std::vector<uint32_t> label_instructions;

  static constexpr uint32_t kNoInstruction = 0xffffffff;

  std::span<const Operand> operands_of(const Instruction& instruction) const {
    return {operands.data() + instruction.operands, instruction.operand_count};
  }
  /// Elements of a kList or kAllocList operand.
  std::span<const Operand> elements_of(const Operand& list) const {
    return {operands.data() + list.value, list.count};
  }
};

}  // namespace linac::beam
