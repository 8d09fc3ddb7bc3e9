// SPDX-License-Identifier: Apache-2.0
//
// The compiler of match specifications and what C++ asks of compiled ones. What programs see is
// compared with OTP by tests/erlang/match_spec_*.erl.
#include "runtime/match_spec.h"

#include <gtest/gtest.h>

#include "../bifs/bif_fixture.h"
#include "memory/copy.h"

namespace linac {
namespace {

using Dialect = MatchSpec::Dialect;
using Outcome = MatchSpec::Outcome;

class MatchSpecTest : public BifTest {
 protected:
  Heap& heap() { return context.heap; }
  Term atom(const char* text) { return intern(text); }
  Term list(std::initializer_list<Term> elements) {
    Term result = Term::nil();
    for (auto at = std::rbegin(elements); at != std::rend(elements); ++at) {
      result = heap().cons(*at, result);
    }
    return result;
  }
  /// [{Head, [guards …], [body]}]
  Term spec(Term head, std::initializer_list<Term> guards, Term body) {
    return list({clause(head, guards, body)});
  }
  Term clause(Term head, std::initializer_list<Term> guards, Term body) {
    return heap().tuple(head, list(guards), list({body}));
  }
  template <typename... Terms>
  Term tuple(Terms... elements) {
    return heap().tuple(elements...);
  }
  std::vector<MatchSpec::Problem> problems_of(Term term, Dialect dialect) {
    std::vector<MatchSpec::Problem> problems;
    EXPECT_EQ(MatchSpec::compile(term, dialect, &problems), nullptr);
    return problems;
  }
  const Term v1 = intern("$1"), v2 = intern("$2"), any = intern("_"), whole = intern("$_");
};

/// Carries out nothing and counts.
class CountingActions final : public MatchActions {
 public:
  Term perform(Context&, MatchAction action, const Term*) override {
    performed.push_back(action);
    return atoms::kTrue;
  }
  std::vector<MatchAction> performed;
};

TEST_F(MatchSpecTest, KeepsNothingOfItsSource) {
  std::unique_ptr<MatchSpec> compiled;
  {
    BlockHeap source;
    const Term text = source.string("a key of its own", 16);
    const Term head = source.tuple(text, v1);
    const Term body = source.tuple(source.tuple(v1, source.tuple(atom("const"), text)));
    const Term clause = source.tuple(head, Term::nil(), source.cons(body, Term::nil()));
    compiled = MatchSpec::compile(source.cons(clause, Term::nil()), Dialect::kTable);
    ASSERT_NE(compiled, nullptr);
  }
  Term result;
  {
    BlockHeap rows;
    const Term row = rows.tuple(rows.string("a key of its own", 16), rows.string("value", 5));
    ASSERT_EQ(compiled->run(context, row, result), Outcome::kMatch);
  }
  EXPECT_EQ(print(result), "{\"value\",\"a key of its own\"}");
}

TEST_F(MatchSpecTest, AllocatesNothingForWhatDoesNotMatch) {
  const auto compiled = MatchSpec::compile(
      spec(tuple(v1, v2), {tuple(atom("<"), v2, Term::small(3))}, whole), Dialect::kTable);
  const Term other = tuple(atom("a"), Term::small(5));
  const Term shape = tuple(atom("a"));
  const Word* before = heap().allocate(0);
  Term result;
  EXPECT_EQ(compiled->run(context, other, result), Outcome::kNoMatch);
  EXPECT_EQ(compiled->run(context, shape, result), Outcome::kNoMatch);
  EXPECT_FALSE(compiled->test(context, other));
  EXPECT_EQ(heap().allocate(0), before);
}

TEST_F(MatchSpecTest, FailedGuardLeavesNoException) {
  const auto compiled = MatchSpec::compile(
      spec(tuple(v1), {tuple(atom("=:="), tuple(atom("hd"), v1), v1)}, whole), Dialect::kTable);
  Term result;
  EXPECT_EQ(compiled->run(context, tuple(Term::small(1)), result), Outcome::kNoMatch);
  EXPECT_TRUE(context.pending.exception_class.is_non_value());
  EXPECT_EQ(context.leave, Leave::kContinue);
}

TEST_F(MatchSpecTest, TestWantsTrue) {
  const auto compiled = MatchSpec::compile(spec(tuple(v1), {}, v1), Dialect::kTable);
  EXPECT_TRUE(compiled->test(context, tuple(atoms::kTrue)));
  EXPECT_FALSE(compiled->test(context, tuple(Term::small(1))));
}

TEST_F(MatchSpecTest, BoundKeyIsThatOfAllHeads) {
  const auto key = [&](Term specification, uint32_t position) {
    const auto compiled = MatchSpec::compile(specification, Dialect::kTable);
    const std::optional<Term> found = compiled->bound_key(position);
    return found ? print(*found) : "none";
  };
  const Term nested = tuple(atom("a"), list({Term::small(1)}));
  EXPECT_EQ(key(spec(tuple(nested, v1), {}, v1), 0), "{a,[1]}");
  EXPECT_EQ(key(spec(tuple(nested, v1), {}, v1), 1), "none");
  EXPECT_EQ(key(spec(tuple(nested, v1), {}, v1), 2), "none");
  EXPECT_EQ(key(spec(tuple(tuple(atom("a"), any), v1), {}, v1), 0), "none");
  EXPECT_EQ(key(spec(any, {}, whole), 0), "none");
  const Term same = list(
      {clause(tuple(Term::small(1), v1), {}, v1), clause(tuple(Term::small(1), v1, v2), {}, v1)});
  EXPECT_EQ(key(same, 0), "1");
  const Term different =
      list({clause(tuple(Term::small(1), v1), {}, v1), clause(tuple(Term::small(2), v1), {}, v1)});
  EXPECT_EQ(key(different, 0), "none");
}

TEST_F(MatchSpecTest, SaysAllThatIsWrongInAClause) {
  const auto problems = problems_of(
      spec(tuple(v1), {v2, tuple(atom("nothing"), v1)}, tuple(Term::small(1))), Dialect::kTable);
  ASSERT_EQ(problems.size(), 3u);
  EXPECT_EQ(problems[0].text, "Variable $2 is unbound.");
  EXPECT_EQ(problems[1].text, "Function nothing/1 does_not_exist.");
  EXPECT_TRUE(problems[2].is_error);
}

TEST_F(MatchSpecTest, NestingHasALimit) {
  Term deep = v1;
  for (int i = 0; i < 100'000; ++i) deep = tuple(tuple(deep));
  const auto problems = problems_of(spec(tuple(v1), {}, deep), Dialect::kTable);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].text.find("Excessive nesting"), 0u);
  // Heads and constants have none.
  Term shape = any;
  for (int i = 0; i < 100'000; ++i) shape = tuple(shape);
  EXPECT_NE(MatchSpec::compile(spec(shape, {}, whole), Dialect::kTable), nullptr);
  EXPECT_NE(MatchSpec::compile(spec(any, {}, tuple(atom("const"), shape)), Dialect::kTable),
            nullptr);
}

TEST_F(MatchSpecTest, ActionsAreForTracing) {
  const Term caller = tuple(atom("caller"));
  const Term returns = tuple(atom("return_trace"));
  EXPECT_EQ(problems_of(spec(any, {}, returns), Dialect::kTable).size(), 1u);
  EXPECT_EQ(problems_of(spec(any, {}, caller), Dialect::kTraceSend).size(), 1u);
  EXPECT_EQ(problems_of(spec(any, {returns}, returns), Dialect::kTrace).size(), 1u);
  EXPECT_EQ(problems_of(spec(atom("a"), {}, returns), Dialect::kTrace).size(), 1u);
  const auto compiled =
      MatchSpec::compile(list({heap().tuple(list({v1, any}), list({tuple(atom("is_atom"), v1)}),
                                            list({returns, tuple(atom("message"), v1), caller}))}),
                         Dialect::kTrace);
  ASSERT_NE(compiled, nullptr);
  CountingActions actions;
  Term result;
  const Term arguments[] = {atom("a"), Term::small(2)};
  EXPECT_EQ(compiled->run_trace(context, arguments, actions, result), Outcome::kMatch);
  EXPECT_EQ(result, atom("a"));
  EXPECT_EQ(actions.performed,
            (std::vector<MatchAction>{MatchAction::kReturnTrace, MatchAction::kCaller}));
  EXPECT_EQ(compiled->run_trace(context, {arguments, 1}, actions, result), Outcome::kNoMatch);
  EXPECT_EQ(actions.performed.size(), 2u);
}

}  // namespace
}  // namespace linac
