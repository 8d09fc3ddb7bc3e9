// SPDX-License-Identifier: Apache-2.0
//
// The verifier's first pass: each operand by itself. Afterwards every operand has a kind that its
// role in the opcode table allows, and every index and number is in range; lists have the right
// shape. Flow (what a register holds, in which function a label lies) comes after.
#pragma once

#include "beam/file.h"

namespace linac::beam {

/// Registers are numbered from 0 up to, not including, these.
inline constexpr int64_t kMaxRegisters = 1024;
/// Most words one instruction may reserve; more is no compiled code.
inline constexpr int64_t kMaxHeapWords = int64_t{1} << 24;

/// Checks all instructions. On failure fills `error`.
bool check_operands(const File& file, Error& error);

/// Checks one instruction of `file`; if it fails, `message` says why.
bool check_instruction(const File& file, const Instruction& instruction, std::string& message);

/// Heap words that an operand of role kHeap asks for, in this VM's sizes.
uint32_t heap_words(const Code& code, const Operand& operand);

}  // namespace linac::beam
