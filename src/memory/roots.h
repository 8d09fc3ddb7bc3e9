// SPDX-License-Identifier: Apache-2.0
//
// What a collection starts from besides the stack. Whoever owns terms of a process (runtime/collect
// knows them all) shows them to a `RootVisitor`: the collector, which updates them, or the
// verifier, which looks at them.
#pragma once

#include <span>

#include "term/term.h"

namespace linac {

class RootVisitor {
 public:
  virtual void visit(std::span<Term> terms) = 0;

 protected:
  ~RootVisitor() = default;
};

struct Roots {
  std::span<Term> registers;
  void* owner = nullptr;
  /// Shows `owner`'s terms to the visitor; may be null.
  void (*visit)(void* owner, RootVisitor& visitor) = nullptr;

  void show(RootVisitor& visitor) const {
    visitor.visit(registers);
    if (visit != nullptr) visit(owner, visitor);
  }
};

}  // namespace linac
