// SPDX-License-Identifier: Apache-2.0
//
// The map instructions put_map_assoc and put_map_exact, with the errors that they raise.
#pragma once

#include <span>

#include "runtime/context.h"

namespace linac {

/// `Map#{K => V, …}` or, if `exact`, `Map#{K := V, …}`. The non-value when {badmap,_} or {badkey,_}
/// is pending.
Term put_map(Context& context, Term map, std::span<const Term> keys_and_values, bool exact);

}  // namespace linac
