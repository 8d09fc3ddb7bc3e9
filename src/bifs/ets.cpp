// SPDX-License-Identifier: Apache-2.0
//
// Module `ets`: tables as a whole. Making them, deleting them, and to whom they belong.
#include <algorithm>

#include "bifs/ets_argument.h"
#include "bifs/ets_options.h"
#include "bifs/tables.h"
#include "ets/hash_rows.h"
#include "ets/ownership.h"
#include "ets/tables.h"
#include "memory/copy.h"
#include "memory/resource.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

Tables& tables_of(Context& context) { return context.vm->state().tables; }

/// A heir that is not there is none.
void set_heir(Context& context, Table& table, const HeirOption& heir) {
  table.heir = 0;
  table.heir_area.reset();
  if (heir.pid == atoms::kNone) return;
  const Process* process = context.vm->state().scheduler.find(heir.pid);
  if (process == nullptr || process->state == ProcessState::kExiting) return;
  table.heir = process->number;
  table.heir_area = std::make_unique<BlockHeap>(8);
  table.heir_data = copy_term(heir.data, *table.heir_area);
}

/// Rows of which a process frees some in each of its turns.
struct RowsBurial final : Resource {
  static constexpr ResourceType kType = ResourceType::kEtsBurial;
  explicit RowsBurial(Tables::Burial buried) : Resource(kType), rows(std::move(buried)) {}
  Tables::Burial rows;
};

/// False: there are more.
bool free_rows(Context& context, RowsBurial& burial) {
  constexpr int64_t kRowsPerReduction = 2;
  if (burial.rows == nullptr) return true;
  const int64_t left = std::max<int64_t>(reductions_left(context), 1);
  const auto size = static_cast<int64_t>(burial.rows->size());
  if (burial.rows->free_some(static_cast<size_t>(left * kRowsPerReduction))) return false;
  use_reductions(context, std::min(size / kRowsPerReduction, left));
  burial.rows.reset();
  return true;
}

/// Frees rows, and goes on in a function, with `result` and the burial, until all are gone.
Term free_later(Context& context, EtsFunction function, Term result, Tables::Burial rows) {
  auto resource = std::make_unique<RowsBurial>(std::move(rows));
  if (free_rows(context, *resource)) return result;
  const Word number = context.vm->state().scheduler.next_reference();
  const Term burial = make_resource(context.heap, number, std::move(resource));
  const Term next[] = {result, burial};
  return call_ets_later(context, function, next);
}

Term new_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  const std::optional<NewTableOptions> options = read_table_options(arguments[1]);
  if (!options) return context.badarg();
  const uint64_t number = context.vm->state().scheduler.next_reference();
  Table* table =
      tables_of(context).create(options->table, arguments[0], context.process->number, number);
  if (table == nullptr) return ets_badarg(context, atoms::kAlreadyExists);
  set_heir(context, *table, options->heir);
  return table_identifier(*table, context.heap);
}

Term delete_1(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"delete", 1});
  if (!table) return Term::non_value();
  Tables::Burial rows = tables_of(context).remove(*table);
  if (rows == nullptr) return atoms::kTrue;
  return free_later(context, {"delete_trap", 2}, atoms::kTrue, std::move(rows));
}

/// delete_trap(Result, Burial): where a deletion goes on.
Term delete_trap_2(Context& context, const Term* arguments) {
  auto* const burial = resource_of<RowsBurial>(arguments[1]);
  if (burial == nullptr) return context.badarg();
  if (free_rows(context, *burial)) return arguments[0];
  return call_ets_later(context, {"delete_trap", 2}, arguments);
}

Term rename_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"rename", 2});
  if (!table) return Term::non_value();
  if (!arguments[1].is_atom()) return context.badarg();
  if (!tables_of(context).rename(*table, arguments[1])) return context.badarg();
  return table_identifier(*table, context.heap);
}

Term give_away_3(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"give_away", 3});
  if (!table) return Term::non_value();
  if (!arguments[1].is_local_pid()) return context.badarg();
  if (table->owner != context.process->number) return ets_badarg(context, atoms::kNotOwner);
  Process* receiver = context.vm->state().scheduler.find(arguments[1]);
  if (receiver == context.process) return ets_badarg(context, atoms::kOwner);
  if (receiver == nullptr || receiver->state == ProcessState::kExiting) return context.badarg();
  transfer_table(context, *table, *receiver, arguments[2]);
  return atoms::kTrue;
}

