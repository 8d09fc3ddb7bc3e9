// SPDX-License-Identifier: Apache-2.0
//
// What the network's drivers ask of the host: sockets, names, timers. A request is answered at
// once, with bytes or the name of an error; what happens later comes back through Vm::host_event,
// with the handle given here and the events below. js/node_network.js is the half in JavaScript.
// Numbers are written with the most significant byte first; an address is a family, a port of two
// bytes and the bytes of the address, as prim_inet writes it. Invariant: no request calls back into
// the VM, and none blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace linac {

/// What a host tells of a socket.
enum class NetworkEvent : uint32_t {
  kConnected = 1,
  kFailed = 2,    ///< the name of an error of POSIX, small letters
  kAccepted = 3,  ///< on a listening socket: four bytes, which `take` wants
  kData = 4,
  kEnd = 5,      ///< the other side sends no more
  kPending = 6,  ///< four bytes: how much of what was written has not gone out
  kTimer = 7,    ///< four bytes: which
  kMessage = 8,  ///< a datagram: whom it is from, and data
  kSent = 9,     ///< four bytes: which datagram; why not, if it was not sent
  kFound = 10,   ///< four bytes: which look-up; 1 and what was found, or 0 and an error
};

/// An answer, or the name of an error of POSIX in small letters.
struct NetworkAnswer {
  std::optional<std::vector<uint8_t>> bytes;
  std::string error;
};

class NetworkHost {
 public:
  virtual ~NetworkHost() = default;
  /// Operations are the methods of js/node_network.js that begin with `$`.
  virtual NetworkAnswer request(std::string_view, uint32_t, std::span<const uint8_t>) {
    return {std::nullopt, "enotsup"};
  }
};

}  // namespace linac
