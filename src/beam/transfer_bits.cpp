// SPDX-License-Identifier: Apache-2.0
//
// What the bit-syntax instructions need and do, for the verifier. A failing match instruction has
// not collected: all X registers are as they were, except the destinations bs_match wrote before.
#include "beam/bit_syntax.h"
#include "beam/function_verifier.h"
#include "beam/operand_check.h"

namespace linac::beam {
namespace {

constexpr uint16_t kMatchable = kTypeBitstring | kTypeMatchContext;

uint32_t live_of(const Operand& operand) { return static_cast<uint32_t>(operand.value); }

}  // namespace

FunctionVerifier::Flow FunctionVerifier::step_bits(const Instruction& instruction,
                                                   Operands operands) {
  switch (instruction.opcode) {
    case Opcode::kBsStartMatch3:
      return start_match(operands, operands[1], operands[2]);
    case Opcode::kBsStartMatch4:
      return start_match(operands, operands[2], operands[1]);
    case Opcode::kBsGetInteger2:
      return get_segment(operands, kTypeInteger, true);
    case Opcode::kBsGetFloat2:
      return get_segment(operands, kTypeFloat, true);
    case Opcode::kBsGetBinary2:
      return get_segment(operands, kTypeBitstring, true);
    case Opcode::kBsGetUtf8:
    case Opcode::kBsGetUtf16:
    case Opcode::kBsGetUtf32:
      return get_segment(operands, kTypeInteger, false);
    case Opcode::kBsSkipBits2:
      return skip_segment(operands, true, false);
    case Opcode::kBsSkipUtf8:
    case Opcode::kBsSkipUtf16:
    case Opcode::kBsSkipUtf32:
      return skip_segment(operands, false, true);
    case Opcode::kBsTestTail2:
    case Opcode::kBsTestUnit:
    case Opcode::kBsMatchString:
      return skip_segment(operands, false, false);
    case Opcode::kBsGetTail:
    case Opcode::kBsGetPosition: {
      const bool is_tail = instruction.opcode == Opcode::kBsGetTail;
      return next(read_as(operands[0], kTypeMatchContext) && collect(live_of(operands[2])) &&
                  write(operands[1], Value::term(is_tail ? kTypeBitstring : kAnyType)));
    }
    case Opcode::kBsSetPosition:
      return next(read_as(operands[0], kTypeMatchContext) && read(operands[1]) && raise());
    case Opcode::kBsMatch:
      return match_commands(operands);

    case Opcode::kBsCreateBin:
      return create_binary(operands);
    case Opcode::kBsInitWritable:
      return next(check_live(1) && check_frame_initialised() && raise() && collect(0) &&
                  write({OperandKind::kX, 0, 0, 0}, Value::term(kTypeBitstring)));
    case Opcode::kBsInit2:
    case Opcode::kBsInitBits:
      if (operands[1].kind != OperandKind::kUnsigned && !read(operands[1])) return Flow::kError;
      return begin_binary(operands, operands[2], operands[3]);
    case Opcode::kBsAppend:
      if (!read(operands[1]) || !read(operands[5])) return Flow::kError;
      return begin_binary(operands, operands[2], operands[3]);
    case Opcode::kBsPrivateAppend:
      // No heap space is reserved and nothing collected.
      if (!read(operands[1]) || !read(operands[3]) || !fail_to(operands[0]) ||
          !write(operands[5], Value::term(kTypeBitstring))) {
        return Flow::kError;
      }
      state_.builds_binary = true;
      return Flow::kNext;
    case Opcode::kBsPutInteger:
    case Opcode::kBsPutBinary:
    case Opcode::kBsPutFloat:
      return put_segment(operands, {1, 4});
    case Opcode::kBsPutUtf8:
    case Opcode::kBsPutUtf16:
    case Opcode::kBsPutUtf32:
      return put_segment(operands, {2});
    case Opcode::kBsPutString:
      return put_segment(operands, {});
    case Opcode::kBsAdd:
      return next(read(operands[1]) && read(operands[2]) && fail_to(operands[0]) &&
                  write(operands[4], Value::term(kTypeInteger)));
    case Opcode::kBsUtf8Size:
    case Opcode::kBsUtf16Size:
      return next(read(operands[1]) && fail_to(operands[0]) &&
                  write(operands[2], Value::term(kTypeInteger)));
    default:
      return end(fail("the instruction is not known to the verifier"));
  }
}

// --- matching

FunctionVerifier::Flow FunctionVerifier::start_match(Operands operands, const Operand& source,
                                                     const Operand& live) {
  Value value;
  if (!read(source, value)) return Flow::kError;
  if (operands[0].kind == OperandKind::kLabel) {
    if (!jump(operands[0])) return Flow::kError;
  } else {
    const bool resumes = file_.atoms[static_cast<size_t>(operands[0].value)] == "resume";
    if (!require_types(value, resumes ? kTypeMatchContext : kMatchable)) return Flow::kError;
  }
  return next(collect(live_of(live)) && write(operands[3], Value::term(kTypeMatchContext)));
}

/// bs_get_...: label, context, live, [size, unit,] flags, destination.
FunctionVerifier::Flow FunctionVerifier::get_segment(Operands operands, uint16_t result,
                                                     bool sized) {
  if (!read_as(operands[1], kTypeMatchContext)) return Flow::kError;
  if (sized && !read(operands[3])) return Flow::kError;
  return next(jump(operands[0]) && collect(live_of(operands[2])) &&
              write(operands.back(), Value::term(result)));
}

/// bs_skip_..., bs_test_..., bs_match_string: label, context, then a size or `live`.
FunctionVerifier::Flow FunctionVerifier::skip_segment(Operands operands, bool sized,
                                                      bool collects) {
  if (!read_as(operands[1], kTypeMatchContext)) return Flow::kError;
  if (sized && !read(operands[2])) return Flow::kError;
  if (!jump(operands[0])) return Flow::kError;
  return next(!collects || collect(live_of(operands[2])));
}

FunctionVerifier::Flow FunctionVerifier::match_commands(Operands operands) {
  const Operand& context = operands[1];
  if (!read_as(context, kTypeMatchContext)) return Flow::kError;
  const auto elements = code_.elements_of(operands[2]);

  // On failure, destinations may or may not have been written.
  const State before = state_;
  int64_t ensured = 0;
  bool ensures_all = true;
  for (size_t i = 0; i < elements.size();) {
    const auto command = static_cast<MatchCommand>(
        find_match_command(file_.atoms[static_cast<size_t>(elements[i].value)]));
    const size_t count = std::string_view(info(command).roles).size();
    const auto arguments = elements.subspan(i + 1, count);
    int64_t bits = 0;
    switch (command) {
      case MatchCommand::kEnsureAtLeast:
      case MatchCommand::kEnsureExactly:
        ensured = arguments[0].value;
        break;
      case MatchCommand::kInteger:
      case MatchCommand::kBinary:
        bits = arguments[2].value * arguments[3].value;
        break;
      case MatchCommand::kEqual:
        bits = arguments[1].value;
        break;
      case MatchCommand::kSkip:
        bits = arguments[0].value;
        break;
      case MatchCommand::kGetTail:
        break;
    }
    ensures_all &= bits <= ensured;
    ensured -= bits;
    if (arguments.back().kind == OperandKind::kX || arguments.back().kind == OperandKind::kY) {
      Value* destination = register_of(arguments.back());
      if (destination && destination->is_term()) *destination = Value::any();
    }
    i += 1 + count;
  }
  if (!jump(operands[0])) return Flow::kError;
  state_ = before;
  if (!require(ensures_all)) return Flow::kError;

  for (size_t i = 0; i < elements.size();) {
    const auto command = static_cast<MatchCommand>(
        find_match_command(file_.atoms[static_cast<size_t>(elements[i].value)]));
    const std::string_view roles = info(command).roles;
    const auto arguments = elements.subspan(i + 1, roles.size());
    if (roles[0] == static_cast<char>(Role::kLive)) {
      const uint16_t type = command == MatchCommand::kInteger ? kTypeInteger : kTypeBitstring;
      if (!collect(live_of(arguments[0])) || !read(context) ||
          !write(arguments.back(), Value::term(type))) {
        return Flow::kError;
      }
    }
    i += 1 + roles.size();
    // Later commands go on with the context.
    Value value;
    if (i < elements.size() && (!read(context, value) || value.types != kTypeMatchContext)) {
      return end(fail("the match context is overwritten"));
    }
  }
  return Flow::kNext;
}

// --- construction

FunctionVerifier::Flow FunctionVerifier::create_binary(Operands operands) {
  const auto segments = code_.elements_of(operands[5]);
  for (size_t i = 0; i < segments.size(); i += kSegmentOperands) {
    const bool is_string = segments[i + 4].kind == OperandKind::kUnsigned;
    if (is_string) continue;
    if (!read(segments[i + 4]) || !read(segments[i + 5])) return Flow::kError;
  }
  if (!collect(live_of(operands[2])) || !fail_to(operands[0]) ||
      !write(operands[4], Value::term(kTypeBitstring))) {
    return Flow::kError;
  }
  state_.heap_words = heap_words(code_, operands[1]);
  return Flow::kNext;
}

/// bs_init2, bs_init_bits, bs_append: heap space is reserved for what follows.
FunctionVerifier::Flow FunctionVerifier::begin_binary(Operands operands, const Operand& heap,
                                                      const Operand& live) {
  if (!collect(live_of(live)) || !fail_to(operands[0]) ||
      !write(operands.back(), Value::term(kTypeBitstring))) {
    return Flow::kError;
  }
  state_.heap_words = heap_words(code_, heap);
  state_.builds_binary = true;
  return Flow::kNext;
}

FunctionVerifier::Flow FunctionVerifier::put_segment(Operands operands,
                                                     std::initializer_list<unsigned> sources) {
  if (!state_.builds_binary) return end(fail("no binary is being built"));
  for (const unsigned source : sources) {
    if (!read(operands[source])) return Flow::kError;
  }
  if (operands[0].kind != OperandKind::kLabel) return Flow::kNext;  // bs_put_string
  return next(fail_to(operands[0]));
}

}  // namespace linac::beam
