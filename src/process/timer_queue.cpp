// SPDX-License-Identifier: Apache-2.0
#include "process/timer_queue.h"

#include <algorithm>

namespace linac {

void TimerQueue::start(Timer& timer, int64_t deadline) {
  timer.deadline = deadline;
  heap_.emplace_back();
  move_up(static_cast<uint32_t>(heap_.size() - 1), {deadline, ++last_sequence_, &timer});
}

void TimerQueue::stop(Timer& timer) {
  if (!timer.is_running()) return;
  const uint32_t place = timer.place;
  timer.place = Timer::kIdle;
  const Entry last = heap_.back();
  heap_.pop_back();
  if (place == heap_.size()) return;
  // The last one takes its place, from where it may have to go either way.
  if (place > 0 && last < heap_[(place - 1) / kChildren]) {
    move_up(place, last);
  } else {
    move_down(place, last);
  }
}

void TimerQueue::put(uint32_t place, const Entry& entry) {
  heap_[place] = entry;
  entry.timer->place = place;
}

void TimerQueue::move_up(uint32_t place, const Entry& entry) {
  while (place > 0) {
    const uint32_t parent = (place - 1) / kChildren;
    if (!(entry < heap_[parent])) break;
    put(place, heap_[parent]);
    place = parent;
  }
  put(place, entry);
}

void TimerQueue::move_down(uint32_t place, const Entry& entry) {
  const auto size = static_cast<uint32_t>(heap_.size());
  for (;;) {
    const uint32_t begin = place * kChildren + 1;
    if (begin >= size) break;
    const uint32_t end = std::min(begin + kChildren, size);
    uint32_t least = begin;
    for (uint32_t child = begin + 1; child < end; ++child) {
      if (heap_[child] < heap_[least]) least = child;
    }
    if (!(heap_[least] < entry)) break;
    put(place, heap_[least]);
    place = least;
  }
  put(place, entry);
}

}  // namespace linac
