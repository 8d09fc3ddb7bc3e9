// SPDX-License-Identifier: Apache-2.0
//
// What each instruction needs and does, for the verifier: all but the bit syntax. The order inside
// a function is always: read, raise or branch to the failure label, then write; a failing
// instruction has written nothing unless it says so.
#include <algorithm>
#include <utility>

#include "beam/function_verifier.h"
#include "beam/operand_check.h"
#include "term/layout.h"

namespace linac::beam {
namespace {

constexpr uint16_t kNumberTypes = kTypeInteger | kTypeFloat;
constexpr uint16_t kListTypes = kTypeCons | kTypeNil;
constexpr uint16_t kBitstringTypes = kTypeBitstring | kTypeMatchContext;

/// Type tests `{test,is_...,{f,Fail},[Term]}`.
struct TypeTest {
  Opcode opcode;
  uint16_t types;  ///< a term that passes is one of these
  bool exact;      ///< a term of these types passes
};
constexpr TypeTest kTypeTests[] = {
    {Opcode::kIsInteger, kTypeInteger, true},
    {Opcode::kIsFloat, kTypeFloat, true},
    {Opcode::kIsNumber, kNumberTypes, true},
    {Opcode::kIsAtom, kTypeAtom, true},
    {Opcode::kIsPid, kTypePid, true},
    {Opcode::kIsReference, kTypeReference, true},
    {Opcode::kIsPort, kTypePort, true},
    {Opcode::kIsNil, kTypeNil, true},
    {Opcode::kIsBinary, kBitstringTypes, false},
    {Opcode::kIsBitstr, kBitstringTypes, false},
    {Opcode::kIsList, kListTypes, true},
    {Opcode::kIsNonemptyList, kTypeCons, true},
    {Opcode::kIsTuple, kTypeTuple, true},
    {Opcode::kIsFunction, kTypeFun, true},
    {Opcode::kIsFunction2, kTypeFun, false},
    {Opcode::kIsBoolean, kTypeAtom, false},
    {Opcode::kIsMap, kTypeMap, true},
    {Opcode::kIsAnyNativeRecord, kTypeRecord, true},
    {Opcode::kIsNativeRecord, kTypeRecord, false},
};

const TypeTest* find_type_test(Opcode opcode) {
  for (const TypeTest& test : kTypeTests) {
    if (test.opcode == opcode) return &test;
  }
  return nullptr;
}

}  // namespace

FunctionVerifier::Flow FunctionVerifier::step(const Instruction& instruction) {
  const Operands operands = code_.operands_of(instruction);
  switch (instruction.opcode) {
    case Opcode::kLabel:
    case Opcode::kLine:
    case Opcode::kExecutableLine:
    case Opcode::kDebugLine:
    case Opcode::kOnLoad:
    case Opcode::kNifStart:
    case Opcode::kFclearerror:
    case Opcode::kRecvMark:
    case Opcode::kRecvSet:
      return Flow::kNext;
    case Opcode::kFuncInfo:
      if (state_.frame != State::kNoFrame) return end(fail("there is a frame"));
      return end(check_live(static_cast<uint32_t>(operands[2].value)));
    case Opcode::kIntCodeEnd:
      return end(fail("the code runs past its end"));

    case Opcode::kMove: {
      Value value;
      return next(read(operands[0], value) && write(operands[1], value));
    }
    case Opcode::kSwap:
      return swap(operands);
    case Opcode::kJump:
      return end(jump(operands[0]));

    case Opcode::kCall:
      return call_local(operands, 0, false);
    case Opcode::kCallLast:
      return call_local(operands, operands[2].value, true);
    case Opcode::kCallOnly:
      return call_local(operands, State::kNoFrame, true);
    case Opcode::kCallExt:
      return call_external(operands, 0, false);
    case Opcode::kCallExtLast:
      return call_external(operands, operands[2].value, true);
    case Opcode::kCallExtOnly:
      return call_external(operands, State::kNoFrame, true);
    case Opcode::kCallFun:
      return call_registers(operands[0].value + 1, 0, false);
    case Opcode::kCallFun2:
      if (!read(operands[2])) return Flow::kError;
      return call_registers(operands[1].value, 0, false);
    case Opcode::kApply:
      return call_registers(operands[0].value + 2, 0, false);
    case Opcode::kApplyLast:
      return call_registers(operands[0].value + 2, operands[1].value, true);
    case Opcode::kSend:
      return call_registers(2, 0, false);
    case Opcode::kReturn:
      if (state_.frame != State::kNoFrame) return end(fail("the frame has not been released"));
      return end(check_live(1));

    case Opcode::kAllocate:
      return next(allocate(operands[0].value, 0, operands[1].value, false));
    case Opcode::kAllocateZero:
      return next(allocate(operands[0].value, 0, operands[1].value, true));
    case Opcode::kAllocateHeap:
      return next(
          allocate(operands[0].value, heap_words(code_, operands[1]), operands[2].value, false));
    case Opcode::kAllocateHeapZero:
      return next(
          allocate(operands[0].value, heap_words(code_, operands[1]), operands[2].value, true));
    case Opcode::kDeallocate:
      return next(leave_frame(operands[0].value));
    case Opcode::kTrim:
      return trim(operands);
    case Opcode::kInit:
      return next(write(operands[0], Value::term(kTypeNil)));
    case Opcode::kInitYregs:
      for (const Operand& y : code_.elements_of(operands[0])) {
        if (!write(y, Value::term(kTypeNil))) return Flow::kError;
      }
      return Flow::kNext;
    case Opcode::kTestHeap:
      if (!collect(static_cast<uint32_t>(operands[1].value))) return Flow::kError;
      state_.heap_words = heap_words(code_, operands[0]);
      return Flow::kNext;

    case Opcode::kGetList:
      return get_list(operands, true, true);
    case Opcode::kGetHd:
      return get_list(operands, true, false);
    case Opcode::kGetTl:
      return get_list(operands, false, true);
    case Opcode::kGetTupleElement:
      return get_tuple_element(operands);
    case Opcode::kSetTupleElement:
      return set_tuple_element(operands);
    case Opcode::kPutList:
      return next(read(operands[0]) && read(operands[1]) && use_heap(2) &&
                  write(operands[2], Value::term(kTypeCons)));
    case Opcode::kPutTuple2:
      return put_tuple(operands);
    case Opcode::kUpdateRecord:
      return update_record(operands);

    case Opcode::kSelectVal:
      return select_value(operands);
    case Opcode::kSelectTupleArity:
      return select_arity(operands);
    case Opcode::kTestArity:
      return tuple_test(operands, operands[2], true);
    case Opcode::kIsTaggedTuple:
      return tuple_test(operands, operands[2], false);
    case Opcode::kIsLt:
    case Opcode::kIsGe:
    case Opcode::kIsEq:
    case Opcode::kIsNe:
    case Opcode::kIsEqExact:
    case Opcode::kIsNeExact:
      return compare(instruction.opcode, operands);
    default:
      break;
  }
  if (const TypeTest* type_test = find_type_test(instruction.opcode)) {
    return test(operands, type_test->types, type_test->exact);
  }
  return step_other(instruction, operands);
}

FunctionVerifier::Flow FunctionVerifier::step_other(const Instruction& instruction,
                                                    Operands operands) {
  switch (instruction.opcode) {
    case Opcode::kBif0:
      return bif(operands, 0);
    case Opcode::kBif1:
    case Opcode::kBif2:
    case Opcode::kBif3:
      return bif(operands, 1);
    case Opcode::kGcBif1:
    case Opcode::kGcBif2:
    case Opcode::kGcBif3:
      return gc_bif(operands);

    case Opcode::kBadmatch:
    case Opcode::kCaseEnd:
    case Opcode::kTryCaseEnd:
    case Opcode::kBadrecord:
      return end(read(operands[0]) && raise());
    case Opcode::kIfEnd:
      return end(raise());
    case Opcode::kRaise:
      return end(read(operands[0]) && read(operands[1]) && raise());
    case Opcode::kRawRaise:
      return next(check_live(3) && check_frame_initialised() && raise() && finish_call());
    case Opcode::kBuildStacktrace:
      return next(collect(1) && write({OperandKind::kX, 0, 0, 0}, Value::any()));

    case Opcode::kCatch:
      return enter_scope(operands, ValueKind::kCatch);
    case Opcode::kTry:
      return enter_scope(operands, ValueKind::kTry);
    case Opcode::kCatchEnd:
      return leave_scope(operands, ValueKind::kCatch, true);
    case Opcode::kTryEnd:
      return leave_scope(operands, ValueKind::kTry, false);
    case Opcode::kTryCase:
      return leave_scope(operands, ValueKind::kTry, true);

    case Opcode::kLoopRec:
      return next(jump(operands[0]) && write(operands[1], Value::any()));
    case Opcode::kRemoveMessage:
      return Flow::kNext;
    case Opcode::kTimeout:
      return next(collect(0));
    case Opcode::kLoopRecEnd:
    case Opcode::kWait:
      return end(collect(0) && jump(operands[0]));
    case Opcode::kWaitTimeout:
      return wait_timeout(operands);
    case Opcode::kRecvMarkerReserve:
      return next(write(operands[0], Value::any()));
    case Opcode::kRecvMarkerBind:
      return next(read(operands[0]) && read(operands[1]));
    case Opcode::kRecvMarkerClear:
    case Opcode::kRecvMarkerUse:
      return next(read(operands[0]));

    case Opcode::kMakeFun2: {
      const Lambda& lambda = file_.lambdas[static_cast<size_t>(operands[0].value)];
      return next(collect(lambda.num_free) &&
                  write({OperandKind::kX, 0, 0, 0}, Value::term(kTypeFun)));
    }
    case Opcode::kMakeFun3:
      return next(read_all(code_.elements_of(operands[2]), 1, 0) &&
                  use_heap(kFunWords + operands[2].count) &&
                  write(operands[1], Value::term(kTypeFun)));

    case Opcode::kPutMapAssoc:
    case Opcode::kPutMapExact:
      return put_map(operands);
    case Opcode::kHasMapFields:
      return next(read_as(operands[1], kTypeMap) &&
                  read_all(code_.elements_of(operands[2]), 1, 0) && jump(operands[0]));
    case Opcode::kGetMapElements:
      return get_elements(operands, kTypeMap);
    case Opcode::kGetRecordElements:
      return get_elements(operands, kTypeRecord);
    case Opcode::kPutRecord:
      return put_record(operands);
    case Opcode::kIsRecordAccessible:
      return next(read_as(operands[1], kTypeRecord) && fail_to(operands[0]));
    case Opcode::kGetRecordField:
      return next(read(operands[1]) && fail_to(operands[0]) && write(operands[4], Value::any()));

    case Opcode::kFmove:
      return move_float(operands);
    case Opcode::kFconv:
    case Opcode::kFadd:
    case Opcode::kFsub:
    case Opcode::kFmul:
    case Opcode::kFdiv:
    case Opcode::kFnegate:
    case Opcode::kFcheckerror:
      return float_arithmetic(operands);
    default:
      return step_bits(instruction, operands);
  }
}

FunctionVerifier::Flow FunctionVerifier::swap(Operands operands) {
  Value left, right;
  return next(read(operands[0], left) && read(operands[1], right) && write(operands[0], right) &&
              write(operands[1], left));
}

FunctionVerifier::Flow FunctionVerifier::trim(Operands operands) {
  const int64_t count = operands[0].value, remaining = operands[1].value;
  if (state_.frame < 0 || count + remaining != state_.frame) {
    return end(fail("the frame has " + std::to_string(state_.frame) + " registers (-1: no frame)"));
  }
  const auto kept = state_.y.begin() + static_cast<ptrdiff_t>(count);
  if (std::any_of(state_.y.begin(), kept, [](const Value& value) { return value.is_tag(); })) {
    return end(fail("a catch is still active"));
  }
  state_.y.erase(state_.y.begin(), kept);
  state_.frame = static_cast<int32_t>(remaining);
  y_changed_ = true;
  return Flow::kNext;
}

// --- tests

FunctionVerifier::Flow FunctionVerifier::test(Operands operands, uint16_t types, bool exact) {
  const Operand& term = operands[1];
  Value value;
  if (!read(term, value) || !read_all(operands.first(std::min<size_t>(operands.size(), 3)), 1, 1)) {
    return Flow::kError;
  }
  Value* in_register = register_of(term);
  if (in_register) {
    const Value before = *in_register;
    if (exact) narrow(term, static_cast<uint16_t>(kAnyType & ~types));
    if (!jump(operands[0])) return Flow::kError;
    *in_register = before;
    narrow(term, types);
    return Flow::kNext;
  }
  return next(jump(operands[0]));
}

FunctionVerifier::Flow FunctionVerifier::compare(Opcode opcode, Operands operands) {
  Value left, right;
  if (!read(operands[1], left) || !read(operands[2], right) || !jump(operands[0])) {
    return Flow::kError;
  }
  if (opcode != Opcode::kIsEqExact) return Flow::kNext;
  // Equal terms are of the same type; a match context may count as the bitstring that is left.
  const auto equal_types = [](uint16_t types) {
    return static_cast<uint16_t>(types & kBitstringTypes ? types | kBitstringTypes : types);
  };
  narrow(operands[1], equal_types(right.types));
  narrow(operands[2], equal_types(left.types));
  return Flow::kNext;
}

FunctionVerifier::Flow FunctionVerifier::tuple_test(Operands operands, const Operand& arity,
                                                    bool takes_tuple) {
  if (takes_tuple ? !read_as(operands[1], kTypeTuple) : !read(operands[1])) return Flow::kError;
  if (!jump(operands[0])) return Flow::kError;
  narrow_tuple(operands[1], static_cast<uint32_t>(arity.value), true);
  return Flow::kNext;
}

FunctionVerifier::Flow FunctionVerifier::select_value(Operands operands) {
  const Operand& term = operands[0];
  if (!read(term)) return Flow::kError;
  const auto elements = code_.elements_of(operands[2]);
  Value* in_register = register_of(term);
  const Value before = in_register ? *in_register : Value{};
  for (size_t i = 0; i < elements.size(); i += 2) {
    const uint16_t types = constant(elements[i]).types;
    if (!(types & kBitstringTypes)) narrow(term, types);
    if (!jump(elements[i + 1])) return Flow::kError;
    if (in_register) *in_register = before;
  }
  return end(jump(operands[1]));
}

FunctionVerifier::Flow FunctionVerifier::select_arity(Operands operands) {
  const Operand& tuple = operands[0];
  if (!read_as(tuple, kTypeTuple)) return Flow::kError;
  const auto elements = code_.elements_of(operands[2]);
  Value* in_register = register_of(tuple);
  const Value before = in_register ? *in_register : Value{};
  for (size_t i = 0; i < elements.size(); i += 2) {
    narrow_tuple(tuple, static_cast<uint32_t>(elements[i].value), true);
    if (!jump(elements[i + 1])) return Flow::kError;
    if (in_register) *in_register = before;
  }
  return end(jump(operands[1]));
}

// --- lists, tuples, maps, records

FunctionVerifier::Flow FunctionVerifier::get_list(Operands operands, bool head, bool tail) {
  if (!read_as(operands[0], kTypeCons)) return Flow::kError;
  if (head && !write(operands[1], Value::any())) return Flow::kError;
  if (tail && !write(operands[head ? 2 : 1], Value::any())) return Flow::kError;
  return Flow::kNext;
}

FunctionVerifier::Flow FunctionVerifier::get_tuple_element(Operands operands) {
  Value tuple;
  if (!read(operands[0], tuple)) return Flow::kError;
  const uint32_t size = static_cast<uint32_t>(operands[1].value) + 1;
  if (!require(tuple.types == kTypeTuple && tuple.number >= size)) return Flow::kError;
  narrow_tuple(operands[0], size, false);
  return next(write(operands[2], Value::any()));
}

FunctionVerifier::Flow FunctionVerifier::set_tuple_element(Operands operands) {
  Value tuple;
  if (!read(operands[0]) || !read(operands[1], tuple)) return Flow::kError;
  // Overwriting any other tuple could change a literal, or point from old to new.
  if (!(tuple.flags & Value::kFresh)) return end(fail("the tuple has not just been made"));
  return next(require(tuple.number > static_cast<uint32_t>(operands[2].value)));
}

FunctionVerifier::Flow FunctionVerifier::put_tuple(Operands operands) {
  const uint32_t size = operands[1].count;
  return next(read_all(code_.elements_of(operands[1]), 1, 0) && use_heap(1 + size) &&
              write(operands[0], Value::tuple(size)));
}

FunctionVerifier::Flow FunctionVerifier::update_record(Operands operands) {
  const uint32_t size = static_cast<uint32_t>(operands[1].value);
  Value tuple;
  if (!read(operands[2], tuple) || !read_all(code_.elements_of(operands[4]), 2, 1)) {
    return Flow::kError;
  }
  const bool exact = tuple.types == kTypeTuple && (tuple.flags & Value::kExactSize);
  return next(require(exact && tuple.number == size) && use_heap(1 + size) &&
              write(operands[3], Value::tuple(size)));
}

FunctionVerifier::Flow FunctionVerifier::put_map(Operands operands) {
  if (!read_as(operands[1], kTypeMap) || !read_all(code_.elements_of(operands[4]), 1, 0) ||
      !fail_to(operands[0])) {
    return Flow::kError;
  }
  return next(collect(static_cast<uint32_t>(operands[3].value)) &&
              write(operands[2], Value::term(kTypeMap)));
}

/// get_map_elements, get_record_elements: on failure, destinations may or may not have been
/// written.
FunctionVerifier::Flow FunctionVerifier::get_elements(Operands operands, uint16_t container) {
  const auto elements = code_.elements_of(operands[2]);
  if (!read_as(operands[1], container)) return Flow::kError;
  if (!read_all(elements, 2, 0)) return Flow::kError;
  const State before = state_;
  for (size_t i = 1; i < elements.size(); i += 2) {
    Value* in_register = register_of(elements[i]);
    if (in_register && in_register->is_term()) *in_register = Value::any();
  }
  y_changed_ = true;
  if (!fail_to(operands[0])) return Flow::kError;
  state_ = before;
  for (size_t i = 1; i < elements.size(); i += 2) {
    if (!write(elements[i], Value::any())) return Flow::kError;
  }
  y_changed_ = true;
  return Flow::kNext;
}

FunctionVerifier::Flow FunctionVerifier::put_record(Operands operands) {
  return next(read(operands[2]) && read_all(code_.elements_of(operands[5]), 2, 1) &&
              fail_to(operands[0]) && collect(static_cast<uint32_t>(operands[4].value)) &&
              write(operands[3], Value::term(kTypeRecord)));
}

// --- calls

FunctionVerifier::Flow FunctionVerifier::call_registers(int64_t count, int64_t frame, bool tail) {
  if (!check_live(static_cast<uint32_t>(count)) || !check_frame_initialised()) return Flow::kError;
  if (tail) return end(leave_frame(frame));
  if (state_.frame < 0) return end(fail("a call needs a frame"));
  return next(raise() && finish_call());
}

FunctionVerifier::Flow FunctionVerifier::call_local(Operands operands, int64_t frame, bool tail) {
  const size_t label = static_cast<size_t>(operands[1].value);
  const uint32_t function = module_.entries[label];
  if (function == Facts::kNoFunction) {
    return end(fail("label " + std::to_string(label) + " is not a function's entry"));
  }
  if (facts_.functions[function].arity != static_cast<uint64_t>(operands[0].value)) {
    return end(fail("the function called has " + std::to_string(facts_.functions[function].arity) +
                    " parameters"));
  }
  return call_registers(operands[0].value, frame, tail);
}

FunctionVerifier::Flow FunctionVerifier::call_external(Operands operands, int64_t frame,
                                                       bool tail) {
  const ImportInfo& import = module_.imports[static_cast<size_t>(operands[1].value)];
  if (import.never_returns) {
    // Compilers leave the frame as it is, or state another size: nothing is released in any case.
    return end(check_live(static_cast<uint32_t>(operands[0].value)) && raise());
  }
  const Flow flow = call_registers(operands[0].value, frame, tail);
  if (flow == Flow::kNext && import.is_setelement) {
    state_.x[0] = Value::term(kTypeTuple);
    state_.x[0].flags = Value::kFresh;
  }
  return flow;
}

FunctionVerifier::Flow FunctionVerifier::bif(Operands operands, unsigned import_at) {
  const auto arguments = operands.subspan(import_at + 1, operands.size() - import_at - 2);
  if (!read_all(arguments, 1, 0)) return Flow::kError;
  // A BIF that fails may have used heap space for its reason.
  const uint32_t heap_words = std::exchange(state_.heap_words, 0);
  if (import_at == 0 ? !raise() : !fail_to(operands[0])) return Flow::kError;
  state_.heap_words = heap_words;
  const ImportInfo& import = module_.imports[static_cast<size_t>(operands[import_at].value)];
  return next(write(operands.back(), Value::term(import.result)));
}

/// Registers from `live` on die on failure too.
FunctionVerifier::Flow FunctionVerifier::gc_bif(Operands operands) {
  const auto arguments = operands.subspan(3, operands.size() - 4);
  if (!read_all(arguments, 1, 0) || !collect(static_cast<uint32_t>(operands[1].value)) ||
      !fail_to(operands[0])) {
    return Flow::kError;
  }
  const ImportInfo& import = module_.imports[static_cast<size_t>(operands[2].value)];
  return next(write(operands.back(), Value::term(import.result)));
}

// --- exceptions

FunctionVerifier::Flow FunctionVerifier::enter_scope(Operands operands, ValueKind kind) {
  Value tag{kind, 0, 0, handlers_.single(static_cast<uint32_t>(operands[1].value))};
  if (tag.number == HandlerSets::kTooMany) return end(fail("the function is too complex"));
  return next(write(operands[0], tag));
}

FunctionVerifier::Flow FunctionVerifier::leave_scope(Operands operands, ValueKind kind,
                                                     bool catches) {
  Value* tag = register_of(operands[0]);
  if (!tag || tag->kind != kind) {
    return end(fail("y" + std::to_string(operands[0].value) + " holds no such tag"));
  }
  if (!catches) {
    *tag = Value::term(kTypeNil);
    y_changed_ = true;
    return Flow::kNext;
  }
  const bool is_catch = kind == ValueKind::kCatch;
  const Value x0 = state_.x.empty() ? Value{} : state_.x[0];
  if (x0.kind != ValueKind::kException && !(is_catch && x0.is_term())) {
    return end(fail("x0 does not hold an exception"));
  }
  // Where x0 holds an exception, x1 to x3 hold the rest of it, even if another way that has joined
  // knows nothing of them. Compilers let calls that never return run into a handler so.
  if (!is_catch && !require(!(x0.flags & Value::kMaybe))) return Flow::kError;
  *register_of(operands[0]) = Value::term(kTypeNil);
  y_changed_ = true;
  state_.heap_words = 0;
  state_.builds_binary = false;
  for (Value& value : state_.x) {
    if (value.kind == ValueKind::kException) value = Value{};
  }
  state_.x[0] = Value::any();
  if (!is_catch) state_.x.assign(3, Value::any());
  return Flow::kNext;
}

/// Entered again after a message has come, when the timer runs: the register with the time is not
/// read then, and need not hold anything.
FunctionVerifier::Flow FunctionVerifier::wait_timeout(Operands operands) {
  const Operand& time = operands[1];
  const Value* in_register = register_of(time);
  const bool is_stale = time.kind == OperandKind::kX && !(in_register && in_register->is_term());
  if (is_stale) facts_.proven[at_] = 0;
  if (!is_stale && !read(time)) return Flow::kError;
  return next(raise() && collect(0) && jump(operands[0]));
}

// --- floats

FunctionVerifier::Flow FunctionVerifier::move_float(Operands operands) {
  const Operand& from = operands[0];
  const Operand& to = operands[1];
  if (from.kind == OperandKind::kFloatRegister) {
    const size_t number = static_cast<size_t>(from.value);
    if (number >= state_.floats.size() || !state_.floats[number]) {
      return end(fail("a floating-point register is read before it is written"));
    }
    return next(use_heap(kFloatWords) && write(to, Value::term(kTypeFloat)));
  }
  if (!read_as(from, kTypeFloat)) return Flow::kError;
  const size_t number = static_cast<size_t>(to.value);
  if (number >= state_.floats.size()) state_.floats.resize(number + 1);
  state_.floats[number] = 1;
  facts_.max_float_register =
      std::max(facts_.max_float_register, static_cast<uint32_t>(number) + 1);
  return Flow::kNext;
}

/// fconv, fadd, ...: reads all but the last operand, writes the last.
FunctionVerifier::Flow FunctionVerifier::float_arithmetic(Operands operands) {
  for (size_t i = 0; i + 1 < operands.size(); i++) {
    const Operand& operand = operands[i];
    const size_t number = static_cast<size_t>(operand.value);
    if (operand.kind == OperandKind::kLabel) {
      continue;
    } else if (operand.kind != OperandKind::kFloatRegister) {
      if (!read(operand)) return Flow::kError;
    } else if (number >= state_.floats.size() || !state_.floats[number]) {
      return end(fail("a floating-point register is read before it is written"));
    }
  }
  const bool has_label = operands[0].kind == OperandKind::kLabel;
  if (has_label ? !fail_to(operands[0]) : !raise()) return Flow::kError;
  if (operands.back().kind != OperandKind::kFloatRegister) return Flow::kNext;  // fcheckerror
  const size_t number = static_cast<size_t>(operands.back().value);
  if (number >= state_.floats.size()) state_.floats.resize(number + 1);
  state_.floats[number] = 1;
  facts_.max_float_register =
      std::max(facts_.max_float_register, static_cast<uint32_t>(number) + 1);
  return Flow::kNext;
}

}  // namespace linac::beam
