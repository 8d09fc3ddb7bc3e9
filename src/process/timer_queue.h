// SPDX-License-Identifier: Apache-2.0
//
// Timers by deadline: a heap of four children a node, in which each timer knows its place, so that
// starting, stopping and firing cost the logarithm of how many there are. Timers of one deadline
// fire in the order they were started. The queue owns none of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace linac {

struct Process;

struct Timer {
  enum class Kind : uint8_t {
    kReceive,  ///< a ReceiveTimer
    kMessage,  ///< a MessageTimer (process/message_timer.h)
  };
  static constexpr uint32_t kIdle = 0xffffffff;

  explicit Timer(Kind timer_kind) : kind(timer_kind) {}
  bool is_running() const { return place != kIdle; }

  int64_t deadline = 0;  ///< nanoseconds of the monotonic clock
  uint32_t place = kIdle;
  Kind kind;
};

/// The timer of `receive … after`; each process has one.
struct ReceiveTimer : Timer {
  explicit ReceiveTimer(Process* owner) : Timer(Kind::kReceive), process(owner) {}
  Process* process;
};

class TimerQueue {
 public:
  /// Precondition: the timer is not running.
  void start(Timer& timer, int64_t deadline);
  /// Nothing happens if it is not running.
  void stop(Timer& timer);
  /// The next to fire; null if none runs.
  Timer* first() const { return heap_.empty() ? nullptr : heap_[0].timer; }
  size_t size() const { return heap_.size(); }

 private:
  struct Entry {
    int64_t deadline;
    uint64_t sequence;
    Timer* timer;
    bool operator<(const Entry& other) const {
      return deadline != other.deadline ? deadline < other.deadline : sequence < other.sequence;
    }
  };
  static constexpr uint32_t kChildren = 4;

  void put(uint32_t place, const Entry& entry);
  void move_up(uint32_t place, const Entry& entry);
  void move_down(uint32_t place, const Entry& entry);

  std::vector<Entry> heap_;
  uint64_t last_sequence_ = 0;
};

}  // namespace linac
