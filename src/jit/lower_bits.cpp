// SPDX-License-Identifier: Apache-2.0
//
// Bit syntax: matching. In line are the steps of a parser's loop: starting, going on with a match
// context, integers of whole bytes at whole bytes or of up to 25 bits anywhere, ASCII in UTF-8,
// short strings, skips, tests of what is left, long tails. All else is a primitive of
// src/runtime/match_context.h.
//
// Values are read by loads that may go past the bitstring's last byte, by 7 bytes at most: they
// stay in memory, since no allocation ends where memory does, and what they bring is masked away.
// Invariant: the position in memory is up to date at every primitive and every branch.
#include "jit/lowering.h"
#include "term/atom.h"
#include "term/bitstring.h"

namespace linac {

using beam::Opcode;
using wasm::LocalIndex;
using wasm::ValueType;

namespace {

/// Up to so many bytes, a part is a copy.
constexpr int64_t kMaxCopiedBytes = (kSubBinaryWords - 2) * kWordBytes;

/// Widest integer read in line at whole bytes, and anywhere.
constexpr uint32_t kMaxAlignedBits = 56;
constexpr uint32_t kMaxUnalignedBits = 25;

}  // namespace

bool Lowering::lower_bits(Opcode opcode) {
  auto number = [this](size_t n) { return static_cast<uint32_t>(operand(n).value); };
  switch (opcode) {
    case Opcode::kBsStartMatch3:
      lower_bs_start_match(operand(1));
      return true;
    case Opcode::kBsStartMatch4:
      lower_bs_start_match(operand(2));
      return true;
    case Opcode::kBsGetInteger2:
      lower_bs_get_integer();
      return true;
    case Opcode::kBsGetFloat2:
      lower_bs_get(Primitive::kGetFloat, true);
      return true;
    case Opcode::kBsGetBinary2:
      lower_bs_get(Primitive::kGetBitstring, false);
      return true;
    case Opcode::kBsSkipBits2:
      lower_bs_skip();
      return true;
    case Opcode::kBsTestTail2:
      lower_bs_test_tail(number(2));
      return true;
    case Opcode::kBsTestUnit:
      lower_bs_test_unit(number(2));
      return true;
    case Opcode::kBsMatchString:
      lower_bs_match_string();
      return true;
    case Opcode::kBsGetUtf8:
      lower_bs_utf(UtfEncoding::kUtf8, &operand(4));
      return true;
    case Opcode::kBsGetUtf16:
      lower_bs_utf(UtfEncoding::kUtf16, &operand(4));
      return true;
    case Opcode::kBsGetUtf32:
      lower_bs_utf(UtfEncoding::kUtf32, &operand(4));
      return true;
    case Opcode::kBsSkipUtf8:
      lower_bs_utf(UtfEncoding::kUtf8, nullptr);
      return true;
    case Opcode::kBsSkipUtf16:
      lower_bs_utf(UtfEncoding::kUtf16, nullptr);
      return true;
    case Opcode::kBsSkipUtf32:
      lower_bs_utf(UtfEncoding::kUtf32, nullptr);
      return true;
    case Opcode::kBsGetTail:
      lower_bs_get_tail();
      return true;
    case Opcode::kBsGetPosition: {
      const LocalIndex context = local_of_context(operand(0));
      push_context_word(context, kMatchPositionOffset);
      store(operand(1));
      return true;
    }
    case Opcode::kBsSetPosition:
      lower_bs_set_position();
      return true;
    case Opcode::kBsMatch:
      lower_bs_match();
      return true;
    default:
      return lower_bits_construction(opcode);
  }
}

// --- contexts

void Lowering::push_context_word(LocalIndex context, uint32_t offset) {
  a_->local_get(context);
  a_->i32_wrap_i64();
  a_->i64_load(offset);
}

void Lowering::push_is_match_context(LocalIndex term) {
  a_->local_get(term);
  a_->i64_const(kTagShift);
  a_->i64_shr_u();
  a_->i64_const(static_cast<int64_t>(Tag::kBoxed));
  a_->i64_eq();
  const wasm::Label is_boxed = a_->if_(ValueType::kI32);
  push_context_word(term, 0);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kMatchContext, kMatchContextWords - 1)));
  a_->i64_eq();
  a_->else_(is_boxed);
  a_->i32_const(0);
  a_->end(is_boxed);
}

