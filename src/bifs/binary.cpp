// SPDX-License-Identifier: Apache-2.0
//
// The functions of module `binary` that OTP has in C: access, search, numbers. Search tries each
// pattern at each place; the longest that fits wins.
#include <algorithm>
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"

namespace linac {

namespace {

/// Size in bytes of a whole binary; nothing if `term` is none.
std::optional<int64_t> byte_count(Term term) {
  if (!term.is_bitstring()) return std::nullopt;
  const BitsView view = bits_of(term);
  if (!view.is_binary()) return std::nullopt;
  return static_cast<int64_t>(view.whole_bytes());
}

Term byte_at(Term binary, int64_t index) {
  return Term::small(bits_of(binary).byte(static_cast<size_t>(index)));
}

Term at(Context& context, const Term* arguments) {
  const std::optional<int64_t> size = byte_count(arguments[0]);
  if (!size) return context.badarg();
  const std::optional<int64_t> index = read_integer(arguments[1], 0, *size - 1);
  return index ? byte_at(arguments[0], *index) : context.badarg();
}

Term first(Context& context, const Term* arguments) {
  const std::optional<int64_t> size = byte_count(arguments[0]);
  return size && *size > 0 ? byte_at(arguments[0], 0) : context.badarg();
}

Term last(Context& context, const Term* arguments) {
  const std::optional<int64_t> size = byte_count(arguments[0]);
  return size && *size > 0 ? byte_at(arguments[0], *size - 1) : context.badarg();
}

/// A place in a binary: {Start, Length}, where a negative length reaches backwards.
struct Place {
  size_t start;
  size_t length;
};

std::optional<Place> read_place(Term start, Term length, int64_t size) {
  const std::optional<int64_t> first = read_integer(start, 0, size);
  const std::optional<int64_t> count = read_integer(length, -size, size);
  if (!first || !count) return std::nullopt;
  const int64_t low = *count < 0 ? *first + *count : *first;
  const int64_t high = *count < 0 ? *first : *first + *count;
  if (low < 0 || high > size) return std::nullopt;
  return Place{static_cast<size_t>(low), static_cast<size_t>(high - low)};
}

Term part(Context& context, Term binary, Term start, Term length) {
  const std::optional<int64_t> size = byte_count(binary);
  if (!size) return context.badarg();
  const std::optional<Place> place = read_place(start, length, *size);
  if (!place) return context.badarg();
  return sub_bits(context.heap, binary, uint64_t{place->start} * 8, uint64_t{place->length} * 8);
}

Term part_2(Context& context, const Term* arguments) {
  const Term place = arguments[1];
  if (!place.is_tuple() || tuple_arity(place) != 2) return context.badarg();
  return part(context, arguments[0], tuple_element(place, 0), tuple_element(place, 1));
}

Term part_3(Context& context, const Term* arguments) {
  return part(context, arguments[0], arguments[1], arguments[2]);
}

Term copies(Context& context, Term binary, int64_t count) {
  const std::optional<std::string> bytes = read_binary(binary);
  if (!bytes) return context.badarg();
  constexpr uint64_t kMaxBytes = uint64_t{1} << 31;
  if (!bytes->empty() && static_cast<uint64_t>(count) > kMaxBytes / bytes->size()) {
    return context.system_limit();
  }
  uint8_t* content;
  const size_t total = bytes->size() * static_cast<size_t>(bytes->empty() ? 0 : count);
  const Term result = make_binary_uninitialised(context.heap, total, &content);
  for (size_t i = 0; i < total; i += bytes->size()) {
    std::copy(bytes->begin(), bytes->end(), content + i);
  }
  return result;
}

Term copy_1(Context& context, const Term* arguments) { return copies(context, arguments[0], 1); }

Term copy_2(Context& context, const Term* arguments) {
  const std::optional<int64_t> count = read_integer(arguments[1], 0, kSmallMax);
  return count ? copies(context, arguments[0], *count) : context.badarg();
}

// --- search

/// Reads one pattern or a list of them; none may be empty. A compiled pattern is the same thing,
/// marked.
std::optional<std::vector<std::string>> read_patterns(Term term) {
  std::vector<std::string> patterns;
  auto add = [&](Term pattern) {
    std::optional<std::string> bytes = read_binary(pattern);
    if (!bytes || bytes->empty()) return false;
    patterns.push_back(std::move(*bytes));
    return true;
  };
  if (term.is_tuple() && tuple_arity(term) == 2 && tuple_element(term, 0) == intern("bm")) {
    term = tuple_element(term, 1);
  }
  if (term.is_bitstring()) {
    if (!add(term)) return std::nullopt;
    return patterns;
  }
  for (; term.is_cons(); term = tail(term)) {
    if (!add(head(term))) return std::nullopt;
  }
  if (!term.is_nil() || patterns.empty()) return std::nullopt;
  return patterns;
}

Term compile_pattern(Context& context, const Term* arguments) {
  if (!arguments[0].is_bitstring() && !arguments[0].is_list()) return context.badarg();
  if (!read_patterns(arguments[0])) return context.badarg();
  return context.heap.tuple(intern("bm"), arguments[0]);
}

/// The first match in `text` from `from` to `end`: the one that starts first, of those the longest.
std::optional<Place> find(const std::string& text, const std::vector<std::string>& patterns,
                          size_t from, size_t end) {
  std::optional<Place> best;
  for (const std::string& pattern : patterns) {
    const size_t found = std::string_view(text).substr(0, end).find(pattern, from);
    if (found == std::string::npos) continue;
    if (!best || found < best->start || (found == best->start && pattern.size() > best->length)) {
      best = Place{found, pattern.size()};
    }
  }
  return best;
}

/// What a search is asked for.
struct Search {
  std::string text;
  std::vector<std::string> patterns;
  Place scope;
  bool global = false;
  bool trim = false;
  bool trim_all = false;
};

bool read_option(Term option, bool for_split, Search& search) {
  static const Term kScope = intern("scope");
  static const Term kTrim = intern("trim");
  static const Term kTrimAll = intern("trim_all");
  if (for_split && option == atoms::kGlobal) return search.global = true;
  if (for_split && option == kTrim) return search.trim = true;
  if (for_split && option == kTrimAll) return search.trim_all = true;
  if (!option.is_tuple() || tuple_arity(option) != 2) return false;
  const Term place = tuple_element(option, 1);
  if (tuple_element(option, 0) != kScope || !place.is_tuple() || tuple_arity(place) != 2) {
    return false;
  }
  const std::optional<Place> scope = read_place(tuple_element(place, 0), tuple_element(place, 1),
                                                static_cast<int64_t>(search.text.size()));
  if (scope) search.scope = *scope;
  return scope.has_value();
}

std::optional<Search> read_search(Term subject, Term pattern, Term options, bool for_split) {
  std::optional<std::string> text = read_binary(subject);
  if (!text) return std::nullopt;
  std::optional<std::vector<std::string>> patterns = read_patterns(pattern);
  // Nothing is ever found in an empty binary, whatever the pattern.
  if (text->empty()) patterns.emplace();
  if (!patterns) return std::nullopt;
  Search search;
  search.scope = {0, text->size()};
  search.text = std::move(*text);
  search.patterns = std::move(*patterns);
  if (!options.is_cons() && !options.is_nil()) return std::nullopt;
  // What an improper list ends in is not looked at, as in OTP.
  for (; options.is_cons(); options = tail(options)) {
    if (!read_option(head(options), for_split, search)) return std::nullopt;
  }
  return search;
}

Term place_term(Heap& heap, const Place& place) {
  return heap.tuple(Term::small(static_cast<int64_t>(place.start)),
                    Term::small(static_cast<int64_t>(place.length)));
}

Term match(Context& context, Term subject, Term pattern, Term options) {
  const std::optional<Search> search = read_search(subject, pattern, options, false);
  if (!search) return context.badarg();
  const std::optional<Place> found = find(search->text, search->patterns, search->scope.start,
                                          search->scope.start + search->scope.length);
  static const Term kNomatch = intern("nomatch");
  return found ? place_term(context.heap, *found) : kNomatch;
}

Term match_2(Context& context, const Term* arguments) {
  return match(context, arguments[0], arguments[1], Term::nil());
}
Term match_3(Context& context, const Term* arguments) {
  return match(context, arguments[0], arguments[1], arguments[2]);
}

std::vector<Place> find_all(const Search& search, bool only_first) {
  std::vector<Place> places;
  size_t from = search.scope.start;
  const size_t end = search.scope.start + search.scope.length;
  while (const std::optional<Place> found = find(search.text, search.patterns, from, end)) {
    places.push_back(*found);
    if (only_first) break;
    from = found->start + found->length;
  }
  return places;
}

Term matches(Context& context, Term subject, Term pattern, Term options) {
  const std::optional<Search> search = read_search(subject, pattern, options, false);
  if (!search) return context.badarg();
  std::vector<Term> places;
  for (const Place& place : find_all(*search, false)) {
    places.push_back(place_term(context.heap, place));
  }
  return make_list(context.heap, places);
}

Term matches_2(Context& context, const Term* arguments) {
  return matches(context, arguments[0], arguments[1], Term::nil());
}
Term matches_3(Context& context, const Term* arguments) {
  return matches(context, arguments[0], arguments[1], arguments[2]);
}

Term split(Context& context, Term subject, Term pattern, Term options) {
  const std::optional<Search> search = read_search(subject, pattern, options, true);
  if (!search) return context.badarg();
  std::vector<Place> pieces;
  size_t from = 0;
  for (const Place& place : find_all(*search, !search->global)) {
    pieces.push_back({from, place.start - from});
    from = place.start + place.length;
  }
  pieces.push_back({from, search->text.size() - from});
  if (search->trim_all) {
    std::erase_if(pieces, [](const Place& piece) { return piece.length == 0; });
  } else if (search->trim) {
    while (!pieces.empty() && pieces.back().length == 0) pieces.pop_back();
  }
  std::vector<Term> parts;
  for (const Place& piece : pieces) {
    parts.push_back(
        sub_bits(context.heap, subject, uint64_t{piece.start} * 8, uint64_t{piece.length} * 8));
  }
  return make_list(context.heap, parts);
}

Term split_2(Context& context, const Term* arguments) {
  return split(context, arguments[0], arguments[1], Term::nil());
}
Term split_3(Context& context, const Term* arguments) {
  return split(context, arguments[0], arguments[1], arguments[2]);
}

template <bool kFromFront>
Term longest_common(Context& context, const Term* arguments) {
  std::vector<std::string> texts;
  Term list = arguments[0];
  for (; list.is_cons(); list = tail(list)) {
    std::optional<std::string> text = read_binary(head(list));
    if (!text) return context.badarg();
    if (!kFromFront) std::reverse(text->begin(), text->end());
    texts.push_back(std::move(*text));
  }
  if (!list.is_nil() || texts.empty()) return context.badarg();
  size_t length = texts[0].size();
  for (const std::string& text : texts) {
    const auto end = texts[0].begin() + static_cast<ptrdiff_t>(std::min(length, text.size()));
    const auto differs = std::mismatch(texts[0].begin(), end, text.begin());
    length = static_cast<size_t>(differs.first - texts[0].begin());
  }
  return Term::small(static_cast<int64_t>(length));
}

// --- numbers

std::optional<bool> read_endianness(Term term) {
  if (term == atoms::kLittle) return true;
  if (term == atoms::kBig) return false;
  return std::nullopt;
}

Term encode(Context& context, Term integer, bool little) {
  if (!integer.is_integer()) return context.badarg();
  std::string bytes;  // the lowest byte first
  if (integer.is_small()) {
    int64_t value = integer.small_value();
    if (value < 0) return context.badarg();
    for (; value != 0; value >>= 8) bytes.push_back(static_cast<char>(value & 0xff));
    if (bytes.empty()) bytes.push_back(0);
  } else {
    if (big_is_negative(integer)) return context.badarg();
    for (uint32_t i = 0; i < big_limbs(integer); ++i) {
      Word limb = big_magnitude(integer)[i];
      for (int byte = 0; byte < 8; ++byte, limb >>= 8) {
        bytes.push_back(static_cast<char>(limb & 0xff));
      }
    }
    while (bytes.back() == 0) bytes.pop_back();
  }
  if (!little) std::reverse(bytes.begin(), bytes.end());
  return make_binary(context.heap, bytes.data(), bytes.size());
}

Term encode_1(Context& context, const Term* arguments) {
  return encode(context, arguments[0], false);
}
Term encode_2(Context& context, const Term* arguments) {
  const std::optional<bool> little = read_endianness(arguments[1]);
  return little ? encode(context, arguments[0], *little) : context.badarg();
}

Term decode(Context& context, Term binary, bool little) {
  std::optional<std::string> bytes = read_binary(binary);
  if (!bytes) return context.badarg();
  if (!little) std::reverse(bytes->begin(), bytes->end());
  while (!bytes->empty() && bytes->back() == 0) bytes->pop_back();
  std::vector<Word> limbs((bytes->size() + 7) / 8, 0);
  for (size_t i = 0; i < bytes->size(); ++i) {
    limbs[i / 8] |= static_cast<Word>(static_cast<uint8_t>((*bytes)[i])) << (i % 8 * 8);
  }
  if (limbs.size() <= 1) return context.heap.unsigned_integer(limbs.empty() ? 0 : limbs[0]);
  Word* at = context.heap.allocate(static_cast<uint32_t>(1 + limbs.size()));
  at[0] = make_header(Kind::kBigInteger, static_cast<uint32_t>(limbs.size()));
  std::copy(limbs.begin(), limbs.end(), at + 1);
  return Term::pointer(Tag::kBigInteger, at);
}

Term decode_1(Context& context, const Term* arguments) {
  return decode(context, arguments[0], false);
}
Term decode_2(Context& context, const Term* arguments) {
  const std::optional<bool> little = read_endianness(arguments[1]);
  return little ? decode(context, arguments[0], *little) : context.badarg();
}

Term referenced_byte_size(Context& context, const Term* arguments) {
  if (!arguments[0].is_bitstring()) return context.badarg();
  const Term base =
      kind_of(arguments[0]) == Kind::kSubBinary ? Term(arguments[0].address()[3]) : arguments[0];
  return Term::small(static_cast<int64_t>(bits_of(base).bit_size / 8));
}

constexpr Bif kTable[] = {
    {"binary", "at", 2, at},
    {"binary", "first", 1, first},
    {"binary", "last", 1, last},
    {"binary", "part", 2, part_2},
    {"binary", "part", 3, part_3},
    {"binary", "copy", 1, copy_1},
    {"binary", "copy", 2, copy_2},
    {"binary", "compile_pattern", 1, compile_pattern},
    {"binary", "match", 2, match_2},
    {"binary", "match", 3, match_3},
    {"binary", "matches", 2, matches_2},
    {"binary", "matches", 3, matches_3},
    {"binary", "split", 2, split_2},
    {"binary", "split", 3, split_3},
    {"binary", "longest_common_prefix", 1, longest_common<true>},
    {"binary", "longest_common_suffix", 1, longest_common<false>},
    {"binary", "encode_unsigned", 1, encode_1},
    {"binary", "encode_unsigned", 2, encode_2},
    {"binary", "decode_unsigned", 1, decode_1},
    {"binary", "decode_unsigned", 2, decode_2},
    {"binary", "referenced_byte_size", 1, referenced_byte_size},
};

}  // namespace

constinit const BifTable kBinaryBifs = kTable;

}  // namespace linac
