// SPDX-License-Identifier: Apache-2.0
//
// Matching bitstrings: a match context is a bitstring being taken apart and the position reached in
// it (layout in term/layout.h). One implementation of every matching instruction, for interpreter
// and compiled code. A `get_…` that fails returns the non-value and leaves the position as it was;
// nothing here raises or collects. Invariant: position <= end, and end lies inside the base.
#pragma once

#include <cstdint>

#include "memory/heap.h"
#include "runtime/bit_value.h"
#include "term/layout.h"

namespace linac {

/// A match context to work on. Precondition: is_match_context(term).
class MatchContext {
 public:
  explicit MatchContext(Term term) : at_(term.address()) {}

  uint64_t end() const { return at_[kContextEndOffset]; }
  uint64_t position() const { return at_[kContextPositionOffset]; }
  uint64_t remaining() const { return end() - position(); }
  const uint8_t* bytes() const {
    return reinterpret_cast<const uint8_t*>(static_cast<uintptr_t>(at_[kContextBytesOffset]));
  }
  Term base() const { return Term(at_[kContextBaseOffset]); }

  /// Precondition: `bits` are left.
  void advance(uint64_t bits) { at_[kContextPositionOffset] += bits; }
  /// Goes back (or on) to where `get_position` was asked. False if that is no position in here.
  bool set_position(Term position) {
    if (position.bits() > end()) return false;
    at_[kContextPositionOffset] = position.bits();
    return true;
  }
  Term get_position() const { return Term::small(static_cast<int64_t>(position())); }

 private:
  Word* at_;
};

/// A context at the start of a bitstring; a context itself, which goes on where it stands. The
/// non-value for any other term.
Term start_match(Heap& heap, Term source);

/// `size * unit` bits, or nothing that any bitstring has (more than `limit`): if `size` is no
/// integer, negative or too large, the segment does not match.
inline bool segment_bits(Term size, uint32_t unit, uint64_t limit, uint64_t* bits) {
  if (size.bits() > limit) return false;  // negative numbers and other terms look large
  *bits = size.bits() * unit;
  return *bits <= limit;
}

Term get_integer(Heap& heap, MatchContext context, Term size, uint32_t unit, uint32_t flags);
Term get_float(Heap& heap, MatchContext context, Term size, uint32_t unit, uint32_t flags);
/// `size` may be the atom `all`: all that is left, if it divides by `unit`.
Term get_bitstring(Heap& heap, MatchContext context, Term size, uint32_t unit);
bool skip_bits(MatchContext context, Term size, uint32_t unit);
/// The code point at the position.
Term get_utf(MatchContext context, UtfEncoding encoding, uint32_t flags);
/// Whether the next `bits` bits are those of `string`; goes behind them if so.
bool match_string(MatchContext context, const uint8_t* string, uint32_t bits);
/// The same for the `bits` (at most 64) bits of a number.
bool match_bits(MatchContext context, uint64_t value, uint32_t bits);
/// All that is left. The position stays.
Term get_tail(Heap& heap, MatchContext context);

/// A bitstring that shares the bytes of `base` (a heap or refc binary), or a copy if that is no
/// larger.
Term make_sub_bitstring(Heap& heap, Term base, const uint8_t* bytes, uint64_t position,
                        uint64_t bits);

}  // namespace linac
