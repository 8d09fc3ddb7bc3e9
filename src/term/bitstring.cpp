// SPDX-License-Identifier: Apache-2.0
//
// See bitstring.h.
#include "term/bitstring.h"

#include <algorithm>
#include <cstring>

#include "memory/binary_data.h"

namespace linac {

namespace {

/// Value of `count` (1 to 8) bits from bit `position`, right-aligned.
uint32_t read_bits(const BitsView& view, uint64_t position, uint32_t count) {
  const uint64_t start = view.bit_offset + position;
  const uint8_t* const at = view.bytes + start / 8;
  const uint32_t shift = static_cast<uint32_t>(start % 8);
  uint32_t value = static_cast<uint32_t>(at[0]) << 8;
  if (shift + count > 8) value |= at[1];
  return (value >> (16 - shift - count)) & ((1u << count) - 1);
}

/// A term that owns a reference to `data`.
Term refc_binary(Heap& heap, BinaryData* data, size_t size) {
  Word* const at = heap.allocate(kRefcBinaryWords);
  at[0] = make_header(Kind::kRefcBinary, kRefcBinaryWords - 1);
  at[1] = size;
  at[2] = static_cast<Word>(reinterpret_cast<uintptr_t>(data));
  at[3] = 0;
  heap.link_off_heap(at);
  return Term::pointer(Tag::kBitstring, at);
}

}  // namespace

uint8_t BitsView::trailing_bits() const {
  const uint32_t count = static_cast<uint32_t>(bit_size % 8);
  if (count == 0) return 0;
  return static_cast<uint8_t>(read_bits(*this, bit_size - count, count));
}

BitsView bits_of(Term bitstring) {
  const Word* at = bitstring.address();
  if (header_kind(at[0]) == Kind::kSubBinary) {
    const uint64_t bit_size = at[1];
    const uint64_t bit_offset = at[2];
    BitsView view = bits_of(Term(at[3]));
    view.bytes += bit_offset / 8;
    view.bit_offset = static_cast<uint32_t>(bit_offset % 8);
    view.bit_size = bit_size;
    return view;
  }
  const uint8_t* const bytes = header_kind(at[0]) == Kind::kHeapBinary
                                   ? reinterpret_cast<const uint8_t*>(at + 2)
                                   : binary_data(at)->bytes();
  return {bytes, at[1] * 8, 0};
}

int compare_bits(const BitsView& a, const BitsView& b) {
  const uint64_t common = std::min(a.bit_size, b.bit_size);
  const size_t whole = static_cast<size_t>(common / 8);
  if (a.is_aligned() && b.is_aligned()) {
    const int order = whole == 0 ? 0 : std::memcmp(a.bytes, b.bytes, whole);
    if (order != 0) return order;
  } else {
    for (size_t i = 0; i < whole; ++i) {
      const int order = int{a.byte(i)} - int{b.byte(i)};
      if (order != 0) return order;
    }
  }
  const uint32_t rest = static_cast<uint32_t>(common % 8);
  if (rest != 0) {
    const uint32_t bits_a = read_bits(a, common - rest, rest);
    const uint32_t bits_b = read_bits(b, common - rest, rest);
    if (bits_a != bits_b) return bits_a < bits_b ? -1 : 1;
  }
  if (a.bit_size == b.bit_size) return 0;
  return a.bit_size < b.bit_size ? -1 : 1;
}

Term make_binary_uninitialised(Heap& heap, size_t size, uint8_t** content) {
  if (size <= kMaxHeapBinary) {
    const uint32_t data_words = static_cast<uint32_t>((size + 7) / 8);
    Word* const at = heap.allocate(2 + data_words);
    at[0] = make_header(Kind::kHeapBinary, 1 + data_words);
    at[1] = size;
    if (data_words != 0) at[1 + data_words] = 0;  // no stray bytes behind the last one
    *content = reinterpret_cast<uint8_t*>(at + 2);
    return Term::pointer(Tag::kBitstring, at);
  }
  BinaryData* const data = create_binary_data(size, size);
  if (data == nullptr) out_of_memory(size);
  *content = data->bytes();
  return refc_binary(heap, data, size);
}

Term make_binary_of(Heap& heap, BinaryData* data, size_t size) {
  if (size > kMaxHeapBinary) return refc_binary(heap, data, size);
  const Term binary = make_binary(heap, data->bytes(), size);
  release_binary_data(data);
  return binary;
}

Term make_binary(Heap& heap, const void* bytes, size_t size) {
  uint8_t* content;
  const Term binary = make_binary_uninitialised(heap, size, &content);
  if (size != 0) std::memcpy(content, bytes, size);
  return binary;
}

Term make_bitstring(Heap& heap, const void* bytes, uint64_t bit_size) {
  const Term base = make_binary(heap, bytes, static_cast<size_t>((bit_size + 7) / 8));
  if (bit_size % 8 == 0) return base;
  Word* const at = heap.allocate(kSubBinaryWords);
  at[0] = make_header(Kind::kSubBinary, kSubBinaryWords - 1);
  at[1] = bit_size;
  at[2] = 0;
  at[3] = base.bits();
  return Term::pointer(Tag::kBitstring, at);
}

}  // namespace linac
