// SPDX-License-Identifier: Apache-2.0
//
// The bytes that OTP's prim_inet and the network's drivers exchange through port_control/3. Numbers
// have the most significant byte first. Source: kernel/src/inet_int.hrl of OTP 25.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace linac::inet {

/// Added to each request's number.
inline constexpr uint32_t kMagic = 0x03f1a300;

enum Request : uint32_t {
  kOpen = 1,
  kConnect = 3,
  kPeer = 4,
  kName = 5,
  kBind = 6,
  kSetOptions = 7,
  kGetOptions = 8,
  kGetStatistics = 11,
  kGetHostName = 12,
  kGetType = 15,
  kGetStatus = 16,
  kGetServiceByName = 17,
  kGetServiceByPort = 18,
  kSubscribe = 23,
  kGetInterfaces = 25,
  kAccept = 26,
  kListen = 27,
  kIgnoreDescriptor = 28,
  kReceive = 42,
  kUnreceive = 43,
  kShutdown = 44,
  kReceiveFrom = 60,
};

enum Reply : uint8_t { kReplyError = 0, kReplyOk = 1 };

enum Family : uint8_t { kInet = 1, kInet6 = 2, kAny = 3, kLoopback = 4, kLocal = 5 };
enum SocketType : uint8_t { kStream = 1, kDatagram = 2 };

enum Option : uint8_t {
  kReuseAddress = 0,
  kKeepAlive = 1,
  kDontRoute = 2,
  kLinger = 3,
  kBroadcast = 4,
  kSendBuffer = 6,
  kReceiveBuffer = 7,
  kPriority = 8,
  kTos = 9,
  kNoDelay = 10,
  kMulticastInterface = 11,
  kMulticastTtl = 12,
  kMulticastLoop = 13,
  kAddMembership = 14,
  kDropMembership = 15,
  kV6Only = 16,
  kBuffer = 20,
  kHeader = 21,
  kActive = 22,
  kPacket = 23,
  kMode = 24,
  kDeliver = 25,
  kExitOnClose = 26,
  kHighWatermark = 27,
  kLowWatermark = 28,
  kSendTimeout = 30,
  kDelaySend = 31,
  kPacketSize = 32,
  kReadPackets = 33,
  kRaw = 34,
  kSendTimeoutClose = 35,
  kMessageQueueHigh = 36,
  kMessageQueueLow = 37,
  kNetworkNamespace = 38,
  kShowReset = 39,
  kLineDelimiter = 40,
  kTrafficClass = 41,
  kBindToDevice = 42,
  kReceiveTos = 43,
  kReceiveTrafficClass = 44,
  kPacketOptions = 45,
  kTtl = 46,
  kReceiveTtl = 47,
  kDebug = 99,
};

enum class Active : uint8_t { kPassive = 0, kAlways = 1, kOnce = 2, kCounted = 3 };

enum Statistic : uint8_t {
  kReceiveCount = 1,
  kReceiveMax = 2,
  kReceiveAverage = 3,
  kReceiveDeviation = 4,
  kSendCount = 5,
  kSendMax = 6,
  kSendAverage = 7,
  kSendPending = 8,
  kReceiveOctets = 9,
  kSendOctets = 10,
};

inline constexpr uint8_t kSubscribeEmptyQueue = 1;
/// A timeout that never comes.
inline constexpr uint32_t kInfinity = 0xffffffff;

/// Takes numbers off the front of bytes. After one that is not there, `is_bad`.
class Reader {
 public:
  explicit Reader(std::span<const uint8_t> bytes) : bytes_(bytes) {}
  bool is_bad() const { return is_bad_; }
  bool at_end() const { return bytes_.empty(); }
  std::span<const uint8_t> rest() const { return bytes_; }

  std::span<const uint8_t> take(size_t size) {
    if (size > bytes_.size()) {
      is_bad_ = true;
      size = bytes_.size();
    }
    const auto taken = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return taken;
  }
  uint32_t number(size_t size) {
    uint32_t result = 0;
    for (const uint8_t byte : take(size)) result = result << 8 | byte;
    return result;
  }
  uint8_t byte() { return static_cast<uint8_t>(number(1)); }

 private:
  std::span<const uint8_t> bytes_;
  bool is_bad_ = false;
};

inline void put_number(std::vector<uint8_t>& bytes, uint64_t number, int size) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<uint8_t>(number >> shift));
  }
}

inline void put_bytes(std::vector<uint8_t>& bytes, std::span<const uint8_t> more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

/// How many bytes an address takes that begins with that family; 0: there is no such family.
inline size_t address_size(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return 0;
  switch (bytes[0]) {
    case kInet:
      return 7;
    case kInet6:
      return 27;  // with flow information and scope
    case kAny:
    case kLoopback:
      return 3;
    default:
      return 0;
  }
}

}  // namespace linac::inet
