// SPDX-License-Identifier: Apache-2.0
//
// The bit syntax below its instructions: moving bits, values in bits, match contexts that the
// collector moves, and who may append in place. The reference for moving bits is one bit at a time.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "jit/state.h"
#include "memory/binary_data.h"
#include "memory/copy.h"
#include "runtime/bit_builder.h"
#include "runtime/bit_copy.h"
#include "runtime/bit_value.h"
#include "runtime/match_context.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/compare.h"
#include "term/integer.h"

namespace linac {
namespace {

using Bytes = std::vector<uint8_t>;

bool bit_at(const Bytes& bytes, uint64_t position) {
  return bytes[position / 8] >> (7 - position % 8) & 1;
}

Bytes noise(std::mt19937& random, size_t size) {
  Bytes bytes(size);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
  return bytes;
}

TEST(BitCopy, ReadsWhatSingleBitsSay) {
  std::mt19937 random(1);
  for (uint32_t count = 0; count <= 64; ++count) {
    for (uint64_t position = 0; position < 17; ++position) {
      // The last byte that holds a bit is the last one there is.
      const Bytes bytes = noise(random, static_cast<size_t>((position + count + 7) / 8));
      uint64_t expected = 0;
      for (uint32_t i = 0; i < count; ++i) expected = expected << 1 | bit_at(bytes, position + i);
      EXPECT_EQ(read_bits(bytes.data(), position, count), expected) << count << " at " << position;
    }
  }
}

TEST(BitCopy, WritesKeepWhatIsBeforeAndClearTheLastByte) {
  std::mt19937_64 random(2);
  for (uint32_t count = 1; count <= 64; ++count) {
    for (uint64_t position = 0; position < 17; ++position) {
      const size_t size = static_cast<size_t>((position + count + 7) / 8);
      Bytes bytes(size, 0xff);
      const uint64_t value = random();
      write_bits(bytes.data(), position, value, count);
      for (uint64_t i = 0; i < size * 8; ++i) {
        const bool inside = i >= position && i < position + count;
        const bool expected = inside ? value >> (count - 1 - (i - position)) & 1 : i < position;
        ASSERT_EQ(bit_at(bytes, i), expected) << count << " at " << position << ", bit " << i;
      }
    }
  }
}

TEST(BitCopy, CopiesAndComparesBetweenAnyPositions) {
  std::mt19937 random(3);
  for (uint64_t to = 0; to < 9; ++to) {
    for (uint64_t from = 0; from < 9; ++from) {
      for (uint64_t count : {0, 1, 5, 8, 9, 63, 64, 65, 128, 200}) {
        const Bytes source = noise(random, static_cast<size_t>((from + count + 7) / 8));
        Bytes target(static_cast<size_t>((to + count + 7) / 8), 0xff);
        copy_bits(target.data(), to, source.data(), from, count);
        for (uint64_t i = 0; i < to; ++i) ASSERT_TRUE(bit_at(target, i));
        for (uint64_t i = 0; i < count; ++i) {
          ASSERT_EQ(bit_at(target, to + i), bit_at(source, from + i)) << to << from << count;
        }
        EXPECT_TRUE(equal_bits(target.data(), to, source.data(), from, count));
        if (count == 0) continue;
        const uint64_t changed = to + random() % count;
        target[changed / 8] ^= static_cast<uint8_t>(0x80 >> changed % 8);
        EXPECT_FALSE(equal_bits(target.data(), to, source.data(), from, count));
      }
    }
  }
}

TEST(BitValue, EveryIntegerComesBack) {
  BlockHeap heap;
  std::mt19937_64 random(4);
  for (uint64_t bits = 1; bits <= 200; ++bits) {
    for (const uint32_t flags : {0, 2, 4, 6, 16, 20}) {
      Word limbs[4] = {random(), random(), random(), random()};
      // Cut to what fits, one bit less if the sign has to be told.
      const uint64_t kept = is_signed(flags) ? bits - 1 : bits;
      for (uint64_t i = 0; i < 4; ++i) {
        if (kept <= i * 64) {
          limbs[i] = 0;
        } else if (kept < i * 64 + 64) {
          limbs[i] &= (Word{1} << (kept - i * 64)) - 1;
        }
      }
      const Term value = make_integer(heap, limbs, 4, is_signed(flags) && random() % 2);
      for (const uint64_t position : {0, 3, 8}) {
        Bytes bytes(static_cast<size_t>((position + bits + 7) / 8));
        write_integer(bytes.data(), position, value, bits, flags);
        const Term read = read_integer(heap, bytes.data(), position, bits, flags);
        EXPECT_TRUE(equal_exact(read, value)) << bits << " bits at " << position << ", " << flags;
      }
    }
  }
}

TEST(BitValue, HalvesAreExactAsDoublesAndComeBack) {
  for (uint32_t half = 0; half < 0x10000; ++half) {
    const double value = double_from_half(static_cast<uint16_t>(half));
    if ((half & 0x7c00) == 0x7c00) {
      EXPECT_FALSE(std::isfinite(value));
    } else {
      EXPECT_EQ(half_from_double(value), half);
    }
  }
}

TEST(BitValue, DoublesRoundOnceToTheNearestHalf) {
  EXPECT_EQ(half_from_double(1.0 + 0x1p-11), 0x3c00);  // a tie: even
  EXPECT_EQ(half_from_double(1.0 + 0x1p-11 + 0x1p-40),
            0x3c01);  // by way of a float it would be even
  EXPECT_EQ(half_from_double(1.0 + 0x3p-11), 0x3c02);
  EXPECT_EQ(half_from_double(65519.99), 0x7bff);
  EXPECT_EQ(half_from_double(65520.0), 0x7c00);
  EXPECT_EQ(half_from_double(1e300), 0x7c00);
  EXPECT_EQ(half_from_double(0x1p-25), 0x0000);
  EXPECT_EQ(half_from_double(0x1.8p-25), 0x0001);
  EXPECT_EQ(half_from_double(-0x1p-14 + 0x1p-30), 0x8400);
  EXPECT_EQ(half_from_double(-0.0), 0x8000);
}

// --- match contexts

class MatchContextTest : public ::testing::Test {
 protected:
  MatchContextTest() {
    EXPECT_TRUE(ProcessHeap::create(state_, {}));
    heap.load(state_);
  }
  ~MatchContextTest() override {
    heap.store(state_);
    ProcessHeap::destroy(state_);
  }

