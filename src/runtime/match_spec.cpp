// SPDX-License-Identifier: Apache-2.0
#include "runtime/match_spec.h"

namespace linac {

struct MatchSpec::Program {};

MatchSpec::MatchSpec(std::unique_ptr<Program> program) : program_(std::move(program)) {}
MatchSpec::~MatchSpec() = default;

std::unique_ptr<MatchSpec> MatchSpec::compile(Term, Dialect, std::vector<Problem>*) {
  return nullptr;
}

MatchSpec::Outcome MatchSpec::run(Context&, Term, Term&) const { return Outcome::kNoMatch; }

bool MatchSpec::test(Context&, Term) const { return false; }

std::optional<Term> MatchSpec::bound_key(uint32_t) const { return std::nullopt; }

}  // namespace linac
