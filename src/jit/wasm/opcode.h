// SPDX-License-Identifier: Apache-2.0
//
// WebAssembly instructions as data, from opcode.def. The Assembler writes by Opcode, the validator
// and the tests read the table. Invariant: an Opcode's value is its prefix and its code, so the
// encoder needs no lookup.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace linac::wasm {

/// What follows an instruction's code in the binary format, in this order.
enum class Immediates : uint8_t {
  kNone,
  kBlock,           ///< block type
  kLabel,           ///< relative depth
  kLabelTable,      ///< vector of relative depths and a default
  kFunction,        ///< function index
  kTypeTable,       ///< type index, table index
  kLocal,           ///< local index
  kGlobal,          ///< global index
  kTable,           ///< table index
  kTableTable,      ///< destination, source
  kElement,         ///< element segment index
  kElementTable,    ///< element segment index, table index
  kData,            ///< data segment index
  kDataMemory,      ///< data segment index, memory index
  kMemory,          ///< memory index
  kMemoryMemory,    ///< destination, source
  kMemoryArgument,  ///< alignment (log2), offset
  kValueTypes,      ///< vector of value types
  kReferenceType,   ///< one reference type
  kI32,             ///< signed LEB128
  kI64,             ///< signed LEB128
  kF32,             ///< four bytes
  kF64,             ///< eight bytes
};

/// An instruction: prefix in the high byte (0 = none), code in the low one. Enumerators are named
/// as the Assembler's methods.
enum class Opcode : uint16_t {
#define PLAIN(name, text, prefix, code, parameters, results) name = (prefix) << 8 | (code),
#define MEMORY(name, text, code, alignment, parameters, results) name = (code),
#define OTHER(name, text, prefix, code, immediates, parameters, results) \
  name = (prefix) << 8 | (code),
#include "jit/wasm/opcode.def"
};

struct OpcodeInfo {
  Opcode opcode;
  std::string_view text;  ///< word of the text format
  Immediates immediates;
  uint8_t alignment;            ///< natural alignment (log2) of a load or store, else 0
  std::string_view parameters;  ///< letters of opcode.def, bottom of the stack first
  std::string_view results;
};

/// Every instruction, sorted by opcode.
std::span<const OpcodeInfo> opcode_table();
/// An instruction's line of the table.
const OpcodeInfo& opcode_info(Opcode opcode);

}  // namespace linac::wasm
