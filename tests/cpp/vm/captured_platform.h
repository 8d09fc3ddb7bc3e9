// SPDX-License-Identifier: Apache-2.0
//
// The host of tests that run whole programs: keeps what is written, and its clock can be moved on,
// so that nobody waits for a timer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platforms/native/native_platform.h"

namespace linac {

class CapturedPlatform final : public NativePlatform {
 public:
  explicit CapturedPlatform(std::vector<std::string> code_path = {})
      : NativePlatform(std::move(code_path)) {}

  void write(int descriptor, std::string_view text) override {
    (descriptor == 1 ? output : errors) += text;
  }
  int64_t monotonic_time() override { return NativePlatform::monotonic_time() + skipped_; }

  /// Lets the monotonic clock jump.
  void skip(int32_t milliseconds) { skipped_ += int64_t{milliseconds} * 1'000'000; }

  std::string output;
  std::string errors;

 private:
  int64_t skipped_ = 0;
};

}  // namespace linac
