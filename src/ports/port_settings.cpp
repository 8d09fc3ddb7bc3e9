// SPDX-License-Identifier: Apache-2.0
#include "ports/port_settings.h"

#include "bifs/argument.h"
#include "term/atom.h"
#include "term/layout.h"
#include "term/utf8.h"

namespace linac {

namespace {

/// A file's name or an argument: an atom, or characters and lists of these, as UTF-8; or a binary
/// as it is. Nothing if it is none, or has a zero byte.
std::optional<std::string> read_native_text(Term term) {
  std::optional<std::string> text;
  if (term.is_bitstring()) {
    text = read_binary(term);
  } else if (term.is_atom()) {
    text = std::string(atom_text(term));
  } else if (term.is_list()) {
    text.emplace();
    std::vector<Term> rest{term};
    while (!rest.empty()) {
      Term next = rest.back();
      rest.pop_back();
      if (next.is_nil()) continue;
      if (next.is_cons()) {
        rest.push_back(tail(next));
        rest.push_back(head(next));
        if (!tail(next).is_list()) return std::nullopt;
      } else {
        const std::optional<int64_t> character = read_integer(next, 0, 0x10ffff);
        if (!character || (*character >= 0xd800 && *character <= 0xdfff)) return std::nullopt;
        append_utf8(*text, static_cast<uint32_t>(*character));
      }
    }
  }
  if (!text || text->find('\0') != std::string::npos) return std::nullopt;
  return text;
}

bool read_environment(Term list, PortSettings& settings) {
  settings.environment.clear();
  for (; list.is_cons(); list = tail(list)) {
    const Term pair = head(list);
    if (!pair.is_tuple() || tuple_arity(pair) != 2) return false;
    const std::optional<std::string> name = read_native_text(tuple_element(pair, 0));
    if (!name || name->find('=', 1) != std::string::npos) return false;
    const Term value = tuple_element(pair, 1);
    std::optional<std::string> text;
    if (value != atoms::kFalse && !value.is_nil()) {
      text = read_native_text(value);
      if (!text) return false;
    }
    settings.environment.emplace_back(*name, std::move(text));
  }
  return list.is_nil();
}

bool read_arguments(Term list, PortSettings& settings) {
  std::vector<std::string> arguments;
  for (; list.is_cons(); list = tail(list)) {
    std::optional<std::string> argument = read_native_text(head(list));
    if (!argument) return false;
    arguments.push_back(*std::move(argument));
  }
  settings.arguments = std::move(arguments);
  return list.is_nil();
}

/// {Low, High} of busy_limits_port and busy_limits_msgq, which have no effect: how much waits is
/// the host's choice.
bool is_busy_limit(Term value) {
  static const Term kDisabled = intern("disabled");
  if (value == kDisabled) return true;
  if (!value.is_tuple() || tuple_arity(value) != 2) return false;
  return read_integer(tuple_element(value, 0), 1, kSmallMax) &&
         read_integer(tuple_element(value, 1), 1, kSmallMax);
}

bool read_pair(Term option, Term value, PortSettings& settings, Term& directory) {
  static const Term kPacket = intern("packet"), kLine = intern("line"), kEnv = intern("env"),
                    kArgs = intern("args"), kArg0 = intern("arg0"), kCd = intern("cd"),
                    kParallelism = intern("parallelism"), kLimitsPort = intern("busy_limits_port"),
                    kLimitsQueue = intern("busy_limits_msgq");
  if (option == kPacket) {
    if (value != Term::small(1) && value != Term::small(2) && value != Term::small(4)) return false;
    settings.packet_bytes = static_cast<uint32_t>(value.small_value());
    return true;
  }
  if (option == kLine) {
    const std::optional<int64_t> length = read_integer(value, 1, 0x7fffffff);
    if (length) settings.line_length = static_cast<uint32_t>(*length);
    return length.has_value();
  }
  if (option == kEnv) return read_environment(value, settings);
  if (option == kArgs) return read_arguments(value, settings);
  if (option == kArg0) return (settings.argument0 = read_native_text(value)).has_value();
  if (option == kCd) {
    directory = value;
    return true;
  }
  if (option == kParallelism) {
    settings.parallelism = value == atoms::kTrue;
    return value == atoms::kTrue || value == atoms::kFalse;
  }
  return (option == kLimitsPort || option == kLimitsQueue) && is_busy_limit(value);
}

struct Directions {
  bool in = false;
  bool out = false;
};

bool read_flag(Term option, PortSettings& settings, Directions& directions) {
  static const Term kStream = intern("stream"), kUseStdio = intern("use_stdio"),
                    kNouseStdio = intern("nouse_stdio"), kHide = intern("hide"),
                    kStderr = intern("stderr_to_stdout"), kLine = intern("line"),
                    kIn = intern("in"), kOut = intern("out"), kExitStatus = intern("exit_status"),
                    kOverlappedIo = intern("overlapped_io");
  constexpr uint32_t kDefaultLine = 512;
  if (option == kStream) {
    settings.packet_bytes = 0;
  } else if (option == kUseStdio) {
    settings.use_stdio = true;
  } else if (option == kNouseStdio) {
    settings.use_stdio = false;
  } else if (option == kStderr) {
    settings.stderr_to_stdout = true;
  } else if (option == kLine) {
    settings.line_length = kDefaultLine;
  } else if (option == atoms::kBinary) {
    settings.binary = true;
  } else if (option == kIn) {
    directions.in = true;
  } else if (option == kOut) {
    directions.out = true;
  } else if (option == atoms::kEof) {
    settings.eof = true;
  } else if (option == kExitStatus) {
    settings.exit_status = true;
  } else {
    return option == kHide || option == kOverlappedIo;
  }
  return true;
}

bool read_options(Term list, PortSettings& settings, Term& directory) {
  Directions directions;
  for (; list.is_cons(); list = tail(list)) {
    const Term option = head(list);
    const bool good =
        option.is_tuple() && tuple_arity(option) == 2
            ? read_pair(tuple_element(option, 0), tuple_element(option, 1), settings, directory)
            : read_flag(option, settings, directions);
    if (!good) return false;
  }
  if (directions.in || directions.out) {
    settings.reads = directions.in;
    settings.writes = directions.out;
  }
  if (settings.line_length != 0 && settings.packet_bytes != 0) return false;
  if (settings.stderr_to_stdout && !settings.use_stdio) return false;
  return list.is_nil();
}

bool read_name(Term name, PortSettings& settings) {
  static const Term kSpawn = intern("spawn"), kSpawnDriver = intern("spawn_driver"),
                    kSpawnExecutable = intern("spawn_executable"), kFd = intern("fd");
  if (!name.is_tuple() || tuple_arity(name) == 0) return false;
  const Term what = tuple_element(name, 0);
  if (what == kFd && tuple_arity(name) == 3) {
    const std::optional<int64_t> in = read_integer(tuple_element(name, 1), 0, 0x7fffffff);
    const std::optional<int64_t> out = read_integer(tuple_element(name, 2), 0, 0x7fffffff);
    if (!in || !out) return false;
    settings.kind = PortKind::kDescriptors;
    settings.input_descriptor = static_cast<int>(*in);
    settings.output_descriptor = static_cast<int>(*out);
    settings.command = std::to_string(*in) + "/" + std::to_string(*out);
    return true;
  }
  if (tuple_arity(name) != 2) return false;
  if (what == kSpawn) {
    settings.kind = PortKind::kSpawn;
  } else if (what == kSpawnDriver) {
    settings.kind = PortKind::kSpawnDriver;
  } else if (what == kSpawnExecutable) {
    settings.kind = PortKind::kSpawnExecutable;
  } else {
    return false;
  }
  std::optional<std::string> command = read_native_text(tuple_element(name, 1));
  if (!command || (command->empty() && !tuple_element(name, 1).is_bitstring())) return false;
  settings.command = *std::move(command);
  return true;
}

}  // namespace

bool read_port_settings(Term name, Term options, PortSettings& settings, Term& error) {
  Term directory = Term::nil();
  error = atoms::kBadopt;
  if (!read_options(options, settings, directory)) return false;
  error = atoms::kBadarg;
  if (!read_name(name, settings)) return false;
  const bool takes_arguments = settings.kind == PortKind::kSpawnExecutable;
  if (!takes_arguments && (settings.arguments || settings.argument0)) return false;
  if (!directory.is_nil()) {
    settings.directory = read_native_text(directory);
    if (!settings.directory) return false;
  }
  return !settings.exit_status || settings.kind != PortKind::kDescriptors;
}

}  // namespace linac
