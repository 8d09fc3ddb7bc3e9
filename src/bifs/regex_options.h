// SPDX-License-Identifier: Apache-2.0
//
// The option lists of re:compile/2 and re:run/3, as numbers of PCRE and what is asked besides.
#pragma once

#include <optional>

#include "term/term.h"

namespace linac {

struct RegexOptions {
  int compile = 0;            ///< PCRE's, for compiling
  int run = 0;                ///< and for matching
  bool only_compile = false;  ///< some option is for compiling only
  bool only_run = false;      ///< some option is for matching only
  bool unicode = false;
  bool exports = false;  ///< OTP 28's `export`
  bool global = false;
  bool report_errors = false;
  bool capture = false;
  Term capture_what;  ///< with `capture`: all, first, a list …
  Term capture_type;  ///< and index, list or binary
  int offset = 0;
  std::optional<int> match_limit;
  std::optional<int> match_limit_recursion;
};

/// Reads a list of options; nothing if one is unknown or the list improper.
std::optional<RegexOptions> read_regex_options(Term list);

}  // namespace linac
