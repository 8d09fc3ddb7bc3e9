// SPDX-License-Identifier: Apache-2.0
//
// Type check of one function body while it is emitted: the specification's validation algorithm,
// one call per instruction. The Assembler owns one in debug builds and none in release builds. The
// first violation is a defect of the emitting code: it prints function, instruction and what is
// wrong to standard error and aborts. Once the module has failed on a limit it checks no more.
// Invariant: accepts no body that `wasm-validate` rejects.
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

  void begin(FunctionIndex function);
  void finish();
  void new_local(ValueType type) { locals_.push_back(type); }

  void plain(Opcode opcode);
  void memory(Opcode opcode, uint32_t alignment);
  /// Instructions whose immediates are one or two indexes other than those below.
  void index(Opcode opcode, uint32_t first, uint32_t second);
  void local(Opcode opcode, LocalIndex local);
  void global(Opcode opcode, GlobalIndex global);
  void call(Opcode opcode, FunctionIndex function);
  void call_indirect(Opcode opcode, TypeIndex type, TableIndex table);
  void branch(Opcode opcode, Label target);
  void branch_table(std::span<const Label> targets, Label otherwise);
  void select_typed(ValueType type);
  void ref_is_null();
  /// A constant of `type`.
  void constant(ValueType type);
  /// Returns the new construct's serial number.
  uint32_t open(Opcode opcode, BlockType type);
  void else_(Label label);
  void end(Label label);

 private:
  // A value type's byte, or kUnknown after an instruction that never returns.
  using Operand = uint8_t;
  static constexpr Operand kUnknown = 0;

  struct Control {
    Opcode opcode;
    BlockType type;
    uint32_t serial;
    uint32_t height;  // operands below this construct
    bool unreachable;
  };

  bool off() const;
  [[noreturn]] void fail(const std::string& message) const;
  void start(Opcode opcode);

  void push(ValueType type) { operands_.push_back(static_cast<Operand>(type)); }
  void push(std::span<const ValueType> types);
  void push_letters(std::string_view letters);
  Operand pop();
  void pop(ValueType expected);
  void pop(std::span<const ValueType> expected);
  void pop_letters(std::string_view letters);
  void set_unreachable();

  std::span<const ValueType> parameters(const Control& control) const;
  std::span<const ValueType> results(const Control& control) const;
  std::span<const ValueType> branch_types(Label label) const;
  const Control& innermost(Label label) const;
  void call_signature(Opcode opcode, TypeIndex type);
  void leave_construct();
  void enter_construct(Opcode opcode, BlockType type, uint32_t serial);

  const ModuleBuilder& module_;
  FunctionIndex function_;
  Opcode opcode_ = Opcode::nop;  // the instruction in hand
  uint32_t instructions_ = 0;
  uint32_t serial_ = 0;  // never starts again, so that another function's label does not fit
  std::vector<ValueType> locals_;
  std::vector<Operand> operands_;
  std::vector<Control> controls_;
};

}  // namespace linac::wasm
