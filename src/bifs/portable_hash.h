// SPDX-License-Identifier: Apache-2.0
//
// The two hashes of terms that Erlang programs see and may store: the same in every release and on
// every machine, so they follow OTP's definition bit for bit. Not for tables of ours: those use
// term/hash.h. Deep terms cost heap memory of C++, not its stack.
#pragma once

#include <cstdint>

#include "term/term.h"

namespace linac {

/// What erlang:phash/2 reduces to its range; `dict` and `sets` place elements with it.
uint32_t portable_hash(Term term);

/// What erlang:phash2/1,2 reduce to their range.
uint32_t portable_hash2(Term term);

}  // namespace linac
