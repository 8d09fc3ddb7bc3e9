// SPDX-License-Identifier: Apache-2.0
#include "ports/framing.h"

#include <algorithm>

namespace linac {

void InputFraming::add(std::span<const uint8_t> bytes, Deliver deliver) {
  if (line_length_ != 0) {
    add_lines(bytes, deliver);
  } else if (packet_bytes_ != 0) {
    add_packets(bytes, deliver);
  } else if (!bytes.empty()) {
    deliver({InputPiece::Kind::kData, bytes});
  }
}

void InputFraming::add_packets(std::span<const uint8_t> bytes, Deliver deliver) {
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  const std::span<const uint8_t> all(pending_);
  size_t at = 0;
  while (all.size() - at >= packet_bytes_) {
    uint64_t size = 0;
    for (uint32_t i = 0; i < packet_bytes_; ++i) size = size << 8 | all[at + i];
    if (all.size() - at - packet_bytes_ < size) break;
    at += packet_bytes_;
    deliver({InputPiece::Kind::kData, all.subspan(at, static_cast<size_t>(size))});
    at += static_cast<size_t>(size);
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<ptrdiff_t>(at));
}

void InputFraming::add_lines(std::span<const uint8_t> bytes, Deliver deliver) {
  for (const uint8_t byte : bytes) {
    if (byte == '\n') {
      if (!pending_.empty() && pending_.back() == '\r') pending_.pop_back();
      deliver({InputPiece::Kind::kLine, pending_});
      pending_.clear();
      continue;
    }
    pending_.push_back(byte);
    // Whether a line feed comes next decides what a full line is, and a carriage return at its end.
    while (pending_.size() > line_length_ &&
           !(pending_.size() == line_length_ + 1 && byte == '\r')) {
      deliver({InputPiece::Kind::kPartLine, std::span(pending_).first(line_length_)});
      pending_.erase(pending_.begin(), pending_.begin() + line_length_);
    }
  }
}

void InputFraming::end(Deliver deliver) {
  if (line_length_ != 0) {
    const std::span<const uint8_t> all(pending_);
    for (size_t at = 0; at < all.size(); at += line_length_) {
      const size_t size = std::min<size_t>(line_length_, all.size() - at);
      deliver({InputPiece::Kind::kPartLine, all.subspan(at, size)});
    }
  }
  pending_.clear();
}

bool frame_packet(std::vector<uint8_t>& bytes, uint32_t length_bytes) {
  if (length_bytes == 0) return true;
  const uint64_t size = bytes.size();
  if (size >> (8 * length_bytes) != 0) return false;
  uint8_t length[4];
  for (uint32_t i = 0; i < length_bytes; ++i) {
    length[i] = static_cast<uint8_t>(size >> (8 * (length_bytes - 1 - i)));
  }
  bytes.insert(bytes.begin(), length, length + length_bytes);
  return true;
}

}  // namespace linac
