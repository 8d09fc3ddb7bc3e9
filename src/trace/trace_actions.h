// SPDX-License-Identifier: Apache-2.0
//
// What the special forms of match specifications do to whoever is traced.
#pragma once

#include "process/process.h"
#include "runtime/match_spec.h"

namespace linac {

class TraceActions final : public MatchActions {
 public:
  /// `tracee` is the process that a specification is run for. `word` is where control goes back to
  /// from the traced call: a word of its stack, or null.
  /// `caller`: where the call stands, if that is known; else `return_word` leads there.
  TraceActions(Process& tracee, const Word* return_word, const Location* caller = nullptr)
      : tracee_(tracee), return_word_(return_word), caller_(caller) {}

  Term perform(Context& context, MatchAction action, const Term* arguments) override;

  bool return_trace = false;
  bool exception_trace = false;
  /// For trying out a specification: what would be set is only shown.
  bool pretends = false;

 private:
  Process& tracee_;
  const Word* return_word_;
  const Location* caller_;
};

/// Sets the trace control word, 32 bits; returns the one before, or the non-value if `value` is
/// none.
Term set_trace_control_word(Context& context, Term value);

/// The function that a stack's return address leads into: {Module, Function, Arity}, or
/// `undefined`. Frames of traced calls are passed over. `word` may be null.
Term returning_function(Context& context, const Word* word);

}  // namespace linac
