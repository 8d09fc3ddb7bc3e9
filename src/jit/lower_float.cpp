// SPDX-License-Identifier: Apache-2.0
//
// Floats. Float registers live in the context; most floats are immediate terms (term/term.h), made
// and read by a rotation.
#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using beam::OperandKind;
using wasm::LocalIndex;
using wasm::ValueType;

namespace {

uint32_t f_offset(const beam::Operand& operand) {
  return kContextFOffset + static_cast<uint32_t>(operand.value) * 8;
}

}  // namespace

void Lowering::push_float_register(const Operand& operand) {
  push_context();
  a_->f64_load(f_offset(operand));
}

// Pushes the double (f64) of a term that is a float.
void Lowering::decode_float(LocalIndex term) {
  a_->local_get(term);
  a_->i64_const(61);
  a_->i64_shr_u();
  a_->i64_const(3);
  a_->i64_eq();
  const wasm::Label immediate = a_->if_(ValueType::kF64);
  a_->local_get(term);
  a_->i64_const(static_cast<int64_t>(kFloatWindow - kFloatTag));
  a_->i64_add();
  a_->i64_const(1);
  a_->i64_rotr();
  a_->f64_reinterpret_i64();
  a_->else_(immediate);
  a_->local_get(term);
  a_->i32_wrap_i64();
  a_->f64_load(kWordBytes);
  a_->end(immediate);
}

void Lowering::lower_fmove() {
  if (operand(1).kind == OperandKind::kFloatRegister) {
    const LocalIndex term = local_of(operand(0));
    if (!module_.facts.proven[index_]) {
      a_->local_get(term);
      a_->i32_const(static_cast<int32_t>(beam::Opcode::kIsFloat));
      call(Primitive::kHasType);
      a_->i32_eqz();
      const wasm::Label wrong = a_->if_();
      raise_badarg();
      a_->end(wrong);
    }
    push_context();
    decode_float(term);
    a_->f64_store(f_offset(operand(1)));
    return;
  }
  flush_heap_top();
  const LocalIndex term = temporary();
  push_float_register(operand(0));
  a_->i64_reinterpret_f64();
  a_->i64_const(1);
  a_->i64_rotl();
  a_->i64_const(static_cast<int64_t>(kFloatWindow));
  a_->i64_sub();
  a_->local_tee(term);
  a_->i64_const(61);
  a_->i64_shr_u();
  a_->i64_eqz();
  const wasm::Label immediate = a_->if_(ValueType::kI64);
  a_->local_get(term);
  a_->i64_const(static_cast<int64_t>(kFloatTag));
  a_->i64_add();
  a_->else_(immediate);
  push_context();
  push_float_register(operand(0));
  call(Primitive::kFloating);
  a_->end(immediate);
  a_->local_set(term);
  store_local(operand(1), term);
}

void Lowering::lower_fconv() {
  const LocalIndex term = local_of(operand(0));
  push_context();
  const std::array<LocalIndex, 1> checked = {term};
  push_not_small(checked);
  const wasm::Label not_small = a_->if_(ValueType::kF64);
  a_->local_get(term);
  call(Primitive::kToDouble);
  a_->else_(not_small);
  a_->local_get(term);
  a_->f64_convert_i64_s();
  a_->end(not_small);
  a_->f64_store(f_offset(operand(1)));
  raise_unless_finite(operand(1));
}

// Not a number or too large: badarith. A finite number less itself is zero, anything else is not.
void Lowering::raise_unless_finite(const Operand& float_register) {
  push_float_register(float_register);
  push_float_register(float_register);
  a_->f64_sub();
  a_->f64_const(0);
  a_->f64_ne();
  const wasm::Label wrong = a_->if_();
  const State saved = state_;
  flush_heap_top();
  push_context();
  a_->i64_const(static_cast<int64_t>(atoms::kBadarith.bits()));
  push_location();
  call(Primitive::kRaiseError);
  leave();
  state_ = saved;
  a_->end(wrong);
}

void Lowering::lower_float_operation(wasm::Opcode operation) {
  push_context();
  push_float_register(operand(1));
  push_float_register(operand(2));
  a_->op(operation);
  a_->f64_store(f_offset(operand(3)));
  raise_unless_finite(operand(3));
}

void Lowering::lower_fnegate() {
  push_context();
  push_float_register(operand(1));
  a_->f64_neg();
  a_->f64_store(f_offset(operand(2)));
}

}  // namespace linac
