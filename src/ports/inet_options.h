// SPDX-License-Identifier: Apache-2.0
//
// The options of a socket, as inet:setopts/2 sets and inet:getopts/2 reads them. Those that the
// driver itself goes by have fields; the others are numbers that are kept and passed to the host.
#pragma once

#include <map>

#include "ports/driver.h"
#include "ports/inet_wire.h"
#include "runtime/packet.h"

namespace linac::inet {

struct Options {
  Active active = Active::kPassive;
  int active_count = 0;
  PacketType packet = PacketType::kRaw;
  PacketOptions packet_options;  ///< `line_length` is the option `buffer`
  uint32_t header = 0;
  bool binary = false;
  bool delivers_terms = true;  ///< {tcp, Socket, Data}, not {Socket, {data, Data}}
  bool exit_on_close = true;
  bool shows_reset = false;
  uint32_t high_watermark = 8192;
  uint32_t low_watermark = 4096;
  uint32_t send_timeout = kInfinity;
  bool send_timeout_close = false;
  uint32_t linger[2] = {0, 0};  ///< whether, and seconds
  std::map<uint8_t, uint32_t> numbers;

  Options();
  /// The value of an option that is a number.
  uint32_t number(uint8_t option) const;
};

/// What setting options has asked for besides.
struct OptionChanges {
  std::vector<std::pair<uint8_t, uint32_t>> host;  ///< to be passed on
  std::vector<Bytes> memberships;                  ///< for the host: 1 or 0, group, interface
  bool became_passive = false;                     ///< by counting: the owner is to be told
};

/// False: `bytes` are not options that can be set; some may have been.
bool set_options(Options& options, BytesView bytes, OptionChanges& changes);
/// Names and values of the options asked for; those that are not there are left out.
Bytes get_options(const Options& options, BytesView names);

}  // namespace linac::inet
