// SPDX-License-Identifier: Apache-2.0
//
// Places in binaries, as the functions of module `binary` take them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "bifs/argument.h"
#include "term/term.h"

namespace linac {

/// A place in a binary: {Start, Length}, where a negative length reaches backwards.
struct Place {
  size_t start;
  size_t length;
};

/// The place in a binary of `size` bytes; nothing if it is not inside.
inline std::optional<Place> read_place(Term start, Term length, int64_t size) {
  const std::optional<int64_t> first = read_integer(start, 0, size);
  const std::optional<int64_t> count = read_integer(length, -size, size);
  if (!first || !count) return std::nullopt;
  const int64_t low = *count < 0 ? *first + *count : *first;
  const int64_t high = *count < 0 ? *first : *first + *count;
  if (low < 0 || high > size) return std::nullopt;
  return Place{static_cast<size_t>(low), static_cast<size_t>(high - low)};
}

}  // namespace linac
