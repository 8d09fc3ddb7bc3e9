// SPDX-License-Identifier: Apache-2.0
//
// Reading the arguments of BIFs: texts given as lists or binaries, numbers in a range, and the
// results that go the other way. Nothing here raises; the BIF knows which error its caller gets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "memory/heap.h"
#include "runtime/list.h"
#include "term/term.h"

namespace linac {

/// A proper list of characters 0 to 255, one byte each. Nothing if it is none.
std::optional<std::string> read_latin1_list(Term list);

/// A proper list of Unicode code points (no surrogates), as UTF-8. Nothing if it is none.
std::optional<std::string> read_unicode_list(Term list);

/// The bytes of a binary; nothing if `term` is none (or a bitstring of uneven size).
std::optional<std::string> read_binary(Term term);

/// Part of a bitstring: `bit_size` bits from `bit_offset` on, which must be inside it. Shares the
/// bytes if they are many.
Term sub_bits(Heap& heap, Term bitstring, uint64_t bit_offset, uint64_t bit_size);

/// A small integer from `low` to `high`.
inline std::optional<int64_t> read_integer(Term term, int64_t low, int64_t high) {
  if (!term.is_small() || term.small_value() < low || term.small_value() > high) {
    return std::nullopt;
  }
  return term.small_value();
}

}  // namespace linac
