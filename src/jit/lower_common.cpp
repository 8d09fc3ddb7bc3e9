// SPDX-License-Identifier: Apache-2.0
//
// What all areas build on: operands, registers and their cache, heap, stack, primitives.
#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using beam::OperandKind;
using wasm::LocalIndex;
using wasm::ValueType;

namespace {

uint32_t x_offset(uint32_t number) { return kContextXOffset + kWordBytes * number; }
// Word 0 of a frame is the return address.
uint32_t y_offset(uint32_t number) { return kWordBytes * (1 + number); }

}  // namespace

LocalIndex Lowering::made(std::optional<LocalIndex>& local, ValueType type) {
  if (!local) local = a_->new_local(type);
  return *local;
}

LocalIndex Lowering::cache_local(uint32_t number) {
  return made(cache_locals_[number], ValueType::kI64);
}

// --- operands

bool Lowering::is_register(const Operand& operand) {
  return operand.kind == OperandKind::kX || operand.kind == OperandKind::kY;
}

Register Lowering::register_of(const Operand& operand) {
  return Register{operand.kind == OperandKind::kY, static_cast<uint32_t>(operand.value)};
}

std::optional<int64_t> Lowering::small_constant(const Operand& operand) const {
  if (operand.kind != OperandKind::kInteger || !Term::fits_small(operand.value)) return {};
  return operand.value;
}

uint16_t Lowering::type_mask(const Operand& operand) const {
  // The Type chunk only claims; what the verifier has found holds for any file.
  const Operand* first = code_.operands.data();
  if (&operand < first || &operand >= first + code_.operands.size()) return 0xffff;
  const uint16_t mask = module_.facts.operand_types[static_cast<size_t>(&operand - first)];
  return is_register(operand) && mask != 0 ? mask : 0xffff;
}

bool Lowering::is_known_immediate(const Operand& operand) const {
  if (operand.kind == OperandKind::kAtom || operand.kind == OperandKind::kNil) return true;
  if (small_constant(operand)) return true;
  constexpr uint16_t kImmediate = beam::kTypeAtom | beam::kTypeNil;
  return is_register(operand) && (type_mask(operand) & ~kImmediate) == 0;
}

void Lowering::load_memory(Register reg) {
  if (reg.is_y) {
    push_stack_pointer();
    a_->i64_load(y_offset(reg.number));
  } else {
    push_context();
    a_->i64_load(x_offset(reg.number));
  }
}

uint32_t Lowering::take_local() {
  const uint32_t number = state_.cache.choose();
  for (const RegisterCache::Entry& entry : state_.cache.entries()) {
    if (entry.local == number && entry.dirty) store_memory(entry.reg, cache_local(number));
  }
  state_.cache.release(number);
  return number;
}

void Lowering::bind(Register reg, uint32_t local, bool dirty) {
  state_.cache.forget(reg);
  if (state_.cache.full()) {
    const RegisterCache::Entry oldest = state_.cache.oldest();
    if (oldest.dirty) store_memory(oldest.reg, cache_local(oldest.local));
    state_.cache.forget(oldest.reg);
  }
  state_.cache.bind(reg, local, dirty);
}

LocalIndex Lowering::local_of(const Operand& operand) {
  if (!is_register(operand)) {
    const LocalIndex local = temporary();
    linker_.push_term(*a_, module_, operand);
    a_->local_set(local);
    return local;
  }
  const Register reg = register_of(operand);
  if (std::optional<uint32_t> cached = state_.cache.find(reg)) return cache_local(*cached);
  const uint32_t number = take_local();
  load_memory(reg);
  a_->local_set(cache_local(number));
  bind(reg, number, false);
  return cache_local(number);
}

void Lowering::pin(LocalIndex local) {
  for (uint32_t i = 0; i < RegisterCache::kLocals; ++i) {
    if (cache_locals_[i] && cache_locals_[i]->value == local.value) state_.cache.pin(i);
  }
}

LocalIndex Lowering::temporary() { return cache_local(take_local()); }

void Lowering::push(const Operand& operand) {
  if (!is_register(operand)) {
    linker_.push_term(*a_, module_, operand);
    return;
  }
  a_->local_get(local_of(operand));
}

