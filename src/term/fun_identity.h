// SPDX-License-Identifier: Apache-2.0
//
// What comparing, hashing and printing must know of a fun. `FunEntry` and `ExportEntry` (src/code)
// begin with it, so that src/term needs nothing else of them. Invariant: it is the first base or
// member of both, at offset 0.
#pragma once

#include <cstdint>

#include "term/layout.h"
#include "term/term.h"

namespace linac {

struct FunIdentity {
  Term module;
  Term function;       ///< of an export; of a local fun its compiled name (`-main/0-fun-0-`)
  uint32_t arity = 0;  ///< as the caller sees it
  uint32_t index = 0;  ///< local funs: position in the module's fun table
  uint32_t uniq = 0;   ///< local funs: OTP's old_uniq
  /// Local funs: a fun has been copied to where no process's collection sees it.
  bool in_area = false;
};

/// Precondition: `fun` is a fun.
inline FunIdentity& fun_identity(Term fun) {
  return *reinterpret_cast<FunIdentity*>(static_cast<uintptr_t>(fun.address()[kFunEntryOffset]));
}

}  // namespace linac
