// SPDX-License-Identifier: Apache-2.0
//
// Compiled regular expressions: OTP's PCRE, and the form in which programs hold what it compiles
// to. That is OTP's own on 64-bit machines, byte for byte: tuples that `re:compile/2` made there
// (Elixir keeps them in modules) work here, and the other way round.
#pragma once

#include <pcre.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "memory/heap.h"

namespace linac {

struct PatternDeleter {
  void operator()(pcre* pattern) const { erts_pcre_free(pattern); }
};
/// Code as PCRE works with it.
using Pattern = std::unique_ptr<pcre, PatternDeleter>;

/// Why a text is no regular expression.
struct PatternError {
  const char* text = "";
  int offset = 0;
};

/// Compiles a text without zero bytes; `options` are PCRE's. Null and `error` if it is none.
Pattern compile_pattern(const std::string& text, int options, PatternError& error);

/// The tuple {re_pattern, Captures, Unicode, UseCrLf, Code}.
Term pattern_term(Heap& heap, const pcre* pattern, bool unicode);

/// A pattern that a program gives.
struct GivenPattern {
  Pattern code;
  bool unicode = false;
};
/// Reads such a tuple; nothing if it is none or its code cannot be one.
std::optional<GivenPattern> read_pattern(Term tuple);

/// Number of capturing groups.
int capture_count(const pcre* pattern);
/// Whether one name may stand for several groups.
bool has_duplicate_names(const pcre* pattern);
/// The names of groups in their order, each once, with the numbers of its groups.
struct GroupName {
  std::string_view name;
  std::vector<int> groups;
};
std::vector<GroupName> group_names(const pcre* pattern);

}  // namespace linac
