// SPDX-License-Identifier: Apache-2.0
//
// Printing: one walk with a work stack, and the two ways of spelling atoms, strings and binaries:
// that of OTP's emulator (display) and that of io_lib (write, pretty).
#include "term/print.h"

#include <double-conversion/double-to-string.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/fun_identity.h"
#include "term/integer.h"
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
                         static_cast<char>('0' + ((c >> 3) & 7)), static_cast<char>('0' + (c & 7))};
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
    "after", "and",  "andalso", "band", "begin", "bnot", "bor",     "bsl",    "bsr",
    "bxor",  "case", "catch",   "cond", "div",   "end",  "fun",     "if",     "let",
    "not",   "of",   "or",      "rem",  "try",   "when", "receive", "orelse", "xor"};

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

/// The shortest decimal digits that read back as a number: digits * 10^exponent.
struct Decimal {
  std::string digits;
  int exponent;
  int scientific_exponent;  ///< of the first digit
};

Decimal shortest_decimal(double magnitude) {
  using double_conversion::DoubleToStringConverter;
  char digits[DoubleToStringConverter::kBase10MaximalLength + 1];
  bool sign;
  int count;
  int point;  // after so many digits
  DoubleToStringConverter::DoubleToAscii(magnitude, DoubleToStringConverter::SHORTEST, 0, digits,
                                         sizeof digits, &sign, &count, &point);
  return {std::string(digits, static_cast<size_t>(count)), point - count, point - 1};
}

/// Whether OTP 25 writes a number without `e`: where that is not longer, but never from 2^53 on,
/// where not every integer is a float.
bool is_written_fixed(double magnitude, const Decimal& decimal) {
  if (magnitude >= 9007199254740992.0) return false;
  const int digits = static_cast<int>(decimal.digits.size());
  if (digits == 1) return decimal.exponent >= -4 && decimal.exponent <= 2;
  const int most = decimal.scientific_exponent >= 10 ? 2 : 1;
  return decimal.exponent >= -(digits + 2) && decimal.exponent <= most;
}

std::string fixed_text(Decimal decimal) {
  std::string& digits = decimal.digits;
  if (decimal.exponent >= 0) {
    digits.append(static_cast<size_t>(decimal.exponent), '0');
    return digits + ".0";
  }
  const int whole_digits = decimal.scientific_exponent + 1;
  if (whole_digits <= 0)
    return "0." + std::string(static_cast<size_t>(-whole_digits), '0') + digits;
  return digits.insert(static_cast<size_t>(whole_digits), 1, '.');
}

std::string scientific_text(const Decimal& decimal) {
  std::string text(1, decimal.digits[0]);
  text += '.';
  text += decimal.digits.size() == 1 ? std::string("0") : decimal.digits.substr(1);
  return text + 'e' + std::to_string(decimal.scientific_exponent);
}

// --- the walk

/// What is still to print.
struct Piece {
  enum class Type : uint8_t {
    kText,      ///< `text`
    kTerm,      ///< `term`
    kTerms,     ///< `count` terms from `at`, commas between them
    kList,      ///< the cells from `term` on, commas between them, and what ends the list
    kPairs,     ///< the pairs of the flat map `term` from number `count` on
    kFields,    ///< the fields of the native record `term` from number `count` on
    kChildren,  ///< `count` children of a large map's node from `at`, their pairs in line
  };
  Type type;
  bool first;  ///< no comma yet
  uint32_t count;
  Term term;
  const Word* at;
  const char* text;
};

class Printer {
 public:
  explicit Printer(PrintOptions options) : options_(options) {}

  std::string run(Term term) {
    visit(term);
    while (!pieces_.empty()) {
      if (is_past_limit()) break;
      step();
    }
    if (is_past_limit()) cut();
    return std::move(out_);
  }

 private:
  bool is_display() const { return options_.style == PrintStyle::kDisplay; }
  bool is_pretty() const { return options_.style == PrintStyle::kPretty; }
  bool is_past_limit() const { return options_.max_bytes != 0 && out_.size() > options_.max_bytes; }

  void cut() {
    size_t size = options_.max_bytes;
    while (size > 0 && (static_cast<uint8_t>(out_[size]) & 0xc0) == 0x80) --size;
    out_.resize(size);
    out_ += "...";
  }

