// SPDX-License-Identifier: Apache-2.0
//
// The verifier: proves of decoded code whatever interpreter and JIT take for granted, or says what
// is wrong. After `verify` succeeded: every operand has the kind its opcode demands and is in
// range; every label jumped to exists and lies in the same function (calls: is a function's entry);
// no register is read before it is written; at every instruction that may collect, x0 ... live-1
// and all y registers hold terms; frames are allocated and released in step, with one depth at each
// label; heap space is reserved before it is used. What types alone could prove (that the operand
// of get_tuple_element is a tuple large enough) is reported per instruction in `proven`, and
// interpreter and JIT check at run time where it is false. docs/beam-file.md lists all that.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "beam/file.h"

namespace linac::beam {

/// Heap words of a fun without free variables, at most: what `{alloc,[{funs,N}]}` counts for each.
inline constexpr uint32_t kFunWords = 4;

/// Facts about verified code, indexed like Code::instructions unless said otherwise.
struct Facts {
  static constexpr int16_t kNoFrame = -1;
  static constexpr int16_t kUnreachable = -2;
  static constexpr int16_t kMixedFrame = -3;
  static constexpr uint32_t kNoFunction = 0xffffffff;

  /// y registers of the frame before the instruction; kNoFrame; kMixedFrame: differs from way to
  /// way (compilers share code that only raises); or kUnreachable.
  std::vector<int16_t> frame_size;
  /// 1: the operand kinds that the instruction takes for granted are proven.
  std::vector<uint8_t> proven;
  /// For allocate and allocate_heap, 1: set all y registers to nil, since something may raise
  /// before they are all written, and a stack with undefined words must not be walked.
  /// (`normalise` sees to it.)
  std::vector<uint8_t> clears_frame;
  /// Indexed like File::imports, 1: only ever raises (erlang:error and its like). Calls of these
  /// may stand where there is no frame, or state a wrong frame size. (`normalise` makes them
  /// uniform.)
  std::vector<uint8_t> never_returns;
  /// Index of the function (order of func_info) an instruction belongs to; int_code_end: none.
  std::vector<uint32_t> function_of;
  /// Indexed like Code::operands: for a register that an instruction reads as a term, the kType...
  /// bits it can be, proven. Unlike the types of the Type chunk these hold for any file.
  std::vector<uint16_t> operand_types;

  struct Function {
    uint32_t func_info;  ///< instruction index of its func_info
    uint32_t entry;      ///< its entry label
    uint32_t name;       ///< atom index
    uint32_t arity;
    uint32_t begin;  ///< first instruction (a label or line before func_info)
    uint32_t end;    ///< one more than the last instruction
  };
  std::vector<Function> functions;
  uint32_t max_x = 0;               ///< one more than the highest X register used
  uint32_t max_float_register = 0;  ///< one more than the highest float register used
};

/// Verifies the code of `file`. On failure fills `error` (chunk "Code", offset of the instruction).
std::optional<Facts> verify(const File& file, Error& error);

}  // namespace linac::beam
