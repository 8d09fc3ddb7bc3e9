// SPDX-License-Identifier: Apache-2.0
//
// See emscripten_platform.h.
#include "platforms/emscripten/emscripten_platform.h"

#include <cmath>

#include "platforms/emscripten/host_library.h"

namespace linac {
namespace {

int64_t to_nanoseconds(double milliseconds) { return std::llround(milliseconds * 1e6); }

}  // namespace

void EmscriptenPlatform::write(int descriptor, std::string_view text) {
  if (descriptor != buffered_descriptor_) flush();
  buffered_descriptor_ = descriptor;
  buffer_.append(text);
  if (buffer_.size() >= kBufferSize) flush();
}

void EmscriptenPlatform::flush() {
  if (buffer_.empty()) return;
  linac_host_write(buffered_descriptor_, buffer_.data(), buffer_.size());
  buffer_.clear();
}

int64_t EmscriptenPlatform::monotonic_time() { return to_nanoseconds(linac_host_monotonic_ms()); }

int64_t EmscriptenPlatform::system_time() { return to_nanoseconds(linac_host_system_ms()); }

std::optional<CodeFile> EmscriptenPlatform::find_module(std::string_view module) {
  size_t path_size = 0;
  size_t bytes_size = 0;
  if (!linac_host_find_module(module.data(), module.size(), &path_size, &bytes_size)) {
    return std::nullopt;
  }
  CodeFile file;
  file.path.resize(path_size);
  file.bytes.resize(bytes_size);
  linac_host_take_module(file.path.data(), file.bytes.data());
  return file;
}

namespace {

/// What the host answers to a question about files (linac_host_ask_files), as bytes.
template <typename Bytes>
std::optional<Bytes> ask_files(int question, const std::string& path) {
  size_t size = 0;
  if (!linac_host_ask_files(question, path.data(), path.size(), &size)) return std::nullopt;
  Bytes bytes;
  bytes.resize(size);
  linac_host_take_bytes(bytes.data());
  return bytes;
}

/// Names that each end with a zero byte.
std::vector<std::string> split_names(const std::string& names) {
  std::vector<std::string> split;
  for (size_t at = 0; at < names.size();) {
    const size_t end = names.find('\0', at);
    split.push_back(names.substr(at, end - at));
    at = end + 1;
  }
  return split;
}

}  // namespace

std::vector<std::string> EmscriptenPlatform::code_path() {
  const auto names = ask_files<std::string>(kHostCodePath, "");
  return names ? split_names(*names) : std::vector<std::string>();
}

std::optional<std::vector<uint8_t>> EmscriptenPlatform::read_file(const std::string& path) {
  return ask_files<std::vector<uint8_t>>(kHostReadFile, path);
}

std::optional<std::vector<std::string>> EmscriptenPlatform::list_directory(
    const std::string& path) {
  const auto names = ask_files<std::string>(kHostListDirectory, path);
  if (!names) return std::nullopt;
  return split_names(*names);
}

std::optional<std::string> EmscriptenPlatform::working_directory() {
  auto names = ask_files<std::string>(kHostWorkingDirectory, "");
  if (names && !names->empty()) names->pop_back();
  return names;
}

std::optional<uint32_t> EmscriptenPlatform::grow_table(uint32_t count) {
  uint32_t first = linac_host_grow_table(count, entry_thunk_);
  if (first == 0) return std::nullopt;
  return first;
}

std::optional<uint32_t> EmscriptenPlatform::install_unit(std::span<const uint8_t> wasm,
                                                         std::span<const uint32_t> slot_bases,
                                                         std::string& error) {
  size_t error_size = 0;
  uint32_t handle = linac_host_install_unit(wasm.data(), wasm.size(), slot_bases.data(),
                                            slot_bases.size(), &error_size);
  if (handle != 0) return handle;
  error.resize(error_size);
  linac_host_take_error(error.data());
  return std::nullopt;
}

std::optional<uint32_t> EmscriptenPlatform::keep_unit(std::span<const uint8_t> wasm,
                                                      std::span<const uint32_t> slot_bases) {
  return linac_host_keep_unit(wasm.data(), wasm.size(), slot_bases.data(), slot_bases.size());
}

bool EmscriptenPlatform::install_kept_unit(uint32_t handle, std::string& error) {
  size_t error_size = 0;
  if (linac_host_install_kept_unit(handle, &error_size)) return true;
  error.resize(error_size);
  linac_host_take_error(error.data());
  return false;
}

void EmscriptenPlatform::reset_slots(uint32_t first, uint32_t count) {
  linac_host_reset_slots(first, count, entry_thunk_);
}

void EmscriptenPlatform::drop_unit(uint32_t handle) { linac_host_drop_unit(handle); }

bool EmscriptenPlatform::frees_units() { return linac_host_frees_units() != 0; }

}  // namespace linac
