// SPDX-License-Identifier: Apache-2.0
//
// Input cut into what each message holds: as it comes, packets with their length before them, or
// lines. Source: the Erlang reference manual, erlang:open_port/2, "packet" and "line".
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace linac {

/// One message's worth of input.
struct InputPiece {
  enum class Kind : uint8_t {
    kData,
    kLine,      ///< a line without its end
    kPartLine,  ///< of a line that goes on, or has no end
  };
  Kind kind;
  std::span<const uint8_t> bytes;
};

class InputFraming {
 public:
  using Deliver = const std::function<void(const InputPiece&)>&;

  void set_packets(uint32_t length_bytes) { packet_bytes_ = length_bytes; }
  void set_lines(uint32_t longest) { line_length_ = longest; }

  /// Takes bytes that have come and hands over what is complete.
  void add(std::span<const uint8_t> bytes, Deliver deliver);
  /// The end of input: hands over what is left of a line. What is left of a packet is lost.
  void end(Deliver deliver);

 private:
  void add_packets(std::span<const uint8_t> bytes, Deliver deliver);
  void add_lines(std::span<const uint8_t> bytes, Deliver deliver);

  uint32_t packet_bytes_ = 0;
  uint32_t line_length_ = 0;
  std::vector<uint8_t> pending_;
};

/// Puts the length before a packet; false if it is too long for that many bytes. Of 0 bytes there
/// is nothing to put.
bool frame_packet(std::vector<uint8_t>& bytes, uint32_t length_bytes);

}  // namespace linac
