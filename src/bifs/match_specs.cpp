// SPDX-License-Identifier: Apache-2.0
//
// Match specifications by themselves, without a table or a trace: compiled ones as references, run
// on lists, and tried out.
#include "bifs/ets_argument.h"
#include "bifs/tables.h"
#include "memory/copy.h"
#include "runtime/compiled_match_spec.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "trace/trace_actions.h"
#include "vm_state.h"

namespace linac {

namespace {

Term match_spec_compile(Context& context, const Term* arguments) {
  std::unique_ptr<MatchSpec> spec = compile_spec(context, arguments[0]);
  if (spec == nullptr) return Term::non_value();
  const Word number = context.vm->state().scheduler.next_reference();
  return make_resource(context.heap, number, std::make_unique<CompiledMatchSpec>(std::move(spec)));
}

Term is_compiled_ms(Context&, const Term* arguments) {
  return atoms::boolean(resource_of<CompiledMatchSpec>(arguments[0]) != nullptr);
}

/// match_spec_run_r(Objects, Compiled, Results): what the bodies say goes in front of Results.
Term match_spec_run_r(Context& context, const Term* arguments) {
  constexpr int64_t kObjectsPerReduction = 4;
  Term objects = arguments[0];
  const Term compiled = arguments[1];
  Term results = arguments[2];
  const auto* match_spec = resource_of<CompiledMatchSpec>(compiled);
  if (match_spec == nullptr) return context.badarg();
  const int64_t limit = reductions_left(context) * kObjectsPerReduction + 1;
  int64_t count = 0;
  for (; objects.is_cons() && count < limit; objects = tail(objects), ++count) {
    Term result;
    if (match_spec->spec->run(context, head(objects), result) == MatchSpec::Outcome::kMatch) {
      results = context.heap.cons(result, results);
    }
  }
  use_reductions(context, count / kObjectsPerReduction);
  if (objects.is_nil()) return results;
  if (!objects.is_cons()) return context.badarg();
  context.x[0] = objects;
  context.x[1] = compiled;
  context.x[2] = results;
  static const Term kEts = intern("ets");
  static const Term kName = intern("match_spec_run_r");
  return yield_to(context, *context.vm->state().exports.find(kEts, kName, 3));
}

// --- trying one out

/// [{error, Text} …]
Term problem_list(Heap& heap, const std::vector<MatchSpec::Problem>& problems) {
  static const Term kWarning = intern("warning");
  Term list = Term::nil();
  for (size_t i = problems.size(); i-- > 0;) {
    const std::string& text = problems[i].text;
    const Term severity = problems[i].is_error ? atoms::kError : kWarning;
    list = heap.cons(heap.tuple(severity, heap.string(text.data(), text.size())), list);
  }
  return list;
}

Term match_spec_test(Context& context, const Term* arguments) {
  static const Term kTrace = intern("trace");
  static const Term kReturnTrace = intern("return_trace");
  static const Term kExceptionTrace = intern("exception_trace");
  const bool is_trace = arguments[2] == kTrace;
  if (!is_trace && arguments[2] != atoms::kTable) return context.badarg();
  if (is_trace && !arguments[0].is_list()) return context.badarg();
  Heap& heap = context.heap;
  std::vector<MatchSpec::Problem> problems;
  const auto dialect = is_trace ? MatchSpec::Dialect::kTrace : MatchSpec::Dialect::kTable;
  const std::unique_ptr<MatchSpec> spec = MatchSpec::compile(arguments[1], dialect, &problems);
  if (spec == nullptr) return heap.tuple(atoms::kError, problem_list(heap, problems));
  Term result;
  // In a BIF nobody is the caller.
  TraceActions actions(*context.process, nullptr);
  actions.pretends = true;
  MatchSpec::Outcome outcome;
  if (is_trace) {
    std::vector<Term> values;
    for (Term list = arguments[0]; list.is_cons(); list = tail(list)) values.push_back(head(list));
    outcome = spec->run_trace(context, values, actions, result);
    if (outcome == MatchSpec::Outcome::kMatch) result = copy_term(result, heap);
  } else {
    outcome = spec->run(context, arguments[0], result);
  }
  if (outcome == MatchSpec::Outcome::kNoMatch) result = atoms::kFalse;
  Term flags = Term::nil();
  if (actions.exception_trace) flags = heap.cons(kExceptionTrace, flags);
  if (actions.return_trace) flags = heap.cons(kReturnTrace, flags);
  return heap.tuple(atoms::kOk, result, flags, problem_list(heap, problems));
}

constexpr Bif kTable[] = {
    {"ets", "match_spec_compile", 1, match_spec_compile},
    {"ets", "match_spec_run_r", 3, match_spec_run_r},
    {"ets", "is_compiled_ms", 1, is_compiled_ms},
    {"erlang", "match_spec_test", 3, match_spec_test},
};

}  // namespace

constinit const BifTable kMatchSpecBifs = kTable;

}  // namespace linac
