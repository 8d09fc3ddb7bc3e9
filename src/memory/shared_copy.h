// SPDX-License-Identifier: Apache-2.0
//
// Copying a term so that what is one object in it stays one: for values that are kept. Costs more
// than `copy_term`, which makes such an object as often as it occurs. No recursion.
#pragma once

#include <cstddef>

#include "memory/heap.h"

namespace linac {

/// Words that such a copy of `term` takes; 0 for an immediate.
size_t shared_words(Term term);

/// A copy of `term` in `heap`.
Term copy_shared(Term term, Heap& heap);

}  // namespace linac
