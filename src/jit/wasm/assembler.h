// SPDX-License-Identifier: Apache-2.0
//
// Appends the instructions of one function body. ModuleBuilder owns the only Assembler and hands it
// out between begin_function and end_function; the body goes straight into the module's bytes.
// One method per instruction, named as in the text format with `_` for `.`; operands are pushed
// first, as the machine wants them. Invariant: release builds do nothing per instruction but
// write its bytes; debug builds run every instruction past the Validator and abort at the first
// one that is invalid, with a sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "jit/wasm/byte_buffer.h"
#include "jit/wasm/opcode.h"
#include "jit/wasm/types.h"

/// 1: check types and nesting while emitting. One setting for all files of a program.
#ifndef LINAC_WASM_VALIDATE
#ifdef NDEBUG
#define LINAC_WASM_VALIDATE 0
#else
#define LINAC_WASM_VALIDATE 1
#endif
#endif

#if LINAC_WASM_VALIDATE
#include "jit/wasm/validator.h"
#endif

namespace linac::wasm {

class ModuleBuilder;

class Assembler {
 public:
  Assembler(const Assembler&) = delete;
  Assembler& operator=(const Assembler&) = delete;

  // Locals. Parameters come first: the first is LocalIndex{0}.

  /// A new local, zero at entry. Neighbours of one type share an entry of the locals' header.
  LocalIndex new_local(ValueType type);
  /// Parameters and new locals so far.
  uint32_t local_count() const { return local_count_; }
  /// A name for debuggers, kept in the name section.
  void name_local(LocalIndex local, std::string_view name);

  // Instructions without immediates (all arithmetic, comparisons, conversions, drop, select,
  // return_, unreachable, nop): one method each, and `op` to take one from a table.

#define PLAIN(name, text, prefix, code, parameters, results) \
  void name() { op(Opcode::name); }
#define MEMORY(name, text, code, alignment, parameters, results)
#define OTHER(name, text, prefix, code, immediates, parameters, results)
#include "jit/wasm/opcode.def"

  /// Any instruction without immediates.
  void op(Opcode opcode) {
    check_plain(opcode);
    out_.commit(write_opcode(out_.claim(), opcode));
  }

  // Loads and stores, one method each: i32_load(offset), i64_store(offset), f64_load …
  // `alignment` is a power of two's exponent, the natural one unless told.

#define PLAIN(name, text, prefix, code, parameters, results)
#define MEMORY(name, text, code, natural, parameters, results)   \
  void name(uint32_t offset = 0, uint32_t alignment = natural) { \
    memory_op(Opcode::name, offset, alignment);                  \
  }
#define OTHER(name, text, prefix, code, immediates, parameters, results)
#include "jit/wasm/opcode.def"

  /// Any load or store.
  void memory_op(Opcode opcode, uint32_t offset, uint32_t alignment) {
    check_memory(opcode, alignment);
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(opcode);
    p = write_u32(p, alignment);
    out_.commit(write_u32(p, offset));
  }

  // Constants.

  void i32_const(int32_t value) {
    check_constant(ValueType::kI32);
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(Opcode::i32_const);
    out_.commit(write_s32(p, value));
  }
  void i64_const(int64_t value) {
    check_constant(ValueType::kI64);
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(Opcode::i64_const);
    out_.commit(write_s64(p, value));
  }
  void f32_const(float value);
  void f64_const(double value);

  // Locals and globals.

  void local_get(LocalIndex local) { local_op(Opcode::local_get, local); }
  void local_set(LocalIndex local) { local_op(Opcode::local_set, local); }
  void local_tee(LocalIndex local) { local_op(Opcode::local_tee, local); }
  void global_get(GlobalIndex global) { global_op(Opcode::global_get, global); }
  void global_set(GlobalIndex global) { global_op(Opcode::global_set, global); }

  // Structured control. A label names its construct until `end`; a branch to a loop's label
  // repeats the loop, to any other leaves it.

