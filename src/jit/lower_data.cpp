// SPDX-License-Identifier: Apache-2.0
//
// Lists, tuples and funs: building in heap space that an earlier instruction has made
// available, taking apart by loads.
#include <algorithm>

#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using wasm::LocalIndex;

void Lowering::raise_badarg() {
  const State saved = state_;
  flush_heap_top();
  push_context();
  a_->i64_const(static_cast<int64_t>(atoms::kBadarg.bits()));
  push_location();
  call(Primitive::kRaiseError);
  leave();
  state_ = saved;
}

// Code that the verifier could not prove is checked: only damaged files fail here.
void Lowering::check_cons(const Operand& operand) {
  if (module_.facts.proven[index_]) return;
  push_has_tag(operand, Tag::kCons);
  a_->i32_eqz();
  const wasm::Label wrong = a_->if_();
  raise_badarg();
  a_->end(wrong);
}

void Lowering::check_tuple(const Operand& operand, uint32_t min_arity) {
  if (module_.facts.proven[index_]) return;
  if (is_register(operand)) local_of(operand);
  push_has_tag(operand, Tag::kTuple);
  const wasm::Label is_tuple = a_->if_(wasm::ValueType::kI32);
  push_address(operand);
  a_->i32_load(0);
  a_->i32_const(static_cast<int32_t>(min_arity));
  a_->i32_lt_u();
  a_->else_(is_tuple);
  a_->i32_const(1);
  a_->end(is_tuple);
  const wasm::Label wrong = a_->if_();
  raise_badarg();
  a_->end(wrong);
}

void Lowering::lower_put_list() {
  const uint32_t offset = claim(2);
  for (uint32_t i = 0; i < 2; ++i) {
    a_->local_get(*heap_top_);
    push(operand(i));
    a_->i64_store(offset + i * kWordBytes);
  }
  push_claimed(offset, Tag::kCons);
  store(operand(2));
}

void Lowering::lower_put_tuple2() {
  const auto elements = code_.elements_of(operand(1));
  const auto arity = static_cast<uint32_t>(elements.size());
  const uint32_t offset = claim(1 + arity);
  a_->local_get(*heap_top_);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kTuple, arity)));
  a_->i64_store(offset);
  for (uint32_t i = 0; i < arity; ++i) {
    a_->local_get(*heap_top_);
    push(elements[i]);
    a_->i64_store(offset + (1 + i) * kWordBytes);
    state_.cache.unpin_all();
  }
  push_claimed(offset, Tag::kTuple);
  store(operand(0));
}

void Lowering::lower_update_record() {
  // Operands: hint, size, source, destination, [position, value …].
  const auto size = static_cast<uint32_t>(operand(1).value);
  const auto updates = code_.elements_of(operand(4));
  check_tuple(operand(2), size);
  const uint32_t offset = claim(1 + size);
  auto updated = [&updates](uint32_t position) -> const Operand* {
    for (size_t i = 0; i + 1 < updates.size(); i += 2) {
      if (updates[i].value == position) return &updates[i + 1];
    }
    return nullptr;
  };
  a_->local_get(*heap_top_);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kTuple, size)));
  a_->i64_store(offset);
  for (uint32_t position = 1; position <= size; ++position) {
    a_->local_get(*heap_top_);
    if (const Operand* value = updated(position)) {
      push(*value);
    } else {
      push_address(operand(2));
      a_->i64_load(position * kWordBytes);
    }
    a_->i64_store(offset + position * kWordBytes);
    state_.cache.unpin_all();
  }
  push_claimed(offset, Tag::kTuple);
  store(operand(3));
}

void Lowering::lower_set_tuple_element() {
  const auto position = static_cast<uint32_t>(operand(2).value);
  check_tuple(operand(1), position + 1);
  push_address(operand(1));
  push(operand(0));
  a_->i64_store((1 + position) * kWordBytes);
}

void Lowering::lower_get_list(bool head, bool tail) {
  check_cons(operand(0));
  if (head && tail) {
    // The source may be one of the destinations: both are read first.
    const LocalIndex list = local_of(operand(0));
    const LocalIndex first = temporary();
    const LocalIndex rest = temporary();
    a_->local_get(list);
    a_->i32_wrap_i64();
    a_->i64_load(0);
    a_->local_set(first);
    a_->local_get(list);
    a_->i32_wrap_i64();
    a_->i64_load(kWordBytes);
    a_->local_set(rest);
    store_local(operand(1), first);
    store_local(operand(2), rest);
    return;
  }
  push_address(operand(0));
  a_->i64_load(head ? 0 : kWordBytes);
  store(operand(1));
}

void Lowering::lower_get_tuple_element() {
  const auto position = static_cast<uint32_t>(operand(1).value);
  check_tuple(operand(0), position + 1);
  push_address(operand(0));
  a_->i64_load((1 + position) * kWordBytes);
  store(operand(2));
}

void Lowering::lower_make_fun(uint32_t lambda, std::span<const Operand> environment,
                              const Operand& destination) {
  flush_heap_top();
  for (uint32_t i = 0; i < environment.size(); ++i) {
    push_context();
    push(environment[i]);
    a_->i64_store(kContextScratchOffset + i * kWordBytes);
    state_.cache.unpin_all();
  }
  push_context();
  linker_.push_address(*a_, module_.funs[lambda]);
  call(Primitive::kMakeFun);
  store(destination);
}

}  // namespace linac
