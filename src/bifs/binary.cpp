// SPDX-License-Identifier: Apache-2.0
//
// The functions of module `binary` that OTP has in C: access, parts, numbers. Searching is in
// binary_search.cpp.
#include <algorithm>
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/binary_place.h"
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

// --- what begins or ends alike

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
