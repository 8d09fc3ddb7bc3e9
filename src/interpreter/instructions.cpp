// SPDX-License-Identifier: Apache-2.0
//
// Instructions that do one thing and go on: exceptions, messages, floats, maps, records, bits. What
// each means stands in src/runtime.
#include <cmath>
#include <cstring>

#include "beam/bit_syntax.h"
#include "interpreter/activation.h"
#include "interpreter/bits.h"
#include "runtime/arithmetic.h"
#include "runtime/message.h"
#include "runtime/native_record.h"
#include "runtime/put_map.h"
#include "term/map.h"

namespace linac {

using beam::Opcode;

bool Interpreter::exception_instruction(uint32_t opcode) {
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kFuncInfo:
      return leave(raise_function_clause(context_, word(2), location()));
    case Opcode::kBadmatch:
      return leave(raise_error_with(context_, atoms::kBadmatch, operand(0), location()));
    case Opcode::kCaseEnd:
      return leave(raise_error_with(context_, atoms::kCaseClause, operand(0), location()));
    case Opcode::kTryCaseEnd:
      return leave(raise_error_with(context_, atoms::kTryClause, operand(0), location()));
    case Opcode::kBadrecord:
      return leave(raise_error_with(context_, atoms::kBadrecord, operand(0), location()));
    case Opcode::kIfEnd:
      return leave(raise_error(context_, atoms::kIfClause, location()));
    case Opcode::kTry:
    case Opcode::kCatch:
      destination(word(0)) = Term::catch_tag(word(2));
      next(3);
      return false;
    case Opcode::kTryEnd:
      destination(word(0)) = Term::nil();
      next(1);
      return false;
    case Opcode::kTryCase:
      if (context_.x[0]) return raise_unproven();
      destination(word(0)) = Term::nil();
      std::memmove(static_cast<void*>(context_.x), context_.x + 1, 3 * sizeof(Term));
      next(1);
      return false;
    case Opcode::kCatchEnd:
      destination(word(0)) = Term::nil();
      catch_end(context_);
      next(1);
      return false;
    case Opcode::kRaise:
      return leave(raise_again(context_, Term::non_value(), operand(1), operand(0), location()));
    case Opcode::kRawRaise:
      if (Context* left = raw_raise(context_, location())) return leave(left);
      next(0);
      return false;
    default:  // kBuildStacktrace
      context_.x[0] = build_stacktrace(context_, context_.x[0]);
      next(0);
      return false;
  }
}

bool Interpreter::receive_instruction(uint32_t opcode) {
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kLoopRec: {
      const Term message = loop_rec(context_);
      if (message) destination(word(1)) = message;
      branch(static_cast<bool>(message), 2);
      return false;
    }
    case Opcode::kLoopRecEnd:
      jit_state_.continuation = word(1);
      if (Context* left = loop_rec_end(context_)) return leave(left);
      jump(word(0));
      return false;
    case Opcode::kRemoveMessage:
      remove_message(context_);
      next(0);
      return false;
    case Opcode::kWait:
      jit_state_.continuation = word(1);
      return leave(wait(context_));
    case Opcode::kWaitTimeout:
      jit_state_.continuation = word(3);
      if (Context* left = wait_timeout(context_, operand(1), location())) {
        return leave(left);
      }
      next(4);
      return false;
    case Opcode::kTimeout:
      timeout(context_);
      next(0);
      return false;
    case Opcode::kRecvMarkerReserve:
      destination(word(0)) = reserve_receive_marker(context_);
      next(1);
      return false;
    case Opcode::kRecvMarkerBind:
      bind_receive_marker(context_, operand(0), operand(1));
      next(2);
      return false;
    case Opcode::kRecvMarkerClear:
      clear_receive_marker(context_, operand(0));
      next(1);
      return false;
    case Opcode::kRecvMarkerUse:
      use_receive_marker(context_, operand(0));
      next(1);
      return false;
    default:  // kRecvMark, kRecvSet of OTP 23 and before: the whole mailbox is searched
      next(1);
      return false;
  }
}

