// SPDX-License-Identifier: Apache-2.0
//
// Every .beam file of the installed OTP and Elixir is read, verified and listed; damaged copies of
// some of them are refused or accepted, and never anything else.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "beam/disassembler.h"
#include "beam/verifier.h"

namespace linac::beam {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<uint8_t>;

/// All .beam files of the libraries under `root`, sorted.
std::vector<fs::path> beam_files(const fs::path& root) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& library : fs::directory_iterator(root, error)) {
    for (const auto& entry : fs::directory_iterator(library.path() / "ebin", error)) {
      if (entry.path().extension() == ".beam") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Bytes contents(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void expect_all_verify(const char* root) {
  const auto files = beam_files(root);
  if (files.empty()) GTEST_SKIP() << "no .beam files under " << root;
  for (const fs::path& path : files) {
    Error error;
    const auto file = read_file(contents(path), error);
    ASSERT_TRUE(file) << error.sentence(path.string());
    EXPECT_EQ(file->module_name(), path.stem().string());
    EXPECT_TRUE(verify(*file, error)) << error.sentence(path.string());
  }
}

TEST(OtpFiles, AllOfOtpVerifies) { expect_all_verify("/usr/lib/erlang/lib"); }
TEST(OtpFiles, AllOfElixirVerifies) { expect_all_verify("/usr/lib/elixir/lib"); }

TEST(OtpFiles, ListingsAreWithoutFault) {
  const auto files = beam_files("/usr/lib/erlang/lib");
  if (files.empty()) GTEST_SKIP() << "OTP is not installed";
  for (size_t i = 0; i < files.size(); i += 20) {
    Error error;
    const auto file = read_file(contents(files[i]), error);
    ASSERT_TRUE(file) << error.sentence(files[i].string());
    EXPECT_EQ(disassemble(*file).find("%% "), disassemble(*file).rfind("%% ")) << files[i];
  }
}

/// Small modules: funs, exceptions, binaries.
std::vector<Bytes> victims() {
  std::vector<Bytes> result;
  for (const char* name : {"base64", "orddict", "queue", "erl_ddll"}) {
    for (const fs::path& path : beam_files("/usr/lib/erlang/lib")) {
      if (path.stem() == name) result.push_back(contents(path));
    }
  }
  return result;
}

/// Reads, verifies and sometimes lists. A refusal must say why.
void try_file(const Bytes& bytes) {
  static int count = 0;
  Error error;
  const auto file = read_file(bytes, error);
  if (!file) {
    ASSERT_FALSE(error.message.empty());
    return;
  }
  if (!verify(*file, error)) {
    ASSERT_FALSE(error.message.empty());
  }
  if (++count % 10 == 0) {
    ASSERT_FALSE(disassemble(*file).empty());
  }
}

constexpr int kTruncations = 300;
constexpr int kFlips = 300;

TEST(DamagedFiles, Truncations) {
  const auto all = victims();
  if (all.empty()) GTEST_SKIP() << "OTP is not installed";
  std::mt19937 random(1);
  for (const Bytes& original : all) {
    for (int i = 0; i < kTruncations; i++) {
      try_file(
          {original.begin(), original.begin() + static_cast<long>(random() % original.size())});
    }
  }
}

/// Where the data of a chunk lies in a file, or {0, 0}.
std::pair<size_t, size_t> find_chunk(const Bytes& file, const char* name) {
  for (size_t at = 12; at + 8 <= file.size();) {
    const size_t size = static_cast<size_t>(file[at + 4]) << 24 | file[at + 5] << 16 |
                        file[at + 6] << 8 | file[at + 7];
    if (std::equal(name, name + 4, file.begin() + static_cast<long>(at))) return {at + 8, size};
    at += 8 + (size + 3) / 4 * 4;
  }
  return {0, 0};
}

void flip_bytes(const Bytes& original, size_t from, size_t size, unsigned seed) {
  std::mt19937 random(seed);
  for (int i = 0; i < kFlips; i++) {
    Bytes bytes = original;
    for (unsigned n = 1 + random() % 3; n > 0; n--) {
      bytes[from + random() % size] = static_cast<uint8_t>(random());
    }
    try_file(bytes);
  }
}

TEST(DamagedFiles, FlippedBytesAnywhere) {
  const auto all = victims();
  if (all.empty()) GTEST_SKIP() << "OTP is not installed";
  for (const Bytes& original : all) flip_bytes(original, 0, original.size(), 2);
}

TEST(DamagedFiles, FlippedBytesInCode) {
  const auto all = victims();
  if (all.empty()) GTEST_SKIP() << "OTP is not installed";
  for (const Bytes& original : all) {
    const auto [at, size] = find_chunk(original, "Code");
    ASSERT_NE(size, 0u);
    flip_bytes(original, at, size, 3);
    flip_bytes(original, at, size, 4);
  }
}

TEST(DamagedFiles, FlippedBytesInSmallChunks) {
  const auto all = victims();
  if (all.empty()) GTEST_SKIP() << "OTP is not installed";
  for (const Bytes& original : all) {
    for (const char* name : {"AtU8", "Line", "Type", "ImpT"}) {
      const auto [at, size] = find_chunk(original, name);
      if (size != 0) flip_bytes(original, at, size, 5);
    }
  }
}

}  // namespace
}  // namespace linac::beam
