// SPDX-License-Identifier: Apache-2.0
//
// A compiled match specification as programs hold it: what ets:match_spec_compile/1 returns, and
// what continuations of ets:select/3 carry along.
#pragma once

#include <memory>
#include <utility>

#include "memory/resource.h"
#include "runtime/match_spec.h"

namespace linac {

struct CompiledMatchSpec final : Resource {
  static constexpr ResourceType kType = ResourceType::kMatchSpec;
  explicit CompiledMatchSpec(std::unique_ptr<MatchSpec> match_spec)
      : Resource(kType), spec(std::move(match_spec)) {}
  const std::unique_ptr<MatchSpec> spec;
};

}  // namespace linac
