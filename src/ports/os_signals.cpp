// SPDX-License-Identifier: Apache-2.0
#include "ports/os_signals.h"

#include <algorithm>

#include "platforms/platform.h"
#include "platforms/port_host.h"
#include "process/signal.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

// The last two are OTP 28's.
constexpr std::string_view kSignals[] = {"sighup",  "sigquit", "sigabrt", "sigalrm",
                                         "sigterm", "sigusr1", "sigusr2", "sigchld",
                                         "sigstop", "sigtstp", "sigcont", "sigwinch"};

}  // namespace

bool OsSignals::set(Context& context, Term signal, Term action) {
  static const Term kHandle = intern("handle"), kIgnore = intern("ignore"),
                    kDefault = intern("default");
  if (!signal.is_atom()) return false;
  const std::string_view name = atom_text(signal);
  if (std::find(std::begin(kSignals), std::end(kSignals), name) == std::end(kSignals)) return false;
  if (action != kHandle && action != kIgnore && action != kDefault) return false;
  Vm::State& state = context.vm->state();
  std::erase_if(handled_, [&](const auto& entry) {
    if (entry.second != signal) return false;
    state.ports.host_events.remove(entry.first);
    return true;
  });
  PortHost& host = state.platform.ports();
  if (action == kDefault) {
    host.default_signal(name);
  } else if (action == kIgnore) {
    host.handle_signal(0, name);
  } else {
    const HostHandle handle = state.ports.host_events.add(*this);
    handled_.emplace(handle, signal);
    host.handle_signal(handle, name);
  }
  return true;
}

void OsSignals::host_event(Context& context, HostHandle handle, uint32_t,
                           std::span<const uint8_t>) {
  static const Term kServer = intern("erl_signal_server"), kNotify = intern("notify");
  auto found = handled_.find(handle);
  Process* const server = context.vm->state().scheduler.whereis(kServer);
  if (found == handled_.end() || server == nullptr) return;
  BlockHeap heap;
  send_message(context, server, heap.tuple(kNotify, found->second));
}

}  // namespace linac
