// SPDX-License-Identifier: Apache-2.0
//
// The constants of a VM that compiled code names: terms, slots, addresses. Lowering asks a `Linker`
// to push each, so the same lowering makes code for the running VM (numbers written into the code)
// and could make position-independent code.
#pragma once

#include <cstdint>

#include "code/module.h"
#include "jit/wasm/assembler.h"

namespace linac {

class Linker {
 public:
  /// Pushes a constant operand's term (i64).
  virtual void push_term(wasm::Assembler& a, const Module& module,
                         const beam::Operand& operand) = 0;
  /// Pushes the slot of an entry of `module` (i32).
  virtual void push_slot(wasm::Assembler& a, const Module& module, uint32_t entry) = 0;
  /// Pushes the return address (i64) or the catch tag (i64) of an entry of `module`.
  virtual void push_return_address(wasm::Assembler& a, const Module& module, uint32_t entry) = 0;
  virtual void push_catch_tag(wasm::Assembler& a, const Module& module, uint32_t entry) = 0;
  /// Pushes the address of a structure of the VM (i32).
  virtual void push_address(wasm::Assembler& a, const void* structure) = 0;

 protected:
  ~Linker() = default;
};

/// Writes this VM's numbers into the code.
class ImmediateLinker final : public Linker {
 public:
  void push_term(wasm::Assembler& a, const Module& module, const beam::Operand& operand) override {
    a.i64_const(static_cast<int64_t>(constant_term(module, operand).bits()));
  }
  void push_slot(wasm::Assembler& a, const Module& module, uint32_t entry) override {
    a.i32_const(static_cast<int32_t>(module.slot_base + entry));
  }
  void push_return_address(wasm::Assembler& a, const Module& module, uint32_t entry) override {
    a.i64_const(static_cast<int64_t>(Term::return_address(module.slot_base + entry).bits()));
  }
  void push_catch_tag(wasm::Assembler& a, const Module& module, uint32_t entry) override {
    a.i64_const(static_cast<int64_t>(Term::catch_tag(module.slot_base + entry).bits()));
  }
  void push_address(wasm::Assembler& a, const void* structure) override {
    a.i32_const(static_cast<int32_t>(reinterpret_cast<uintptr_t>(structure)));
  }
};

}  // namespace linac