Term setopts_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"setopts", 2});
  if (!table) return Term::non_value();
  const std::optional<ChangedOptions> changed = read_changed_options(arguments[1]);
  if (!changed || table->owner != context.process->number) return context.badarg();
  if (changed->heir) set_heir(context, *table, *changed->heir);
  if (changed->protection) table->options.protection = *changed->protection;
  return atoms::kTrue;
}

Term whereis_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  const Table* table = tables_of(context).find_name(arguments[0]);
  return table != nullptr ? table_reference(*table, context.heap) : atoms::kUndefined;
}

Term safe_fixtable_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kRead, {"safe_fixtable", 2});
  if (!table) return Term::non_value();
  const uint64_t self = context.process->number;
  if (arguments[1] == atoms::kTrue) {
    tables_of(context).fix(*table, self, context.vm->state().platform.monotonic_time());
  } else if (arguments[1] == atoms::kFalse) {
    tables_of(context).unfix(*table, self);
  } else {
    return context.badarg();
  }
  return atoms::kTrue;
}

// --- all rows, all tables

/// Deletes every row of a hash table that somebody goes through, bucket by bucket.
class MarkAll final : public TableOperation {
 public:
  bool step(Table& table, size_t count) override {
    HashRows& rows = table.hash();
    for (size_t seen = 0; seen < count; ++bucket_, ++seen) {
      if (bucket_ == rows.bucket_count()) return false;
      for (Row** link = &rows.bucket(bucket_); *link != nullptr; ++seen) {
        link = (*link)->is_deleted ? &(*link)->left : rows.remove(link, bucket_);
      }
    }
    return true;
  }

 private:
  uint32_t bucket_ = 0;
};

/// internal_delete_all(Table, undefined) gives the number of rows that are gone. When the function
/// is called again, the second argument is that number, or the first one is and the second one is
/// what there is to free.
Term internal_delete_all_2(Context& context, const Term* arguments) {
  constexpr EtsFunction kAgain = {"internal_delete_all", 2};
  if (auto* const burial = resource_of<RowsBurial>(arguments[1])) {
    return free_rows(context, *burial) ? arguments[0] : call_ets_later(context, kAgain, arguments);
  }
  const TableArgument table(context, arguments, Access::kWrite, kAgain);
  if (!table) return Term::non_value();
  if (arguments[1] != atoms::kUndefined) return arguments[1];
  const Term count = Term::small(static_cast<int64_t>(table->rows->size()));
  if (!table->is_fixed() || table->is_tree()) {
    Tables::Burial rows = tables_of(context).clear(*table);
    return rows == nullptr ? count : free_later(context, kAgain, count, std::move(rows));
  }
  table->operation = std::make_shared<MarkAll>();
  if (finish_operation(context, *table)) return count;
  const Term again[] = {arguments[0], count};
  return call_ets_later(context, kAgain, again);
}

/// Sends {Reference, Tables} to the caller; in OTP each scheduler sends one.
Term internal_request_all_0(Context& context, const Term*) {
  Heap& heap = context.heap;
  std::vector<Term> identifiers;
  for (const std::shared_ptr<Table>& table : tables_of(context).all()) {
    identifiers.push_back(table_identifier(*table, heap));
  }
  Word words[2];
  new_reference(context.vm->state().scheduler, context.process->number, words);
  const Term reference = make_reference(heap, words);
  send_message(context, context.process, heap.tuple(reference, make_list(heap, identifiers)));
  return reference;
}

// --- functions for debuggers

Term super_user_1(Context& context, const Term* arguments) {
  if (arguments[0] == atoms::kTrue) {
    tables_of(context).super_users.insert(context.process->number);
  } else if (arguments[0] == atoms::kFalse) {
    tables_of(context).super_users.erase(context.process->number);
  } else {
    return context.badarg();
  }
  return atoms::kOk;
}

constexpr Bif kTable[] = {
    {"ets", "new", 2, new_2},
    {"ets", "delete", 1, delete_1},
    {"ets", "delete_trap", 2, delete_trap_2},
    {"ets", "rename", 2, rename_2},
    {"ets", "give_away", 3, give_away_3},
    {"ets", "setopts", 2, setopts_2},
    {"ets", "whereis", 1, whereis_1},
    {"ets", "safe_fixtable", 2, safe_fixtable_2},
    {"ets", "internal_delete_all", 2, internal_delete_all_2},
    {"ets", "internal_request_all", 0, internal_request_all_0},
    {"erts_internal", "ets_super_user", 1, super_user_1},
};

}  // namespace

constinit const BifTable kEtsBifs = kTable;

}  // namespace linac
