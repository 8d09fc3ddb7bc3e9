// SPDX-License-Identifier: Apache-2.0
#include "code/slot_table.h"

#include <algorithm>
#include <iterator>

namespace linac {

namespace {
// Growing a table is slow on some hosts when many instances share it, so it happens rarely.
constexpr uint32_t kGrowth = 32768;
}  // namespace

std::optional<SlotIndex> SlotTable::reserve(uint32_t count) {
  if (count == 0) return base_;
  auto fits = std::find_if(free_.begin(), free_.end(),
                           [count](const auto& run) { return run.second >= count; });
  if (fits == free_.end()) {
    const uint32_t growth = std::max(count, kGrowth);
    std::optional<uint32_t> first = platform_.grow_table(growth);
    if (!first) return std::nullopt;
    if (slots_.empty()) base_ = *first;
    // The table may have been grown by someone else in between: such slots are never ours.
    slots_.resize(*first - base_ + growth);
    fits = free_.emplace(*first, growth).first;
    if (fits != free_.begin()) {
      auto before = std::prev(fits);
      if (before->first + before->second == *first) {
        before->second += growth;
        free_.erase(fits);
        fits = before;
      }
    }
  }
  const SlotIndex slot = fits->first;
  const uint32_t left = fits->second - count;
  free_.erase(fits);
  if (left > 0) free_.emplace(slot + count, left);
  reserved_ += count;
  return slot;
}

void SlotTable::release(SlotIndex first, uint32_t count) {
  if (count == 0) return;
  for (uint32_t i = 0; i < count; ++i) (*this)[first + i] = Slot{};
  reserved_ -= count;
  auto [at, inserted] = free_.emplace(first, count);
  auto after = std::next(at);
  if (after != free_.end() && at->first + at->second == after->first) {
    at->second += after->second;
    free_.erase(after);
  }
  if (at != free_.begin()) {
    auto before = std::prev(at);
    if (before->first + before->second == at->first) {
      before->second += at->second;
      free_.erase(at);
    }
  }
}

}  // namespace linac
