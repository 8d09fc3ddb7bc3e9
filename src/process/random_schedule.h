// SPDX-License-Identifier: Apache-2.0
//
// Pseudo-random choices of who runs next and for how long, for tests: the same seed and the same
// program, without waiting for the clock, give the same run. Signals are delivered when they are
// sent, so those between two processes keep their order whatever is chosen here.
#pragma once

#include <cstddef>
#include <cstdint>

namespace linac {

class RandomSchedule {
 public:
  explicit RandomSchedule(uint64_t seed) : state_(seed) {}

  /// A place in a queue of `count` processes, which is not 0.
  uint32_t pick(size_t count) { return static_cast<uint32_t>(next() % count); }

  /// Reductions of a turn, 1 to `most`: half of the turns are short, so that processes are also
  /// interrupted in the midst of what takes few reductions.
  uint32_t turn(uint32_t most) {
    constexpr uint32_t kShort = 16;
    const uint64_t number = next();
    const uint32_t limit = (number & 1) != 0 && most > kShort ? kShort : most;
    return 1 + static_cast<uint32_t>((number >> 1) % limit);
  }

 private:
  /// SplitMix64: every seed gives another sequence, small ones too. Source: Steele, Lea, Flood,
  /// "Fast splittable pseudorandom number generators", 2014.
  uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }

  uint64_t state_;
};

}  // namespace linac
