// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a `.beam` file, and where.
#pragma once

#include <cstdint>
#include <string>

namespace linac::beam {

struct Error {
  std::string chunk;    ///< chunk name, "IFF" for the container, or "" if it does not apply
  uint32_t offset = 0;  ///< byte offset inside the chunk's data (inside the file for "IFF")
  std::string message;  ///< what is wrong, no full stop

  /// One sentence: `fib.beam: chunk Code at offset 123: label 7 is out of range`.
  std::string sentence(const std::string& file_name) const;
};

}  // namespace linac::beam
