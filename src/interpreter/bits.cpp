// SPDX-License-Identifier: Apache-2.0
#include "interpreter/bits.h"

#include "interpreter/code.h"
#include "runtime/bit_builder.h"
#include "runtime/collect.h"
#include "runtime/match_context.h"
#include "term/atom.h"

namespace linac {

namespace {

using beam::Opcode;

class BitInterpreter {
 public:
  BitInterpreter(Context& context, const Module& module, const uint32_t* pc)
      : context_(context), heap_(context.heap), module_(module), pc_(pc) {}

  BitOutcome run() {
    const auto opcode = static_cast<Opcode>(pc_[0]);
    switch (opcode) {
      case Opcode::kBsStartMatch3:
        return start(operand(1), 3, false);
      case Opcode::kBsStartMatch4:
        return start(operand(2), 3, is_constant(0));
      case Opcode::kBsCreateBin:
        return create();
      case Opcode::kBsInitWritable:
        context_.x[0] = init_writable(context_, context_.x[0]);
        return BitOutcome::kNext;
      case Opcode::kBsGetTail:
      case Opcode::kBsGetPosition:
      case Opcode::kBsSetPosition:
        return match_unconditionally(opcode);
      case Opcode::kBsInit2:
      case Opcode::kBsInitBits:
      case Opcode::kBsAppend:
      case Opcode::kBsPrivateAppend:
        return begin(opcode);
      case Opcode::kBsAdd:
      case Opcode::kBsUtf8Size:
      case Opcode::kBsUtf16Size:
        return compute_size(opcode);
      case Opcode::kBsPutInteger:
      case Opcode::kBsPutFloat:
      case Opcode::kBsPutBinary:
      case Opcode::kBsPutString:
      case Opcode::kBsPutUtf8:
      case Opcode::kBsPutUtf16:
      case Opcode::kBsPutUtf32:
        return put(opcode);
      default:
        return match(opcode);
    }
  }

 private:
  uint32_t word(uint32_t n) const { return pc_[2 + n]; }
  static SourceKind kind(uint32_t word) { return static_cast<SourceKind>(word >> kSourceShift); }
  bool is_constant(uint32_t n) const { return kind(word(n)) == SourceKind::kConstant; }
  Term& y(uint32_t index) { return reinterpret_cast<Term*>(heap_.stack_pointer())[1 + index]; }
  Term operand(uint32_t n) {
    const uint32_t index = word(n) & kSourceMask;
    switch (kind(word(n))) {
      case SourceKind::kX:
        return context_.x[index];
      case SourceKind::kY:
        return y(index);
      default:
        return module_.interpreter_code->constants[index];
    }
  }
  /// A segment's size.
  Term size(uint32_t n) { return is_constant(n) ? literal_size(operand(n)) : operand(n); }
  void set(uint32_t n, Term value) {
    const uint32_t index = word(n) & kSourceMask;
    (kind(word(n)) == SourceKind::kX ? context_.x[index] : y(index)) = value;
  }
  void set(const beam::Operand& destination, Term value) {
    const auto index = static_cast<uint32_t>(destination.value);
    (destination.kind == beam::OperandKind::kX ? context_.x[index] : y(index)) = value;
  }
  static BitOutcome next_if(bool holds) { return holds ? BitOutcome::kNext : BitOutcome::kFail; }
  BitOutcome store(uint32_t n, Term value) {
    if (!value) return BitOutcome::kFail;
    set(n, value);
    return BitOutcome::kNext;
  }

  BitOutcome start(Term source, uint32_t destination, bool cannot_fail) {
    const Term context = start_match(heap_, source);
    if (!context) return cannot_fail ? BitOutcome::kUnproven : BitOutcome::kFail;
    set(destination, context);
    return BitOutcome::kNext;
  }

  BitOutcome match_unconditionally(Opcode opcode) {
    if (!is_match_context(operand(0))) return BitOutcome::kUnproven;
    MatchContext context(operand(0));
    switch (opcode) {
      case Opcode::kBsGetTail:
        set(1, get_tail(heap_, context));
        return BitOutcome::kNext;
      case Opcode::kBsGetPosition:
        set(1, context.get_position());
        return BitOutcome::kNext;
      default:
        return context.set_position(operand(1)) ? BitOutcome::kNext : BitOutcome::kUnproven;
    }
  }

  /// Operands: label, context, …
  BitOutcome match(Opcode opcode) {
    if (!is_match_context(operand(1))) return BitOutcome::kUnproven;
    MatchContext context(operand(1));
    switch (opcode) {
      case Opcode::kBsGetInteger2:
        return store(6, get_integer(heap_, context, operand(3), word(4), word(5)));
      case Opcode::kBsGetFloat2:
        return store(6, get_float(heap_, context, operand(3), word(4), word(5)));
      case Opcode::kBsGetBinary2:
        return store(6, get_bitstring(heap_, context, size(3), word(4)));
      case Opcode::kBsSkipBits2:
        return next_if(skip_bits(context, size(2), word(3)));
      case Opcode::kBsTestTail2:
        return next_if(context.remaining() == word(2));
      case Opcode::kBsTestUnit:
        return next_if(context.remaining() % word(2) == 0);
      case Opcode::kBsMatchString:
        return next_if(match_string(context, module_.file.strings.data() + word(3), word(2)));
      case Opcode::kBsGetUtf8:
        return store(4, get_utf(context, UtfEncoding::kUtf8, word(3)));
      case Opcode::kBsGetUtf16:
        return store(4, get_utf(context, UtfEncoding::kUtf16, word(3)));
      case Opcode::kBsGetUtf32:
        return store(4, get_utf(context, UtfEncoding::kUtf32, word(3)));
      case Opcode::kBsSkipUtf8:
        return next_if(static_cast<bool>(get_utf(context, UtfEncoding::kUtf8, word(3))));
      case Opcode::kBsSkipUtf16:
        return next_if(static_cast<bool>(get_utf(context, UtfEncoding::kUtf16, word(3))));
      case Opcode::kBsSkipUtf32:
        return next_if(static_cast<bool>(get_utf(context, UtfEncoding::kUtf32, word(3))));
      default:  // kBsMatch
        return run_steps(context, module_.match_steps[word(2)]);
    }
  }

