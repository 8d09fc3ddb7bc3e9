// SPDX-License-Identifier: Apache-2.0
//
// The growing run of bytes that all emission writes to, and LEB128. Writers claim room for one
// instruction, write through the bare pointer and commit; there is one branch per instruction.
// Invariant: after any claim there are kRoom writable bytes. Past the limit, or when the host has
// no memory left, the buffer has failed for good: writes go to a scratch area and size() is 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace linac::wasm {

// LEB128 writers: write at `p`, which has room for ten bytes, and return the end.

inline uint8_t* write_u32(uint8_t* p, uint32_t value) {
  while (value >= 0x80) {
    *p++ = static_cast<uint8_t>(value | 0x80);
    value >>= 7;
  }
  *p++ = static_cast<uint8_t>(value);
  return p;
}

inline uint8_t* write_s64(uint8_t* p, int64_t value) {
  while (value < -64 || value > 63) {
    *p++ = static_cast<uint8_t>(value | 0x80);
    value >>= 7;
  }
  *p++ = static_cast<uint8_t>(value & 0x7f);
  return p;
}

inline uint8_t* write_s32(uint8_t* p, int32_t value) {
  while (value < -64 || value > 63) {
    *p++ = static_cast<uint8_t>(value | 0x80);
    value >>= 7;
  }
  *p++ = static_cast<uint8_t>(value & 0x7f);
  return p;
}

/// Number of bytes write_u32 uses.
constexpr uint32_t u32_size(uint32_t value) {
  uint32_t size = 1;
  while (value >>= 7) ++size;
  return size;
}

class ByteBuffer {
 public:
  /// Bytes that claim() guarantees: the longest instruction but `br_table` takes 13.
  static constexpr size_t kRoom = 32;

  explicit ByteBuffer(uint32_t max_bytes = 1u << 30) : max_bytes_(max_bytes) { use_scratch(); }
  ~ByteBuffer();
  ByteBuffer(ByteBuffer&& other) noexcept;
  ByteBuffer& operator=(ByteBuffer&& other) noexcept;
  ByteBuffer(const ByteBuffer&) = delete;
  ByteBuffer& operator=(const ByteBuffer&) = delete;

  /// Pointer to at least kRoom writable bytes at the end. Follow with commit.
  uint8_t* claim() {
    if (static_cast<size_t>(limit_ - position_) < kRoom) [[unlikely]] {
      grow(kRoom);
    }
    return position_;
  }
  void commit(uint8_t* end) { position_ = end; }

  void byte(uint8_t value) {
    uint8_t* p = claim();
    *p = value;
    commit(p + 1);
  }
  void u32(uint32_t value) { commit(write_u32(claim(), value)); }
  void s64(int64_t value) { commit(write_s64(claim(), value)); }
  void bytes(std::span<const uint8_t> data);
  /// A vector of bytes: length, then the bytes.
  void name(std::string_view text);
  /// Appends `count` zero bytes.
  void skip(uint32_t count);

  uint8_t* data() { return begin_; }
  const uint8_t* data() const { return begin_; }
  uint32_t size() const { return begin_ ? static_cast<uint32_t>(position_ - begin_) : 0; }
  /// Cuts off everything from `size` on.
  void truncate(uint32_t size) {
    if (begin_ && size < this->size()) position_ = begin_ + size;
  }
  void clear() { truncate(0); }

  /// Whether something did not fit. What was written is lost then.
  bool failed() const { return failed_; }

 private:
  void grow(size_t room);
  void use_scratch() {
    begin_ = nullptr;
    position_ = scratch_;
    limit_ = failed_ ? scratch_ + sizeof scratch_ : scratch_;
  }

  uint8_t* begin_ = nullptr;
  uint8_t* position_ = nullptr;
  uint8_t* limit_ = nullptr;
  uint32_t max_bytes_;
  bool failed_ = false;
  uint8_t scratch_[2 * kRoom];
};

}  // namespace linac::wasm
