// SPDX-License-Identifier: Apache-2.0
//
// Bit syntax: construction. bs_create_bin is one call of a primitive, which reads its operands from
// the registers in memory by the list that the linker has decoded; so is each instruction of the
// older family.
#include "jit/lowering.h"
#include "term/atom.h"

namespace linac {

using beam::Opcode;
using beam::OperandKind;
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
  const wasm::Label failed = a_->if_();
  const State saved = state_;
  flush_heap_top();
  push_context();
  push_location();
  call(Primitive::kRaisePending);
  leave();
  state_ = saved;
  a_->end(failed);
}

// Pops what a primitive has returned; operand 0 is the fail label.
void Lowering::store_built(const Operand& destination) {
  const LocalIndex result = temporary();
  a_->local_set(result);
  push_is_non_value(result);
  fail_construction(static_cast<uint32_t>(operand(0).value));
  store_local(destination, result);
}

// Operands: label, heap words, live, unit, destination, segments.
void Lowering::lower_bs_create_bin() {
  const BinarySegments& segments = module_.binary_segments[module_.bit_operands.at(index_)];
  const uint32_t words = heap_words(code_, operand(1));
  const auto live = static_cast<uint32_t>(operand(2).value);
  flush(kAllX);
  push_context();
  linker_.push_address(*a_, &segments);
  call(Primitive::kCreateBitstring);
  if (words == 0 && !options_.collect_always) return store_built(operand(4));
  // The result outlives the collection in the first register that is free now.
  if (live >= kXRegisters) {
    builder_.fail("bs_create_bin with all X registers live");
    return store_built(operand(4));
  }
  const Operand kept{OperandKind::kX, 0, 0, live};
  store_built(kept);
  ensure_heap(words, live + 1);
  store_local(operand(4), local_of(kept));
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
  push(operand(1));
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
