// SPDX-License-Identifier: Apache-2.0
//
// Bit syntax: construction. bs_create_bin is one call of a primitive, which reads its operands from
// the registers in memory by the list that the linker has decoded, so those are stored before. In
// line is what byte-oriented code does all the time: integers of whole bytes and text, in a short
// binary of their own or behind a binary that ends at a whole byte and may be continued in place.
// Each instruction of the older family is a call.
#include "jit/lowering.h"
#include "term/atom.h"
#include "term/bitstring.h"

namespace linac {

using beam::Opcode;
using beam::OperandKind;
using beam::SegmentType;
using wasm::LocalIndex;

namespace {

/// Most words that beginning a bitstring takes: a heap binary of 64 bytes and a sub-binary.
constexpr uint32_t kBeginWords = 14;

}  // namespace

bool Lowering::lower_bits_construction(Opcode opcode) {
  switch (opcode) {
    case Opcode::kBsCreateBin:
      lower_bs_create_bin();
      return true;
    case Opcode::kBsInitWritable: {
      const Operand x0{OperandKind::kX, 0, 0, 0};
      flush_heap_top();
      push_context();
      push(x0);
      call(Primitive::kInitWritable);
      store(x0);
      return true;
    }
    case Opcode::kBsInit2:
      lower_bs_init(8);
      return true;
    case Opcode::kBsInitBits:
      lower_bs_init(1);
      return true;
    case Opcode::kBsAppend:
      lower_bs_append();
      return true;
    case Opcode::kBsPrivateAppend:
      push_begin_append(local_of(operand(3)), local_of(operand(1)),
                        static_cast<uint32_t>(operand(2).value), true);
      store_built(operand(5));
      return true;
    case Opcode::kBsPutInteger:
      lower_bs_put(Primitive::kPutInteger, true);
      return true;
    case Opcode::kBsPutFloat:
      lower_bs_put(Primitive::kPutFloat, true);
      return true;
    case Opcode::kBsPutBinary:
      lower_bs_put(Primitive::kPutBitstring, false);
      return true;
    case Opcode::kBsPutUtf8:
      lower_bs_put_utf(UtfEncoding::kUtf8);
      return true;
    case Opcode::kBsPutUtf16:
      lower_bs_put_utf(UtfEncoding::kUtf16);
      return true;
    case Opcode::kBsPutUtf32:
      lower_bs_put_utf(UtfEncoding::kUtf32);
      return true;
    case Opcode::kBsPutString:
      push_context();
      linker_.push_address(*a_, module_.file.strings.data() + operand(1).value);
      a_->i32_const(static_cast<int32_t>(operand(0).value));
      call(Primitive::kPutString);
      a_->i32_eqz();
      fail_construction(0);
      return true;
    case Opcode::kBsAdd:
      push_context();
      push(operand(1));
      push(operand(2));
      a_->i32_const(static_cast<int32_t>(operand(3).value));
      call(Primitive::kAddSegmentSizes);
      store_built(operand(4));
      return true;
    case Opcode::kBsUtf8Size:
    case Opcode::kBsUtf16Size:
      a_->i32_const(static_cast<int32_t>(opcode == Opcode::kBsUtf8Size ? UtfEncoding::kUtf8
                                                                       : UtfEncoding::kUtf16));
      push(operand(1));
      call(Primitive::kUtfBytes);
      store(operand(2));
      return true;
    default:
      return false;
  }
}

// Pops an i32: if it is not 0, goes on at `fail` or raises the pending exception.
void Lowering::fail_construction(uint32_t fail) {
  if (fail != 0) return branch_if(fail);
  raise_pending_if();
}

// Pops what a primitive has returned; operand 0 is the fail label.
void Lowering::store_built(const Operand& destination) {
  const LocalIndex result = temporary();
  a_->local_set(result);
  push_is_non_value(result);
  fail_construction(static_cast<uint32_t>(operand(0).value));
  store_local(destination, result);
}

void Lowering::flush_source(const BitSource& source) {
  if (source.is_constant()) return;
  const Register reg{source.kind == BitSource::Kind::kY, source.number};
  const RegisterCache cache = state_.cache;
  for (const RegisterCache::Entry& entry : cache.entries()) {
    if (!entry.dirty || entry.reg != reg) continue;
    store_memory(reg, cache_local(entry.local));
    state_.cache.mark_clean(reg);
  }
}

// Operands: label, heap words, live, unit, destination, segments.
void Lowering::lower_bs_create_bin() {
  const uint32_t words = heap_words(code_, operand(1));
  const auto live = static_cast<uint32_t>(operand(2).value);
  flush_heap_top();
  const LocalIndex result = build_bitstring();
  if (words == 0 && !options_.collect_always) return store_local(operand(4), result);
  // The result outlives the collection in the first register that is free now.
  if (live >= kXRegisters) {
    builder_.fail("bs_create_bin with all X registers live");
    return;
  }
  const Operand kept{OperandKind::kX, 0, 0, live};
  store_local(kept, result);
  ensure_heap(words, live + 1);
  store_local(operand(4), local_of(kept));
}

LocalIndex Lowering::build_bitstring() {
  const BinarySegments& segments = module_.binary_segments[module_.bit_operands.at(index_)];
  for (const BinarySegment& segment : segments) {
    flush_source(segment.value);
    flush_source(segment.size);
  }
  const bool appends = !segments.empty() && segments[0].type <= SegmentType::kPrivateAppend;
  const std::optional<PlainBytes> plain = plain_bytes(segments);
  std::optional<wasm::Label> done;
  LocalIndex result;
  if (plain) {
    std::vector<LocalIndex> values;
    for (const BitSource& source : plain->values) values.push_back(local_of(operand_of(source)));
    // All locals are taken here: what is taken inside the block would be unknown behind it.
    std::optional<AppendLocals> append;
    if (appends) {
      const LocalIndex source = local_of(operand_of(segments[0].value));
      append = AppendLocals{source, temporary(), temporary(), temporary()};
    }
    result = temporary();
    done = a_->block();
    const wasm::Label slow = a_->block();
    if (!values.empty()) {
      push_not_small(values);
      a_->br_if(slow);
    }
    if (append) {
      begin_append_in_line(segments[0], *append, plain->bytes, result, slow);
    } else {
      begin_short_binary(plain->bytes, result, slow);
    }
    store_plain_bytes(segments, appends ? kBinaryDataBytesOffset : 2 * kWordBytes);
    a_->br(*done);
    a_->end(slow);
  } else {
    result = temporary();
  }
  push_context();
  linker_.push_address(*a_, &segments);
  call(Primitive::kCreateBitstring);
  a_->local_set(result);
  push_is_non_value(result);
  fail_construction(static_cast<uint32_t>(operand(0).value));
  if (done) a_->end(*done);
  return result;
}

// --- construction in line

beam::Operand Lowering::operand_of(const BitSource& source) {
  const auto kind = source.kind == BitSource::Kind::kX ? OperandKind::kX : OperandKind::kY;
  return {kind, 0, 0, static_cast<int64_t>(source.number)};
}

std::optional<Lowering::PlainBytes> Lowering::plain_bytes(const BinarySegments& segments) const {
  constexpr size_t kMaxValues = 4;  // each takes a local
  constexpr size_t kMaxSegments = 16;
  PlainBytes plain;
  if (segments.empty() || segments.size() > kMaxSegments) return std::nullopt;
  for (size_t i = 0; i < segments.size(); ++i) {
    const BinarySegment& segment = segments[i];
    switch (segment.type) {
      case SegmentType::kAppend:
      case SegmentType::kPrivateAppend:
        if (segment.value.is_constant() || (segment.unit != 1 && segment.unit != 8)) {
          return std::nullopt;
        }
        break;
      case SegmentType::kString:
        plain.bytes += segment.string_bytes;
        break;
      case SegmentType::kInteger: {
        if (!segment.size.is_constant() || !segment.size.constant.is_small()) return std::nullopt;
        const int64_t size = segment.size.constant.small_value();
        if (size <= 0 || size > 64 || size * segment.unit % 8 != 0 || size * segment.unit > 64) {
          return std::nullopt;
        }
        plain.bytes += static_cast<uint32_t>(size * segment.unit / 8);
        if (!segment.value.is_constant()) {
          plain.values.push_back(segment.value);
        } else if (!segment.value.constant.is_small()) {
          return std::nullopt;
        }
        break;
      }
      default:
        return std::nullopt;
    }
  }
  if (plain.bytes == 0 || plain.bytes > kMaxHeapBinary || plain.values.size() > kMaxValues) {
    return std::nullopt;
  }
  return plain;
}

// Goes on at `slow` unless there is room for `words` on the heap; else claims them at once, memory
// being up to date, and leaves their address in the i32 local and, tagged, in `result`.
void Lowering::bump_or_branch(uint32_t words, Tag tag, LocalIndex result, wasm::Label slow) {
  const LocalIndex top = result_local();
  push_context();
  a_->i32_load(kContextStackPointerOffset);
  push_context();
  a_->i32_load(kContextHeapTopOffset);
  a_->local_tee(top);
  a_->i32_sub();
  a_->i32_const(static_cast<int32_t>(words * kWordBytes));
  a_->i32_lt_u();
  a_->br_if(slow);
  push_context();
  a_->local_get(top);
  a_->i32_const(static_cast<int32_t>(words * kWordBytes));
  a_->i32_add();
  a_->i32_store(kContextHeapTopOffset);
  a_->local_get(top);
  a_->i64_extend_i32_u();
  a_->i64_const(static_cast<int64_t>(tag_bits(tag)));
  a_->i64_or();
  a_->local_set(result);
}

// Leaves the heap binary's address in the i32 local; its bytes follow two words.
void Lowering::begin_short_binary(uint32_t bytes, LocalIndex result, wasm::Label slow) {
  const uint32_t data_words = (bytes + 7) / 8;
  bump_or_branch(2 + data_words, Tag::kBitstring, result, slow);
  const LocalIndex at = result_local();
  auto store_word = [&](uint32_t index, uint64_t value) {
    a_->local_get(at);
    a_->i64_const(static_cast<int64_t>(value));
    a_->i64_store(index * kWordBytes);
  };
  store_word(0, make_header(Kind::kHeapBinary, 1 + data_words));
  store_word(1, bytes);
  if (bytes % 8 != 0) store_word(1 + data_words, 0);  // no stray bytes behind the last one
}

// What `source` ends with must be the last bits in use of a refc binary that has room; see
// runtime/bit_builder.h. Leaves an address in the i32 local from which the place to write is as far
// as the bytes are from the start of a BinaryData.
void Lowering::begin_append_in_line(const BinarySegment& segment, const AppendLocals& locals,
                                    uint32_t bytes, LocalIndex result, wasm::Label slow) {
  const bool is_private = segment.type == SegmentType::kPrivateAppend;
  const LocalIndex source = locals.source;
  const LocalIndex base = locals.base;
  const LocalIndex data = locals.data;
  const LocalIndex end = locals.end;
  auto push_word = [&](LocalIndex term, uint32_t index) {
    a_->local_get(term);
    a_->i32_wrap_i64();
    a_->i64_load(index * kWordBytes);
  };
  auto branch_unless_equal = [&](uint64_t value) {
    a_->i64_const(static_cast<int64_t>(value));
    a_->i64_ne();
    a_->br_if(slow);
  };
  a_->local_get(source);
  a_->i64_const(kTagShift);
  a_->i64_shr_u();
  branch_unless_equal(static_cast<uint64_t>(Tag::kBitstring));
  push_word(source, 0);
  branch_unless_equal(make_header(Kind::kSubBinary, kSubBinaryWords - 1));
  push_word(source, 3);
  a_->local_tee(base);
  a_->i32_wrap_i64();
  a_->i64_load(0);
  branch_unless_equal(make_header(Kind::kRefcBinary, kRefcBinaryWords - 1));
  push_word(base, 2);
  a_->local_set(data);
  auto push_data = [&](uint32_t offset) {
    a_->local_get(data);
    a_->i32_wrap_i64();
    a_->i64_load(offset);
  };
  // Ends where the use ends, at a whole byte; is whole bytes itself if it has to be.
  push_word(source, 1);
  push_word(source, 2);
  a_->i64_add();
  a_->local_tee(end);
  push_data(kBinaryDataUsedBitsOffset);
  a_->i64_ne();
  a_->local_get(end);
  if (segment.unit == 8) {
    push_word(source, 1);
    a_->i64_or();
  }
  a_->i32_wrap_i64();
  a_->i32_const(7);
  a_->i32_and();
  a_->i32_or();
  a_->br_if(slow);
  // Has room.
  push_data(kBinaryDataCapacityOffset);
  a_->i64_const(3);
  a_->i64_shl();
  a_->local_get(end);
  a_->i64_sub();
  a_->i64_const(bytes * 8);
  a_->i64_lt_u();
  a_->br_if(slow);
  if (is_private) {
    a_->local_get(source);
    a_->i32_wrap_i64();
    push_word(source, 1);
    a_->i64_const(bytes * 8);
    a_->i64_add();
    a_->i64_store(kWordBytes);
    a_->local_get(source);
    a_->local_set(result);
  } else {
    bump_or_branch(kSubBinaryWords, Tag::kBitstring, result, slow);
    const LocalIndex at = result_local();
    a_->local_get(at);
    a_->i64_const(static_cast<int64_t>(make_header(Kind::kSubBinary, kSubBinaryWords - 1)));
    a_->i64_store(0);
    a_->local_get(at);
    push_word(source, 1);
    a_->i64_const(bytes * 8);
    a_->i64_add();
    a_->i64_store(kWordBytes);
    a_->local_get(at);
    push_word(source, 2);
    a_->i64_store(2 * kWordBytes);
    a_->local_get(at);
    a_->local_get(base);
    a_->i64_store(3 * kWordBytes);
  }
  a_->local_get(data);
  a_->i32_wrap_i64();
  a_->local_get(end);
  a_->i64_const(bytes * 8);
  a_->i64_add();
  a_->i64_store(kBinaryDataUsedBitsOffset);
  a_->local_get(data);
  a_->local_get(end);
  a_->i64_const(3);
  a_->i64_shr_u();
  a_->i64_add();
  a_->i32_wrap_i64();
  a_->local_set(result_local());
}

// Writes all segments but what is appended to, from `offset` behind the address in the i32 local.
void Lowering::store_plain_bytes(const BinarySegments& segments, uint32_t offset) {
  for (const BinarySegment& segment : segments) {
    if (segment.type == SegmentType::kString) {
      store_text(segment.string, segment.string_bytes, offset);
      offset += segment.string_bytes;
    } else if (segment.type == SegmentType::kInteger) {
      const auto bytes =
          static_cast<uint32_t>(segment.size.constant.small_value()) * segment.unit / 8;
      if (segment.value.is_constant()) {
        uint8_t text[8];
        write_integer(text, 0, segment.value.constant, bytes * 8, segment.flags);
        store_text(text, bytes, offset);
      } else {
        store_integer(local_of(operand_of(segment.value)), bytes, is_little(segment.flags), offset);
      }
      offset += bytes;
    }
  }
}

void Lowering::store_text(const uint8_t* text, uint32_t bytes, uint32_t offset) {
  for (uint32_t done = 0; done < bytes;) {
    const uint32_t part = bytes - done >= 8 ? 8 : bytes - done >= 4 ? 4 : 1;
    uint64_t value = 0;
    for (uint32_t i = 0; i < part; ++i) value |= uint64_t{text[done + i]} << (8 * i);
    a_->local_get(result_local());
    a_->i64_const(static_cast<int64_t>(value));
    if (part == 8) {
      a_->i64_store(offset + done, 0);
    } else if (part == 4) {
      a_->i64_store32(offset + done, 0);
    } else {
      a_->i64_store8(offset + done);
    }
    done += part;
  }
}

void Lowering::store_integer(LocalIndex value, uint32_t bytes, bool little, uint32_t offset) {
  // Parts of four bytes and single ones, from left to right.
  for (uint32_t done = 0; done < bytes;) {
    const uint32_t part = bytes - done >= 4 ? 4 : 1;
    const uint32_t shift = 8 * (little ? done : bytes - done - part);
    a_->local_get(result_local());
    auto push_part = [&] {
      a_->local_get(value);
      if (shift != 0) {
        a_->i64_const(shift);
        a_->i64_shr_s();
      }
    };
    push_part();
    if (part == 1) {
      a_->i64_store8(offset + done);
    } else if (little) {
      a_->i64_store32(offset + done, 0);
    } else {
      constexpr int32_t kOddBytes = 0x00ff00ff;
      a_->i32_wrap_i64();
      a_->i32_const(8);
      a_->i32_rotl();
      a_->i32_const(kOddBytes);
      a_->i32_and();
      push_part();
      a_->i32_wrap_i64();
      a_->i32_const(24);
      a_->i32_rotl();
      a_->i32_const(~kOddBytes);
      a_->i32_and();
      a_->i32_or();
      a_->i32_store(offset + done, 0);
    }
    done += part;
  }
}

// --- the older family: its first instruction makes the bitstring, bs_put_... fill it

// Operands: label, size, heap words, live, flags, destination.
void Lowering::lower_bs_init(uint32_t unit) {
  const bool is_number = operand(1).kind == OperandKind::kUnsigned;
  std::optional<LocalIndex> size;
  if (!is_number) size = local_of(operand(1));
  ensure_heap(heap_words(code_, operand(2)) + kBeginWords, static_cast<uint32_t>(operand(3).value));
  flush_heap_top();
  push_context();
  if (size) {
    a_->local_get(*size);
  } else {
    a_->i64_const(operand(1).value);
  }
  a_->i32_const(static_cast<int32_t>(unit));
  call(Primitive::kBeginBitstring);
  store_built(operand(5));
}

// Operands: label, size, heap words, live, unit, source, flags, destination.
void Lowering::lower_bs_append() {
  const auto live = static_cast<uint32_t>(operand(3).value);
  if (live >= kXRegisters) {
    builder_.fail("bs_append with all X registers live");
    return;
  }
  const Operand kept{OperandKind::kX, 0, 0, live};
  const LocalIndex size = local_of(operand(1));
  store_local(kept, local_of(operand(5)));
  ensure_heap(heap_words(code_, operand(2)) + kBeginWords, live + 1);
  push_begin_append(local_of(kept), size, static_cast<uint32_t>(operand(4).value), false);
  store_built(operand(7));
}

void Lowering::push_begin_append(LocalIndex source, LocalIndex size, uint32_t unit,
                                 bool is_private) {
  flush_heap_top();
  push_context();
  a_->local_get(source);
  a_->local_get(size);
  a_->i32_const(static_cast<int32_t>(unit));
  a_->i32_const(is_private ? 1 : 0);
  call(Primitive::kBeginAppend);
}

// Operands: label, size, unit, flags, value.
void Lowering::lower_bs_put(Primitive primitive, bool has_flags) {
  push_context();
  push(operand(4));
  push_size(operand(1));
  a_->i32_const(static_cast<int32_t>(operand(2).value));
  if (has_flags) a_->i32_const(static_cast<int32_t>(operand(3).value));
  call(primitive);
  a_->i32_eqz();
  fail_construction(static_cast<uint32_t>(operand(0).value));
}

// Operands: label, flags, value.
void Lowering::lower_bs_put_utf(UtfEncoding encoding) {
  push_context();
  a_->i32_const(static_cast<int32_t>(encoding));
  push(operand(2));
  a_->i32_const(static_cast<int32_t>(operand(1).value));
  call(Primitive::kPutUtf);
  a_->i32_eqz();
  fail_construction(static_cast<uint32_t>(operand(0).value));
}

}  // namespace linac
