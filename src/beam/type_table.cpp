// SPDX-License-Identifier: Apache-2.0
//
// The type table (Type): what the compiler knows of the registers it marks with a type. Versions
// differ in the order of the type bits and in what follows them; all are translated to the bits of
// file.h. An unknown version says nothing, and its indices are not checked. (OTP: `beam_types`.)
#include "beam/chunk_readers.h"

namespace linac::beam {
namespace {

constexpr uint16_t kTypeBitsV3 = 0x0fff;
constexpr uint16_t kMatchable = kTypeBitstring | kTypeMatchContext;

/// How one version lays a type out. Up to version 2 the bits are those of file.h.
struct Version {
  bool has_match_context;  ///< bit 2 means "match context"; later a bitstring may be one
  bool has_record;         ///< a bit for native records above the one for tuples
  uint8_t flags_shift;     ///< lowest of three flags: lower bound, upper bound, unit; 0: fixed form
};
constexpr Version kVersions[] = {
    {},                  // 0 does not exist
    {true, false, 0},    // OTP 25: always two bounds, the lower above the upper if unknown
    {true, false, 13},   // OTP 26
    {false, false, 12},  // OTP 27
    {false, true, 13},   // OTP 29
};
constexpr uint32_t kNewestVersion = sizeof(kVersions) / sizeof(kVersions[0]) - 1;

uint16_t translate_bits(const Version& version, uint16_t bits) {
  if (version.has_match_context) return bits & 0x1fff;
  uint16_t mask = static_cast<uint16_t>((bits & 3) | ((bits & (kTypeBitsV3 & ~3)) << 1));
  if (mask & kTypeBitstring) mask |= kMatchable;
  if (version.has_record && (bits & (1 << 12))) mask |= kTypeRecord;
  return mask;
}

bool read_fixed(ByteReader& reader, uint16_t bits, Type& type) {
  int64_t min, max;
  reader.read_i64(min);
  if (!reader.read_i64(max)) return false;
  if ((bits & kTypeInteger) && min <= max) {
    type.min = min;
    type.max = max;
  }
  return true;
}

bool read_extra(ByteReader& reader, const Version& version, uint16_t bits, Type& type) {
  const unsigned flags = bits >> version.flags_shift;
  int64_t bound;
  if (flags & 1) {
    if (!reader.read_i64(bound)) return false;
    type.min = bound;
  }
  if (flags & 2) {
    if (!reader.read_i64(bound)) return false;
    type.max = bound;
  }
  if (flags & 4) {
    uint8_t unit_less_one;
    if (!reader.read_u8(unit_less_one)) return false;
    type.unit = static_cast<uint16_t>(unit_less_one + 1);
  }
  return true;
}

}  // namespace

bool read_types(ByteReader& reader, File& file) {
  uint32_t version_number, count;
  if (!reader.read_u32(version_number)) return false;
  if (version_number == 0 || version_number > kNewestVersion) return true;
  const Version& version = kVersions[version_number];
  if (!reader.read_count(version.flags_shift ? 2 : 18, "types", count)) return false;
  file.has_type_table = true;
  file.types.reserve(count);
  for (uint32_t i = 0; i < count; i++) {
    uint16_t bits;
    if (!reader.read_u16(bits)) return false;
    Type type;
    type.mask = translate_bits(version, bits);
    if (type.mask == 0) return reader.fail("type " + std::to_string(i) + " is empty");
    const bool read = version.flags_shift ? read_extra(reader, version, bits, type)
                                          : read_fixed(reader, bits, type);
    if (!read) return false;
    file.types.push_back(type);
  }
  return true;
}

}  // namespace linac::beam
