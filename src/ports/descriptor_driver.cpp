// SPDX-License-Identifier: Apache-2.0
//
// {fd, In, Out}: ports on the host's own descriptors. Input is read by the host as it comes; output
// to standard output and standard error goes through Platform::write, in one order with all else
// that is written there.
#include "platforms/platform.h"
#include "platforms/port_host.h"
#include "ports/port_signals.h"
#include "ports/terminal_control.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

class DescriptorDriver final : public PortDriver {
 public:
  DescriptorDriver(Port& port, const PortSettings& settings)
      : PortDriver(port),
        output_(settings.output_descriptor),
        packet_bytes_(settings.packet_bytes) {}

  /// False if there is nothing to read at that descriptor.
  bool read(Context& context, int descriptor) {
    Vm::State& state = context.vm->state();
    handle_ = state.ports.host_events.add(*this);
    if (state.platform.ports().read_descriptor(handle_, descriptor)) return true;
    state.ports.host_events.remove(handle_);
    handle_ = 0;
    return false;
  }

  void output(Context& context, Bytes bytes) override {
    if (!port_.writes || (output_ != 1 && output_ != 2)) return fail_port(context, port_, "ebadf");
    if (!frame_packet(bytes, packet_bytes_)) return fail_port(context, port_, "einval");
    context.vm->state().platform.write(output_,
                                       {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

  std::optional<Bytes> control(Context& context, uint32_t operation, BytesView) override {
    if (operation != kGetWindowSize) return std::nullopt;
    const auto size = context.vm->state().platform.ports().window_size(output_);
    if (!size) return std::nullopt;
    return window_size_bytes(*size);
  }

  void host_event(Context& context, HostHandle, uint32_t kind, BytesView bytes) override {
    if (kind == kHostData) deliver_input(context, port_, bytes);
    if (kind == kHostEnd) deliver_end(context, port_);
  }

  void stop(Context& context) override {
    if (handle_ == 0) return;
    context.vm->state().platform.ports().close(handle_);
    context.vm->state().ports.host_events.remove(handle_);
  }

 private:
  int output_;
  uint32_t packet_bytes_;
  HostHandle handle_ = 0;
};

}  // namespace

std::unique_ptr<PortDriver> start_descriptors(Context& context, Port& port,
                                              const PortSettings& settings, Term&) {
  auto driver = std::make_unique<DescriptorDriver>(port, settings);
  // A descriptor that is not there shows when it is used, as in OTP.
  if (settings.reads) driver->read(context, settings.input_descriptor);
  return driver;
}

}  // namespace linac
