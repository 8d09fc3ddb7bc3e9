// SPDX-License-Identifier: Apache-2.0
//
// The options of ets:new/2 and ets:setopts/2.
#pragma once

#include <cstdint>
#include <optional>

#include "ets/table.h"
#include "term/term.h"

namespace linac {

/// Who gets a table after its owner. `pid` is none or a pid.
struct HeirOption {
  Term pid = atoms::kNone;
  Term data;
};

struct NewTableOptions {
  TableOptions table;
  HeirOption heir;
};

/// Nothing if the term is no list of options.
std::optional<NewTableOptions> read_table_options(Term list);

/// What ets:setopts/2 changes.
struct ChangedOptions {
  std::optional<HeirOption> heir;
  std::optional<Protection> protection;
};

/// One option, or a list of options none of which comes twice.
std::optional<ChangedOptions> read_changed_options(Term options);

}  // namespace linac
