// SPDX-License-Identifier: Apache-2.0
//
// What port drivers ask of the host: descriptors, programs, the terminal. A host has what it has:
// each default says that it is not there. What happens afterwards comes back through
// Vm::host_event, with the handle given here and the kinds below. Invariant: no method calls back
// into the VM, and none blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linac {

/// What a host tells of a descriptor, a program or the terminal. js/node_ports.js has the same.
enum HostPortEvent : uint32_t {
  kHostData = 1,      ///< input
  kHostEnd = 2,       ///< no more input will come
  kHostExit = 3,      ///< a program has ended; four bytes, little-endian: its status
  kHostFailed = 4,    ///< output has failed; the name of the error in POSIX, small letters
  kHostWritable = 5,  ///< output is no more held up
  kHostResized = 6,   ///< the terminal has another size
  kHostSignal = 7,    ///< a signal of the operating system has come
};

/// A program to start.
struct HostProgram {
  bool is_command = false;  ///< `file` is a command line for /bin/sh, else a file's name
  std::string file;
  std::optional<std::string> argument0;
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string, std::string>> environment;  ///< all of it
  std::optional<std::string> directory;
  bool reads = true;   ///< the VM wants its output
  bool writes = true;  ///< the VM sends it input
  bool stderr_to_stdout = false;
  bool use_stdio = true;  ///< else descriptors 3 and 4
};

struct WindowSize {
  uint32_t columns;
  uint32_t rows;
};

class PortHost {
 public:
  virtual ~PortHost() = default;

  /// Starts to read a descriptor; false if there is none of that number to read.
  virtual bool read_descriptor(uint32_t, int) { return false; }
  /// Starts a program. Its process number, or nothing and why (`enoent`) in `error`.
  virtual std::optional<int64_t> start_program(uint32_t, const HostProgram&, std::string& error) {
    error = "enoent";
    return std::nullopt;
  }
  /// Bytes to a program's input. False: it holds them, and would not have more before
  /// kHostWritable.
  virtual bool write(uint32_t, std::span<const uint8_t>) { return true; }
  /// Nothing more is wanted of a handle. What was written still goes out.
  virtual void close(uint32_t) {}

  /// Starts to read the terminal key by key, without echo; false if there is none.
  virtual bool open_terminal(uint32_t) { return false; }
  /// Size of the terminal at a descriptor; nothing if it is none.
  virtual std::optional<WindowSize> window_size(int) { return std::nullopt; }

  /// The environment that programs are to see.
  virtual std::vector<std::pair<std::string, std::string>> environment() { return {}; }
  /// The number of the operating system's process that the VM is in; nothing if there is none.
  virtual std::optional<int64_t> process_number() { return std::nullopt; }
  /// What a signal of the operating system does, by its name (`sigterm`): brings kHostSignal; with
  /// handle 0, nothing.
  virtual bool handle_signal(uint32_t, std::string_view) { return false; }
  virtual void default_signal(std::string_view) {}
};

}  // namespace linac
