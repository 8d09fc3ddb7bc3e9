// SPDX-License-Identifier: Apache-2.0
//
// Going through a table with a match specification: select, select_count, select_delete and
// select_replace in one. A traversal looks at some rows, gives way to other processes, and goes on;
// meanwhile the table is pinned. Rows that are there from beginning to end are seen exactly once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "ets/table.h"
#include "memory/heap.h"
#include "memory/resource.h"
#include "runtime/context.h"
#include "runtime/match_spec.h"

namespace linac {

enum class TraversalPurpose : uint8_t { kSelect, kCount, kDelete, kReplace };

/// Where a traversal is, and what has come of it so far but the list of results.
struct Traversal {
  TraversalPurpose purpose = TraversalPurpose::kSelect;
  int64_t limit = 0;        ///< results that are wanted at once; 0: all
  bool is_reverse = false;  ///< a tree from its end
  int64_t bucket = 0;       ///< hash: to go on with; -1 at the end
  /// Tree: of the row looked at last or, when rows change, to be looked at next; at the beginning
  /// and at the end the non-value. Valid until the table changes.
  Term last_key;
  int64_t count = 0;  ///< rows that have matched; of `limit`, those in the list
  int64_t seen = 0;   ///< rows looked at
  /// Whether what is too many for `limit` comes first in the next answer, or is turned round, as
  /// OTP has it for the second and further parts.
  bool is_first_part = true;
  bool is_done = false;
};

/// A traversal that waits for its next turn.
struct WaitingTraversal final : Resource {
  static constexpr ResourceType kType = ResourceType::kEtsTraversal;
  WaitingTraversal(const Traversal& where, std::shared_ptr<Table> over);
  Traversal traversal;
  std::shared_ptr<Table> table;
  std::optional<TablePin> pin;
  BlockHeap key_area;  ///< of `traversal.last_key`
};

/// Goes on with `traversal` for what is left of the process's turn; the results come before `list`.
/// Returns the list. The traversal is at its end, or has as many results as are wanted, when
/// `is_done`.
Term traverse(Context& context, Table& table, const MatchSpec& spec, Traversal& traversal,
              Term list);

}  // namespace linac
