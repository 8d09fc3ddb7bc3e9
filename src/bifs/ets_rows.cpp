// SPDX-License-Identifier: Apache-2.0
//
// Module `ets`: looking at and taking out rows by key, and going from one to the next.
#include "bifs/ets_argument.h"
#include "bifs/tables.h"
#include "ets/hash_rows.h"
#include "ets/tables.h"
#include "ets/tree_rows.h"
#include "memory/copy.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Rows of one key that cost a reduction.
constexpr int64_t kRowsPerReduction = 8;

/// All objects of a key, in the order in which they came into a bag.
Term objects_of(Context& context, const Rows& rows, const Row* row) {
  Heap& heap = context.heap;
  Term list = Term::nil();
  int64_t count = 0;
  for (; row != nullptr; row = rows.next_of_key(*row), ++count) {
    list = heap.cons(copy_row(*row, heap), list);
  }
  if (count > kRowsPerReduction) use_reductions(context, count / kRowsPerReduction);
  return list;
}

Term lookup_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kRead, {"lookup", 2});
  if (!table) return Term::non_value();
  return objects_of(context, *table->rows, table->rows->find(arguments[1]));
}

Term member_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kRead, {"member", 2});
  if (!table) return Term::non_value();
  return atoms::boolean(table->rows->find(arguments[1]) != nullptr);
}

/// Element `position` of each object of the key; of a set, of the only one.
Term lookup_element(Context& context, const Table& table, Term key, Term position,
                    Term if_missing) {
  const Rows& rows = *table.rows;
  if (!position.is_small() || position.small_value() < 1) return context.badarg();
  const Row* row = rows.find(key);
  if (row == nullptr) return if_missing ? if_missing : ets_badarg(context, atoms::kBadkey);
  const int64_t index = position.small_value() - 1;
  Heap& heap = context.heap;
  if (rows.has_unique_keys()) {
    if (index >= row->arity()) return context.badarg();
    return copy_term(row->element(static_cast<uint32_t>(index)), heap);
  }
  Term list = Term::nil();
  int64_t count = 0;
  for (; row != nullptr; row = rows.next_of_key(*row), ++count) {
    if (index >= row->arity()) return context.badarg();
    list = heap.cons(copy_term(row->element(static_cast<uint32_t>(index)), heap), list);
  }
  if (count > kRowsPerReduction) use_reductions(context, count / kRowsPerReduction);
  return list;
}

Term lookup_element_3(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kRead, {"lookup_element", 3});
  if (!table) return Term::non_value();
  return lookup_element(context, *table, arguments[1], arguments[2], Term::non_value());
}

Term lookup_element_4(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kRead, {"lookup_element", 4});
  if (!table) return Term::non_value();
  return lookup_element(context, *table, arguments[1], arguments[2], arguments[3]);
}

// --- deleting

Term delete_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"delete", 2});
  if (!table) return Term::non_value();
  table->rows->erase(arguments[1]);
  return atoms::kTrue;
}

Term delete_object_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"delete_object", 2});
  if (!table) return Term::non_value();
  if (!has_key_element(*table, arguments[1])) return context.badarg();
  table->rows->erase_object(arguments[1]);
  return atoms::kTrue;
}

Term take_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"take", 2});
  if (!table) return Term::non_value();
  Rows& rows = *table->rows;
  const Term list = objects_of(context, rows, rows.find(arguments[1]));
  if (list.is_cons()) rows.erase(arguments[1]);
  return list;
}

// --- from one to the next

enum class Direction { kForward, kBackward };

/// What one goes to: the key, or with its objects.
enum class Answer { kKey, kObjects };

Term answer_row(Context& context, const Table& table, const Row* row, Answer answer) {
  if (row == nullptr) return atoms::kEndOfTable;
  const Term key = copy_term(table.rows->key_of(*row), context.heap);
  if (answer == Answer::kKey) return key;
  return context.heap.tuple(key, objects_of(context, *table.rows, row));
}

template <Direction direction, Answer answer>
Term end(Context& context, const Term* arguments, const char* name) {
  const TableArgument table(context, arguments, Access::kRead, {name, 1});
  if (!table) return Term::non_value();
  const Rows& rows = *table->rows;
  const Row* row = direction == Direction::kForward ? rows.first() : rows.last();
  return answer_row(context, *table, row, answer);
}

template <Direction direction, Answer answer>
Term neighbour(Context& context, const Term* arguments, const char* name) {
  const TableArgument table(context, arguments, Access::kRead, {name, 2});
  if (!table) return Term::non_value();
  // It is no key to go on from, whatever is in the table.
  if (arguments[1] == atoms::kEndOfTable) return context.badarg();
  const Rows& rows = *table->rows;
  Row* row = nullptr;
  const bool has_place = direction == Direction::kForward ? rows.next(arguments[1], row)
                                                          : rows.previous(arguments[1], row);
  return has_place ? answer_row(context, *table, row, answer) : context.badarg();
}

