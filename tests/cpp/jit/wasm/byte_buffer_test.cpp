// SPDX-License-Identifier: Apache-2.0
//
// Growth, limits and LEB128 of the buffer that all emission writes to.
#include "jit/wasm/byte_buffer.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>
#include <vector>

namespace linac::wasm {
namespace {

std::vector<uint8_t> contents(const ByteBuffer& buffer) {
  return {buffer.data(), buffer.data() + buffer.size()};
}

TEST(ByteBuffer, GrowsAndKeepsWhatWasWritten) {
  ByteBuffer buffer;
  EXPECT_EQ(buffer.size(), 0u);
  for (uint32_t i = 0; i < 100'000; ++i) buffer.byte(static_cast<uint8_t>(i));
  ASSERT_EQ(buffer.size(), 100'000u);
  for (uint32_t i = 0; i < 100'000; ++i) ASSERT_EQ(buffer.data()[i], static_cast<uint8_t>(i));
  EXPECT_FALSE(buffer.failed());
}

TEST(ByteBuffer, U32TakesOneToFiveBytes) {
  struct Border {
    uint32_t value;
    std::vector<uint8_t> bytes;
  };
  const Border borders[] = {
      {0, {0}},
      {127, {0x7f}},
      {128, {0x80, 0x01}},
      {16'383, {0xff, 0x7f}},
      {16'384, {0x80, 0x80, 0x01}},
      {0xffffffff, {0xff, 0xff, 0xff, 0xff, 0x0f}},
  };
  for (const Border& border : borders) {
    ByteBuffer buffer;
    buffer.u32(border.value);
    EXPECT_EQ(contents(buffer), border.bytes) << border.value;
    EXPECT_EQ(u32_size(border.value), border.bytes.size()) << border.value;
  }
}

TEST(ByteBuffer, S64TakesOneToTenBytes) {
  struct Border {
    int64_t value;
    std::vector<uint8_t> bytes;
  };
  const Border borders[] = {
      {0, {0}},
      {63, {0x3f}},
      {64, {0xc0, 0x00}},
      {-64, {0x40}},
      {-65, {0xbf, 0x7f}},
      {INT64_MAX, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00}},
      {INT64_MIN, {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f}},
  };
  for (const Border& border : borders) {
    ByteBuffer buffer;
    buffer.s64(border.value);
    EXPECT_EQ(contents(buffer), border.bytes) << border.value;
  }
}

TEST(ByteBuffer, FailsPastItsLimitAndStaysHarmless) {
  ByteBuffer buffer(1000);
  for (int i = 0; i < 1000; ++i) buffer.byte(1);
  EXPECT_FALSE(buffer.failed());
  EXPECT_EQ(buffer.size(), 1000u);
  for (int i = 0; i < 10'000; ++i) buffer.s64(INT64_MIN);
  EXPECT_TRUE(buffer.failed());
  EXPECT_EQ(buffer.size(), 0u);
  const std::array<uint8_t, 500> more{};
  buffer.bytes(more);
  buffer.skip(500);
  buffer.name("name");
  buffer.truncate(0);
  EXPECT_EQ(buffer.size(), 0u);
}

TEST(ByteBuffer, BulkWritesPastTheLimitFail) {
  const std::vector<uint8_t> bytes(2000);
  ByteBuffer first(1000), second(1000);
  first.bytes(bytes);
  second.skip(2000);
  EXPECT_TRUE(first.failed());
  EXPECT_TRUE(second.failed());
}

TEST(ByteBuffer, MovesItsBytes) {
  ByteBuffer empty;
  ByteBuffer from_empty = std::move(empty);
  from_empty.byte(7);
  EXPECT_EQ(contents(from_empty), std::vector<uint8_t>{7});

  ByteBuffer moved = std::move(from_empty);
  EXPECT_EQ(contents(moved), std::vector<uint8_t>{7});
  EXPECT_EQ(from_empty.size(), 0u);  // NOLINT(bugprone-use-after-move): it is empty and usable
  from_empty.byte(8);
  moved = std::move(from_empty);
  EXPECT_EQ(contents(moved), std::vector<uint8_t>{8});
}

TEST(ByteBuffer, TruncatesAndSkips) {
  ByteBuffer buffer;
  buffer.name("abc");
  buffer.skip(2);
  EXPECT_EQ(contents(buffer), (std::vector<uint8_t>{3, 'a', 'b', 'c', 0, 0}));
  buffer.truncate(2);
  EXPECT_EQ(contents(buffer), (std::vector<uint8_t>{3, 'a'}));
  buffer.truncate(5);
  EXPECT_EQ(buffer.size(), 2u);
}

}  // namespace
}  // namespace linac::wasm
