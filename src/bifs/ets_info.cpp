// SPDX-License-Identifier: Apache-2.0
//
// Module `ets`: what tables say about themselves.
#include <cmath>

#include "bifs/ets_argument.h"
#include "bifs/tables.h"
#include "ets/hash_rows.h"
#include "ets/ownership.h"
#include "ets/tables.h"
#include "ets/tree_rows.h"
#include "memory/binary_data.h"
#include "runtime/clock.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

Term type_name(TableType type) {
  switch (type) {
    case TableType::kSet:
      return atoms::kSet;
    case TableType::kOrderedSet:
      return atoms::kOrderedSet;
    case TableType::kBag:
      return atoms::kBag;
    case TableType::kDuplicateBag:
      return atoms::kDuplicateBag;
  }
  return atoms::kUndefined;
}

Term protection_name(Protection protection) {
  switch (protection) {
    case Protection::kPublic:
      return atoms::kPublic;
    case Protection::kProtected:
      return atoms::kProtected;
    case Protection::kPrivate:
      return atoms::kPrivate;
  }
  return atoms::kUndefined;
}

Term small(size_t value) { return Term::small(static_cast<int64_t>(value)); }

/// {MegaSeconds, Seconds, MicroSeconds} of the system's clock.
Term timestamp(Heap& heap, int64_t microseconds) {
  constexpr int64_t kMillion = 1'000'000;
  const int64_t seconds = microseconds / kMillion;
  return heap.tuple(Term::small(seconds / kMillion), Term::small(seconds % kMillion),
                    Term::small(microseconds % kMillion));
}

/// {Time, [{Pid, Count} …]}, or false.
Term fixations(Context& context, const Table& table, bool monotonic) {
  if (table.fixations.empty()) return atoms::kFalse;
  constexpr int64_t kNanosecondsPerMicrosecond = 1000;
  Heap& heap = context.heap;
  const int64_t offset = time_offset(context.vm->state());
  const Term time =
      monotonic ? heap.integer(table.fixed_since)
                : timestamp(heap, (table.fixed_since + offset) / kNanosecondsPerMicrosecond);
  Term list = Term::nil();
  for (const Table::Fixation& fixation : table.fixations) {
    list = heap.cons(heap.tuple(Term::pid(fixation.process), small(fixation.count)), list);
  }
  return heap.tuple(time, list);
}

/// {Buckets, average, deviation and expected deviation of their lengths, shortest, longest, deleted
/// rows, locks} of a hash table.
Term statistics(Context& context, Table& table) {
  if (table.is_tree()) return atoms::kFalse;
  Heap& heap = context.heap;
  const HashRows& rows = table.hash();
  // Single precision, as in OTP.
  const auto buckets = static_cast<float>(rows.bucket_count());
  size_t sum = 0;
  size_t squares = 0;
  size_t shortest = ~size_t{0};
  size_t longest = 0;
  size_t deleted = 0;
  for (uint32_t i = 0; i < rows.bucket_count(); ++i) {
    size_t length = 0;
    for (const Row* row = rows.bucket(i); row != nullptr; row = row->left) {
      ++length;
      deleted += row->is_deleted ? 1 : 0;
    }
    sum += length;
    squares += length * length;
    shortest = std::min(shortest, length);
    longest = std::max(longest, length);
  }
  use_reductions(context, rows.bucket_count() / 4);
  const float total = static_cast<float>(sum);
  const float average = total / buckets;
  const float deviation = std::sqrt((static_cast<float>(squares) - average * total) / buckets);
  const float expected = std::sqrt(average * (1 - 1 / buckets));
  const Term elements[] = {small(rows.bucket_count()),
                           heap.floating(average),
                           heap.floating(deviation),
                           heap.floating(expected),
                           small(shortest),
                           small(longest),
                           small(deleted),
                           small(rows.stride())};
  return heap.tuple_of(elements);
}

/// [{Id, Size, References} …] of the binaries outside heaps that a row refers to, before `rest`.
Term binaries_of(Heap& heap, const Row& row, Term rest) {
  for_each_binary(row.off_heap, [&](Word* owner) {
    if (header_kind(owner[0]) != Kind::kRefcBinary) return;
    const BinaryData* data = binary_data(owner);
    const auto id = static_cast<uint64_t>(reinterpret_cast<uintptr_t>(data));
    rest =
        heap.cons(heap.tuple(heap.unsigned_integer(id), heap.unsigned_integer(data->used_bits / 8),
                             Term::small(data->references)),
                  rest);
  });
  return rest;
}

/// Rows that are marked as deleted hold theirs still.
Term all_binaries(Context& context, Table& table) {
  Term list = Term::nil();
  size_t seen = 0;
  auto add = [&](const Row& row) {
    list = binaries_of(context.heap, row, list);
    ++seen;
  };
  if (table.is_tree()) {
    for (auto at = table.tree().at_first(); at.row() != nullptr; at.forward()) add(*at.row());
  } else {
    HashRows& rows = table.hash();
    for (uint32_t i = 0; i < rows.bucket_count(); ++i) {
      for (const Row* row = rows.bucket(i); row != nullptr; row = row->left) {
        add(*row);
      }
    }
  }
  use_reductions(context, static_cast<int64_t>(seen) / 4);
  return list;
}

