// SPDX-License-Identifier: Apache-2.0
//
// The verifier: proves of decoded code whatever interpreter and JIT take for granted, or says what
// is wrong. After `verify` succeeded: every operand has the kind its opcode demands and is in
// range; every label jumped to exists and lies in the same function (calls: is a function's entry);
// no register is read before it is written; at every instruction that may collect, x0 … live-1 and
// all y registers hold terms; frames are allocated and released in step, with one depth at each
// label; heap space is reserved before it is used. What types alone could prove (that the operand
// of get_tuple_element is a tuple large enough) is reported per instruction in `proven`, and
// interpreter and JIT check at run time where it is false.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "beam/file.h"

namespace linac::beam {

/// Facts about verified code, indexed like Code::instructions.
/// Heap words of a fun without free variables, at most: what `{alloc,[{funs,N}]}` counts for each.
inline constexpr uint32_t kFunWords = 4;

struct Facts {
  static constexpr int16_t kNoFrame = -1;
  static constexpr int16_t kUnreachable = -2;

  std::vector<int16_t>
      frame_size;  ///< y registers of the frame before the instruction, kNoFrame, or kUnreachable
  std::vector<uint8_t>
      proven;  ///< 1: the operand kinds that the instruction takes for granted are proven
  std::vector<uint32_t>
      function_of;  ///< index of the function (order of func_info) an instruction belongs to
  struct Function {
    uint32_t func_info;  ///< instruction index of its func_info
    uint32_t entry;      ///< its entry label
    uint32_t name;       ///< atom index
    uint32_t arity;
  };
  std::vector<Function> functions;
  uint32_t max_x = 0;               ///< one more than the highest X register used
  uint32_t max_float_register = 0;  ///< one more than the highest float register used
};

/// Verifies the code of `file`. On failure fills `error` (chunk "Code", offset of the instruction).
std::optional<Facts> verify(const File& file, Error& error);

}  // namespace linac::beam
