// SPDX-License-Identifier: Apache-2.0
//
// {spawn, Command} and {spawn_executable, File}: ports to programs of the operating system, which
// the host starts and is connected to by pipes. A port is over when the program's output has ended
// and, if its exit status is wanted, that is known. One that reads no output never hears of the
// program's end, as in OTP.
#include <cstring>
#include <map>

#include "bifs/environment.h"
#include "platforms/platform.h"
#include "platforms/port_host.h"
#include "ports/port_signals.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

class ProgramDriver final : public PortDriver {
 public:
  ProgramDriver(Port& port, uint32_t packet_bytes)
      : PortDriver(port), packet_bytes_(packet_bytes) {}

  bool start(Context& context, const HostProgram& program, Term& error) {
    Vm::State& state = context.vm->state();
    handle_ = state.ports.host_events.add(*this);
    std::string reason;
    os_pid_ = state.platform.ports().start_program(handle_, program, reason);
    if (os_pid_) return true;
    state.ports.host_events.remove(handle_);
    error = intern(reason);
    return false;
  }

  void output(Context& context, Bytes bytes) override {
    if (!port_.writes) return fail_port(context, port_, "ebadf");
    if (!frame_packet(bytes, packet_bytes_)) return fail_port(context, port_, "einval");
    if (bytes.empty()) return;
    if (!context.vm->state().platform.ports().write(handle_, bytes)) {
      set_port_busy(context, port_, true);
    }
  }

  void host_event(Context& context, HostHandle, uint32_t kind, BytesView bytes) override {
    switch (kind) {
      case kHostData:
        return deliver_input(context, port_, bytes);
      case kHostEnd:
        input_has_ended_ = true;
        return end_if_over(context);
      case kHostExit: {
        int32_t status = 0;
        if (bytes.size() == sizeof status) std::memcpy(&status, bytes.data(), sizeof status);
        status_ = status;
        return end_if_over(context);
      }
      case kHostFailed:
        return fail_port(
            context, port_,
            std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
      case kHostWritable:
        return set_port_busy(context, port_, false);
      default:
        return;
    }
  }

  void stop(Context& context) override {
    context.vm->state().platform.ports().close(handle_);
    context.vm->state().ports.host_events.remove(handle_);
  }

  std::optional<int64_t> os_pid() const override { return os_pid_; }

 private:
  void end_if_over(Context& context) {
    if (has_ended_ || !port_.reads || !input_has_ended_) return;
    if (port_.exit_status && !status_) return;
    has_ended_ = true;
    if (port_.exit_status) deliver_exit_status(context, port_, *status_);
    deliver_end(context, port_);
  }

  uint32_t packet_bytes_;
  HostHandle handle_ = 0;
  std::optional<int64_t> os_pid_;
  bool input_has_ended_ = false;
  bool has_ended_ = false;
  std::optional<int32_t> status_;
};

std::vector<std::pair<std::string, std::string>> environment_for(Context& context,
                                                                 const PortSettings& settings) {
  std::map<std::string, std::string> environment = environment_of(context);
  for (const auto& [name, value] : settings.environment) {
    if (value) {
      environment[name] = *value;
    } else {
      environment.erase(name);
    }
  }
  return {environment.begin(), environment.end()};
}

}  // namespace

std::unique_ptr<PortDriver> start_program(Context& context, Port& port,
                                          const PortSettings& settings, Term& error) {
  HostProgram program;
  program.is_command = settings.kind != PortKind::kSpawnExecutable;
  program.file = settings.command;
  program.argument0 = settings.argument0;
  if (settings.arguments) program.arguments = *settings.arguments;
  program.environment = environment_for(context, settings);
  program.directory = settings.directory;
  program.reads = settings.reads;
  program.writes = settings.writes;
  program.stderr_to_stdout = settings.stderr_to_stdout;
  program.use_stdio = settings.use_stdio;
  auto driver = std::make_unique<ProgramDriver>(port, settings.packet_bytes);
  if (!driver->start(context, program, error)) return nullptr;
  return driver;
}

}  // namespace linac
