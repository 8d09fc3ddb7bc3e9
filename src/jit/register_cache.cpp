// SPDX-License-Identifier: Apache-2.0
#include "jit/register_cache.h"

namespace linac {

std::optional<uint32_t> RegisterCache::find(Register reg) {
  for (uint32_t i = 0; i < count_; ++i) {
    if (entries_[i].reg == reg) {
      pinned_ |= 1u << entries_[i].local;
      return entries_[i].local;
    }
  }
  return std::nullopt;
}

bool RegisterCache::holds_something(uint32_t local) const {
  for (uint32_t i = 0; i < count_; ++i) {
    if (entries_[i].local == local) return true;
  }
  return false;
}

uint32_t RegisterCache::take() {
  for (uint32_t local = 0; local < kLocals; ++local) {
    if ((pinned_ >> local & 1) == 0 && !holds_something(local)) {
      pinned_ |= 1u << local;
      return local;
    }
  }
  while (pinned_ >> next_ & 1) next_ = (next_ + 1) % kLocals;
  const uint32_t victim = next_;
  next_ = (next_ + 1) % kLocals;
  for (uint32_t i = count_; i-- > 0;) {
    if (entries_[i].local == victim) remove(i);
  }
  pinned_ |= 1u << victim;
  return victim;
}

void RegisterCache::bind(Register reg, uint32_t local) {
  forget(reg);
  if (count_ == kEntries) remove(0);
  entries_[count_++] = Entry{reg, local};
}

void RegisterCache::forget(Register reg) {
  for (uint32_t i = count_; i-- > 0;) {
    if (entries_[i].reg == reg) remove(i);
  }
}

void RegisterCache::forget_y() {
  for (uint32_t i = count_; i-- > 0;) {
    if (entries_[i].reg.is_y) remove(i);
  }
}

void RegisterCache::forget_all() { count_ = 0; }

void RegisterCache::renumber_y(uint32_t count) {
  for (uint32_t i = count_; i-- > 0;) {
    Register& reg = entries_[i].reg;
    if (!reg.is_y) continue;
    if (reg.number < count) {
      remove(i);
    } else {
      reg.number -= count;
    }
  }
}

void RegisterCache::remove(uint32_t index) { entries_[index] = entries_[--count_]; }

}  // namespace linac
