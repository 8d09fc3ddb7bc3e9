// SPDX-License-Identifier: Apache-2.0
#include "code/bit_operands.h"

#include "code/module.h"
#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

using beam::Operand;
using beam::OperandKind;

BitSource source_of(const Module& module, const Operand& operand) {
  switch (operand.kind) {
    case OperandKind::kX:
      return {BitSource::Kind::kX, static_cast<uint32_t>(operand.value), Term()};
    case OperandKind::kY:
      return {BitSource::Kind::kY, static_cast<uint32_t>(operand.value), Term()};
    default:
      return {BitSource::Kind::kConstant, 0, constant_term(module, operand)};
  }
}

uint32_t number(const Operand& operand) { return static_cast<uint32_t>(operand.value); }

std::optional<uint64_t> fixed_bits(const BinarySegment& segment) {
  switch (segment.type) {
    case beam::SegmentType::kAppend:
    case beam::SegmentType::kPrivateAppend:
      return 0;
    case beam::SegmentType::kString:
      return uint64_t{segment.string_bytes} * 8;
    case beam::SegmentType::kUtf32:
      return 32;
    case beam::SegmentType::kInteger:
    case beam::SegmentType::kFloat:
    case beam::SegmentType::kBinary: {
      // Larger ones are left to the runtime, which has a limit.
      constexpr int64_t kLargest = 1 << 20;
      const Term size = segment.size.constant;
      if (!segment.size.is_constant() || !size.is_small()) return std::nullopt;
      if (size.small_value() < 0 || size.small_value() > kLargest) return std::nullopt;
      return static_cast<uint64_t>(size.small_value()) * segment.unit;
    }
    default:
      return std::nullopt;
  }
}

BinarySegments decode_segments(const Module& module, std::span<const Operand> elements) {
  BinarySegments segments;
  for (size_t i = 0; i < elements.size(); i += beam::kSegmentOperands) {
    const auto operands = elements.subspan(i, beam::kSegmentOperands);
    const std::string& name = module.file.atoms[static_cast<size_t>(operands[0].value)];
    BinarySegment segment;
    segment.type = static_cast<beam::SegmentType>(beam::find_segment_type(name));
    segment.number = number(operands[1]);
    segment.unit = number(operands[2]);
    segment.flags = bit_flags(module, operands[3]);
    if (segment.type == beam::SegmentType::kString) {
      segment.string = module.file.strings.data() + operands[4].value;
      segment.string_bytes = number(operands[5]);
    } else {
      segment.value = source_of(module, operands[4]);
      segment.size = source_of(module, operands[5]);
      segment.size.constant = literal_size(segment.size.constant);
    }
    segment.fixed_bits = fixed_bits(segment);
    segments.push_back(segment);
  }
  return segments;
}

MatchSteps decode_steps(const Module& module, std::span<const Operand> elements) {
  using beam::MatchCommand;
  MatchSteps steps;
  for (size_t i = 0; i < elements.size();) {
    const std::string& name = module.file.atoms[static_cast<size_t>(elements[i].value)];
    MatchStep step;
    step.command = static_cast<MatchCommand>(beam::find_match_command(name));
    const size_t count = std::string_view(beam::info(step.command).roles).size();
    const auto operands = elements.subspan(i + 1, count);
    switch (step.command) {
      case MatchCommand::kEnsureAtLeast:
        step.bits = number(operands[0]);
        step.unit = number(operands[1]);
        break;
      case MatchCommand::kEnsureExactly:
      case MatchCommand::kSkip:
        step.bits = number(operands[0]);
        break;
      case MatchCommand::kInteger:
      case MatchCommand::kBinary:
        step.live = number(operands[0]);
        step.flags = bit_flags(module, operands[1]);
        step.bits = uint64_t{number(operands[2])} * number(operands[3]);
        step.destination = operands[4];
        break;
      case MatchCommand::kEqual:
        step.bits = number(operands[1]);
        step.value = static_cast<uint64_t>(operands[2].value);
        break;
      case MatchCommand::kGetTail:
        step.live = number(operands[0]);
        step.unit = number(operands[1]);
        step.destination = operands[2];
        break;
    }
    steps.push_back(step);
    i += 1 + count;
  }
  return steps;
}

}  // namespace

uint32_t bit_flags(const Module& module, const Operand& operand) {
  if (operand.kind == OperandKind::kUnsigned) return number(operand);
  uint32_t flags = 0;
  for (Term list = constant_term(module, operand); list.is_cons(); list = tail(list)) {
    if (head(list) == atoms::kLittle) flags |= beam::kBitFlagLittle;
    if (head(list) == atoms::kSigned) flags |= beam::kBitFlagSigned;
    if (head(list) == atoms::kNative) flags |= beam::kBitFlagNative;
  }
  return flags;
}

void decode_bit_operands(Module& module) {
  const beam::Code& code = module.file.code;
  for (uint32_t i = 0; i < code.instructions.size(); ++i) {
    const beam::Instruction& instruction = code.instructions[i];
    const auto operands = code.operands_of(instruction);
    if (instruction.opcode == beam::Opcode::kBsCreateBin) {
      const auto index = static_cast<uint32_t>(module.binary_segments.size());
      module.bit_operands.emplace(i, index);
      module.binary_segments.push_back(decode_segments(module, code.elements_of(operands[5])));
    } else if (instruction.opcode == beam::Opcode::kBsMatch) {
      const auto index = static_cast<uint32_t>(module.match_steps.size());
      module.bit_operands.emplace(i, index);
      module.match_steps.push_back(decode_steps(module, code.elements_of(operands[2])));
    }
  }
}

}  // namespace linac
