// SPDX-License-Identifier: Apache-2.0
//
// From a specification to a program. Mistakes are collected as OTP's linter does: within a clause
// all of them, the last argument of a call first, since it is evaluated first.
#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>

#include "bifs/bif.h"
#include "memory/copy.h"
#include "runtime/list.h"
#include "runtime/match_program.h"
#include "term/atom.h"
#include "term/compare.h"
#include "term/map.h"
#include "term/print.h"

namespace linac {

namespace {

using Dialect = MatchSpec::Dialect;
using Program = MatchSpec::Program;

/// Expressions may lie in each other this deep; terms in `const` are as deep as they like.
constexpr int kMaxNesting = 500;
/// Bytes of a problem's text, as in OTP.
constexpr size_t kMaxProblemText = 99;

// --- what may be called

struct GuardFunction {
  const char* name;
  uint32_t arity;
};

constexpr GuardFunction kGuardFunctions[] = {
    {"is_atom", 1},     {"is_float", 1},    {"is_integer", 1}, {"is_list", 1},
    {"is_number", 1},   {"is_pid", 1},      {"is_port", 1},    {"is_reference", 1},
    {"is_tuple", 1},    {"is_map", 1},      {"is_binary", 1},  {"is_record", 3},
    {"is_function", 1}, {"abs", 1},         {"element", 2},    {"hd", 1},
    {"length", 1},      {"node", 1},        {"node", 0},       {"round", 1},
    {"size", 1},        {"map_size", 1},    {"map_get", 2},    {"byte_size", 1},
    {"is_map_key", 2},  {"bit_size", 1},    {"tl", 1},         {"binary_part", 2},
    {"trunc", 1},       {"binary_part", 3}, {"float", 1},      {"+", 1},
    {"-", 1},           {"+", 2},           {"-", 2},          {"*", 2},
    {"/", 2},           {"div", 2},         {"rem", 2},        {"band", 2},
    {"bor", 2},         {"bxor", 2},        {"bnot", 1},       {"bsl", 2},
    {"bsr", 2},         {">", 2},           {">=", 2},         {"<", 2},
    {"=<", 2},          {"=:=", 2},         {"==", 2},         {"=/=", 2},
    {"/=", 2},          {"not", 1},         {"xor", 2},
};

BifFunction find_guard_function(std::string_view name, uint32_t arity) {
  const bool known = std::any_of(
      std::begin(kGuardFunctions), std::end(kGuardFunctions),
      [&](const GuardFunction& entry) { return entry.arity == arity && entry.name == name; });
  if (!known) return nullptr;
  BifFunction found = nullptr;
  for_each_bif([&](const Bif& bif) {
    if (bif.arity == arity && name == bif.function && std::string_view(bif.module) == "erlang") {
      found = bif.implementation;
    }
  });
  return found;
}

/// Special forms of tracing.
struct ActionForm {
  const char* name;
  uint32_t arity;
  MatchAction action;
  /// What it is allowed for besides calls: messages sent, messages received.
  bool sends;
  bool receives;
  bool in_guards;
};

constexpr ActionForm kActionForms[] = {
    {"return_trace", 0, MatchAction::kReturnTrace, true, true, false},
    {"exception_trace", 0, MatchAction::kExceptionTrace, true, true, false},
    {"display", 1, MatchAction::kDisplay, true, true, false},
    {"is_seq_trace", 0, MatchAction::kIsSeqTrace, true, false, true},
    {"set_seq_token", 2, MatchAction::kSetSeqToken, true, false, false},
    {"get_seq_token", 0, MatchAction::kGetSeqToken, true, false, false},
    {"process_dump", 0, MatchAction::kProcessDump, true, false, false},
    {"enable_trace", 1, MatchAction::kEnableTrace, true, false, false},
    {"enable_trace", 2, MatchAction::kEnableTraceOf, true, false, false},
    {"disable_trace", 1, MatchAction::kDisableTrace, true, false, false},
    {"disable_trace", 2, MatchAction::kDisableTraceOf, true, false, false},
    {"trace", 2, MatchAction::kTrace, true, false, false},
    {"trace", 3, MatchAction::kTraceOf, true, false, false},
    {"caller", 0, MatchAction::kCaller, false, false, false},
    {"caller_line", 0, MatchAction::kCallerLine, false, false, false},
    {"silent", 1, MatchAction::kSilent, true, false, false},
};

// --- variables

/// N of '$N', or -1.
int64_t variable_number(Term term) {
  if (!term.is_atom()) return -1;
  const std::string_view text = atom_text(term);
  if (text.size() < 2 || text.size() > 10 || text[0] != '$') return -1;
  if (text[1] == '0' && text.size() > 2) return -1;
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && text[1] != '-' ? number : -1;
}

bool is_underscore(Term term) {
  static const Term kUnderscore = intern("_");
  return term == kUnderscore;
}

}  // namespace

bool is_ground_pattern(Term pattern) {
  std::vector<Term> pending{pattern};
  while (!pending.empty()) {
    const Term term = pending.back();
    pending.pop_back();
    if (term.is_map() || is_underscore(term) || variable_number(term) >= 0) return false;
    if (term.is_cons()) {
      pending.push_back(head(term));
      pending.push_back(tail(term));
    } else if (term.is_tuple()) {
      for (uint32_t i = 0; i < tuple_arity(term); ++i) pending.push_back(tuple_element(term, i));
    }
  }
  return true;
}

namespace {

class Compiler {
 public:
  Compiler(Program& program, std::vector<MatchSpec::Problem>& problems)
      : program_(program), problems_(problems) {}

