// SPDX-License-Identifier: Apache-2.0
//
// Constructing bitstrings: bs_create_bin with all segment types, and the older family that writes
// segment by segment. One implementation for interpreter and compiled code. Nothing here collects.
//
// Appending takes amortised constant time: a bitstring too long for the heap is a sub-binary whose
// base has room behind what is in use, and a bitstring that ends where the use ends is continued in
// place. The mark is in the shared bytes (BinaryData::used_bits), so of several continuations of
// one bitstring only the first gets the place, whoever holds it. Invariant: bits below the mark
// never change, bytes never move.
#pragma once

#include <cstdint>

#include "code/bit_operands.h"
#include "runtime/bit_value.h"
#include "runtime/context.h"

namespace linac {

/// bs_create_bin. The non-value after an error, which is pending: badarg or system_limit, with the
/// explanation that OTP gives.
Term create_bitstring(Context& context, const BinarySegments& segments);

/// bs_init_writable: an empty binary to append to, with room for `size` bytes if that is a sensible
/// number.
Term init_writable(Context& context, Term size);

// --- The older family. Each sets the error and returns the non-value or false if it fails.

/// bs_init2 (`unit` 8) and bs_init_bits (`unit` 1): a bitstring of `size` units for the bs_put_...
/// that follow to fill.
Term begin_bitstring(Context& context, Term size, uint32_t unit);
/// bs_append and bs_private_append: `source`, which must be a multiple of `unit` bits, continued by
/// `size` bits.
Term begin_append(Context& context, Term source, Term size, uint32_t unit, bool is_private);
bool put_integer(Context& context, Term value, Term size, uint32_t unit, uint32_t flags);
bool put_float(Context& context, Term value, Term size, uint32_t unit, uint32_t flags);
bool put_bitstring(Context& context, Term value, Term size, uint32_t unit);
bool put_utf(Context& context, UtfEncoding encoding, Term value, uint32_t flags);
/// False if the bitstring has no room for it, which no compiled code can bring about.
bool put_string(Context& context, const uint8_t* string, uint32_t bytes);
/// bs_add: `a + b * unit`.
Term add_segment_sizes(Context& context, Term a, Term b, uint32_t unit);
/// bs_utf8_size and bs_utf16_size: bytes.
Term utf_bytes(UtfEncoding encoding, Term value);

}  // namespace linac
