// SPDX-License-Identifier: Apache-2.0
//
// Type tests and comparisons. A type test looks at the term's top bits alone wherever the tag says
// enough.
#include <optional>

#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using beam::Opcode;
using wasm::LocalIndex;
using wasm::ValueType;

void Lowering::push_tag(const Operand& operand) {
  push(operand);
  a_->i64_const(kTagShift);
  a_->i64_shr_u();
}

void Lowering::push_has_tag(const Operand& operand, Tag tag) {
  push_tag(operand);
  a_->i64_const(static_cast<int64_t>(tag));
  a_->i64_eq();
}

void Lowering::push_type_test(Opcode opcode, const Operand& operand) {
  switch (opcode) {
    case Opcode::kIsAtom:
      return push_has_tag(operand, Tag::kAtom);
    case Opcode::kIsTuple:
      return push_has_tag(operand, Tag::kTuple);
    case Opcode::kIsNonemptyList:
      return push_has_tag(operand, Tag::kCons);
    case Opcode::kIsMap:
      return push_has_tag(operand, Tag::kMap);
    case Opcode::kIsBitstr:
      return push_has_tag(operand, Tag::kBitstring);
    case Opcode::kIsFunction:
      return push_has_tag(operand, Tag::kFun);
    case Opcode::kIsNil:
      push(operand);
      a_->i64_const(static_cast<int64_t>(kNilBits));
      a_->i64_eq();
      return;
    case Opcode::kIsList:
      push_has_tag(operand, Tag::kCons);
      push(operand);
      a_->i64_const(static_cast<int64_t>(kNilBits));
      a_->i64_eq();
      a_->i32_or();
      return;
    case Opcode::kIsBoolean:
      push(operand);
      a_->i64_const(static_cast<int64_t>(atoms::kTrue.bits()));
      a_->i64_eq();
      push(operand);
      a_->i64_const(static_cast<int64_t>(atoms::kFalse.bits()));
      a_->i64_eq();
      a_->i32_or();
      return;
    case Opcode::kIsInteger: {
      // Small: the top bits are all equal to the sign. Big: by tag.
      const std::array<LocalIndex, 1> local = {local_of(operand)};
      push_not_small(local);
      a_->i32_eqz();
      push_has_tag(operand, Tag::kBigInteger);
      a_->i32_or();
      return;
    }
    case Opcode::kIsPid:
    case Opcode::kIsPort: {
      // Those of other nodes are boxed.
      const LocalIndex term = local_of(operand);
      push_has_tag(operand, Tag::kBoxed);
      const wasm::Label boxed = a_->if_(ValueType::kI32);
      a_->local_get(term);
      a_->i32_const(static_cast<int32_t>(opcode));
      call(Primitive::kHasType);
      a_->else_(boxed);
      a_->local_get(term);
      a_->i64_const(kSubtagShift);
      a_->i64_shr_u();
      a_->i64_const(
          static_cast<int64_t>((opcode == Opcode::kIsPid ? kPidBits : kPortBits) >> kSubtagShift));
      a_->i64_eq();
      a_->end(boxed);
      return;
    }
    default:
      push(operand);
      a_->i32_const(static_cast<int32_t>(opcode));
      call(Primitive::kHasType);
      return;
  }
}

void Lowering::lower_type_test(Opcode opcode) {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  push_type_test(opcode, operand(1));
  branch_unless(fail);
}

void Lowering::push_equal_exact(const Operand& a, const Operand& b) {
  push(a);
  push(b);
  a_->i64_eq();
  // Different words are different terms unless both are pointers.
  if (is_known_immediate(a) || is_known_immediate(b)) return;
  const wasm::Label same = a_->if_(ValueType::kI32);
  a_->i32_const(1);
  a_->else_(same);
  push(a);
  push(b);
  call(Primitive::kEqualExact);
  a_->end(same);
}

