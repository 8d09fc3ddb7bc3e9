// SPDX-License-Identifier: Apache-2.0
//
// The table of a VM's ports (ports/port.h). Invariant: a port that has been closed is in no table
// and is found by nobody, but stays in memory until `free_closed`, since its own driver may be
// running.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "ports/host_events.h"
#include "ports/os_signals.h"
#include "term/term.h"

namespace linac {

struct Port;

class Ports {
 public:
  Ports();
  ~Ports();

  /// A new port without a driver.
  Port* create();
  /// Null if it has been closed or never was.
  Port* find(uint64_t number) const;
  Port* find(Term port) const { return find(port.special_number()); }
  /// Takes a port out of the table.
  void remove(Port* port);
  /// Frees ports that have been closed. No driver's method may be running.
  void free_closed() {
    if (!closed_.empty()) clear_closed();
  }
  /// In order of opening.
  std::vector<Port*> all() const;

  HostEvents host_events;
  OsSignals os_signals;

 private:
  void clear_closed();

  std::unordered_map<uint64_t, std::unique_ptr<Port>> ports_;
  std::vector<std::unique_ptr<Port>> closed_;
  uint64_t last_number_ = 0;
};

}  // namespace linac
