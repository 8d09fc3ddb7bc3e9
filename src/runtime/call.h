// SPDX-License-Identifier: Apache-2.0
//
// Calls whose target is known only at run time: funs, apply, BIFs, and whatever stands in a slot
// without compiled code.
#pragma once

#include "code/slot_table.h"
#include "jit/state.h"
#include "runtime/context.h"

namespace linac {

struct FunEntry;

/// Calls what is in `slot`, with the arguments in X registers. The result is that of a
/// LabelFunction.
Context* call_slot(Context& context, SlotIndex slot);

/// Makes ready to call `fun` with x0 … arity−1: adds its free variables and returns the slot. 0: an
/// exception is pending.
SlotIndex prepare_call_fun(Context& context, uint32_t arity, Term fun);

/// A fun of `entry` with its free variables.
Term make_fun(Context& context, FunEntry& entry, const Term* environment);

/// `apply Arity`: module in x[arity], function in x[arity+1]. Returns the slot, or 0: an exception
/// is pending.
SlotIndex prepare_apply(Context& context, uint32_t arity);

/// What applies: an instruction, or erlang:apply itself, called by way of its slot.
enum class ApplyPlace : bool { kInstruction, kBif };

/// erlang:apply/2 or, with `arity` 3, erlang:apply/3: their arguments are in X registers. Returns
/// the slot, or 0: an exception is pending.
SlotIndex prepare_apply_list(Context& context, uint32_t arity,
                             ApplyPlace place = ApplyPlace::kInstruction);

/// Calls a BIF with its arguments in X registers; the result goes to x0. Null, or the context to
/// leave with.
Context* call_bif(Context& context, const ExportEntry& function, const Location* location);

/// The same past a breakpoint that the BIF may have.
Context* call_untraced_bif(Context& context, const ExportEntry& function, const Location* location);

/// A BIF in a guard or body instruction: non-value when it has failed (in a body, `raise_guard_bif`
/// then raises).
Term call_guard_bif(Context& context, const ExportEntry& function, const Term* arguments);
Context* raise_guard_bif(Context& context, const ExportEntry& function, const Term* arguments,
                         const Location* location);

/// What every slot without compiled code holds: JITState::continuation says which slot was called.
/// Exported under this name so that the platform can fill the table with it.
extern "C" Context* linac_entry_thunk(Context* context, JITState* jit_state,
                                      const NativeInterface* native_interface);

}  // namespace linac
