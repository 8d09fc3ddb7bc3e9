// SPDX-License-Identifier: Apache-2.0
//
// The host of the native build: C streams, POSIX clocks, a list of directories to find code in. No
// compiled code. Used by tests and by the host program; owns nothing but the code path and the
// count of slots handed out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platforms/platform.h"

namespace linac {

class NativePlatform : public Platform {
 public:
  explicit NativePlatform(std::vector<std::string> code_path = {})
      : code_path_(std::move(code_path)) {}

  void write(int descriptor, std::string_view text) override;
  int64_t monotonic_time() override;
  int64_t system_time() override;
  std::optional<CodeFile> find_module(std::string_view module) override;
  std::vector<std::string> code_path() override { return code_path_; }
  std::optional<std::vector<uint8_t>> read_file(const std::string& path) override;
  bool has_jit() const override { return false; }

  /// Hands out numbers from 1 on; there is no table behind them.
  std::optional<uint32_t> grow_table(uint32_t count) override;

  /// Always fails: the host program interprets.
  std::optional<uint32_t> install_unit(std::span<const uint8_t> wasm,
                                       std::span<const uint32_t> slot_bases,
                                       std::string& error) override;
  void reset_slots(uint32_t first, uint32_t count) override;
  void drop_unit(uint32_t handle) override;
  bool frees_units() override { return true; }

 private:
  std::vector<std::string> code_path_;
  uint32_t next_slot_ = 1;
};

/// The whole of a file, or nothing if it cannot be read.
std::optional<std::vector<uint8_t>> read_whole_file(const std::string& path);

}  // namespace linac
