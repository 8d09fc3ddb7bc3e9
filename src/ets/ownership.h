// SPDX-License-Identifier: Apache-2.0
//
// Tables and the processes that they belong to: giving a table away, and what becomes of a
// process's tables when it ends.
#pragma once

#include "ets/table.h"
#include "process/process.h"
#include "runtime/context.h"

namespace linac {

/// What a program calls a table: its name if it is found by that, else the reference.
Term table_identifier(const Table& table, Heap& heap);
/// The reference.
Term table_reference(const Table& table, Heap& heap);

/// Makes `receiver` the owner, who gets a message {'ETS-TRANSFER', Table, Owner, Data}.
void transfer_table(Context& context, Table& table, Process& receiver, Term data);

/// A process is ending: its tables go to their heirs, or go; it has nothing fixed any more.
void release_tables(Context& context, const Process& process);

}  // namespace linac
