// SPDX-License-Identifier: Apache-2.0
//
// BIFs that are instructions (bif, gc_bif): the frequent ones in line, the others through a
// primitive.
#include <algorithm>
#include <array>

#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using wasm::LocalIndex;

void Lowering::fail_bif(uint32_t fail, const ExportEntry& function,
                        std::span<const Operand> arguments) {
  if (fail != 0) {
    branch_to(fail);
    return;
  }
  flush_heap_top();
  push_context();
  linker_.push_address(*a_, &function);
  for (const Operand& argument : arguments) push(argument);
  push_location();
  switch (arguments.size()) {
    case 1:
      call(Primitive::kFailGuardBif1);
      break;
    case 2:
      call(Primitive::kFailGuardBif2);
      break;
    default:
      call(Primitive::kFailGuardBif3);
      break;
  }
  leave();
}

void Lowering::fail_if_non_value(uint32_t fail, const ExportEntry& function,
                                 std::span<const Operand> arguments, LocalIndex result) {
  a_->local_get(result);
  a_->i64_const(static_cast<int64_t>(kNonValueBits));
  a_->i64_eq();
  fail_if(fail, function, arguments);
}

// Pops an i32.
void Lowering::fail_if(uint32_t fail, const ExportEntry& function,
                       std::span<const Operand> arguments) {
  const wasm::Label failed = a_->if_();
  const State saved = state_;
  fail_bif(fail, function, arguments);
  state_ = saved;
  a_->end(failed);
}

void Lowering::generic_bif(uint32_t fail, const ExportEntry& function,
                           std::span<const Operand> arguments, LocalIndex result) {
  push_context();
  linker_.push_address(*a_, &function);
  for (const Operand& argument : arguments) push(argument);
  constexpr Primitive kByArity[] = {Primitive::kGuardBif0, Primitive::kGuardBif1,
                                    Primitive::kGuardBif2, Primitive::kGuardBif3};
  call(kByArity[arguments.size()]);
  a_->local_set(result);
  if (arguments.empty()) return;
  fail_if_non_value(fail, function, arguments, result);
}

bool Lowering::lower_bif(uint32_t fail, const ExportEntry& function,
                         std::span<const Operand> arguments, const Operand& destination) {
  if (function.bif == nullptr) {
    // No release compiles such code for a function it does not know; the linker let it through for
    // the error to come at run time.
    push_context();
    a_->i64_const(static_cast<int64_t>(atoms::kUndef.bits()));
    push_location();
    flush_heap_top();
    call(Primitive::kRaiseError);
    leave();
    return false;
  }
  if (function.module == atoms::kErlang &&
      (lower_arithmetic(fail, function, arguments, destination) ||
       lower_list_bif(fail, function, arguments, destination) ||
       lower_tuple_bif(fail, function, arguments, destination) ||
       lower_size_bif(fail, function, arguments, destination) ||
       lower_map_bif(fail, function, arguments, destination) ||
       lower_boolean_bif(function, arguments, destination))) {
    return true;
  }
  flush_heap_top();
  const LocalIndex result = temporary();
  generic_bif(fail, function, arguments, result);
  store_local(destination, result);
  return true;
}

bool Lowering::lower_list_bif(uint32_t fail, const ExportEntry& function,
                              std::span<const Operand> arguments, const Operand& destination) {
  const bool is_hd = function.function == atoms::kHd;
  if (arguments.size() != 1 || (!is_hd && function.function != atoms::kTl)) return false;
  if (type_mask(arguments[0]) != beam::kTypeCons) {
    push_has_tag(arguments[0], Tag::kCons);
    a_->i32_eqz();
    fail_if(fail, function, arguments);
  }
  push_address(arguments[0]);
  a_->i64_load(is_hd ? 0 : kWordBytes);
  store(destination);
  return true;
}

