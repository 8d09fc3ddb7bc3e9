// SPDX-License-Identifier: Apache-2.0
//
// Running a program in a VM to its end, as a host does it, and what came of it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "captured_platform.h"
#include "erlang_compiler.h"
#include "vm.h"

namespace linac {

/// How a program ended.
struct Outcome {
  int status = -1;        ///< exit status; −1 if it has not finished
  bool deadlock = false;  ///< it waits, and no timer runs
  std::string output;
  std::string errors;
};

/// Options for the interpreter alone.
inline VmOptions interpreted() {
  VmOptions options;
  options.jit = false;
  return options;
}

/// Calls `slice` until the program has finished or waits for ever. Timers fire at once, in order.
inline Outcome run_to_end(Vm& vm, CapturedPlatform& platform) {
  Outcome outcome;
  for (;;) {
    const int32_t wait = vm.slice(50);
    if (wait < 0) {
      outcome.status = vm.exit_status();
      break;
    }
    if (wait == Vm::kWaitForever) {
      outcome.deadlock = true;
      break;
    }
    platform.skip(wait);
  }
  outcome.output = platform.output;
  outcome.errors = platform.errors;
  return outcome;
}

/// Loads `beam` into a new VM and runs its main function.
inline Outcome run_program(std::span<const uint8_t> beam,
                           const std::vector<std::string>& arguments = {},
                           const VmOptions& options = interpreted(),
                           const std::string& code_path = ".") {
  CapturedPlatform platform({code_path});
  Vm vm(platform, options);
  std::string error;
  const std::optional<std::string> name = vm.load(beam, "test.beam", error);
  EXPECT_TRUE(name) << error;
  if (!name) return {};
  const bool started = vm.start(*name, arguments, error);
  EXPECT_TRUE(started) << error;
  return started ? run_to_end(vm, platform) : Outcome{};
}

}  // namespace linac
