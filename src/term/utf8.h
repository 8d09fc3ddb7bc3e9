// SPDX-License-Identifier: Apache-2.0
//
// One UTF-8 sequence at a time, strictly: no overlong forms, surrogates or code points past
// U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace linac {

/// Reads the sequence at `at` (before `end`). Returns its length in bytes, or 0 if it is malformed.
int decode_utf8(const uint8_t* at, const uint8_t* end, uint32_t* code_point);

/// Whether a text is nothing but such sequences.
bool is_utf8(std::string_view text);

/// Appends a code point. Precondition: it is at most U+10FFFF.
void append_utf8(std::string& text, uint32_t code_point);

}  // namespace linac
