// SPDX-License-Identifier: Apache-2.0
#include "runtime/match_context.h"

#include <cstring>

#include "code/bit_operands.h"
#include "memory/binary_data.h"
#include "runtime/bit_copy.h"
#include "term/atom.h"
#include "term/bitstring.h"

namespace linac {

namespace {

// A copy of so many bytes takes no more heap than a reference to them.
constexpr uint64_t kMaxCopiedBytes = (kSubBinaryWords - 2) * sizeof(Word);

}  // namespace

Term start_match(Heap& heap, Term source) {
  if (is_match_context(source)) return source;
  if (!source.is_bitstring()) return Term::non_value();
  const Word* const from = source.address();
  Word* const at = heap.allocate(kMatchContextWords);
  at[0] = make_header(Kind::kMatchContext, kMatchContextWords - 1);
  if (header_kind(from[0]) == Kind::kSubBinary) {
    at[kContextEndOffset] = from[1] + from[2];
    at[kContextPositionOffset] = from[2];
    at[kContextBaseOffset] = from[3];
  } else {
    at[kContextEndOffset] = from[1] * 8;
    at[kContextPositionOffset] = 0;
    at[kContextBaseOffset] = source.bits();
  }
  refresh_match_context(at);
  return Term::pointer(Tag::kBoxed, at);
}

Term get_integer(Heap& heap, MatchContext context, Term size, uint32_t unit, uint32_t flags) {
  uint64_t bits;
  if (!segment_bits(size, unit, context.remaining(), &bits)) return Term::non_value();
  const Term value = read_integer(heap, context.bytes(), context.position(), bits, flags);
  if (value) context.advance(bits);
  return value;
}

Term get_float(Heap& heap, MatchContext context, Term size, uint32_t unit, uint32_t flags) {
  uint64_t bits;
  if (!segment_bits(size, unit, context.remaining(), &bits)) return Term::non_value();
  if (bits == 0) return heap.floating(0.0);
  if (!is_float_size(bits)) return Term::non_value();
  const Term value =
      read_float(heap, context.bytes(), context.position(), static_cast<uint32_t>(bits), flags);
  if (value) context.advance(bits);
  return value;
}

Term get_bitstring(Heap& heap, MatchContext context, Term size, uint32_t unit) {
  uint64_t bits = context.remaining();
  if (size == kAllBits) {
    if (unit > 1 && bits % unit != 0) return Term::non_value();
  } else if (!segment_bits(size, unit, context.remaining(), &bits)) {
    return Term::non_value();
  }
  const Term value =
      make_sub_bitstring(heap, context.base(), context.bytes(), context.position(), bits);
  context.advance(bits);
  return value;
}

bool skip_bits(MatchContext context, Term size, uint32_t unit) {
  uint64_t bits = context.remaining();
  if (size == kAllBits) {
    if (unit > 1 && bits % unit != 0) return false;
  } else if (!segment_bits(size, unit, context.remaining(), &bits)) {
    return false;
  }
  context.advance(bits);
  return true;
}

Term get_utf(MatchContext context, UtfEncoding encoding, uint32_t flags) {
  uint32_t code_point;
  const uint32_t bits = read_utf(encoding, context.bytes(), context.position(), context.remaining(),
                                 flags, &code_point);
  if (bits == 0) return Term::non_value();
  context.advance(bits);
  return Term::small(code_point);
}

bool match_string(MatchContext context, const uint8_t* string, uint32_t bits) {
  if (context.remaining() < bits ||
      !equal_bits(context.bytes(), context.position(), string, 0, bits)) {
    return false;
  }
  context.advance(bits);
  return true;
}

bool match_bits(MatchContext context, uint64_t value, uint32_t bits) {
  if (context.remaining() < bits || read_bits(context.bytes(), context.position(), bits) != value) {
    return false;
  }
  context.advance(bits);
  return true;
}

Term get_tail(Heap& heap, MatchContext context) {
  return make_sub_bitstring(heap, context.base(), context.bytes(), context.position(),
                            context.remaining());
}

Term make_sub_bitstring(Heap& heap, Term base, const uint8_t* bytes, uint64_t position,
                        uint64_t bits) {
  if (bits % 8 == 0 && position % 8 == 0 && bits / 8 <= kMaxCopiedBytes) {
    return make_binary(heap, bytes + position / 8, static_cast<size_t>(bits / 8));
  }
  Word* const at = heap.allocate(kSubBinaryWords);
  at[0] = make_header(Kind::kSubBinary, kSubBinaryWords - 1);
  at[1] = bits;
  at[2] = position;
  at[3] = base.bits();
  return Term::pointer(Tag::kBitstring, at);
}

}  // namespace linac
