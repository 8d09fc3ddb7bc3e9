// SPDX-License-Identifier: Apache-2.0
//
// One loop over the code of interpreter/code.h. What an instruction means stands in src/runtime;
// here is only the way there.
#include "interpreter/interpreter.h"

#include <cstring>

#include "beam/bit_syntax.h"
#include "interpreter/activation.h"
#include "runtime/arithmetic.h"
#include "runtime/call.h"
#include "runtime/collect.h"
#include "runtime/type_test.h"
#include "term/compare.h"
#include "trace/call_trace.h"

namespace linac {

using beam::Opcode;

// What the loop below does most often is inline in it.

inline bool Interpreter::do_return() {
  for (;;) {
    if (context_.heap.stack_words() <= depth_) return leave(nullptr);
    const SlotIndex index = Term(*stack()).slot();
    const Slot& slot = slots_[index];
    if (slot.kind == SlotKind::kLabel && !slot.native) {
      enter(*slot.module, slot.index);
      return false;
    }
    if (Context* left = call_slot(context_, index)) return leave(left);
  }
}

inline bool Interpreter::tail_call(SlotIndex index) {
  const Slot& slot = slots_[index];
  if (slot.kind == SlotKind::kLabel && !slot.native) {
    enter(*slot.module, slot.index);
    return false;
  }
  if (Context* left = call_slot(context_, index)) return leave(left);
  return do_return();
}

// The slot to come back to is the last operand word of a call.
inline bool Interpreter::call(SlotIndex index, uint32_t operand_words) {
  set_return_address(word(operand_words - 1));
  const Slot& slot = slots_[index];
  if (slot.kind == SlotKind::kLabel && !slot.native) {
    enter(*slot.module, slot.index);
    return false;
  }
  if (Context* left = call_slot(context_, index)) return leave(left);
  next(operand_words);
  return false;
}

bool Interpreter::call_external(ExportEntry& function, uint32_t operand_words) {
  if (function.bif == nullptr) return call(function.slot, operand_words);
  if (is_apply(function)) {
    const SlotIndex slot = prepare_apply_list(context_, function.arity);
    if (slot == 0) return leave(dispatch_exception(context_, location()));
    return call(slot, operand_words);
  }
  set_return_address(word(operand_words - 1));
  if (Context* left = call_bif(context_, function, location())) return leave(left);
  next(operand_words);
  return false;
}

/// There is no instruction for a fun that is called last: as in OTP it is a call, the end of the
/// frame and a return.
inline bool Interpreter::call_fun(SlotIndex slot, uint32_t operand_words) {
  const bool is_last = word(operand_words) == static_cast<uint32_t>(Opcode::kDeallocate) &&
                       word(operand_words + 3) == static_cast<uint32_t>(Opcode::kReturn);
  if (!is_last) return call(slot, operand_words);
  pop_frame(word(operand_words + 2));
  return tail_call(slot);
}

bool Interpreter::tail_call_external(ExportEntry& function) {
  if (function.bif == nullptr) return tail_call(function.slot);
  if (is_apply(function)) {
    const SlotIndex slot = prepare_apply_list(context_, function.arity);
    if (slot == 0) return leave(dispatch_exception(context_, location()));
    return tail_call(slot);
  }
  if (Context* left = call_bif(context_, function, location())) return leave(left);
  return do_return();
}

inline bool Interpreter::call_instruction(uint32_t opcode) {
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kCall: {
      set_return_address(word(2));
      jump(word(1));
      return false;
    }
    case Opcode::kCallLast:
      pop_frame(word(2));
      [[fallthrough]];
    case Opcode::kCallOnly:
      jump(word(1));
      return false;
    case Opcode::kCallExt:
      return call_external(*module_->imports[word(1)], 3);
    case Opcode::kCallExtLast:
      pop_frame(word(2));
      [[fallthrough]];
    case Opcode::kCallExtOnly:
      return tail_call_external(*module_->imports[word(1)]);
    case Opcode::kCallFun: {
      const uint32_t arity = word(0);
      const SlotIndex slot = prepare_call_fun(context_, arity, context_.x[arity]);
      if (slot == 0) return leave(dispatch_exception(context_, location()));
      return call_fun(slot, 2);
    }
    case Opcode::kCallFun2: {
      const SlotIndex slot = prepare_call_fun(context_, word(1), operand(2));
      if (slot == 0) return leave(dispatch_exception(context_, location()));
      return call_fun(slot, 4);
    }
    case Opcode::kApply: {
      const SlotIndex slot = prepare_apply(context_, word(0));
      if (slot == 0) return leave(dispatch_exception(context_, location()));
      return call(slot, 2);
    }
    case Opcode::kApplyLast: {
      pop_frame(word(1));
      const SlotIndex slot = prepare_apply(context_, word(0));
      if (slot == 0) return leave(dispatch_exception(context_, location()));
      return tail_call(slot);
    }
    default:  // kSend
      if (Context* left = call_bif(context_, *context_.vm->state().send, location())) {
        return leave(left);
      }
      next(0);
      return false;
  }
}

