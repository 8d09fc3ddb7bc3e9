// SPDX-License-Identifier: Apache-2.0
//
// Module `ets`: changing elements of a row in place: counters and others.
#include <algorithm>
#include <optional>
#include <vector>

#include "bifs/ets_argument.h"
#include "bifs/tables.h"
#include "ets/tables.h"
#include "memory/copy.h"
#include "runtime/arithmetic.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/compare.h"
#include "term/layout.h"

namespace linac {

namespace {

/// The row of a key as it is to be: its elements, which still belong to the row, or to terms of the
/// process.
struct NewRow {
  Row* old = nullptr;  ///< null: there is no such row yet
  std::vector<Term> elements;
};

NewRow elements_of(Row* row) {
  NewRow updated{row, {}};
  for (uint32_t i = 0; i < row->arity(); ++i) updated.elements.push_back(row->element(i));
  return updated;
}

NewRow elements_of_default(Term object, uint32_t key_index, Term key) {
  NewRow updated;
  for (uint32_t i = 0; i < tuple_arity(object); ++i) {
    updated.elements.push_back(i == key_index ? key : tuple_element(object, i));
  }
  return updated;
}

void store(Table& table, const NewRow& updated) {
  OwnedRow row = make_row_of(updated.elements);
  if (updated.old == nullptr) {
    table.rows->insert(std::move(row));
  } else {
    table.rows->replace(updated.old, std::move(row));
  }
}

// --- counters

struct Threshold {
  Term limit;
  Term reset;  ///< what the counter becomes beyond it
};

struct CounterStep {
  int64_t position;  ///< from 1
  Term increment;
  std::optional<Threshold> threshold;
};

/// {Position, Increment} or {Position, Increment, Threshold, SetValue}
std::optional<CounterStep> read_step(Term term) {
  if (!term.is_tuple() || (tuple_arity(term) != 2 && tuple_arity(term) != 4)) return std::nullopt;
  const Term position = tuple_element(term, 0);
  if (!position.is_small() || !tuple_element(term, 1).is_integer()) return std::nullopt;
  CounterStep step{position.small_value(), tuple_element(term, 1), std::nullopt};
  if (tuple_arity(term) == 4) {
    step.threshold = Threshold{tuple_element(term, 2), tuple_element(term, 3)};
    if (!step.threshold->limit.is_integer() || !step.threshold->reset.is_integer()) {
      return std::nullopt;
    }
  }
  return step;
}

/// The counter after a step, on the process's heap; the non-value with an error pending.
Term step_counter(Context& context, Term counter, const CounterStep& step) {
  Term error;
  const Term sum = add(context.heap, counter, step.increment, error);
  if (!sum) return context.error(error);
  if (step.threshold) {
    const int order = compare(sum, step.threshold->limit);
    const bool is_down = compare(step.increment, Term::small(0)) < 0;
    if (is_down ? order < 0 : order > 0) return step.threshold->reset;
  }
  // A sum with zero may be the counter itself, which belongs to the row.
  return sum == counter ? copy_term(sum, context.heap) : sum;
}

/// Changes one counter of `updated`; its new value, or the non-value with an error pending.
Term apply_step(Context& context, const Table& table, NewRow& updated, Term operation) {
  const std::optional<CounterStep> step = read_step(operation);
  if (!step) return context.badarg();
  if (step->position == table.options.key_position) return ets_badarg(context, atoms::kKeypos);
  if (step->position < 1 || step->position > static_cast<int64_t>(updated.elements.size())) {
    return ets_badarg(context, atoms::kPosition);
  }
  Term& element = updated.elements[static_cast<size_t>(step->position - 1)];
  if (!element.is_integer()) return context.badarg();
  const Term value = step_counter(context, element, *step);
  if (value) element = value;
  return value;
}

/// The commonest case, a small integer that stays one in a row that is there: changed in place. The
/// non-value if it is another case.
Term add_in_place(Row& row, uint32_t key_position, Term operation) {
  int64_t position = key_position + 1;
  Term increment = operation;
  if (operation.is_tuple()) {
    if (tuple_arity(operation) != 2 || !tuple_element(operation, 0).is_small()) return Term();
    position = tuple_element(operation, 0).small_value();
    increment = tuple_element(operation, 1);
  }
  if (position < 1 || position > row.arity() || position == key_position) return Term();
  const Term counter = row.element(static_cast<uint32_t>(position - 1));
  if (!increment.is_small() || !counter.is_small()) return Term();
  const int64_t sum = counter.small_value() + increment.small_value();
  if (!Term::fits_small(sum)) return Term();
  row.first_word()[position] = Term::small(sum).bits();
  return Term::small(sum);
}

/// `object`: what is inserted, with `key`, if there is no such row; or the non-value.
Term update_counter(Context& context, Table& table, Term key, Term operations, Term object) {
  if (!table.rows->has_unique_keys()) return ets_badarg(context, atoms::kTableType);
  if (object && !has_key_element(table, object)) return context.badarg();
  Row* const row = table.rows->find(key);
  if (row == nullptr && !object) return ets_badarg(context, atoms::kBadkey);
  const uint32_t key_position = table.options.key_position;
  if (row != nullptr) {
    if (const Term value = add_in_place(*row, key_position, operations)) return value;
  }
  NewRow updated =
      row != nullptr ? elements_of(row) : elements_of_default(object, table.key_index(), key);
  Heap& heap = context.heap;
  Term result;
  if (operations.is_list()) {
    std::vector<Term> values;
    for (; operations.is_cons(); operations = tail(operations)) {
      const Term value = apply_step(context, table, updated, head(operations));
      if (!value) return value;
      values.push_back(value);
    }
    if (!operations.is_nil()) return context.badarg();
    result = make_list(heap, values);
  } else {
    if (operations.is_integer()) operations = heap.tuple(Term::small(key_position + 1), operations);
    result = apply_step(context, table, updated, operations);
    if (!result) return result;
  }
  store(table, updated);
  return result;
}

Term update_counter_3(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"update_counter", 3});
  if (!table) return Term::non_value();
  return update_counter(context, *table, arguments[1], arguments[2], Term::non_value());
}

