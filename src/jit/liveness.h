// SPDX-License-Identifier: Apache-2.0
//
// Which X registers may still be read when control reaches a label. What is not among them need not
// be stored before going there. Never too small a set: a collection reads the registers that an
// instruction declares live, so these count as read by it.
#pragma once

#include <cstdint>
#include <vector>

#include "code/module.h"

namespace linac {

/// A set of X registers: of the first 64 any, of the others all or none.
class RegisterSet {
 public:
  constexpr RegisterSet() = default;
  static constexpr RegisterSet all() { return first(kTracked + 1); }
  /// x0 … x(count−1), and all from x64 on if `count` goes beyond it.
  static constexpr RegisterSet first(uint32_t count) {
    RegisterSet set;
    set.low_ = count >= kTracked ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
    set.others_ = count > kTracked;
    return set;
  }

  constexpr bool contains(uint32_t number) const {
    return number < kTracked ? (low_ >> number & 1) != 0 : others_;
  }
  constexpr void add(uint32_t number) {
    if (number < kTracked) {
      low_ |= uint64_t{1} << number;
    } else {
      others_ = true;
    }
  }
  constexpr void add(const RegisterSet& more) {
    low_ |= more.low_;
    others_ |= more.others_;
  }
  constexpr void remove(uint32_t number) {
    if (number < kTracked) low_ &= ~(uint64_t{1} << number);
  }
  constexpr void remove_first(uint32_t count) { low_ &= ~first(count).low_; }
  constexpr bool operator==(const RegisterSet&) const = default;

 private:
  static constexpr uint32_t kTracked = 64;
  uint64_t low_ = 0;
  bool others_ = false;
};

/// By label, for a whole module.
std::vector<RegisterSet> live_at_labels(const Module& module);

}  // namespace linac
