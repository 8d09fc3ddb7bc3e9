// SPDX-License-Identifier: Apache-2.0
//
// What packets of HTTP and TLS are for programs: tuples such as {http_request, 'GET', {abs_path,
// "/"}, {1,1}}. Source: erlang:decode_packet/3 in OTP's documentation.
#pragma once

#include "memory/heap.h"
#include "runtime/packet.h"
#include "term/term.h"

namespace linac {

/// The term of a whole packet; the non-value if packets of that type are given to programs as they
/// are. `in_headers` goes to and fro with the messages' first lines and ends.
Term packet_term(Heap& heap, PacketType type, std::span<const uint8_t> packet, bool& in_headers);

}  // namespace linac