void Lowering::push_comparison(Opcode opcode, const Operand& a, const Operand& b) {
  // Operands are brought into locals first: the branches below must not decide what is cached.
  if (is_register(a)) local_of(a);
  if (is_register(b)) local_of(b);
  switch (opcode) {
    case Opcode::kIsEqExact:
      return push_equal_exact(a, b);
    case Opcode::kIsNeExact:
      push_equal_exact(a, b);
      a_->i32_eqz();
      return;
    case Opcode::kIsEq:
    case Opcode::kIsNe: {
      push(a);
      push(b);
      a_->i64_eq();
      const wasm::Label same = a_->if_(ValueType::kI32);
      a_->i32_const(1);
      a_->else_(same);
      push(a);
      push(b);
      call(Primitive::kEqual);
      a_->end(same);
      if (opcode == Opcode::kIsNe) a_->i32_eqz();
      return;
    }
    default:
      break;
  }
  const bool less = opcode == Opcode::kIsLt;
  auto compare_smalls = [&] {
    push(a);
    push(b);
    if (less) {
      a_->i64_lt_s();
    } else {
      a_->i64_ge_s();
    }
  };
  std::array<LocalIndex, 2> checked;
  size_t count = 0;
  if (!small_constant(a)) checked[count++] = local_of(a);
  if (!small_constant(b)) checked[count++] = local_of(b);
  if (count == 0) return compare_smalls();
  push_not_small({checked.data(), count});
  const wasm::Label slow = a_->if_(ValueType::kI32);
  push(a);
  push(b);
  call(Primitive::kCompare);
  a_->i32_const(0);
  if (less) {
    a_->i32_lt_s();
  } else {
    a_->i32_ge_s();
  }
  a_->else_(slow);
  compare_smalls();
  a_->end(slow);
}

void Lowering::lower_comparison(Opcode opcode) {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  if (opcode == Opcode::kIsLt || opcode == Opcode::kIsGe) {
    return lower_order_test(opcode == Opcode::kIsLt, operand(1), operand(2), fail);
  }
  push_comparison(opcode, operand(1), operand(2));
  branch_unless(fail);
}

// Each way branches by itself: a truth value that both ways leave for one branch would cost the
// frequent way a register and a test.
void Lowering::lower_order_test(bool less, const Operand& a, const Operand& b, uint32_t fail) {
  std::array<LocalIndex, 2> checked;
  size_t count = 0;
  if (!small_constant(a)) checked[count++] = local_of(a);
  if (!small_constant(b)) checked[count++] = local_of(b);
  const wasm::Label holds = a_->block();
  const wasm::Label fails = a_->block();
  const wasm::Label slow = a_->block();
  if (count != 0) {
    push_not_small({checked.data(), count});
    a_->br_if(slow);
  }
  push(a);
  push(b);
  if (less) {
    a_->i64_lt_s();
  } else {
    a_->i64_ge_s();
  }
  a_->br_if(holds);
  a_->br(fails);
  a_->end(slow);
  if (count != 0) {
    push(a);
    push(b);
    call(Primitive::kCompare);
    a_->i32_const(0);
    if (less) {
      a_->i32_lt_s();
    } else {
      a_->i32_ge_s();
    }
    a_->br_if(holds);
  }
  a_->end(fails);
  const State saved = state_;
  branch_to(fail);
  state_ = saved;
  a_->end(holds);
}

void Lowering::lower_test_arity() {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const auto arity = static_cast<uint32_t>(operand(2).value);
  if (module_.facts.proven[index_]) {
    push_address(operand(1));
    a_->i32_load(0);
    a_->i32_const(static_cast<int32_t>(arity));
    a_->i32_eq();
  } else {
    if (is_register(operand(1))) local_of(operand(1));
    push_has_tag(operand(1), Tag::kTuple);
    const wasm::Label is_tuple = a_->if_(ValueType::kI32);
    push_address(operand(1));
    a_->i32_load(0);
    a_->i32_const(static_cast<int32_t>(arity));
    a_->i32_eq();
    a_->else_(is_tuple);
    a_->i32_const(0);
    a_->end(is_tuple);
  }
  branch_unless(fail);
}

void Lowering::lower_is_tagged_tuple() {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const auto arity = static_cast<uint32_t>(operand(2).value);
  if (is_register(operand(1))) local_of(operand(1));
  push_has_tag(operand(1), Tag::kTuple);
  const wasm::Label is_tuple = a_->if_(ValueType::kI32);
  push_address(operand(1));
  a_->i64_load(0);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kTuple, arity)));
  a_->i64_eq();
  const wasm::Label has_arity = a_->if_(ValueType::kI32);
  if (arity == 0) {
    a_->i32_const(0);
  } else {
    push_address(operand(1));
    a_->i64_load(kWordBytes);
    linker_.push_term(*a_, module_, operand(3));
    a_->i64_eq();
  }
  a_->else_(has_arity);
  a_->i32_const(0);
  a_->end(has_arity);
  a_->else_(is_tuple);
  a_->i32_const(0);
  a_->end(is_tuple);
  branch_unless(fail);
}

void Lowering::lower_is_function2() {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  push(operand(1));
  push(operand(2));
  call(Primitive::kIsFunctionOfArity);
  branch_unless(fail);
}

}  // namespace linac
