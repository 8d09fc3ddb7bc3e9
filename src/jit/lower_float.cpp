// SPDX-License-Identifier: Apache-2.0
//
// Floats. A float register is in a wasm local from where it is written to the next label or call;
// no compiler keeps one longer, and where a file does (`floats_cross_labels`), memory has it too.
// Most floats are immediate terms (term/term.h), made and read by a rotation.
//
// A result that is not finite is a badarith. What is not finite stays so through +, − and ×, so a
// chain of these is checked once, at its end: before a result can be seen, before it divides, and
// before an operation of another source line.
#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using beam::Opcode;
using beam::OperandKind;
using wasm::LocalIndex;
using wasm::ValueType;

namespace {

uint32_t f_offset(uint32_t number) { return kContextFOffset + number * 8; }

/// The registers whose checks can wait have a bit each; what is in another is checked at once.
constexpr uint32_t kTrackedFloats = 32;
uint32_t bit_of(const beam::Operand& operand) {
  return operand.value < kTrackedFloats ? 1u << operand.value : 0;
}

bool is_float_register(const beam::Operand& operand) {
  return operand.kind == OperandKind::kFloatRegister;
}

/// Whether an instruction may come between a float operation and the check of its result.
bool may_precede_check(Opcode opcode) {
  switch (opcode) {
    case Opcode::kFadd:
    case Opcode::kFsub:
    case Opcode::kFmul:
    case Opcode::kFdiv:
    case Opcode::kFnegate:
    case Opcode::kFconv:
    case Opcode::kFmove:
    case Opcode::kLine:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Lowering::floats_cross_labels() const {
  uint32_t written = 0;
  for (uint32_t i = 0; i < code_.instructions.size(); ++i) {
    const Instruction& instruction = code_.instructions[i];
    if (instruction.opcode == Opcode::kLabel || module_.continuations[i] != kNoEntry) written = 0;
    const std::span<const Operand> all = code_.operands_of(instruction);
    for (size_t n = 0; n < all.size(); ++n) {
      if (!is_float_register(all[n])) continue;
      const uint32_t bit = bit_of(all[n]);
      const bool is_destination = n + 1 == all.size();
      if (!is_destination && bit != 0 && (written & bit) == 0) return true;
      if (is_destination) written |= bit;
    }
  }
  return false;
}

LocalIndex Lowering::float_local(uint32_t number) {
  return made(float_locals_[number], ValueType::kF64);
}

void Lowering::push_float_register(const Operand& operand) {
  const auto number = static_cast<uint32_t>(operand.value);
  if (number < kFloatLocals && (state_.floats_known >> number & 1) != 0) {
    a_->local_get(float_local(number));
    return;
  }
  push_context();
  a_->f64_load(f_offset(number));
}

// Pops the value (f64).
void Lowering::store_float_register(const Operand& operand) {
  const auto number = static_cast<uint32_t>(operand.value);
  const LocalIndex local = float_local(number < kFloatLocals ? number : kFloatLocals);
  a_->local_set(local);
  if (number < kFloatLocals) state_.floats_known |= 1u << number;
  if (number < kFloatLocals && !floats_cross_labels_) return;
  push_context();
  a_->local_get(local);
  a_->f64_store(f_offset(number));
}

// Pushes whether a term is an immediate float (i32).
void Lowering::push_is_immediate_float(LocalIndex term) {
  a_->local_get(term);
  a_->i64_const(61);
  a_->i64_shr_u();
  a_->i64_const(3);
  a_->i64_eq();
}

// Pushes the double (f64) of a term that is an immediate float.
void Lowering::decode_immediate_float(LocalIndex term) {
  a_->local_get(term);
  a_->i64_const(static_cast<int64_t>(kFloatWindow - kFloatTag));
  a_->i64_add();
  a_->i64_const(1);
  a_->i64_rotr();
  a_->f64_reinterpret_i64();
}

// Pushes the double (f64) of a constant, if it is a number.
bool Lowering::push_float_constant(const Operand& operand) {
  if (is_register(operand)) return false;
  const Term term = constant_term(module_, operand);
  if (is_float(term)) {
    a_->f64_const(float_value(term));
  } else if (term.is_small()) {
    a_->f64_const(static_cast<double>(term.small_value()));
  } else {
    return false;
  }
  return true;
}

void Lowering::lower_fmove() {
  if (is_float_register(operand(0))) {
    check_floats();
    store_float_term(operand(1));
    return;
  }
  check_overwritten(operand(1), 0);
  if (!push_float_constant(operand(0))) {
    const LocalIndex term = local_of(operand(0));
    push_is_immediate_float(term);
    const wasm::Label immediate = a_->if_(ValueType::kF64);
    decode_immediate_float(term);
    a_->else_(immediate);
    if (!module_.facts.proven[index_]) {
      a_->local_get(term);
      a_->i32_const(static_cast<int32_t>(Opcode::kIsFloat));
      call(Primitive::kHasType);
      a_->i32_eqz();
      const wasm::Label wrong = a_->if_();
      const State saved = state_;
      raise_badarg();
      state_ = saved;
      a_->end(wrong);
    }
    a_->local_get(term);
    a_->i32_wrap_i64();
    a_->f64_load(kWordBytes);
    a_->end(immediate);
  }
  store_float_register(operand(1));
}

// The term of a float register, boxed if it has to be.
void Lowering::store_float_term(const Operand& destination) {
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
  store_local(destination, term);
}

void Lowering::lower_fconv() {
  check_overwritten(operand(1), 0);
  if (push_float_constant(operand(0))) {
    store_float_register(operand(1));
    return;
  }
  const LocalIndex term = local_of(operand(0));
  push_is_immediate_float(term);
  const wasm::Label immediate = a_->if_(ValueType::kF64);
  decode_immediate_float(term);
  a_->else_(immediate);
  const std::array<LocalIndex, 1> checked = {term};
  push_not_small(checked);
  const wasm::Label not_small = a_->if_(ValueType::kF64);
  // Not finite if it is no number, or too large.
  a_->local_get(term);
  call(Primitive::kToDouble);
  a_->else_(not_small);
  a_->local_get(term);
  a_->f64_convert_i64_s();
  a_->end(not_small);
  a_->end(immediate);
  store_checked_later(operand(1), 0);
}

// Pops a result (f64) that is not finite if one of the registers in `covered` is not.
void Lowering::store_checked_later(const Operand& destination, uint32_t covered) {
  store_float_register(destination);
  if (bit_of(destination) == 0) {
    check_float(destination, index_);
    return;
  }
  state_.floats_unchecked = (state_.floats_unchecked & ~covered) | bit_of(destination);
  state_.floats_unchecked_at = index_;
}

// Raises a badarith at instruction `at` if a register is not finite.
void Lowering::check_float(const Operand& reg, uint32_t at) {
  // A finite number less itself is zero, anything else is not.
  push_float_register(reg);
  push_float_register(reg);
  a_->f64_sub();
  a_->f64_const(0);
  a_->f64_ne();
  const wasm::Label wrong = a_->if_();
  const State saved = state_;
  flush({});
  push_context();
  a_->i64_const(static_cast<int64_t>(atoms::kBadarith.bits()));
  linker_.push_address(*a_, &module_.location_of(at));
  call(Primitive::kRaiseError);
  leave();
  state_ = saved;
  a_->end(wrong);
}

// Before what must not see a float that is not finite.
void Lowering::check_floats() {
  for (uint32_t number = 0; number < kTrackedFloats; ++number) {
    const Operand reg{OperandKind::kFloatRegister, 0, 0, number};
    if ((state_.floats_unchecked & bit_of(reg)) != 0) check_float(reg, state_.floats_unchecked_at);
  }
  state_.floats_unchecked = 0;
}

// What is overwritten without having gone into the result must have been checked.
void Lowering::check_overwritten(const Operand& destination, uint32_t covered) {
  if ((state_.floats_unchecked & bit_of(destination) & ~covered) != 0) check_floats();
}

void Lowering::check_floats_before(Opcode opcode) {
  if (state_.floats_unchecked == 0) return;
  const Location& place = module_.location_of(state_.floats_unchecked_at);
  if (!may_precede_check(opcode) || &place != &module_.location_of(index_)) check_floats();
}

void Lowering::lower_float_operation(wasm::Opcode operation) {
  const uint32_t left = bit_of(operand(1));
  const uint32_t right = bit_of(operand(2));
  // What is not finite may give a finite quotient.
  if (operation == wasm::Opcode::f64_div && (state_.floats_unchecked & right) != 0) check_floats();
  check_overwritten(operand(3), left | right);
  push_float_register(operand(1));
  push_float_register(operand(2));
  a_->op(operation);
  store_checked_later(operand(3), left | right);
}

void Lowering::lower_fnegate() {
  const uint32_t source = bit_of(operand(1));
  check_overwritten(operand(2), source);
  const bool unchecked = (state_.floats_unchecked & source) != 0;
  // As OTP: 0.0 - x, so that there is no negative zero from zero.
  a_->f64_const(0.0);
  push_float_register(operand(1));
  a_->f64_sub();
  if (unchecked) {
    store_checked_later(operand(2), source);
  } else {
    store_float_register(operand(2));
  }
}

}  // namespace linac