  /// False if there are errors.
  bool compile(Term spec);

 private:
  struct Variable {
    int64_t number;
    uint32_t slot;
    bool is_copied;
  };

  bool compile_clause(Term head_term, Term guards, Term body);
  bool compile_head(Term pattern);
  bool compile_map_pattern(const Check& place, Term pattern);
  void compile_list(Term list, bool is_body);

  void expression(Term term);
  void list_expression(Term list);
  void tuple_expression(Term tuple);
  void map_expression(Term map);
  void call(Term form);
  bool special_form(Term form, std::string_view name, uint32_t arity);
  void action_form(Term form, std::string_view name, uint32_t arity);
  void logical_form(Term form, std::string_view name, ExpressionCode code);
  void short_circuit_form(Term form, std::string_view name, ExpressionCode code);
  void arguments_of(Term form);
  void whole_object();
  void variable(int64_t number);
  void all_variables();

  Variable* find_variable(int64_t number) {
    auto found = std::find_if(variables_.begin(), variables_.end(),
                              [&](const Variable& entry) { return entry.number == number; });
    return found == variables_.end() ? nullptr : &*found;
  }
  void push_variable(Variable& entry);
  bool is_trace() const { return program_.dialect != Dialect::kTable; }

  // Emission; `pops` and `pushes` keep the depth of the stack.
  Expression& emit(ExpressionCode code, uint32_t operand, uint32_t pops, uint32_t pushes);
  void emit_constant(Term term);
  /// If all that stands from `start` on are `count` constants: takes them away, and returns them in
  /// the order of arguments.
  bool take_constants(size_t start, uint32_t count, std::vector<Term>& constants);

  void problem(std::string text);
  void problem_with(std::string_view text, Term term, std::string_view rest = ".");

  Program& program_;
  std::vector<MatchSpec::Problem>& problems_;
  bool failed_ = false;

