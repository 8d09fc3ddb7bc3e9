// SPDX-License-Identifier: Apache-2.0
//
// The network of the WebAssembly build: all is passed on to JavaScript (network_library.js).
#pragma once

#include "platforms/network_host.h"

namespace linac {

class EmscriptenNetworkHost final : public NetworkHost {
 public:
  NetworkAnswer request(std::string_view operation, uint32_t handle,
                        std::span<const uint8_t> bytes) override;
};

}  // namespace linac
