// SPDX-License-Identifier: Apache-2.0
//
// Lowering of one BEAM module to wasm functions: one for each label and each continuation, all of
// type (i32 ctx, i32 jit_state, i32 native_interface) -> i32 (see jit/continuation.h for what that
// means).
//
// A function's body follows the instructions from its entry. Where control goes on at another label
// there is either a `return_call` of that label's function or, for a label that nobody else jumps
// to, its instructions right there: every label keeps a function of its own, but hot paths need not
// hop. A BEAM function that its own module calls has, besides its label's function, a direct
// function, which takes its first arguments as wasm parameters; the label's function only goes
// there. If it calls itself in tail position it is a wasm loop.
//
// The lowering of each area of instructions is in a file of its own, lower_<area>.cpp, one method
// per operation. Every method leaves the operand stack as it found it. Inline code is the fast path
// only; all else is a primitive of the runtime. Invariants: memory is up to date at every call and
// every exit but for the heap top, which `flush_heap_top` stores; terms in wasm locals stay valid
// until a collection, which happens in `ensure_heap`, at a function's entry and in calls only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "code/module.h"
#include "jit/continuation.h"
#include "jit/linker.h"
#include "jit/liveness.h"
#include "jit/native_interface.h"
#include "jit/offsets.h"
#include "jit/register_cache.h"
#include "jit/wasm/assembler.h"
#include "jit/wasm/module.h"
#include "runtime/bit_value.h"

namespace linac {

/// How to emit; the same for all functions of a unit.
struct LoweringOptions {
  const ExportEntry* send = nullptr;  ///< erlang:send/2, what the instruction `send` calls
  const JITState* jit_state = nullptr;
  const NativeInterface* native_interface = nullptr;
  bool collect_always = false;  ///< every allocation calls the collector
};

class Lowering {
 public:
  Lowering(wasm::ModuleBuilder& builder, const Module& module, Linker& linker,
           const LoweringOptions& options);

  /// Declares a function per entry of the module, in order of entries.
  void declare();
  /// Emits their bodies. All modules of a unit are declared before any is emitted.
  void emit();
  /// The functions of the entries, for the element segment.
  std::span<const wasm::FunctionIndex> functions() const { return functions_; }

 private:
  using Operand = beam::Operand;
  using Instruction = beam::Instruction;

  // What is known at a point of the code emitted so far; branches save and restore it.
  struct State {
    RegisterCache cache;
    bool stack_pointer_known = false;  ///< local E holds the stack pointer
    bool heap_top_known = false;       ///< local top holds the heap top as it is in memory
    uint32_t heap_used = 0;            ///< bytes allocated beyond it, not yet stored
    /// The frame's return address has not been written: what is there means nothing, and a
    /// collection must not see it.
    bool return_address_unset = false;
    uint32_t floats_known = 0;         ///< float registers whose locals hold them, one bit each
    uint32_t floats_unchecked = 0;     ///< float registers that may not be finite
    uint32_t floats_unchecked_at = 0;  ///< the instruction that a check is for
  };
  /// X registers that a direct function takes as parameters: with the context, as many as engines
  /// pass in registers on x86-64.
  static constexpr uint32_t kDirectParameters = 4;
  /// X registers that stay in locals around a loop.
  static constexpr uint32_t kLoopRegisters = 8;
  /// Float registers that are in locals; one local more is scratch.
  static constexpr uint32_t kFloatLocals = 6;

  /// A label of the function being emitted that several instructions go to: its code follows a
  /// block that they leave. The first that comes says which registers are in which locals there.
  struct Join {
    uint32_t label = 0;
    wasm::Label block;
    bool open = true;
    bool targeted = false;
    State state;  ///< once it is targeted
  };