LocalIndex Lowering::local_of_context(const Operand& operand) {
  const LocalIndex context = local_of(operand);
  if (!module_.facts.proven[index_]) {
    push_is_match_context(context);
    a_->i32_eqz();
    const wasm::Label wrong = a_->if_();
    raise_badarg();
    a_->end(wrong);
  }
  return context;
}

void Lowering::store_position(LocalIndex context, LocalIndex position) {
  a_->local_get(context);
  a_->i32_wrap_i64();
  a_->local_get(position);
  a_->i64_store(kMatchPositionOffset);
}

void Lowering::push_remaining(LocalIndex context) {
  push_context_word(context, kMatchEndOffset);
  push_context_word(context, kMatchPositionOffset);
  a_->i64_sub();
}

// Operands: label or atom, then source and live in either order, destination.
void Lowering::lower_bs_start_match(const Operand& source) {
  const Operand& fail = operand(0);
  const Operand& destination = operand(3);
  const auto index = static_cast<size_t>(&source - code_.operands.data());
  const uint16_t types = is_register(source) ? module_.facts.operand_types[index] : 0xffff;
  const LocalIndex term = local_of(source);
  if (types == beam::kTypeMatchContext) return store_local(destination, term);
  flush_heap_top();
  const LocalIndex context = temporary();
  const LocalIndex base = temporary();
  const LocalIndex position = temporary();
  const LocalIndex end = temporary();
  const wasm::Label done = a_->block();
  if (types & beam::kTypeMatchContext) {
    a_->local_get(term);
    a_->local_set(context);
    push_is_match_context(term);
    a_->br_if(done);
  }
  const wasm::Label slow = a_->block();
  make_context_in_line(term, {context, base, position, end}, slow);
  a_->br(done);
  a_->end(slow);
  push_context();
  a_->local_get(term);
  call(Primitive::kStartMatch);
  a_->local_set(context);
  constexpr uint16_t kMatchable = beam::kTypeBitstring | beam::kTypeMatchContext;
  if (types & ~kMatchable) {
    push_is_non_value(context);
    if (fail.kind == beam::OperandKind::kLabel) {
      branch_if(static_cast<uint32_t>(fail.value));
    } else {
      const wasm::Label wrong = a_->if_();
      raise_badarg();
      a_->end(wrong);
    }
  }
  a_->end(done);
  store_local(destination, context);
}

// As start_match in runtime/match_context.cpp; goes on at `slow` if `term` is no bitstring or the
// heap is full.
void Lowering::make_context_in_line(LocalIndex term, const ContextLocals& locals,
                                    wasm::Label slow) {
  const auto& [context, base, position, end] = locals;
  a_->local_get(term);
  a_->i64_const(kTagShift);
  a_->i64_shr_u();
  a_->i64_const(static_cast<int64_t>(Tag::kBitstring));
  a_->i64_ne();
  a_->br_if(slow);
  bump_or_branch(kMatchContextWords, Tag::kBoxed, context, slow);
  push_context_word(term, 0);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kSubBinary, kSubBinaryWords - 1)));
  a_->i64_eq();
  const wasm::Label is_part = a_->if_();
  push_context_word(term, 2 * kWordBytes);
  a_->local_tee(position);
  push_context_word(term, kWordBytes);
  a_->i64_add();
  a_->local_set(end);
  push_context_word(term, 3 * kWordBytes);
  a_->local_set(base);
  a_->else_(is_part);
  a_->i64_const(0);
  a_->local_set(position);
  push_context_word(term, kWordBytes);
  a_->i64_const(3);
  a_->i64_shl();
  a_->local_set(end);
  a_->local_get(term);
  a_->local_set(base);
  a_->end(is_part);
  const LocalIndex at = result_local();
  auto store_word = [&](uint32_t offset, LocalIndex word) {
    a_->local_get(at);
    a_->local_get(word);
    a_->i64_store(offset);
  };
  a_->local_get(at);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kMatchContext, kMatchContextWords - 1)));
  a_->i64_store(0);
  store_word(kMatchEndOffset, end);
  store_word(kMatchPositionOffset, position);
  store_word(kMatchBaseOffset, base);
  // The bytes of a heap binary follow it, those of a refc binary are elsewhere.
  a_->local_get(at);
  push_context_word(base, 0);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kRefcBinary, kRefcBinaryWords - 1)));
  a_->i64_eq();
  const wasm::Label is_refc = a_->if_(ValueType::kI32);
  a_->local_get(base);
  a_->i32_wrap_i64();
  a_->i32_load(2 * kWordBytes);
  a_->i32_const(static_cast<int32_t>(kBinaryDataBytesOffset));
  a_->i32_add();
  a_->else_(is_refc);
  a_->local_get(base);
  a_->i32_wrap_i64();
  a_->i32_const(2 * kWordBytes);
  a_->i32_add();
  a_->end(is_refc);
  a_->i64_extend_i32_u();
  a_->i64_store(kMatchBytesOffset);
}

