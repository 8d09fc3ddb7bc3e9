// SPDX-License-Identifier: Apache-2.0
//
// The Assembler's rarer instructions, and the two ends of a body.
#include "jit/wasm/assembler.h"

#include <string>

#include "jit/wasm/module.h"

namespace linac::wasm {
namespace {

// Left free before a body's instructions for its size and locals; a wrong guess moves the body.
constexpr uint32_t kHeaderRoom = 8;

template <typename Bits>
uint8_t* write_little_endian(uint8_t* p, Bits bits) {
  for (size_t i = 0; i < sizeof bits; ++i) *p++ = static_cast<uint8_t>(bits >> (8 * i));
  return p;
}

}  // namespace

LocalIndex Assembler::new_local(ValueType type) {
  if (local_count_ >= kMaxLocals) {
    module_.fail("function " + std::to_string(function_.value) + " has too many locals");
    return {};
  }
#if LINAC_WASM_VALIDATE
  validator_.new_local(type);
#endif
  if (local_runs_.empty() || local_runs_.back().type != type) local_runs_.push_back({0, type});
  ++local_runs_.back().count;
  return {local_count_++};
}

void Assembler::name_local(LocalIndex local, std::string_view name) {
  module_.local_names_.push_back({function_, local, std::string(name)});
}

void Assembler::f32_const(float value) {
  check_constant(ValueType::kF32);
  uint8_t* p = write_opcode(out_.claim(), Opcode::f32_const);
  out_.commit(write_little_endian(p, __builtin_bit_cast(uint32_t, value)));
}

void Assembler::f64_const(double value) {
  check_constant(ValueType::kF64);
  uint8_t* p = write_opcode(out_.claim(), Opcode::f64_const);
  out_.commit(write_little_endian(p, __builtin_bit_cast(uint64_t, value)));
}

void Assembler::br_table(std::span<const Label> targets, Label otherwise) {
#if LINAC_WASM_VALIDATE
  validator_.branch_table(targets, otherwise);
#endif
  if (targets.size() > kMaxBranchTableEntries) {
    module_.fail("function " + std::to_string(function_.value) + " has too large a branch table");
    return;
  }
  out_.byte(static_cast<uint8_t>(Opcode::br_table));
  out_.u32(static_cast<uint32_t>(targets.size()));
  for (const Label target : targets) out_.u32(depth_ - target.depth);
  out_.u32(depth_ - otherwise.depth);
}

void Assembler::select_typed(ValueType type) {
#if LINAC_WASM_VALIDATE
  validator_.select_typed(type);
#endif
  uint8_t* p = write_opcode(out_.claim(), Opcode::select_typed);
  *p++ = 1;
  *p++ = static_cast<uint8_t>(type);
  out_.commit(p);
}

void Assembler::ref_null(ValueType type) {
  check_constant(type);
  uint8_t* p = write_opcode(out_.claim(), Opcode::ref_null);
  *p++ = static_cast<uint8_t>(type);
  out_.commit(p);
}

void Assembler::ref_is_null() {
#if LINAC_WASM_VALIDATE
  validator_.ref_is_null();
#endif
  out_.byte(static_cast<uint8_t>(Opcode::ref_is_null));
}

void Assembler::ref_func(FunctionIndex function) {
  module_.referenced_functions_.push_back(function);
  index_op(Opcode::ref_func, function.value);
}

void Assembler::begin(FunctionIndex function, uint32_t parameter_count) {
  function_ = function;
  depth_ = 0;
  local_count_ = parameter_count;
  local_runs_.clear();
  body_start_ = out_.size();
  out_.skip(kHeaderRoom);
  code_start_ = out_.size();
#if LINAC_WASM_VALIDATE
  validator_.begin(function);
#endif
}

void Assembler::finish() {
#if LINAC_WASM_VALIDATE
  validator_.finish();
#endif
  out_.byte(static_cast<uint8_t>(Opcode::end));
  if (out_.failed()) return;

  const uint32_t code_size = size();
  uint32_t locals_size = u32_size(static_cast<uint32_t>(local_runs_.size()));
  for (const LocalRun& run : local_runs_) locals_size += u32_size(run.count) + 1;
  const uint32_t body_size = locals_size + code_size;
  if (body_size > kMaxFunctionBytes) {
    module_.fail("function " + std::to_string(function_.value) + " is too large");
    return;
  }

  const uint32_t header = u32_size(body_size) + locals_size;
  if (header > kHeaderRoom) out_.skip(header - kHeaderRoom);
  if (out_.failed()) return;
  uint8_t* body = out_.data() + body_start_;
  std::memmove(body + header, body + kHeaderRoom, code_size);
  out_.truncate(body_start_ + header + code_size);

  uint8_t* p = write_u32(body, body_size);
  p = write_u32(p, static_cast<uint32_t>(local_runs_.size()));
  for (const LocalRun& run : local_runs_) {
    p = write_u32(p, run.count);
    *p++ = static_cast<uint8_t>(run.type);
  }
}

}  // namespace linac::wasm
