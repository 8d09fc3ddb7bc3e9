// SPDX-License-Identifier: Apache-2.0
//
// WABT's and Node's command line tools as functions, for tests that ask an independent encoder,
// validator or engine. Tools are found on PATH; a test that needs a missing one skips itself.
// Owns a scratch folder, removed when the test program ends.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "jit/wasm/module.h"

namespace linac::wasm {

using Bytes = std::vector<uint8_t>;

/// What a command printed (standard output and error), and its exit status.
struct CommandResult {
  int status = -1;
  std::string output;
};

inline CommandResult run_command(const std::string& command) {
  CommandResult result;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (!pipe) return result;
  char chunk[4096];
  while (const size_t count = std::fread(chunk, 1, sizeof chunk, pipe)) {
    result.output.append(chunk, count);
  }
  const int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

inline bool has_tool(const std::string& name) {
  return run_command("command -v " + name + " >/dev/null").status == 0;
}

/// Skips the running test if `name` is not on PATH.
#define LINAC_NEED_TOOL(name) \
  if (!::linac::wasm::has_tool(name)) GTEST_SKIP() << name << " is not on PATH"

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = std::filesystem::temp_directory_path() / "linac-wasm-XXXXXX";
    if (const char* made = mkdtemp(pattern.data())) path_ = made;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline const ScratchFolder& scratch() {
  static const ScratchFolder folder;
  return folder;
}

inline void write_file(const std::string& path, std::span<const uint8_t> bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}
inline void write_file(const std::string& path, const std::string& text) {
  write_file(path, std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}
inline Bytes read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

/// The binary module of a text module; empty, with a failure recorded, if the text is wrong.
inline Bytes wat2wasm(const std::string& text) {
  const std::string from = scratch().file("in.wat"), to = scratch().file("in.wasm");
  write_file(from, text);
  const auto result = run_command("wat2wasm --enable-tail-call " + from + " -o " + to);
  EXPECT_EQ(result.status, 0) << result.output << text.substr(0, 4000);
  return result.status == 0 ? read_file(to) : Bytes{};
}

/// What `tool options FILE` says of a module.
inline CommandResult inspect(const std::string& tool, std::span<const uint8_t> module) {
  const std::string path = scratch().file("out.wasm");
  write_file(path, module);
  return run_command(tool + " " + path);
}

inline std::string wasm2wat(std::span<const uint8_t> module) {
  const auto result = inspect("wasm2wat --enable-tail-call", module);
  EXPECT_EQ(result.status, 0) << result.output;
  return result.output;
}

/// Fails the test if `wasm-validate` does not accept the module; does nothing without the tool.
inline void expect_valid(const FinishedModule& module) {
  ASSERT_TRUE(module.ok()) << module.error();
  if (!has_tool("wasm-validate")) return;
  const auto result = inspect("wasm-validate --enable-tail-call", module.bytes());
  EXPECT_EQ(result.status, 0) << result.output;
}

/// Function bodies of a module, as the code section has them (locals and instructions, no size).
inline std::vector<Bytes> function_bodies(std::span<const uint8_t> module) {
  size_t at = 8;
  const auto u32 = [&] {
    uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
      const uint8_t byte = module[at++];
      value |= static_cast<uint32_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  std::vector<Bytes> bodies;
  while (at < module.size()) {
    const uint8_t section = module[at++];
    const size_t end = u32() + at;
    if (section == 10) {
      bodies.resize(u32());
      for (Bytes& body : bodies) {
        const size_t size = u32();
        body.assign(module.begin() + at, module.begin() + at + size);
        at += size;
      }
    }
    at = end;
  }
  return bodies;
}

inline std::string hex(const Bytes& bytes) {
  std::string text;
  char digits[4];
  for (const uint8_t byte : bytes) {
    std::snprintf(digits, sizeof digits, "%02x ", byte);
    text += digits;
  }
  return text;
}

/// Compares every function body with the text module's, byte for byte.
inline void expect_same_bodies(const FinishedModule& module, const std::string& text) {
  ASSERT_TRUE(module.ok()) << module.error();
  const Bytes expected = wat2wasm(text);
  ASSERT_FALSE(expected.empty());
  const auto ours = function_bodies(module.bytes());
  const auto theirs = function_bodies(expected);
  ASSERT_EQ(ours.size(), theirs.size());
  for (size_t i = 0; i < ours.size(); ++i) {
    if (ours[i] == theirs[i]) continue;
    ADD_FAILURE() << "function " << i << "\nours   " << hex(ours[i]).substr(0, 4000) << "\ntheirs "
                  << hex(theirs[i]).substr(0, 4000);
  }
}

}  // namespace linac::wasm