void Lowering::lower_bs_set_position() {
  const LocalIndex context = local_of_context(operand(0));
  const LocalIndex position = local_of(operand(1));
  // What is no position in here is larger than the end, as an unsigned number.
  a_->local_get(position);
  push_context_word(context, kMatchEndOffset);
  a_->i64_gt_u();
  const wasm::Label wrong = a_->if_();
  raise_badarg();
  a_->end(wrong);
  store_position(context, position);
}

// --- reading

void Lowering::push_read_address(LocalIndex context, LocalIndex position) {
  a_->local_get(context);
  a_->i32_wrap_i64();
  a_->i32_load(kMatchBytesOffset);
  a_->local_get(position);
  a_->i64_const(3);
  a_->i64_shr_u();
  a_->i32_wrap_i64();
  a_->i32_add();
}

void Lowering::push_is_unaligned(LocalIndex position) {
  a_->local_get(position);
  a_->i32_wrap_i64();
  a_->i32_const(7);
  a_->i32_and();
}

// Bytes are reversed in pairs of rotations; the second load of the same word costs nothing.
void Lowering::push_big_endian_32(LocalIndex address, uint32_t offset) {
  constexpr int32_t kOddBytes = 0x00ff00ff;
  a_->local_get(address);
  a_->i32_load(offset, 0);
  a_->i32_const(8);
  a_->i32_rotl();
  a_->i32_const(kOddBytes);
  a_->i32_and();
  a_->local_get(address);
  a_->i32_load(offset, 0);
  a_->i32_const(24);
  a_->i32_rotl();
  a_->i32_const(~kOddBytes);
  a_->i32_and();
  a_->i32_or();
}

void Lowering::push_aligned_integer(LocalIndex address, uint32_t bytes, uint32_t flags) {
  const bool negative = is_signed(flags);
  if (is_little(flags)) {
    // The highest part decides on the sign; parts lie in ascending order.
    uint32_t offset = 0;
    uint32_t left = bytes;
    while (left != 0) {
      const uint32_t part = left >= 4 ? 4 : left >= 2 ? 2 : 1;
      const bool extend = negative && left == part;
      a_->local_get(address);
      if (part == 4) {
        extend ? a_->i64_load32_s(offset, 0) : a_->i64_load32_u(offset, 0);
      } else if (part == 2) {
        extend ? a_->i64_load16_s(offset, 0) : a_->i64_load16_u(offset, 0);
      } else {
        extend ? a_->i64_load8_s(offset) : a_->i64_load8_u(offset);
      }
      if (offset != 0) {
        a_->i64_const(offset * 8);
        a_->i64_shl();
        a_->i64_or();
      }
      offset += part;
      left -= part;
    }
    return;
  }
  for (uint32_t offset = 0; offset < bytes;) {
    const uint32_t part = bytes - offset >= 4 ? 4 : 1;
    const bool extend = negative && offset == 0;
    if (offset != 0) {
      a_->i64_const(part * 8);
      a_->i64_shl();
    }
    if (part == 4) {
      push_big_endian_32(address, offset);
      extend ? a_->i64_extend_i32_s() : a_->i64_extend_i32_u();
    } else {
      a_->local_get(address);
      extend ? a_->i64_load8_s(offset) : a_->i64_load8_u(offset);
    }
    if (offset != 0) a_->i64_or();
    offset += part;
  }
}