inline bool Interpreter::bif_instruction(uint32_t opcode) {
  // Operands: fail label, (live), import, arguments, destination.
  const auto generic = static_cast<Opcode>(opcode);
  if (generic == Opcode::kBif0) {
    destination(word(1)) = call_guard_bif(context_, *module_->imports[word(0)], nullptr);
    next(2);
    return false;
  }
  uint32_t at = 1;
  uint32_t count;
  switch (generic) {
    case Opcode::kBif1:
      count = 1;
      break;
    case Opcode::kBif2:
      count = 2;
      break;
    case Opcode::kBif3:
      count = 3;
      break;
    case Opcode::kGcBif1:
      count = 1;
      at = 2;
      break;
    case Opcode::kGcBif2:
      count = 2;
      at = 2;
      break;
    default:
      count = 3;
      at = 2;
      break;
  }
  const ExportEntry& function = *module_->imports[word(at)];
  Term arguments[3];
  for (uint32_t i = 0; i < count; ++i) arguments[i] = operand(at + 1 + i);
  const Term result = call_guard_bif(context_, function, arguments);
  if (!result) {
    if (word(0) != 0) {
      jump(word(0));
      return false;
    }
    return leave(raise_guard_bif(context_, function, arguments, location()));
  }
  destination(word(at + 1 + count)) = result;
  next(at + 2 + count);
  return false;
}

inline bool Interpreter::allocate_instruction(uint32_t opcode) {
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kAllocate:
    case Opcode::kAllocateZero:
      if (!ensure_heap(context_, word(0) + 1, word(1))) return leave(&context_);
      push_frame(word(0));
      if (static_cast<Opcode>(opcode) == Opcode::kAllocateZero) {
        for (uint32_t i = 0; i < word(0); ++i) y(i) = Term::nil();
      }
      next(2);
      return false;
    case Opcode::kAllocateHeap:
    case Opcode::kAllocateHeapZero:
      if (!ensure_heap(context_, word(0) + 1 + word(1), word(2))) return leave(&context_);
      push_frame(word(0));
      if (static_cast<Opcode>(opcode) == Opcode::kAllocateHeapZero) {
        for (uint32_t i = 0; i < word(0); ++i) y(i) = Term::nil();
      }
      next(3);
      return false;
    case Opcode::kTestHeap:
      if (!ensure_heap(context_, word(0), word(1))) return leave(&context_);
      next(2);
      return false;
    case Opcode::kDeallocate:
      pop_frame(word(0));
      next(1);
      return false;
    case Opcode::kTrim: {
      const Word return_address = stack()[0];
      context_.heap.set_stack_pointer(stack() + word(0));
      stack()[0] = return_address;
      next(2);
      return false;
    }
    case Opcode::kInit:
      destination(word(0)) = Term::nil();
      next(1);
      return false;
    default: {  // kInitYregs
      const uint32_t count = word(0);
      for (uint32_t i = 0; i < count; ++i) destination(word(1 + i)) = Term::nil();
      next(1 + count);
      return false;
    }
  }
}

