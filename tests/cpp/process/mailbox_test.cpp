// SPDX-License-Identifier: Apache-2.0
#include "process/mailbox.h"

#include <gtest/gtest.h>

#include <vector>

namespace linac {
namespace {

constexpr Word kOne[2] = {101, 7};
constexpr Word kOther[2] = {102, 7};

void push(Mailbox& mailbox, std::initializer_list<int> numbers) {
  for (const int number : numbers) mailbox.push(Term::small(number));
}

std::vector<int64_t> contents(const Mailbox& mailbox) {
  std::vector<int64_t> numbers;
  mailbox.for_each([&](Term message) { numbers.push_back(message.small_value()); });
  return numbers;
}

void mark(Mailbox& mailbox, const Word* reference) {
  mailbox.bind_marker(mailbox.reserve_marker(), reference);
}

TEST(Mailbox, ReceivesSelectively) {
  Mailbox mailbox;
  EXPECT_FALSE(mailbox.peek());
  push(mailbox, {1, 2, 3});
  mailbox.skip();
  EXPECT_EQ(mailbox.peek(), Term::small(2));
  mailbox.remove();
  EXPECT_EQ(mailbox.peek(), Term::small(1));
  EXPECT_EQ(contents(mailbox), (std::vector<int64_t>{1, 3}));
  mailbox.skip();
  mailbox.remove();
  push(mailbox, {4});
  EXPECT_EQ(contents(mailbox), (std::vector<int64_t>{1, 4}));
}

TEST(Mailbox, StartsAtTheMarker) {
  Mailbox mailbox;
  push(mailbox, {1, 2});
  mark(mailbox, kOne);
  push(mailbox, {3});
  mailbox.use_marker(kOne);
  EXPECT_EQ(mailbox.peek(), Term::small(3));
  mailbox.remove();
  EXPECT_EQ(mailbox.peek(), Term::small(1));
}

TEST(Mailbox, AMarkerAtTheEndSeesWhatArrivesLater) {
  Mailbox mailbox;
  mark(mailbox, kOne);
  mailbox.use_marker(kOne);
  EXPECT_FALSE(mailbox.peek());
  push(mailbox, {1, 2});
  EXPECT_EQ(mailbox.peek(), Term::small(1));
}

TEST(Mailbox, MarkersOutliveTheMessagesAround) {
  Mailbox mailbox;
  push(mailbox, {1, 2});
  mark(mailbox, kOne);
  mark(mailbox, kOther);
  push(mailbox, {3, 4});
  mailbox.skip();
  mailbox.remove();  // 2, the last before the markers
  mailbox.use_marker(kOne);
  EXPECT_EQ(mailbox.peek(), Term::small(3));
  mailbox.remove();  // the first behind them
  mailbox.use_marker(kOther);
  EXPECT_EQ(mailbox.peek(), Term::small(4));
  mailbox.remove();
  mailbox.remove();  // 1: nothing is left
  mailbox.use_marker(kOne);
  EXPECT_FALSE(mailbox.peek());
  push(mailbox, {5});
  EXPECT_EQ(mailbox.peek(), Term::small(5));
}

TEST(Mailbox, AMarkerThatIsNotThereChangesNothing) {
  Mailbox mailbox;
  push(mailbox, {1});
  mailbox.use_marker(kOne);
  EXPECT_EQ(mailbox.peek(), Term::small(1));
  mark(mailbox, kOne);
  mailbox.clear_marker(kOne);
  mailbox.use_marker(kOne);
  EXPECT_EQ(mailbox.peek(), Term::small(1));
  const int64_t number = mailbox.reserve_marker();
  mailbox.bind_marker(number + 1, kOne);
  mailbox.bind_marker(0, kOne);
  mailbox.bind_marker(-1, kOne);
  mailbox.use_marker(kOne);
  constexpr Word kZero[2] = {0, 0};
  mailbox.use_marker(kZero);
  EXPECT_EQ(mailbox.peek(), Term::small(1));
}

TEST(Mailbox, TheOldestMarkerGivesWay) {
  Mailbox mailbox;
  push(mailbox, {1});
  mark(mailbox, kOne);
  for (Word number = 1; number < 8; ++number) {
    const Word reference[2] = {number, 7};
    mark(mailbox, reference);
  }
  push(mailbox, {2});
  mailbox.use_marker(kOne);
  EXPECT_EQ(mailbox.peek(), Term::small(2));
  mailbox.restart();
  mark(mailbox, kOther);
  mailbox.use_marker(kOne);
  EXPECT_EQ(mailbox.peek(), Term::small(1));
  mailbox.use_marker(kOther);
  EXPECT_FALSE(mailbox.peek());
}

}  // namespace
}  // namespace linac
