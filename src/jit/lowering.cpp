// SPDX-License-Identifier: Apache-2.0
//
// Functions, and control flow between labels.
#include "jit/lowering.h"

#include <algorithm>
#include <array>

#include "code/linker.h"
#include "term/atom.h"

namespace linac {

using beam::Opcode;
using beam::OperandKind;
using wasm::ValueType;

namespace {

// How many instructions a function may take in line from labels and continuations behind its own.
constexpr uint32_t kInlineBudget = 250;

wasm::TypeIndex type_of(wasm::ModuleBuilder& builder, std::string_view signature) {
  std::vector<ValueType> parameters, results;
  std::vector<ValueType>* into = &parameters;
  for (char c : signature) {
    switch (c) {
      case 'i':
        into->push_back(ValueType::kI32);
        break;
      case 'w':
        into->push_back(ValueType::kI64);
        break;
      case 'd':
        into->push_back(ValueType::kF64);
        break;
      default:
        into = &results;
        break;
    }
  }
  return builder.type(parameters, results);
}

}  // namespace

Lowering::Lowering(wasm::ModuleBuilder& builder, const Module& module, Linker& linker,
                   const LoweringOptions& options)
    : builder_(builder),
      module_(module),
      code_(module.file.code),
      linker_(linker),
      options_(options),
      send_function_(*options.send),
      label_(LabelSignature::in(builder)) {
  for (uint32_t i = 0; i < kPrimitiveCount; ++i) {
    primitive_types_[i] = type_of(builder, info(static_cast<Primitive>(i)).signature);
  }
  std::string signature = "i:i";
  for (wasm::TypeIndex& type : direct_types_) {
    type = type_of(builder, signature);
    signature.insert(1, "w");
  }
}

std::vector<bool> Lowering::called_labels() const {
  std::vector<bool> called(module_.label_count());
  for (const Instruction& instruction : code_.instructions) {
    switch (instruction.opcode) {
      case Opcode::kCall:
      case Opcode::kCallLast:
      case Opcode::kCallOnly:
        called[static_cast<size_t>(code_.operands[instruction.operands + 1].value)] = true;
        break;
      default:
        break;
    }
  }
  return called;
}

uint32_t Lowering::arity_of(uint32_t label) const {
  const auto function = static_cast<size_t>(module_.function_of_label[label]);
  return module_.facts.functions[function].arity;
}

void Lowering::declare() {
  functions_.reserve(module_.entries.size());
  direct_.resize(module_.entries.size());
  const std::vector<bool> called = called_labels();
  for (uint32_t entry = 0; entry < module_.entries.size(); ++entry) {
    std::string name;
    const uint32_t at = module_.entries[entry].instruction;
    if (at == beam::Code::kNoInstruction) {
      name = module_.file.module_name() + "@no label";
    } else {
      const uint32_t function = module_.facts.function_of[at];
      name = module_.function_name(function);
      if (entry >= module_.label_count()) {
        name += "@continuation " + std::to_string(entry - module_.label_count());
      } else if (module_.facts.functions[function].entry != entry) {
        name += "@label " + std::to_string(entry);
      }
    }
    functions_.push_back(builder_.declare_function(label_.type, name));
    if (entry < called.size() && called[entry] && module_.function_of_label[entry] >= 0) {
      const uint32_t parameters = std::min(arity_of(entry), kDirectParameters);
      direct_[entry] = builder_.declare_function(direct_types_[parameters], name + "@direct");
    }
  }
}

void Lowering::emit() {
  count_references();
  floats_cross_labels_ = floats_cross_labels();
  inlined_.assign(module_.label_count(), 0);
  live_at_label_ = live_at_labels(module_);
  for (uint32_t entry = 0; entry < module_.entries.size(); ++entry) {
    if (!has_direct(entry)) {
      emit_function(entry);
      continue;
    }
    emit_label_of_direct(entry);
    emit_direct(entry);
  }
}

void Lowering::count_references() {
  references_.assign(module_.label_count(), 0);
  auto count = [this](const Operand& operand) {
    if (operand.kind == OperandKind::kLabel) ++references_[static_cast<size_t>(operand.value)];
  };
  bool falls_through = false;
  for (const Instruction& instruction : code_.instructions) {
    if (instruction.opcode == Opcode::kLabel && falls_through) {
      ++references_[static_cast<size_t>(code_.operands[instruction.operands].value)];
    }
    for (const Operand& operand : code_.operands_of(instruction)) {
      if (operand.kind == OperandKind::kList) {
        for (const Operand& element : code_.elements_of(operand)) count(element);
      } else {
        count(operand);
      }
    }
    if (instruction.opcode == Opcode::kTry || instruction.opcode == Opcode::kCatch) {
      // The handler is entered through its slot.
      ++references_[static_cast<size_t>(code_.operands[instruction.operands + 1].value)];
    }
    falls_through = beam::falls_through(instruction.opcode);
  }
}

void Lowering::begin_function(wasm::FunctionIndex function) {
  a_ = &builder_.begin_function(function);
  label_ = LabelSignature{label_.type};
  state_ = State{};
  for (auto& local : cache_locals_) local.reset();
  stack_pointer_.reset();
  heap_top_.reset();
  result_.reset();
  boolean_.reset();
  for (auto& local : float_locals_) local.reset();
  loop_label_ = 0;
  budget_ = kInlineBudget;
  joins_.clear();
}

void Lowering::emit_function(uint32_t entry) {
  begin_function(functions_[entry]);
  const uint32_t at = module_.entries[entry].instruction;
  const bool is_label = entry < module_.label_count();
  const bool is_function = is_label && module_.function_of_label[entry] >= 0;
  if (at == beam::Code::kNoInstruction) {
    // Label 0 stands for "none" and is never called.
    a_->i32_const(0);
    a_->return_();
    builder_.end_function();
    return;
  }
  // A label with one reference is in line where it is referred to; its own function need not repeat
  // what follows.
  inline_labels_ = !is_label || is_function || references_[entry] > 1;
  inline_continuations_ = is_function;
  if (is_function) {
    emit_entry(entry);
    emit_with_joins(entry);
  } else {
    emit_from(is_label ? at + 1 : at);
  }
  builder_.end_function();
}

// What a slot has for a function with a direct one.
void Lowering::emit_label_of_direct(uint32_t label) {
  begin_function(functions_[label]);
  push_direct_arguments(label);
  a_->return_call(*direct_[label]);
  builder_.end_function();
}

void Lowering::emit_direct(uint32_t label) {
  begin_function(*direct_[label]);
  inline_labels_ = true;
  inline_continuations_ = true;
  const uint32_t arity = arity_of(label);
  const uint32_t parameters = std::min(arity, kDirectParameters);
  for (uint32_t i = 0; i < parameters; ++i) cache_locals_[i] = wasm::LocalIndex{1 + i};
  label_.jit_state = a_->new_local(ValueType::kI32);
  label_.native_interface = a_->new_local(ValueType::kI32);
  linker_.push_address(*a_, options_.jit_state);
  a_->local_set(label_.jit_state);
  linker_.push_address(*a_, options_.native_interface);
  a_->local_set(label_.native_interface);

  // Engines check for interrupts at the head of each loop: there is one only where something loops.
  const bool loops = calls_itself_last(label);
  const uint32_t in_locals = loops ? std::min(arity, kLoopRegisters) : parameters;
  for (uint32_t i = 0; i < in_locals; ++i) {
    if (i >= parameters) {
      load_memory(Register{false, i});
      a_->local_set(cache_local(i));
    }
    bind(Register{false, i}, i, true);
  }
  if (loops) {
    loop_label_ = label;
    loop_registers_ = in_locals;
    loop_ = a_->loop();
  }
  emit_entry(label);
  emit_with_joins(label);
  if (loops) {
    a_->end(loop_);
    a_->unreachable();
  }
  builder_.end_function();
}

bool Lowering::calls_itself_last(uint32_t label) const {
  const auto function = static_cast<size_t>(module_.function_of_label[label]);
  const beam::Facts::Function& range = module_.facts.functions[function];
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Instruction& instruction = code_.instructions[i];
    if (instruction.opcode != Opcode::kCallOnly && instruction.opcode != Opcode::kCallLast)
      continue;
    if (code_.operands[instruction.operands + 1].value == label) return true;
  }
  return false;
}

