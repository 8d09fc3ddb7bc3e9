// SPDX-License-Identifier: Apache-2.0
//
// The uncommon side of ByteBuffer: growing, failing, moving.
#include "jit/wasm/byte_buffer.h"

#include <algorithm>
#include <cstdlib>

namespace linac::wasm {

ByteBuffer::~ByteBuffer() { std::free(begin_); }

ByteBuffer::ByteBuffer(ByteBuffer&& other) noexcept
    : max_bytes_(other.max_bytes_), failed_(other.failed_) {
  use_scratch();
  if (!other.begin_) return;
  begin_ = other.begin_;
  position_ = other.position_;
  limit_ = other.limit_;
  other.use_scratch();
}

ByteBuffer& ByteBuffer::operator=(ByteBuffer&& other) noexcept {
  if (this == &other) return *this;
  std::free(begin_);
  max_bytes_ = other.max_bytes_;
  failed_ = other.failed_;
  use_scratch();
  if (other.begin_) {
    begin_ = other.begin_;
    position_ = other.position_;
    limit_ = other.limit_;
    other.use_scratch();
  }
  return *this;
}

void ByteBuffer::grow(size_t room) {
  constexpr uint64_t kSmallest = 1024;
  const uint64_t used = size();
  const uint64_t needed = used + room;
  // The limit is on what is used, so capacity may pass it by the room of one instruction.
  const uint64_t most = uint64_t{max_bytes_} + kRoom;
  void* grown = nullptr;
  uint64_t capacity = 0;
  if (!failed_ && needed <= most) {
    const uint64_t doubled = 2 * static_cast<uint64_t>(begin_ ? limit_ - begin_ : 0);
    capacity = std::min(std::max({needed, doubled, kSmallest}), most);
    grown = std::realloc(begin_, static_cast<size_t>(capacity));
  }
  if (!grown) {
    std::free(begin_);
    failed_ = true;
    use_scratch();
    return;
  }
  begin_ = static_cast<uint8_t*>(grown);
  position_ = begin_ + used;
  limit_ = begin_ + capacity;
}

void ByteBuffer::bytes(std::span<const uint8_t> data) {
  if (static_cast<size_t>(limit_ - position_) < data.size()) grow(data.size());
  if (failed_ || data.empty()) return;
  std::memcpy(position_, data.data(), data.size());
  position_ += data.size();
}

void ByteBuffer::name(std::string_view text) {
  u32(static_cast<uint32_t>(text.size()));
  bytes({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

void ByteBuffer::skip(uint32_t count) {
  if (static_cast<size_t>(limit_ - position_) < count) grow(count);
  if (failed_) return;
  std::memset(position_, 0, count);
  position_ += count;
}

}  // namespace linac::wasm
