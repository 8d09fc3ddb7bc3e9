// SPDX-License-Identifier: Apache-2.0
#include "bifs/ets_replacement.h"

#include <vector>

#include "runtime/match_spec.h"
#include "term/atom.h"
#include "term/compare.h"
#include "term/layout.h"

namespace linac {

namespace {

bool has_element(Term tuple, uint32_t index) {
  return tuple.is_tuple() && tuple_arity(tuple) > index;
}

/// The value of a {const, Value}; else the non-value.
Term constant_of(Term body) {
  static const Term kConst = intern("const");
  const bool is_constant =
      body.is_tuple() && tuple_arity(body) == 2 && tuple_element(body, 0) == kConst;
  return is_constant ? tuple_element(body, 1) : Term::non_value();
}

/// Atoms that are something else in an expression than in a head.
bool stands_for_more(Term atom) {
  static const Term kObject = intern("$_");
  static const Term kVariables = intern("$$");
  return atom == atoms::kWildcard || atom == kObject || atom == kVariables;
}

/// Whether an expression of a body makes what part of a head has matched: the same variables in
/// tuples and lists that are built alike.
bool builds_pattern(Term pattern, Term expression) {
  struct Pair {
    Term pattern;
    Term expression;
  };
  std::vector<Pair> pending{{pattern, expression}};
  while (!pending.empty()) {
    const Pair pair = pending.back();
    pending.pop_back();
    if (const Term constant = constant_of(pair.expression)) {
      if (!is_ground_pattern(pair.pattern) || !equal_exact(pair.pattern, constant)) return false;
    } else if (pair.pattern.is_cons()) {
      if (!pair.expression.is_cons()) return false;
      pending.push_back({head(pair.pattern), head(pair.expression)});
      pending.push_back({tail(pair.pattern), tail(pair.expression)});
    } else if (pair.pattern.is_tuple()) {
      // {{…}} makes a tuple.
      if (!has_element(pair.expression, 0) || tuple_arity(pair.expression) != 1) return false;
      const Term made = tuple_element(pair.expression, 0);
      if (!made.is_tuple() || tuple_arity(made) != tuple_arity(pair.pattern)) return false;
      for (uint32_t i = 0; i < tuple_arity(made); ++i) {
        pending.push_back({tuple_element(pair.pattern, i), tuple_element(made, i)});
      }
    } else if (pair.pattern.is_map() || stands_for_more(pair.pattern) ||
               !equal_exact(pair.pattern, pair.expression)) {
      return false;
    }
  }
  return true;
}

/// {element, Position, '$_'} with the key's position.
bool takes_key(Term expression, uint32_t key_index) {
  static const Term kObject = intern("$_");
  return expression.is_tuple() && tuple_arity(expression) == 3 &&
         tuple_element(expression, 0) == atoms::kElement &&
         tuple_element(expression, 1) == Term::small(int64_t{key_index} + 1) &&
         tuple_element(expression, 2) == kObject;
}

bool keeps_key(Term head_pattern, Term body, uint32_t key_index) {
  static const Term kObject = intern("$_");
  if (!body.is_cons() || !tail(body).is_nil()) return false;
  const Term expression = head(body);
  if (expression == kObject) return true;
  if (!has_element(head_pattern, key_index)) return false;
  const Term key = tuple_element(head_pattern, key_index);
  if (const Term constant = constant_of(expression)) {
    return has_element(constant, key_index) && is_ground_pattern(key) &&
           equal_exact(key, tuple_element(constant, key_index));
  }
  if (!has_element(expression, 0) || tuple_arity(expression) != 1) return false;
  const Term made = tuple_element(expression, 0);
  if (!has_element(made, key_index)) return false;
  const Term made_key = tuple_element(made, key_index);
  return takes_key(made_key, key_index) || builds_pattern(key, made_key);
}

}  // namespace

bool keeps_keys(Term spec, uint32_t key_index) {
  for (; spec.is_cons(); spec = tail(spec)) {
    const Term clause = head(spec);
    if (!clause.is_tuple() || tuple_arity(clause) != 3) continue;
    if (!keeps_key(tuple_element(clause, 0), tuple_element(clause, 2), key_index)) return false;
  }
  return true;
}

}  // namespace linac
