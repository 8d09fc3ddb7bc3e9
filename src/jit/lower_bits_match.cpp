// SPDX-License-Identifier: Apache-2.0
//
// Bit syntax: `bs_match`, which takes a bitstring apart by a list of commands. Its position stays
// in a local from command to command. Invariant: the position in memory is up to date at every
// primitive and at the end.
#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using wasm::LocalIndex;

// Operands: label, context, commands.
void Lowering::lower_bs_match() {
  using beam::MatchCommand;
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const MatchSteps& steps = module_.match_steps[module_.bit_operands.at(index_)];
  const bool proven = module_.facts.proven[index_];
  flush_heap_top();
  const LocalIndex context = local_of_context(operand(1));
  const LocalIndex position = temporary();
  push_context_word(context, kMatchPositionOffset);
  a_->local_set(position);
  bool moved = false;  // `position` is ahead of the one in memory
  auto write_back = [&] {
    if (moved) store_position(context, position);
    moved = false;
  };
  auto advance = [&](uint64_t bits) {
    a_->local_get(position);
    a_->i64_const(static_cast<int64_t>(bits));
    a_->i64_add();
    a_->local_set(position);
    moved = true;
  };
  auto push_left = [&] {
    push_context_word(context, kMatchEndOffset);
    a_->local_get(position);
    a_->i64_sub();
  };
  auto fail_if = [&] {
    // On failure the position does not matter: who goes on with the context sets it.
    return_call_if(fail);
  };
  for (const MatchStep& step : steps) {
    state_.cache.unpin_all();
    pin(context);
    pin(position);
    const bool consumes =
        step.command >= MatchCommand::kInteger && step.command <= MatchCommand::kSkip;
    if (!proven && consumes) {
      push_left();
      a_->i64_const(static_cast<int64_t>(step.bits));
      a_->i64_lt_u();
      fail_if();
    }
    switch (step.command) {
      case MatchCommand::kEnsureAtLeast:
        push_left();
        a_->i64_const(static_cast<int64_t>(step.bits));
        a_->i64_lt_u();
        fail_if();
        if (step.unit > 1) {
          push_left();
          if (step.bits % step.unit != 0) {
            a_->i64_const(static_cast<int64_t>(step.bits));
            a_->i64_sub();
          }
          a_->i64_const(step.unit);
          a_->i64_rem_u();
          a_->i64_const(0);
          a_->i64_ne();
          fail_if();
        }
        break;
      case MatchCommand::kEnsureExactly:
        push_left();
        a_->i64_const(static_cast<int64_t>(step.bits));
        a_->i64_ne();
        fail_if();
        break;
      case MatchCommand::kInteger: {
        const LocalIndex result = temporary();
        if (reads_in_line(step.bits, step.flags)) {
          read_integer(context, position, static_cast<uint32_t>(step.bits), step.flags, result);
        } else {
          write_back();
          push_get_integer(context, step.bits, step.flags);
          a_->local_tee(result);
          a_->i64_const(static_cast<int64_t>(kNonValueBits));
          a_->i64_eq();
          fail_if();
        }
        advance(step.bits);
        store_local(step.destination, result);
        break;
      }
      case MatchCommand::kBinary:
        write_back();
        push_context();
        a_->local_get(context);
        a_->i64_const(static_cast<int64_t>(step.bits));
        a_->i32_const(1);
        call(Primitive::kGetBitstring);
        advance(step.bits);
        store(step.destination);
        break;
      case MatchCommand::kEqual:
        if (step.bits == 0) break;
        write_back();
        a_->local_get(context);
        a_->i64_const(static_cast<int64_t>(step.value));
        a_->i32_const(static_cast<int32_t>(step.bits));
        call(Primitive::kMatchBits);
        a_->i32_eqz();
        fail_if();
        advance(step.bits);
        break;
      case MatchCommand::kSkip:
        advance(step.bits);
        break;
      case MatchCommand::kGetTail:
        write_back();
        store_local(step.destination, build_tail(context));
        break;
    }
  }
  write_back();
}

}  // namespace linac