void Lowering::push_address(const Operand& operand) {
  push(operand);
  a_->i32_wrap_i64();
}

void Lowering::store_memory(Register reg, LocalIndex local) {
  if (reg.is_y) {
    push_stack_pointer();
    a_->local_get(local);
    a_->i64_store(y_offset(reg.number));
  } else {
    push_context();
    a_->local_get(local);
    a_->i64_store(x_offset(reg.number));
  }
}

void Lowering::store(const Operand& destination) {
  const uint32_t number = take_local();
  a_->local_set(cache_local(number));
  bind(register_of(destination), number, true);
}

void Lowering::store_local(const Operand& destination, LocalIndex local) {
  for (uint32_t i = 0; i < RegisterCache::kLocals; ++i) {
    if (cache_locals_[i] && cache_locals_[i]->value == local.value) {
      bind(register_of(destination), i, true);
      return;
    }
  }
}

void Lowering::reload_cached() {
  for (const RegisterCache::Entry& entry : state_.cache.entries()) {
    load_memory(entry.reg);
    a_->local_set(cache_local(entry.local));
  }
}

void Lowering::flush_registers(const RegisterSet& live_x) {
  if (state_.return_address_unset) {
    push_stack_pointer();
    a_->i64_const(0);
    a_->i64_store(0);
    state_.return_address_unset = false;
  }
  const RegisterCache cache = state_.cache;
  for (const RegisterCache::Entry& entry : cache.entries()) {
    if (!entry.dirty || (!entry.reg.is_y && !live_x.contains(entry.reg.number))) continue;
    store_memory(entry.reg, cache_local(entry.local));
    state_.cache.mark_clean(entry.reg);
  }
}

void Lowering::flush(const RegisterSet& live_x) {
  flush_heap_top();
  flush_registers(live_x);
}

// --- stack and heap

void Lowering::load_stack_pointer() {
  push_context();
  a_->i32_load(kContextStackPointerOffset);
  a_->local_set(made(stack_pointer_, ValueType::kI32));
  state_.stack_pointer_known = true;
}

void Lowering::push_stack_pointer() {
  if (!state_.stack_pointer_known) {
    push_context();
    a_->i32_load(kContextStackPointerOffset);
    a_->local_tee(made(stack_pointer_, ValueType::kI32));
    state_.stack_pointer_known = true;
    return;
  }
  a_->local_get(*stack_pointer_);
}

void Lowering::move_stack_pointer(int32_t words) {
  push_context();
  push_stack_pointer();
  a_->i32_const(words * static_cast<int32_t>(kWordBytes));
  a_->i32_add();
  a_->local_tee(*stack_pointer_);
  a_->i32_store(kContextStackPointerOffset);
}

void Lowering::load_heap_top() {
  if (state_.heap_top_known) return;
  push_context();
  a_->i32_load(kContextHeapTopOffset);
  a_->local_set(made(heap_top_, ValueType::kI32));
  state_.heap_top_known = true;
  state_.heap_used = 0;
}

void Lowering::flush_heap_top() {
  if (state_.heap_used != 0) {
    push_context();
    a_->local_get(*heap_top_);
    a_->i32_const(static_cast<int32_t>(state_.heap_used));
    a_->i32_add();
    a_->i32_store(kContextHeapTopOffset);
  }
  state_.heap_top_known = false;
  state_.heap_used = 0;
}

void Lowering::ensure_heap(uint32_t words, uint32_t live) {
  if (words == 0 && !options_.collect_always) return;
  flush_heap_top();
  load_heap_top();
  if (options_.collect_always) {
    a_->i32_const(1);
  } else {
    // The stack pointer is never below the top, so the difference does not wrap.
    push_stack_pointer();
    a_->local_get(*heap_top_);
    a_->i32_sub();
    a_->i32_const(static_cast<int32_t>(words * kWordBytes));
    a_->i32_lt_u();
  }
  state_.cache.forget_x(live);
  const State saved = state_;
  const wasm::Label full = a_->if_();
  flush_registers(RegisterSet::first(live));
  push_context();
  a_->i32_const(static_cast<int32_t>(words));
  a_->i32_const(static_cast<int32_t>(live));
  call(Primitive::kCollect);
  a_->i32_eqz();
  const wasm::Label failed = a_->if_();
  push_context();
  leave();
  a_->end(failed);
  push_context();
  a_->i32_load(kContextHeapTopOffset);
  a_->local_set(*heap_top_);
  load_stack_pointer();
  reload_cached();
  a_->end(full);
  // Not everything that the slow way has stored is stored on the fast one.
  state_ = saved;
}

