// SPDX-License-Identifier: Apache-2.0
//
// The option list of erlang:spawn_opt. Options that tune OTP's scheduling and mean nothing here are
// checked and then ignored.
#pragma once

#include "process/spawn.h"
#include "term/term.h"

namespace linac {

/// Sets what the options say in `request`, whose heap has the VM's defaults. False if one of them
/// is unknown or malformed.
bool read_spawn_options(Term options, SpawnRequest& request);

/// Whether `name` may be set to `value` with spawn_opt and process_flag without effect here.
bool is_tuning_option(Term name, Term value);

}  // namespace linac
