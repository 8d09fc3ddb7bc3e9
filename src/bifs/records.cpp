// SPDX-License-Identifier: Apache-2.0
//
// The functions of OTP 29's module `records`: native records made and looked into by name.
#include <algorithm>
#include <vector>

#include "bifs/tables.h"
#include "runtime/map.h"
#include "runtime/native_record.h"
#include "term/atom.h"

namespace linac {

namespace {

Term get_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  const Term value = record_field(arguments[1], arguments[0]);
  return value ? value : context.badarg();
}

/// Module (0) or name (1) of a record.
template <uint32_t kElement>
Term definition_element(Context& context, const Term* arguments) {
  if (!is_native_record(arguments[0])) return context.badarg();
  return tuple_element(record_definition(arguments[0]), kElement);
}

Term get_field_names_1(Context& context, const Term* arguments) {
  if (!is_native_record(arguments[0])) return bad_record(context, arguments[0]);
  const Term definition = record_definition(arguments[0]);
  Term list = Term::nil();
  for (uint32_t i = record_definition_fields(definition); i-- > 0;) {
    list = context.heap.cons(record_definition_field(definition, i), list);
  }
  return list;
}

Term is_exported_1(Context& context, const Term* arguments) {
  if (!is_native_record(arguments[0])) return bad_record(context, arguments[0]);
  return tuple_element(record_definition(arguments[0]), 2);
}

/// create(Module, Name, [{Field, Value}], #{is_exported => Boolean})
Term create_4(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom() || !arguments[1].is_atom()) return bad_record(context, arguments[1]);
  const Term options = arguments[3];
  if (!options.is_map()) return context.error(context.heap.tuple(atoms::kBadmap, options));
  const Term exported =
      map_size(options) == 1 ? map_get(options, atoms::kIsExported) : Term::non_value();
  if (exported != atoms::kTrue && exported != atoms::kFalse) return context.badarg();
  std::vector<Term> elements = {arguments[0], arguments[1], exported};
  std::vector<Term> values;
  Term rest = arguments[2];
  for (; rest.is_cons(); rest = tail(rest)) {
    const Term pair = head(rest);
    if (!pair.is_tuple() || tuple_arity(pair) != 2) return context.badarg();
    elements.push_back(tuple_element(pair, 0));
    values.push_back(tuple_element(pair, 1));
  }
  if (!rest.is_nil()) return context.badarg();
  const Term definition = context.heap.tuple_of(elements);
  std::vector<Word> names;
  for (size_t i = kRecordFirstField; i < elements.size(); ++i) {
    if (!elements[i].is_atom()) {
      return bad_field(context, atoms::kBadfield, definition, elements[i]);
    }
    names.push_back(elements[i].bits());
  }
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end()) return context.badarg();
  return make_record(context.heap, definition, values);
}

/// update(Record, Module, Name, #{Field => Value}); a name '_' fits all.
Term update_4(Context& context, const Term* arguments) {
  const Term record = arguments[0], name = arguments[2], changes = arguments[3];
  if (!is_native_record(record)) return bad_record(context, record);
  if (name != atoms::kWildcard && !is_record_of(record, arguments[1], name)) {
    return bad_record(context, name);
  }
  if (!changes.is_map()) return context.error(context.heap.tuple(atoms::kBadmap, changes));
  const Term definition = record_definition(record);
  std::vector<Term> values;
  uint32_t found = 0;
  for (uint32_t i = 0; i < record_definition_fields(definition); ++i) {
    const Term value = map_get(changes, record_definition_field(definition, i));
    values.push_back(value ? value : record_value(record, i));
    if (value) ++found;
  }
  if (found == map_size(changes)) return make_record(context.heap, definition, values);
  for (Term keys = map_keys(context.heap, changes); keys.is_cons(); keys = tail(keys)) {
    if (!record_field(record, head(keys))) {
      return bad_field(context, atoms::kBadfield, definition, head(keys));
    }
  }
  return context.badarg();
}

/// {#{is_exported => Boolean}, [Field | {Field, Default}]}
Term get_definition_2(Context& context, const Term* arguments) {
  const RecordDefinition* record = find_record(context, arguments[0], arguments[1]);
  if (record == nullptr) return context.badarg();
  Heap& heap = context.heap;
  Term fields = Term::nil();
  for (uint32_t i = record_definition_fields(record->term); i-- > 0;) {
    const Term field = record_definition_field(record->term, i);
    const Term value = record->defaults[i];
    fields = heap.cons(value ? heap.tuple(field, value) : field, fields);
  }
  Term option[] = {atoms::kIsExported, tuple_element(record->term, 2)};
  return heap.tuple(make_map(heap, option, 1), fields);
}

constexpr Bif kBifs[] = {
    {"records", "create", 4, create_4},
    {"records", "get", 2, get_2},
    {"records", "get_definition", 2, get_definition_2},
    {"records", "get_field_names", 1, get_field_names_1},
    {"records", "get_module", 1, definition_element<0>},
    {"records", "get_name", 1, definition_element<1>},
    {"records", "is_exported", 1, is_exported_1},
    {"records", "update", 4, update_4},
};

}  // namespace

constinit const BifTable kRecordsBifs = kBifs;

}  // namespace linac
