// SPDX-License-Identifier: Apache-2.0
#include "platforms/network_host.h"
#include "platforms/platform.h"

namespace linac {

NetworkHost& Platform::network() {
  static NetworkHost nothing;
  return nothing;
}

}  // namespace linac