inline bool Interpreter::build_instruction(uint32_t opcode) {
  Heap& heap = context_.heap;
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kPutList: {
      const Term list = heap.cons(operand(0), operand(1));
      destination(word(2)) = list;
      next(3);
      return false;
    }
    case Opcode::kPutTuple2: {
      const uint32_t arity = word(1);
      Word* at = heap.allocate(1 + arity);
      at[0] = make_header(Kind::kTuple, arity);
      for (uint32_t i = 0; i < arity; ++i) at[1 + i] = operand(2 + i).bits();
      destination(word(0)) = Term::pointer(Tag::kTuple, at);
      next(2 + arity);
      return false;
    }
    case Opcode::kUpdateRecord: {
      // Operands: hint, size, source, destination, [position, value …].
      const Term record = operand(2);
      const uint32_t size = word(1);
      if (!record.is_tuple() || tuple_arity(record) != size) return raise_unproven();
      const uint32_t count = word(4);
      Word* at = heap.allocate(1 + size);
      std::memcpy(at, record.address(), (1 + size) * sizeof(Word));
      for (uint32_t i = 0; i < count; i += 2) at[word(5 + i)] = operand(6 + i).bits();
      destination(word(3)) = Term::pointer(Tag::kTuple, at);
      next(5 + count);
      return false;
    }
    case Opcode::kSetTupleElement: {
      const Term tuple = operand(1);
      if (!tuple.is_tuple() || word(2) >= tuple_arity(tuple)) return raise_unproven();
      tuple.address()[1 + word(2)] = operand(0).bits();
      next(3);
      return false;
    }
    case Opcode::kMakeFun2: {
      context_.x[0] = make_fun(context_, *module_->funs[word(0)], context_.x);
      next(1);
      return false;
    }
    default: {  // kMakeFun3
      const uint32_t count = word(2);
      Term environment[256];
      for (uint32_t i = 0; i < count; ++i) environment[i] = operand(3 + i);
      destination(word(1)) = make_fun(context_, *module_->funs[word(0)], environment);
      next(3 + count);
      return false;
    }
  }
}

inline bool Interpreter::unpack_instruction(uint32_t opcode) {
  const Term term = operand(0);
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kGetList:
      if (!term.is_cons()) return raise_unproven();
      destination(word(1)) = head(term);
      destination(word(2)) = tail(term);
      next(3);
      return false;
    case Opcode::kGetHd:
      if (!term.is_cons()) return raise_unproven();
      destination(word(1)) = head(term);
      next(2);
      return false;
    case Opcode::kGetTl:
      if (!term.is_cons()) return raise_unproven();
      destination(word(1)) = tail(term);
      next(2);
      return false;
    default:  // kGetTupleElement
      if (!term.is_tuple() || word(1) >= tuple_arity(term)) return raise_unproven();
      destination(word(2)) = tuple_element(term, word(1));
      next(3);
      return false;
  }
}

inline bool Interpreter::select_instruction(uint32_t opcode) {
  const Term term = operand(0);
  const uint32_t count = word(2);
  if (static_cast<Opcode>(opcode) == Opcode::kSelectTupleArity) {
    if (term.is_tuple()) {
      for (uint32_t i = 0; i < count; i += 2) {
        if (word(3 + i) == tuple_arity(term)) {
          jump(word(4 + i));
          return false;
        }
      }
    }
  } else {
    for (uint32_t i = 0; i < count; i += 2) {
      if (equal_exact(term, operand(3 + i))) {
        jump(word(4 + i));
        return false;
      }
    }
  }
  jump(word(1));
  return false;
}

