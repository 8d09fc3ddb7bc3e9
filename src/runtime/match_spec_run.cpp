// SPDX-License-Identifier: Apache-2.0
//
// Running a program of match_program.h: the first clause whose checks and guards hold computes its
// body. Whatever fails in a guard makes the clause fail; in a body its value is 'EXIT'.
#include <algorithm>
#include <utility>

#include "memory/copy.h"
#include "process/process.h"
#include "runtime/list.h"
#include "runtime/match_program.h"
#include "term/atom.h"
#include "term/compare.h"
#include "term/map.h"

namespace linac {

namespace {

using Program = MatchSpec::Program;

class Run {
 public:
  Run(Context& context, Program& program) : context_(context), program_(program) {}

  /// For kTable.
  bool on_object(Term object) {
    object_ = object;
    root_ = object.bits();
    return any_clause();
  }

  bool on_arguments(std::span<const Term> arguments, MatchActions& actions) {
    arguments_ = arguments;
    actions_ = &actions;
    return any_clause();
  }

  Term result() const { return result_; }

 private:
  bool any_clause() {
    return std::any_of(program_.clauses.begin(), program_.clauses.end(),
                       [&](const Program::Clause& clause) {
                         return holds(clause.checks) && compute<false>(clause.guards) &&
                                compute<true>(clause.body);
                       });
  }

  bool holds(const std::vector<Check>& checks);
  template <bool kBody>
  bool compute(const std::vector<Expression>& code);
  Term call(const Expression& entry, const Term* arguments);
  Term combine(const Expression& entry, const Term* values) const;

  Term argument_list() { return make_list(context_.heap, arguments_); }
  bool copies() const { return actions_ == nullptr; }