  void collect(std::initializer_list<Term*> roots) {
    std::vector<Term> registers;
    for (const Term* root : roots) registers.push_back(*root);
    CollectionStats stats;
    ASSERT_TRUE(heap.collect(0, Roots{registers, nullptr, nullptr}, stats));
    size_t i = 0;
    for (Term* root : roots) *root = registers[i++];
  }
  Term counting(size_t size) {
    uint8_t* content;
    const Term binary = make_binary_uninitialised(heap, size, &content);
    for (size_t i = 0; i < size; ++i) content[i] = static_cast<uint8_t>(i);
    return binary;
  }
  int64_t next_byte(Term context) {
    const Term byte = get_integer(heap, MatchContext(context), Term::small(8), 1, 0);
    return byte ? byte.small_value() : -1;
  }

  ProcessHeap heap;

 private:
  HeapState state_;
};

TEST_F(MatchContextTest, GoesOnWhereItWasAfterEachCollection) {
  for (const size_t size : {10, 64, 65, 300}) {
    const Term binary = counting(size);
    Term context = start_match(heap, binary);
    EXPECT_EQ(start_match(heap, context), context);
    for (size_t i = 0; i < size; ++i) {
      EXPECT_EQ(next_byte(context), static_cast<uint8_t>(i));
      collect({&context});
    }
    EXPECT_EQ(next_byte(context), -1);
  }
}

TEST_F(MatchContextTest, ReadsAsBeforeFromACopyOfItself) {
  Term context = start_match(heap, counting(20));
  EXPECT_EQ(next_byte(context), 0);
  BlockHeap other;
  const Term copy = copy_term(context, other);
  context = Term::nil();
  collect({&context});
  EXPECT_EQ(next_byte(copy), 1);
  EXPECT_EQ(next_byte(copy), 2);
}

TEST_F(MatchContextTest, WhatDoesNotMatchIsNotConsumed) {
  const Term binary = counting(9);
  const Term term = start_match(heap, binary);
  MatchContext context(term);
  for (const Term size : {Term::small(73), Term::small(-1), atoms::kTrue, Term::nil(), binary,
                          Term::small(kSmallMax), Term::small(kSmallMin), heap.floating(8.0)}) {
    EXPECT_FALSE(get_integer(heap, context, size, 1, 0));
    EXPECT_FALSE(get_bitstring(heap, context, size, 1));
    EXPECT_FALSE(get_float(heap, context, size, 1, 0));
    EXPECT_FALSE(skip_bits(context, size, 1));
  }
  EXPECT_FALSE(get_bitstring(heap, context, kAllBits, 5));
  EXPECT_FALSE(match_bits(context, 1, 8));
  EXPECT_FALSE(match_string(context, reinterpret_cast<const uint8_t*>("\0\2"), 16));
  EXPECT_EQ(context.position(), 0u);
}

TEST_F(MatchContextTest, PositionsOutsideAreRefused) {
  const Term term = start_match(heap, counting(4));
  MatchContext context(term);
  EXPECT_TRUE(context.set_position(Term::small(32)));
  EXPECT_FALSE(context.set_position(Term::small(33)));
  EXPECT_FALSE(context.set_position(Term::small(-1)));
  EXPECT_FALSE(context.set_position(atoms::kTrue));
  EXPECT_EQ(context.position(), 32u);
}

TEST_F(MatchContextTest, PartsNeverReferToParts) {
  Term part = counting(200);
  for (int i = 0; i < 5; ++i) {
    MatchContext context(start_match(heap, part));
    ASSERT_TRUE(skip_bits(context, Term::small(3), 1));
    part = get_tail(heap, context);
    ASSERT_EQ(kind_of(part), Kind::kSubBinary);
    EXPECT_EQ(kind_of(Term(part.address()[3])), Kind::kRefcBinary);
  }
  EXPECT_EQ(bits_of(part).bit_size, 200u * 8 - 15);
}

// --- appending

class AppendTest : public MatchContextTest {
 protected:
  AppendTest() : context(std::make_unique<Context>()) {
    context->jit_state = &jit_state;
    EXPECT_TRUE(ProcessHeap::create(context_state_, {}));
    context->heap.load(context_state_);
  }
  ~AppendTest() override {
    context->heap.store(context_state_);
    ProcessHeap::destroy(context_state_);
  }

