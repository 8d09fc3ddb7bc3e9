// SPDX-License-Identifier: Apache-2.0
//
// Module `ets`: inserting. A list is inserted as a whole or not at all, and nobody sees part of it.
// A long one is first made into rows, over as many turns as that takes, with the table left alone;
// then the rows go into the table as an operation of its own, with which everybody helps who wants
// the table in between.
#include <vector>

#include "bifs/ets_argument.h"
#include "bifs/tables.h"
#include "ets/ownership.h"
#include "ets/tables.h"
#include "memory/resource.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

/// What is to become of objects whose key is there already.
enum class Clash : uint8_t { kReplace, kRefuse };

/// Objects of a list that are inserted at once.
constexpr int64_t kShortList = 200;

/// Rows on their way into the table. Of a bag, the last comes first, as in OTP.
class RowInsertion final : public TableOperation {
 public:
  RowInsertion(std::vector<OwnedRow> rows, Clash clash)
      : rows_(std::move(rows)), to_check_(clash == Clash::kRefuse ? rows_.size() : 0) {}

  bool step(Table& table, size_t count) override {
    for (; count > 0 && to_check_ > 0; --count) {
      if (table.rows->find(table.rows->key_of(*rows_[--to_check_])) == nullptr) continue;
      has_inserted_ = false;
      return false;
    }
    const bool is_bag = table.options.type == TableType::kBag;
    for (; count > 0 && next_ < rows_.size(); --count, ++next_) {
      OwnedRow& row = rows_[is_bag ? rows_.size() - 1 - next_ : next_];
      table.rows->insert(std::move(row));
    }
    if (next_ < rows_.size()) return true;
    return false;
  }

  /// False: a key was there, so nothing has been inserted.
  bool has_inserted() const { return has_inserted_; }

 private:
  std::vector<OwnedRow> rows_;
  size_t to_check_;
  size_t next_ = 0;
  bool has_inserted_ = true;
};

/// A long list while it is made into rows, and then inserted.
struct ListInsertion final : Resource {
  static constexpr ResourceType kType = ResourceType::kEtsInsertion;
  explicit ListInsertion(Clash what) : Resource(kType), clash(what) {}
  const Clash clash;
  std::vector<OwnedRow> rows;
  std::shared_ptr<RowInsertion> operation;  ///< once it has begun
};

const char* function_name(Clash clash) {
  return clash == Clash::kReplace ? "insert" : "insert_new";
}

Term result_of(const RowInsertion& insertion) { return atoms::boolean(insertion.has_inserted()); }

/// The part of a list of objects that is shorter than kShortList; false if it holds anything else.
bool read_short_list(const Table& table, Term list, std::vector<Term>& objects) {
  for (; list.is_cons(); list = tail(list)) {
    if (!has_key_element(table, head(list))) return false;
    objects.push_back(head(list));
  }
  return list.is_nil();
}

bool is_long(Term list) {
  for (int64_t count = 0; list.is_cons(); list = tail(list)) {
    if (++count > kShortList) return true;
  }
  return false;
}

Term insert_list(Context& context, Table& table, const Term* arguments, Clash clash) {
  if (is_long(arguments[1])) {
    const Word number = context.vm->state().scheduler.next_reference();
    const Term insertion =
        make_resource(context.heap, number, std::make_unique<ListInsertion>(clash));
    const Term next[] = {arguments[0], arguments[1], arguments[1], insertion};
    return call_ets_later(context, {"insert_trap", 4}, next);
  }
  std::vector<Term> objects;
  if (!read_short_list(table, arguments[1], objects)) return context.badarg();
  std::vector<OwnedRow> rows;
  rows.reserve(objects.size());
  for (const Term object : objects) rows.push_back(make_row(object));
  use_reductions(context, static_cast<int64_t>(rows.size()) / 2);
  RowInsertion insertion(std::move(rows), clash);
  insertion.step(table, 2 * kShortList);
  return result_of(insertion);
}

Term insert(Context& context, const Term* arguments, Clash clash) {
  const TableArgument table(context, arguments, Access::kWrite, {function_name(clash), 2});
  if (!table) return Term::non_value();
  const Term object = arguments[1];
  if (object.is_list()) return insert_list(context, *table, arguments, clash);
  if (!has_key_element(*table, object)) return context.badarg();
  if (clash == Clash::kRefuse &&
      table->rows->find(tuple_element(object, table->key_index())) != nullptr) {
    return atoms::kFalse;
  }
  table->rows->insert(make_row(object));
  return atoms::kTrue;
}

Term insert_2(Context& context, const Term* arguments) {
  return insert(context, arguments, Clash::kReplace);
}
Term insert_new_2(Context& context, const Term* arguments) {
  return insert(context, arguments, Clash::kRefuse);
}

/// An error of the function that the program has called.
Term fail_as(Context& context, Clash clash, const Term* arguments) {
  PendingException& pending = context.pending;
  pending.function = context.vm->state().exports.find(atoms::kEts, intern(function_name(clash)), 2);
  Heap& heap = context.heap;
  pending.arguments = heap.cons(arguments[0], heap.cons(arguments[1], Term::nil()));
  return Term::non_value();
}

/// insert_trap(Table, List, Rest, Insertion): where a long list goes on.
Term insert_trap_4(Context& context, const Term* arguments) {
  auto* insertion = resource_of<ListInsertion>(arguments[3]);
  if (insertion == nullptr) return context.badarg();
  const RowInsertion* const operation = insertion->operation.get();
  if (operation != nullptr && insertion->operation.use_count() == 1) return result_of(*operation);
  const TableArgument table(context, arguments, Access::kWrite, {"insert_trap", 4});
  if (!table) {
    return context.leave == Leave::kContinue ? fail_as(context, insertion->clash, arguments)
                                             : Term::non_value();
  }
  if (operation != nullptr) return result_of(*operation);
  Term rest = arguments[2];
  int64_t left = std::max<int64_t>(reductions_left(context), 16);
  for (; left > 0 && rest.is_cons(); rest = tail(rest), --left) {
    if (!has_key_element(*table, head(rest))) break;
    insertion->rows.push_back(make_row(head(rest)));
  }
  if (left > 0 && !rest.is_nil()) {
    context.badarg();
    return fail_as(context, insertion->clash, arguments);
  }
  if (rest.is_nil()) {
    insertion->operation =
        std::make_shared<RowInsertion>(std::move(insertion->rows), insertion->clash);
    table->operation = insertion->operation;
  }
  const Term next[] = {arguments[0], arguments[1], rest, arguments[3]};
  return call_ets_later(context, {"insert_trap", 4}, next);
}

constexpr Bif kTable[] = {
    {"ets", "insert", 2, insert_2},
    {"ets", "insert_new", 2, insert_new_2},
    {"ets", "insert_trap", 4, insert_trap_4},
};

}  // namespace

constinit const BifTable kEtsInsertBifs = kTable;

}  // namespace linac
