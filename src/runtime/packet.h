// SPDX-License-Identifier: Apache-2.0
//
// Packets: where one ends in a stream of bytes, by the rules of the socket option `packet`. For
// erlang:decode_packet/3 and the network's drivers. What a packet of HTTP or TLS says is in
// runtime/packet_terms.h. Nothing here copies.
#pragma once

#include <cstdint>
#include <span>

namespace linac {

/// Values are those of prim_inet's option INET_LOPT_PACKET.
enum class PacketType : uint8_t {
  kRaw = 0,
  k1 = 1,  ///< a length of one byte before it
  k2 = 2,
  k4 = 3,
  kAsn1 = 4,
  kSunRm = 5,
  kCdr = 6,
  kFcgi = 7,
  kLine = 8,
  kTpkt = 9,
  kHttp = 10,
  kHttph = 11,
  kSslTls = 12,
  kHttpBin = 13,
  kHttphBin = 14,
};
inline constexpr int kPacketTypes = 15;

/// The options that go with a type; sizes of 0 are no limit.
struct PacketOptions {
  uint32_t packet_size = 0;
  uint32_t line_length = 0;  ///< longer lines come in parts
  uint8_t delimiter = '\n';  ///< of lines
};

inline constexpr int64_t kPacketUnknown = 0;
inline constexpr int64_t kPacketInvalid = -1;

/// Size of the packet that begins with `bytes`, headers and all, which may be more than there is;
/// kPacketUnknown if its end cannot be seen yet, kPacketInvalid if it is none. `in_headers`: of
/// HTTP, whether a message's first line has been.
int64_t packet_length(PacketType type, std::span<const uint8_t> bytes, const PacketOptions& options,
                      bool in_headers);

/// The part of a whole packet that a program gets.
std::span<const uint8_t> packet_body(PacketType type, std::span<const uint8_t> packet);

constexpr bool is_http(PacketType type) {
  return type == PacketType::kHttp || type == PacketType::kHttph || type == PacketType::kHttpBin ||
         type == PacketType::kHttphBin;
}
/// The types of single headers.
constexpr bool is_http_header(PacketType type) {
  return type == PacketType::kHttph || type == PacketType::kHttphBin;
}

}  // namespace linac
