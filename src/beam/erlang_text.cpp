// SPDX-License-Identifier: Apache-2.0
//
// See erlang_text.h.
#include "beam/erlang_text.h"

#include <algorithm>
#include <vector>

namespace linac::beam {
namespace {

constexpr std::string_view kReservedWords[] = {
    "after", "and",   "andalso", "band",   "begin",   "bnot", "bor", "bsl",  "bsr", "bxor",
    "case",  "catch", "cond",    "div",    "else",    "end",  "fun", "if",   "let", "maybe",
    "not",   "of",    "or",      "orelse", "receive", "rem",  "try", "when", "xor"};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_name_character(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '@';
}
bool is_printable(uint8_t c) { return c >= ' ' && c <= '~'; }

void append_escaped(std::string& text, char c, char quote) {
  if (c == quote || c == '\\') {
    text += '\\';
    text += c;
  } else if (c == '\n') {
    text += "\\n";
  } else {
    text += c;
  }
}

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) append_escaped(result, c, quote);
  return result + quote;
}

}  // namespace

std::string atom_text(std::string_view name) {
  const bool plain = !name.empty() && is_lower(name[0]) &&
                     std::all_of(name.begin(), name.end(), is_name_character) &&
                     std::find(std::begin(kReservedWords), std::end(kReservedWords), name) ==
                         std::end(kReservedWords);
  return plain ? std::string(name) : quoted(name, '\'');
}

std::string string_text(std::string_view text) { return quoted(text, '"'); }

std::string binary_text(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return "<<>>";
  if (std::all_of(bytes.begin(), bytes.end(), is_printable)) {
    return "<<" + quoted({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, '"') + ">>";
  }
  std::string text = "<<";
  for (const uint8_t byte : bytes) {
    if (text.size() > 2) text += ',';
    text += std::to_string(byte);
  }
  return text + ">>";
}

std::string big_integer_text(std::span<const uint8_t> bytes) {
  constexpr uint32_t kBase = 1000000000;
  const bool negative = !bytes.empty() && (bytes[0] & 0x80);
  std::vector<uint32_t> digits = {0};  // base 10^9, least first
  // |n| = ~n + 1 for negative n.
  for (size_t i = 0; i <= bytes.size(); i++) {
    const bool last = i == bytes.size();
    const uint8_t byte = last ? 0 : negative ? static_cast<uint8_t>(~bytes[i]) : bytes[i];
    uint64_t carry = last ? (negative ? 1 : 0) : byte;
    for (uint32_t& digit : digits) {
      carry += static_cast<uint64_t>(digit) * (last ? 1 : 256);
      digit = static_cast<uint32_t>(carry % kBase);
      carry /= kBase;
    }
    if (carry) digits.push_back(static_cast<uint32_t>(carry));
  }
  std::string text = (negative ? "-" : "") + std::to_string(digits.back());
  for (size_t i = digits.size() - 1; i-- > 0;) {
    const std::string part = std::to_string(digits[i]);
    text += std::string(9 - part.size(), '0') + part;
  }
  return text;
}

}  // namespace linac::beam
