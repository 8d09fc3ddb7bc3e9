// SPDX-License-Identifier: Apache-2.0
#include "runtime/native_record.h"

#include <algorithm>
#include <vector>

#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Position of a field among the values, or −1.
int64_t field_position(Term definition, Term field) {
  const uint32_t count = record_definition_fields(definition);
  for (uint32_t i = 0; i < count; ++i) {
    if (record_definition_field(definition, i) == field) return i;
  }
  return -1;
}

Term module_of(Term definition) { return tuple_element(definition, 0); }
Term name_of(Term definition) { return tuple_element(definition, 1); }
bool is_exported(Term definition) { return tuple_element(definition, 2) == atoms::kTrue; }

/// The definition that a new record `id` is made from; null, with an error pending, if there is
/// none.
const RecordDefinition* definition_for(Context& context, const Module& module, Term id) {
  if (id.is_atom()) {
    for (const RecordDefinition& record : module.records) {
      if (name_of(record.term) == id) return &record;
    }
  } else if (id.is_tuple() && tuple_arity(id) == 2) {
    const RecordDefinition* record =
        find_record(context, tuple_element(id, 0), tuple_element(id, 1));
    if (record != nullptr && is_exported(record->term)) return record;
  }
  bad_record(context, id);
  return nullptr;
}

/// Whether an expression of `module` that names a record `id` may take `record`.
bool fits(Term record, Term id, const Module& module) {
  if (!is_native_record(record)) return false;
  const Term definition = record_definition(record);
  if (id == atoms::kWildcard)
    return is_exported(definition) || module_of(definition) == module.name;
  if (id.is_atom()) return module_of(definition) == module.name && name_of(definition) == id;
  return id.is_tuple() && tuple_arity(id) == 2 && is_exported(definition) &&
         is_record_of(record, tuple_element(id, 0), tuple_element(id, 1));
}

}  // namespace

bool is_record_of(Term record, Term module, Term name) {
  if (!is_native_record(record)) return false;
  const Term definition = record_definition(record);
  return module_of(definition) == module && name_of(definition) == name;
}

Term record_field(Term record, Term field) {
  if (!is_native_record(record)) return Term::non_value();
  const int64_t position = field_position(record_definition(record), field);
  return position < 0 ? Term::non_value() : record_value(record, static_cast<uint32_t>(position));
}

bool is_record_accessible(Term record, Term scope, Term module) {
  if (!is_native_record(record)) return false;
  const Term definition = record_definition(record);
  return is_exported(definition) || (scope != atoms::kExternal && module_of(definition) == module);
}

Term get_record_field(Context& context, const Module& module, Term record, Term id, Term field) {
  if (!fits(record, id, module)) return bad_record(context, record);
  const Term value = record_field(record, field);
  return value ? value : bad_field(context, atoms::kBadfield, record_definition(record), field);
}

Term put_record(Context& context, const Module& module, Term id, Term source,
                std::span<const Term> pairs, bool partial) {
  Term definition;
  std::vector<Term> values;
  if (source.is_nil()) {
    const RecordDefinition* record = definition_for(context, module, id);
    if (record == nullptr) return Term::non_value();
    definition = record->term;
    values = record->defaults;
  } else {
    // A portion of its own making may lack values, but is what it should be.
    if (!is_native_record(source)) return bad_record(context, source);
    definition = record_definition(source);
    const uint32_t count = record_definition_fields(definition);
    for (uint32_t i = 0; i < count; ++i) values.push_back(record_value(source, i));
  }
  for (size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const int64_t position = field_position(definition, pairs[i]);
    if (position < 0) return bad_field(context, atoms::kBadfield, definition, pairs[i]);
    values[static_cast<size_t>(position)] = pairs[i + 1];
  }
  if (!partial) {
    for (uint32_t i = 0; i < values.size(); ++i) {
      if (values[i]) continue;
      return bad_field(context, atoms::kNovalue, definition,
                       record_definition_field(definition, i));
    }
  }
  return make_record(context.heap, definition, values);
}

Term make_record(Heap& heap, Term definition, std::span<const Term> values) {
  const auto words = static_cast<uint32_t>(values.size()) + 1;
  Word* at = heap.allocate(1 + words);
  at[0] = make_header(Kind::kRecord, words);
  at[kRecordDefinitionOffset] = definition.bits();
  for (size_t i = 0; i < values.size(); ++i) at[kRecordValuesOffset + i] = values[i].bits();
  return Term::pointer(Tag::kBoxed, at);
}

const RecordDefinition* find_record(Context& context, Term module, Term name) {
  if (!module.is_atom() || !name.is_atom()) return nullptr;
  const Module* defining = context.vm->state().find_module(module);
  if (defining == nullptr && context.vm->load_from_path(module)) {
    defining = context.vm->state().find_module(module);
  }
  if (defining == nullptr) return nullptr;
  for (const RecordDefinition& record : defining->records) {
    if (name_of(record.term) == name) return &record;
  }
  return nullptr;
}

Term bad_record(Context& context, Term term) {
  return context.error(context.heap.tuple(atoms::kBadrecord, term));
}

Term bad_field(Context& context, Term reason, Term definition, Term field) {
  Heap& heap = context.heap;
  const Term id = heap.tuple(module_of(definition), name_of(definition));
  return context.error(heap.tuple(reason, heap.tuple(id, field)));
}

}  // namespace linac
