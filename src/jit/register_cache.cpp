// SPDX-License-Identifier: Apache-2.0
#include "jit/register_cache.h"

#include <algorithm>
#include <cassert>

namespace linac {

std::optional<uint32_t> RegisterCache::find(Register reg) {
  for (uint32_t i = 0; i < count_; ++i) {
    if (entries_[i].reg == reg) {
      pin(entries_[i].local);
      return entries_[i].local;
    }
  }
  return std::nullopt;
}

uint32_t RegisterCache::choose() {
  uint32_t occupied = pinned_;
  for (uint32_t i = 0; i < count_; ++i) occupied |= 1u << entries_[i].local;
  for (uint32_t local = 0; local < kLocals; ++local) {
    if ((occupied >> local & 1) == 0) {
      pin(local);
      return local;
    }
  }
  assert(pinned_ != (1u << kLocals) - 1);
  while (pinned_ >> next_ & 1) next_ = (next_ + 1) % kLocals;
  const uint32_t victim = next_;
  next_ = (next_ + 1) % kLocals;
  pin(victim);
  return victim;
}

void RegisterCache::release(uint32_t local) {
  for (uint32_t i = count_; i-- > 0;) {
    if (entries_[i].local == local) remove(i);
  }
}

void RegisterCache::bind(Register reg, uint32_t local, bool dirty) {
  forget(reg);
  entries_[count_++] = Entry{reg, local, dirty};
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

void RegisterCache::forget_x(uint32_t live) {
  for (uint32_t i = count_; i-- > 0;) {
    if (!entries_[i].reg.is_y && entries_[i].reg.number >= live) remove(i);
  }
}

void RegisterCache::mark_clean(Register reg) {
  for (uint32_t i = 0; i < count_; ++i) {
    if (entries_[i].reg == reg) entries_[i].dirty = false;
  }
}

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

void RegisterCache::remove(uint32_t index) {
  // Order is kept: the first entry is the oldest.
  std::move(entries_.begin() + index + 1, entries_.begin() + count_, entries_.begin() + index);
  --count_;
}

}  // namespace linac
