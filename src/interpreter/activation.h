// SPDX-License-Identifier: Apache-2.0
//
// One activation of the interpreter: where it is in which module. interpreter.cpp has its loop and
// the instructions that move values and control, instructions.cpp the others. Private to this
// folder.
#pragma once

#include "code/module.h"
#include "interpreter/code.h"
#include "runtime/context.h"
#include "runtime/exception.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

constexpr uint32_t number(beam::Opcode opcode) { return static_cast<uint32_t>(opcode); }
constexpr uint32_t number(InternalOpcode opcode) { return static_cast<uint32_t>(opcode); }

class Interpreter {
 public:
  Interpreter(Context& context, Module& module, uint32_t entry)
      : context_(context),
        slots_(context.vm->state().slots),
        jit_state_(*context.jit_state),
        depth_(context.heap.stack_words()) {
    enter(module, entry);
  }

  Context* run();

 private:
  void enter(Module& module, uint32_t entry) {
    if (module.interpreter_code == nullptr) make_interpreter_code(module);
    module_ = &module;
    code_ = module.interpreter_code.get();
    pc_ = code_->words.data() + code_->entries[entry];
    jit_state_.module = &module;
  }

  Word* stack() { return context_.heap.stack_pointer(); }
  Term& y(uint32_t index) { return reinterpret_cast<Term*>(stack())[1 + index]; }

  Term source(uint32_t word) {
    const uint32_t index = word & kSourceMask;
    switch (static_cast<SourceKind>(word >> kSourceShift)) {
      case SourceKind::kX:
        return context_.x[index];
      case SourceKind::kY:
        return y(index);
      default:
        return code_->constants[index];
    }
  }
  Term& destination(uint32_t word) {
    const uint32_t index = word & kSourceMask;
    return static_cast<SourceKind>(word >> kSourceShift) == SourceKind::kX ? context_.x[index]
                                                                           : y(index);
  }
  /// The n-th operand word of the instruction at pc_.
  uint32_t word(uint32_t n) const { return pc_[2 + n]; }
  Term operand(uint32_t n) { return source(word(n)); }
  const Location* location() const { return &module_->location_of(pc_[1]); }
  void next(uint32_t operand_words) { pc_ += 2 + operand_words; }
  void jump(uint32_t position) { pc_ = code_->words.data() + position; }
  /// Goes on behind a test of `operand_words` words, or to its label (operand 0).
  void branch(bool holds, uint32_t operand_words) {
    if (holds) {
      next(operand_words);
    } else {
      jump(word(0));
    }
  }

  void push_frame(uint32_t y_registers) {
    Word* frame = stack() - (y_registers + 1);
    frame[0] = 0;  // no return address yet: a collection must not see what was here before
    context_.heap.set_stack_pointer(frame);
  }
  void pop_frame(uint32_t y_registers) {
    context_.heap.set_stack_pointer(stack() + y_registers + 1);
  }
  void set_return_address(SlotIndex slot) { stack()[0] = Term::return_address(slot).bits(); }

  // Each of these returns null to go on in the loop, or sets `result_` and returns true to leave
  // it.
  bool leave(Context* result) {
    result_ = result;
    return true;
  }
  bool do_return();
  bool call(SlotIndex slot, uint32_t operand_words);
  bool tail_call(SlotIndex slot);
  bool call_external(ExportEntry& function, uint32_t operand_words);
  bool call_fun(SlotIndex slot, uint32_t operand_words);
  bool tail_call_external(ExportEntry& function);

  bool call_instruction(uint32_t opcode);
  bool exception_instruction(uint32_t opcode);
  bool receive_instruction(uint32_t opcode);
  bool float_instruction(uint32_t opcode);
  bool map_instruction(uint32_t opcode);
  bool record_instruction(uint32_t opcode);
  bool bif_instruction(uint32_t opcode);
  bool allocate_instruction(uint32_t opcode);
  bool build_instruction(uint32_t opcode);
  bool unpack_instruction(uint32_t opcode);
  bool select_instruction(uint32_t opcode);
  bool test_instruction(uint32_t opcode);
  bool bits_instruction(uint32_t opcode);
  bool raise_unproven() { return leave(raise_error(context_, atoms::kBadarg, location())); }

  Context& context_;
  SlotTable& slots_;
  JITState& jit_state_;
  const size_t
      depth_;  // of the stack when the activation was entered: a collection moves the stack
  Module* module_ = nullptr;
  const InterpreterCode* code_ = nullptr;
  const uint32_t* pc_ = nullptr;
  Context* result_ = nullptr;
};

}  // namespace linac
