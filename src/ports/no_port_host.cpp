// SPDX-License-Identifier: Apache-2.0
#include "platforms/platform.h"
#include "platforms/port_host.h"

namespace linac {

PortHost& Platform::ports() {
  static PortHost nothing;
  return nothing;
}

}  // namespace linac
