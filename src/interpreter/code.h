// SPDX-License-Identifier: Apache-2.0
//
// The interpreter's own code: a module's instructions with operands resolved, in 32-bit words. Each
// instruction is its opcode, its index in Code::instructions (for locations), and its operands in
// the order of the opcode table: a term operand is a `source` word (kind in the top two bits: X
// register, Y register, constant), a label the position of its code (0: none), a list its count and
// elements (in the bit syntax: an index, see code/bit_operands.h), all else its number.
// Instructions that name a slot (calls and waits) carry it last.
// Invariant: positions are never 0.
#pragma once

#include <cstdint>
#include <vector>

#include "beam/opcode.h"
#include "term/term.h"

namespace linac {

struct Module;

enum class SourceKind : uint32_t { kX = 0, kY = 1, kConstant = 2 };
inline constexpr int kSourceShift = 30;
inline constexpr uint32_t kSourceMask = (1u << kSourceShift) - 1;

/// Opcodes of the interpreter beyond the generic ones: frequent BIFs, and a function's entry.
enum class InternalOpcode : uint32_t {
  kEntry = 256,  ///< arity, slot: counts a reduction
  kAdd,          ///< as gc_bif2
  kSubtract,
  kMoveXX,
  kTracedEntry,  ///< kEntry of a function with a breakpoint
};

struct InterpreterCode {
  std::vector<uint32_t> words;
  std::vector<uint32_t> entries;  ///< by entry of the module: position in `words`
  std::vector<Term> constants;
};

/// Translates a verified, linked module.
void make_interpreter_code(Module& module);

}  // namespace linac
