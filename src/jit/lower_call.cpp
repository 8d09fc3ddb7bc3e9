// SPDX-License-Identifier: Apache-2.0
//
// Calls and returns. A call stores its return address in its frame and is a wasm call; a tail call
// is a `return_call`.
#include "jit/lowering.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

using wasm::LocalIndex;

// Only a collection moves the stack, so after a call the stack pointer is nearly always what it
// was. Asking costs a branch that is always predicted; taking it from memory would make all that
// follows wait for the callee's store.
void Lowering::expect_stack_pointer() {
  push_context();
  a_->i32_load(kContextStackPointerOffset);
  a_->local_get(*stack_pointer_);
  a_->i32_ne();
  const wasm::Label moved = a_->if_();
  load_stack_pointer();
  a_->end(moved);
  state_.stack_pointer_known = true;
}

bool Lowering::after_call() {
  leave_if_set();
  // The callee may have collected; only memory is right now.
  state_ = State{};
  const uint32_t continuation = module_.continuations[index_];
  if (inline_continuations_ && budget_ > 0) {
    expect_stack_pointer();
    return true;
  }
  return_call_entry(continuation, {});
  return false;
}

void Lowering::lower_call() {
  const auto label = static_cast<uint32_t>(operand(1).value);
  set_return_address(module_.continuations[index_]);
  if (has_direct(label)) {
    push_direct_arguments(label);
    a_->call(*direct_[label]);
    return;
  }
  flush(RegisterSet::first(static_cast<uint32_t>(operand(0).value)));
  push_parameters();
  a_->call(functions_[label]);
}

void Lowering::lower_call_last() {
  const auto label = static_cast<uint32_t>(operand(1).value);
  if (label == loop_label_) {
    loop_again();
  } else if (has_direct(label)) {
    push_direct_arguments(label);
    a_->return_call(*direct_[label]);
  } else {
    return_call_entry(label, RegisterSet::first(static_cast<uint32_t>(operand(0).value)));
  }
}

// The slot (i32) is on the stack.
void Lowering::call_slot(bool tail) {
  const LocalIndex slot = result_local();
  a_->local_set(slot);
  a_->local_get(label_.jit_state);
  a_->local_get(slot);
  a_->i32_store(kJitStateContinuationOffset);
  push_parameters();
  a_->local_get(slot);
  if (tail) {
    a_->return_call_indirect(label_.type);
  } else {
    a_->call_indirect(label_.type);
  }
}

void Lowering::lower_call_bif(const ExportEntry& function) {
  push_context();
  linker_.push_address(*a_, &function);
  push_location();
  call(Primitive::kCallBif);
}

void Lowering::lower_call_ext() {
  const ExportEntry& function = *module_.imports[static_cast<size_t>(operand(1).value)];
  set_return_address(module_.continuations[index_]);
  flush(RegisterSet::first(function.arity));
  if (is_apply(function)) {
    prepare_call(Primitive::kPrepareApplyList, function.arity);
    call_slot(false);
    return;
  }
  if (function.bif != nullptr) {
    lower_call_bif(function);
    return;
  }
  linker_.push_address(*a_, &function);
  a_->i32_load(kExportEntrySlotOffset);
  call_slot(false);
}

void Lowering::lower_call_ext_last(bool deallocate) {
  const ExportEntry& function = *module_.imports[static_cast<size_t>(operand(1).value)];
  if (deallocate) pop_frame(static_cast<uint32_t>(operand(2).value));
  flush(RegisterSet::first(function.arity));
  if (is_apply(function)) {
    prepare_call(Primitive::kPrepareApplyList, function.arity);
    call_slot(true);
    return;
  }
  if (function.bif != nullptr) {
    lower_call_bif(function);
    leave();
    return;
  }
  linker_.push_address(*a_, &function);
  a_->i32_load(kExportEntrySlotOffset);
  call_slot(true);
}

// Calls a primitive that finds out which slot to call, and pushes that (i32), or raises what the
// primitive left pending.
void Lowering::prepare_call(Primitive primitive, uint32_t arity, const Operand* fun) {
  push_context();
  a_->i32_const(static_cast<int32_t>(arity));
  if (fun != nullptr) push(*fun);
  call(primitive);
  a_->local_tee(result_local());
  a_->i32_eqz();
  raise_pending_if();
  a_->local_get(result_local());
}

