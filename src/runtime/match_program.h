// SPDX-License-Identifier: Apache-2.0
//
// What a match specification becomes: for each clause, checks that take an object apart, then
// postfix code for a stack machine that computes guards and body. match_spec_compile.cpp writes it,
// match_spec_run.cpp runs it; nobody else looks. Invariants: checks name only bases that earlier
// checks of the clause have set; the code never needs more stack than `stack_words`, which grows
// down, so that arguments, pushed last to first, lie in order from its top on.
#pragma once

#include <cstdint>
#include <vector>

#include "code/export.h"
#include "memory/heap.h"
#include "runtime/match_spec.h"

namespace linac {

/// What is checked: the word at `offset` from base `base`.
enum class CheckCode : uint8_t {
  kTuple,      ///< a tuple of arity `operand`; base `target` becomes its address
  kCons,       ///< likewise a cons cell
  kMap,        ///< a map of `operand` keys at least; base `target` becomes its address
  kValueOf,    ///< base `base` is a map that has key `operand`; base `target` becomes its value's
               ///< place
  kWord,       ///< exactly the word `operand`
  kTerm,       ///< `=:=` to `operand`
  kFloat,      ///< a float of the bits `operand`: 0.0 and -0.0 differ
  kBind,       ///< anything: variable `operand` becomes it
  kSame,       ///< `=:=` to variable `operand`
  kArguments,  ///< tracing: `operand` arguments; base `target` becomes their address
  kBindArguments,  ///< tracing: variable `operand` becomes the list of arguments
};

struct Check {
  CheckCode code;
  uint32_t base = 0;
  uint32_t offset = 0;
  uint32_t target = 0;
  Word operand = 0;
};

enum class ExpressionCode : uint8_t {
  kConstant,      ///< pushes `term`
  kVariable,      ///< pushes a variable
  kVariableCopy,  ///< makes a variable a copy of itself on the process's heap, and pushes it
  kObject,        ///< pushes the whole object, in a body a copy
  kCall,          ///< calls `function` with `operand` arguments
  kSelf,          ///< pushes the process's pid
  kAnd,           ///< of `operand` values
  kOr,
  kAndAlso,  ///< false: leaves it and goes to `operand`; true: drops it
  kOrElse,
  kTuple,     ///< of `operand` elements
  kList,      ///< of `operand` elements and a tail
  kMap,       ///< of `operand` pairs
  kGuardEnd,  ///< drops a value, which must be `true`
  kDrop,
  kReturn,  ///< makes the value on top the result
  kAction,  ///< carries out `action` with `operand` arguments
};

struct Expression {
  ExpressionCode code;
  MatchAction action = {};
  uint32_t operand = 0;
  union {
    Term term;
    BifFunction function;
  };
  Expression(ExpressionCode expression_code, uint32_t expression_operand = 0)
      : code(expression_code), operand(expression_operand), term() {}
};

struct MatchSpec::Program {
  struct Clause {
    std::vector<Check> checks;
    std::vector<Expression> guards;
    std::vector<Expression> body;
  };

  Dialect dialect = Dialect::kTable;
  BlockHeap terms;
  std::vector<Term> heads;
  std::vector<Clause> clauses;

  // Scratch space of a run. A run calls nothing that could start another one of the same program.
  std::vector<const Word*> bases;
  std::vector<Term> variables;
  std::vector<Term> stack;
  std::vector<Word> places;  ///< values of maps, by target of kValueOf
};

}  // namespace linac