  // --- lowering.cpp: functions, control flow between labels
  void count_references();
  /// By label: whether some call instruction names it.
  std::vector<bool> called_labels() const;
  void begin_function(wasm::FunctionIndex function);
  void emit_function(uint32_t entry);
  void emit_label_of_direct(uint32_t label);
  void emit_direct(uint32_t label);
  bool has_direct(uint32_t label) const { return direct_[label].has_value(); }
  uint32_t arity_of(uint32_t label) const;
  void emit_from(uint32_t instruction);
  /// One instruction. False: control does not go on behind it.
  bool emit_instruction(uint32_t instruction);
  void emit_entry(uint32_t label);
  bool calls_itself_last(uint32_t label) const;
  /// Goes on at a label, for good.
  void branch_to(uint32_t label);
  /// `if` the i32 on the stack is not 0, goes on at `label`.
  void branch_if(uint32_t label);
  void branch_unless(uint32_t label);
  bool may_inline(uint32_t label) const;
  /// `branch_if` for a label that one instruction names several times.
  void return_call_if(uint32_t label);
  void return_call_entry(uint32_t entry, const RegisterSet& live_x);
  void return_call_label(uint32_t label);
  void push_parameters();
  /// Brings memory up to date for a direct function, and pushes its parameters.
  void push_direct_arguments(uint32_t label);
  /// Goes on at the head of the loop, its registers in the locals it expects.
  void loop_again();
  /// Returns 0: back to the caller.
  void emit_return();

  // --- lower_join.cpp: labels that several instructions go to
  std::vector<uint32_t> join_labels(uint32_t entry) const;
  /// The code of a function from its entry label on, and of the labels that are joins.
  void emit_with_joins(uint32_t entry);
  Join* open_join(uint32_t label);
  /// Whether registers are where the code at a join expects them, or may say so itself.
  bool conforms_to(Join& join);
  /// Brings them there.
  void conform_to(Join& join);
  void define_join(Join& join);

  // --- lower_common.cpp: registers, memory, frames, primitives
  std::span<const Operand> operands() const { return code_.operands_of(*instruction_); }
  const Operand& operand(size_t n) const { return operands()[n]; }
  static bool is_register(const Operand& operand);
  static Register register_of(const Operand& operand);
  bool is_constant(const Operand& operand) const { return !is_register(operand); }
  /// The small integer that an operand is, if it is one.
  std::optional<int64_t> small_constant(const Operand& operand) const;
  /// What an operand may be, proven: kType… bits.
  uint16_t type_mask(const Operand& operand) const;
  /// Whether an operand is sure to be an immediate other than a float.
  bool is_known_immediate(const Operand& operand) const;

  /// Pushes an operand's term (i64).
  void push(const Operand& operand);
  /// Pushes the low 32 bits: the address of a pointer term.
  void push_address(const Operand& operand);
  /// A local that holds the operand's term until the instruction ends.
  wasm::LocalIndex local_of(const Operand& operand);
  /// Keeps a local of the cache for the rest of the instruction, after others were let go.
  void pin(wasm::LocalIndex local);
  /// A fresh i64 local for the rest of the instruction.
  wasm::LocalIndex temporary();
  /// Pops a term into a register.
  void store(const Operand& destination);
  /// The same for a term that `local` (of the cache) holds.
  void store_local(const Operand& destination, wasm::LocalIndex local);
  void store_memory(Register reg, wasm::LocalIndex local);
  /// A local of the cache, whatever it held being stored first.
  uint32_t take_local();
  void bind(Register reg, uint32_t local, bool dirty);
  void load_memory(Register reg);
  void reload_cached();

  void load_stack_pointer();
  void push_stack_pointer();
  void move_stack_pointer(int32_t words);
  void load_heap_top();
  void flush_heap_top();
  /// Brings memory up to date for whoever looks next: heap top, Y registers, the X registers given.
  void flush(const RegisterSet& live_x);
  void flush_registers(const RegisterSet& live_x);
  /// Makes `words` available on the heap, then `frame_words` more on the stack; x0 … live−1 are
  /// live.
  void ensure_heap(uint32_t words, uint32_t live);
  /// Claims `words` of the heap made available earlier; returns their offset from local top.
  uint32_t claim(uint32_t words);
  void push_claimed(uint32_t offset, Tag tag);
  void push_frame(uint32_t y_registers);
  void pop_frame(uint32_t y_registers);
  void set_return_address(uint32_t entry);
  /// JITState::continuation = the slot of an entry of this module.
  void set_continuation(uint32_t entry);

  void call(Primitive primitive);
  void push_context() { a_->local_get(label_.ctx); }
  wasm::LocalIndex cache_local(uint32_t number);
  wasm::LocalIndex made(std::optional<wasm::LocalIndex>& local, wasm::ValueType type);
  wasm::LocalIndex result_local() { return made(result_, wasm::ValueType::kI32); }
  void push_location();
  /// Pops an i32: returns it if it is not 0.
  void leave_if_set();
  /// Pops an i32 and returns it.
  void leave();
  void lower_allocate(uint32_t y_registers, uint32_t heap_words, uint32_t live, bool zero);
  void lower_init_yregs();
  void lower_trim();
  void lower_move();
  void lower_swap();

