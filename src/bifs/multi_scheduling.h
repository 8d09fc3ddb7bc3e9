// SPDX-License-Identifier: Apache-2.0
//
// Asking that one scheduler only runs. There is one, so nothing changes but what programs are told.
// Source: erlang:system_flag/2, "multi_scheduling".
#pragma once

#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// `blocked`, `blocked_normal` or `enabled`.
Term multi_scheduling(const Context& context);

/// block, unblock, block_normal or unblock_normal; what it is from then on, or the non-value if
/// `wish` is none of those.
Term set_multi_scheduling(Context& context, Term wish);

}  // namespace linac
