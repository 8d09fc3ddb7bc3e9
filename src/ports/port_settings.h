// SPDX-License-Identifier: Apache-2.0
//
// The two arguments of open_port/2, read and checked. Source: the Erlang reference manual,
// erlang:open_port/2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "term/term.h"

namespace linac {

/// What the first argument asks for.
enum class PortKind : uint8_t {
  kSpawn,  ///< {spawn, Command}: a driver of that name, else a program
  kSpawnDriver,
  kSpawnExecutable,
  kDescriptors,  ///< {fd, In, Out}
};

struct PortSettings {
  PortKind kind = PortKind::kSpawn;
  std::string command;  ///< or a file's name; bytes
  int input_descriptor = 0;
  int output_descriptor = 0;

  uint32_t packet_bytes = 0;  ///< of the length before each packet: 1, 2 or 4; 0: a stream
  uint32_t line_length = 0;   ///< 0: not by lines
  bool use_stdio = true;
  bool stderr_to_stdout = false;
  bool reads = true;
  bool writes = true;
  bool binary = false;
  bool eof = false;  ///< the end of input is a message and not the port's end
  bool exit_status = false;
  bool parallelism = false;
  std::optional<std::string> directory;
  /// Changes to the environment; without a value the variable goes.
  std::vector<std::pair<std::string, std::optional<std::string>>> environment;
  std::optional<std::vector<std::string>> arguments;
  std::optional<std::string> argument0;
};

/// Reads the arguments of open_port/2. False, and badarg or badopt in `error`, if they are wrong.
bool read_port_settings(Term name, Term options, PortSettings& settings, Term& error);

}  // namespace linac
