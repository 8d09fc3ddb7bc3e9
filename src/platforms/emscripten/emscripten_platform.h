// SPDX-License-Identifier: Apache-2.0
//
// The host of the WebAssembly build: everything the VM asks is passed on to JavaScript
// (host_library.js), which passes files and output on to the embedder's `host` object and handles
// the function table itself. Invariant: output is buffered here and reaches the host by `flush`, in
// the order it was written.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platforms/emscripten/emscripten_file_system.h"
#include "platforms/emscripten/emscripten_network_host.h"
#include "platforms/emscripten/emscripten_port_host.h"
#include "platforms/platform.h"

namespace linac {

class EmscriptenPlatform : public Platform {
 public:
  EmscriptenPlatform() = default;
  EmscriptenPlatform(const EmscriptenPlatform&) = delete;
  EmscriptenPlatform& operator=(const EmscriptenPlatform&) = delete;

  void write(int descriptor, std::string_view text) override;
  PortHost& ports() override { return ports_; }
  NetworkHost& network() override { return network_; }
  int64_t monotonic_time() override;
  int64_t system_time() override;
  std::optional<CodeFile> find_module(std::string_view module) override;
  FileSystem& files() override { return files_; }
  std::vector<std::string> code_path() override;
  std::optional<std::vector<uint8_t>> read_file(const std::string& path) override;
  std::optional<std::vector<std::string>> list_directory(const std::string& path) override;
  std::optional<std::string> working_directory() override;
  bool has_jit() const override { return true; }
  std::optional<uint32_t> grow_table(uint32_t count) override;
  std::optional<uint32_t> install_unit(std::span<const uint8_t> wasm,
                                       std::span<const uint32_t> slot_bases,
                                       std::string& error) override;
  std::optional<uint32_t> keep_unit(std::span<const uint8_t> wasm,
                                    std::span<const uint32_t> slot_bases) override;
  bool install_kept_unit(uint32_t handle, std::string& error) override;
  void reset_slots(uint32_t first, uint32_t count) override;
  void drop_unit(uint32_t handle) override;
  bool frees_units() override;

  /// The function that every slot without compiled code holds. To be set before the first
  /// grow_table; in WebAssembly a function's address is its table index.
  void set_entry_thunk(void* function_pointer) {
    entry_thunk_ = reinterpret_cast<uintptr_t>(function_pointer);
  }

  /// Hands buffered output to the host. Called after each slice and before anything the host writes
  /// itself.
  void flush();

 private:
  static constexpr size_t kBufferSize = 1 << 16;

  EmscriptenFileSystem files_;
  EmscriptenPortHost ports_{*this};
  EmscriptenNetworkHost network_;
  uint32_t entry_thunk_ = 0;
  std::string buffer_;
  int buffered_descriptor_ = 1;
};

}  // namespace linac
