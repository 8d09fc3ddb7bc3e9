// SPDX-License-Identifier: Apache-2.0
//
// Descriptors, programs and the terminal of the WebAssembly build: all is passed on to JavaScript
// (port_library.js).
#pragma once

#include "platforms/port_host.h"

namespace linac {

class EmscriptenPlatform;

class EmscriptenPortHost final : public PortHost {
 public:
  explicit EmscriptenPortHost(EmscriptenPlatform& platform) : platform_(platform) {}

  bool read_descriptor(uint32_t handle, int descriptor) override;
  std::optional<int64_t> start_program(uint32_t handle, const HostProgram& program,
                                       std::string& error) override;
  bool write(uint32_t handle, std::span<const uint8_t> bytes) override;
  void close(uint32_t handle) override;
  bool open_terminal(uint32_t handle) override;
  std::optional<WindowSize> window_size(int descriptor) override;
  std::vector<std::pair<std::string, std::string>> environment() override;
  std::optional<int64_t> process_number() override;
  bool handle_signal(uint32_t handle, std::string_view name) override;
  void default_signal(std::string_view name) override;

 private:
  EmscriptenPlatform& platform_;
};

}  // namespace linac
