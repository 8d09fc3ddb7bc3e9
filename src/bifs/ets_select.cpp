// SPDX-License-Identifier: Apache-2.0
//
// Module `ets`: what goes through a table with a match specification, at once or part by part.
#include <memory>
#include <utility>

#include "bifs/ets_argument.h"
#include "bifs/ets_replacement.h"
#include "bifs/ets_traversal.h"
#include "bifs/tables.h"
#include "ets/hash_rows.h"
#include "ets/ownership.h"
#include "ets/tables.h"
#include "memory/copy.h"
#include "memory/resource.h"
#include "runtime/compiled_match_spec.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

Vm::State& state_of(Context& context) { return context.vm->state(); }

/// A match specification while a traversal needs it: the program's reference to it, or one that is
/// made when the traversal turns out to outlast the call.
class HeldSpec {
 public:
  explicit HeldSpec(std::unique_ptr<MatchSpec> spec) : own_(std::move(spec)) {}
  explicit HeldSpec(Term reference) : reference_(reference) {}
  const MatchSpec& operator*() const {
    return own_ != nullptr ? *own_ : *resource_of<CompiledMatchSpec>(reference_)->spec;
  }
  Term reference(Context& context) {
    if (own_ != nullptr) {
      reference_ = make_resource(context.heap, state_of(context).scheduler.next_reference(),
                                 std::make_unique<CompiledMatchSpec>(std::move(own_)));
    }
    return reference_;
  }

 private:
  std::unique_ptr<MatchSpec> own_;
  Term reference_;
};

/// The results of a part: {List, Continuation}, {List, '$end_of_table'} or '$end_of_table'.
Term part_of(Context& context, Term list, Term continuation) {
  if (list.is_nil() && continuation == atoms::kEndOfTable) return continuation;
  return context.heap.tuple(list, continuation);
}

/// A part of a tree: {Table, LastKey, [], Limit, Spec, [], Reverse, 0} says how to go on.
Term tree_part(Context& context, const Table& table, HeldSpec& spec, const Traversal& traversal,
               Term list) {
  Heap& heap = context.heap;
  list = list_reverse(heap, list, Term::nil());
  if (!traversal.last_key) return part_of(context, list, atoms::kEndOfTable);
  const Term key = copy_term(traversal.last_key, heap);
  return part_of(context, list,
                 heap.tuple(table_reference(table, heap), key, Term::nil(),
                            Term::small(traversal.limit), spec.reference(context), Term::nil(),
                            Term::small(traversal.is_reverse ? 1 : 0), Term::small(0)));
}

/// A part of a hash table: {Table, Bucket, Limit, Spec, Rest, RestSize} says how to go on. Buckets
/// are gone through whole, so there may be more results than were wanted.
Term hash_part(Context& context, const Table& table, HeldSpec& spec, const Traversal& traversal,
               Term list) {
  Heap& heap = context.heap;
  std::vector<Term> rest;
  for (int64_t surplus = traversal.count - traversal.limit; surplus > 0; --surplus) {
    rest.push_back(head(list));
    list = tail(list);
  }
  if (rest.empty() && traversal.bucket < 0) return part_of(context, list, atoms::kEndOfTable);
  Term rest_list = make_list(heap, rest);
  if (!traversal.is_first_part) rest_list = list_reverse(heap, rest_list, Term::nil());
  return part_of(context, list,
                 heap.tuple(table_reference(table, heap), Term::small(traversal.bucket),
                            Term::small(traversal.limit), spec.reference(context), rest_list,
                            Term::small(static_cast<int64_t>(rest.size()))));
}

Term go_on(Context& context, Table& table, HeldSpec spec, Traversal traversal, Term list) {
  if (!traversal.is_done) list = traverse(context, table, *spec, traversal, list);
  if (!traversal.is_done) {
    auto waiting =
        std::make_unique<WaitingTraversal>(traversal, state_of(context).tables.share(table));
    const Word number = state_of(context).scheduler.next_reference();
    const Term next[] = {make_resource(context.heap, number, std::move(waiting)),
                         spec.reference(context), list};
    return call_ets_later(context, {"select_trap", 3}, next);
  }
  if (traversal.purpose != TraversalPurpose::kSelect) return Term::small(traversal.count);
  if (traversal.limit == 0) return list;
  return table.is_tree() ? tree_part(context, table, spec, traversal, list)
                         : hash_part(context, table, spec, traversal, list);
}

