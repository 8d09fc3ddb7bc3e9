// SPDX-License-Identifier: Apache-2.0
//
// The options of erlang:spawn_opt/2 and spawn_request/4, and those values among them that
// process_flag/2 takes too.
#pragma once

#include <optional>

#include "process/spawn.h"
#include "term/atom.h"

namespace linac {

/// Which messages erlang:spawn_request/4 sends to its caller.
struct SpawnReply {
  Term tag = atoms::kSpawnReply;
  bool on_success = true;
  bool on_error = true;
};

/// Sets what the options say in `request`, whose heap has the VM's defaults, and in `reply`; null:
/// no options about replies. False if one of them is unknown or malformed; the others have been
/// read nevertheless.
bool read_spawn_options(Term options, SpawnRequest& request, SpawnReply* reply = nullptr);

std::optional<Priority> read_priority(Term value);
Term priority_name(Priority priority);

/// on_heap or off_heap.
bool read_message_queue_data(Term value, bool& is_off_heap);

}  // namespace linac
