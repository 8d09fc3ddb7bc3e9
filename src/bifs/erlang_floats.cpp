// SPDX-License-Identifier: Apache-2.0
//
// erlang: floats to text and back. Formats are those of OTP 25's float_to_list/2.
#include <double-conversion/string-to-double.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "term/print.h"

namespace linac {

namespace {

enum class Notation { kScientific, kDecimals, kShort };

struct Format {
  Notation notation = Notation::kScientific;
  int digits = 20;
  bool compact = false;
};

constexpr int64_t kMaxDecimals = 253;
constexpr int64_t kMaxScientific = 249;

std::optional<Format> read_format(Term options) {
  Format format;
  for (; options.is_cons(); options = tail(options)) {
    const Term option = head(options);
    if (option == atoms::kCompact) {
      format.compact = true;
    } else if (option == atoms::kShort) {
      format.notation = Notation::kShort;
    } else if (option.is_tuple() && tuple_arity(option) == 2) {
      const Term name = tuple_element(option, 0);
      const bool decimals = name == atoms::kDecimals;
      if (!decimals && name != atoms::kScientific) return std::nullopt;
      const std::optional<int64_t> digits =
          read_integer(tuple_element(option, 1), 0, decimals ? kMaxDecimals : kMaxScientific);
      if (!digits) return std::nullopt;
      format.notation = decimals ? Notation::kDecimals : Notation::kScientific;
      format.digits = static_cast<int>(*digits);
    } else {
      return std::nullopt;
    }
  }
  if (!options.is_nil()) return std::nullopt;
  return format;
}

/// The largest magnitude whose decimals are taken by scaling.
constexpr double kFastLimit = 9007199254740992.0;

/// Fixed notation. With few decimals and a moderate value OTP scales the fraction and rounds it
/// half away from zero, which differs from exact rounding in the last digits; so do we.
std::string decimal_text(double value, int decimals) {
  static constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                       1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
  const double magnitude = std::fabs(value);
  char text[640];
  if (static_cast<size_t>(decimals) >= std::size(kPowers) || magnitude > kFastLimit) {
    const int size = std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return std::string(text, static_cast<size_t>(size));
  }
  const char* sign = std::signbit(value) ? "-" : "";
  if (decimals == 0) {
    std::snprintf(text, sizeof text, "%s%lld", sign, std::llround(magnitude));
    return text;
  }
  double whole = std::floor(magnitude);
  double fraction = std::round((magnitude - whole) * kPowers[decimals]);
  if (fraction >= kPowers[decimals]) {
    whole += 1;
    fraction = 0;
  }
  std::snprintf(text, sizeof text, "%s%llu.%0*llu", sign, static_cast<unsigned long long>(whole),
                decimals, static_cast<unsigned long long>(fraction));
  return text;
}

/// Drops the zeros at the end, all but the first decimal. OTP 25 drops those of a large integer,
/// too
/// (`{decimals, 0}` above 2^53), and is followed in this.
void make_compact(std::string& text, bool is_large) {
  const size_t point = text.find('.');
  if (point == std::string::npos && !is_large) return;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.push_back('0');
}

/// Nothing if the text would be too long.
std::optional<std::string> format_float(double value, const Format& format) {
  constexpr size_t kMaxText = 255;
  if (format.notation == Notation::kShort) return float_text(value);
  if (format.notation == Notation::kDecimals) {
    std::string text = decimal_text(value, format.digits);
    if (text.size() > kMaxText) return std::nullopt;
    if (format.compact) make_compact(text, std::fabs(value) > kFastLimit);
    return text;
  }
  char text[640];
  const int size = std::snprintf(text, sizeof text, "%.*e", format.digits, value);
  if (static_cast<size_t>(size) > kMaxText) return std::nullopt;
  return std::string(text, static_cast<size_t>(size));
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// End of the float at the front of `text` (sign, digits, point, digits, exponent), or 0.
size_t float_end(std::string_view text) {
  size_t at = 0;
  auto digits = [&] {
    const size_t first = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > first;
  };
  auto sign = [&] {
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  };
  sign();
  if (!digits() || at >= text.size() || (text[at] != '.' && text[at] != ',')) return 0;
  ++at;
  if (!digits()) return 0;
  const size_t end = at;
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return end;
  ++at;
  sign();
  return digits() ? at : end;
}

/// Precondition: `text` has the form of a float. Nothing if it is too large for one.
std::optional<double> float_from_text(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');
  const double_conversion::StringToDoubleConverter converter(0, NAN, NAN, nullptr, nullptr);
  int read;
  const double value = converter.StringToDouble(text.data(), static_cast<int>(text.size()), &read);
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

Term from_text(Context& context, const std::optional<std::string>& text) {
  if (!text || text->empty() || float_end(*text) != text->size()) return context.badarg();
  const std::optional<double> value = float_from_text(*text);
  return value ? context.heap.floating(*value) : context.badarg();
}

Term text_as_list(Heap& heap, const std::string& text) {
  return heap.string(text.data(), text.size());
}

Term text_as_binary(Heap& heap, const std::string& text) {
  return make_binary(heap, text.data(), text.size());
}

using MakeText = Term (*)(Heap& heap, const std::string& text);

template <MakeText kMakeText>
Term float_to_text_1(Context& context, const Term* arguments) {
  if (!is_float(arguments[0])) return context.badarg();
  return kMakeText(context.heap, *format_float(float_value(arguments[0]), Format{}));
}

template <MakeText kMakeText>
Term float_to_text_2(Context& context, const Term* arguments) {
  const std::optional<Format> format = read_format(arguments[1]);
  if (!is_float(arguments[0]) || !format) return context.badarg();
  const std::optional<std::string> text = format_float(float_value(arguments[0]), *format);
  return text ? kMakeText(context.heap, *text) : context.badarg();
}

Term list_to_float(Context& context, const Term* arguments) {
  return from_text(context, read_latin1_list(arguments[0]));
}

Term binary_to_float(Context& context, const Term* arguments) {
  return from_text(context, read_binary(arguments[0]));
}

/// Reads the float at the front of a list: {Float, Rest} or {error, Reason}.
Term string_list_to_float(Context& context, const Term* arguments) {
  static const Term kNoFloat = intern("no_float");
  static const Term kNotAList = intern("not_a_list");
  const Term list = arguments[0];
  if (!list.is_list()) return context.heap.tuple(atoms::kError, kNotAList);
  std::string text;
  for (Term rest = list; rest.is_cons(); rest = tail(rest)) {
    const std::optional<int64_t> character = read_integer(head(rest), '+', 'e');
    if (!character) break;
    text.push_back(static_cast<char>(*character));
  }
  text.resize(float_end(text));
  const std::optional<double> value =
      text.empty() ? std::optional<double>() : float_from_text(text);
  if (!value) return context.heap.tuple(atoms::kError, kNoFloat);
  Term rest = list;
  for (size_t i = 0; i < text.size(); ++i) rest = tail(rest);
  return context.heap.tuple(context.heap.floating(*value), rest);
}

constexpr Bif kTable[] = {
    {"erlang", "float_to_list", 1, float_to_text_1<text_as_list>},
    {"erlang", "float_to_list", 2, float_to_text_2<text_as_list>},
    {"erlang", "float_to_binary", 1, float_to_text_1<text_as_binary>},
    {"erlang", "float_to_binary", 2, float_to_text_2<text_as_binary>},
    {"erlang", "list_to_float", 1, list_to_float},
    {"erlang", "binary_to_float", 1, binary_to_float},
    {"string", "list_to_float", 1, string_list_to_float},
};

}  // namespace

constinit const BifTable kErlangFloatBifs = kTable;

}  // namespace linac
