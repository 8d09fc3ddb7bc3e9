// SPDX-License-Identifier: Apache-2.0
//
// Copying a term into another heap (messages, spawn arguments, exit reasons, values kept outside
// heaps). The source stays as it is; sharing inside the term is lost, as in OTP. No recursion:
// terms of any depth are fine.
#pragma once

#include <cstddef>

#include "memory/heap.h"

namespace linac {

/// Words that a copy of `term` takes; 0 for an immediate.
size_t term_words(Term term);

/// The same as programs see it: OTP has one empty tuple for all, which takes no words.
size_t flat_size(Term term);

/// A copy of `term` in `heap`, in one piece.
Term copy_term(Term term, Heap& heap);

}  // namespace linac
