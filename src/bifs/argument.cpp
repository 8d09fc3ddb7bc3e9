// SPDX-License-Identifier: Apache-2.0
#include "bifs/argument.h"

#include <vector>

#include "runtime/list.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "term/utf8.h"

namespace linac {

std::optional<std::string> read_latin1_list(Term list) {
  std::string text;
  for (; list.is_cons(); list = tail(list)) {
    const std::optional<int64_t> character = read_integer(head(list), 0, 255);
    if (!character) return std::nullopt;
    text.push_back(static_cast<char>(*character));
  }
  if (!list.is_nil()) return std::nullopt;
  return text;
}

std::optional<std::string> read_unicode_list(Term list) {
  std::string text;
  for (; list.is_cons(); list = tail(list)) {
    const std::optional<int64_t> character = read_integer(head(list), 0, 0x10ffff);
    if (!character || (*character >= 0xd800 && *character <= 0xdfff)) return std::nullopt;
    append_utf8(text, static_cast<uint32_t>(*character));
  }
  if (!list.is_nil()) return std::nullopt;
  return text;
}

std::optional<std::string> read_binary(Term term) {
  if (!term.is_bitstring()) return std::nullopt;
  const BitsView view = bits_of(term);
  if (!view.is_binary()) return std::nullopt;
  std::string text;
  if (view.is_aligned()) {
    text.assign(reinterpret_cast<const char*>(view.bytes), view.whole_bytes());
    return text;
  }
  text.reserve(view.whole_bytes());
  for (size_t i = 0; i < view.whole_bytes(); ++i) text.push_back(static_cast<char>(view.byte(i)));
  return text;
}

Term sub_bits(Heap& heap, Term bitstring, uint64_t bit_offset, uint64_t bit_size) {
  const BitsView view = bits_of(bitstring);
  if (bit_offset == 0 && bit_size == view.bit_size) return bitstring;
  const uint64_t first = view.bit_offset + bit_offset;
  if (bit_size <= kMaxHeapBinary * 8 && first % 8 == 0) {
    return make_bitstring(heap, view.bytes + first / 8, bit_size);
  }
  Term base = bitstring;
  uint64_t offset = bit_offset;
  if (kind_of(bitstring) == Kind::kSubBinary) {
    offset += bitstring.address()[2];
    base = Term(bitstring.address()[3]);
  }
  Word* at = heap.allocate(kSubBinaryWords);
  at[0] = make_header(Kind::kSubBinary, kSubBinaryWords - 1);
  at[1] = bit_size;
  at[2] = offset;
  at[3] = base.bits();
  return Term::pointer(Tag::kBitstring, at);
}

}  // namespace linac
