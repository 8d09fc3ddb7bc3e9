// SPDX-License-Identifier: Apache-2.0
//
// Type check of one function body while it is emitted: the specification's validation algorithm,
// one call per instruction. The Assembler owns one in debug builds and none in release builds. The
// first violation is a defect of the emitting code: it prints function, offset and what is wrong to
// standard error and aborts. Invariant: accepts no body that `wasm-validate` rejects.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jit/wasm/opcode.h"
#include "jit/wasm/types.h"

namespace linac::wasm {

class ModuleBuilder;

class Validator {
 public:
  explicit Validator(const ModuleBuilder& module) : module_(module) {}

  void begin(FunctionIndex function, std::span<const ValueType> parameters,
             std::span<const ValueType> results);
  void finish();
  void new_local(ValueType type) { locals_.push_back(type); }

  void plain(Opcode opcode);
  void memory(Opcode opcode, uint32_t alignment);
  void index(Opcode opcode, uint32_t first, uint32_t second);
  void local(Opcode opcode, LocalIndex local);
  void global(Opcode opcode, GlobalIndex global);
  void call(Opcode opcode, FunctionIndex function);
  void call_indirect(Opcode opcode, TypeIndex type, TableIndex table);
  void branch(Opcode opcode, Label target);
  void branch_table(std::span<const Label> targets, Label otherwise);
  void select_typed(ValueType type);
  void ref_is_null();
  /// Returns the new construct's serial number.
  uint32_t open(Opcode opcode, BlockType type);
  void else_(Label label);
  void end(Label label);
  void push(ValueType type) { operands_.push_back(static_cast<Operand>(type)); }

 private:
  // A value type's byte, or kUnknown below an instruction that never returns.
  using Operand = uint8_t;
  static constexpr Operand kUnknown = 0;

  struct Control {
    Opcode opcode;
    uint32_t serial;
    std::vector<ValueType> parameters;
    std::vector<ValueType> results;
    uint32_t height;  // operands below this construct
    bool unreachable;
  };

  [[noreturn]] void fail(Opcode opcode, const std::string& message) const;
  Operand pop(Opcode opcode);
  void pop(Opcode opcode, ValueType expected);
  void pop(Opcode opcode, std::span<const ValueType> expected);
  void push(std::span<const ValueType> types);
  void pop_letters(Opcode opcode, std::string_view letters);
  void push_letters(std::string_view letters);
  void set_unreachable();
  void call_signature(Opcode opcode, TypeIndex type);
  void check_top(Opcode opcode, Label label) const;
  void pop_frame(Opcode opcode);
  Control& target(Opcode opcode, Label label);
  std::span<const ValueType> label_types(const Control& control) const;

  const ModuleBuilder& module_;
  FunctionIndex function_;
  uint32_t serial_ = 0;
  uint32_t instructions_ = 0;
  std::vector<ValueType> locals_;
  std::vector<Operand> operands_;
  std::vector<Control> controls_;
};

}  // namespace linac::wasm
