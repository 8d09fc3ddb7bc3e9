// SPDX-License-Identifier: Apache-2.0
//
// The hash of our own tables (large maps, ETS). It is not `erlang:phash2` and never shown to Erlang
// code, but the order of a large map's keys follows from it, so it is that of OTP 25 for every term
// that holds no atom, fun or identifier: those hash by numbers that differ between two systems.
// Deep terms cost heap memory, not C++ stack. Invariants: terms that are `=:=` have the same hash;
// whatever distinguishes two terms goes into it, so that terms with one hash differ with some other
// salt.
#pragma once

#include <cstdint>

#include "term/jenkins_hash.h"
#include "term/term.h"

namespace linac {

uint32_t hash_term(Term term, uint32_t salt = 0);

/// The hash of an atom's text, by which OTP's tables and portable hashes know it. A two-byte
/// character of Latin-1 counts as one.
uint32_t hash_atom_text(Term atom);

/// The hash whose bits lead to `key` through a large map; `round` counts the hashes used up on the
/// way, each good for eight levels.
inline uint32_t hash_map_key(Term key, uint32_t round) {
  return hash_term(key, round == 0 ? 0 : jenkins::mixed(0, round, 1, jenkins::salt(22)));
}

}  // namespace linac
