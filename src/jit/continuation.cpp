// SPDX-License-Identifier: Apache-2.0
//
// The calling convention's instruction sequences; their golden text is in tests/cpp/jit/golden.
#include "jit/continuation.h"

#include <vector>

namespace linac {

using wasm::Assembler;
using wasm::Label;
using wasm::LocalIndex;
using wasm::ValueType;

namespace {

constexpr uint32_t kPointerSize = 4;  // of the emitted code's machine, not of this one

// The three arguments of a label function, then the slot to call.
void push_continuation_call(Assembler& a, const LabelSignature& label) {
  a.local_get(label.ctx);
  a.local_get(label.jit_state);
  a.local_get(label.native_interface);
  a.local_get(label.jit_state);
  a.i32_load(kJitStateContinuationOffset);
}

void push_primitive(Assembler& a, const LabelSignature& label, uint32_t index) {
  a.local_get(label.native_interface);
  a.i32_load(kPointerSize * index);
}

bool equal(const Relocatable& a, const Relocatable& b) {
  const bool same_base =
      a.base.has_value() == b.base.has_value() && (!a.base || a.base->value == b.base->value);
  return same_base && a.offset == b.offset;
}

}  // namespace

LabelSignature LabelSignature::in(wasm::ModuleBuilder& module) {
  constexpr ValueType kI32 = ValueType::kI32;
  LabelSignature label;
  label.type = module.type({kI32, kI32, kI32}, {kI32});
  return label;
}

void push(Assembler& a, const Relocatable& value) {
  if (!value.base) return a.i32_const(static_cast<int32_t>(value.offset));
  a.global_get(*value.base);
  if (value.offset == 0) return;
  a.i32_const(static_cast<int32_t>(value.offset));
  a.i32_add();
}

void set_continuation_to_slot(Assembler& a, const LabelSignature& label, const Relocatable& slot) {
  a.local_get(label.jit_state);
  push(a, slot);
  a.i32_store(kJitStateContinuationOffset);
}

void set_continuation_to_label_offset(Assembler& a, const LabelSignature& label,
                                      const Relocatable& table, LocalIndex index) {
  a.local_get(label.jit_state);
  a.local_get(index);
  a.i32_const(2);  // four bytes an entry
  a.i32_shl();
  if (table.base) {
    a.global_get(*table.base);
    a.i32_add();
  }
  a.i32_load(table.offset);
  a.i32_store(kJitStateContinuationOffset);
}

void set_continuation_if(Assembler& a, const LabelSignature& label, LocalIndex condition,
                         const Relocatable& if_true, const Relocatable& if_false) {
  a.local_get(label.jit_state);
  push(a, if_true);
  push(a, if_false);
  a.local_get(condition);
  a.select();
  a.i32_store(kJitStateContinuationOffset);
}

void set_continuation_by_table(Assembler& a, const LabelSignature& label, LocalIndex index,
                               std::span<const Relocatable> slots, const Relocatable& otherwise) {
  // One block for each run of equal slots, first run innermost; the slot `otherwise` shares the
  // block of the default.
  std::vector<size_t> runs;  // each run's first index
  for (size_t i = 0; i < slots.size(); ++i) {
    if (equal(slots[i], otherwise)) continue;
    if (i == 0 || !equal(slots[i], slots[i - 1])) runs.push_back(i);
  }
  a.local_get(label.jit_state);
  const Label chosen = a.block(ValueType::kI32);
  const Label fallback = a.block();
  std::vector<Label> blocks(runs.size());
  for (size_t run = runs.size(); run-- > 0;) blocks[run] = a.block();

  std::vector<Label> targets(slots.size(), fallback);
  for (size_t i = 0, run = 0; i < slots.size(); ++i) {
    if (run < runs.size() && runs[run] == i) ++run;
    if (!equal(slots[i], otherwise)) targets[i] = blocks[run - 1];
  }
  a.local_get(index);
  a.br_table(targets, fallback);
  for (size_t run = 0; run < runs.size(); ++run) {
    a.end(blocks[run]);
    push(a, slots[runs[run]]);
    a.br(chosen);
  }
  a.end(fallback);
  push(a, otherwise);
  a.end(chosen);
  a.i32_store(kJitStateContinuationOffset);
}

void jump_to_continuation(Assembler& a, const LabelSignature& label) {
  push_continuation_call(a, label);
  a.return_call_indirect(label.type);
}

void call_continuation(Assembler& a, const LabelSignature& label) {
  push_continuation_call(a, label);
  a.call_indirect(label.type);
}

void call_primitive(Assembler& a, const LabelSignature& label, uint32_t index,
                    wasm::TypeIndex type) {
  push_primitive(a, label, index);
  a.call_indirect(type);
}

void return_call_primitive(Assembler& a, const LabelSignature& label, uint32_t index,
                           wasm::TypeIndex type) {
  push_primitive(a, label, index);
  a.return_call_indirect(type);
}

void decrement_reductions(Assembler& a, const LabelSignature& label, uint32_t count,
                          LocalIndex scratch, ReductionTest test) {
  a.local_get(label.jit_state);
  a.local_get(label.jit_state);
  a.i32_load(kJitStateReductionsOffset);
  a.i32_const(static_cast<int32_t>(count));
  a.i32_sub();
  a.local_tee(scratch);
  a.i32_store(kJitStateReductionsOffset);
  a.local_get(scratch);
  a.i32_const(0);
  if (test == ReductionTest::kNoneLeft) {
    a.i32_le_s();
  } else {
    a.i32_lt_s();
  }
}

}  // namespace linac
