// SPDX-License-Identifier: Apache-2.0
//
// A port driver: what is behind a port. One object per open port, made by its driver's start
// function (ports/driver_table.cpp lists them) and destroyed after the port has been closed. It
// hears from programs through `output`, `control` and `call`, from the host through `host_event`,
// and speaks to the port's owner through ports/port_signals.h. Invariants: no method blocks or runs
// Erlang code; a port that is closed in a method (its owner may die of a message) is destroyed only
// after the method has returned. docs/ports.md tells how to write one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ports/host_events.h"
#include "ports/port_settings.h"
#include "term/term.h"

namespace linac {

struct Context;
struct Port;

using Bytes = std::vector<uint8_t>;
using BytesView = std::span<const uint8_t>;

class PortDriver : public HostEventReceiver {
 public:
  explicit PortDriver(Port& port) : port_(port) {}
  virtual ~PortDriver() = default;
  PortDriver(const PortDriver&) = delete;
  PortDriver& operator=(const PortDriver&) = delete;

  /// Data sent to the port. To refuse more for a while, see set_port_busy.
  virtual void output(Context&, Bytes) {}
  /// Answer to port_control/3; nothing is a badarg. `context.process` is who asks.
  virtual std::optional<Bytes> control(Context&, uint32_t, BytesView) { return std::nullopt; }
  /// Whether the answers of `control` reach the program as binaries, not lists.
  virtual bool answers_binaries() const { return false; }
  /// Answer to port_call/3, on the heap of the running process; the non-value is a badarg.
  virtual Term call(Context&, uint32_t, Term) { return Term::non_value(); }
  /// The port has been closed: what the driver has of the host's is to be given back. Data that was
  /// sent to the port still goes out.
  virtual void stop(Context&) {}
  /// Somebody other than before has become the owner.
  virtual void owner_changed(Context&) {}
  void host_event(Context&, HostHandle, uint32_t, BytesView) override {}

  virtual size_t queue_size() const { return 0; }
  virtual std::optional<int64_t> os_pid() const { return std::nullopt; }
  /// Whether port_command/3 may be told to `force` data on a busy port.
  virtual bool can_be_forced() const { return false; }

 protected:
  Port& port_;
};

/// Starts a driver for a new port, which has its owner and settings. On failure null, and in
/// `error` the atom that open_port/2 is to fail with.
using StartDriver = std::unique_ptr<PortDriver> (*)(Context& context, Port& port,
                                                    const PortSettings& settings, Term& error);

/// The driver that {spawn_driver, Command} names by its first word; null if there is none.
StartDriver find_driver(std::string_view command);
/// The names that it knows.
std::vector<std::string_view> driver_names();

// Drivers that are named by open_port's first argument itself.
std::unique_ptr<PortDriver> start_descriptors(Context&, Port&, const PortSettings&, Term& error);
std::unique_ptr<PortDriver> start_program(Context&, Port&, const PortSettings&, Term& error);

// Those of driver_table.cpp.
std::unique_ptr<PortDriver> start_ram_file(Context&, Port&, const PortSettings&, Term& error);
std::unique_ptr<PortDriver> start_terminal(Context&, Port&, const PortSettings&, Term& error);
std::unique_ptr<PortDriver> start_tty(Context&, Port&, const PortSettings&, Term& error);

}  // namespace linac