namespace {

/// The Y registers that are dropped after a call of a fun, if all that is left to do is to return:
/// compilers have no instruction for that.
std::optional<uint32_t> frame_of_last_call(const beam::Code& code, uint32_t call) {
  if (call + 2 >= code.instructions.size()) return std::nullopt;
  const beam::Instruction& drop = code.instructions[call + 1];
  if (drop.opcode != beam::Opcode::kDeallocate) return std::nullopt;
  if (code.instructions[call + 2].opcode != beam::Opcode::kReturn) return std::nullopt;
  return static_cast<uint32_t>(code.operands_of(drop)[0].value);
}

}  // namespace

// A local fun of the right arity with few free variables, as nearly all are, is taken apart here;
// all others by the primitive. One that is called last takes the place of its caller.
bool Lowering::lower_call_fun(uint32_t arity, const Operand& fun) {
  constexpr uint32_t kMaxFree = 4;
  set_return_address(module_.continuations[index_]);
  const LocalIndex term = local_of(fun);
  flush(RegisterSet::first(arity));
  const LocalIndex header = temporary();
  const LocalIndex free = result_local();
  const wasm::Label done = a_->block(wasm::ValueType::kI32);
  const wasm::Label slow = a_->block();
  a_->local_get(term);
  a_->i64_const(kTagShift);
  a_->i64_shr_u();
  a_->i64_const(static_cast<int64_t>(Tag::kFun));
  a_->i64_ne();
  a_->br_if(slow);
  a_->local_get(term);
  a_->i32_wrap_i64();
  a_->i64_load(0);
  a_->local_tee(header);
  // Less the size of a fun without free variables, what differs is their number.
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kFun, kFunEnvironmentOffset - 1, arity)));
  a_->i64_sub();
  a_->local_tee(header);
  a_->i64_const(kMaxFree);
  a_->i64_gt_u();
  a_->br_if(slow);
  a_->local_get(header);
  a_->i32_wrap_i64();
  a_->local_set(free);
  const wasm::Label copied = a_->block();
  for (uint32_t i = 0; i < kMaxFree; ++i) {
    a_->local_get(free);
    a_->i32_const(static_cast<int32_t>(i));
    a_->i32_eq();
    a_->br_if(copied);
    push_context();
    a_->local_get(term);
    a_->i32_wrap_i64();
    a_->i64_load((kFunEnvironmentOffset + i) * kWordBytes);
    a_->i64_store(kContextXOffset + kWordBytes * (arity + i));
  }
  a_->end(copied);
  a_->local_get(term);
  a_->i32_wrap_i64();
  a_->i32_load(kFunEntryOffset * kWordBytes);
  a_->i32_load(kFunEntrySlotOffset);
  a_->br(done);
  a_->end(slow);
  const State saved = state_;
  prepare_call(Primitive::kPrepareCallFun, arity, &fun);
  state_ = saved;
  a_->end(done);
  if (const std::optional<uint32_t> frame = frame_of_last_call(code_, index_)) {
    pop_frame(*frame);
    call_slot(true);
    return false;
  }
  call_slot(false);
  return after_call();
}

void Lowering::lower_apply() {
  const auto arity = static_cast<uint32_t>(operand(0).value);
  set_return_address(module_.continuations[index_]);
  flush(RegisterSet::first(arity + 2));
  prepare_call(Primitive::kPrepareApply, arity);
  call_slot(false);
}

void Lowering::lower_apply_last() {
  const auto arity = static_cast<uint32_t>(operand(0).value);
  pop_frame(static_cast<uint32_t>(operand(1).value));
  flush(RegisterSet::first(arity + 2));
  prepare_call(Primitive::kPrepareApply, arity);
  call_slot(true);
}

void Lowering::lower_send() {
  flush(RegisterSet::first(send_function_.arity));
  lower_call_bif(send_function_);
  leave_if_set();
  state_.cache.forget(Register{false, 0});
}

}  // namespace linac
