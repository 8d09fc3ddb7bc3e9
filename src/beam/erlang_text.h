// SPDX-License-Identifier: Apache-2.0
//
// Erlang source text of atoms, strings and big integers, for listings and messages.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace linac::beam {

/// An atom as Erlang source has it: quoted where needed. `name` is UTF-8.
std::string atom_text(std::string_view name);

/// `<<"text">>`, or `<<1,2,3>>` if a byte is not printable ASCII.
std::string binary_text(std::span<const uint8_t> bytes);

/// `"text"` with escapes. `text` is UTF-8.
std::string string_text(std::string_view text);

/// Decimal digits of a big-endian two's complement number.
std::string big_integer_text(std::span<const uint8_t> bytes);

}  // namespace linac::beam
