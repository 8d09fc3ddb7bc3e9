// SPDX-License-Identifier: Apache-2.0
//
// How BIFs of module `ets` come to their table, and what they say when something is wrong with it
// or with another argument.
#pragma once

#include "ets/table.h"
#include "runtime/context.h"
#include "runtime/match_spec.h"

namespace linac {

/// A function of module `ets`.
struct EtsFunction {
  const char* name;
  uint8_t arity;
};

/// badarg with what erl_stdlib_errors needs to explain it.
Term ets_badarg(Context& context, Term cause);

/// The table that is the first argument of `function`, for one call of it. If there is none, or the
/// process may not do that with it, the error is pending and this is false. So it is when the table
/// is in the midst of a long change: then that goes on, and afterwards the function is called
/// again.
class TableArgument {
 public:
  TableArgument(Context& context, const Term* arguments, Access access, EtsFunction function);
  explicit operator bool() const { return table_ != nullptr; }
  Table& operator*() const { return *table_; }
  Table* operator->() const { return table_; }

 private:
  Table* table_;
};

/// Compiles a match specification; null, with the error pending: it is none, or nested too deeply.
std::unique_ptr<MatchSpec> compile_spec(Context& context, Term term);

/// Does what is left of a table's long change, as far as the process's turn allows; false: not all.
bool finish_operation(Context& context, Table& table);

/// Leaves to call `function` of module ets with these arguments in another turn.
Term call_ets_later(Context& context, EtsFunction function, const Term* arguments);

/// Elements of an object at least, so that it has a key.
inline bool has_key_element(const Table& table, Term object) {
  return object.is_tuple() && tuple_arity(object) >= table.options.key_position;
}

}  // namespace linac
