// SPDX-License-Identifier: Apache-2.0
//
// What the VM asks of its host: bytes in and out, clocks, code files and, where there is a JIT, the
// function table. One implementation per platform (emscripten, native); the VM holds a reference
// and knows no host otherwise. Invariant: no method calls back into the VM, and none blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platforms/file_system.h"

namespace linac {

class NetworkHost;
class PortHost;

/// A code file found by the host.
struct CodeFile {
  std::string path;
  std::vector<uint8_t> bytes;
};

class Platform {
 public:
  virtual ~Platform() = default;

  /// Writes to file descriptor 1 (standard output) or 2 (standard error), in order, without loss.
  virtual void write(int descriptor, std::string_view text) = 0;

  /// Descriptors, programs and the terminal, for ports (platforms/port_host.h).
  virtual PortHost& ports();
  /// Sockets and names (platforms/network_host.h).
  virtual NetworkHost& network();

  /// Nanoseconds of a clock that never goes back, and nanoseconds since 1970-01-01T00:00:00Z.
  virtual int64_t monotonic_time() = 0;
  virtual int64_t system_time() = 0;

  /// Looks for `MODULE.beam` along the code path.
  virtual std::optional<CodeFile> find_module(std::string_view module) = 0;

  /// The files that programs see; the VM does not outlive them.
  virtual FileSystem& files() { return no_files_; }

  /// The directories of the code path, in order.
  virtual std::vector<std::string> code_path() { return {}; }
  /// All bytes of a file; nothing if it cannot be read.
  virtual std::optional<std::vector<uint8_t>> read_file(const std::string&) { return std::nullopt; }
  /// Names of what is in a directory, in no order; nothing if there is no such directory.
  virtual std::optional<std::vector<std::string>> list_directory(const std::string&) {
    return std::nullopt;
  }
  virtual std::optional<std::string> working_directory() { return std::nullopt; }

  /// Whether compiled code can be installed here at all.
  virtual bool has_jit() const = 0;

  /// Makes `count` more table slots, each holding the interpreter's entry thunk; returns the first
  /// new slot's index. Slots are consecutive. Returns nothing if the table cannot grow.
  virtual std::optional<uint32_t> grow_table(uint32_t count) = 0;

  /// Compiles and instantiates an emitted unit; its element segments write the table from each
  /// `slot_bases` entry on (imported globals `env.slot_base_0`, `env.slot_base_1` …). Returns a
  /// handle, or nothing and a sentence in `error`.
  virtual std::optional<uint32_t> install_unit(std::span<const uint8_t> wasm,
                                               std::span<const uint32_t> slot_bases,
                                               std::string& error) = 0;

  /// Takes an emitted unit to be installed later, perhaps in another run of the VM from an image.
  /// Returns a handle, as install_unit does.
  virtual std::optional<uint32_t> keep_unit(std::span<const uint8_t>, std::span<const uint32_t>) {
    return std::nullopt;
  }
  /// Installs a kept unit; false and a sentence in `error` if the engine refuses it.
  virtual bool install_kept_unit(uint32_t, std::string&) { return false; }

  /// Puts the interpreter's entry thunk back into `count` slots from `first` on.
  virtual void reset_slots(uint32_t first, uint32_t count) = 0;

  /// Drops a unit's instance; no slot holds a function of it any more.
  virtual void drop_unit(uint32_t handle) = 0;

  /// Whether the memory of dropped units comes back, even while others use the table.
  virtual bool frees_units() = 0;

 private:
  FileSystem no_files_;
};

}  // namespace linac
