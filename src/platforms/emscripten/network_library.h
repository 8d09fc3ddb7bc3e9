// SPDX-License-Identifier: Apache-2.0
//
// The function of network_library.js as C++ sees it; only emscripten_network_host.cpp calls it.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

/// Passes a request on. Keeps the answer, or the name of an error, for linac_host_take_bytes
/// (host_library.h); 1 or 0 says which.
int linac_network_request(const char* operation, size_t operation_size, uint32_t handle,
                          const uint8_t* bytes, size_t size, size_t* answer_size);
}