uint32_t Lowering::claim(uint32_t words) {
  load_heap_top();
  const uint32_t offset = state_.heap_used;
  state_.heap_used += words * kWordBytes;
  return offset;
}

void Lowering::push_claimed(uint32_t offset, Tag tag) {
  a_->local_get(*heap_top_);
  if (offset != 0) {
    a_->i32_const(static_cast<int32_t>(offset));
    a_->i32_add();
  }
  a_->i64_extend_i32_u();
  a_->i64_const(static_cast<int64_t>(tag_bits(tag)));
  a_->i64_or();
}

void Lowering::push_frame(uint32_t y_registers) {
  move_stack_pointer(-static_cast<int32_t>(y_registers + 1));
  state_.return_address_unset = true;
  state_.cache.forget_y();
}

void Lowering::pop_frame(uint32_t y_registers) {
  state_.cache.forget_y();
  state_.return_address_unset = false;
  move_stack_pointer(static_cast<int32_t>(y_registers + 1));
}

void Lowering::set_return_address(uint32_t entry) {
  push_stack_pointer();
  linker_.push_return_address(*a_, module_, entry);
  a_->i64_store(0);
  state_.return_address_unset = false;
}

void Lowering::set_continuation(uint32_t entry) {
  a_->local_get(label_.jit_state);
  linker_.push_slot(*a_, module_, entry);
  a_->i32_store(kJitStateContinuationOffset);
}

void Lowering::lower_allocate(uint32_t y_registers, uint32_t heap_words, uint32_t live, bool zero) {
  ensure_heap(y_registers + 1 + heap_words, live);
  push_frame(y_registers);
  if (!zero) return;
  for (uint32_t i = 0; i < y_registers; ++i) {
    push_stack_pointer();
    a_->i64_const(static_cast<int64_t>(kNilBits));
    a_->i64_store(y_offset(i));
  }
}

void Lowering::lower_trim() {
  const auto count = static_cast<uint32_t>(operand(0).value);
  state_.cache.renumber_y(count);
  move_stack_pointer(static_cast<int32_t>(count));
  // The word there was a Y register, and may never have been stored.
  state_.return_address_unset = true;
}

void Lowering::lower_init_yregs() {
  auto clear = [this](const Operand& reg) {
    a_->i64_const(static_cast<int64_t>(kNilBits));
    store(reg);
    state_.cache.unpin_all();
  };
  if (operand(0).kind != OperandKind::kList) return clear(operand(0));
  for (const Operand& reg : code_.elements_of(operand(0))) clear(reg);
}

void Lowering::lower_move() {
  const Operand& source = operand(0);
  if (is_register(source)) {
    store_local(operand(1), local_of(source));
  } else {
    push(source);
    store(operand(1));
  }
}

void Lowering::lower_swap() {
  const LocalIndex first = local_of(operand(0));
  const LocalIndex second = local_of(operand(1));
  store_local(operand(0), second);
  store_local(operand(1), first);
}

// --- primitives

void Lowering::call(Primitive primitive) {
  const auto index = static_cast<uint32_t>(primitive);
  call_primitive(*a_, label_, index, primitive_types_[index]);
}

// Whoever is told a location may raise, and a handler finds Y registers in memory.
void Lowering::push_location() {
  flush({});
  linker_.push_address(*a_, &module_.location_of(index_));
}

void Lowering::leave_if_set() {
  a_->local_tee(result_local());
  const wasm::Label set = a_->if_();
  a_->local_get(result_local());
  leave();
  a_->end(set);
}

void Lowering::leave() { a_->return_(); }

}  // namespace linac
