// SPDX-License-Identifier: Apache-2.0
//
// The opcode table against the installed compiler's own.
#include "beam/opcode.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

namespace linac::beam {
namespace {

TEST(Opcode, NumbersOfLandmarks) {
  EXPECT_EQ(static_cast<int>(Opcode::kLabel), 1);
  EXPECT_EQ(static_cast<int>(Opcode::kMove), 64);
  EXPECT_EQ(static_cast<int>(Opcode::kLine), 153);
  EXPECT_EQ(static_cast<int>(Opcode::kPutTuple2), 164);
  EXPECT_EQ(static_cast<int>(Opcode::kBsCreateBin), 177);
  EXPECT_EQ(static_cast<int>(Opcode::kUpdateRecord), 181);
  EXPECT_EQ(static_cast<int>(Opcode::kGetRecordField), 191);
}

TEST(Opcode, RolesSayWhatOperandsAre) {
  const OpcodeInfo& row = info(Opcode::kGcBif2);
  EXPECT_EQ(row.role(0), Role::kFail);
  EXPECT_EQ(row.role(1), Role::kLive);
  EXPECT_EQ(row.role(2), Role::kImport);
  EXPECT_EQ(row.role(5), Role::kDestination);
}

/// The installed compiler's table, if its source is there.
std::string opcode_source() {
  namespace fs = std::filesystem;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/usr/lib/erlang/lib", error)) {
    const fs::path path = entry.path() / "src" / "beam_opcodes.erl";
    if (!fs::exists(path)) continue;
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  return "";
}

TEST(Opcode, TableAgreesWithTheInstalledCompiler) {
  const std::string source = opcode_source();
  if (source.empty()) GTEST_SKIP() << "the compiler's source is not installed";
  const std::regex row("(%*)opcode\\('?(\\w+)'?, (\\d+)\\) -> (\\d+);");
  int rows = 0;
  for (std::sregex_iterator at(source.begin(), source.end(), row), end; at != end; ++at, ++rows) {
    const std::smatch& match = *at;
    const int number = std::stoi(match[4]);
    ASSERT_LE(number, kMaxOpcode);
    const OpcodeInfo& ours = kOpcodes[number];
    EXPECT_EQ(match[2], ours.name) << number;
    EXPECT_EQ(std::stoi(match[3]), ours.arity) << ours.name;
    if (ours.status == OpcodeStatus::kCurrent) {
      EXPECT_EQ(match[1], "") << ours.name;
    }
    if (ours.status == OpcodeStatus::kRemoved) {
      EXPECT_EQ(match[1], "%%") << ours.name;
    }
  }
  EXPECT_GE(rows, 180);
}

}  // namespace
}  // namespace linac::beam
