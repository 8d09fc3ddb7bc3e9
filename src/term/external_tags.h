// SPDX-License-Identifier: Apache-2.0
//
// The bytes that begin terms in the external term format (OTP: "External Term Format"), for those
// who read and who write it. What OTP keeps for itself (distribution headers, atom caches, the
// compressed form inside ETS) is left out.
#pragma once

#include <cstdint>

namespace linac {

inline constexpr uint8_t kExternalVersion = 131;

enum ExternalTag : uint8_t {
  kNewFloat = 70,
  kBitBinary = 77,
  kCompressed = 80,
  kNewPid = 88,
  kNewPort = 89,
  kNewerReference = 90,
  kSmallInteger = 97,
  kInteger = 98,
  kFloat = 99,
  kAtom = 100,
  kReference = 101,
  kPort = 102,
  kPid = 103,
  kSmallTuple = 104,
  kLargeTuple = 105,
  kNil = 106,
  kString = 107,
  kList = 108,
  kBinary = 109,
  kSmallBig = 110,
  kLargeBig = 111,
  kNewFun = 112,
  kExport = 113,
  kNewReference = 114,
  kSmallAtom = 115,
  kMap = 116,
  kAtomUtf8 = 118,
  kSmallAtomUtf8 = 119,
  kV4Port = 120,
};

/// Bytes of a float written as text.
inline constexpr uint32_t kFloatTextBytes = 31;
/// Numbers of a reference at most.
inline constexpr uint32_t kMaxReferenceNumbers = 5;
/// A pid is written as two numbers: these low bits of it, and the rest.
inline constexpr uint32_t kPidNumberBits = 28;

}  // namespace linac