  // --- lower_call.cpp
  void lower_call();
  void lower_call_last();
  void lower_call_ext();
  void lower_call_ext_last(bool deallocate);
  bool lower_call_fun(uint32_t arity, const Operand& fun);
  void lower_apply();
  void lower_apply_last();
  void lower_send();
  /// After a call: the i32 on the stack is what the callee returned. Goes on at the instruction's
  /// continuation.
  bool after_call();
  void expect_stack_pointer();
  void call_slot(bool tail);
  void prepare_call(Primitive primitive, uint32_t arity, const Operand* fun = nullptr);
  void lower_call_bif(const ExportEntry& function);

  // --- lower_arith.cpp, lower_bif.cpp
  bool lower_bif(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments,
                 const Operand& destination);
  bool lower_arithmetic(uint32_t fail, const ExportEntry& function,
                        std::span<const Operand> arguments, const Operand& destination);
  void lower_add(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments,
                 const Operand& destination, bool subtract);
  void lower_multiply(uint32_t fail, const ExportEntry& function,
                      std::span<const Operand> arguments, const Operand& destination);
  void lower_divide(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments,
                    const Operand& destination, bool remainder);
  void lower_bitwise(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments,
                     const Operand& destination, wasm::Opcode operation);
  void lower_shift(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments,
                   const Operand& destination, bool left);
  bool lower_list_bif(uint32_t fail, const ExportEntry& function,
                      std::span<const Operand> arguments, const Operand& destination);
  bool lower_tuple_bif(uint32_t fail, const ExportEntry& function,
                       std::span<const Operand> arguments, const Operand& destination);
  bool lower_boolean_bif(const ExportEntry& function, std::span<const Operand> arguments,
                         const Operand& destination);
  void store_boolean(const Operand& destination);
  /// Pushes whether not all of the given are small (i32, any non-zero value).
  void push_not_small(std::span<const wasm::LocalIndex> locals);
  /// A local for a truth value on its way to an atom.
  wasm::LocalIndex temporary_boolean() { return made(boolean_, wasm::ValueType::kI64); }
  /// The BIF has failed: goes on at `fail`, or raises.
  void fail_if_non_value(uint32_t fail, const ExportEntry& function,
                         std::span<const Operand> arguments, wasm::LocalIndex result);
  void fail_if(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments);
  void fail_bif(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments);
  void generic_bif(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments,
                   wasm::LocalIndex result);

  // --- lower_guard.cpp
  void lower_type_test(beam::Opcode opcode);
  void push_tag(const Operand& operand);
  void push_has_tag(const Operand& operand, Tag tag);
  /// Pushes (i32) whether the operand passes the test.
  void push_type_test(beam::Opcode opcode, const Operand& operand);
  void lower_comparison(beam::Opcode opcode);
  void lower_order_test(bool less, const Operand& a, const Operand& b, uint32_t fail);
  void push_comparison(beam::Opcode opcode, const Operand& a, const Operand& b);
  void push_equal_exact(const Operand& a, const Operand& b);
  void lower_test_arity();
  void lower_is_tagged_tuple();
  void lower_is_function2();

  // --- lower_select.cpp
  struct Case {
    int64_t value;
    uint32_t label;
  };
  void lower_select_val();
  void lower_select_tuple_arity();
  void select_cases(wasm::LocalIndex value, std::vector<Case>& cases, uint32_t otherwise);
  void select_table(wasm::LocalIndex value, std::span<const Case> cases, uint32_t otherwise);
  void select_search(wasm::LocalIndex value, std::span<const Case> cases, uint32_t otherwise);

  // --- lower_data.cpp: lists, tuples, funs
  void lower_put_list();
  void lower_put_tuple2();
  void lower_update_record();
  void lower_set_tuple_element();
  void lower_get_list(bool head, bool tail);
  void lower_get_tuple_element();
  void check_cons(const Operand& operand);
  void check_tuple(const Operand& operand, uint32_t min_arity);
  void lower_make_fun(uint32_t lambda, std::span<const Operand> environment,
                      const Operand& destination);
  void raise_badarg();