  // Of the clause in hand.
  Program::Clause clause_;
  std::vector<Variable> variables_;
  std::vector<Check> queue_checks_;
  std::vector<Term> queue_patterns_;
  std::vector<Expression>* code_ = nullptr;
  bool in_guard_ = false;
  uint32_t bases_ = 1;
  uint32_t depth_ = 0;
  int nesting_ = 0;
  int conditional_ = 0;  ///< inside forms that may leave parts of them out
};

void Compiler::problem(std::string text) {
  if (text.size() > kMaxProblemText) text.resize(kMaxProblemText);
  problems_.push_back({true, std::move(text)});
  failed_ = true;
}

void Compiler::problem_with(std::string_view text, Term term, std::string_view rest) {
  problem(std::string(text) + print(term) + std::string(rest));
}

bool Compiler::compile(Term spec) {
  if (!spec.is_cons()) {
    problem("Match programs are not in a list.");
    return false;
  }
  const int64_t length = list_length(spec);
  if (length < 0) {
    problem("Match programs are not in a proper list.");
    return false;
  }
  std::vector<Term> heads;
  for (Term list = spec; list.is_cons(); list = tail(list)) {
    const Term part = head(list);
    if (!part.is_tuple() || tuple_arity(part) != 3) {
      problem("Match program part is not a tuple of arity 3.");
      return false;
    }
    Term pattern = tuple_element(part, 0);
    if (is_trace() && pattern.is_list()) {
      std::vector<Term> elements;
      Term rest = pattern;
      for (; rest.is_cons(); rest = tail(rest)) elements.push_back(head(rest));
      if (!rest.is_nil()) {
        problem_with("Match expression part ", pattern, " is not a proper list.");
        return false;
      }
      pattern = program_.terms.tuple_of(elements);
    }
    heads.push_back(pattern);
  }
  size_t i = 0;
  for (Term list = spec; list.is_cons(); list = tail(list), ++i) {
    const Term part = head(list);
    if (!compile_clause(heads[i], tuple_element(part, 1), tuple_element(part, 2))) return false;
  }
  program_.bases.resize(bases_);
  program_.places.resize(bases_);
  return true;
}

bool Compiler::compile_clause(Term head_term, Term guards, Term body) {
  clause_ = {};
  variables_.clear();
  program_.heads.push_back(copy_term(head_term, program_.terms));
  if (!compile_head(program_.heads.back())) return false;
  if (program_.variables.size() < variables_.size()) program_.variables.resize(variables_.size());
  in_guard_ = true;
  code_ = &clause_.guards;
  compile_list(guards, false);
  in_guard_ = false;
  if (!is_trace() && !body.is_cons()) {
    problem("Body clause does not return anything.");
    return false;
  }
  code_ = &clause_.body;
  compile_list(body, true);
  if (failed_) return false;
  program_.clauses.push_back(std::move(clause_));
  return true;
}

// --- heads

bool Compiler::compile_head(Term pattern) {
  uint32_t next_base = 1;
  queue_checks_.clear();
  queue_patterns_.clear();
  const auto enqueue = [&](uint32_t base, uint32_t offset, Term part) {
    queue_checks_.push_back({CheckCode::kWord, base, offset});
    queue_patterns_.push_back(part);
  };
  if (is_trace() && !is_underscore(pattern) && variable_number(pattern) < 0) {
    if (!pattern.is_tuple()) {
      problem("Match head is invalid in this context.");
      return false;
    }
    const uint32_t base = next_base++;
    clause_.checks.push_back({CheckCode::kArguments, 0, 0, base, tuple_arity(pattern)});
    for (uint32_t i = 0; i < tuple_arity(pattern); ++i) {
      enqueue(base, 1 + i, tuple_element(pattern, i));
    }
  } else {
    enqueue(0, 0, pattern);
  }
  // Level by level, as OTP does: what lies deep is looked at last.
  for (size_t at = 0; at < queue_checks_.size(); ++at) {
    Check check = queue_checks_[at];
    const Term part = queue_patterns_[at];
    const int64_t number = variable_number(part);
    if (number >= 0) {
      Variable* known = find_variable(number);
      if (known == nullptr) {
        const auto slot = static_cast<uint32_t>(variables_.size());
        variables_.push_back({number, slot, false});
        check.code = is_trace() && check.base == 0 ? CheckCode::kBindArguments : CheckCode::kBind;
        check.operand = slot;
      } else {
        check.code = CheckCode::kSame;
        check.operand = known->slot;
      }
    } else if (is_underscore(part)) {
      continue;
    } else if (part.is_tuple()) {
      check.code = CheckCode::kTuple;
      check.operand = tuple_arity(part);
      check.target = next_base++;
      for (uint32_t i = 0; i < tuple_arity(part); ++i) {
        enqueue(check.target, 1 + i, tuple_element(part, i));
      }
    } else if (part.is_cons()) {
      check.code = CheckCode::kCons;
      check.target = next_base++;
      enqueue(check.target, 0, head(part));
      enqueue(check.target, 1, tail(part));
    } else if (part.is_map()) {
      check.code = CheckCode::kMap;
      check.operand = map_size(part);
      check.target = next_base++;
      clause_.checks.push_back(check);
      for (MapIterator pair(part); pair; ++pair) {
        const bool is_variable = variable_number(pair.key()) >= 0;
        if (is_variable || is_underscore(pair.key())) {
          problem(is_variable ? "Variable found in map key." : "Underscore found in map key.");
          return false;
        }
        const uint32_t place = next_base++;
        clause_.checks.push_back({CheckCode::kValueOf, check.target, 0, place, pair.key().bits()});
        enqueue(place, 0, pair.value());
      }
      continue;
    } else if (is_float(part) && !part.is_immediate_float()) {
      check.code = CheckCode::kFloat;
      check.operand = __builtin_bit_cast(Word, float_value(part));
    } else {
      check.code = part.is_immediate() ? CheckCode::kWord : CheckCode::kTerm;
      check.operand = part.bits();
    }
    clause_.checks.push_back(check);
  }
  bases_ = std::max(bases_, next_base);
  return true;
}

// --- guards and bodies

void Compiler::compile_list(Term list, bool is_body) {
  if (list.is_nil()) return;
  if (!list.is_cons()) {
    problem("Match expression is not a list.");
    return;
  }
  for (; list.is_cons(); list = tail(list)) {
    depth_ = 0;
    expression(head(list));
    emit(is_body ? ExpressionCode::kDrop : ExpressionCode::kGuardEnd, 0, 1, 0);
  }
  if (!list.is_nil()) problem("Match expression is not a proper list.");
  if (is_body && !is_trace()) code_->back().code = ExpressionCode::kReturn;
}

Expression& Compiler::emit(ExpressionCode code, uint32_t operand, uint32_t pops, uint32_t pushes) {
  code_->emplace_back(code, operand);
  depth_ = depth_ > pops ? depth_ - pops : 0;
  depth_ += pushes;
  if (depth_ > program_.stack.size()) program_.stack.resize(depth_);
  return code_->back();
}

void Compiler::emit_constant(Term term) { emit(ExpressionCode::kConstant, 0, 0, 1).term = term; }

bool Compiler::take_constants(size_t start, uint32_t count, std::vector<Term>& constants) {
  if (code_->size() - start != count) return false;
  const auto is_constant = [](const Expression& entry) {
    return entry.code == ExpressionCode::kConstant;
  };
  const auto first = code_->begin() + static_cast<ptrdiff_t>(start);
  if (!std::all_of(first, code_->end(), is_constant)) return false;
  for (size_t i = code_->size(); i-- > start;) constants.push_back((*code_)[i].term);
  code_->erase(first, code_->end());
  depth_ = depth_ > count ? depth_ - count : 0;
  return true;
}

void Compiler::expression(Term term) {
  static const Term kWhole = intern("$_");
  static const Term kAll = intern("$$");
  if (nesting_ >= kMaxNesting) {
    problem_with("Excessive nesting; system limit reached near: ", term, "");
    problems_.back().is_limit = true;
    return;
  }
  ++nesting_;
  const int64_t number = variable_number(term);
  if (number >= 0) {
    variable(number);
  } else if (term == kWhole) {
    emit(ExpressionCode::kObject, 0, 0, 1);
  } else if (term == kAll) {
    all_variables();
  } else if (term.is_cons()) {
    list_expression(term);
  } else if (term.is_map()) {
    map_expression(term);
  } else if (!term.is_tuple()) {
    emit_constant(copy_term(term, program_.terms));
  } else if (tuple_arity(term) == 1 && tuple_element(term, 0).is_tuple()) {
    tuple_expression(tuple_element(term, 0));
  } else if (tuple_arity(term) >= 1 && tuple_element(term, 0).is_atom() &&
             variable_number(tuple_element(term, 0)) < 0) {
    call(term);
  } else {
    problem_with("", term,
                 " is neither a function call, nor a tuple (tuples are written {{ ... }}).");
  }
  --nesting_;
}

void Compiler::list_expression(Term list) {
  const size_t start = code_->size();
  uint32_t count = 0;
  for (; list.is_cons(); list = tail(list), ++count) expression(head(list));
  expression(list);
  std::vector<Term> constants;
  if (take_constants(start, count + 1, constants)) {
    Term result = constants[0];
    for (size_t i = 1; i < constants.size(); ++i) {
      result = program_.terms.cons(constants[i], result);
    }
    emit_constant(result);
  } else {
    emit(ExpressionCode::kList, count, count + 1, 1);
  }
}

void Compiler::tuple_expression(Term tuple) {
  const size_t start = code_->size();
  const uint32_t arity = tuple_arity(tuple);
  for (uint32_t i = arity; i-- > 0;) expression(tuple_element(tuple, i));
  std::vector<Term> constants;
  if (take_constants(start, arity, constants)) {
    emit_constant(program_.terms.tuple_of(constants));
  } else {
    emit(ExpressionCode::kTuple, arity, arity, 1);
  }
}

void Compiler::map_expression(Term map) {
  const size_t start = code_->size();
  std::vector<Term> pairs;
  for (MapIterator pair(map); pair; ++pair) {
    pairs.push_back(pair.key());
    pairs.push_back(pair.value());
  }
  const auto count = static_cast<uint32_t>(pairs.size() / 2);
  for (size_t i = pairs.size(); i-- > 0;) expression(pairs[i]);
  std::vector<Term> constants;
  if (take_constants(start, 2 * count, constants)) {
    emit_constant(make_map(program_.terms, constants.data(), count));
  } else {
    emit(ExpressionCode::kMap, count, 2 * count, 1);
  }
}

void Compiler::variable(int64_t number) {
  Variable* entry = find_variable(number);
  if (entry == nullptr) {
    problem("Variable $" + std::to_string(number) + " is unbound.");
    return;
  }
  push_variable(*entry);
}

void Compiler::push_variable(Variable& entry) {
  const bool copy = !in_guard_ && !is_trace() && !entry.is_copied;
  emit(copy ? ExpressionCode::kVariableCopy : ExpressionCode::kVariable, entry.slot, 0, 1);
  if (copy && conditional_ == 0) entry.is_copied = true;
}

void Compiler::all_variables() {
  std::sort(variables_.begin(), variables_.end(),
            [](const Variable& a, const Variable& b) { return a.number < b.number; });
  for (Variable& entry : variables_) push_variable(entry);
  emit_constant(Term::nil());
  const auto count = static_cast<uint32_t>(variables_.size());
  emit(ExpressionCode::kList, count, count + 1, 1);
}

void Compiler::arguments_of(Term form) {
  for (uint32_t i = tuple_arity(form); i-- > 1;) expression(tuple_element(form, i));
}

void Compiler::call(Term form) {
  const std::string_view name = atom_text(tuple_element(form, 0));
  const uint32_t arity = tuple_arity(form) - 1;
  if (special_form(form, name, arity)) return;
  const BifFunction function = find_guard_function(name, arity);
  const bool reads_word = name == "get_tcw" && arity == 0;
  const bool sets_word = name == "set_tcw" && arity == 1;
  if (function == nullptr && !reads_word && !sets_word) {
    problem_with("Function ", tuple_element(form, 0),
                 "/" + std::to_string(arity) + " does_not_exist.");
    return;
  }
  if (function == nullptr && (!is_trace() || (in_guard_ && sets_word))) {
    problem_with("Function ", tuple_element(form, 0),
                 "/" + std::to_string(arity) + " cannot be called in this context.");
    return;
  }
  arguments_of(form);
  if (function == nullptr) {
    emit(ExpressionCode::kAction, arity, arity, 1).action =
        reads_word ? MatchAction::kGetTcw : MatchAction::kSetTcw;
  } else {
    emit(ExpressionCode::kCall, arity, arity, 1).function = function;
  }
}

bool Compiler::special_form(Term form, std::string_view name, uint32_t arity) {
  if (name == "const") {
    if (arity != 1) {
      problem_with("Special form 'const' called with more than one argument in ", form);
    } else {
      emit_constant(copy_term(tuple_element(form, 1), program_.terms));
    }
  } else if (name == "and") {
    logical_form(form, name, ExpressionCode::kAnd);
  } else if (name == "or") {
    logical_form(form, name, ExpressionCode::kOr);
  } else if (name == "andalso" || name == "andthen") {
    short_circuit_form(form, "andalso", ExpressionCode::kAndAlso);
  } else if (name == "orelse") {
    short_circuit_form(form, name, ExpressionCode::kOrElse);
  } else if (name == "self") {
    if (arity != 0) {
      problem_with("Special form 'self' called with arguments in ", form);
    } else {
      emit(ExpressionCode::kSelf, 0, 0, 1);
    }
  } else if (name == "message") {
    if (!is_trace()) {
      problem("Special form 'message' used in wrong dialect.");
    } else if (in_guard_) {
      problem("Special form 'message' called in guard context.");
    } else if (arity != 1) {
      problem_with("Special form 'message' called with wrong number of arguments in ", form);
    } else {
      expression(tuple_element(form, 1));
      emit(ExpressionCode::kReturn, 0, 1, 0);
      emit_constant(atoms::kTrue);
    }
  } else if (std::any_of(std::begin(kActionForms), std::end(kActionForms),
                         [&](const ActionForm& entry) { return entry.name == name; })) {
    action_form(form, name, arity);
  } else {
    return false;
  }
  return true;
}

void Compiler::action_form(Term form, std::string_view name, uint32_t arity) {
  const auto same_name = [&](const ActionForm& entry) { return entry.name == name; };
  const ActionForm* const last = std::end(kActionForms);
  const ActionForm* entry = std::find_if(std::begin(kActionForms), last, same_name);
  // OTP's message has another name for this one.
  const std::string shown = name == "set_seq_token" ? "set_seq_trace" : std::string(name);
  const std::string subject = "Special form '" + shown + "' ";
  if (!is_trace()) {
    problem(subject + "used in wrong dialect.");
    return;
  }
  if ((program_.dialect == Dialect::kTraceSend && !entry->sends) ||
      (program_.dialect == Dialect::kTraceReceive && !entry->receives)) {
    problem(subject + "not allow for this trace event.");
    return;
  }
  if (in_guard_ && !entry->in_guards) {
    problem(subject + "called in guard context.");
    return;
  }
  const bool takes_none = entry->arity == 0;
  while (entry != last && (!same_name(*entry) || entry->arity != arity)) ++entry;
  if (entry == last) {
    problem_with("Special form '" + std::string(name) + "' called with " +
                     (takes_none ? "arguments in " : "wrong number of arguments in "),
                 form);
    return;
  }
  arguments_of(form);
  emit(ExpressionCode::kAction, arity, arity, 1).action = entry->action;
}

void Compiler::logical_form(Term form, std::string_view name, ExpressionCode code) {
  const uint32_t count = tuple_arity(form) - 1;
  if (count == 0) {
    problem_with("Special form '" + std::string(name) + "' called without arguments in ", form);
    return;
  }
  arguments_of(form);
  emit(code, count, count, 1);
}

void Compiler::short_circuit_form(Term form, std::string_view name, ExpressionCode code) {
  const uint32_t count = tuple_arity(form) - 1;
  if (count == 0) {
    problem_with("Special form '" + std::string(name) + "' called without arguments in ", form);
    return;
  }
  // The last operand's value is the form's, whatever it is.
  std::vector<size_t> jumps;
  ++conditional_;
  for (uint32_t i = 1; i <= count; ++i) {
    expression(tuple_element(form, i));
    if (i == count) break;
    jumps.push_back(code_->size());
    emit(code, 0, 1, 0);
  }
  --conditional_;
  for (size_t jump : jumps) (*code_)[jump].operand = static_cast<uint32_t>(code_->size());
}

}  // namespace

MatchSpec::MatchSpec(std::unique_ptr<Program> program) : program_(std::move(program)) {}
MatchSpec::~MatchSpec() = default;

std::unique_ptr<MatchSpec> MatchSpec::compile(Term spec, Dialect dialect,
                                              std::vector<Problem>* problems) {
  auto program = std::make_unique<Program>();
  program->dialect = dialect;
  std::vector<Problem> found;
  const bool done = Compiler(*program, found).compile(spec);
  if (problems != nullptr) *problems = std::move(found);
  if (!done) return nullptr;
  return std::unique_ptr<MatchSpec>(new MatchSpec(std::move(program)));
}

std::span<const Term> MatchSpec::heads() const { return program_->heads; }

std::optional<Term> MatchSpec::bound_key(uint32_t key_position) const {
  std::optional<Term> key;
  for (const Term pattern : program_->heads) {
    if (!pattern.is_tuple() || tuple_arity(pattern) <= key_position) return std::nullopt;
    const Term found = tuple_element(pattern, key_position);
    if (!is_ground_pattern(found) || (key && !(*key == found || equal_exact(*key, found)))) {
      return std::nullopt;
    }
    key = found;
  }
  return key;
}

}  // namespace linac
