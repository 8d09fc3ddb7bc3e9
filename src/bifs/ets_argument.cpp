// SPDX-License-Identifier: Apache-2.0
#include "bifs/ets_argument.h"

#include <algorithm>

#include "ets/tables.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

Term ets_badarg(Context& context, Term cause) {
  return context.badarg(cause, atoms::kErlStdlibErrors);
}

Term call_ets_later(Context& context, EtsFunction function, const Term* arguments) {
  const ExportEntry* entry =
      context.vm->state().exports.intern(atoms::kEts, intern(function.name), function.arity);
  if (entry == nullptr) return context.system_limit();
  std::copy(arguments, arguments + function.arity, context.x);
  return yield_to(context, *entry);
}

bool finish_operation(Context& context, Table& table) {
  constexpr size_t kRowsPerStep = 64;
  while (table.operation != nullptr) {
    if (!table.operation->step(table, kRowsPerStep)) {
      table.operation.reset();
      break;
    }
    if (reductions_left(context) <= static_cast<int64_t>(kRowsPerStep)) return false;
    use_reductions(context, kRowsPerStep);
  }
  return true;
}

TableArgument::TableArgument(Context& context, const Term* arguments, Access access,
                             EtsFunction function) {
  const Tables& tables = context.vm->state().tables;
  const Term identifier = arguments[0];
  const uint64_t self = context.process->number;
  table_ = tables.find(identifier);
  if (table_ == nullptr) {
    const bool is_identifier = identifier.is_atom() || Tables::is_table_reference(identifier);
    ets_badarg(context, is_identifier ? atoms::kId : atoms::kType);
  } else if (!table_->allows(access, self) && !tables.super_users.contains(self)) {
    ets_badarg(context, atoms::kAccess);
    table_ = nullptr;
  } else if (table_->operation != nullptr && !finish_operation(context, *table_)) {
    call_ets_later(context, function, arguments);
    table_ = nullptr;
  }
}

std::unique_ptr<MatchSpec> compile_spec(Context& context, Term term) {
  std::vector<MatchSpec::Problem> problems;
  std::unique_ptr<MatchSpec> spec = MatchSpec::compile(term, MatchSpec::Dialect::kTable, &problems);
  if (spec != nullptr) return spec;
  const bool is_limit = std::any_of(problems.begin(), problems.end(),
                                    [](const auto& problem) { return problem.is_limit; });
  if (is_limit) {
    context.system_limit();
  } else {
    context.badarg();
  }
  return nullptr;
}

}  // namespace linac
