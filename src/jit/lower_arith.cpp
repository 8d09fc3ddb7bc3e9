// SPDX-License-Identifier: Apache-2.0
//
// Integer arithmetic: small integers in line, everything else (big integers, floats, errors) in the
// runtime. A word is a small integer exactly if adding 2^59 leaves its top four bits clear, so one
// test serves any number of words: the sums are or-ed before the shift.
#include <array>

#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using wasm::LocalIndex;

namespace {
constexpr int64_t kSmallBias = int64_t{1} << 59;
}  // namespace

void Lowering::push_not_small(std::span<const LocalIndex> locals) {
  bool first = true;
  for (LocalIndex local : locals) {
    a_->local_get(local);
    a_->i64_const(kSmallBias);
    a_->i64_add();
    if (!first) a_->i64_or();
    first = false;
  }
  a_->i64_const(kTagShift);
  a_->i64_shr_u();
  a_->i64_const(0);
  a_->i64_ne();
}

bool Lowering::lower_arithmetic(uint32_t fail, const ExportEntry& function,
                                std::span<const Operand> arguments, const Operand& destination) {
  if (arguments.size() != 2) return false;
  const Term name = function.function;
  if (name == atoms::kPlus || name == atoms::kMinus) {
    lower_add(fail, function, arguments, destination, name == atoms::kMinus);
  } else if (name == atoms::kMultiply) {
    lower_multiply(fail, function, arguments, destination);
  } else if (name == atoms::kDiv || name == atoms::kRem) {
    lower_divide(fail, function, arguments, destination, name == atoms::kRem);
  } else if (name == atoms::kBand) {
    lower_bitwise(fail, function, arguments, destination, wasm::Opcode::i64_and);
  } else if (name == atoms::kBor) {
    lower_bitwise(fail, function, arguments, destination, wasm::Opcode::i64_or);
  } else if (name == atoms::kBxor) {
    lower_bitwise(fail, function, arguments, destination, wasm::Opcode::i64_xor);
  } else if (name == atoms::kBsl || name == atoms::kBsr) {
    const std::optional<int64_t> amount = small_constant(arguments[1]);
    if (!amount || *amount < 0 || *amount > 58) return false;
    lower_shift(fail, function, arguments, destination, name == atoms::kBsl);
  } else {
    return false;
  }
  return true;
}

void Lowering::lower_add(uint32_t fail, const ExportEntry& function,
                         std::span<const Operand> arguments, const Operand& destination,
                         bool subtract) {
  flush_heap_top();
  const LocalIndex a = local_of(arguments[0]);
  const LocalIndex b = local_of(arguments[1]);
  const LocalIndex result = temporary();
  a_->local_get(a);
  a_->local_get(b);
  if (subtract) {
    a_->i64_sub();
  } else {
    a_->i64_add();
  }
  a_->local_set(result);
  // The sum of small integers is right even where it is no small one; of anything else it means
  // nothing.
  std::array<LocalIndex, 3> checked;
  size_t count = 0;
  checked[count++] = result;
  if (!small_constant(arguments[0])) checked[count++] = a;
  if (!small_constant(arguments[1])) checked[count++] = b;
  push_not_small({checked.data(), count});
  const wasm::Label slow = a_->if_();
  push_context();
  a_->local_get(a);
  a_->local_get(b);
  call(subtract ? Primitive::kSubtract : Primitive::kAdd);
  a_->local_set(result);
  fail_if_non_value(fail, function, arguments, result);
  a_->end(slow);
  store_local(destination, result);
}

