// SPDX-License-Identifier: Apache-2.0
#include "runtime/packet.h"

#include <algorithm>
#include <cstring>

namespace linac {

namespace {

using View = std::span<const uint8_t>;

uint32_t read_number(View bytes, size_t at, size_t size) {
  uint32_t number = 0;
  for (size_t i = 0; i < size; ++i) number = number << 8 | bytes[at + i];
  return number;
}

/// A header and `size` bytes behind it. Sizes are 32 bits wide and may wrap around, which is how
/// lengths below those of headers show.
int64_t with_header(uint32_t header, uint32_t size, const PacketOptions& options) {
  if (options.packet_size != 0 && size > options.packet_size) return kPacketInvalid;
  const auto total = static_cast<int32_t>(header + size);
  return total < static_cast<int32_t>(header) ? kPacketInvalid : total;
}

int64_t counted(View bytes, uint32_t header, const PacketOptions& options, uint32_t mask) {
  if (bytes.size() < header) return kPacketUnknown;
  return with_header(header, read_number(bytes, 0, header) & mask, options);
}

int64_t line_length(View bytes, const PacketOptions& options) {
  const auto found = std::find(bytes.begin(), bytes.end(), options.delimiter);
  const bool is_whole = found != bytes.end();
  const auto length = static_cast<size_t>(found - bytes.begin()) + (is_whole ? 1 : 0);
  if (options.packet_size != 0 && length > options.packet_size) return kPacketInvalid;
  const bool is_cut = options.line_length != 0 &&
                      (is_whole ? length > options.line_length : length >= options.line_length);
  if (is_cut) return options.line_length;
  return is_whole ? static_cast<int64_t>(length) : kPacketUnknown;
}

/// A tag of one or more bytes and a length of one or more (X.690, 8.1).
int64_t asn1_length(View bytes, const PacketOptions& options) {
  constexpr uint8_t kLongTag = 0x1f;
  constexpr uint8_t kMore = 0x80;
  if (bytes.size() < 2) return kPacketUnknown;
  size_t at = 1;
  if ((bytes[0] & kLongTag) == kLongTag) {
    while (at < bytes.size() && (bytes[at] & kMore) != 0) ++at;
    if (bytes.size() - at < 2) return kPacketUnknown;
    ++at;
  }
  const uint8_t first = bytes[at++];
  uint32_t size = first & 0x7f;
  if ((first & kMore) != 0) {
    const uint32_t count = size;
    if (bytes.size() - at < count) return kPacketUnknown;
    if (count > 4) return kPacketInvalid;
    size = read_number(bytes, at, count);
    at += count;
  }
  return with_header(static_cast<uint32_t>(at), size, options);
}

/// CORBA's messages (GIOP).
int64_t cdr_length(View bytes, const PacketOptions& options) {
  constexpr uint32_t kHeader = 12;
  if (bytes.size() < kHeader) return kPacketUnknown;
  if (std::memcmp(bytes.data(), "GIOP", 4) != 0) return kPacketInvalid;
  uint32_t size = read_number(bytes, 8, 4);
  if ((bytes[6] & 1) != 0) size = __builtin_bswap32(size);
  return with_header(kHeader, size, options);
}

int64_t fcgi_length(View bytes, const PacketOptions& options) {
  constexpr uint32_t kHeader = 8;
  if (bytes.size() < kHeader) return kPacketUnknown;
  if (bytes[0] != 1) return kPacketInvalid;
  return with_header(kHeader, read_number(bytes, 4, 2) + bytes[6], options);
}

/// ISO transport on TCP (RFC 1006): the length counts the header.
int64_t tpkt_length(View bytes, const PacketOptions& options) {
  constexpr uint32_t kHeader = 4;
  if (bytes.size() < kHeader) return kPacketUnknown;
  if (bytes[0] != 3) return kPacketInvalid;
  return with_header(kHeader, read_number(bytes, 2, 2) - kHeader, options);
}

bool is_old_client_hello(View packet) { return (packet[0] & 0x80) != 0 && packet[2] == 1; }

int64_t tls_length(View bytes, const PacketOptions& options) {
  constexpr uint32_t kHeader = 5;
  if (bytes.size() < kHeader) return kPacketUnknown;
  const uint32_t size = is_old_client_hello(bytes) ? (read_number(bytes, 0, 2) & 0x7fff) - 3
                                                   : read_number(bytes, 3, 2);
  return with_header(kHeader, size, options);
}

/// A line; a header goes on in lines that begin with white space.
int64_t http_length(View bytes, const PacketOptions& options, bool in_headers) {
  if ((bytes.size() == 1 && bytes[0] == '\n') ||
      (bytes.size() == 2 && bytes[0] == '\r' && bytes[1] == '\n')) {
    return static_cast<int64_t>(bytes.size());
  }
  const uint32_t limit = options.packet_size != 0 ? options.packet_size : options.line_length;
  size_t from = 0;
  while (true) {
    const auto start = bytes.begin() + static_cast<ptrdiff_t>(from);
    const auto found = std::find(start, bytes.end(), '\n');
    if (found == bytes.end()) {
      return limit != 0 && bytes.size() >= limit ? kPacketInvalid : kPacketUnknown;
    }
    const auto length = static_cast<size_t>(found - bytes.begin()) + 1;
    const bool is_last = length == bytes.size();
    const bool goes_on =
        in_headers && !is_last && length > 2 && (bytes[length] == ' ' || bytes[length] == '\t');
    if (!goes_on) {
      if (limit != 0 && length > limit) return kPacketInvalid;
      return in_headers && is_last ? kPacketUnknown : static_cast<int64_t>(length);
    }
    from = length;
  }
}

}  // namespace

int64_t packet_length(PacketType type, View bytes, const PacketOptions& options, bool in_headers) {
  switch (type) {
    case PacketType::kRaw:
      return static_cast<int64_t>(bytes.size());
    case PacketType::k1:
      return counted(bytes, 1, options, UINT32_MAX);
    case PacketType::k2:
      return counted(bytes, 2, options, UINT32_MAX);
    case PacketType::k4:
      return counted(bytes, 4, options, UINT32_MAX);
    case PacketType::kSunRm:
      // The highest bit says whether a record ends.
      return counted(bytes, 4, options, INT32_MAX);
    case PacketType::kLine:
      return line_length(bytes, options);
    case PacketType::kAsn1:
      return asn1_length(bytes, options);
    case PacketType::kCdr:
      return cdr_length(bytes, options);
    case PacketType::kFcgi:
      return fcgi_length(bytes, options);
    case PacketType::kTpkt:
      return tpkt_length(bytes, options);
    case PacketType::kSslTls:
      return tls_length(bytes, options);
    default:
      return http_length(bytes, options, in_headers || is_http_header(type));
  }
}

View packet_body(PacketType type, View packet) {
  switch (type) {
    case PacketType::k1:
      return packet.subspan(1);
    case PacketType::k2:
      return packet.subspan(2);
    case PacketType::k4:
      return packet.subspan(4);
    case PacketType::kFcgi:
      return packet.first(packet.size() - packet[6]);
    default:
      return packet;
  }
}

}  // namespace linac
