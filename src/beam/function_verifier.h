// SPDX-License-Identifier: Apache-2.0
//
// The verifier's second pass: abstract interpretation of one function at a time. Starts at the
// entry label with the parameters, follows every way, and keeps one `State` per label. Used by
// `verify` only, after `check_operands`. Invariant: a state at a label only ever forgets, so the
// last visit of an instruction is the one with the least knowledge, and what it writes to the facts
// stays.
#pragma once

#include <memory>

#include "beam/register_state.h"
#include "beam/verifier.h"

namespace linac::beam {

/// What matters of an import to the flow of types.
struct ImportInfo {
  uint16_t result = kAnyType;  ///< kType... bits of what a guard BIF returns
  bool is_setelement = false;
  bool never_returns = false;  ///< erlang:error and its like
};

/// What is known about the module as a whole while its functions are verified.
struct ModuleInfo {
  std::vector<ImportInfo> imports;
  std::vector<Value> literals;
  /// Indexed by label: function whose entry it is, or Facts::kNoFunction.
  std::vector<uint32_t> entries;
};

class FunctionVerifier {
 public:
  FunctionVerifier(const File& file, const ModuleInfo& module, Facts& facts);

  /// Verifies one function and fills its part of the facts. On failure fills `error`.
  bool verify(const Facts::Function& function, Error& error);

 private:
  /// Where control goes after an instruction.
  enum class Flow { kNext, kEnd, kError };

  // The iteration (function_verifier.cpp).
  bool run_block(uint32_t label);
  bool merge_into(uint32_t label, const State& state);
  bool next_dirty_block(uint32_t& label);
  void release_states();
  /// Fails if control could go round without a call, a receive or an end.
  bool check_loops();

  // Registers. `read` fails unless the operand is a term; constants are terms.
  bool read(const Operand& operand, Value& value);
  bool read(const Operand& operand) {
    Value ignored;
    return read(operand, ignored);
  }
  bool read_all(std::span<const Operand> operands, unsigned step, unsigned first);
  bool write(const Operand& operand, Value value);
  void narrow(const Operand& operand, uint16_t types);
  void narrow_tuple(const Operand& operand, uint32_t size, bool exact);
  Value* register_of(const Operand& operand);
  Value constant(const Operand& operand) const;
  bool check_live(uint32_t live);
  bool check_frame_initialised();

  // Effects many instructions share.
  bool collect(uint32_t live);
  bool raise();
  bool fail_to(const Operand& label);
  bool use_heap(uint32_t words);
  bool jump(const Operand& label) { return merge_into(static_cast<uint32_t>(label.value), state_); }
  bool require_types(const Value& value, uint16_t types);
  bool require(bool proven);
  /// Reads a term that the instruction takes for one of `types`, which it then is known to be.
  bool read_as(const Operand& operand, uint16_t types);
  bool finish_call();
  bool leave_frame(int64_t size);
  bool allocate(int64_t size, uint32_t heap, int64_t live, bool cleared);
  bool fail(std::string message);
  Flow next(bool ok) { return ok ? Flow::kNext : Flow::kError; }
  Flow end(bool ok) { return ok ? Flow::kEnd : Flow::kError; }

  // What each instruction does (transfer.cpp, transfer_bits.cpp).
  using Operands = std::span<const Operand>;
  Flow step(const Instruction& instruction);
  Flow step_other(const Instruction& instruction, Operands operands);
  Flow step_bits(const Instruction& instruction, Operands operands);
  Flow test(Operands operands, uint16_t types, bool exact);
  Flow compare(Opcode opcode, Operands operands);
  Flow tuple_test(Operands operands, const Operand& arity, bool takes_tuple);
  Flow select_value(Operands operands);
  Flow select_arity(Operands operands);
  Flow get_list(Operands operands, bool head, bool tail);
  Flow get_tuple_element(Operands operands);
  Flow set_tuple_element(Operands operands);
  Flow put_tuple(Operands operands);
  Flow update_record(Operands operands);
  Flow call_local(Operands operands, int64_t frame, bool tail);
  Flow call_external(Operands operands, int64_t frame, bool tail);
  Flow call_registers(int64_t count, int64_t frame, bool tail);
  Flow bif(Operands operands, unsigned import_at);
  Flow gc_bif(Operands operands);
  Flow enter_scope(Operands operands, ValueKind kind);
  Flow leave_scope(Operands operands, ValueKind kind, bool catches);
  Flow put_map(Operands operands);
  Flow get_elements(Operands operands, uint16_t container);
  Flow put_record(Operands operands);
  Flow move_float(Operands operands);
  Flow float_arithmetic(Operands operands);
  Flow wait_timeout(Operands operands);
  Flow trim(Operands operands);
  Flow swap(Operands operands);

  Flow start_match(Operands operands, const Operand& source, const Operand& live);
  Flow get_segment(Operands operands, uint16_t result, bool sized);
  Flow skip_segment(Operands operands, bool sized, bool collects);
  Flow match_commands(Operands operands);
  Flow create_binary(Operands operands);
  Flow begin_binary(Operands operands, const Operand& heap, const Operand& live);
  Flow put_segment(Operands operands, std::initializer_list<unsigned> sources);

  const File& file_;
  const Code& code_;
  const ModuleInfo& module_;
  Facts& facts_;

  std::vector<std::unique_ptr<State>> states_;  ///< by label
  std::vector<uint8_t> dirty_;                  ///< by label: to be visited (again)
  std::vector<uint32_t> blocks_;                ///< labels of the function, in order of code
  std::vector<uint32_t> block_of_;              ///< by label: index in blocks_
  uint32_t cursor_ = 0;                         ///< no block before this one is dirty
  /// By label: labels that control goes to from its block, but where it may go back.
  std::vector<std::vector<uint32_t>> ways_;
  uint32_t block_ = 0;  ///< label of the present block; 0 before the first
  HandlerSets handlers_;
  size_t state_bytes_ = 0;
  uint64_t visits_left_ = 0;

  State state_;             ///< before, then after, the present instruction
  uint32_t at_ = 0;         ///< index of the present instruction
  bool y_changed_ = false;  ///< y registers changed since the last raise()
  std::string message_;
};

}  // namespace linac::beam