bool Lowering::reads_in_line(uint64_t bits, uint32_t flags) {
  if (bits == 0) return false;
  if (bits % 8 == 0) return bits <= kMaxAlignedBits;
  return bits <= kMaxUnalignedBits && !is_little(flags);
}

// Leaves the integer at `position` in `result`; the position in memory is that or, where the
// primitive has read, behind the integer: the caller sets it.
void Lowering::read_integer(LocalIndex context, LocalIndex position, uint32_t bits, uint32_t flags,
                            LocalIndex result) {
  const LocalIndex address = result_local();
  if (bits % 8 != 0) {
    // Four bytes hold the field wherever it begins: shifted to the top, then down.
    push_read_address(context, position);
    a_->local_set(address);
    push_big_endian_32(address, 0);
    push_is_unaligned(position);
    a_->i32_shl();
    a_->i32_const(static_cast<int32_t>(32 - bits));
    if (is_signed(flags)) {
      a_->i32_shr_s();
      a_->i64_extend_i32_s();
    } else {
      a_->i32_shr_u();
      a_->i64_extend_i32_u();
    }
    a_->local_set(result);
    return;
  }
  push_is_unaligned(position);
  const wasm::Label unaligned = a_->if_();
  store_position(context, position);
  push_get_integer(context, bits, flags);
  a_->local_set(result);
  a_->else_(unaligned);
  push_read_address(context, position);
  a_->local_set(address);
  push_aligned_integer(address, bits / 8, flags);
  a_->local_set(result);
  a_->end(unaligned);
}

void Lowering::push_get_integer(LocalIndex context, uint64_t bits, uint32_t flags) {
  push_context();
  a_->local_get(context);
  a_->i64_const(static_cast<int64_t>(bits));
  a_->i32_const(1);
  a_->i32_const(static_cast<int32_t>(flags));
  call(Primitive::kGetInteger);
}

// Pushes whether `position` + `bits` is not past the end, and leaves the sum in `next`.
void Lowering::push_has_bits(LocalIndex context, LocalIndex position, uint64_t bits,
                             LocalIndex next) {
  a_->local_get(position);
  a_->i64_const(static_cast<int64_t>(bits));
  a_->i64_add();
  a_->local_tee(next);
  push_context_word(context, kMatchEndOffset);
  a_->i64_le_u();
}

// --- segments: label, context, live, size, unit, flags, destination

void Lowering::lower_bs_get_integer() {
  const auto unit = static_cast<uint32_t>(operand(4).value);
  const auto flags = static_cast<uint32_t>(operand(5).value);
  const std::optional<int64_t> size = small_constant(operand(3));
  constexpr int64_t kAnyInLine = 64;
  if (!size || *size < 0 || *size > kAnyInLine ||
      !reads_in_line(static_cast<uint64_t>(*size) * unit, flags)) {
    return lower_bs_get(Primitive::kGetInteger, true);
  }
  const auto bits = static_cast<uint32_t>(*size) * unit;
  const LocalIndex context = local_of_context(operand(1));
  const LocalIndex position = temporary();
  const LocalIndex next = temporary();
  push_context_word(context, kMatchPositionOffset);
  a_->local_set(position);
  push_has_bits(context, position, bits, next);
  branch_unless(static_cast<uint32_t>(operand(0).value));
  const LocalIndex result = temporary();
  read_integer(context, position, bits, flags, result);
  store_position(context, next);
  store_local(operand(6), result);
}

// Pushes a segment's size.
void Lowering::push_size(const Operand& operand) {
  if (!is_register(operand) && constant_term(module_, operand) == atoms::kAll) {
    a_->i64_const(static_cast<int64_t>(kAllBits.bits()));
  } else {
    push(operand);
  }
}

void Lowering::lower_bs_get(Primitive primitive, bool has_flags) {
  flush_heap_top();
  const LocalIndex context = local_of_context(operand(1));
  push_context();
  a_->local_get(context);
  push_size(operand(3));
  a_->i32_const(static_cast<int32_t>(operand(4).value));
  if (has_flags) a_->i32_const(static_cast<int32_t>(operand(5).value));
  call(primitive);
  store_value_or_branch(operand(6), static_cast<uint32_t>(operand(0).value));
}

