// SPDX-License-Identifier: Apache-2.0
#include "process/crash_report.h"

#include "../bifs/bif_fixture.h"

namespace linac {

namespace {

using CrashReportTest = BifTest;

TEST(ReportHeader, IsThatOfOtp) {
  EXPECT_EQ(report_header(1'700'000'000'000'000'000 + 1'234'000),
            "=ERROR REPORT==== 14-Nov-2023::22:13:20.001234 ===");
  EXPECT_EQ(report_header(1'704'067'199'999'999'000),
            "=ERROR REPORT==== 31-Dec-2023::23:59:59.999999 ===");
}

TEST_F(CrashReportTest, ErrorShowsReasonAndTrace) {
  const Term frame = context.heap.tuple(intern("m"), intern("f"), Term::small(1), Term::nil());
  report_crash(context, *self, atoms::kError, atoms::kBadarith,
               context.heap.cons(frame, Term::nil()));
  const size_t line = platform.errors.find('\n');
  ASSERT_NE(line, std::string::npos);
  EXPECT_EQ(platform.errors.substr(line), "\nError in process " + print(self->pid()) +
                                              " with exit value:\n{badarith,[{m,f,1,[]}]}\n\n");
  EXPECT_EQ(platform.output, "");
}

TEST_F(CrashReportTest, ThrowIsNocatch) {
  report_crash(context, *self, atoms::kThrow, intern("ball"), Term::nil());
  EXPECT_NE(platform.errors.find("exit value:\n{{nocatch,ball},[]}\n\n"), std::string::npos)
      << platform.errors;
}

TEST_F(CrashReportTest, ExitIsTheReasonAlone) {
  report_crash(context, *self, atoms::kExit, intern("why"), Term::nil());
  EXPECT_NE(platform.errors.find("exit value:\nwhy\n\n"), std::string::npos) << platform.errors;
}

}  // namespace

}  // namespace linac