  static BinarySegment segment(beam::SegmentType type, Term value, Term size, uint32_t unit) {
    BinarySegment segment{};
    segment.type = type;
    segment.number = 1;
    segment.unit = unit;
    segment.value.constant = value;
    segment.size.constant = size;
    if (type <= beam::SegmentType::kPrivateAppend) segment.fixed_bits = 0;
    return segment;
  }
  /// <<source/bits, value:bits>>
  Term append(Term source, int64_t value, int64_t bits, bool is_private = false) {
    const auto type = is_private ? beam::SegmentType::kPrivateAppend : beam::SegmentType::kAppend;
    return create_bitstring(
        *context, {segment(type, source, kAllBits, 1),
                   segment(beam::SegmentType::kInteger, Term::small(value), Term::small(bits), 1)});
  }
  static const BinaryData* data_of(Term bitstring) {
    EXPECT_EQ(kind_of(bitstring), Kind::kSubBinary);
    return binary_data(Term(bitstring.address()[3]).address());
  }

  JITState jit_state{};
  std::unique_ptr<Context> context;

 private:
  HeapState context_state_;
};

TEST_F(AppendTest, OneOfSeveralContinuationsGetsThePlace) {
  Term base = make_binary(context->heap, "", 0);
  for (int i = 0; i < 100; ++i) base = append(base, i, 8);
  const Term first = append(base, 1, 8);
  const Term second = append(base, 2, 8);
  EXPECT_EQ(data_of(base), data_of(first));
  EXPECT_NE(data_of(base), data_of(second));
  EXPECT_EQ(bits_of(base).bit_size, 800u);
  EXPECT_EQ(bits_of(first).byte(100), 1);
  EXPECT_EQ(bits_of(second).byte(100), 2);
  // And the loser's copy can be continued in place in turn.
  EXPECT_EQ(data_of(append(second, 3, 3)), data_of(second));
}

TEST_F(AppendTest, BytesAreMovedSeldomEnough) {
  Term binary = make_binary(context->heap, "", 0);
  const BinaryData* last = nullptr;
  uint64_t moved = 0;
  constexpr int kBytes = 100'000;
  for (int i = 0; i < kBytes; ++i) {
    binary = append(binary, i, 8);
    if (kind_of(binary) != Kind::kSubBinary || data_of(binary) == last) continue;
    last = data_of(binary);
    moved += static_cast<uint64_t>(i);
  }
  EXPECT_LT(moved, 2u * kBytes);
  const BitsView view = bits_of(binary);
  for (int i = 0; i < kBytes; i += 777) EXPECT_EQ(view.byte(i), static_cast<uint8_t>(i));
}

TEST_F(AppendTest, WhatNobodyElseHoldsGrowsItself) {
  const Term empty = init_writable(*context, Term::nil());
  const Term one = append(empty, 0xabc, 12, true);
  EXPECT_EQ(one, empty);
  EXPECT_EQ(bits_of(one).bit_size, 12u);
  EXPECT_EQ(append(one, 5, 3, true), one);
  EXPECT_EQ(read_bits(bits_of(one).bytes, 0, 15), 0xabcu << 3 | 5);
}

TEST_F(AppendTest, AFailureLeavesThePlaceFree) {
  Term base = make_binary(context->heap, "", 0);
  for (int i = 0; i < 100; ++i) base = append(base, i, 8);
  const auto integer = [](Term value) {
    return segment(beam::SegmentType::kInteger, value, Term::small(8), 1);
  };
  EXPECT_FALSE(create_bitstring(*context, {segment(beam::SegmentType::kAppend, base, kAllBits, 8),
                                           integer(Term::small(9)), integer(atoms::kTrue)}));
  EXPECT_EQ(context->pending.reason, atoms::kBadarg);
  EXPECT_TRUE(context->pending.error_info.is_map());
  const Term after = append(base, 7, 8);
  EXPECT_EQ(data_of(after), data_of(base));
  EXPECT_EQ(bits_of(after).byte(100), 7);
}

TEST_F(AppendTest, SizesThatNoMemoryHoldsAreALimit) {
  for (const int64_t size : {int64_t{1} << 42, int64_t{1} << 50, kSmallMax}) {
    EXPECT_FALSE(create_bitstring(
        *context, {segment(beam::SegmentType::kInteger, Term::small(1), Term::small(size), 256)}));
    EXPECT_EQ(context->pending.reason, atoms::kSystemLimit);
    EXPECT_FALSE(begin_bitstring(*context, Term::small(size), 8));
    EXPECT_EQ(context->pending.reason, atoms::kSystemLimit);
  }
}

// --- the older family

TEST_F(AppendTest, WritesPastTheEndAreRefused) {
  const Term binary = begin_bitstring(*context, Term::small(2), 8);
  ASSERT_TRUE(binary);
  EXPECT_TRUE(put_integer(*context, Term::small(0x1ff), Term::small(9), 1, 0));
  EXPECT_FALSE(put_integer(*context, Term::small(0), Term::small(8), 1, 0));
  EXPECT_FALSE(put_string(*context, reinterpret_cast<const uint8_t*>("x"), 1));
  EXPECT_FALSE(put_utf(*context, UtfEncoding::kUtf8, Term::small('x'), 0));
  EXPECT_FALSE(put_float(*context, Term::small(1), Term::small(16), 1, 0));
  EXPECT_FALSE(put_bitstring(*context, binary, kAllBits, 8));
  EXPECT_TRUE(put_integer(*context, Term::small(1), Term::small(7), 1, 0));
  EXPECT_EQ(bits_of(binary).byte(0), 0xff);
  EXPECT_EQ(bits_of(binary).byte(1), 0x81);
}

TEST_F(AppendTest, SizesAreAdded) {
  EXPECT_EQ(add_segment_sizes(*context, Term::small(3), Term::small(4), 8), Term::small(35));
  EXPECT_FALSE(add_segment_sizes(*context, Term::small(3), Term::small(-1), 8));
  EXPECT_EQ(context->pending.reason, atoms::kBadarg);
  EXPECT_FALSE(add_segment_sizes(*context, atoms::kTrue, Term::small(1), 8));
  EXPECT_FALSE(add_segment_sizes(*context, Term::small(1), Term::small(kSmallMax), 8));
  EXPECT_EQ(context->pending.reason, atoms::kSystemLimit);
}

}  // namespace
}  // namespace linac
