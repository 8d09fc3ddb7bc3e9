// SPDX-License-Identifier: Apache-2.0
//
// The calling convention of emitted code, as operations on an Assembler: how a label function
// reaches the JITState, sets and takes continuations, and calls primitives. The lowering uses these
// and never spells an offset itself.
//
// A label is a function (i32 ctx, i32 jit_state, i32 native_interface) -> i32, in a slot of the
// shared table. It returns 0 when the Erlang call has returned, or a context: every frame passes
// that on, up to the dispatch loop, which resumes it at the slot in JITState's continuation.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "jit/state.h"
#include "jit/wasm/assembler.h"
#include "jit/wasm/module.h"
#include "jit/wasm/types.h"

namespace linac {

/// The parameters of a label function and its type.
struct LabelSignature {
  wasm::TypeIndex type;
  wasm::LocalIndex ctx{0};
  wasm::LocalIndex jit_state{1};
  wasm::LocalIndex native_interface{2};

  /// The signature, its type entered in `module`.
  static LabelSignature in(wasm::ModuleBuilder& module);
};

/// A number known when the module is instantiated: a constant, or the value of an imported global
/// plus a constant. Used for table slots and for addresses.
struct Relocatable {
  std::optional<wasm::GlobalIndex> base;
  uint32_t offset = 0;

  static Relocatable constant(uint32_t value) { return {{}, value}; }
  static Relocatable relative(wasm::GlobalIndex base, uint32_t offset) { return {base, offset}; }
};

/// Pushes the value (i32).
void push(wasm::Assembler& a, const Relocatable& value);

/// continuation = slot.
void set_continuation_to_slot(wasm::Assembler& a, const LabelSignature& label,
                              const Relocatable& slot);

/// continuation = the u32 at address `table + 4 * index`: `table` is a label table in memory,
/// `index` (i32) an offset in it, in entries, not checked here.
void set_continuation_to_label_offset(wasm::Assembler& a, const LabelSignature& label,
                                      const Relocatable& table, wasm::LocalIndex index);

/// continuation = condition (i32, true if not 0) ? if_true : if_false, without a branch.
void set_continuation_if(wasm::Assembler& a, const LabelSignature& label,
                         wasm::LocalIndex condition, const Relocatable& if_true,
                         const Relocatable& if_false);

/// continuation = slots[index], or `otherwise` if index (i32, unsigned) is beyond them, by
/// br_table.
void set_continuation_by_table(wasm::Assembler& a, const LabelSignature& label,
                               wasm::LocalIndex index, std::span<const Relocatable> slots,
                               const Relocatable& otherwise);

/// Tail call of the continuation: nothing of this function is left on the wasm stack.
void jump_to_continuation(wasm::Assembler& a, const LabelSignature& label);

/// Calls the continuation and pushes what it returns (i32).
void call_continuation(wasm::Assembler& a, const LabelSignature& label);

/// Calls primitive number `index` of the native interface. Its arguments have been pushed; `type`
/// is its signature.
void call_primitive(wasm::Assembler& a, const LabelSignature& label, uint32_t index,
                    wasm::TypeIndex type);

/// The same as a tail call, for primitives that return what a label function does.
void return_call_primitive(wasm::Assembler& a, const LabelSignature& label, uint32_t index,
                           wasm::TypeIndex type);

/// When the time slice is over.
enum class ReductionTest : uint8_t {
  kNoneLeft,   ///< reductions <= 0
  kOverdrawn,  ///< reductions < 0
};

/// reductions -= count; pushes whether the time slice is over (i32). `scratch` is an i32 local.
void decrement_reductions(wasm::Assembler& a, const LabelSignature& label, uint32_t count,
                          wasm::LocalIndex scratch, ReductionTest test = ReductionTest::kNoneLeft);

}  // namespace linac