  Context& context_;
  Program& program_;
  Term object_;
  Word root_ = 0;
  std::span<const Term> arguments_;
  MatchActions* actions_ = nullptr;
  Term result_ = atoms::kTrue;
};

bool Run::holds(const std::vector<Check>& checks) {
  const Word** const bases = program_.bases.data();
  Term* const variables = program_.variables.data();
  bases[0] = &root_;
  for (const Check& check : checks) {
    const Word* const base = bases[check.base];
    switch (check.code) {
      case CheckCode::kTuple: {
        const Term term(base[check.offset]);
        if (!term.is_tuple() || tuple_arity(term) != check.operand) return false;
        bases[check.target] = term.address();
        break;
      }
      case CheckCode::kCons: {
        const Term term(base[check.offset]);
        if (!term.is_cons()) return false;
        bases[check.target] = term.address();
        break;
      }
      case CheckCode::kMap: {
        const Term term(base[check.offset]);
        if (!term.is_map() || map_size(term) < check.operand) return false;
        bases[check.target] = term.address();
        break;
      }
      case CheckCode::kValueOf: {
        const Term value = map_get(Term::pointer(Tag::kMap, base), Term(check.operand));
        if (!value) return false;
        program_.places[check.target] = value.bits();
        bases[check.target] = &program_.places[check.target];
        break;
      }
      case CheckCode::kWord:
        if (base[check.offset] != check.operand) return false;
        break;
      case CheckCode::kTerm:
        if (!equal_exact(Term(base[check.offset]), Term(check.operand))) return false;
        break;
      case CheckCode::kFloat: {
        const Term term(base[check.offset]);
        if (!is_float(term)) return false;
        if (__builtin_bit_cast(Word, float_value(term)) != check.operand) return false;
        break;
      }
      case CheckCode::kBind:
        variables[check.operand] = Term(base[check.offset]);
        break;
      case CheckCode::kSame:
        if (!equal_exact(Term(base[check.offset]), variables[check.operand])) return false;
        break;
      case CheckCode::kArguments:
        if (arguments_.size() != check.operand) return false;
        // As if a header stood before them.
        bases[check.target] = reinterpret_cast<const Word*>(arguments_.data()) - 1;
        break;
      case CheckCode::kBindArguments:
        variables[check.operand] = argument_list();
        break;
    }
  }
  return true;
}

/// Calls a BIF; the non-value if it fails.
Term Run::call(const Expression& entry, const Term* arguments) {
  const Term value = entry.function(context_, arguments);
  if (!value) {
    context_.pending = PendingException{};
    context_.trap = 0;
  }
  return value;
}

/// `and` and `or`; the non-value if an operand is no boolean.
Term Run::combine(const Expression& entry, const Term* values) const {
  const Term decisive = atoms::boolean(entry.code == ExpressionCode::kOr);
  const Term other = atoms::boolean(entry.code == ExpressionCode::kAnd);
  Term value = other;
  for (uint32_t i = 0; i < entry.operand; ++i) {
    if (values[i] == decisive) {
      value = decisive;
    } else if (values[i] != other) {
      return Term::non_value();
    }
  }
  return value;
}

template <bool kBody>
bool Run::compute(const std::vector<Expression>& code) {
  static const Term kFailed = intern("EXIT");
  Heap& heap = context_.heap;
  Term* top = program_.stack.data() + program_.stack.size();
  // Replaces the `count` values on top by one; false if the clause fails by it.
  const auto replace = [&](uint32_t count, Term value) {
    if (!value) {
      if (!kBody) return false;
      value = kFailed;
    }
    top += count;
    *--top = value;
    return true;
  };
  for (size_t at = 0; at < code.size(); ++at) {
    const Expression& entry = code[at];
    const uint32_t operand = entry.operand;
    switch (entry.code) {
      case ExpressionCode::kConstant:
        *--top = kBody && copies() ? copy_term(entry.term, heap) : entry.term;
        break;
      case ExpressionCode::kVariable:
        *--top = program_.variables[operand];
        break;
      case ExpressionCode::kVariableCopy:
        program_.variables[operand] = copy_term(program_.variables[operand], heap);
        *--top = program_.variables[operand];
        break;
      case ExpressionCode::kObject:
        if (!copies()) {
          *--top = argument_list();
        } else {
          *--top = kBody ? copy_term(object_, heap) : object_;
        }
        break;
      case ExpressionCode::kCall:
        if (!replace(operand, call(entry, top))) return false;
        break;
      case ExpressionCode::kSelf:
        *--top = context_.process->pid();
        break;
      case ExpressionCode::kAnd:
      case ExpressionCode::kOr:
        if (!replace(operand, combine(entry, top))) return false;
        break;
      case ExpressionCode::kAndAlso:
      case ExpressionCode::kOrElse: {
        const bool is_and = entry.code == ExpressionCode::kAndAlso;
        if (*top == atoms::boolean(is_and)) {
          ++top;
          break;
        }
        if (*top != atoms::boolean(!is_and) && !replace(1, Term::non_value())) return false;
        at = operand - 1;
        break;
      }
      case ExpressionCode::kTuple:
        replace(operand, heap.tuple_of({top, operand}));
        break;
      case ExpressionCode::kList: {
        Term list = top[0];
        for (uint32_t i = 1; i <= operand; ++i) list = heap.cons(top[i], list);
        replace(operand + 1, list);
        break;
      }
      case ExpressionCode::kMap:
        replace(2 * operand, make_map(heap, top, operand));
        break;
      case ExpressionCode::kGuardEnd:
        if (*top++ != atoms::kTrue) return false;
        break;
      case ExpressionCode::kDrop:
        ++top;
        break;
      case ExpressionCode::kReturn:
        result_ = *top++;
        break;
      case ExpressionCode::kAction:
        if (!replace(operand, actions_->perform(context_, entry.action, top))) return false;
        break;
    }
  }
  return true;
}

}  // namespace

MatchSpec::Outcome MatchSpec::run(Context& context, Term object, Term& result) const {
  Run run(context, *program_);
  if (!run.on_object(object)) return Outcome::kNoMatch;
  result = run.result();
  return Outcome::kMatch;
}

bool MatchSpec::test(Context& context, Term object) const {
  Run run(context, *program_);
  return run.on_object(object) && run.result() == atoms::kTrue;
}

MatchSpec::Outcome MatchSpec::run_trace(Context& context, std::span<const Term> arguments,
                                        MatchActions& actions, Term& result) const {
  Run run(context, *program_);
  if (!run.on_arguments(arguments, actions)) return Outcome::kNoMatch;
  result = run.result();
  return Outcome::kMatch;
}

}  // namespace linac
