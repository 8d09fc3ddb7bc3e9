// SPDX-License-Identifier: Apache-2.0
//
// Match specifications: lists of {Head, Guards, Body} that say which objects are meant and what is
// wanted of them. ETS asks them about rows of tables, tracing about the arguments of calls. One is
// compiled once, to a small program over terms of its own, and then run on any number of objects.
// Grammar: "Match Specifications in Erlang" of the erts user's guide. Invariant: nothing that a
// program holds points into a specification or into an object that it was run on.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/context.h"
#include "term/term.h"

namespace linac {

class MatchSpec {
 public:
  /// What the objects are: terms, of which the body makes a value (ETS), or argument lists, about
  /// which the body says what to do (tracing).
  enum class Dialect : uint8_t { kTable, kTrace };

  /// What is wrong with a specification, in OTP's words.
  struct Problem {
    bool is_error;  ///< else a warning: it can be used nevertheless
    std::string text;
  };

  enum class Outcome : uint8_t { kNoMatch, kMatch };

  /// Compiles a specification, of which nothing is kept but copies. Null if it is none, which
  /// programs see as badarg; `problems`, if not null, then says why.
  static std::unique_ptr<MatchSpec> compile(Term spec, Dialect dialect,
                                            std::vector<Problem>* problems = nullptr);
  ~MatchSpec();
  MatchSpec(const MatchSpec&) = delete;
  MatchSpec& operator=(const MatchSpec&) = delete;

  /// Runs the specification on an object, which may be anywhere in memory. With kMatch `result` is
  /// the value of the body, all of it on the process's heap. What does not match allocates nothing
  /// but what its guards compute. Needs no exception to be pending and leaves none.
  Outcome run(Context& context, Term object, Term& result) const;

  /// Whether it matches and its body's value is `true`: for counting and deleting.
  bool test(Context& context, Term object) const;

  /// If only objects with one certain value at that position (from 0) of a tuple can match: that
  /// value, which lives as long as the specification.
  std::optional<Term> bound_key(uint32_t key_position) const;

 private:
  struct Program;
  explicit MatchSpec(std::unique_ptr<Program> program);
  std::unique_ptr<Program> program_;
};

}  // namespace linac