/// select_trap(Traversal, Spec, List): the next turn of a traversal.
Term select_trap_3(Context& context, const Term* arguments) {
  auto* waiting = resource_of<WaitingTraversal>(arguments[0]);
  if (waiting == nullptr || !waiting->pin) return context.badarg();
  const std::shared_ptr<Table> table = waiting->table;
  if (table->is_deleted()) return ets_badarg(context, atoms::kId);
  if (table->operation != nullptr && !finish_operation(context, *table)) {
    return call_ets_later(context, {"select_trap", 3}, arguments);
  }
  waiting->pin.reset();
  return go_on(context, *table, HeldSpec(arguments[1]), waiting->traversal, arguments[2]);
}

/// No clause, so no row.
Term result_of_nothing(const Traversal& traversal) {
  if (traversal.purpose != TraversalPurpose::kSelect) return Term::small(0);
  return traversal.limit == 0 ? Term::nil() : atoms::kEndOfTable;
}

Term begin(Context& context, Table& table, Term spec_term, const Traversal& traversal) {
  if (spec_term.is_nil()) return result_of_nothing(traversal);
  std::unique_ptr<MatchSpec> spec = compile_spec(context, spec_term);
  if (spec == nullptr) return Term::non_value();
  return go_on(context, table, HeldSpec(std::move(spec)), traversal, Term::nil());
}

/// [{Pattern, [], [Body]}]
Term spec_of_pattern(Heap& heap, Term pattern, Term body) {
  const Term clause = heap.tuple(pattern, Term::nil(), heap.cons(body, Term::nil()));
  return heap.cons(clause, Term::nil());
}

// --- select, match and match_object

/// What the second argument is: a specification, or a pattern that makes one.
enum class Form : uint8_t { kSpec, kMatch, kMatchObject };

template <Form form>
Term read_spec(Heap& heap, Term argument) {
  static const Term kAllVariables = intern("$$");
  static const Term kObject = intern("$_");
  switch (form) {
    case Form::kSpec:
      return argument;
    case Form::kMatch:
      return spec_of_pattern(heap, argument, kAllVariables);
    case Form::kMatchObject:
      return spec_of_pattern(heap, argument, kObject);
  }
  return argument;
}

template <Form form>
Term select_all(Context& context, const Term* arguments, const char* name, bool is_reverse) {
  const TableArgument table(context, arguments, Access::kRead, {name, 2});
  if (!table) return Term::non_value();
  Traversal traversal;
  traversal.is_reverse = is_reverse;
  return begin(context, *table, read_spec<form>(context.heap, arguments[1]), traversal);
}

template <Form form>
Term select_part(Context& context, const Term* arguments, const char* name, bool is_reverse) {
  const TableArgument table(context, arguments, Access::kRead, {name, 3});
  if (!table) return Term::non_value();
  if (!arguments[2].is_small() || arguments[2].small_value() < 1) return context.badarg();
  Traversal traversal;
  traversal.is_reverse = is_reverse;
  traversal.limit = arguments[2].small_value();
  return begin(context, *table, read_spec<form>(context.heap, arguments[1]), traversal);
}

/// A place in a hash table, as `hash_part` leaves it.
bool read_hash_place(Table& table, Term continuation, Traversal& traversal, Term& spec,
                     Term& list) {
  if (table.is_tree() || !tuple_element(continuation, 1).is_small()) return false;
  const Term limit = tuple_element(continuation, 2);
  spec = tuple_element(continuation, 3);
  list = tuple_element(continuation, 4);
  const Term count = tuple_element(continuation, 5);
  traversal.bucket = tuple_element(continuation, 1).small_value();
  if (!limit.is_small() || limit.small_value() < 1 || !count.is_small()) return false;
  if (list_length(list) != count.small_value()) return false;
  if (traversal.bucket >= int64_t{table.hash().bucket_count()}) return false;
  traversal.limit = limit.small_value();
  traversal.count = count.small_value();
  traversal.is_first_part = false;
  traversal.is_done = traversal.bucket < 0 || traversal.count >= traversal.limit;
  return true;
}

/// A place in a tree, as `tree_part` leaves it.
bool read_tree_place(const Table& table, Term continuation, Traversal& traversal, Term& spec) {
  const Term limit = tuple_element(continuation, 3);
  const Term reverse = tuple_element(continuation, 6);
  if (!table.is_tree() || !limit.is_small() || limit.small_value() < 1) return false;
  if (reverse != Term::small(0) && reverse != Term::small(1)) return false;
  spec = tuple_element(continuation, 4);
  traversal.last_key = tuple_element(continuation, 1);
  traversal.limit = limit.small_value();
  traversal.is_reverse = reverse == Term::small(1);
  return true;
}

