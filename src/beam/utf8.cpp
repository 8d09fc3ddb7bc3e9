// SPDX-License-Identifier: Apache-2.0
//
// See utf8.h.
#include "beam/utf8.h"

namespace linac::beam {
namespace {

struct Form {
  uint8_t mask, lead;  // a first byte of this form: byte & mask == lead
  uint8_t more;        // continuation bytes
  uint32_t smallest;   // smallest code point not overlong
};
constexpr Form kForms[] = {
    {0x80, 0x00, 0, 0}, {0xe0, 0xc0, 1, 0x80}, {0xf0, 0xe0, 2, 0x800}, {0xf8, 0xf0, 3, 0x10000}};

const Form* form_of(uint8_t first_byte) {
  for (const Form& form : kForms) {
    if ((first_byte & form.mask) == form.lead) return &form;
  }
  return nullptr;
}

}  // namespace

std::optional<size_t> utf8_length(std::span<const uint8_t> bytes) {
  size_t count = 0;
  for (size_t i = 0; i < bytes.size(); count++) {
    const Form* form = form_of(bytes[i]);
    if (!form || form->more >= bytes.size() - i) return std::nullopt;
    uint32_t code_point = bytes[i++] & static_cast<uint8_t>(~form->mask);
    for (int more = form->more; more > 0; more--, i++) {
      if ((bytes[i] & 0xc0) != 0x80) return std::nullopt;
      code_point = (code_point << 6) | (bytes[i] & 0x3f);
    }
    const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    if (code_point < form->smallest || code_point > 0x10ffff || surrogate) return std::nullopt;
  }
  return count;
}

std::string utf8_from_latin1(std::span<const uint8_t> bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (const uint8_t byte : bytes) {
    if (byte < 0x80) {
      text.push_back(static_cast<char>(byte));
    } else {
      text.push_back(static_cast<char>(0xc0 | (byte >> 6)));
      text.push_back(static_cast<char>(0x80 | (byte & 0x3f)));
    }
  }
  return text;
}

}  // namespace linac::beam
