// SPDX-License-Identifier: Apache-2.0
//
// The options of erlang:monitor/3, which spawn_opt and spawn_request take as {monitor, Options}.
#pragma once

#include "process/process.h"

namespace linac {

/// False if an option is unknown or malformed.
bool read_monitor_options(Term list, MonitorOptions& options);

}  // namespace linac
