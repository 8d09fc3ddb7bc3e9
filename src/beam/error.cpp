// SPDX-License-Identifier: Apache-2.0
//
// The one sentence a user reads about a bad `.beam` file.
#include "beam/error.h"

namespace linac::beam {

std::string Error::sentence(const std::string& file_name) const {
  std::string text = file_name + ": ";
  if (chunk == "IFF") {
    text += "container at offset " + std::to_string(offset) + ": ";
  } else if (!chunk.empty()) {
    text += "chunk " + chunk + " at offset " + std::to_string(offset) + ": ";
  }
  return text + message;
}

}  // namespace linac::beam