  void push_text(const char* text) {
    pieces_.push({Piece::Type::kText, true, 0, Term(), nullptr, text});
  }
  void push_term(Term term) { pieces_.push({Piece::Type::kTerm, true, 0, term, nullptr, nullptr}); }

  void step() {
    switch (pieces_.top().type) {
      case Piece::Type::kText:
        out_ += pieces_.top().text;
        return pieces_.pop();
      case Piece::Type::kTerm: {
        const Term term = pieces_.top().term;
        pieces_.pop();
        return visit(term);
      }
      case Piece::Type::kTerms:
        return step_terms();
      case Piece::Type::kList:
        return step_list();
      case Piece::Type::kPairs:
        return step_pairs();
      case Piece::Type::kChildren:
        return step_children();
      case Piece::Type::kFields:
        return step_fields();
    }
  }

  void separate(Piece& piece) {
    if (!piece.first) out_.push_back(',');
    piece.first = false;
  }

  void step_terms() {
    Piece& piece = pieces_.top();
    if (piece.count == 0) return pieces_.pop();
    separate(piece);
    --piece.count;
    visit(Term(*piece.at++));
  }

  void step_list() {
    Piece& piece = pieces_.top();
    const Term rest = piece.term;
    if (rest.is_cons()) {
      separate(piece);
      piece.term = tail(rest);
      return visit(head(rest));
    }
    pieces_.pop();
    push_text("]");
    if (rest.is_nil()) return;
    out_.push_back('|');
    push_term(rest);
  }

  void push_pair(Term key, Term value) {
    push_term(value);
    push_text(is_display() ? "=>" : " => ");
    push_term(key);
  }

  void step_pairs() {
    Piece& piece = pieces_.top();
    const Term map = piece.term;
    if (piece.count == map_size(map)) return pieces_.pop();
    separate(piece);
    const uint32_t index = piece.count++;
    push_pair(map_key(map, index), flat_map_value(map, index));
  }

  void step_fields() {
    Piece& piece = pieces_.top();
    const Term record = piece.term;
    const Term definition = record_definition(record);
    if (piece.count == record_definition_fields(definition)) return pieces_.pop();
    separate(piece);
    const uint32_t index = piece.count++;
    visit_atom(record_definition_field(definition, index));
    out_ += is_display() ? "=" : " = ";
    push_term(record_value(record, index));
  }

  void step_children() {
    Piece& piece = pieces_.top();
    if (piece.count == 0) return pieces_.pop();
    --piece.count;
    const Term child(*piece.at++);
    if (child.is_cons()) {
      separate(piece);
      push_pair(head(child), tail(child));
    } else {
      push_children(child, std::exchange(piece.first, false));
    }
  }

  void push_children(Term node, bool first) {
    const auto children = map_children(node);
    const auto count = static_cast<uint32_t>(children.size());
    pieces_.push({Piece::Type::kChildren, first, count, Term(), children.data(), nullptr});
  }