void Lowering::push_is_non_value(LocalIndex local) {
  a_->local_get(local);
  a_->i64_const(static_cast<int64_t>(kNonValueBits));
  a_->i64_eq();
}

// Pops what a primitive has returned.
void Lowering::store_value_or_branch(const Operand& destination, uint32_t fail) {
  const LocalIndex value = temporary();
  a_->local_set(value);
  push_is_non_value(value);
  branch_if(fail);
  store_local(destination, value);
}

// Operands: label, context, size, unit, flags.
void Lowering::lower_bs_skip() {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const LocalIndex context = local_of_context(operand(1));
  const std::optional<int64_t> size = small_constant(operand(2));
  const auto unit = static_cast<uint32_t>(operand(3).value);
  constexpr int64_t kLargest = int64_t{1} << 40;
  if (!size || *size < 0 || *size > kLargest) {
    a_->local_get(context);
    push_size(operand(2));
    a_->i32_const(static_cast<int32_t>(unit));
    call(Primitive::kSkipBits);
    branch_unless(fail);
    return;
  }
  const LocalIndex position = temporary();
  push_context_word(context, kMatchPositionOffset);
  a_->local_set(position);
  push_has_bits(context, position, static_cast<uint64_t>(*size) * unit, position);
  branch_unless(fail);
  store_position(context, position);
}

void Lowering::lower_bs_test_tail(uint32_t bits) {
  const LocalIndex context = local_of_context(operand(1));
  push_remaining(context);
  a_->i64_const(bits);
  a_->i64_eq();
  branch_unless(static_cast<uint32_t>(operand(0).value));
}

void Lowering::lower_bs_test_unit(uint32_t unit) {
  const LocalIndex context = local_of_context(operand(1));
  push_remaining(context);
  a_->i64_const(unit);
  a_->i64_rem_u();
  a_->i64_eqz();
  branch_unless(static_cast<uint32_t>(operand(0).value));
}

// Operands: label, context, bits, offset.
void Lowering::lower_bs_match_string() {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const auto bits = static_cast<uint32_t>(operand(2).value);
  const uint8_t* const string = module_.file.strings.data() + operand(3).value;
  const LocalIndex context = local_of_context(operand(1));
  if (bits == 0 || bits > 64 || bits % 8 != 0) {
    a_->local_get(context);
    linker_.push_address(*a_, string);
    a_->i32_const(static_cast<int32_t>(bits));
    call(Primitive::kMatchString);
    branch_unless(fail);
    return;
  }
  uint64_t expected = 0;
  for (uint32_t i = 0; i < bits / 8; ++i) expected |= uint64_t{string[i]} << (8 * i);
  const LocalIndex position = temporary();
  const LocalIndex next = temporary();
  push_context_word(context, kMatchPositionOffset);
  a_->local_set(position);
  push_has_bits(context, position, bits, next);
  const wasm::Label has_bits = a_->if_(ValueType::kI32);
  push_is_unaligned(position);
  const wasm::Label unaligned = a_->if_(ValueType::kI32);
  a_->local_get(context);
  linker_.push_address(*a_, string);
  a_->i32_const(static_cast<int32_t>(bits));
  call(Primitive::kMatchString);
  a_->else_(unaligned);
  push_read_address(context, position);
  a_->i64_load(0, 0);
  a_->i64_const(static_cast<int64_t>(expected));
  a_->i64_xor();
  if (bits < 64) {
    a_->i64_const(static_cast<int64_t>((uint64_t{1} << bits) - 1));
    a_->i64_and();
  }
  a_->i64_eqz();
  a_->end(unaligned);
  a_->else_(has_bits);
  a_->i32_const(0);
  a_->end(has_bits);
  branch_unless(fail);
  store_position(context, next);
}

