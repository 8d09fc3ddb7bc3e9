// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 by its table of well-formed byte sequences (Unicode standard, section 3.9).
#include "jit/wasm/text.h"

#include <cstddef>
#include <cstdint>

#include "jit/wasm/types.h"

namespace linac::wasm {
namespace {

// Lead bytes of one kind: how long the character is, and the range of its second byte.
struct Lead {
  uint8_t first, last;
  uint8_t length;
  uint8_t low, high;
};
constexpr Lead kLeads[] = {
    {0x00, 0x7f, 1, 0, 0},       {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf}, {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
};

// Length of the character at the front of `text`; 0 if there is none.
size_t character_length(std::string_view text) {
  const auto at = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  for (const Lead& lead : kLeads) {
    if (at(0) < lead.first || at(0) > lead.last) continue;
    if (text.size() < lead.length) return 0;
    if (lead.length > 1 && (at(1) < lead.low || at(1) > lead.high)) return 0;
    for (size_t i = 2; i < lead.length; ++i) {
      if (at(i) < 0x80 || at(i) > 0xbf) return 0;
    }
    return lead.length;
  }
  return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const size_t length = character_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string name_section_text(std::string_view text) {
  std::string fit;
  while (!text.empty()) {
    const size_t length = character_length(text);
    if (fit.size() + length > kMaxNameBytes) break;
    if (length == 0) {
      fit += '?';
    } else {
      fit.append(text, 0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return fit;
}

}  // namespace linac::wasm