  Label block(BlockType type = {}) { return open(Opcode::block, type); }
  Label loop(BlockType type = {}) { return open(Opcode::loop, type); }
  Label if_(BlockType type = {}) { return open(Opcode::if_, type); }
  /// `label` is that of the innermost open `if_`.
  void else_(Label label) {
    check_else(label);
    out_.byte(static_cast<uint8_t>(Opcode::else_));
  }
  /// `label` is that of the innermost open construct. end_function writes the body's own `end`.
  void end(Label label) {
    check_end(label);
    --depth_;
    out_.byte(static_cast<uint8_t>(Opcode::end));
  }
  /// The body itself as a target: a branch to it returns.
  Label function_label() const { return Label{}; }
  /// Number of constructs open now.
  uint32_t depth() const { return depth_; }

  void br(Label target) { branch(Opcode::br, target); }
  void br_if(Label target) { branch(Opcode::br_if, target); }
  /// Branches to `targets[index]`, or to `otherwise` beyond them. More than kMaxBranchTableEntries
  /// targets fail the module.
  void br_table(std::span<const Label> targets, Label otherwise);

  // Calls. Indirect ones take the table slot from the top of the stack, above the arguments.

  void call(FunctionIndex function) { call_op(Opcode::call, function); }
  void return_call(FunctionIndex function) { call_op(Opcode::return_call, function); }
  void call_indirect(TypeIndex type, TableIndex table = {}) {
    call_indirect_op(Opcode::call_indirect, type, table);
  }
  void return_call_indirect(TypeIndex type, TableIndex table = {}) {
    call_indirect_op(Opcode::return_call_indirect, type, table);
  }

  // The rest of the instructions with immediates.

  void select_typed(ValueType type);
  void ref_null(ValueType type);
  void ref_is_null();
  void ref_func(FunctionIndex function);
  void memory_size() { index_op(Opcode::memory_size, 0); }
  void memory_grow() { index_op(Opcode::memory_grow, 0); }
  void memory_copy() { index_pair_op(Opcode::memory_copy, 0, 0); }
  void memory_fill() { index_op(Opcode::memory_fill, 0); }
  void memory_init(DataIndex data) { index_pair_op(Opcode::memory_init, data.value, 0); }
  void data_drop(DataIndex data) { index_op(Opcode::data_drop, data.value); }
  void table_get(TableIndex table = {}) { index_op(Opcode::table_get, table.value); }
  void table_set(TableIndex table = {}) { index_op(Opcode::table_set, table.value); }
  void table_size(TableIndex table = {}) { index_op(Opcode::table_size, table.value); }
  void table_grow(TableIndex table = {}) { index_op(Opcode::table_grow, table.value); }
  void table_fill(TableIndex table = {}) { index_op(Opcode::table_fill, table.value); }
  void table_copy(TableIndex to = {}, TableIndex from = {}) {
    index_pair_op(Opcode::table_copy, to.value, from.value);
  }
  void table_init(ElementIndex element, TableIndex table = {}) {
    index_pair_op(Opcode::table_init, element.value, table.value);
  }
  void elem_drop(ElementIndex element) { index_op(Opcode::elem_drop, element.value); }

  /// Bytes of instructions so far.
  uint32_t size() const { return out_.failed() ? 0 : out_.size() - code_start_; }
  /// The function being defined, and the module it belongs to.
  FunctionIndex function() const { return function_; }
  ModuleBuilder& module() { return module_; }

 private:
  friend class ModuleBuilder;

  struct LocalRun {
    uint32_t count;
    ValueType type;
  };

  Assembler(ModuleBuilder& module, ByteBuffer& out) : module_(module), out_(out) {}

  // For ModuleBuilder: `begin` leaves room for size and locals, `finish` fills it in.
  void begin(FunctionIndex function, uint32_t parameter_count);
  void finish();

  static uint8_t* write_opcode(uint8_t* p, Opcode opcode) {
    const auto value = static_cast<uint16_t>(opcode);
    if (value > 0xff) *p++ = static_cast<uint8_t>(value >> 8);
    *p++ = static_cast<uint8_t>(value);
    return p;
  }

