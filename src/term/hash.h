// SPDX-License-Identifier: Apache-2.0
//
// The hash of our own tables (ETS, large maps, process dictionaries). It is not `erlang:phash2`, is
// never shown to Erlang code and may differ between two runs. Deep terms cost heap memory, not C++
// stack. Invariant: terms that are `=:=` have the same hash; so 0.0 and -0.0 do.
#pragma once

#include <cstdint>

#include "term/term.h"

namespace linac {

uint64_t hash_term_slow(Term term);

/// Mixes the bits of one word, so that each bit of the result depends on all of them.
constexpr uint64_t mix_bits(uint64_t x) {
  x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93;
  x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93;
  return x ^ (x >> 32);
}

inline uint64_t hash_term(Term term) {
  return term.is_immediate() ? mix_bits(term.bits()) : hash_term_slow(term);
}

}  // namespace linac
