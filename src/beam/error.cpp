// SPDX-License-Identifier: Apache-2.0
//
// The one sentence a user reads about a bad `.beam` file.
#include "beam/error.h"

#include <cstdio>

namespace linac::beam {

namespace {

/// Names in a damaged file can hold anything: what would break the line is shown as `\xNN`.
void append_one_line(std::string& line, const std::string& text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) {
      line += c;
      continue;
    }
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\x%02X", byte);
    line += escape;
  }
}

}  // namespace

std::string Error::sentence(const std::string& file_name) const {
  std::string text = file_name + ": ";
  if (chunk == "IFF") {
    text += "container at offset " + std::to_string(offset) + ": ";
  } else if (!chunk.empty()) {
    text += "chunk " + chunk + " at offset " + std::to_string(offset) + ": ";
  }
  append_one_line(text, message);
  return text;
}

}  // namespace linac::beam
