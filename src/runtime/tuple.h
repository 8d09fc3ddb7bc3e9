// SPDX-License-Identifier: Apache-2.0
//
// Tuples made from tuples.
#pragma once

#include <cstring>

#include "memory/heap.h"

namespace linac {

/// A shallow copy, for an update.
inline Term copy_tuple(Heap& heap, Term tuple) {
  const uint32_t words = 1 + tuple_arity(tuple);
  Word* at = heap.allocate(words);
  std::memcpy(at, tuple.address(), words * sizeof(Word));
  return Term::pointer(Tag::kTuple, at);
}

}  // namespace linac
