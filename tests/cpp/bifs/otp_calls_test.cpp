// SPDX-License-Identifier: Apache-2.0
//
// BIFs against OTP's answers: golden/calls.txt, written by golden/calls.escript.
#include <fstream>
#include <sstream>

#include "bif_fixture.h"
#include "code/export.h"
#include "term/external.h"

namespace linac {

namespace {

class ExportFuns final : public ExportFunMaker {
 public:
  explicit ExportFuns(ExportTable& exports) : exports_(exports) {}
  Term make_export_fun(Heap& heap, Term module, Term function, uint32_t arity) override {
    return make_external_fun(heap, *exports_.intern(module, function, arity));
  }

 private:
  ExportTable& exports_;
};

std::vector<uint8_t> bytes_from_base64(const std::string& text) {
  static const std::string kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<uint8_t> bytes;
  uint32_t buffer = 0;
  int bits = 0;
  for (const char character : text) {
    if (character == '=') break;
    buffer = buffer << 6 | static_cast<uint32_t>(kDigits.find(character));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<uint8_t>(buffer >> bits));
  }
  return bytes;
}

constexpr int32_t kReductions = 4000;

class OtpCallsTest : public BifTest {
 protected:
  void check(const std::string& module, const std::string& function, Term call_and_outcome) {
    std::vector<Term> arguments;
    for (Term list = tuple_element(call_and_outcome, 0); list.is_cons(); list = tail(list)) {
      arguments.push_back(head(list));
    }
    const Term outcome = tuple_element(call_and_outcome, 1);
    const Term expected = tuple_element(outcome, 1);
    // A turn for each call, so that none of them gives way.
    context.jit_state->reductions = kReductions;
    const Term result = call(module, function, arguments);
    const bool should_fail = tuple_element(outcome, 0) == atoms::kError;
    const Term got = should_fail ? context.pending.reason : result;
    if (static_cast<bool>(result) != should_fail && got && equal_exact(got, expected)) return;
    ADD_FAILURE() << module << ":" << function << " of "
                  << print(tuple_element(call_and_outcome, 0)) << "\n  OTP: " << print(outcome)
                  << "\n  got: " << (result ? "value " + print(result) : "error " + failure());
  }
};

TEST_F(OtpCallsTest, AnswersAreThoseOfOtp) {
  std::ifstream file(LINAC_SOURCE_DIRECTORY "/tests/cpp/bifs/golden/calls.txt");
  ASSERT_TRUE(file.is_open());
  ExportFuns funs(state.exports);
  int count = 0;
  for (std::string line; std::getline(file, line); ++count) {
    std::istringstream fields(line);
    std::string module, function, encoded;
    fields >> module >> function >> encoded;
    if (function.front() == '\'') function = function.substr(1, function.size() - 2);
    BlockHeap heap;
    const char* error = nullptr;
    const Term term = decode_external(bytes_from_base64(encoded), heap, &error, &funs);
    ASSERT_TRUE(term) << error << " in " << line;
    check(module, function, term);
  }
  EXPECT_GT(count, 4000);
}

}  // namespace

}  // namespace linac
