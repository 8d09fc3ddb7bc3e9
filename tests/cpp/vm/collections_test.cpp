// SPDX-License-Identifier: Apache-2.0
//
// The programs of tests/erlang that are about memory, in the interpreter with a collection at every
// safe point: before and after each the verifier looks at the whole process, and the address
// sanitizer sees whoever reads what has moved.
#include <filesystem>

#include "program.h"

namespace linac {
namespace {

class CollectionsTest : public ::testing::TestWithParam<const char*> {};

std::string otp_library(const std::string& name) {
  const wasm::CommandResult result = wasm::run_command(
      "erl -noinput -eval 'io:put_chars(code:lib_dir(" + name + ", ebin)), halt().'");
  EXPECT_EQ(result.status, 0) << result.output;
  return result.output;
}

TEST_P(CollectionsTest, LeaveEveryProcessSound) {
  LINAC_NEED_ERLC();
  static const std::string library = otp_library("stdlib");
  const std::string name = GetParam();
  const std::string source = std::string(LINAC_SOURCE_DIRECTORY) + "/tests/erlang/" + name + ".erl";
  const std::string directory = wasm::scratch().file("collections");
  std::filesystem::create_directories(directory);
  const wasm::CommandResult compiled =
      wasm::run_command("erlc -DSMALL -o " + directory + " " + source);
  ASSERT_EQ(compiled.status, 0) << compiled.output;
  const Bytes beam = wasm::read_file(directory + "/" + name + ".beam");
  const Outcome usual = run_program(beam, {}, interpreted(), library);
  VmOptions stress = interpreted();
  stress.collect_always = true;
  const Outcome outcome = run_program(beam, {}, stress, library);
  EXPECT_EQ(usual.status, 0) << usual.errors;
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, usual.output);
}

INSTANTIATE_TEST_SUITE_P(Programs, CollectionsTest,
                         ::testing::Values("gc_binaries", "gc_deep_stacks", "gc_dictionary",
                                           "gc_generations", "gc_hibernate", "gc_large_lists",
                                           "gc_mailbox", "gc_old_data", "gc_other_process",
                                           "gc_shrinking"));

}  // namespace
}  // namespace linac
