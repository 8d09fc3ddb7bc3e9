// SPDX-License-Identifier: Apache-2.0
#include "platforms/emscripten/emscripten_network_host.h"

#include "platforms/emscripten/host_library.h"
#include "platforms/emscripten/network_library.h"

namespace linac {

NetworkAnswer EmscriptenNetworkHost::request(std::string_view operation, uint32_t handle,
                                             std::span<const uint8_t> bytes) {
  size_t size = 0;
  const int is_answer = linac_network_request(operation.data(), operation.size(), handle,
                                              bytes.data(), bytes.size(), &size);
  std::vector<uint8_t> answer(size);
  linac_host_take_bytes(answer.data());
  if (is_answer != 0) return {std::move(answer), ""};
  return {std::nullopt, std::string(answer.begin(), answer.end())};
}

}  // namespace linac
