// SPDX-License-Identifier: Apache-2.0
//
// A cursor over a chunk's bytes that cannot run past the end, and that reports the first failure as
// an `Error` with the offset where it happened. Every chunk reader of this room takes one.
// Invariant: after a failure the cursor stands at the end, so loops over it stop by themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "beam/error.h"

namespace linac::beam {

class ByteReader {
 public:
  /// `error` receives chunk, offset and message of the first failure.
  ByteReader(std::span<const uint8_t> bytes, const char* chunk, Error& error)
      : bytes_(bytes), chunk_(chunk), error_(&error) {}

  size_t remaining() const { return bytes_.size() - position_; }
  uint32_t offset() const { return static_cast<uint32_t>(position_); }
  bool at_end() const { return position_ == bytes_.size(); }
  bool failed() const { return failed_; }

  /// Records `message` at the present offset (unless something failed before). Always false.
  bool fail(const std::string& message) { return fail_at(offset(), message); }
  bool fail_at(uint32_t offset, const std::string& message) {
    if (!failed_) *error_ = {chunk_, offset, message};
    failed_ = true;
    position_ = bytes_.size();
    return false;
  }

  bool read_u8(uint8_t& value) {
    if (!require(1)) return false;
    value = bytes_[position_++];
    return true;
  }
  bool read_u16(uint16_t& value) {
    uint64_t wide;
    if (!read_big_endian(2, wide)) return false;
    value = static_cast<uint16_t>(wide);
    return true;
  }
  bool read_u32(uint32_t& value) {
    uint64_t wide;
    if (!read_big_endian(4, wide)) return false;
    value = static_cast<uint32_t>(wide);
    return true;
  }
  bool read_i64(int64_t& value) {
    uint64_t wide;
    if (!read_big_endian(8, wide)) return false;
    value = static_cast<int64_t>(wide);
    return true;
  }
  /// The next `count` bytes, still owned by the input.
  bool read_bytes(size_t count, std::span<const uint8_t>& bytes) {
    if (!require(count)) return false;
    bytes = bytes_.subspan(position_, count);
    position_ += count;
    return true;
  }
  std::span<const uint8_t> rest() {
    const auto bytes = bytes_.subspan(position_);
    position_ = bytes_.size();
    return bytes;
  }
  bool skip(size_t count) {
    std::span<const uint8_t> ignored;
    return read_bytes(count, ignored);
  }
  /// Reads a count of entries that take at least `entry_size` bytes each, so that no table larger
  /// than the input can be asked for.
  bool read_count(size_t entry_size, const char* what, uint32_t& count) {
    if (!read_u32(count)) return false;
    return check_count(count, entry_size, what);
  }
  bool check_count(uint64_t count, size_t entry_size, const char* what) {
    if (count <= remaining() / entry_size) return true;
    return fail(std::to_string(count) + " " + what + " do not fit in the " +
                std::to_string(remaining()) + " bytes left");
  }

 private:
  bool require(size_t count) {
    if (count <= remaining()) return true;
    return fail("the chunk ends in the middle of a value");
  }
  bool read_big_endian(size_t count, uint64_t& value) {
    if (!require(count)) return false;
    value = 0;
    for (size_t i = 0; i < count; i++) value = (value << 8) | bytes_[position_++];
    return true;
  }

  std::span<const uint8_t> bytes_;
  size_t position_ = 0;
  const char* chunk_;
  Error* error_;
  bool failed_ = false;
};

}  // namespace linac::beam