  void index_op(Opcode opcode, uint32_t index) {
    check_index(opcode, index);
    out_.commit(write_u32(write_opcode(out_.claim(), opcode), index));
  }
  void index_pair_op(Opcode opcode, uint32_t first, uint32_t second) {
    check_index(opcode, first, second);
    uint8_t* p = write_opcode(out_.claim(), opcode);
    out_.commit(write_u32(write_u32(p, first), second));
  }
  void local_op(Opcode opcode, LocalIndex local) {
    check_local(opcode, local);
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(opcode);
    out_.commit(write_u32(p, local.value));
  }
  void global_op(Opcode opcode, GlobalIndex global) {
    check_global(opcode, global);
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(opcode);
    out_.commit(write_u32(p, global.value));
  }
  void call_op(Opcode opcode, FunctionIndex function) {
    check_call(opcode, function);
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(opcode);
    out_.commit(write_u32(p, function.value));
  }
  void call_indirect_op(Opcode opcode, TypeIndex type, TableIndex table) {
    check_call_indirect(opcode, type, table);
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(opcode);
    p = write_u32(p, type.value);
    out_.commit(write_u32(p, table.value));
  }
  void branch(Opcode opcode, Label target) {
    check_branch(opcode, target);
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(opcode);
    out_.commit(write_u32(p, depth_ - target.depth));
  }
  Label open(Opcode opcode, BlockType type) {
    ++depth_;
    const Label label{depth_, check_open(opcode, type)};
    uint8_t* p = out_.claim();
    *p++ = static_cast<uint8_t>(opcode);
    out_.commit(write_s64(p, type.code()));
    return label;
  }

#if LINAC_WASM_VALIDATE
  void check_plain(Opcode opcode) { validator_.plain(opcode); }
  void check_memory(Opcode opcode, uint32_t alignment) { validator_.memory(opcode, alignment); }
  void check_constant(ValueType type) { validator_.constant(type); }
  void check_index(Opcode opcode, uint32_t first, uint32_t second = 0) {
    validator_.index(opcode, first, second);
  }
  void check_local(Opcode opcode, LocalIndex local) { validator_.local(opcode, local); }
  void check_global(Opcode opcode, GlobalIndex global) { validator_.global(opcode, global); }
  void check_call(Opcode opcode, FunctionIndex function) { validator_.call(opcode, function); }
  void check_call_indirect(Opcode opcode, TypeIndex type, TableIndex table) {
    validator_.call_indirect(opcode, type, table);
  }
  void check_branch(Opcode opcode, Label target) { validator_.branch(opcode, target); }
  uint32_t check_open(Opcode opcode, BlockType type) { return validator_.open(opcode, type); }
  void check_else(Label label) { validator_.else_(label); }
  void check_end(Label label) { validator_.end(label); }
#else
  void check_plain(Opcode) {}
  void check_memory(Opcode, uint32_t) {}
  void check_constant(ValueType) {}
  void check_index(Opcode, uint32_t, uint32_t = 0) {}
  void check_local(Opcode, LocalIndex) {}
  void check_global(Opcode, GlobalIndex) {}
  void check_call(Opcode, FunctionIndex) {}
  void check_call_indirect(Opcode, TypeIndex, TableIndex) {}
  void check_branch(Opcode, Label) {}
  uint32_t check_open(Opcode, BlockType) { return 0; }
  void check_else(Label) {}
  void check_end(Label) {}
#endif

  ModuleBuilder& module_;
  ByteBuffer& out_;
  uint32_t depth_ = 0;
  FunctionIndex function_;
  uint32_t body_start_ = 0;  // offset in out_ of the room for the body's size and locals
  uint32_t code_start_ = 0;  // offset in out_ of the first instruction
  uint32_t local_count_ = 0;
  std::vector<LocalRun> local_runs_;
#if LINAC_WASM_VALIDATE
  Validator validator_{module_};
#endif
};

}  // namespace linac::wasm