size_t memory_of(const Table& table) {
  return table.rows->memory_words() + sizeof(Table) / sizeof(Word);
}

Term write_concurrency(Context& context, Table& table) {
  static const Term kFixedLocks = intern("debug_hash_fixed_number_of_locks");
  const uint32_t locks = table.options.fixed_locks;
  if (locks == 0) return table.options.write_concurrency;
  return context.heap.tuple(kFixedLocks, Term::small(locks));
}

Term heir_of(Context& context, const Table& table) {
  const bool is_there =
      table.heir != 0 && context.vm->state().scheduler.find(table.heir) != nullptr;
  return is_there ? Term::pid(table.heir) : atoms::kNone;
}

using Reader = Term (*)(Context& context, Table& table);

struct Item {
  Term name;
  Reader read;
  bool in_list;  ///< of info/1, in that order
};

constexpr Item kItems[] = {
    {atoms::kId, [](Context& c, Table& t) { return table_reference(t, c.heap); }, true},
    {atoms::kDecentralizedCounters,
     [](Context&, Table& t) { return atoms::boolean(t.options.decentralized_counters); }, true},
    {atoms::kReadConcurrency,
     [](Context&, Table& t) { return atoms::boolean(t.options.read_concurrency); }, true},
    {atoms::kWriteConcurrency, write_concurrency, true},
    {atoms::kCompressed, [](Context&, Table& t) { return atoms::boolean(t.options.compressed); },
     true},
    {atoms::kMemory, [](Context&, Table& t) { return small(memory_of(t)); }, true},
    {atoms::kOwner, [](Context&, Table& t) { return Term::pid(t.owner); }, true},
    {atoms::kHeir, [](Context& c, Table& t) { return heir_of(c, t); }, true},
    {atoms::kName, [](Context&, Table& t) { return t.name; }, true},
    {atoms::kSize, [](Context&, Table& t) { return small(t.rows->size()); }, true},
    {atoms::kNode, [](Context&, Table&) { return atoms::kNodeNoHost; }, true},
    {atoms::kNamedTable, [](Context&, Table& t) { return atoms::boolean(t.options.named); }, true},
    {atoms::kType, [](Context&, Table& t) { return type_name(t.options.type); }, true},
    {atoms::kKeypos, [](Context&, Table& t) { return Term::small(t.options.key_position); }, true},
    {atoms::kProtection, [](Context&, Table& t) { return protection_name(t.options.protection); },
     true},
    {atoms::kFixed, [](Context&, Table& t) { return atoms::boolean(t.is_fixed()); }, false},
    {atoms::kSafeFixed, [](Context& c, Table& t) { return fixations(c, t, false); }, false},
    {atoms::kSafeFixedMonotonicTime, [](Context& c, Table& t) { return fixations(c, t, true); },
     false},
    {atoms::kStats, statistics, false},
    {atoms::kBinary, all_binaries, false},
};

/// A reference to a table that is gone, or a name of none.
bool names_no_table(Context& context, Term identifier) {
  if (context.vm->state().tables.find(identifier) != nullptr) return false;
  return identifier.is_atom() || Tables::is_table_reference(identifier);
}

Term info_1(Context& context, const Term* arguments) {
  if (names_no_table(context, arguments[0])) return atoms::kUndefined;
  const TableArgument table(context, arguments, Access::kInfo, {"info", 1});
  if (!table) return Term::non_value();
  std::vector<Term> pairs;
  for (const Item& item : kItems) {
    if (!item.in_list) continue;
    pairs.push_back(context.heap.tuple(item.name, item.read(context, *table)));
  }
  return make_list(context.heap, pairs);
}

Term info_2(Context& context, const Term* arguments) {
  if (names_no_table(context, arguments[0])) return atoms::kUndefined;
  const TableArgument table(context, arguments, Access::kInfo, {"info", 2});
  if (!table) return Term::non_value();
  for (const Item& item : kItems) {
    if (item.name == arguments[1]) return item.read(context, *table);
  }
  return context.badarg();
}

Term lookup_binary_info_2(Context& context, const Term* arguments) {
  const Tables& tables = context.vm->state().tables;
  const Table* table = tables.find(arguments[0]);
  if (table == nullptr) return context.badarg(atoms::kId);
  Term list = Term::nil();
  for (const Row* row = table->rows->find(arguments[1]); row != nullptr;
       row = table->rows->next_of_key(*row)) {
    list = binaries_of(context.heap, *row, list);
  }
  return list;
}

constexpr Bif kTable[] = {
    {"ets", "info", 1, info_1},
    {"ets", "info", 2, info_2},
    {"erts_internal", "ets_lookup_binary_info", 2, lookup_binary_info_2},
};

}  // namespace

constinit const BifTable kEtsInfoBifs = kTable;

}  // namespace linac
