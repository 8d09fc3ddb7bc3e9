// SPDX-License-Identifier: Apache-2.0
#include "bifs/regex_options.h"

#include <pcre.h>

#include <string_view>

#include "bifs/argument.h"
#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

constexpr int64_t kMaxInt = 0x7fffffff;

enum class For { kBoth, kCompile, kRun };

struct FlagOption {
  std::string_view name;
  int bits;
  For use;
  bool RegexOptions::*flag = nullptr;
};

constexpr FlagOption kFlags[] = {
    {"anchored", PCRE_ANCHORED, For::kBoth},
    {"bsr_anycrlf", PCRE_BSR_ANYCRLF, For::kBoth},
    {"bsr_unicode", PCRE_BSR_UNICODE, For::kBoth},
    {"caseless", PCRE_CASELESS, For::kCompile},
    {"dollar_endonly", PCRE_DOLLAR_ENDONLY, For::kCompile},
    {"dotall", PCRE_DOTALL, For::kCompile},
    {"dupnames", PCRE_DUPNAMES, For::kCompile},
    {"extended", PCRE_EXTENDED, For::kCompile},
    {"firstline", PCRE_FIRSTLINE, For::kCompile},
    {"global", 0, For::kRun, &RegexOptions::global},
    {"multiline", PCRE_MULTILINE, For::kCompile},
    {"never_utf", PCRE_NEVER_UTF, For::kCompile},
    {"no_auto_capture", PCRE_NO_AUTO_CAPTURE, For::kCompile},
    {"no_start_optimize", PCRE_NO_START_OPTIMIZE, For::kCompile},
    {"notbol", PCRE_NOTBOL, For::kRun},
    {"notempty", PCRE_NOTEMPTY, For::kRun},
    {"notempty_atstart", PCRE_NOTEMPTY_ATSTART, For::kRun},
    {"noteol", PCRE_NOTEOL, For::kRun},
    {"report_errors", 0, For::kRun, &RegexOptions::report_errors},
    {"ucp", PCRE_UCP, For::kCompile},
    {"ungreedy", PCRE_UNGREEDY, For::kCompile},
    {"export", 0, For::kCompile, &RegexOptions::exports},
    {"unicode", PCRE_UTF8, For::kCompile, &RegexOptions::unicode},
};

struct Newline {
  std::string_view name;
  int bits;
};

constexpr Newline kNewlines[] = {
    {"any", PCRE_NEWLINE_ANY},   {"anycrlf", PCRE_NEWLINE_ANYCRLF}, {"cr", PCRE_NEWLINE_CR},
    {"crlf", PCRE_NEWLINE_CRLF}, {"lf", PCRE_NEWLINE_LF},
};

bool read_flag(std::string_view name, RegexOptions& options) {
  for (const FlagOption& flag : kFlags) {
    if (flag.name != name) continue;
    if (flag.use != For::kRun) options.compile |= flag.bits;
    if (flag.use != For::kCompile) options.run |= flag.bits;
    if (flag.use == For::kCompile) options.only_compile = true;
    if (flag.use == For::kRun) options.only_run = true;
    if (flag.flag != nullptr) options.*flag.flag = true;
    return true;
  }
  return false;
}

bool read_newline(Term value, RegexOptions& options) {
  if (!value.is_atom()) return false;
  for (const Newline& newline : kNewlines) {
    if (newline.name != atom_text(value)) continue;
    options.compile |= newline.bits;
    options.run |= newline.bits;
    return true;
  }
  return false;
}

bool read_pair(std::string_view name, Term value, RegexOptions& options) {
  if (name == "newline") return read_newline(value, options);
  options.only_run = true;
  if (name == "capture") {
    options.capture = true;
    options.capture_what = value;
    options.capture_type = atoms::kIndex;
    return true;
  }
  const std::optional<int64_t> number = read_integer(value, 0, kMaxInt);
  if (!number) return false;
  const int count = static_cast<int>(*number);
  if (name == "offset") {
    options.offset = count;
  } else if (name == "match_limit") {
    options.match_limit = count;
  } else if (name == "match_limit_recursion") {
    options.match_limit_recursion = count;
  } else {
    return false;
  }
  return true;
}

bool read_option(Term option, RegexOptions& options) {
  if (option.is_atom()) return read_flag(atom_text(option), options);
  if (!option.is_tuple()) return false;
  const uint32_t arity = tuple_arity(option);
  if ((arity != 2 && arity != 3) || !tuple_element(option, 0).is_atom()) return false;
  const std::string_view name = atom_text(tuple_element(option, 0));
  if (arity == 2) return read_pair(name, tuple_element(option, 1), options);
  if (name != "capture") return false;
  options.only_run = true;
  options.capture = true;
  options.capture_what = tuple_element(option, 1);
  options.capture_type = tuple_element(option, 2);
  return true;
}

}  // namespace

std::optional<RegexOptions> read_regex_options(Term list) {
  RegexOptions options;
  for (; list.is_cons(); list = tail(list)) {
    if (!read_option(head(list), options)) return std::nullopt;
  }
  if (!list.is_nil()) return std::nullopt;
  return options;
}

}  // namespace linac
