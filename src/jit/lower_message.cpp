// SPDX-License-Identifier: Apache-2.0
//
// Receive: each instruction is a primitive of src/runtime/message.h; waiting leaves to the dispatch
// loop.
#include "jit/lowering.h"

namespace linac {

using wasm::LocalIndex;

void Lowering::lower_loop_rec() {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const LocalIndex message = temporary();
  push_context();
  call(Primitive::kLoopRec);
  a_->local_tee(message);
  a_->i64_const(static_cast<int64_t>(kNonValueBits));
  a_->i64_eq();
  branch_if(fail);
  store_local(operand(1), message);
}

void Lowering::lower_loop_rec_end() {
  const auto label = static_cast<uint32_t>(operand(0).value);
  flush({});
  set_continuation(label);
  push_context();
  call(Primitive::kLoopRecEnd);
  leave_if_set();
  state_ = State{};  // it may have collected
  branch_to(label);
}

void Lowering::lower_remove_message() {
  push_context();
  call(Primitive::kRemoveMessage);
}

void Lowering::lower_wait() {
  flush({});
  set_continuation(static_cast<uint32_t>(operand(0).value));
  push_context();
  call(Primitive::kWait);
  leave();
}

void Lowering::lower_wait_timeout() {
  flush({});
  set_continuation(static_cast<uint32_t>(operand(0).value));
  push_context();
  push(operand(1));
  push_location();
  call(Primitive::kWaitTimeout);
  leave_if_set();
}

void Lowering::lower_timeout() {
  push_context();
  call(Primitive::kTimeout);
}

void Lowering::lower_recv_marker_reserve() {
  push_context();
  call(Primitive::kReserveReceiveMarker);
  store(operand(0));
}

void Lowering::lower_recv_marker_bind() {
  push_context();
  push(operand(0));
  push(operand(1));
  call(Primitive::kBindReceiveMarker);
}

void Lowering::lower_recv_marker(Primitive primitive) {
  push_context();
  push(operand(0));
  call(primitive);
}

}  // namespace linac
