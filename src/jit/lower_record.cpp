// SPDX-License-Identifier: Apache-2.0
//
// Native records (OTP 29): every instruction is a call of the runtime.
#include <algorithm>

#include "jit/lowering.h"

namespace linac {

using wasm::LocalIndex;

void Lowering::lower_is_native_record() {
  for (size_t i = 1; i <= 3; ++i) push(operand(i));
  call(Primitive::kIsRecordOf);
  branch_unless(static_cast<uint32_t>(operand(0).value));
}

void Lowering::lower_is_record_accessible() {
  push(operand(1));
  push(operand(2));
  linker_.push_address(*a_, &module_);
  call(Primitive::kIsRecordAccessible);
  branch_unless(static_cast<uint32_t>(operand(0).value));
}

// Goes on at `fail`, or raises what is pending, if `value` holds none.
void Lowering::fail_if_no_value(uint32_t fail, LocalIndex value) {
  a_->local_get(value);
  a_->i64_const(static_cast<int64_t>(kNonValueBits));
  a_->i64_eq();
  if (fail != 0) return return_call_if(fail);
  raise_pending_if();
}

void Lowering::lower_get_record_elements() {
  const auto elements = code_.elements_of(operand(2));
  flush_heap_top();
  const LocalIndex record = local_of(operand(1));
  for (size_t i = 0; i + 1 < elements.size(); i += 2) {
    push_context();
    a_->local_get(record);
    push(elements[i]);
    call(Primitive::kRecordField);
    const LocalIndex value = temporary();
    a_->local_set(value);
    fail_if_no_value(static_cast<uint32_t>(operand(0).value), value);
    store_local(elements[i + 1], value);
    state_.cache.unpin_all();
    pin(record);
  }
}

void Lowering::lower_get_record_field() {
  flush_heap_top();
  push_context();
  linker_.push_address(*a_, &module_);
  for (size_t i = 1; i <= 3; ++i) push(operand(i));
  call(Primitive::kGetRecordField);
  const LocalIndex value = temporary();
  a_->local_set(value);
  fail_if_no_value(static_cast<uint32_t>(operand(0).value), value);
  store_local(operand(4), value);
}

void Lowering::lower_put_record() {
  const auto pairs = code_.elements_of(operand(5));
  flush_heap_top();
  const LocalIndex record = temporary();
  push(operand(2));
  a_->local_set(record);
  // A record of many fields goes in portions of what the scratch area holds; at least one.
  size_t start = 0;
  do {
    const size_t count = std::min<size_t>(pairs.size() - start, kScratchWords);
    for (size_t i = 0; i < count; ++i) {
      push_context();
      push(pairs[start + i]);
      a_->i64_store(kContextScratchOffset + static_cast<uint32_t>(i) * kWordBytes);
      state_.cache.unpin_all();
      pin(record);
    }
    start += count;
    push_context();
    linker_.push_address(*a_, &module_);
    push(operand(1));
    a_->local_get(record);
    a_->i32_const(static_cast<int32_t>(count));
    a_->i32_const(start < pairs.size() ? 1 : 0);
    call(Primitive::kPutRecord);
    a_->local_set(record);
    fail_if_no_value(static_cast<uint32_t>(operand(0).value), record);
  } while (start < pairs.size());
  store_local(operand(3), record);
}

}  // namespace linac