  BitOutcome run_steps(MatchContext context, const MatchSteps& steps) {
    using beam::MatchCommand;
    for (const MatchStep& step : steps) {
      if (step.command != MatchCommand::kGetTail && context.remaining() < step.bits) {
        return BitOutcome::kFail;
      }
      const Term bits = Term::small(static_cast<int64_t>(step.bits));
      switch (step.command) {
        case MatchCommand::kEnsureAtLeast:
          if (step.unit > 1 && (context.remaining() - step.bits) % step.unit != 0) {
            return BitOutcome::kFail;
          }
          break;
        case MatchCommand::kEnsureExactly:
          if (context.remaining() != step.bits) return BitOutcome::kFail;
          break;
        case MatchCommand::kInteger: {
          const Term value = get_integer(heap_, context, bits, 1, step.flags);
          if (!value) return BitOutcome::kFail;
          set(step.destination, value);
          break;
        }
        case MatchCommand::kBinary:
          set(step.destination, get_bitstring(heap_, context, bits, 1));
          break;
        case MatchCommand::kEqual:
          if (!match_bits(context, step.value, static_cast<uint32_t>(step.bits))) {
            return BitOutcome::kFail;
          }
          break;
        case MatchCommand::kSkip:
          context.advance(step.bits);
          break;
        case MatchCommand::kGetTail:
          set(step.destination, get_tail(heap_, context));
          break;
      }
    }
    return BitOutcome::kNext;
  }

  /// Operands: label, heap words, live, unit, destination, segments.
  BitOutcome create() {
    const Term result = create_bitstring(context_, module_.binary_segments[word(5)]);
    if (!result) return BitOutcome::kFail;
    return keep(result, word(1), word(2), 4);
  }

  /// Makes `words` available for what follows; `result` outlives the collection in a register that
  /// is free now.
  BitOutcome keep(Term result, uint32_t words, uint32_t live, uint32_t destination) {
    if ((words != 0 || context_.collect_always) && live < kXRegisters) {
      Term& kept = context_.x[live];
      kept = result;
      if (!ensure_heap(context_, words, live + 1)) return BitOutcome::kLeave;
      result = kept;
    }
    set(destination, result);
    return BitOutcome::kNext;
  }

  // Between these and the last bs_put_... nothing collects, so the bytes stay where they are.
  BitOutcome begin(Opcode opcode) {
    Term result;
    uint32_t destination = 5;
    switch (opcode) {
      case Opcode::kBsInit2:
      case Opcode::kBsInitBits:
        result = begin_bitstring(context_, operand(1), opcode == Opcode::kBsInit2 ? 8 : 1);
        break;
      case Opcode::kBsAppend:
        result = begin_append(context_, operand(5), operand(1), word(4), false);
        destination = 7;
        break;
      default:  // kBsPrivateAppend
        result = begin_append(context_, operand(3), operand(1), word(2), true);
        break;
    }
    return store(destination, result);
  }

  BitOutcome compute_size(Opcode opcode) {
    switch (opcode) {
      case Opcode::kBsAdd:
        return store(4, add_segment_sizes(context_, operand(1), operand(2), word(3)));
      case Opcode::kBsUtf8Size:
        return store(2, utf_bytes(UtfEncoding::kUtf8, operand(1)));
      default:
        return store(2, utf_bytes(UtfEncoding::kUtf16, operand(1)));
    }
  }

  BitOutcome put(Opcode opcode) {
    switch (opcode) {
      case Opcode::kBsPutInteger:
        return next_if(put_integer(context_, operand(4), operand(1), word(2), word(3)));
      case Opcode::kBsPutFloat:
        return next_if(put_float(context_, operand(4), operand(1), word(2), word(3)));
      case Opcode::kBsPutBinary:
        return next_if(put_bitstring(context_, operand(4), size(1), word(2)));
      case Opcode::kBsPutUtf8:
        return next_if(put_utf(context_, UtfEncoding::kUtf8, operand(2), word(1)));
      case Opcode::kBsPutUtf16:
        return next_if(put_utf(context_, UtfEncoding::kUtf16, operand(2), word(1)));
      case Opcode::kBsPutUtf32:
        return next_if(put_utf(context_, UtfEncoding::kUtf32, operand(2), word(1)));
      default: {  // kBsPutString
        const uint8_t* const string = module_.file.strings.data() + word(1);
        return put_string(context_, string, word(0)) ? BitOutcome::kNext : BitOutcome::kUnproven;
      }
    }
  }

  Context& context_;
  ProcessHeap& heap_;
  const Module& module_;
  const uint32_t* const pc_;
};

}  // namespace

BitOutcome interpret_bits(Context& context, const Module& module, const uint32_t* pc) {
  return BitInterpreter(context, module, pc).run();
}

}  // namespace linac