bool Lowering::lower_tuple_bif(uint32_t fail, const ExportEntry& function,
                               std::span<const Operand> arguments, const Operand& destination) {
  if (function.function == atoms::kTupleSize && arguments.size() == 1) {
    push_has_tag(arguments[0], Tag::kTuple);
    a_->i32_eqz();
    fail_if(fail, function, arguments);
    push_address(arguments[0]);
    a_->i64_load32_u(0);
    store(destination);
    return true;
  }
  if (function.function != atoms::kElement || arguments.size() != 2) return false;
  // element(Index, Tuple): a tuple, and Index - 1 below its arity as an unsigned number.
  const LocalIndex index = local_of(arguments[0]);
  const LocalIndex tuple = local_of(arguments[1]);
  push_has_tag(arguments[1], Tag::kTuple);
  const wasm::Label is_tuple = a_->if_(wasm::ValueType::kI32);
  a_->local_get(index);
  a_->i64_const(1);
  a_->i64_sub();
  a_->local_get(tuple);
  a_->i32_wrap_i64();
  a_->i64_load32_u(0);
  a_->i64_ge_u();
  a_->else_(is_tuple);
  a_->i32_const(1);
  a_->end(is_tuple);
  fail_if(fail, function, arguments);
  a_->local_get(tuple);
  a_->i32_wrap_i64();
  if (std::optional<int64_t> constant = small_constant(arguments[0]);
      constant && *constant > 0 && *constant < 0x0100'0000) {
    a_->i64_load(static_cast<uint32_t>(*constant) * kWordBytes);
  } else {
    a_->local_get(index);
    a_->i32_wrap_i64();
    a_->i32_const(3);
    a_->i32_shl();
    a_->i32_add();
    a_->i64_load(0);
  }
  store(destination);
  return true;
}

// The i32 that a test leaves becomes the atom true or false.
void Lowering::store_boolean(const Operand& destination) {
  static_assert(atoms::kFalse.atom_index() == atoms::kTrue.atom_index() + 1);
  a_->i64_extend_i32_u();
  a_->local_set(temporary_boolean());
  a_->i64_const(static_cast<int64_t>(atoms::kFalse.bits()));
  a_->local_get(temporary_boolean());
  a_->i64_sub();
  store(destination);
}

bool Lowering::lower_boolean_bif(const ExportEntry& function, std::span<const Operand> arguments,
                                 const Operand& destination) {
  struct Comparison {
    Term name;
    beam::Opcode opcode;
    bool swapped;
  };
  using beam::Opcode;
  static constexpr Comparison kComparisons[] = {
      {atoms::kLess, Opcode::kIsLt, false},
      {atoms::kGreater, Opcode::kIsLt, true},
      {atoms::kGreaterEqual, Opcode::kIsGe, false},
      {atoms::kLessEqual, Opcode::kIsGe, true},
      {atoms::kEqual, Opcode::kIsEq, false},
      {atoms::kNotEqual, Opcode::kIsNe, false},
      {atoms::kExactEqual, Opcode::kIsEqExact, false},
      {atoms::kExactNotEqual, Opcode::kIsNeExact, false},
  };
  static constexpr std::pair<Term, Opcode> kTypeTests[] = {
      {atoms::kIsInteger, Opcode::kIsInteger},   {atoms::kIsFloat, Opcode::kIsFloat},
      {atoms::kIsNumber, Opcode::kIsNumber},     {atoms::kIsAtom, Opcode::kIsAtom},
      {atoms::kIsPid, Opcode::kIsPid},           {atoms::kIsReference, Opcode::kIsReference},
      {atoms::kIsBinary, Opcode::kIsBinary},     {atoms::kIsBitstring, Opcode::kIsBitstr},
      {atoms::kIsList, Opcode::kIsList},         {atoms::kIsTuple, Opcode::kIsTuple},
      {atoms::kIsFunction, Opcode::kIsFunction}, {atoms::kIsBoolean, Opcode::kIsBoolean},
      {atoms::kIsMap, Opcode::kIsMap},           {atoms::kIsPort, Opcode::kIsPort},
  };
  if (function.function == atoms::kSelf && arguments.empty()) {
    push_context();
    call(Primitive::kSelf);
    store(destination);
    return true;
  }
  if (arguments.size() == 2) {
    for (const Comparison& comparison : kComparisons) {
      if (function.function != comparison.name) continue;
      const size_t first = comparison.swapped ? 1 : 0;
      push_comparison(comparison.opcode, arguments[first], arguments[1 - first]);
      store_boolean(destination);
      return true;
    }
  }
  if (arguments.size() == 1) {
    for (const auto& [name, opcode] : kTypeTests) {
      if (function.function != name) continue;
      push_type_test(opcode, arguments[0]);
      store_boolean(destination);
      return true;
    }
  }
  return false;
}

}  // namespace linac
