// SPDX-License-Identifier: Apache-2.0
//
// Printing: one walk with a work stack, and the two ways of spelling atoms, strings and binaries:
// that of OTP's emulator (display) and that of io_lib (write, pretty).
#include "term/print.h"

#include <algorithm>
#include <cstdio>

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/fun_identity.h"
#include "term/integer_digits.h"
#include "term/layout.h"
#include "term/map.h"
#include "term/utf8.h"
#include "term/work_stack.h"

namespace linac {

namespace {

// --- characters

constexpr bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
/// Lower- and upper-case letters of Latin-1.
constexpr bool is_lower(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff && c != 0xf7);
}
constexpr bool is_upper(uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
}
constexpr bool is_name_character(uint32_t c) {
  return is_lower(c) || is_upper(c) || is_digit(c) || c == '_';
}

/// What the emulator shows as a string.
constexpr bool is_display_printable(uint32_t c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || (c > ' ' && c < 127) ||
         (c >= 160 && c <= 255);
}

/// What io_lib shows as a string while its printable range is Latin-1.
constexpr bool is_pretty_printable(uint32_t c) {
  return (c >= 32 && c <= 126) || (c >= 160 && c <= 255) || (c >= 8 && c <= 13) || c == 27;
}

void append_octal(std::string& text, uint32_t c) {
  const char digits[] = {'\\', static_cast<char>('0' + (c >> 6)),
                         static_cast<char>('0' + ((c >> 3) & 7)),
                         static_cast<char>('0' + (c & 7))};
  text.append(digits, sizeof digits);
}

/// The letter that follows a backslash for this control character, or 0.
constexpr char escape_letter(uint32_t c) {
  constexpr char kLetters[] = {'b', 't', 'n', 'v', 'f', 'r'};
  return c >= 8 && c <= 13 ? kLetters[c - 8] : '\0';
}

void append_escaped(std::string& text, char escape) {
  text.push_back('\\');
  text.push_back(escape);
}

/// A character between quotes as io_lib writes it, in UTF-8.
void append_quoted_character(std::string& text, uint32_t c, uint32_t quote) {
  if (c == quote || c == '\\') return append_escaped(text, static_cast<char>(c));
  if (escape_letter(c) != 0) return append_escaped(text, escape_letter(c));
  if (c == 27) return append_escaped(text, 'e');
  if (c == 127) return append_escaped(text, 'd');
  if (c < ' ' || (c >= 128 && c < 160)) return append_octal(text, c);
  append_utf8(text, c);
}

/// Calls `use` with each code point of a text in UTF-8.
template <typename Use>
void for_each_code_point(std::string_view utf8, Use use) {
  auto at = reinterpret_cast<const uint8_t*>(utf8.data());
  const uint8_t* const end = at + utf8.size();
  while (at != end) {
    uint32_t c = 0;
    const int size = decode_utf8(at, end, &c);
    use(size == 0 ? *at : c);
    at += size == 0 ? 1 : size;
  }
}

// --- atoms

constexpr std::string_view kReservedWords[] = {
    "after", "and",  "andalso", "band", "begin", "bnot", "bor", "bsl",     "bsr",
    "bxor",  "case", "catch",   "cond", "div",   "end",  "fun", "if",      "let",
    "not",   "of",   "or",      "else", "rem",   "try",  "when", "receive", "orelse", "xor"};

bool is_plain_name(std::string_view utf8, bool at_sign_is_plain) {
  bool first = true;
  bool plain = !utf8.empty();
  for_each_code_point(utf8, [&](uint32_t c) {
    if (first ? !is_lower(c) : !(is_name_character(c) || (c == '@' && at_sign_is_plain))) {
      plain = false;
    }
    first = false;
  });
  return plain;
}

/// An atom as the emulator writes it.
void append_display_atom(std::string& text, std::string_view utf8) {
  if (is_plain_name(utf8, false)) {
    text.append(utf8);
    return;
  }
  text.push_back('\'');
  for_each_code_point(utf8, [&](uint32_t c) {
    if (c == '\'' || c == '\\') return append_escaped(text, static_cast<char>(c));
    if (escape_letter(c) != 0) return append_escaped(text, escape_letter(c));
    if (c < ' ' || (c >= 128 && c < 160)) return append_octal(text, c);
    append_utf8(text, c);
  });
  text.push_back('\'');
}

// --- floats

/// The shortest decimal digits that read back as `value`, and the exponent of the first.
struct Decimal {
  std::string digits;
  int exponent;
};

Decimal shortest_decimal(double value) {
  char text[40];
  for (int precision = 0;; ++precision) {
    std::snprintf(text, sizeof text, "%.*e", precision, value);
    if (precision >= 16 || std::strtod(text, nullptr) == value) break;
  }
  Decimal decimal;
  const char* at = text;
  for (; *at != 'e'; ++at) {
    if (is_digit(static_cast<uint8_t>(*at))) decimal.digits.push_back(*at);
  }
  decimal.exponent = std::atoi(at + 1);
  while (decimal.digits.size() > 1 && decimal.digits.back() == '0') decimal.digits.pop_back();
  return decimal;
}

/// Whether OTP 25 writes these digits times 10^exponent without an `e`: where that is not longer,
/// but never for integers past 2^53, whose neighbours it could not show.
bool is_fixed_shorter(double magnitude, int digit_count, int exponent, int scientific_exponent) {
  if (magnitude >= 9007199254740992.0) return false;
  if (digit_count == 1) return exponent >= -4 && exponent <= 2;
  return exponent >= -(digit_count + 2) && exponent <= (scientific_exponent >= 10 ? 2 : 1);
}

// --- the walk

struct Piece {
  enum class Type : uint8_t { kTerms, kTail, kPairs, kText } type;
  uint32_t count;      ///< kTerms: terms left; kPairs: pairs printed so far
  Term term;           ///< kTail, kPairs
  const Word* at;      ///< kTerms
  const char* text;    ///< kText
};

class Printer {
 public:
  explicit Printer(PrintOptions options) : options_(options) {}

