// SPDX-License-Identifier: Apache-2.0
//
// See native_platform.h.
#include "platforms/native/native_platform.h"

#include <chrono>
#include <cstdio>
#include <limits>

namespace linac {

void NativePlatform::write(int descriptor, std::string_view text) {
  std::FILE* stream = descriptor == 2 ? stderr : stdout;
  // What goes to the other stream must not overtake what was written before.
  if (descriptor == 2) std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stream);
}

int64_t NativePlatform::monotonic_time() {
  auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

int64_t NativePlatform::system_time() {
  auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

std::optional<CodeFile> NativePlatform::find_module(std::string_view module) {
  // A module's name is any atom; one with a path in it names no file.
  if (module.find('/') != std::string_view::npos || module.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  for (const std::string& directory : code_path_) {
    std::string path = directory + "/" + std::string(module) + ".beam";
    if (auto bytes = read_whole_file(path)) return CodeFile{std::move(path), *std::move(bytes)};
  }
  return std::nullopt;
}

std::optional<std::vector<uint8_t>> NativePlatform::read_file(const std::string& path) {
  return read_whole_file(path);
}

std::optional<uint32_t> NativePlatform::grow_table(uint32_t count) {
  if (count > std::numeric_limits<uint32_t>::max() - next_slot_) return std::nullopt;
  uint32_t first = next_slot_;
  next_slot_ += count;
  return first;
}

std::optional<uint32_t> NativePlatform::install_unit(std::span<const uint8_t>,
                                                     std::span<const uint32_t>,
                                                     std::string& error) {
  error = "this build runs no compiled code";
  return std::nullopt;
}

void NativePlatform::reset_slots(uint32_t, uint32_t) {}

void NativePlatform::drop_unit(uint32_t) {}

std::optional<std::vector<uint8_t>> read_whole_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::vector<uint8_t> bytes;
  uint8_t block[65536];
  size_t count;
  while ((count = std::fread(block, 1, sizeof block, file)) > 0) {
    bytes.insert(bytes.end(), block, block + count);
  }
  bool complete = std::ferror(file) == 0;
  std::fclose(file);
  if (!complete) return std::nullopt;
  return bytes;
}

}  // namespace linac