Term first_1(Context& context, const Term* arguments) {
  return end<Direction::kForward, Answer::kKey>(context, arguments, "first");
}
Term last_1(Context& context, const Term* arguments) {
  return end<Direction::kBackward, Answer::kKey>(context, arguments, "last");
}
Term next_2(Context& context, const Term* arguments) {
  return neighbour<Direction::kForward, Answer::kKey>(context, arguments, "next");
}
Term prev_2(Context& context, const Term* arguments) {
  return neighbour<Direction::kBackward, Answer::kKey>(context, arguments, "prev");
}
Term first_lookup_1(Context& context, const Term* arguments) {
  return end<Direction::kForward, Answer::kObjects>(context, arguments, "first_lookup");
}
Term last_lookup_1(Context& context, const Term* arguments) {
  return end<Direction::kBackward, Answer::kObjects>(context, arguments, "last_lookup");
}
Term next_lookup_2(Context& context, const Term* arguments) {
  return neighbour<Direction::kForward, Answer::kObjects>(context, arguments, "next_lookup");
}
Term prev_lookup_2(Context& context, const Term* arguments) {
  return neighbour<Direction::kBackward, Answer::kObjects>(context, arguments, "prev_lookup");
}

/// The objects of a bucket; of a tree, the object at that place in the order of keys.
Term slot_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kRead, {"slot", 2});
  if (!table) return Term::non_value();
  if (!arguments[1].is_small() || arguments[1].small_value() < 0) return context.badarg();
  const auto slot = static_cast<uint64_t>(arguments[1].small_value());
  const uint64_t count = table->is_tree() ? table->rows->size() : table->hash().bucket_count();
  if (slot > count) return context.badarg();
  if (slot == count) return atoms::kEndOfTable;
  Heap& heap = context.heap;
  Term list = Term::nil();
  if (table->is_tree()) return heap.cons(copy_row(*table->tree().row_at(slot), heap), list);
  for (const Row* row = table->hash().bucket(static_cast<uint32_t>(slot)); row != nullptr;
       row = row->left) {
    if (!row->is_deleted) list = heap.cons(copy_row(*row, heap), list);
  }
  return list;
}

// --- for debuggers: rows that are deleted but still there count as well

Table* raw_table(Context& context, Term identifier) {
  Table* table = context.vm->state().tables.find(identifier);
  if (table == nullptr) context.badarg(atoms::kId);
  return table;
}

Term raw_key(Context& context, Table& table, const Row* row) {
  return answer_row(context, table, row, Answer::kKey);
}

Term raw_first_1(Context& context, const Term* arguments) {
  Table* table = raw_table(context, arguments[0]);
  if (table == nullptr) return Term::non_value();
  if (table->is_tree()) return raw_key(context, *table, table->rows->first());
  return raw_key(context, *table, table->hash().first_or_deleted());
}

Term raw_next_2(Context& context, const Term* arguments) {
  Table* table = raw_table(context, arguments[0]);
  if (table == nullptr) return Term::non_value();
  Row* row = nullptr;
  const bool has_place = table->is_tree() ? table->rows->next(arguments[1], row)
                                          : table->hash().next_or_deleted(arguments[1], row);
  return has_place ? raw_key(context, *table, row) : context.badarg();
}

constexpr Bif kTable[] = {
    {"ets", "lookup", 2, lookup_2},
    {"ets", "member", 2, member_2},
    {"ets", "lookup_element", 3, lookup_element_3},
    {"ets", "lookup_element", 4, lookup_element_4},
    {"ets", "delete", 2, delete_2},
    {"ets", "delete_object", 2, delete_object_2},
    {"ets", "take", 2, take_2},
    {"ets", "first", 1, first_1},
    {"ets", "last", 1, last_1},
    {"ets", "next", 2, next_2},
    {"ets", "prev", 2, prev_2},
    {"ets", "first_lookup", 1, first_lookup_1},
    {"ets", "last_lookup", 1, last_lookup_1},
    {"ets", "next_lookup", 2, next_lookup_2},
    {"ets", "prev_lookup", 2, prev_lookup_2},
    {"ets", "slot", 2, slot_2},
    {"erts_internal", "ets_raw_first", 1, raw_first_1},
    {"erts_internal", "ets_raw_next", 2, raw_next_2},
};

}  // namespace

constinit const BifTable kEtsRowBifs = kTable;

}  // namespace linac
