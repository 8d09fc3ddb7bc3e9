// SPDX-License-Identifier: Apache-2.0
//
// Native records (OTP 29): the operations of their instructions and of module `records`. Layout:
// term/layout.h. A record captures its definition when it is made; only making one looks into the
// defining module. Errors are pending in the context, as OTP raises them: {badrecord,Term},
// {badfield,{{Module,Name},Field}}, {novalue,{{Module,Name},Field}}.
#pragma once

#include <span>

#include "code/module.h"
#include "runtime/context.h"
#include "term/layout.h"

namespace linac {

/// Whether `record` is a native record of that module and name.
bool is_record_of(Term record, Term module, Term name);

/// The value of `field`; the non-value if `record` is none or has no such field.
Term record_field(Term record, Term field);

/// Whether code of `module` may look at the fields of `record`: those of exported records, and,
/// unless `scope` is `external`, its own. False for other terms.
bool is_record_accessible(Term record, Term scope, Term module);

/// Value of `field` as an expression of `module` takes it. `id`: a record of this module by its
/// name, any by '_', one of another module by {Module, Name}. The non-value on failure.
Term get_record_field(Context& context, const Module& module, Term record, Term id, Term field);

/// With `source` nil a new record `id` (as above), else that record, with values for fields: field,
/// value, field, value … The non-value on failure. Long instructions come in portions: all but the
/// last are `partial` and leave fields without a value, which nothing but the next portion may see.
Term put_record(Context& context, const Module& module, Term id, Term source,
                std::span<const Term> pairs, bool partial);

/// A record with `values`, one per field of the definition.
Term make_record(Heap& heap, Term definition, std::span<const Term> values);

/// What the VM's module of that name says of its record of that name; null if it has none.
const RecordDefinition* find_record(Context& context, Term module, Term name);

/// Error terms: {badrecord,Term} and {Reason,{{Module,Name},Field}}.
Term bad_record(Context& context, Term term);
Term bad_field(Context& context, Term reason, Term definition, Term field);

}  // namespace linac
