// SPDX-License-Identifier: Apache-2.0
//
// What the functions of prim_tty (bifs/prim_tty.cpp) ask the driver of that name.
#pragma once

#include <cstdint>

namespace linac {

enum TtyOperation : uint32_t {
  kTtySetRaw = 1,  ///< whether keys are to come one by one, from the next start of reading on
  kTtySelect = 2,
  kTtyRead = 3,
};

}  // namespace linac