Term update_counter_4(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"update_counter", 4});
  if (!table) return Term::non_value();
  return update_counter(context, *table, arguments[1], arguments[2], arguments[3]);
}

// --- elements

/// Sets the element of a {Position, Value}; false with an error pending.
bool set_element(Context& context, const Table& table, NewRow& updated, Term pair) {
  const bool is_pair = pair.is_tuple() && tuple_arity(pair) == 2;
  const Term position = is_pair ? tuple_element(pair, 0) : Term::non_value();
  if (!position.is_small() || position.small_value() < 1 ||
      position.small_value() > static_cast<int64_t>(updated.elements.size())) {
    context.badarg();
    return false;
  }
  if (position.small_value() == table.options.key_position) {
    ets_badarg(context, atoms::kKeypos);
    return false;
  }
  updated.elements[static_cast<size_t>(position.small_value() - 1)] = tuple_element(pair, 1);
  return true;
}

Term update_element(Context& context, Table& table, Term key, Term pairs, Term object) {
  if (!table.rows->has_unique_keys()) return context.badarg();
  if (!pairs.is_tuple() && !pairs.is_list()) return context.badarg();
  if (object && !has_key_element(table, object)) return context.badarg();
  Row* const row = table.rows->find(key);
  if (row == nullptr && !object) return atoms::kFalse;
  NewRow updated =
      row != nullptr ? elements_of(row) : elements_of_default(object, table.key_index(), key);
  if (pairs.is_tuple()) {
    if (!set_element(context, table, updated, pairs)) return Term::non_value();
  } else {
    for (; pairs.is_cons(); pairs = tail(pairs)) {
      if (!set_element(context, table, updated, head(pairs))) return Term::non_value();
    }
    if (!pairs.is_nil()) return context.badarg();
  }
  store(table, updated);
  return atoms::kTrue;
}

Term update_element_3(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"update_element", 3});
  if (!table) return Term::non_value();
  return update_element(context, *table, arguments[1], arguments[2], Term::non_value());
}

Term update_element_4(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"update_element", 4});
  if (!table) return Term::non_value();
  return update_element(context, *table, arguments[1], arguments[2], arguments[3]);
}

constexpr Bif kTable[] = {
    {"ets", "update_counter", 3, update_counter_3},
    {"ets", "update_counter", 4, update_counter_4},
    {"ets", "update_element", 3, update_element_3},
    {"ets", "update_element", 4, update_element_4},
};

}  // namespace

constinit const BifTable kEtsUpdateBifs = kTable;

}  // namespace linac
