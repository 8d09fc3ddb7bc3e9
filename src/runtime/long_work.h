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

struct FunctionName {
  Term module;
  const char* function;
};

/// What a BIF of that name does with these arguments: returns what it has to return.
Term do_long_work(Context& context, FunctionName name, std::span<const Term> arguments,
                  std::unique_ptr<LongWork> work);

/// The BIF that a process is in which goes on in `function`: another one if that is
/// long_work_trap/2. The process's registers are in `context`.
const ExportEntry& function_under_way(const Context& context, const ExportEntry& function);

/// erlang:long_work_trap/2, where it goes on: the work, and the list of arguments.
Term go_on_with_long_work(Context& context, const Term* arguments);

}  // namespace linac