void Lowering::emit_entry(uint32_t label) {
  const uint32_t arity = arity_of(label);
  decrement_reductions(*a_, label_, 1, result_local());
  const wasm::Label exhausted = a_->if_();
  const State saved = state_;
  flush_registers(RegisterSet::first(arity));
  set_continuation(label);
  push_context();
  a_->i32_const(static_cast<int32_t>(arity));
  call(Primitive::kReductionsExhausted);
  leave_if_set();
  reload_cached();
  state_ = saved;
  a_->end(exhausted);
}

void Lowering::emit_from(uint32_t instruction) {
  const auto count = static_cast<uint32_t>(code_.instructions.size());
  const Instruction* outer_instruction = instruction_;
  const uint32_t outer_index = index_;
  for (uint32_t i = instruction; i < count; ++i) {
    instruction_ = &code_.instructions[i];
    index_ = i;
    if (budget_ > 0) --budget_;
    state_.cache.unpin_all();
    check_floats_before(instruction_->opcode);
    if (!emit_instruction(i)) break;
  }
  instruction_ = outer_instruction;
  index_ = outer_index;
}

bool Lowering::may_inline(uint32_t label) const {
  return inline_labels_ && references_[label] == 1 && budget_ > 0 && !inlined_[label] &&
         module_.function_of_label[label] < 0 && a_->depth() < joins_.size() + 64;
}

