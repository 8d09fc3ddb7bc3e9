// SPDX-License-Identifier: Apache-2.0
#include "term/bitstring.h"

#include <gtest/gtest.h>

#include <vector>

#include "term/integer.h"

namespace linac {
namespace {

TEST(Bitstring, WholeBinariesOfEverySmallSize) {
  BlockHeap heap;
  std::vector<uint8_t> bytes;
  for (size_t size = 0; size <= 130; ++size) {
    const Term binary = make_binary(heap, bytes.data(), size);
    EXPECT_TRUE(binary.is_bitstring());
    const BitsView view = bits_of(binary);
    ASSERT_EQ(view.bit_size, size * 8);
    EXPECT_TRUE(view.is_aligned());
    EXPECT_TRUE(view.is_binary());
    EXPECT_EQ(view.whole_bytes(), size);
    for (size_t i = 0; i < size; ++i) ASSERT_EQ(view.byte(i), bytes[i]);
    bytes.push_back(static_cast<uint8_t>(size * 37 + 1));
  }
}

TEST(Bitstring, EveryWindowOfThreeBytes) {
  BlockHeap heap;
  const uint8_t bytes[] = {0xa5, 0x3c, 0x97};
  const Term base = make_binary(heap, bytes, 3);
  const uint32_t all = 0xa53c97;
  for (uint64_t offset = 0; offset <= 24; ++offset) {
    for (uint64_t size = 0; offset + size <= 24; ++size) {
      Word* const at = heap.allocate(kSubBinaryWords);
      at[0] = make_header(Kind::kSubBinary, kSubBinaryWords - 1);
      at[1] = size;
      at[2] = offset;
      at[3] = base.bits();
      const BitsView view = bits_of(Term::pointer(Tag::kBitstring, at));
      uint32_t value = 0;
      for (size_t i = 0; i < view.whole_bytes(); ++i) value = value << 8 | view.byte(i);
      value = value << (size % 8) | view.trailing_bits();
      ASSERT_EQ(value, all >> (24 - offset - size) & ((1u << size) - 1)) << offset << " " << size;
    }
  }
}

TEST(Bitstring, PartsOfBytes) {
  BlockHeap heap;
  const uint8_t bytes[] = {0xff, 0xff};
  const BitsView view = bits_of(make_bitstring(heap, bytes, 11));
  EXPECT_EQ(view.bit_size, 11u);
  EXPECT_EQ(view.trailing_bits(), 7);
  EXPECT_FALSE(view.is_binary());
  EXPECT_EQ(kind_of(make_bitstring(heap, bytes, 16)), Kind::kHeapBinary);
}

TEST(Integer, OnlyWhatDoesNotFitASmallIsBig) {
  BlockHeap heap;
  const Word border = Word{1} << 59;
  const auto make = [&](Word limb, bool negative) {
    return make_integer(heap, &limb, 1, negative);
  };
  EXPECT_EQ(make(border - 1, false), Term::small(kSmallMax));
  EXPECT_TRUE(make(border, false).is_big_integer());
  EXPECT_EQ(make(border, true), Term::small(kSmallMin));
  EXPECT_TRUE(make(border + 1, true).is_big_integer());
  EXPECT_EQ(make(0, true), Term::small(0));
  const Word padded[] = {5, 0, 0};
  EXPECT_EQ(make_integer(heap, padded, 3, true), Term::small(-5));
  const std::vector<Word> longest(kMaxLimbs, ~Word{0});
  EXPECT_EQ(big_limbs(make_integer(heap, longest.data(), longest.size(), false)), kMaxLimbs);
  const std::vector<Word> too_long(kMaxLimbs + 1, 1);
  EXPECT_FALSE(make_integer(heap, too_long.data(), too_long.size(), false));
}

}  // namespace
}  // namespace linac
