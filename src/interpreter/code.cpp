// SPDX-License-Identifier: Apache-2.0
#include "interpreter/code.h"

#include <unordered_map>

#include "code/linker.h"
#include "code/module.h"
#include "term/atom.h"

namespace linac {

namespace {

using beam::Instruction;
using beam::Opcode;
using beam::Operand;
using beam::OperandKind;
using beam::Role;

class Translator {
 public:
  explicit Translator(Module& module)
      : module_(module), code_(module.file.code), out_(*module.interpreter_code) {}

  void run() {
    out_.words.push_back(0);
    out_.entries.assign(module_.entries.size(), 0);
    label_positions_.assign(code_.label_count, 0);
    for (uint32_t i = 0; i < code_.instructions.size(); ++i) {
      if (i > 0 && module_.continuations[i - 1] != kNoEntry) {
        out_.entries[module_.continuations[i - 1]] = position();
      }
      translate(i);
    }
    // Nothing falls off the end of verified code.
    for (const Fixup& fixup : fixups_) out_.words[fixup.position] = label_positions_[fixup.label];
  }

 private:
  struct Fixup {
    uint32_t position;
    uint32_t label;
  };

  uint32_t position() const { return static_cast<uint32_t>(out_.words.size()); }
  void word(uint32_t value) { out_.words.push_back(value); }

  uint32_t constant(Term term) {
    auto [at, inserted] =
        constant_index_.try_emplace(term.bits(), static_cast<uint32_t>(out_.constants.size()));
    if (inserted) out_.constants.push_back(term);
    return (static_cast<uint32_t>(SourceKind::kConstant) << kSourceShift) | at->second;
  }

  void operand(const Operand& operand) {
    switch (operand.kind) {
      case OperandKind::kX:
        return word(static_cast<uint32_t>(operand.value));
      case OperandKind::kY:
        return word((static_cast<uint32_t>(SourceKind::kY) << kSourceShift) |
                    static_cast<uint32_t>(operand.value));
      case OperandKind::kAtom:
      case OperandKind::kNil:
      case OperandKind::kInteger:
      case OperandKind::kBigInteger:
      case OperandKind::kLiteral:
        return word(constant(constant_term(module_, operand)));
      case OperandKind::kLabel:
        if (operand.value != 0) {
          fixups_.push_back({position(), static_cast<uint32_t>(operand.value)});
        }
        return word(0);
      case OperandKind::kList:
        word(operand.count);
        for (const Operand& element : code_.elements_of(operand)) this->operand(element);
        return;
      case OperandKind::kAllocList:
        return word(heap_words(code_, operand));
      case OperandKind::kUnsigned:
      case OperandKind::kFloatRegister:
      case OperandKind::kNone:
        return word(static_cast<uint32_t>(operand.value));
    }
  }

  static bool is_x(const Operand& operand) { return operand.kind == OperandKind::kX; }

  uint32_t opcode_of(const Instruction& instruction) const {
    const auto operands = code_.operands_of(instruction);
    if (instruction.opcode == Opcode::kMove && is_x(operands[0]) && is_x(operands[1])) {
      return static_cast<uint32_t>(InternalOpcode::kMoveXX);
    }
    if (instruction.opcode == Opcode::kGcBif2) {
      const ExportEntry& bif = *module_.imports[static_cast<size_t>(operands[2].value)];
      if (bif.module == atoms::kErlang && bif.function == atoms::kPlus) {
        return static_cast<uint32_t>(InternalOpcode::kAdd);
      }
      if (bif.module == atoms::kErlang && bif.function == atoms::kMinus) {
        return static_cast<uint32_t>(InternalOpcode::kSubtract);
      }
    }
    return static_cast<uint32_t>(instruction.opcode);
  }

  void translate(uint32_t index) {
    const Instruction& instruction = code_.instructions[index];
    const auto operands = code_.operands_of(instruction);
    switch (instruction.opcode) {
      case Opcode::kLabel: {
        const auto label = static_cast<uint32_t>(operands[0].value);
        label_positions_[label] = position();
        out_.entries[label] = position();
        const int32_t function = module_.function_of_label[label];
        if (function >= 0) {
          word(static_cast<uint32_t>(InternalOpcode::kEntry));
          word(index);
          word(module_.facts.functions[static_cast<size_t>(function)].arity);
          word(module_.slot_of_label(label));
        }
        return;
      }
      case Opcode::kLine:
      case Opcode::kExecutableLine:
      case Opcode::kDebugLine:
      case Opcode::kOnLoad:
      case Opcode::kNifStart:
        return;
      default:
        break;
    }
    word(opcode_of(instruction));
    word(index);
    const bool has_bit_list =
        instruction.opcode == Opcode::kBsCreateBin || instruction.opcode == Opcode::kBsMatch;
    const bool has_bit_size =
        instruction.opcode == Opcode::kBsInit2 || instruction.opcode == Opcode::kBsInitBits;
    for (const Operand& each : operands) {
      if (has_bit_list && each.kind == OperandKind::kList) {
        word(module_.bit_operands.at(index));
      } else if (has_bit_size && &each == &operands[1] && each.kind == OperandKind::kUnsigned) {
        word(constant(Term::small(each.value)));
      } else {
        operand(each);
      }
    }
    if (has_continuation(instruction.opcode)) word(module_.continuation_slot(index));
    switch (instruction.opcode) {
      case Opcode::kWait:
      case Opcode::kWaitTimeout:
      case Opcode::kLoopRecEnd:
        word(module_.slot_of_label(static_cast<uint32_t>(operands[0].value)));
        break;
      case Opcode::kTry:
      case Opcode::kCatch:
        word(module_.slot_of_label(static_cast<uint32_t>(operands[1].value)));
        break;
      default:
        break;
    }
  }

  Module& module_;
  const beam::Code& code_;
  InterpreterCode& out_;
  std::vector<uint32_t> label_positions_;
  std::vector<Fixup> fixups_;
  std::unordered_map<Word, uint32_t> constant_index_;
};

}  // namespace

void make_interpreter_code(Module& module) {
  module.interpreter_code = std::make_unique<InterpreterCode>();
  Translator(module).run();
}

}  // namespace linac
