// SPDX-License-Identifier: Apache-2.0
//
// See normalise.h.
#include "beam/normalise.h"

namespace linac::beam {

void normalise(File& file, const Facts& facts) {
  Code& code = file.code;
  for (size_t i = 0; i < code.instructions.size(); i++) {
    Instruction& instruction = code.instructions[i];
    switch (instruction.opcode) {
      case Opcode::kAllocate:
        if (facts.clears_frame[i]) instruction.opcode = Opcode::kAllocateZero;
        break;
      case Opcode::kAllocateHeap:
        if (facts.clears_frame[i]) instruction.opcode = Opcode::kAllocateHeapZero;
        break;
      case Opcode::kCallExt:
      case Opcode::kCallExtLast: {
        const Operand& import = code.operands[instruction.operands + 1];
        if (!facts.never_returns[static_cast<size_t>(import.value)]) break;
        instruction.opcode = Opcode::kCallExtOnly;
        instruction.operand_count = info(Opcode::kCallExtOnly).arity;
        break;
      }
      default:
        break;
    }
  }
}

}  // namespace linac::beam
