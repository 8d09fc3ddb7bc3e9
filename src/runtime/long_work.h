// SPDX-License-Identifier: Apache-2.0
//
// BIFs that may take longer than a turn: they work in steps, between which other processes run.
// While such work is under way the process's heap is not collected, so that terms stay where they
// are.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "memory/resource.h"
#include "runtime/context.h"

namespace linac {

struct LongWork : Resource {
  static constexpr ResourceType kType = ResourceType::kLongWork;
  LongWork() : Resource(kType) {}

  /// Goes on for about so many reductions, of which it takes off what it has used. The result; the
  /// non-value after it has raised; or nothing: there is more to do.
  virtual std::optional<Term> run(Context& context, int64_t& reductions) = 0;

  const ExportEntry* function = nullptr;  ///< the BIF, once it has given way
};

/// What a BIF does that is `erlang:name` with these arguments: returns what it has to return.
Term do_long_work(Context& context, const char* name, std::span<const Term> arguments,
                  std::unique_ptr<LongWork> work);

/// erlang:long_work_trap/2, where it goes on: the work, and the list of arguments.
Term go_on_with_long_work(Context& context, const Term* arguments);

}  // namespace linac
