// SPDX-License-Identifier: Apache-2.0
//
// Operations of port_control/3 that OTP's I/O servers send to ports on terminals. Source: OTP's
// modules user, standard_error and user_drv.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "platforms/port_host.h"

namespace linac {

inline constexpr uint32_t kTerminalControlBase = 0x018b0900;
inline constexpr uint32_t kGetWindowSize = kTerminalControlBase + 100;
inline constexpr uint32_t kGetUnicodeState = kTerminalControlBase + 101;
inline constexpr uint32_t kSetUnicodeState = kTerminalControlBase + 102;

/// Columns and rows as two 32-bit numbers of the machine.
inline std::vector<uint8_t> window_size_bytes(WindowSize size) {
  std::vector<uint8_t> bytes(sizeof size);
  std::memcpy(bytes.data(), &size, sizeof size);
  return bytes;
}

}  // namespace linac
