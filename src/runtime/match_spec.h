// SPDX-License-Identifier: Apache-2.0
//
// Match specifications: lists of {Head, Guards, Body} that say which objects are meant and what is
// wanted of them. ETS asks them about rows of tables, tracing about the arguments of calls. One is
// compiled once, to a small program over terms of its own (match_program.h), and then run on any
// number of objects. Grammar: "Match Specifications in Erlang" of the erts user's guide; what OTP
// 25 does counts where that is silent. Invariant: nothing that a program holds points into a
// specification or into an object that it was run on.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// What the special forms of tracing do. match_spec_compile.cpp has their names and arities.
enum class MatchAction : uint8_t {
  kCaller,
  kCallerLine,
  kDisableTrace,
  kDisableTraceOf,  ///< disable_trace/2
  kDisplay,
  kEnableTrace,
  kEnableTraceOf,  ///< enable_trace/2
  kExceptionTrace,
  kGetSeqToken,
  kGetTcw,
  kIsSeqTrace,
  kProcessDump,
  kReturnTrace,
  kSetSeqToken,
  kSetTcw,
  kSilent,
  kTrace,
  kTraceOf,  ///< trace/3
};

/// Whoever runs a specification of tracing carries out its special forms.
class MatchActions {
 public:
  /// Carries out `action` and returns its value; the non-value if it fails, which the body sees as
  /// 'EXIT'.
  virtual Term perform(Context& context, MatchAction action, const Term* arguments) = 0;

 protected:
  ~MatchActions() = default;
};

/// Whether a head, or a part of one, stands for one value only. What a map pattern leaves open
/// counts as variable.
bool is_ground_pattern(Term pattern);

class MatchSpec {
 public:
  /// What the objects are: terms, of which the body makes a value (ETS), or arguments of traced
  /// calls, messages sent ([Receiver, Message]) or received ([Node, Sender, Message]), about which
  /// the body says what to do.
  enum class Dialect : uint8_t { kTable, kTrace, kTraceSend, kTraceReceive };

  /// What is wrong with a specification, in OTP's words.
  struct Problem {
    bool is_error;  ///< else a warning: it can be used nevertheless
    std::string text;
    bool is_limit = false;  ///< it is too large for this machine: system_limit, not badarg
  };

  enum class Outcome : uint8_t { kNoMatch, kMatch };

  /// Compiles a specification, of which nothing is kept but copies. Null if it is none, which
  /// programs see as badarg; `problems`, if not null, then says why.
  static std::unique_ptr<MatchSpec> compile(Term spec, Dialect dialect,
                                            std::vector<Problem>* problems = nullptr);
  ~MatchSpec();
  MatchSpec(const MatchSpec&) = delete;
  MatchSpec& operator=(const MatchSpec&) = delete;

  /// Runs a specification of kTable on an object, which may be anywhere in memory. With kMatch
  /// `result` is the value of the body, all of it on the process's heap. What does not match
  /// allocates nothing but what its guards compute. Leaves no exception pending.
  Outcome run(Context& context, Term object, Term& result) const;

  /// Whether it matches and its body's value is `true`: for counting and deleting.
  bool test(Context& context, Term object) const;

  /// Runs a specification of the other dialects. With kMatch `result` is `true`, or what the body's
  /// last `message` has said; it may lie in this specification, so who keeps it copies it.
  Outcome run_trace(Context& context, std::span<const Term> arguments, MatchActions& actions,
                    Term& result) const;

  /// The heads of all clauses. They live as long as the specification.
  std::span<const Term> heads() const;

  /// If only objects with one certain value at that position (from 0) of a tuple can match: that
  /// value, which lives as long as the specification.
  std::optional<Term> bound_key(uint32_t key_position) const;

  struct Program;

 private:
  explicit MatchSpec(std::unique_ptr<Program> program);
  std::unique_ptr<Program> program_;
};

}  // namespace linac
