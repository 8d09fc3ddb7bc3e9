// SPDX-License-Identifier: Apache-2.0
#include "process/random_schedule.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace linac {
namespace {

std::vector<uint32_t> picks(uint64_t seed) {
  RandomSchedule schedule(seed);
  std::vector<uint32_t> picked;
  for (int i = 0; i < 100; ++i) picked.push_back(schedule.pick(10));
  return picked;
}

TEST(RandomSchedule, RepeatsWithTheSameSeedOnly) {
  EXPECT_EQ(picks(1), picks(1));
  EXPECT_NE(picks(1), picks(2));
}

TEST(RandomSchedule, PicksEveryPlaceAndNoOther) {
  const std::vector<uint32_t> picked = picks(7);
  EXPECT_EQ(std::set<uint32_t>(picked.begin(), picked.end()),
            (std::set<uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  RandomSchedule schedule(7);
  EXPECT_EQ(schedule.pick(1), 0u);
}

TEST(RandomSchedule, TurnsAreShortAndLong) {
  RandomSchedule schedule(3);
  int short_turns = 0;
  for (int i = 0; i < 1000; ++i) {
    const uint32_t turn = schedule.turn(4000);
    ASSERT_GE(turn, 1u);
    ASSERT_LE(turn, 4000u);
    short_turns += turn <= 16 ? 1 : 0;
  }
  EXPECT_GT(short_turns, 400);
  EXPECT_LT(short_turns, 600);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(schedule.turn(1), 1u);
}

}  // namespace
}  // namespace linac
