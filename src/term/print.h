// SPDX-License-Identifier: Apache-2.0
//
// Terms as text, for `erlang:display/1`, error messages and dumps. Deep terms cost heap memory, not
// C++ stack. Any term can be printed, also one that Erlang code never sees (`<non-value>`).
#pragma once

#include <string>
#include <string_view>

#include "term/term.h"

namespace linac {

enum class PrintStyle {
  kDisplay,  ///< byte for byte what OTP 25's erlang:display/1 writes (Latin-1 strings stay bytes)
  kWrite,    ///< io_lib:format("~tw"): lists and binaries as numbers, shortest floats
  kPretty,   ///< io_lib:format("~tp") on one line: text where it is printable, in UTF-8
};

struct PrintOptions {
  PrintStyle style = PrintStyle::kDisplay;
  size_t max_bytes = 0;  ///< stop with `...` after this many bytes; 0: no limit
};

std::string print(Term term, PrintOptions options = {});

/// An atom as Erlang source writes it: quoted and escaped if need be, in UTF-8.
std::string quote_atom(std::string_view utf8);

/// Shortest text that reads back as `value`, as float_to_list(F, [short]) of OTP 25 gives it.
std::string float_text(double value);

}  // namespace linac
