// SPDX-License-Identifier: Apache-2.0
//
// See utf8.h.
#include "term/utf8.h"

namespace linac {

int decode_utf8(const uint8_t* at, const uint8_t* end, uint32_t* code_point) {
  if (at == end) return 0;
  const uint8_t first = *at;
  if (first < 0x80) {
    *code_point = first;
    return 1;
  }
  const int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || end - at < length) return 0;
  uint32_t value = first & (0x7fu >> length);
  for (int i = 1; i < length; ++i) {
    if ((at[i] & 0xc0) != 0x80) return 0;
    value = (value << 6) | (at[i] & 0x3fu);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) {
    return 0;
  }
  *code_point = value;
  return length;
}

bool is_utf8(std::string_view text) {
  const auto* at = reinterpret_cast<const uint8_t*>(text.data());
  const uint8_t* const end = at + text.size();
  while (at != end) {
    uint32_t code_point;
    const int length = decode_utf8(at, end, &code_point);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

void append_utf8(std::string& text, uint32_t code_point) {
  const auto push = [&](uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) return push(code_point);
  if (code_point < 0x800) {
    push(0xc0 | (code_point >> 6));
  } else {
    if (code_point < 0x10000) {
      push(0xe0 | (code_point >> 12));
    } else {
      push(0xf0 | (code_point >> 18));
      push(0x80 | ((code_point >> 12) & 0x3f));
    }
    push(0x80 | ((code_point >> 6) & 0x3f));
  }
  push(0x80 | (code_point & 0x3f));
}

}  // namespace linac
