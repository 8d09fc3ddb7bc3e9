// SPDX-License-Identifier: Apache-2.0
//
// `Port`: one open port: its owner, its driver, whom its end concerns.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "memory/heap.h"
#include "ports/driver.h"
#include "ports/framing.h"
#include "process/process.h"

namespace linac {

struct Port {
  uint64_t number = 0;
  std::string name;  ///< as port_info/2 tells it
  Term owner;        ///< pid of whom data goes to
  std::unique_ptr<PortDriver> driver;
  InputFraming framing;
  bool reads = true;
  bool writes = true;
  bool binary = false;
  bool eof = false;
  bool exit_status = false;
  bool parallelism = false;
  bool is_closed = false;
  bool is_busy = false;
  KeyedList<Term, IdentifierKey> links;         ///< pids
  KeyedList<Monitor, ReferenceKey> monitors;    ///< of processes that watch this port
  std::vector<uint64_t> waiting;                ///< processes suspended until it is busy no more
  Term registered_name;                         ///< or the non-value
  uint64_t input_bytes = 0;                     ///< that have come from the driver
  uint64_t output_bytes = 0;                    ///< that were sent to it
  std::unique_ptr<BlockHeap> data_heap;         ///< holds `data`
  Term data = atoms::kUndefined;                ///< port_set_data/2
  std::unique_ptr<BlockHeap> exit_reason_heap;  ///< holds `exit_reason`
  Term exit_reason;                             ///< once it is closed
  bool sends_closed = false;                    ///< its owner is to hear {Port, closed}

  Term term() const { return Term::port(number); }
};

/// The port of a port term or a registered name; null if there is none.
Port* find_port(Context& context, Term port_or_name);

}  // namespace linac
