// SPDX-License-Identifier: Apache-2.0
#include "jit/liveness.h"

namespace linac {

using beam::Instruction;
using beam::Opcode;
using beam::Operand;
using beam::OperandKind;
using beam::Role;

namespace {

class Analysis {
 public:
  explicit Analysis(const Module& module)
      : module_(module),
        code_(module.file.code),
        at_label_(module.label_count()),
        known_(module.label_count()) {}

  std::vector<RegisterSet> run() {
    for (const beam::Facts::Function& function : module_.facts.functions) {
      // Code further down jumps to the labels before func_info, which takes the arguments.
      for (uint32_t i = function.begin; i < function.func_info; ++i) {
        const Instruction& instruction = code_.instructions[i];
        if (instruction.opcode != Opcode::kLabel) continue;
        const auto label = static_cast<size_t>(code_.operands_of(instruction)[0].value);
        at_label_[label] = RegisterSet::first(function.arity);
        known_[label] = true;
      }
      RegisterSet live;
      for (uint32_t i = function.end; i-- > function.begin;) {
        live = before(code_.instructions[i], live);
      }
    }
    return std::move(at_label_);
  }

 private:
  // What is read from `instruction` on, given what is read behind it.
  RegisterSet before(const Instruction& instruction, RegisterSet live) {
    const std::span<const Operand> operands = code_.operands_of(instruction);
    if (!beam::falls_through(instruction.opcode)) live = {};
    switch (instruction.opcode) {
      case Opcode::kLabel: {
        const auto label = static_cast<size_t>(operands[0].value);
        at_label_[label] = live;
        known_[label] = true;
        return live;
      }
      // All X registers but the result die in a call.
      case Opcode::kCall:
      case Opcode::kCallExt:
      case Opcode::kCallLast:
      case Opcode::kCallOnly:
      case Opcode::kCallExtLast:
      case Opcode::kCallExtOnly:
        return arguments(operands[0]);
      case Opcode::kCallFun:
        return arguments(operands[0], 1);
      case Opcode::kApply:
      case Opcode::kApplyLast:
        return arguments(operands[0], 2);
      case Opcode::kCallFun2:
        live = arguments(operands[1]);
        read(operands[2], live);
        return live;
      case Opcode::kFuncInfo:
        return arguments(operands[2]);
      case Opcode::kReturn:
        return RegisterSet::first(1);
      // These read the registers of an exception, or as many as a table elsewhere says.
      case Opcode::kCatchEnd:
      case Opcode::kTryCase:
      case Opcode::kRawRaise:
      case Opcode::kBuildStacktrace:
      case Opcode::kBsInitWritable:
      case Opcode::kSend:
      case Opcode::kMakeFun2:
        return RegisterSet::all();
      case Opcode::kFmove:
        write(operands[1], live);
        read(operands[0], live);
        return live;
      case Opcode::kTry:
      case Opcode::kCatch:
        // The handler gets its X registers from the exception.
        return live;
      default:
        return before_by_roles(instruction, operands, live);
    }
  }

  RegisterSet before_by_roles(const Instruction& instruction, std::span<const Operand> operands,
                              RegisterSet live) {
    const beam::OpcodeInfo& opcode = info(instruction.opcode);
    // Writes happen on the way that goes on here only, so they come before the labels.
    for (uint32_t i = 0; i < operands.size(); ++i) {
      if (opcode.role(i) == Role::kDestination) write(operands[i], live);
      if (opcode.role(i) == Role::kMapElements) {
        const std::span<const Operand> elements = code_.elements_of(operands[i]);
        for (size_t n = 1; n < elements.size(); n += 2) write(elements[n], live);
      }
    }
    for (uint32_t i = 0; i < operands.size(); ++i) {
      switch (opcode.role(i)) {
        case Role::kDestination:
          break;
        case Role::kLive:
          live.add(arguments(operands[i]));
          break;
        case Role::kMapElements: {
          const std::span<const Operand> elements = code_.elements_of(operands[i]);
          for (size_t n = 0; n < elements.size(); n += 2) read(elements[n], live);
          break;
        }
        default:
          read(operands[i], live);
          break;
      }
    }
    return live;
  }

  static RegisterSet arguments(const Operand& count, uint32_t more = 0) {
    return RegisterSet::first(static_cast<uint32_t>(count.value) + more);
  }

  static void write(const Operand& operand, RegisterSet& live) {
    if (operand.kind == OperandKind::kX) live.remove(static_cast<uint32_t>(operand.value));
  }

  // Registers, and what is read at labels. In a list, destinations count as read, too.
  void read(const Operand& operand, RegisterSet& live) const {
    if (operand.kind == OperandKind::kX) {
      live.add(static_cast<uint32_t>(operand.value));
    } else if (operand.kind == OperandKind::kLabel) {
      const auto label = static_cast<size_t>(operand.value);
      // A label further up has not been looked at yet.
      if (label != 0) live.add(known_[label] ? at_label_[label] : RegisterSet::all());
    } else if (operand.kind == OperandKind::kList) {
      for (const Operand& element : code_.elements_of(operand)) read(element, live);
    }
  }

  const Module& module_;
  const beam::Code& code_;
  std::vector<RegisterSet> at_label_;
  std::vector<bool> known_;
};

}  // namespace

std::vector<RegisterSet> live_at_labels(const Module& module) { return Analysis(module).run(); }

}  // namespace linac