  // --- lower_map.cpp
  void lower_put_map(bool exact);
  void lower_has_map_fields();
  void lower_get_map_elements();
  bool lower_map_bif(uint32_t fail, const ExportEntry& function, std::span<const Operand> arguments,
                     const Operand& destination);
  uint32_t map_place(uint32_t key_number) const;
  void push_is_flat_map(wasm::LocalIndex map);
  void push_map_value(wasm::LocalIndex map, const Operand& key, uint32_t key_number);

  // --- lower_record.cpp: native records
  void lower_is_native_record();
  void lower_is_record_accessible();
  void lower_get_record_elements();
  void lower_get_record_field();
  void lower_put_record();
  void fail_if_no_value(uint32_t fail, wasm::LocalIndex value);

  // --- lower_bits.cpp: matching
  /// False if the instruction is none of the bit syntax.
  bool lower_bits(beam::Opcode opcode);
  void lower_bs_start_match(const Operand& source);
  struct ContextLocals {
    wasm::LocalIndex context;
    wasm::LocalIndex base;
    wasm::LocalIndex position;
    wasm::LocalIndex end;
  };
  void make_context_in_line(wasm::LocalIndex term, const ContextLocals& locals, wasm::Label slow);
  void lower_bs_set_position();
  void lower_bs_get_integer();
  void lower_bs_get(Primitive primitive, bool has_flags);
  void push_size(const Operand& operand);
  void lower_bs_skip();
  void lower_bs_test_tail(uint32_t bits);
  void lower_bs_test_unit(uint32_t unit);
  void lower_bs_match_string();
  void lower_bs_utf(UtfEncoding encoding, const Operand* destination);
  void lower_bs_get_tail();
  wasm::LocalIndex build_tail(wasm::LocalIndex context);
  bool lower_size_bif(uint32_t fail, const ExportEntry& function,
                      std::span<const Operand> arguments, const Operand& destination);
  void lower_bs_match();
  /// A local that holds a match context, checked if that is not proven.
  wasm::LocalIndex local_of_context(const Operand& operand);
  void push_is_match_context(wasm::LocalIndex term);
  void push_is_non_value(wasm::LocalIndex local);
  void push_context_word(wasm::LocalIndex context, uint32_t offset);
  void push_remaining(wasm::LocalIndex context);
  void store_position(wasm::LocalIndex context, wasm::LocalIndex position);
  void push_has_bits(wasm::LocalIndex context, wasm::LocalIndex position, uint64_t bits,
                     wasm::LocalIndex next);
  void push_is_unaligned(wasm::LocalIndex position);
  void push_read_address(wasm::LocalIndex context, wasm::LocalIndex position);
  void push_big_endian_32(wasm::LocalIndex address, uint32_t offset);
  void push_aligned_integer(wasm::LocalIndex address, uint32_t bytes, uint32_t flags);
  static bool reads_in_line(uint64_t bits, uint32_t flags);
  void read_integer(wasm::LocalIndex context, wasm::LocalIndex position, uint32_t bits,
                    uint32_t flags, wasm::LocalIndex result);
  void push_get_integer(wasm::LocalIndex context, uint64_t bits, uint32_t flags);
  void store_value_or_branch(const Operand& destination, uint32_t fail);

  // --- lower_bits_build.cpp: construction
  bool lower_bits_construction(beam::Opcode opcode);
  void lower_bs_create_bin();
  wasm::LocalIndex build_bitstring();
  /// What a bs_create_bin writes, if it is integers of whole bytes and text only.
  struct PlainBytes {
    uint32_t bytes = 0;
    std::vector<BitSource> values;  ///< registers that must hold small integers
  };
  std::optional<PlainBytes> plain_bytes(const BinarySegments& segments) const;
  static Operand operand_of(const BitSource& source);
  void bump_or_branch(uint32_t words, Tag tag, wasm::LocalIndex result, wasm::Label slow);
  void begin_short_binary(uint32_t bytes, wasm::LocalIndex result, wasm::Label slow);
  struct AppendLocals {
    wasm::LocalIndex source;  ///< the bitstring continued
    wasm::LocalIndex base;    ///< its base
    wasm::LocalIndex data;    ///< address of the base's BinaryData
    wasm::LocalIndex end;     ///< bit behind the bitstring's last
  };
  void begin_append_in_line(const BinarySegment& segment, const AppendLocals& locals,
                            uint32_t bytes, wasm::LocalIndex result, wasm::Label slow);
  void store_plain_bytes(const BinarySegments& segments, uint32_t offset);
  void store_text(const uint8_t* text, uint32_t bytes, uint32_t offset);
  void store_integer(wasm::LocalIndex value, uint32_t bytes, bool little, uint32_t offset);
  /// Stores a register whose value memory does not have yet.
  void flush_source(const BitSource& source);
  void lower_bs_init(uint32_t unit);
  void lower_bs_append();
  void lower_bs_put(Primitive primitive, bool has_flags);
  void lower_bs_put_utf(UtfEncoding encoding);
  void push_begin_append(wasm::LocalIndex source, wasm::LocalIndex size, uint32_t unit,
                         bool is_private);
  void fail_construction(uint32_t fail);
  void store_built(const Operand& destination);

