// SPDX-License-Identifier: Apache-2.0
//
// Exceptions. Raising is a primitive that unwinds the process's stack and sets the continuation;
// the code here only leaves. A handler is a label like any other, entered from the dispatch loop.
#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using wasm::LocalIndex;

void Lowering::lower_func_info() {
  flush(RegisterSet::first(static_cast<uint32_t>(operand(2).value)));
  push_context();
  a_->i32_const(static_cast<int32_t>(operand(2).value));
  push_location();
  call(Primitive::kRaiseFunctionClause);
  leave();
}

void Lowering::lower_raise_with(Term tag) {
  flush_heap_top();
  push_context();
  a_->i64_const(static_cast<int64_t>(tag.bits()));
  push(operand(0));
  push_location();
  call(Primitive::kRaiseErrorWith);
  leave();
}

// Pops an i32: if it is not 0, raises what a primitive left pending.
void Lowering::raise_pending_if() {
  const wasm::Label failed = a_->if_();
  const State saved = state_;
  flush_heap_top();
  push_context();
  push_location();
  call(Primitive::kRaisePending);
  leave();
  state_ = saved;
  a_->end(failed);
}

void Lowering::lower_if_end() {
  flush_heap_top();
  push_context();
  a_->i64_const(static_cast<int64_t>(atoms::kIfClause.bits()));
  push_location();
  call(Primitive::kRaiseError);
  leave();
}

void Lowering::lower_try() {
  push_stack_pointer();
  linker_.push_catch_tag(*a_, module_, static_cast<uint32_t>(operand(1).value));
  a_->i64_store((1 + static_cast<uint32_t>(operand(0).value)) * kWordBytes);
  state_.cache.forget(register_of(operand(0)));
}

void Lowering::lower_try_end() {
  a_->i64_const(static_cast<int64_t>(kNilBits));
  store(operand(0));
}

void Lowering::lower_try_case() {
  if (!module_.facts.proven[index_]) {
    // On some way there is no exception.
    const Operand x0{beam::OperandKind::kX, 0, 0, 0};
    push(x0);
    a_->i64_const(static_cast<int64_t>(kNonValueBits));
    a_->i64_ne();
    const wasm::Label wrong = a_->if_();
    raise_badarg();
    a_->end(wrong);
  }
  lower_try_end();
  for (int64_t i = 0; i < 3; ++i) {
    state_.cache.unpin_all();
    const Operand from{beam::OperandKind::kX, 0, 0, i + 1};
    const Operand to{beam::OperandKind::kX, 0, 0, i};
    store_local(to, local_of(from));
  }
}

void Lowering::lower_catch_end() {
  lower_try_end();
  flush(RegisterSet::first(4));
  push_context();
  call(Primitive::kCatchEnd);
  state_.cache.forget(Register{false, 0});
}

void Lowering::lower_raise() {
  flush_heap_top();
  push_context();
  a_->i64_const(static_cast<int64_t>(kNonValueBits));
  push(operand(1));
  push(operand(0));
  push_location();
  call(Primitive::kRaiseAgain);
  leave();
}

// What is no class is not raised: the call of erlang:raise/3 that this was answers badarg.
void Lowering::lower_raw_raise() {
  flush(RegisterSet::first(3));
  push_context();
  push_location();
  call(Primitive::kRawRaise);
  leave_if_set();
  state_.cache.forget_x(0);
}

void Lowering::lower_build_stacktrace() {
  flush(RegisterSet::first(1));
  push_context();
  call(Primitive::kBuildStacktrace);
  state_.cache.forget(Register{false, 0});
}

}  // namespace linac