inline bool Interpreter::test_instruction(uint32_t opcode) {
  const auto generic = static_cast<Opcode>(opcode);
  const Term term = operand(1);
  switch (generic) {
    case Opcode::kIsLt:
      branch(compare(term, operand(2)) < 0, 3);
      return false;
    case Opcode::kIsGe:
      branch(compare(term, operand(2)) >= 0, 3);
      return false;
    case Opcode::kIsEq:
      branch(equal(term, operand(2)), 3);
      return false;
    case Opcode::kIsNe:
      branch(!equal(term, operand(2)), 3);
      return false;
    case Opcode::kIsEqExact:
      branch(equal_exact(term, operand(2)), 3);
      return false;
    case Opcode::kIsNeExact:
      branch(!equal_exact(term, operand(2)), 3);
      return false;
    case Opcode::kTestArity:
      branch(term.is_tuple() && tuple_arity(term) == word(2), 3);
      return false;
    case Opcode::kIsTaggedTuple:
      branch(term.is_tuple() && tuple_arity(term) == word(2) && word(2) > 0 &&
                 tuple_element(term, 0) == operand(3),
             4);
      return false;
    case Opcode::kIsFunction2:
      branch(is_function_of_arity(term, operand(2)), 3);
      return false;
    default:
      branch(has_type(term, generic), 2);
      return false;
  }
}

