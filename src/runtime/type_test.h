// SPDX-License-Identifier: Apache-2.0
//
// Type tests of the guard instructions, for interpreter and compiled code both.
#pragma once

#include "beam/opcode.h"
#include "term/layout.h"

namespace linac {

/// Whether `term` passes the one-operand type test `opcode` (is_integer … is_bitstr).
bool has_type(Term term, beam::Opcode opcode);

/// `is_function(Fun, Arity)`.
bool is_function_of_arity(Term term, Term arity);

}  // namespace linac
