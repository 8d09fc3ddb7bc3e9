// SPDX-License-Identifier: Apache-2.0
//
// Signals of the operating system. Those that a program wants to handle come to the process
// erl_signal_server as {notify, Signal}. Source: the Erlang reference manual, os:set_signal/2.
#pragma once

#include <map>
#include <string_view>

#include "ports/host_events.h"
#include "term/term.h"

namespace linac {

class OsSignals final : public HostEventReceiver {
 public:
  /// `action`: handle, ignore or default. False if there is no such signal or action.
  bool set(Context& context, Term signal, Term action);

  void host_event(Context& context, HostHandle handle, uint32_t kind,
                  std::span<const uint8_t> bytes) override;

 private:
  std::map<HostHandle, Term> handled_;
};

}  // namespace linac
