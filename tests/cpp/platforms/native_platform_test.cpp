// SPDX-License-Identifier: Apache-2.0
//
// NativePlatform: what the VM of the host program sees of its host.
#include "platforms/native/native_platform.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <limits>
#include <string>

namespace linac {
namespace {

class CodePathTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = testing::TempDir() + "linac_code_path_" + std::to_string(::getpid());
    std::filesystem::create_directories(first());
    std::filesystem::create_directories(second());
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::string first() const { return root_ + "/first"; }
  std::string second() const { return root_ + "/second"; }

  static void put(const std::string& path, const std::string& text) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    ASSERT_NE(file, nullptr);
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }

  std::string root_;
};

TEST_F(CodePathTest, SearchesDirectoriesInOrder) {
  put(first() + "/both.beam", "one");
  put(second() + "/both.beam", "two");
  put(second() + "/late.beam", std::string(200000, 'x'));
  NativePlatform platform({first(), second()});

  auto both = platform.find_module("both");
  ASSERT_TRUE(both.has_value());
  EXPECT_EQ(both->path, first() + "/both.beam");
  EXPECT_EQ(std::string(both->bytes.begin(), both->bytes.end()), "one");

  auto late = platform.find_module("late");
  ASSERT_TRUE(late.has_value());
  EXPECT_EQ(late->bytes.size(), 200000u);
  EXPECT_FALSE(platform.find_module("missing").has_value());
}

TEST_F(CodePathTest, NamesThatArePathsNameNoModule) {
  put(second() + "/there.beam", "code");
  NativePlatform platform({first()});
  EXPECT_FALSE(platform.find_module("../second/there").has_value());
  EXPECT_FALSE(platform.find_module(std::string("there\0", 6)).has_value());
}

TEST(NativePlatformTest, SlotsAreConsecutiveFromOne) {
  NativePlatform platform;
  EXPECT_EQ(platform.grow_table(10), 1u);
  EXPECT_EQ(platform.grow_table(5), 11u);
  EXPECT_EQ(platform.grow_table(std::numeric_limits<uint32_t>::max()), std::nullopt);
  EXPECT_EQ(platform.grow_table(1), 16u);
}

TEST(NativePlatformTest, RefusesCompiledCodeWithASentence) {
  NativePlatform platform;
  std::string error;
  EXPECT_FALSE(platform.has_jit());
  EXPECT_EQ(platform.install_unit({}, {}, error), std::nullopt);
  EXPECT_NE(error, "");
}

TEST(NativePlatformTest, MonotonicTimeNeverGoesBack) {
  NativePlatform platform;
  int64_t last = platform.monotonic_time();
  for (int i = 0; i < 1000; ++i) {
    int64_t now = platform.monotonic_time();
    ASSERT_GE(now, last);
    last = now;
  }
  // 2020-01-01: system time counts from 1970, in nanoseconds.
  EXPECT_GT(platform.system_time(), INT64_C(1577836800) * 1000000000);
}

}  // namespace
}  // namespace linac
