// SPDX-License-Identifier: Apache-2.0
//
// Makes verified code uniform where compilers leave it loose, so that interpreter and JIT need not
// know. Called once between `verify` and linking. Instructions keep their places, so the facts stay
// right.
#pragma once

#include "beam/verifier.h"

namespace linac::beam {

/// - `allocate` and `allocate_heap` whose y registers must be cleared become `allocate_zero` and
///   `allocate_heap_zero`.
/// - `call_ext` and `call_ext_last` of a function that never returns become `call_ext_only`:
/// nothing
///   is released and no return address stored, since there may be no frame, or one of another size.
void normalise(File& file, const Facts& facts);

}  // namespace linac::beam
