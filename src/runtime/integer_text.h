// SPDX-License-Identifier: Apache-2.0
//
// Integers of any size as text in bases 2 to 36, and back, as integer_to_list/2 and
// list_to_integer/2 have it.
#pragma once

#include <string>
#include <string_view>

#include "memory/heap.h"
#include "term/term.h"

namespace linac {

/// Digits above 9 are upper-case letters. Precondition: `integer` is an integer, 2 <= base <= 36.
std::string integer_text(Term integer, int base = 10);

/// Reads an optional sign and at least one digit, either case, nothing else. The non-value with
/// `error` badarg if the text is malformed, system_limit if the integer would be too large.
Term parse_integer(Heap& heap, std::string_view text, int base, Term& error);

}  // namespace linac
