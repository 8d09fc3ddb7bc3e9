// SPDX-License-Identifier: Apache-2.0
//
// See emscripten_port_host.h.
#include "platforms/emscripten/emscripten_port_host.h"

#include "platforms/emscripten/emscripten_platform.h"
#include "platforms/emscripten/host_library.h"
#include "platforms/emscripten/port_library.h"

namespace linac {

namespace {

std::string take_text(size_t size) {
  std::string text(size, '\0');
  linac_host_take_bytes(text.data());
  return text;
}

/// A program as names and values; no value has a zero byte in it.
class Fields {
 public:
  void add(std::string_view name, std::string_view value) {
    text_.append(name).push_back('\0');
    text_.append(value).push_back('\0');
  }
  void add_if(bool is_set, std::string_view name) {
    if (is_set) add(name, "yes");
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

bool EmscriptenPortHost::read_descriptor(uint32_t handle, int descriptor) {
  return linac_port_read(handle, descriptor) != 0;
}

std::optional<int64_t> EmscriptenPortHost::start_program(uint32_t handle,
                                                         const HostProgram& program,
                                                         std::string& error) {
  Fields fields;
  fields.add(program.is_command ? "command" : "file", program.file);
  if (program.argument0) fields.add("argument0", *program.argument0);
  for (const std::string& argument : program.arguments) fields.add("argument", argument);
  for (const auto& [name, value] : program.environment) {
    if (!name.empty()) fields.add("variable", name + "=" + value);
  }
  if (program.directory) fields.add("directory", *program.directory);
  fields.add_if(program.reads, "reads");
  fields.add_if(program.writes, "writes");
  fields.add_if(program.stderr_to_stdout, "stderrToStdout");
  fields.add_if(program.use_stdio, "useStdio");
  // The program may write where the VM writes; what is older comes first.
  platform_.flush();
  size_t error_size = 0;
  const double number =
      linac_port_start_program(handle, fields.text().data(), fields.text().size(), &error_size);
  if (number >= 0) return static_cast<int64_t>(number);
  error = take_text(error_size);
  return std::nullopt;
}

bool EmscriptenPortHost::write(uint32_t handle, std::span<const uint8_t> bytes) {
  return linac_port_write(handle, bytes.data(), bytes.size()) != 0;
}

void EmscriptenPortHost::close(uint32_t handle) { linac_port_close(handle); }

bool EmscriptenPortHost::open_terminal(uint32_t handle) {
  return linac_port_open_terminal(handle) != 0;
}

std::optional<WindowSize> EmscriptenPortHost::window_size(int descriptor) {
  uint32_t size[2];
  if (linac_port_window_size(descriptor, size) == 0) return std::nullopt;
  return WindowSize{size[0], size[1]};
}

std::vector<std::pair<std::string, std::string>> EmscriptenPortHost::environment() {
  const std::string text = take_text(linac_port_environment());
  std::vector<std::pair<std::string, std::string>> variables;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\0', at);
    const size_t equals = text.find('=', at + 1);
    if (equals < end) {
      variables.emplace_back(text.substr(at, equals - at),
                             text.substr(equals + 1, end - equals - 1));
    }
    at = end + 1;
  }
  return variables;
}

std::optional<int64_t> EmscriptenPortHost::process_number() {
  const double number = linac_port_process_number();
  if (number < 0) return std::nullopt;
  return static_cast<int64_t>(number);
}

bool EmscriptenPortHost::handle_signal(uint32_t handle, std::string_view name) {
  return linac_port_handle_signal(handle, name.data(), name.size()) != 0;
}

void EmscriptenPortHost::default_signal(std::string_view name) {
  linac_port_default_signal(name.data(), name.size());
}

}  // namespace linac