void Lowering::lower_multiply(uint32_t fail, const ExportEntry& function,
                              std::span<const Operand> arguments, const Operand& destination) {
  flush_heap_top();
  const LocalIndex a = local_of(arguments[0]);
  const LocalIndex b = local_of(arguments[1]);
  const LocalIndex result = temporary();
  // Factors of 30 bits with sign cannot overflow.
  constexpr int kFactorBits = 29;
  bool first = true;
  for (LocalIndex factor : {a, b}) {
    a_->local_get(factor);
    a_->i64_const(int64_t{1} << kFactorBits);
    a_->i64_add();
    if (!first) a_->i64_or();
    first = false;
  }
  a_->i64_const(kFactorBits + 1);
  a_->i64_shr_u();
  a_->i64_eqz();
  const wasm::Label small = a_->if_();
  a_->local_get(a);
  a_->local_get(b);
  a_->i64_mul();
  a_->local_set(result);
  a_->else_(small);
  push_context();
  a_->local_get(a);
  a_->local_get(b);
  call(Primitive::kMultiply);
  a_->local_set(result);
  fail_if_non_value(fail, function, arguments, result);
  a_->end(small);
  store_local(destination, result);
}

void Lowering::lower_divide(uint32_t fail, const ExportEntry& function,
                            std::span<const Operand> arguments, const Operand& destination,
                            bool remainder) {
  flush_heap_top();
  const LocalIndex a = local_of(arguments[0]);
  const LocalIndex b = local_of(arguments[1]);
  const LocalIndex result = temporary();
  const std::array<LocalIndex, 2> both = {a, b};
  push_not_small(both);
  // 0 is an error and -1 may overflow: both are left to the runtime.
  const std::optional<int64_t> divisor = small_constant(arguments[1]);
  if (!divisor || *divisor == 0 || *divisor == -1) {
    a_->local_get(b);
    a_->i64_const(1);
    a_->i64_add();
    a_->i64_const(1);
    a_->i64_le_u();
    a_->i32_or();
  }
  a_->i32_eqz();
  const wasm::Label small = a_->if_();
  a_->local_get(a);
  a_->local_get(b);
  if (remainder) {
    a_->i64_rem_s();
  } else {
    a_->i64_div_s();
  }
  a_->local_set(result);
  a_->else_(small);
  const State saved = state_;
  generic_bif(fail, function, arguments, result);
  state_ = saved;
  a_->end(small);
  store_local(destination, result);
}

void Lowering::lower_bitwise(uint32_t fail, const ExportEntry& function,
                             std::span<const Operand> arguments, const Operand& destination,
                             wasm::Opcode operation) {
  flush_heap_top();
  const LocalIndex a = local_of(arguments[0]);
  const LocalIndex b = local_of(arguments[1]);
  const LocalIndex result = temporary();
  const std::array<LocalIndex, 2> both = {a, b};
  push_not_small(both);
  a_->i32_eqz();
  const wasm::Label small = a_->if_();
  a_->local_get(a);
  a_->local_get(b);
  a_->op(operation);
  a_->local_set(result);
  a_->else_(small);
  const State saved = state_;
  generic_bif(fail, function, arguments, result);
  state_ = saved;
  a_->end(small);
  store_local(destination, result);
}

void Lowering::lower_shift(uint32_t fail, const ExportEntry& function,
                           std::span<const Operand> arguments, const Operand& destination,
                           bool left) {
  flush_heap_top();
  const LocalIndex a = local_of(arguments[0]);
  const LocalIndex result = temporary();
  const int64_t amount = *small_constant(arguments[1]);
  a_->local_get(a);
  a_->i64_const(amount);
  if (left) {
    a_->i64_shl();
  } else {
    a_->i64_shr_s();
  }
  a_->local_set(result);
  const std::array<LocalIndex, 2> checked = {a, result};
  push_not_small({checked.data(), left ? size_t{2} : size_t{1}});
  if (left) {
    // Nothing has been shifted out.
    a_->local_get(result);
    a_->i64_const(amount);
    a_->i64_shr_s();
    a_->local_get(a);
    a_->i64_ne();
    a_->i32_or();
  }
  const wasm::Label slow = a_->if_();
  const State saved = state_;
  generic_bif(fail, function, arguments, result);
  state_ = saved;
  a_->end(slow);
  store_local(destination, result);
}

}  // namespace linac
