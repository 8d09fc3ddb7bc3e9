// SPDX-License-Identifier: Apache-2.0
//
// Reads the external term format (OTP: "External Term Format"), as far as literals of `.beam` files
// need it: all but pids, ports, references and local funs. Bytes are not trusted: nothing is read
// past the end, and no declared length is believed before it is known to fit. Invariant: what it
// builds is canonical (an integer that fits is small, a float that fits is immediate, map keys are
// sorted and unique).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "memory/heap.h"
#include "term/term.h"

namespace linac {

/// Makes `fun Module:Function/Arity`; the loader has the exports.
class ExportFunMaker {
 public:
  virtual Term make_export_fun(Heap& heap, Term module, Term function, uint32_t arity) = 0;

 protected:
  ~ExportFunMaker() = default;
};

/// Decodes one term, version byte 131 first, compressed or not. On failure the non-value, and
/// `*error` is what is wrong (static text, no full stop); what was built on `heap` meanwhile is
/// garbage. Without `exports` a fun is an error. `*used`, if wanted, is the number
/// of bytes read; bytes after the term are no error.
Term decode_external(std::span<const uint8_t> bytes, Heap& heap, const char** error,
                     ExportFunMaker* exports = nullptr, size_t* used = nullptr);

}  // namespace linac
