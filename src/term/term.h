// SPDX-License-Identifier: Apache-2.0
//
// `Term`: one 64-bit word that is any Erlang value, and the tags that make it so. The top four bits
// say what a word is (docs/architecture.md, "Terms"); a small integer is its own sign-extended
// value, a pointer is an address in the low 60 bits. Layouts of what pointers point at are in
// term/layout.h. Only src/term and src/jit know bits; everyone else asks the predicates here.
// Invariant: no two different words are equal terms unless both are pointers (so unequal immediates
// are unequal terms).
#pragma once

#include <bit>
#include <cstdint>

namespace linac {

using Word = uint64_t;

/// Value of a term's top four bits.
enum class Tag : uint8_t {
  kSmallPositive = 0x0,
  kCons = 0x1,
  kTuple = 0x2,
  kMap = 0x3,
  kBitstring = 0x4,
  kFun = 0x5,
  kFloatLow = 0x6,   ///< immediate float
  kFloatHigh = 0x7,  ///< immediate float
  kBigInteger = 0x8,
  kBoxed = 0x9,  ///< boxed float, reference, external pid or port, match context
  kAtom = 0xA,
  kSpecial = 0xB,  ///< nil, local pid, local port, the non-value
  kHeader = 0xC,
  kReturn = 0xD,   ///< return address or catch tag, on stacks only
  kForward = 0xE,  ///< forwarding pointer, during a collection only
  kSmallNegative = 0xF,
};

inline constexpr int kTagShift = 60;
inline constexpr Word kPayloadMask = (Word{1} << kTagShift) - 1;
inline constexpr int64_t kSmallMax = (int64_t{1} << 59) - 1;
inline constexpr int64_t kSmallMin = -(int64_t{1} << 59);

constexpr Word tag_bits(Tag tag) { return static_cast<Word>(tag) << kTagShift; }

/// Sub-tags of Tag::kSpecial and Tag::kReturn, in bits 56 to 59.
inline constexpr int kSubtagShift = 56;
inline constexpr Word kSubtagPayloadMask = (Word{1} << kSubtagShift) - 1;
inline constexpr Word kNilBits = tag_bits(Tag::kSpecial);
inline constexpr Word kPidBits = tag_bits(Tag::kSpecial) | (Word{1} << kSubtagShift);
inline constexpr Word kPortBits = tag_bits(Tag::kSpecial) | (Word{2} << kSubtagShift);
inline constexpr Word kNonValueBits = tag_bits(Tag::kSpecial) | (Word{3} << kSubtagShift);
inline constexpr Word kReturnBits = tag_bits(Tag::kReturn);
inline constexpr Word kCatchBits = tag_bits(Tag::kReturn) | (Word{1} << kSubtagShift);

/// Immediate floats: `011` and 61 bits. A double's bits, rotated left by one (sign last), less the
/// window's lowest exponent, fit 61 bits when the exponent lies in the window of 256 values around
/// the bias.
inline constexpr Word kFloatWindow = Word{1023 - 127} << 53;
inline constexpr Word kFloatTag = Word{3} << 61;

/// Any Erlang value. Trivially copyable; 64 bits on every platform.
class Term {
 public:
  constexpr Term() : bits_(kNonValueBits) {}
  constexpr explicit Term(Word bits) : bits_(bits) {}

  constexpr Word bits() const { return bits_; }
  constexpr Tag tag() const { return static_cast<Tag>(bits_ >> kTagShift); }

  /// Same word. For immediates this is Erlang's `=:=`; see term/compare.h for the rest.
  friend constexpr bool operator==(Term a, Term b) { return a.bits_ == b.bits_; }
  friend constexpr bool operator!=(Term a, Term b) { return a.bits_ != b.bits_; }

  // --- small integers
  static constexpr bool fits_small(int64_t value) {
    return value >= kSmallMin && value <= kSmallMax;
  }
  /// Precondition: fits_small(value).
  static constexpr Term small(int64_t value) { return Term(static_cast<Word>(value)); }
  constexpr bool is_small() const { return ((bits_ + (Word{1} << 59)) >> kTagShift) == 0; }
  constexpr int64_t small_value() const { return static_cast<int64_t>(bits_); }