void Lowering::push_parameters() {
  a_->local_get(label_.ctx);
  a_->local_get(label_.jit_state);
  a_->local_get(label_.native_interface);
}

void Lowering::push_direct_arguments(uint32_t label) {
  const uint32_t arity = arity_of(label);
  const uint32_t parameters = std::min(arity, kDirectParameters);
  flush_heap_top();
  RegisterSet in_memory = RegisterSet::first(arity);
  in_memory.remove_first(parameters);
  flush_registers(in_memory);
  push_context();
  for (uint32_t i = 0; i < parameters; ++i) push(Operand{OperandKind::kX, 0, 0, i});
}

void Lowering::loop_again() {
  flush_heap_top();
  RegisterSet in_memory = RegisterSet::first(arity_of(loop_label_));
  in_memory.remove_first(loop_registers_);
  flush_registers(in_memory);
  std::array<wasm::LocalIndex, kLoopRegisters> from;
  for (uint32_t i = 0; i < loop_registers_; ++i) {
    from[i] = local_of(Operand{OperandKind::kX, 0, 0, i});
  }
  auto stays = [&](uint32_t i) { return from[i].value == cache_local(i).value; };
  for (uint32_t i = 0; i < loop_registers_; ++i) {
    if (!stays(i)) a_->local_get(from[i]);
  }
  for (uint32_t i = loop_registers_; i-- > 0;) {
    if (!stays(i)) a_->local_set(cache_local(i));
  }
  a_->br(loop_);
}

void Lowering::return_call_entry(uint32_t entry, const RegisterSet& live_x) {
  flush(live_x);
  push_parameters();
  a_->return_call(functions_[entry]);
}

void Lowering::return_call_label(uint32_t label) {
  return_call_entry(label, live_at_label_[label]);
}

void Lowering::branch_to(uint32_t label) {
  if (Join* join = open_join(label)) {
    conform_to(*join);
    a_->br(join->block);
    return;
  }
  if (!may_inline(label)) {
    return_call_label(label);
    return;
  }
  inlined_[label] = 1;
  emit_from(module_.entries[label].instruction + 1);
  inlined_[label] = 0;
}

void Lowering::branch_if(uint32_t label) {
  if (Join* join = open_join(label); join != nullptr && conforms_to(*join)) {
    a_->br_if(join->block);
    return;
  }
  const wasm::Label taken = a_->if_();
  const State saved = state_;
  branch_to(label);
  state_ = saved;
  a_->end(taken);
}

void Lowering::branch_unless(uint32_t label) {
  a_->i32_eqz();
  branch_if(label);
}

void Lowering::emit_return() {
  flush(RegisterSet::first(1));
  a_->i32_const(0);
  a_->return_();
}

