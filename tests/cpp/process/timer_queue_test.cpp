// SPDX-License-Identifier: Apache-2.0
#include "process/timer_queue.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <random>

namespace linac {
namespace {

struct TestTimer : Timer {
  TestTimer() : Timer(Kind::kReceive) {}
};

TEST(TimerQueue, FiresByDeadlineThenByAge) {
  TimerQueue queue;
  TestTimer late, early, also_early;
  EXPECT_EQ(queue.first(), nullptr);
  queue.start(late, 30);
  queue.start(early, 10);
  queue.start(also_early, 10);
  for (Timer* expected : {static_cast<Timer*>(&early), static_cast<Timer*>(&also_early),
                          static_cast<Timer*>(&late)}) {
    ASSERT_EQ(queue.first(), expected);
    EXPECT_TRUE(expected->is_running());
    queue.stop(*expected);
    EXPECT_FALSE(expected->is_running());
  }
  EXPECT_EQ(queue.first(), nullptr);
  queue.stop(late);  // again: nothing happens
  EXPECT_EQ(queue.size(), 0u);
}

TEST(TimerQueue, AgreesWithASortedMap) {
  constexpr int kSteps = 100'000;
  std::mt19937 random(7);
  TimerQueue queue;
  std::deque<TestTimer> timers(500);
  std::map<std::pair<int64_t, int>, Timer*> model;  // deadline, order of starting
  std::map<Timer*, std::pair<int64_t, int>> keys;
  for (int step = 0; step < kSteps; ++step) {
    TestTimer& timer = timers[random() % timers.size()];
    if (timer.is_running()) {
      queue.stop(timer);
      model.erase(keys[&timer]);
    } else {
      const int64_t deadline = random() % 1000;
      queue.start(timer, deadline);
      keys[&timer] = {deadline, step};
      model[keys[&timer]] = &timer;
    }
    ASSERT_EQ(queue.size(), model.size());
    ASSERT_EQ(queue.first(), model.empty() ? nullptr : model.begin()->second);
  }
}

}  // namespace
}  // namespace linac