Term select_next(Context& context, const Term* arguments, const char* name) {
  const Term continuation = arguments[0];
  if (continuation == atoms::kEndOfTable) return continuation;
  const uint32_t arity = continuation.is_tuple() ? tuple_arity(continuation) : 0;
  if (arity != 6 && arity != 8) return context.badarg();
  Table* table = state_of(context).tables.find(tuple_element(continuation, 0));
  if (table == nullptr || !table->allows(Access::kRead, context.process->number)) {
    return context.badarg();
  }
  if (table->operation != nullptr && !finish_operation(context, *table)) {
    return call_ets_later(context, {name, 1}, arguments);
  }
  Traversal traversal;
  Term spec;
  Term list = Term::nil();
  const bool is_place = arity == 6 ? read_hash_place(*table, continuation, traversal, spec, list)
                                   : read_tree_place(*table, continuation, traversal, spec);
  if (!is_place || resource_of<CompiledMatchSpec>(spec) == nullptr) return context.badarg();
  return go_on(context, *table, HeldSpec(spec), traversal, list);
}

Term select_1(Context& context, const Term* arguments) {
  return select_next(context, arguments, "select");
}
Term select_2(Context& context, const Term* arguments) {
  return select_all<Form::kSpec>(context, arguments, "select", false);
}
Term select_3(Context& context, const Term* arguments) {
  return select_part<Form::kSpec>(context, arguments, "select", false);
}
Term select_reverse_1(Context& context, const Term* arguments) {
  return select_next(context, arguments, "select_reverse");
}
Term select_reverse_2(Context& context, const Term* arguments) {
  return select_all<Form::kSpec>(context, arguments, "select_reverse", true);
}
Term select_reverse_3(Context& context, const Term* arguments) {
  return select_part<Form::kSpec>(context, arguments, "select_reverse", true);
}
Term match_1(Context& context, const Term* arguments) {
  return select_next(context, arguments, "match");
}
Term match_2(Context& context, const Term* arguments) {
  return select_all<Form::kMatch>(context, arguments, "match", false);
}
Term match_3(Context& context, const Term* arguments) {
  return select_part<Form::kMatch>(context, arguments, "match", false);
}
Term match_object_1(Context& context, const Term* arguments) {
  return select_next(context, arguments, "match_object");
}
Term match_object_2(Context& context, const Term* arguments) {
  return select_all<Form::kMatchObject>(context, arguments, "match_object", false);
}
Term match_object_3(Context& context, const Term* arguments) {
  return select_part<Form::kMatchObject>(context, arguments, "match_object", false);
}

// --- counting, deleting, replacing

Term select_count_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kRead, {"select_count", 2});
  if (!table) return Term::non_value();
  Traversal traversal;
  traversal.purpose = TraversalPurpose::kCount;
  return begin(context, *table, arguments[1], traversal);
}

Term internal_select_delete_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"internal_select_delete", 2});
  if (!table) return Term::non_value();
  Traversal traversal;
  traversal.purpose = TraversalPurpose::kDelete;
  return begin(context, *table, arguments[1], traversal);
}

Term select_replace_2(Context& context, const Term* arguments) {
  const TableArgument table(context, arguments, Access::kWrite, {"select_replace", 2});
  if (!table) return Term::non_value();
  if (table->options.type == TableType::kBag) return ets_badarg(context, atoms::kTableType);
  if (!keeps_keys(arguments[1], table->key_index())) return context.badarg();
  Traversal traversal;
  traversal.purpose = TraversalPurpose::kReplace;
  return begin(context, *table, arguments[1], traversal);
}

constexpr Bif kTable[] = {
    {"ets", "select", 1, select_1},
    {"ets", "select", 2, select_2},
    {"ets", "select", 3, select_3},
    {"ets", "select_reverse", 1, select_reverse_1},
    {"ets", "select_reverse", 2, select_reverse_2},
    {"ets", "select_reverse", 3, select_reverse_3},
    {"ets", "match", 1, match_1},
    {"ets", "match", 2, match_2},
    {"ets", "match", 3, match_3},
    {"ets", "match_object", 1, match_object_1},
    {"ets", "match_object", 2, match_object_2},
    {"ets", "match_object", 3, match_object_3},
    {"ets", "select_count", 2, select_count_2},
    {"ets", "internal_select_delete", 2, internal_select_delete_2},
    {"ets", "select_replace", 2, select_replace_2},
    {"ets", "select_trap", 3, select_trap_3},
};

}  // namespace

constinit const BifTable kEtsSelectBifs = kTable;

}  // namespace linac