bool Lowering::emit_instruction(uint32_t index) {
  const Opcode opcode = instruction_->opcode;
  auto number = [this](size_t n) { return static_cast<uint32_t>(operand(n).value); };
  auto import = [this](size_t n) -> const ExportEntry& {
    return *module_.imports[static_cast<size_t>(operand(n).value)];
  };
  switch (opcode) {
    case Opcode::kLabel: {
      // Fell into a label: its code follows here unless others come to it too.
      const uint32_t label = number(0);
      if (may_inline(label)) return true;
      branch_to(label);
      return false;
    }
    case Opcode::kLine:
    case Opcode::kExecutableLine:
    case Opcode::kDebugLine:
    case Opcode::kOnLoad:
    case Opcode::kNifStart:
    case Opcode::kFclearerror:
    case Opcode::kFcheckerror:
    case Opcode::kRecvMark:
    case Opcode::kRecvSet:
      return true;

    // Calls
    case Opcode::kCall:
      lower_call();
      return after_call();
    case Opcode::kCallLast:
      pop_frame(number(2));
      lower_call_last();
      return false;
    case Opcode::kCallOnly:
      lower_call_last();
      return false;
    case Opcode::kCallExt:
      lower_call_ext();
      return after_call();
    case Opcode::kCallExtLast:
      lower_call_ext_last(true);
      return false;
    case Opcode::kCallExtOnly:
      lower_call_ext_last(false);
      return false;
    case Opcode::kCallFun: {
      const Operand fun{OperandKind::kX, 0, 0, operand(0).value};
      return lower_call_fun(number(0), fun);
    }
    case Opcode::kCallFun2:
      return lower_call_fun(number(1), operand(2));
    case Opcode::kApply:
      lower_apply();
      return after_call();
    case Opcode::kApplyLast:
      lower_apply_last();
      return false;
    case Opcode::kSend:
      lower_send();
      return true;
    case Opcode::kReturn:
      emit_return();
      return false;
    case Opcode::kJump:
      branch_to(number(0));
      return false;

    // Frames, heap, moves
    case Opcode::kAllocate:
    case Opcode::kAllocateZero:
      lower_allocate(number(0), 0, number(1), opcode == Opcode::kAllocateZero);
      return true;
    case Opcode::kAllocateHeap:
    case Opcode::kAllocateHeapZero:
      lower_allocate(number(0), heap_words(code_, operand(1)), number(2),
                     opcode == Opcode::kAllocateHeapZero);
      return true;
    case Opcode::kTestHeap:
      ensure_heap(heap_words(code_, operand(0)), number(1));
      return true;
    case Opcode::kDeallocate:
      pop_frame(number(0));
      return true;
    case Opcode::kTrim:
      lower_trim();
      return true;
    case Opcode::kInit:
    case Opcode::kInitYregs:
      lower_init_yregs();
      return true;
    case Opcode::kMove:
      lower_move();
      return true;
    case Opcode::kSwap:
      lower_swap();
      return true;

    // BIFs in guards and bodies
    case Opcode::kBif0:
      return lower_bif(0, import(0), {}, operand(1));
    case Opcode::kBif1:
      return lower_bif(number(0), import(1), operands().subspan(2, 1), operand(3));
    case Opcode::kBif2:
      return lower_bif(number(0), import(1), operands().subspan(2, 2), operand(4));
    case Opcode::kBif3:
      return lower_bif(number(0), import(1), operands().subspan(2, 3), operand(5));
    case Opcode::kGcBif1:
      return lower_bif(number(0), import(2), operands().subspan(3, 1), operand(4));
    case Opcode::kGcBif2:
      return lower_bif(number(0), import(2), operands().subspan(3, 2), operand(5));
    case Opcode::kGcBif3:
      return lower_bif(number(0), import(2), operands().subspan(3, 3), operand(6));

    // Tests
    case Opcode::kIsLt:
    case Opcode::kIsGe:
    case Opcode::kIsEq:
    case Opcode::kIsNe:
    case Opcode::kIsEqExact:
    case Opcode::kIsNeExact:
      lower_comparison(opcode);
      return true;
    case Opcode::kTestArity:
      lower_test_arity();
      return true;
    case Opcode::kIsTaggedTuple:
      lower_is_tagged_tuple();
      return true;
    case Opcode::kIsFunction2:
      lower_is_function2();
      return true;
    case Opcode::kIsInteger:
    case Opcode::kIsFloat:
    case Opcode::kIsNumber:
    case Opcode::kIsAtom:
    case Opcode::kIsPid:
    case Opcode::kIsReference:
    case Opcode::kIsPort:
    case Opcode::kIsNil:
    case Opcode::kIsBinary:
    case Opcode::kIsBitstr:
    case Opcode::kIsList:
    case Opcode::kIsNonemptyList:
    case Opcode::kIsTuple:
    case Opcode::kIsFunction:
    case Opcode::kIsBoolean:
    case Opcode::kIsAnyNativeRecord:
    case Opcode::kIsMap:
      lower_type_test(opcode);
      return true;
    case Opcode::kSelectVal:
      lower_select_val();
      return false;
    case Opcode::kSelectTupleArity:
      lower_select_tuple_arity();
      return false;

    // Lists, tuples, maps, funs
    case Opcode::kPutList:
      lower_put_list();
      return true;
    case Opcode::kPutTuple2:
      lower_put_tuple2();
      return true;
    case Opcode::kUpdateRecord:
      lower_update_record();
      return true;
    case Opcode::kSetTupleElement:
      lower_set_tuple_element();
      return true;
    case Opcode::kGetList:
      lower_get_list(true, true);
      return true;
    case Opcode::kGetHd:
      lower_get_list(true, false);
      return true;
    case Opcode::kGetTl:
      lower_get_list(false, true);
      return true;
    case Opcode::kGetTupleElement:
      lower_get_tuple_element();
      return true;
    case Opcode::kMakeFun2: {
      const beam::Lambda& lambda = module_.file.lambdas[number(0)];
      std::vector<Operand> environment;
      for (uint32_t i = 0; i < lambda.num_free; ++i) {
        environment.push_back(Operand{OperandKind::kX, 0, 0, i});
      }
      lower_make_fun(number(0), environment, Operand{OperandKind::kX, 0, 0, 0});
      return true;
    }
    case Opcode::kMakeFun3:
      lower_make_fun(number(0), code_.elements_of(operand(2)), operand(1));
      return true;
    case Opcode::kPutMapAssoc:
      lower_put_map(false);
      return true;
    case Opcode::kPutMapExact:
      lower_put_map(true);
      return true;
    case Opcode::kHasMapFields:
      lower_has_map_fields();
      return true;
    case Opcode::kGetMapElements:
      lower_get_map_elements();
      return true;
    case Opcode::kIsNativeRecord:
      lower_is_native_record();
      return true;
    case Opcode::kIsRecordAccessible:
      lower_is_record_accessible();
      return true;
    case Opcode::kGetRecordElements:
      lower_get_record_elements();
      return true;
    case Opcode::kGetRecordField:
      lower_get_record_field();
      return true;
    case Opcode::kPutRecord:
      lower_put_record();
      return true;

    // Floats
    case Opcode::kFmove:
      lower_fmove();
      return true;
    case Opcode::kFconv:
      lower_fconv();
      return true;
    case Opcode::kFadd:
      lower_float_operation(wasm::Opcode::f64_add);
      return true;
    case Opcode::kFsub:
      lower_float_operation(wasm::Opcode::f64_sub);
      return true;
    case Opcode::kFmul:
      lower_float_operation(wasm::Opcode::f64_mul);
      return true;
    case Opcode::kFdiv:
      lower_float_operation(wasm::Opcode::f64_div);
      return true;
    case Opcode::kFnegate:
      lower_fnegate();
      return true;

    // Exceptions
    case Opcode::kFuncInfo:
      lower_func_info();
      return false;
    case Opcode::kBadmatch:
      lower_raise_with(atoms::kBadmatch);
      return false;
    case Opcode::kCaseEnd:
      lower_raise_with(atoms::kCaseClause);
      return false;
    case Opcode::kTryCaseEnd:
      lower_raise_with(atoms::kTryClause);
      return false;
    case Opcode::kBadrecord:
      lower_raise_with(atoms::kBadrecord);
      return false;
    case Opcode::kIfEnd:
      lower_if_end();
      return false;
    case Opcode::kTry:
    case Opcode::kCatch:
      lower_try();
      return true;
    case Opcode::kTryEnd:
      lower_try_end();
      return true;
    case Opcode::kTryCase:
      lower_try_case();
      return true;
    case Opcode::kCatchEnd:
      lower_catch_end();
      return true;
    case Opcode::kRaise:
      lower_raise();
      return false;
    case Opcode::kRawRaise:
      lower_raw_raise();
      return true;
    case Opcode::kBuildStacktrace:
      lower_build_stacktrace();
      return true;

    // Messages
    case Opcode::kLoopRec:
      lower_loop_rec();
      return true;
    case Opcode::kLoopRecEnd:
      lower_loop_rec_end();
      return false;
    case Opcode::kRemoveMessage:
      lower_remove_message();
      return true;
    case Opcode::kWait:
      lower_wait();
      return false;
    case Opcode::kWaitTimeout:
      lower_wait_timeout();
      return true;
    case Opcode::kTimeout:
      lower_timeout();
      return true;
    case Opcode::kRecvMarkerReserve:
      lower_recv_marker_reserve();
      return true;
    case Opcode::kRecvMarkerBind:
      lower_recv_marker_bind();
      return true;
    case Opcode::kRecvMarkerClear:
      lower_recv_marker(Primitive::kClearReceiveMarker);
      return true;
    case Opcode::kRecvMarkerUse:
      lower_recv_marker(Primitive::kUseReceiveMarker);
      return true;

    default:
      if (lower_bits(opcode)) return true;
      // The linker refuses modules with other instructions; int_code_end is never reached.
      builder_.fail("instruction " + std::string(beam::info(opcode).name) + " at " +
                    std::to_string(code_.instructions[index].code_offset) + " has no lowering");
      a_->unreachable();
      return false;
  }
}

}  // namespace linac
