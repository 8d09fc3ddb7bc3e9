// SPDX-License-Identifier: Apache-2.0
//
// Terms for tests, from hexadecimal external format as OTP writes it.
#pragma once

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "term/external.h"

namespace linac {

inline std::vector<uint8_t> bytes_from_hex(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<uint8_t>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  }
  return bytes;
}

inline Term decode_hex(Heap& heap, std::string_view hex) {
  const char* error;
  const Term term = decode_external(bytes_from_hex(hex), heap, &error);
  EXPECT_EQ(error, nullptr) << error << " in " << hex;
  return term;
}

}  // namespace linac