  // --- lower_float.cpp
  void lower_fmove();
  void lower_fconv();
  void lower_float_operation(wasm::Opcode operation);
  void lower_fnegate();
  /// Whether some float register is read behind a label or call that it was written before.
  bool floats_cross_labels() const;
  wasm::LocalIndex float_local(uint32_t number);
  void push_float_register(const Operand& operand);
  void store_float_register(const Operand& operand);
  void store_float_term(const Operand& destination);
  void store_checked_later(const Operand& destination, uint32_t covered);
  void check_float(const Operand& reg, uint32_t at);
  void check_floats();
  void check_overwritten(const Operand& destination, uint32_t covered);
  void check_floats_before(beam::Opcode opcode);
  void push_is_immediate_float(wasm::LocalIndex term);
  void decode_immediate_float(wasm::LocalIndex term);
  bool push_float_constant(const Operand& operand);

  // --- lower_exception.cpp
  void lower_func_info();
  void lower_raise_with(Term tag);
  void lower_if_end();
  void raise_pending_if();
  void lower_try();
  void lower_try_end();
  void lower_try_case();
  void lower_catch_end();
  void lower_raise();
  void lower_raw_raise();
  void lower_build_stacktrace();

  // --- lower_message.cpp
  void lower_loop_rec();
  void lower_loop_rec_end();
  void lower_remove_message();
  void lower_wait();
  void lower_wait_timeout();
  void lower_timeout();
  void lower_recv_marker_reserve();
  void lower_recv_marker_bind();
  void lower_recv_marker(Primitive primitive);

  wasm::ModuleBuilder& builder_;
  const Module& module_;
  const beam::Code& code_;
  Linker& linker_;
  const LoweringOptions& options_;
  const ExportEntry& send_function_;  ///< erlang:send/2
  LabelSignature label_;              ///< in a direct function, locals stand in for parameters
  wasm::TypeIndex direct_types_[kDirectParameters + 1];
  wasm::TypeIndex primitive_types_[kPrimitiveCount];

  std::vector<wasm::FunctionIndex> functions_;
  std::vector<std::optional<wasm::FunctionIndex>> direct_;  ///< by label
  std::vector<uint32_t> references_;  ///< by label: how many instructions name it
  std::vector<uint8_t> inlined_;      ///< by label: being emitted in line now
  std::vector<RegisterSet> live_at_label_;
  bool floats_cross_labels_ = false;

  // Of the function being emitted.
  wasm::Assembler* a_ = nullptr;
  const Instruction* instruction_ = nullptr;
  uint32_t index_ = 0;
  State state_;
  // Locals are made when first needed: engines may give each a place in every frame.
  std::optional<wasm::LocalIndex> cache_locals_[RegisterCache::kLocals];
  std::optional<wasm::LocalIndex> stack_pointer_;
  std::optional<wasm::LocalIndex> heap_top_;
  std::optional<wasm::LocalIndex> result_;
  std::optional<wasm::LocalIndex> boolean_;
  std::optional<wasm::LocalIndex> float_locals_[kFloatLocals + 1];
  bool inline_labels_ = false;
  bool inline_continuations_ = false;
  uint32_t budget_ = 0;      ///< instructions that may still be emitted in line
  uint32_t loop_label_ = 0;  ///< entry label of the function that is a loop here, or 0
  std::vector<Join> joins_;
  uint32_t loop_registers_ = 0;  ///< x0 … that are in locals at its head
  wasm::Label loop_;
};

}  // namespace linac
