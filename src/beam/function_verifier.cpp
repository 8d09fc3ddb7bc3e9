// SPDX-License-Identifier: Apache-2.0
//
// The iteration over a function's blocks and what all instructions share; see function_verifier.h.
#include "beam/function_verifier.h"

#include <algorithm>

#include "beam/operand_check.h"

namespace linac::beam {
namespace {

/// Compiled code needs about two visits of an instruction; states of a module take a few hundred
/// KB.
constexpr uint64_t kVisitsPerInstruction = 200;
constexpr uint64_t kVisitsAtLeast = 20000;
constexpr size_t kMaxStateBytes = size_t{192} << 20;

/// Whether going back from an instruction makes no endless loop. A receive that starts over counts
/// a reduction, or waits; try_case goes back to its label when it finds no exception, and then
/// finds one.
bool may_go_back(Opcode opcode) {
  return opcode == Opcode::kLoopRecEnd || opcode == Opcode::kWait ||
         opcode == Opcode::kWaitTimeout || opcode == Opcode::kTryCase;
}

std::string name_of(const Operand& operand) {
  return (operand.kind == OperandKind::kX ? "x" : "y") + std::to_string(operand.value);
}

}  // namespace

FunctionVerifier::FunctionVerifier(const File& file, const ModuleInfo& module, Facts& facts)
    : file_(file), code_(file.code), module_(module), facts_(facts) {
  states_.resize(code_.label_count);
  dirty_.resize(code_.label_count);
  block_of_.resize(code_.label_count);
  ways_.resize(code_.label_count);
}

bool FunctionVerifier::verify(const Facts::Function& function, Error& error) {
  blocks_.clear();
  handlers_.clear();
  message_.clear();
  for (uint32_t i = function.begin; i < function.end; i++) {
    if (code_.instructions[i].opcode != Opcode::kLabel) continue;
    const int64_t label = code_.operands_of(code_.instructions[i])[0].value;
    block_of_[static_cast<size_t>(label)] = static_cast<uint32_t>(blocks_.size());
    blocks_.push_back(static_cast<uint32_t>(label));
  }
  cursor_ = static_cast<uint32_t>(blocks_.size());
  visits_left_ = kVisitsPerInstruction * (function.end - function.begin) + kVisitsAtLeast;

  State start;
  start.x.assign(function.arity, Value::any());
  at_ = code_.label_instructions[function.entry];
  uint32_t label = function.entry;
  block_ = 0;
  bool ok = merge_into(label, start);
  while (ok && next_dirty_block(label)) ok = run_block(label);
  ok = ok && check_loops();
  release_states();
  if (ok) return true;
  const Instruction& instruction = code_.instructions[at_];
  error = {"Code", instruction.code_offset,
           std::string(info(instruction.opcode).name) + " in " + file_.atoms[function.name] + "/" +
               std::to_string(function.arity) + ": " + message_};
  return false;
}

void FunctionVerifier::release_states() {
  for (const uint32_t label : blocks_) {
    states_[label].reset();
    dirty_[label] = 0;
    ways_[label].clear();
  }
  state_bytes_ = 0;
}

bool FunctionVerifier::fail(std::string message) {
  if (message_.empty()) message_ = std::move(message);
  return false;
}

bool FunctionVerifier::next_dirty_block(uint32_t& label) {
  while (cursor_ < blocks_.size() && !dirty_[blocks_[cursor_]]) cursor_++;
  if (cursor_ == blocks_.size()) return false;
  label = blocks_[cursor_];
  dirty_[label] = 0;
  return true;
}

bool FunctionVerifier::merge_into(uint32_t label, const State& state) {
  if (block_ != 0 && !may_go_back(code_.instructions[at_].opcode)) {
    ways_[block_].push_back(label);
  }
  std::unique_ptr<State>& target = states_[label];
  if (!target) {
    target = std::make_unique<State>(state);
    state_bytes_ += state.bytes();
    if (state_bytes_ > kMaxStateBytes) return fail("the function is too complex");
  } else {
    const Merge merged = merge_state(*target, state, handlers_, facts_.clears_frame, message_);
    if (merged == Merge::kConflict) {
      message_ += ", at label " + std::to_string(label);
      return false;
    }
    if (merged == Merge::kSame) return true;
  }
  dirty_[label] = 1;
  cursor_ = std::min(cursor_, block_of_[label]);
  return true;
}

/// Compilers make loops of calls and of receives alone, and both count reductions. Any other loop
/// would keep the host's thread for good.
bool FunctionVerifier::check_loops() {
  struct Visit {
    uint32_t label;
    size_t next;  ///< way to follow
  };
  enum : uint8_t { kNew, kOpen, kDone };
  std::vector<uint8_t> progress(blocks_.size(), kNew);
  std::vector<Visit> path;
  for (const uint32_t start : blocks_) {
    if (progress[block_of_[start]] != kNew) continue;
    path.push_back({start, 0});
    progress[block_of_[start]] = kOpen;
    while (!path.empty()) {
      Visit& visit = path.back();
      if (visit.next == ways_[visit.label].size()) {
        progress[block_of_[visit.label]] = kDone;
        path.pop_back();
        continue;
      }
      const uint32_t to = ways_[visit.label][visit.next++];
      if (progress[block_of_[to]] == kOpen) {
        at_ = code_.label_instructions[to];
        return fail("a loop here never ends");
      }
      if (progress[block_of_[to]] == kDone) continue;
      progress[block_of_[to]] = kOpen;
      path.push_back({to, 0});
    }
  }
  return true;
}

bool FunctionVerifier::run_block(uint32_t label) {
  block_ = label;
  ways_[label].clear();
  state_ = *states_[label];
  y_changed_ = true;
  at_ = code_.label_instructions[label];
  for (bool first = true;; first = false, at_++) {
    if (at_ == code_.instructions.size()) {
      at_--;
      return fail("the code runs past its end");
    }
    const Instruction& instruction = code_.instructions[at_];
    if (visits_left_-- == 0) return fail("the function is too complex");
    if (instruction.opcode == Opcode::kLabel && !first) {
      const uint32_t next = static_cast<uint32_t>(code_.operands_of(instruction)[0].value);
      if (facts_.function_of[at_] != facts_.function_of[code_.label_instructions[label]]) {
        return fail("the code runs into the next function");
      }
      return merge_into(next, state_);
    }
    facts_.frame_size[at_] = static_cast<int16_t>(state_.frame);
    facts_.proven[at_] = 1;
    const Flow flow = step(instruction);
    if (flow == Flow::kError) return false;
    if (flow == Flow::kEnd) return true;
  }
}

Value* FunctionVerifier::register_of(const Operand& operand) {
  const size_t number = static_cast<size_t>(operand.value);
  if (operand.kind == OperandKind::kX) {
    return number < state_.x.size() ? &state_.x[number] : nullptr;
  }
  if (operand.kind == OperandKind::kY) {
    return number < state_.y.size() ? &state_.y[number] : nullptr;
  }
  return nullptr;
}

Value FunctionVerifier::constant(const Operand& operand) const {
  switch (operand.kind) {
    case OperandKind::kAtom:
      return Value::term(kTypeAtom);
    case OperandKind::kNil:
      return Value::term(kTypeNil);
    case OperandKind::kLiteral:
      return module_.literals[static_cast<size_t>(operand.value)];
    default:
      return Value::term(kTypeInteger);
  }
}

bool FunctionVerifier::read(const Operand& operand, Value& value) {
  const bool is_register = operand.kind == OperandKind::kX || operand.kind == OperandKind::kY;
  if (!is_register) {
    value = constant(operand);
    return true;
  }
  const Value* found = register_of(operand);
  if (!found || found->kind == ValueKind::kUndefined) {
    if (!found && operand.kind == OperandKind::kY) {
      return fail(name_of(operand) + " is outside the frame");
    }
    return fail(name_of(operand) + " is read before it is written");
  }
  if (found->is_tag()) return fail(name_of(operand) + " holds a catch tag, not a term");
  if (!found->is_term()) return fail(name_of(operand) + " holds an exception, not a term");
  value = *found;
  // Operands of one instruction lie in one pool, so the difference is the operand's index.
  facts_.operand_types[static_cast<size_t>(&operand - code_.operands.data())] = value.types;
  return true;
}

bool FunctionVerifier::read_all(std::span<const Operand> operands, unsigned step, unsigned first) {
  for (size_t i = first; i < operands.size(); i += step) {
    if (!read(operands[i])) return false;
  }
  return true;
}

bool FunctionVerifier::write(const Operand& operand, Value value) {
  const size_t number = static_cast<size_t>(operand.value);
  if (operand.kind == OperandKind::kX) {
    if (number >= state_.x.size()) state_.x.resize(number + 1);
    state_.x[number] = value;
    facts_.max_x = std::max(facts_.max_x, static_cast<uint32_t>(number) + 1);
    return true;
  }
  if (number >= state_.y.size()) return fail(name_of(operand) + " is outside the frame");
  if (state_.y[number].is_tag()) return fail(name_of(operand) + " holds an active catch");
  if (state_.y[number] == value) return true;
  state_.y[number] = value;
  y_changed_ = true;
  return true;
}

/// Notes that the register holds one of `types`, as a test has just shown. If that contradicts what
/// was known, the way is dead, and any knowledge is as good as the other.
void FunctionVerifier::narrow(const Operand& operand, uint16_t types) {
  Value* value = register_of(operand);
  if (!value || !value->is_term() || !(value->types & types)) return;
  value->types &= types;
  if (!(value->types & kTypeTuple)) {
    value->number = 0;
    value->flags &= static_cast<uint8_t>(~Value::kExactSize);
  }
}

void FunctionVerifier::narrow_tuple(const Operand& operand, uint32_t size, bool exact) {
  narrow(operand, kTypeTuple);
  Value* value = register_of(operand);
  if (!value || value->types != kTypeTuple) return;
  if (exact) {
    value->number = size;
    value->flags |= Value::kExactSize;
  } else {
    value->number = std::max(value->number, size);
  }
}

bool FunctionVerifier::check_live(uint32_t live) {
  for (uint32_t i = 0; i < live; i++) {
    if (i >= state_.x.size() || !state_.x[i].is_term()) {
      return fail("x" + std::to_string(i) + " must be live and is not a term");
    }
  }
  facts_.max_x = std::max(facts_.max_x, live);
  return true;
}

bool FunctionVerifier::check_frame_initialised() {
  for (size_t i = 0; i < state_.y.size(); i++) {
    if (state_.y[i].kind == ValueKind::kUndefined) {
      return fail("y" + std::to_string(i) + " has not been initialised");
    }
  }
  return true;
}

/// A collection may happen here: registers from `live` on die, and so does reserved heap space.
bool FunctionVerifier::collect(uint32_t live) {
  if (!check_live(live) || !check_frame_initialised()) return false;
  state_.x.resize(live);
  state_.heap_words = 0;
  state_.builds_binary = false;
  for (Value& value : state_.x) value.flags &= static_cast<uint8_t>(~Value::kFresh);
  for (Value& value : state_.y) value.flags &= static_cast<uint8_t>(~Value::kFresh);
  return true;
}

/// An exception may be raised here: the innermost handler of this frame, that is the tag in the
/// lowest y register, is entered with the y registers as they are.
bool FunctionVerifier::raise() {
  if (state_.frame == State::kNoFrame || !y_changed_) return true;
  y_changed_ = false;
  const Value* tag = nullptr;
  for (const Value& value : state_.y) {
    if (value.kind == ValueKind::kUndefined) facts_.clears_frame[state_.allocated_at] = 1;
    if (value.is_tag() && !tag) tag = &value;
  }
  if (!tag) return true;
  State handler;
  handler.frame = state_.frame;
  handler.allocated_at = state_.allocated_at;
  handler.y = state_.y;
  handler.x.assign(4, Value{ValueKind::kException, 0, 0, 0});
  for (Value& value : handler.y) value.flags &= static_cast<uint8_t>(~Value::kFresh);
  // A copy: merging can make further sets.
  const std::vector<uint32_t> labels = handlers_.labels(tag->number);
  for (const uint32_t label : labels) {
    if (!merge_into(label, handler)) return false;
  }
  return true;
}

bool FunctionVerifier::fail_to(const Operand& label) {
  return label.value == 0 ? raise() : jump(label);
}

bool FunctionVerifier::use_heap(uint32_t words) {
  if (words > state_.heap_words) {
    return fail("needs " + std::to_string(words) + " heap words, " +
                std::to_string(state_.heap_words) + " are reserved");
  }
  state_.heap_words -= words;
  return true;
}

/// The instruction takes for granted that `value` is one of `types`. To be called before the
/// instruction writes anything: where it is not proven, a check at run time may raise.
bool FunctionVerifier::require_types(const Value& value, uint16_t types) {
  return !(value.types & ~types) || require(false);
}

bool FunctionVerifier::read_as(const Operand& operand, uint16_t types) {
  Value value;
  if (!read(operand, value) || !require_types(value, types)) return false;
  narrow(operand, types);
  return true;
}

bool FunctionVerifier::require(bool proven) {
  if (proven) return true;
  facts_.proven[at_] = 0;
  return raise();
}

/// After any call: the result in x0, everything else in X registers is gone.
bool FunctionVerifier::finish_call() {
  if (!collect(0)) return false;
  state_.floats.clear();
  return write({OperandKind::kX, 0, 0, 0}, Value::any());
}

bool FunctionVerifier::leave_frame(int64_t size) {
  if (state_.frame != size) {
    return fail("the frame has " + std::to_string(state_.frame) + " registers, not " +
                std::to_string(size) + " (-1: no frame, -3: differs)");
  }
  for (const Value& value : state_.y) {
    if (value.is_tag()) return fail("a catch is still active");
  }
  state_.frame = State::kNoFrame;
  state_.y.clear();
  y_changed_ = true;
  return true;
}

bool FunctionVerifier::allocate(int64_t size, uint32_t heap, int64_t live, bool cleared) {
  if (state_.frame != State::kNoFrame) return fail("there is a frame already");
  if (!collect(static_cast<uint32_t>(live))) return false;
  state_.frame = static_cast<int32_t>(size);
  state_.allocated_at = at_;
  state_.heap_words = heap;
  state_.y.assign(static_cast<size_t>(size), cleared ? Value::term(kTypeNil) : Value{});
  y_changed_ = true;
  return true;
}

}  // namespace linac::beam