  std::string run(Term term) {
    visit(term);
    while (!pieces_.empty()) {
      if (options_.max_bytes != 0 && out_.size() > options_.max_bytes) return cut();
      step();
    }
    return std::move(out_);
  }

 private:
  bool is_display() const { return options_.style == PrintStyle::kDisplay; }
  bool is_pretty() const { return options_.style == PrintStyle::kPretty; }

  std::string cut() {
    size_t size = options_.max_bytes;
    while (size > 0 && (static_cast<uint8_t>(out_[size]) & 0xc0) == 0x80) --size;
    out_.resize(size);
    return std::move(out_) + "...";
  }

  void later(const char* text) { pieces_.push({Piece::Type::kText, 0, Term(), nullptr, text}); }

  void step() {
    Piece& piece = pieces_.top();
    switch (piece.type) {
      case Piece::Type::kText:
        out_ += piece.text;
        pieces_.pop();
        break;
      case Piece::Type::kTerms: {
        const Term next(*piece.at++);
        const bool last = --piece.count == 0;
        if (last) pieces_.pop();
        // The comma stands before each term but the first, which visit_tuple has printed.
        out_.push_back(',');
        visit(next);
        break;
      }
      case Piece::Type::kTail:
        step_tail(piece);
        break;
      case Piece::Type::kPairs:
        step_pairs(piece);
        break;
    }
  }

  void step_tail(Piece& piece) {
    const Term rest = piece.term;
    if (rest.is_cons()) {
      piece.term = tail(rest);
      out_.push_back(',');
      visit(head(rest));
      return;
    }
    pieces_.pop();
    later("]");
    if (rest.is_nil()) return;
    out_.push_back('|');
    visit(rest);
  }

  void step_pairs(Piece& piece) {
    const Term map = piece.term;
    const uint32_t index = piece.count++;
    if (index > 0) out_.push_back(',');
    if (piece.count == map_size(map)) pieces_.pop();
    const Word* const value = map.address() + 2 + index;
    pieces_.push({Piece::Type::kTail, 0, Term(), value, nullptr});
    visit(map_key(map, index));
  }

  void visit(Term term) {
    switch (term.tag()) {
      case Tag::kSmallPositive:
      case Tag::kSmallNegative:
      case Tag::kBigInteger:
        return append_integer(out_, term, 10);
      case Tag::kFloatLow:
      case Tag::kFloatHigh:
        return visit_float(term);
      case Tag::kAtom:
        return visit_atom(term);
      case Tag::kCons:
        return visit_list(term);
      case Tag::kTuple:
        return visit_tuple(term);
      case Tag::kMap:
        return visit_map(term);
      case Tag::kBitstring:
        return visit_bits(bits_of(term));
      case Tag::kFun:
        return visit_fun(term);
      case Tag::kBoxed:
        return visit_boxed(term);
      case Tag::kSpecial:
        return visit_special(term);
      default:
        out_ += "<no term>";
    }
  }
  PrintOptions options_;
  std::string out_;
  WorkStack<Piece> pieces_;
};

}  // namespace
}  // namespace linac
