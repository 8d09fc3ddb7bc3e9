// SPDX-License-Identifier: Apache-2.0
//
// Maps. A look-up in line serves flat maps and keys that are immediates: the key is compared with
// the one at the place where it was found the last time, which is the same for all maps of one
// shape. All else is a primitive, which also remembers the place.
#include <algorithm>

#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using wasm::LocalIndex;
using wasm::ValueType;

namespace {

/// The byte of a header, and its value, that tells a flat map from a large one.
constexpr uint32_t kHeaderKindByte = 7;
constexpr auto kFlatMapByte = static_cast<int32_t>(make_header(Kind::kFlatMap, 0) >> 56);

}  // namespace

void Lowering::lower_put_map(bool exact) {
  const auto pairs = code_.elements_of(operand(4));
  const auto fail = static_cast<uint32_t>(operand(0).value);
  flush_heap_top();
  const LocalIndex map = temporary();
  push(operand(1));
  a_->local_set(map);
  // A long literal goes in portions of what the scratch area holds.
  for (size_t start = 0; start < pairs.size(); start += kScratchWords) {
    const size_t count = std::min<size_t>(pairs.size() - start, kScratchWords);
    for (size_t i = 0; i < count; ++i) {
      push_context();
      push(pairs[start + i]);
      a_->i64_store(kContextScratchOffset + static_cast<uint32_t>(i) * kWordBytes);
      state_.cache.unpin_all();
      pin(map);
    }
    push_context();
    a_->local_get(map);
    a_->i32_const(static_cast<int32_t>(count));
    a_->i32_const(exact ? 1 : 0);
    call(Primitive::kPutMap);
    a_->local_tee(map);
    a_->i64_const(static_cast<int64_t>(kNonValueBits));
    a_->i64_eq();
    if (fail == 0) {
      raise_pending_if();
    } else {
      branch_if(fail);
    }
  }
  store_local(operand(2), map);
}

void Lowering::return_call_if(uint32_t label) {
  const wasm::Label taken = a_->if_();
  const State saved = state_;
  return_call_label(label);
  state_ = saved;
  a_->end(taken);
}

// Places are kept by instruction and key; two that share an entry cost each other a scan.
uint32_t Lowering::map_place(uint32_t key_number) const {
  return (module_.name.atom_index() * 61 + index_ * 7 + key_number) % kMapPlaces;
}

void Lowering::push_is_flat_map(LocalIndex map) {
  a_->local_get(map);
  a_->i32_wrap_i64();
  a_->i32_load8_u(kHeaderKindByte);
  a_->i32_const(kFlatMapByte);
  a_->i32_eq();
}

// Pushes the value, or the non-value. `map` is a local of the cache.
void Lowering::push_map_value(LocalIndex map, const Operand& key, uint32_t key_number) {
  if (!is_known_immediate(key)) {
    a_->local_get(map);
    push(key);
    call(Primitive::kMapGet);
    return;
  }
  if (is_register(key)) local_of(key);
  const uint32_t place = map_place(key_number);
  const LocalIndex offset = result_local();
  const wasm::Label done = a_->block(ValueType::kI64);
  const wasm::Label slow = a_->block();
  push_is_flat_map(map);
  a_->i32_eqz();
  a_->br_if(slow);
  // Places count from 1, as do words behind a header; 0 is none. The header's size is one more than
  // the number of keys.
  push_context();
  a_->i32_load8_u(kContextMapPlacesOffset + place);
  a_->local_tee(offset);
  a_->local_get(map);
  a_->i32_wrap_i64();
  a_->i32_load(0);
  a_->i32_ge_u();
  a_->br_if(slow);
  a_->local_get(map);
  a_->i32_wrap_i64();
  a_->i32_load(kWordBytes);
  a_->local_get(offset);
  a_->i32_const(3);
  a_->i32_shl();
  a_->local_tee(offset);
  a_->i32_add();
  a_->i64_load(0);
  push(key);
  a_->i64_ne();
  a_->br_if(slow);
  a_->local_get(map);
  a_->i32_wrap_i64();
  a_->local_get(offset);
  a_->i32_add();
  a_->i64_load(kWordBytes);
  a_->br(done);
  a_->end(slow);
  push_context();
  a_->local_get(map);
  push(key);
  a_->i32_const(static_cast<int32_t>(place));
  call(Primitive::kMapFind);
  a_->end(done);
}

// The fail label counts as one reference but is named once for each key: its code is never in line
// here.
void Lowering::lower_has_map_fields() {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const LocalIndex map = local_of(operand(1));
  push_has_tag(operand(1), Tag::kMap);
  a_->i32_eqz();
  return_call_if(fail);
  uint32_t key_number = 0;
  for (const Operand& key : code_.elements_of(operand(2))) {
    push_map_value(map, key, key_number++);
    a_->i64_const(static_cast<int64_t>(kNonValueBits));
    a_->i64_eq();
    return_call_if(fail);
    state_.cache.unpin_all();
    pin(map);
  }
}

void Lowering::lower_get_map_elements() {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const auto elements = code_.elements_of(operand(2));
  const LocalIndex map = local_of(operand(1));
  push_has_tag(operand(1), Tag::kMap);
  a_->i32_eqz();
  return_call_if(fail);
  for (size_t i = 0; i + 1 < elements.size(); i += 2) {
    push_map_value(map, elements[i], static_cast<uint32_t>(i / 2));
    const LocalIndex value = temporary();
    a_->local_tee(value);
    a_->i64_const(static_cast<int64_t>(kNonValueBits));
    a_->i64_eq();
    return_call_if(fail);
    store_local(elements[i + 1], value);
    state_.cache.unpin_all();
    pin(map);
  }
}

bool Lowering::lower_map_bif(uint32_t fail, const ExportEntry& function,
                             std::span<const Operand> arguments, const Operand& destination) {
  const bool is_size = function.function == atoms::kMapSize && arguments.size() == 1;
  const bool is_get = function.function == atoms::kMapGet && arguments.size() == 2;
  const bool is_test = function.function == atoms::kIsMapKey && arguments.size() == 2;
  if (!is_size && !is_get && !is_test) return false;
  const Operand& map_operand = arguments.back();
  if (!is_size && is_register(arguments[0])) local_of(arguments[0]);
  const LocalIndex map = local_of(map_operand);
  push_has_tag(map_operand, Tag::kMap);
  a_->i32_eqz();
  fail_if(fail, function, arguments);
  if (is_size) {
    a_->local_get(map);
    a_->i32_wrap_i64();
    a_->i64_load32_u(0);
    a_->i64_const(1);
    a_->i64_sub();
    a_->local_get(map);
    a_->i32_wrap_i64();
    a_->i64_load(kWordBytes);
    push_is_flat_map(map);
    a_->select();
    store(destination);
    return true;
  }
  push_map_value(map, arguments[0], 0);
  if (is_test) {
    a_->i64_const(static_cast<int64_t>(kNonValueBits));
    a_->i64_ne();
    store_boolean(destination);
    return true;
  }
  const LocalIndex value = temporary();
  a_->local_set(value);
  fail_if_non_value(fail, function, arguments, value);
  store_local(destination, value);
  return true;
}

}  // namespace linac