Context* Interpreter::run() {
  for (;;) {
    const uint32_t opcode = pc_[0];
    bool left = false;
    switch (opcode) {
      case number(InternalOpcode::kEntry):
        if (--jit_state_.reductions <= 0) {
          jit_state_.continuation = word(1);
          if (Context* out = reductions_exhausted(context_, word(0))) return out;
        }
        next(2);
        break;
      case number(InternalOpcode::kTracedEntry):
        // Reductions first: the process comes back here when it had none.
        if (--jit_state_.reductions <= 0) {
          jit_state_.continuation = word(1);
          if (Context* out = reductions_exhausted(context_, word(0))) return out;
        }
        if (!trace_local_call(context_, word(1))) return &context_;
        next(2);
        break;
      case number(InternalOpcode::kMoveXX):
        context_.x[word(1)] = context_.x[word(0)];
        next(2);
        break;
      case number(InternalOpcode::kAdd):
      case number(InternalOpcode::kSubtract): {
        const Term a = operand(3);
        const Term b = operand(4);
        if (a.is_small() && b.is_small()) {
          const int64_t result = opcode == number(InternalOpcode::kAdd)
                                     ? a.small_value() + b.small_value()
                                     : a.small_value() - b.small_value();
          if (Term::fits_small(result)) {
            destination(word(5)) = Term::small(result);
            next(6);
            break;
          }
        }
        left = bif_instruction(number(Opcode::kGcBif2));
        break;
      }
      case number(Opcode::kMove):
        destination(word(1)) = operand(0);
        next(2);
        break;
      case number(Opcode::kSwap): {
        const Term first = operand(0);
        destination(word(0)) = operand(1);
        destination(word(1)) = first;
        next(2);
        break;
      }
      case number(Opcode::kJump):
        jump(word(0));
        break;
      case number(Opcode::kReturn):
        left = do_return();
        break;

      case number(Opcode::kCall):
      case number(Opcode::kCallLast):
      case number(Opcode::kCallOnly):
      case number(Opcode::kCallExt):
      case number(Opcode::kCallExtLast):
      case number(Opcode::kCallExtOnly):
      case number(Opcode::kCallFun):
      case number(Opcode::kCallFun2):
      case number(Opcode::kApply):
      case number(Opcode::kApplyLast):
      case number(Opcode::kSend):
        left = call_instruction(opcode);
        break;

      case number(Opcode::kFuncInfo):
      case number(Opcode::kBadmatch):
      case number(Opcode::kCaseEnd):
      case number(Opcode::kTryCaseEnd):
      case number(Opcode::kBadrecord):
      case number(Opcode::kIfEnd):
      case number(Opcode::kTry):
      case number(Opcode::kCatch):
      case number(Opcode::kTryEnd):
      case number(Opcode::kTryCase):
      case number(Opcode::kCatchEnd):
      case number(Opcode::kRaise):
      case number(Opcode::kRawRaise):
      case number(Opcode::kBuildStacktrace):
        left = exception_instruction(opcode);
        break;

      case number(Opcode::kLoopRec):
      case number(Opcode::kLoopRecEnd):
      case number(Opcode::kRemoveMessage):
      case number(Opcode::kWait):
      case number(Opcode::kWaitTimeout):
      case number(Opcode::kTimeout):
      case number(Opcode::kRecvMarkerReserve):
      case number(Opcode::kRecvMarkerBind):
      case number(Opcode::kRecvMarkerUse):
      case number(Opcode::kRecvMarkerClear):
      case number(Opcode::kRecvMark):
      case number(Opcode::kRecvSet):
        left = receive_instruction(opcode);
        break;

      case number(Opcode::kFmove):
      case number(Opcode::kFconv):
      case number(Opcode::kFnegate):
      case number(Opcode::kFclearerror):
      case number(Opcode::kFcheckerror):
      case number(Opcode::kFadd):
      case number(Opcode::kFsub):
      case number(Opcode::kFmul):
      case number(Opcode::kFdiv):
        left = float_instruction(opcode);
        break;

      case number(Opcode::kPutMapAssoc):
      case number(Opcode::kPutMapExact):
      case number(Opcode::kHasMapFields):
      case number(Opcode::kGetMapElements):
        left = map_instruction(opcode);
        break;

      case number(Opcode::kIsNativeRecord):
      case number(Opcode::kIsRecordAccessible):
      case number(Opcode::kGetRecordElements):
      case number(Opcode::kPutRecord):
      case number(Opcode::kGetRecordField):
        left = record_instruction(opcode);
        break;

      case number(Opcode::kBif0):
      case number(Opcode::kBif1):
      case number(Opcode::kBif2):
      case number(Opcode::kBif3):
      case number(Opcode::kGcBif1):
      case number(Opcode::kGcBif2):
      case number(Opcode::kGcBif3):
        left = bif_instruction(opcode);
        break;

      case number(Opcode::kAllocate):
      case number(Opcode::kAllocateZero):
      case number(Opcode::kAllocateHeap):
      case number(Opcode::kAllocateHeapZero):
      case number(Opcode::kTestHeap):
      case number(Opcode::kDeallocate):
      case number(Opcode::kTrim):
      case number(Opcode::kInit):
      case number(Opcode::kInitYregs):
        left = allocate_instruction(opcode);
        break;

      case number(Opcode::kPutList):
      case number(Opcode::kPutTuple2):
      case number(Opcode::kUpdateRecord):
      case number(Opcode::kSetTupleElement):
      case number(Opcode::kMakeFun2):
      case number(Opcode::kMakeFun3):
        left = build_instruction(opcode);
        break;

      case number(Opcode::kGetList):
      case number(Opcode::kGetHd):
      case number(Opcode::kGetTl):
      case number(Opcode::kGetTupleElement):
        left = unpack_instruction(opcode);
        break;

      case number(Opcode::kSelectVal):
      case number(Opcode::kSelectTupleArity):
        left = select_instruction(opcode);
        break;

      default:
        left = beam::is_bit_syntax(static_cast<Opcode>(opcode)) ? bits_instruction(opcode)
                                                                : test_instruction(opcode);
        break;
    }
    if (left) return result_;
  }
}

Context* interpret(Context& context, Module& module, uint32_t entry) {
  return Interpreter(context, module, entry).run();
}

}  // namespace linac
