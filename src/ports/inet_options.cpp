// SPDX-License-Identifier: Apache-2.0
#include "ports/inet_options.h"

#include <algorithm>

namespace linac::inet {

namespace {

constexpr uint32_t kDefaultBuffer = 1460;

/// Options that the host has and the driver only keeps.
bool is_host_option(uint8_t option) {
  switch (option) {
    case kKeepAlive:
    case kBroadcast:
    case kSendBuffer:
    case kReceiveBuffer:
    case kNoDelay:
    case kMulticastTtl:
    case kMulticastLoop:
    case kTtl:
      return true;
    default:
      return false;
  }
}

bool count_active(Options& options, int16_t more, OptionChanges& changes) {
  constexpr int kMost = INT16_MAX;
  constexpr int kLeast = INT16_MIN;
  const int before = options.active == Active::kCounted ? options.active_count : 0;
  const int count = before + more;
  if (count > kMost || count < kLeast) return false;
  options.active_count = std::max(count, 0);
  options.active = count <= 0 ? Active::kPassive : Active::kCounted;
  changes.became_passive = count <= 0;
  return true;
}

bool set_option(Options& options, uint8_t option, Reader& reader, OptionChanges& changes) {
  if (option == kLinger) {
    options.linger[0] = reader.number(4);
    options.linger[1] = reader.number(4);
    return !reader.is_bad();
  }
  if (option == kAddMembership || option == kDropMembership) {
    // A family, an index, a group and an interface.
    if (reader.number(4) != kInet) return false;
    reader.number(4);
    const auto addresses = reader.take(8);
    if (reader.is_bad()) return false;
    Bytes change = {static_cast<uint8_t>(option == kAddMembership)};
    put_bytes(change, addresses);
    changes.memberships.push_back(std::move(change));
    return true;
  }
  const uint32_t value = reader.number(4);
  if (reader.is_bad()) return false;
  switch (option) {
    case kActive: {
      if (value > 3) return false;
      const auto active = static_cast<Active>(value);
      if (active == Active::kCounted) {
        const auto more = static_cast<int16_t>(reader.number(2));
        return !reader.is_bad() && count_active(options, more, changes);
      }
      options.active = active;
      options.active_count = 0;
      return true;
    }
    case kPacket:
      if (value >= kPacketTypes) return false;
      options.packet = static_cast<PacketType>(value);
      return true;
    case kPacketSize:
      options.packet_options.packet_size = value;
      return true;
    case kLineDelimiter:
      options.packet_options.delimiter = static_cast<uint8_t>(value);
      return true;
    case kBuffer:
      options.packet_options.line_length = value;
      return true;
    case kHeader:
      options.header = value;
      return true;
    case kMode:
      options.binary = value != 0;
      return true;
    case kDeliver:
      options.delivers_terms = value != 0;
      return true;
    case kExitOnClose:
      options.exit_on_close = value != 0;
      return true;
    case kShowReset:
      options.shows_reset = value != 0;
      return true;
    case kHighWatermark:
      options.high_watermark = value;
      options.low_watermark = std::min(options.low_watermark, value);
      return true;
    case kLowWatermark:
      options.low_watermark = value;
      options.high_watermark = std::max(options.high_watermark, value);
      return true;
    case kSendTimeout:
      options.send_timeout = value;
      return true;
    case kSendTimeoutClose:
      options.send_timeout_close = value != 0;
      return true;
    default:
      break;
  }
  if (!options.numbers.contains(option)) return false;
  options.numbers[option] = value;
  if (is_host_option(option)) changes.host.emplace_back(option, value);
  return true;
}

bool get_option(const Options& options, uint8_t option, Bytes& answer) {
  const auto put = [&](uint32_t value) {
    answer.push_back(option);
    put_number(answer, value, 4);
    return true;
  };
  switch (option) {
    case kLinger:
      put(options.linger[0]);
      put_number(answer, options.linger[1], 4);
      return true;
    case kActive:
      put(static_cast<uint32_t>(options.active));
      if (options.active == Active::kCounted) {
        put_number(answer, static_cast<uint16_t>(options.active_count), 2);
      }
      return true;
    case kPacket:
      return put(static_cast<uint32_t>(options.packet));
    case kPacketSize:
      return put(options.packet_options.packet_size);
    case kLineDelimiter:
      return put(options.packet_options.delimiter);
    case kBuffer:
      return put(options.packet_options.line_length);
    case kHeader:
      return put(options.header);
    case kMode:
      return put(options.binary);
    case kDeliver:
      return put(options.delivers_terms);
    case kExitOnClose:
      return put(options.exit_on_close);
    case kShowReset:
      return put(options.shows_reset);
    case kHighWatermark:
      return put(options.high_watermark);
    case kLowWatermark:
      return put(options.low_watermark);
    case kSendTimeout:
      return put(options.send_timeout);
    case kSendTimeoutClose:
      return put(options.send_timeout_close);
    default:
      return options.numbers.contains(option) && put(options.number(option));
  }
}

}  // namespace

Options::Options() {
  packet_options.line_length = kDefaultBuffer;
  constexpr uint32_t kSocketBuffer = 131072;
  numbers = {{kReuseAddress, 0},
             {kKeepAlive, 0},
             {kDontRoute, 0},
             {kBroadcast, 0},
             {kSendBuffer, kSocketBuffer},
             {kReceiveBuffer, kSocketBuffer},
             {kPriority, 0},
             {kTos, 0},
             {kNoDelay, 0},
             {kMulticastTtl, 1},
             {kMulticastLoop, 1},
             {kV6Only, 0},
             {kDelaySend, 0},
             {kReadPackets, 5},
             {kMessageQueueHigh, 8192},
             {kMessageQueueLow, 4096},
             {kTtl, 64},
             {kDebug, 0}};
}

uint32_t Options::number(uint8_t option) const {
  const auto found = numbers.find(option);
  return found == numbers.end() ? 0 : found->second;
}

bool set_options(Options& options, BytesView bytes, OptionChanges& changes) {
  Reader reader(bytes);
  while (!reader.at_end()) {
    if (!set_option(options, reader.byte(), reader, changes)) return false;
  }
  return true;
}

Bytes get_options(const Options& options, BytesView names) {
  Bytes answer;
  for (const uint8_t name : names) get_option(options, name, answer);
  return answer;
}

}  // namespace linac::inet