// Operands: label, context, live, flags, and the destination of a get.
void Lowering::lower_bs_utf(UtfEncoding encoding, const Operand* destination) {
  const auto fail = static_cast<uint32_t>(operand(0).value);
  const LocalIndex context = local_of_context(operand(1));
  const LocalIndex result = temporary();
  auto read_any = [&] {
    a_->local_get(context);
    a_->i32_const(static_cast<int32_t>(encoding));
    a_->i32_const(static_cast<int32_t>(operand(3).value));
    call(Primitive::kGetUtf);
    a_->local_set(result);
  };
  if (encoding == UtfEncoding::kUtf8) {
    const LocalIndex position = temporary();
    const LocalIndex next = temporary();
    push_context_word(context, kMatchPositionOffset);
    a_->local_set(position);
    // ASCII at a whole byte; anything else leaves 0x80 or more here.
    push_has_bits(context, position, 8, next);
    push_is_unaligned(position);
    a_->i32_eqz();
    a_->i32_and();
    const wasm::Label readable = a_->if_(ValueType::kI64);
    push_read_address(context, position);
    a_->i64_load8_u();
    a_->else_(readable);
    a_->i64_const(0x80);
    a_->end(readable);
    a_->local_tee(result);
    a_->i64_const(0x80);
    a_->i64_lt_u();
    const wasm::Label ascii = a_->if_();
    store_position(context, next);
    a_->else_(ascii);
    read_any();
    a_->end(ascii);
  } else {
    read_any();
  }
  push_is_non_value(result);
  branch_if(fail);
  if (destination != nullptr) store_local(*destination, result);
}

void Lowering::lower_bs_get_tail() {
  const LocalIndex context = local_of_context(operand(0));
  store_local(operand(1), build_tail(context));
}

// What is long enough to be shared is made here; see make_sub_bitstring.
LocalIndex Lowering::build_tail(LocalIndex context) {
  flush_heap_top();
  const LocalIndex tail = temporary();
  const wasm::Label done = a_->block();
  const wasm::Label slow = a_->block();
  push_remaining(context);
  a_->i64_const(kMaxCopiedBytes * 8);
  a_->i64_le_u();
  a_->br_if(slow);
  bump_or_branch(kSubBinaryWords, Tag::kBitstring, tail, slow);
  const LocalIndex at = result_local();
  a_->local_get(at);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kSubBinary, kSubBinaryWords - 1)));
  a_->i64_store(0);
  a_->local_get(at);
  push_remaining(context);
  a_->i64_store(kWordBytes);
  a_->local_get(at);
  push_context_word(context, kMatchPositionOffset);
  a_->i64_store(2 * kWordBytes);
  a_->local_get(at);
  push_context_word(context, kMatchBaseOffset);
  a_->i64_store(3 * kWordBytes);
  a_->br(done);
  a_->end(slow);
  push_context();
  a_->local_get(context);
  call(Primitive::kGetTail);
  a_->local_set(tail);
  a_->end(done);
  return tail;
}

// byte_size/1 and bit_size/1; of what is no bitstring, newer compilers ask it of match contexts.
bool Lowering::lower_size_bif(uint32_t fail, const ExportEntry& function,
                              std::span<const Operand> arguments, const Operand& destination) {
  const bool in_bytes = function.function == atoms::kByteSize;
  if (arguments.size() != 1 || (!in_bytes && function.function != atoms::kBitSize)) return false;
  flush_heap_top();
  const LocalIndex term = local_of(arguments[0]);
  const LocalIndex size = temporary();
  push_has_tag(arguments[0], Tag::kBitstring);
  a_->i32_eqz();
  const wasm::Label other = a_->if_();
  generic_bif(fail, function, arguments, size);
  a_->else_(other);
  push_context_word(term, kWordBytes);
  // Parts know their size in bits, whole binaries in bytes.
  push_context_word(term, 0);
  a_->i64_const(static_cast<int64_t>(make_header(Kind::kSubBinary, kSubBinaryWords - 1)));
  a_->i64_eq();
  const LocalIndex is_part = result_local();
  a_->local_set(is_part);
  a_->local_set(size);
  if (in_bytes) {
    a_->local_get(size);
    a_->i64_const(7);
    a_->i64_add();
    a_->i64_const(3);
    a_->i64_shr_u();
    a_->local_get(size);
  } else {
    a_->local_get(size);
    a_->local_get(size);
    a_->i64_const(3);
    a_->i64_shl();
  }
  a_->local_get(is_part);
  a_->select();
  a_->local_set(size);
  a_->end(other);
  store_local(destination, size);
  return true;
}

}  // namespace linac