bool Interpreter::float_instruction(uint32_t opcode) {
  double* f = context_.f;
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kFmove: {
      const beam::Code& code = module_->file.code;
      const auto operands = code.operands_of(code.instructions[pc_[1]]);
      if (operands[1].kind == beam::OperandKind::kFloatRegister) {
        const Term value = operand(0);
        if (!is_float(value)) return raise_unproven();
        f[word(1)] = float_value(value);
      } else {
        destination(word(1)) = context_.heap.floating(f[word(0)]);
      }
      next(2);
      return false;
    }
    case Opcode::kFconv: {
      bool ok = false;
      const double value = to_double(operand(0), ok);
      if (!ok) return leave(raise_error(context_, atoms::kBadarith, location()));
      f[word(1)] = value;
      next(2);
      return false;
    }
    case Opcode::kFnegate:
      f[word(2)] = 0.0 - f[word(1)];  // as OTP: no negative zero from zero
      next(3);
      return false;
    case Opcode::kFclearerror:
      next(0);
      return false;
    case Opcode::kFcheckerror:
      next(1);
      return false;
    default: {
      const double a = f[word(1)];
      const double b = f[word(2)];
      double result;
      switch (static_cast<Opcode>(opcode)) {
        case Opcode::kFadd:
          result = a + b;
          break;
        case Opcode::kFsub:
          result = a - b;
          break;
        case Opcode::kFmul:
          result = a * b;
          break;
        default:
          result = b == 0 ? NAN : a / b;
          break;
      }
      if (!std::isfinite(result)) {
        return leave(raise_error(context_, atoms::kBadarith, location()));
      }
      f[word(3)] = result;
      next(4);
      return false;
    }
  }
}

bool Interpreter::map_instruction(uint32_t opcode) {
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kPutMapAssoc:
    case Opcode::kPutMapExact: {
      const bool exact = static_cast<Opcode>(opcode) == Opcode::kPutMapExact;
      const uint32_t count = word(4);
      std::vector<Term> pairs(count);
      for (uint32_t i = 0; i < count; ++i) pairs[i] = operand(5 + i);
      const Term result = put_map(context_, operand(1), pairs, exact);
      if (!result && word(0) != 0) {
        jump(word(0));
        return false;
      }
      if (!result) return leave(dispatch_exception(context_, location()));
      destination(word(2)) = result;
      next(5 + count);
      return false;
    }
    case Opcode::kHasMapFields: {
      const Term map = operand(1);
      const uint32_t count = word(2);
      bool all = map.is_map();
      for (uint32_t i = 0; all && i < count; ++i)
        all = static_cast<bool>(map_get(map, operand(3 + i)));
      branch(all, 3 + count);
      return false;
    }
    default: {  // kGetMapElements
      const Term map = operand(1);
      const uint32_t count = word(2);
      if (!map.is_map()) {
        branch(false, 0);
        return false;
      }
      for (uint32_t i = 0; i < count; i += 2) {
        const Term value = map_get(map, operand(3 + i));
        if (!value) {
          branch(false, 0);
          return false;
        }
        destination(word(4 + i)) = value;
      }
      next(3 + count);
      return false;
    }
  }
}

bool Interpreter::record_instruction(uint32_t opcode) {
  // Every one but is_native_record and is_record_accessible may have no fail label.
  auto fail = [this] {
    if (word(0) == 0) return leave(dispatch_exception(context_, location()));
    jump(word(0));
    return false;
  };
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kIsNativeRecord:
      branch(is_record_of(operand(1), operand(2), operand(3)), 4);
      return false;
    case Opcode::kIsRecordAccessible:
      branch(is_record_accessible(operand(1), operand(2), module_->name), 3);
      return false;
    case Opcode::kGetRecordElements: {
      const Term record = operand(1);
      const uint32_t count = word(2);
      for (uint32_t i = 0; i < count; i += 2) {
        const Term value = record_field(record, operand(3 + i));
        if (!value) {
          bad_record(context_, record);
          return fail();
        }
        destination(word(4 + i)) = value;
      }
      next(3 + count);
      return false;
    }
    case Opcode::kPutRecord: {
      const uint32_t count = word(5);
      std::vector<Term> pairs(count);
      for (uint32_t i = 0; i < count; ++i) pairs[i] = operand(6 + i);
      const Term result = put_record(context_, *module_, operand(1), operand(2), pairs, false);
      if (!result) return fail();
      destination(word(3)) = result;
      next(6 + count);
      return false;
    }
    default: {  // kGetRecordField
      const Term value = get_record_field(context_, *module_, operand(1), operand(2), operand(3));
      if (!value) return fail();
      destination(word(4)) = value;
      next(5);
      return false;
    }
  }
}

bool Interpreter::bits_instruction(uint32_t opcode) {
  switch (interpret_bits(context_, *module_, pc_)) {
    case BitOutcome::kNext:
      next(beam::info(static_cast<Opcode>(opcode)).arity);
      return false;
    case BitOutcome::kFail:
      if (word(0) == 0) return leave(dispatch_exception(context_, location()));
      jump(word(0));
      return false;
    case BitOutcome::kUnproven:
      return raise_unproven();
    default:
      return leave(&context_);
  }
}

}  // namespace linac
