// SPDX-License-Identifier: Apache-2.0
//
// The interpreter's bit syntax: operands of each instruction to the operation in src/runtime and
// back. Called by the interpreter's loop for every instruction whose name begins with `bs_`; each
// takes as many operand words as the opcode table says, lists being an index (code/bit_operands.h).
#pragma once

#include <cstdint>

#include "code/module.h"
#include "runtime/context.h"

namespace linac {

enum class BitOutcome {
  kNext,      ///< go on behind the instruction
  kFail,      ///< go on at the label that is operand 0; if it is 0, the pending exception is raised
  kUnproven,  ///< an operand is not what no compiler would get wrong: badarg
  kLeave,     ///< leave with the context: no memory
};

/// Executes the instruction at `pc` of `module`.
BitOutcome interpret_bits(Context& context, const Module& module, const uint32_t* pc);

}  // namespace linac