  // --- atoms, nil, pids, ports, the non-value
  static constexpr Term atom(uint32_t index) { return Term(tag_bits(Tag::kAtom) | index); }
  constexpr bool is_atom() const { return tag() == Tag::kAtom; }
  constexpr uint32_t atom_index() const { return static_cast<uint32_t>(bits_); }

  static constexpr Term nil() { return Term(kNilBits); }
  constexpr bool is_nil() const { return bits_ == kNilBits; }

  /// A local pid; `number` is unique among all processes ever started (below 2^56).
  static constexpr Term pid(uint64_t number) { return Term(kPidBits | number); }
  constexpr bool is_local_pid() const {
    return (bits_ >> kSubtagShift) == (kPidBits >> kSubtagShift);
  }
  static constexpr Term port(uint64_t number) { return Term(kPortBits | number); }
  constexpr bool is_local_port() const {
    return (bits_ >> kSubtagShift) == (kPortBits >> kSubtagShift);
  }
  /// Number of a local pid or port.
  constexpr uint64_t special_number() const { return bits_ & kSubtagPayloadMask; }

  /// What an operation returns when it has raised instead. Never visible to Erlang code.
  static constexpr Term non_value() { return Term(kNonValueBits); }
  constexpr bool is_non_value() const { return bits_ == kNonValueBits; }
  constexpr explicit operator bool() const { return bits_ != kNonValueBits; }

  // --- floats held in the word
  static constexpr bool fits_immediate_float(double value) {
    return (((std::rotl(__builtin_bit_cast(Word, value), 1)) - kFloatWindow) >> 61) == 0;
  }
  /// Precondition: fits_immediate_float(value).
  static constexpr Term immediate_float(double value) {
    return Term(std::rotl(__builtin_bit_cast(Word, value), 1) - kFloatWindow + kFloatTag);
  }
  constexpr bool is_immediate_float() const { return (bits_ >> 61) == 3; }
  constexpr double immediate_float_value() const {
    return __builtin_bit_cast(double, std::rotr(bits_ - kFloatTag + kFloatWindow, 1));
  }

  // --- pointers
  static Term pointer(Tag tag, const void* address) {
    return Term(tag_bits(tag) | static_cast<Word>(reinterpret_cast<uintptr_t>(address)));
  }
  /// Address of the object; precondition: is_pointer(), or a forwarding word.
  Word* address() const {
    return reinterpret_cast<Word*>(static_cast<uintptr_t>(bits_ & kPayloadMask));
  }
  /// Cons, tuple, map, bitstring, fun, big integer or other boxed object.
  constexpr bool is_pointer() const {
    constexpr uint32_t kPointerTags = 0b11'0011'1110;
    return (kPointerTags >> (bits_ >> kTagShift)) & 1;
  }
  constexpr bool is_immediate() const { return !is_pointer(); }
  constexpr bool is_cons() const { return tag() == Tag::kCons; }
  constexpr bool is_list() const { return is_cons() || is_nil(); }
  constexpr bool is_tuple() const { return tag() == Tag::kTuple; }
  constexpr bool is_map() const { return tag() == Tag::kMap; }
  constexpr bool is_bitstring() const { return tag() == Tag::kBitstring; }
  constexpr bool is_fun() const { return tag() == Tag::kFun; }
  constexpr bool is_big_integer() const { return tag() == Tag::kBigInteger; }
  constexpr bool is_integer() const { return is_small() || is_big_integer(); }
  constexpr bool is_boxed() const { return tag() == Tag::kBoxed; }

  // --- words that live on stacks or in heaps but are no values
  constexpr bool is_header() const { return tag() == Tag::kHeader; }
  static constexpr Term return_address(uint32_t slot) { return Term(kReturnBits | slot); }
  constexpr bool is_return_address() const {
    return (bits_ >> kSubtagShift) == (kReturnBits >> kSubtagShift);
  }
  static constexpr Term catch_tag(uint32_t slot) { return Term(kCatchBits | slot); }
  constexpr bool is_catch_tag() const {
    return (bits_ >> kSubtagShift) == (kCatchBits >> kSubtagShift);
  }
  constexpr uint32_t slot() const { return static_cast<uint32_t>(bits_); }

 private:
  Word bits_;
};

static_assert(sizeof(Term) == 8);

}  // namespace linac