  /// Prints a term that is not compound, or begins one.
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
        out_ += "<no-term>";
    }
  }

  void visit_atom(Term atom) {
    if (is_display()) return append_display_atom(out_, atom_text(atom));
    out_ += quote_atom(atom_text(atom));
  }

  void visit_float(Term term) {
    if (!is_display()) {
      out_ += float_text(float_value(term));
      return;
    }
    char text[40];
    std::snprintf(text, sizeof text, "%e", float_value(term));
    out_ += text;
  }

  void visit_tuple(Term tuple) {
    out_.push_back('{');
    push_text("}");
    pieces_.push(
        {Piece::Type::kTerms, true, tuple_arity(tuple), Term(), tuple.address() + 1, nullptr});
  }

  void visit_record(Term record) {
    out_.push_back('#');
    visit_atom(tuple_element(record_definition(record), 0));
    out_.push_back(':');
    visit_atom(tuple_element(record_definition(record), 1));
    out_.push_back('{');
    push_text("}");
    pieces_.push({Piece::Type::kFields, true, 0, record, nullptr, nullptr});
  }

  void visit_map(Term map) {
    if (!is_flat_map(map) && is_display()) return visit_display_node(map);
    out_ += "#{";
    push_text("}");
    if (is_flat_map(map)) {
      pieces_.push({Piece::Type::kPairs, true, 0, map, nullptr, nullptr});
    } else {
      push_children(map, true);
    }
  }

  /// The emulator shows the nodes of a large map, each with its bitmap, and leaves as the cons
  /// cells that they are.
  void visit_display_node(Term node) {
    char bitmap[16];
    std::snprintf(bitmap, sizeof bitmap, "<%x>{", header_aux(node.address()[0]));
    if (kind_of(node) == Kind::kMapRoot) out_.push_back('#');
    out_ += bitmap;
    push_text("}");
    const auto children = map_children(node);
    const auto count = static_cast<uint32_t>(children.size());
    pieces_.push({Piece::Type::kTerms, true, count, Term(), children.data(), nullptr});
  }

  /// Whether a list is a string that this style shows as one.
  bool is_string(Term list) const {
    if (!is_display() && !is_pretty()) return false;
    for (; list.is_cons(); list = tail(list)) {
      const Term c = head(list);
      if (!c.is_small() || c.small_value() < 0 || c.small_value() > 255) return false;
      const uint32_t value = static_cast<uint32_t>(c.small_value());
      if (!(is_display() ? is_display_printable(value) : is_pretty_printable(value))) return false;
    }
    return list.is_nil();
  }

  /// A character of a string in the emulator's way: one byte, whatever the encoding.
  void append_display_character(uint32_t c) {
    if (c == '\n') return append_escaped(out_, 'n');
    if (c == '"') out_.push_back('\\');
    out_.push_back(static_cast<char>(c));
  }

  void visit_list(Term list) {
    if (!is_string(list)) {
      out_.push_back('[');
      pieces_.push({Piece::Type::kList, true, 0, list, nullptr, nullptr});
      return;
    }
    out_.push_back('"');
    for (; list.is_cons(); list = tail(list)) {
      const uint32_t c = static_cast<uint32_t>(head(list).small_value());
      if (is_display()) {
        append_display_character(c);
      } else {
        append_quoted_character(out_, c, '"');
      }
    }
    out_.push_back('"');
  }

  void append_binary_as_numbers(const BitsView& bits) {
    out_ += "<<";
    for (size_t i = 0; i < bits.whole_bytes(); ++i) {
      if (i > 0) out_.push_back(',');
      out_ += std::to_string(bits.byte(i));
    }
    if (!bits.is_binary()) {
      if (bits.whole_bytes() > 0) out_.push_back(',');
      out_ += std::to_string(bits.trailing_bits()) + ":" + std::to_string(bits.bit_size % 8);
    }
    out_ += ">>";
  }

  static bool all_of_bytes(const BitsView& bits, bool (*accept)(uint32_t)) {
    for (size_t i = 0; i < bits.whole_bytes(); ++i) {
      if (!accept(bits.byte(i))) return false;
    }
    return true;
  }

  static std::string copy_bytes(const BitsView& bits) {
    std::string bytes;
    for (size_t i = 0; i < bits.whole_bytes(); ++i) {
      bytes.push_back(static_cast<char>(bits.byte(i)));
    }
    return bytes;
  }

  void visit_display_bits(const BitsView& bits) {
    constexpr auto is_ascii = [](uint32_t c) { return c >= ' ' && c < 127; };
    if (!all_of_bytes(bits, is_ascii)) return append_binary_as_numbers(bits);
    out_ += "<<\"";
    for (size_t i = 0; i < bits.whole_bytes(); ++i) append_display_character(bits.byte(i));
    out_ += "\">>";
  }

  /// As "~tp": what is UTF-8 is read as that and marked as such beyond ASCII, else as Latin-1.
  void visit_pretty_bits(const BitsView& bits) {
    const std::string bytes = copy_bytes(bits);
    std::vector<uint32_t> characters;
    const bool utf8 = atom_length(bytes) >= 0;
    if (utf8) {
      for_each_code_point(bytes, [&](uint32_t c) { characters.push_back(c); });
    } else {
      for (const char c : bytes) characters.push_back(static_cast<uint8_t>(c));
    }
    if (!std::all_of(characters.begin(), characters.end(), is_pretty_printable)) {
      return append_binary_as_numbers(bits);
    }
    out_ += "<<\"";
    for (const uint32_t c : characters) append_quoted_character(out_, c, '"');
    out_ += utf8 && characters.size() != bytes.size() ? "\"/utf8>>" : "\">>";
  }

  void visit_bits(const BitsView& bits) {
    if (bits.bit_size == 0) {
      out_ += "<<>>";
    } else if (!bits.is_binary() || options_.style == PrintStyle::kWrite) {
      append_binary_as_numbers(bits);
    } else if (is_display()) {
      visit_display_bits(bits);
    } else {
      visit_pretty_bits(bits);
    }
  }

  void visit_fun(Term fun) {
    const FunIdentity& identity = fun_identity(fun);
    if (!fun_is_external(fun)) {
      out_ += "#Fun<";
      out_.append(atom_text(identity.module));
      out_ += "." + std::to_string(identity.index) + "." + std::to_string(identity.uniq) + ">";
      return;
    }
    out_ += "fun ";
    append_display_atom(out_, atom_text(identity.module));
    out_ += ":";
    append_display_atom(out_, atom_text(identity.function));
    out_ += "/" + std::to_string(identity.arity);
  }

  /// Two numbers of a pid: OTP's `number` of 28 bits, and `serial`.
  void append_pid(const char* node, uint64_t number) {
    constexpr uint64_t kNumberMask = (1 << 28) - 1;
    out_ += "<" + std::string(node) + "." + std::to_string(number & kNumberMask) + "." +
            std::to_string(number >> 28) + ">";
  }

  /// Identifiers of other nodes begin with a number for the node; here its atom's.
  void visit_external(const Word* at) {
    const std::string node = std::to_string(Term(at[kExternalNodeOffset]).atom_index());
    const Word* const numbers = at + kExternalNumbersOffset;
    switch (static_cast<ExternalType>(header_aux(at[0]))) {
      case ExternalType::kPid:
        out_ += "<" + node + "." + std::to_string(numbers[1]) + "." + std::to_string(numbers[0]);
        break;
      case ExternalType::kPort:
        out_ += "#Port<" + node + "." + std::to_string(numbers[0] << 32 | numbers[1]);
        break;
      case ExternalType::kReference:
        out_ += "#Ref<" + node;
        for (uint32_t i = header_size(at[0]) + 1 - kExternalNumbersOffset; i-- > 0;) {
          out_ += "." + std::to_string(numbers[i]);
        }
        break;
    }
    out_ += ">";
  }

  void visit_boxed(Term boxed) {
    const Word* const at = boxed.address();
    switch (header_kind(at[0])) {
      case Kind::kFloat:
        return visit_float(boxed);
      case Kind::kReference:
        out_ += "#Ref<0." + std::to_string(at[2]) + "." + std::to_string(at[1] >> 32) + "." +
                std::to_string(at[1] & 0xffffffff) + ">";
        return;
      case Kind::kExternal:
        return visit_external(at);
      case Kind::kRecord:
        return visit_record(boxed);
      default:
        out_ += "#MatchState";
    }
  }

  void visit_special(Term term) {
    if (term.is_nil()) {
      out_ += "[]";
    } else if (term.is_local_pid()) {
      append_pid("0", term.special_number());
    } else if (term.is_local_port()) {
      out_ += "#Port<0." + std::to_string(term.special_number()) + ">";
    } else {
      out_ += "<non-value>";
    }
  }

  PrintOptions options_;
  std::string out_;
  WorkStack<Piece> pieces_;
};

}  // namespace

std::string print(Term term, PrintOptions options) { return Printer(options).run(term); }

std::string quote_atom(std::string_view utf8) {
  const bool reserved = std::find(std::begin(kReservedWords), std::end(kReservedWords), utf8) !=
                        std::end(kReservedWords);
  if (!reserved && is_plain_name(utf8, true)) return std::string(utf8);
  std::string text = "'";
  for_each_code_point(utf8, [&](uint32_t c) { append_quoted_character(text, c, '\''); });
  return text + "'";
}

std::string float_text(double value) {
  const std::string sign = std::signbit(value) ? "-" : "";
  const double magnitude = std::fabs(value);
  if (magnitude == 0) return sign + "0.0";
  const Decimal decimal = shortest_decimal(magnitude);
  if (is_written_fixed(magnitude, decimal)) return sign + fixed_text(decimal);
  return sign + scientific_text(decimal);
}

}  // namespace linac
