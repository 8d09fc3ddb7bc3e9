// SPDX-License-Identifier: Apache-2.0
#include "runtime/bit_builder.h"

#include <memory>

#include "memory/binary_data.h"
#include "runtime/arithmetic.h"
#include "runtime/bit_copy.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/map.h"

namespace linac {

namespace {

using beam::SegmentType;

constexpr size_t kMinWritableBytes = 256;
constexpr size_t kDoublingLimit = 16 << 20;
// Beyond this no allocation succeeds anywhere; bit counts stay far from overflow.
constexpr uint64_t kMaxBits = uint64_t{1} << 42;

/// The bitstring being written, and what makes it complete.
struct Target {
  Term result;
  uint8_t* bytes = nullptr;
  uint64_t position = 0;  ///< where to write next
  uint64_t end = 0;
  BinaryData* data = nullptr;  ///< whose mark is to move to `end`
  Word* sub_binary = nullptr;  ///< that is to grow by `growth`
  uint64_t growth = 0;

  void commit() const {
    if (data != nullptr) data->used_bits = end;
    if (sub_binary != nullptr) sub_binary[1] += growth;
  }
};

size_t bytes_for(uint64_t bits) { return static_cast<size_t>((bits + 7) / 8); }

size_t capacity_for(size_t bytes) {
  const size_t wanted = bytes <= kDoublingLimit ? bytes * 2 : bytes + bytes / 4;
  return wanted < kMinWritableBytes ? kMinWritableBytes : wanted;
}

Term make_sub_binary(Heap& heap, Term base, uint64_t position, uint64_t bits) {
  Word* const at = heap.allocate(kSubBinaryWords);
  at[0] = make_header(Kind::kSubBinary, kSubBinaryWords - 1);
  at[1] = bits;
  at[2] = position;
  at[3] = base.bits();
  return Term::pointer(Tag::kBitstring, at);
}

/// A refc binary with room for `capacity` bytes, or the non-value if memory is exhausted.
Term make_writable(Heap& heap, size_t capacity, BinaryData** data) {
  *data = create_binary_data(0, capacity);
  if (*data == nullptr) return Term::non_value();
  Word* const at = heap.allocate(kRefcBinaryWords);
  at[0] = make_header(Kind::kRefcBinary, kRefcBinaryWords - 1);
  at[1] = capacity;
  at[2] = static_cast<Word>(reinterpret_cast<uintptr_t>(*data));
  heap.link_off_heap(at);
  return Term::pointer(Tag::kBitstring, at);
}

/// False: so many bits cannot be had.
bool open_fresh(Heap& heap, uint64_t bits, Target& target) {
  if (bits > kMaxBits || (bits + 7) / 8 > SIZE_MAX / 4) return false;
  const size_t bytes = bytes_for(bits);
  Term base;
  if (bytes <= kMaxHeapBinary) {
    base = make_binary_uninitialised(heap, bytes, &target.bytes);
  } else {
    BinaryData* data;
    base = make_writable(heap, bytes, &data);
    if (!base) return false;
    data->used_bits = uint64_t{bytes} * 8;
    target.bytes = data->bytes();
  }
  target.end = bits;
  target.result = bits % 8 == 0 ? base : make_sub_binary(heap, base, 0, bits);
  return true;
}

/// A kilobyte costs a reduction.
void charge_copy(Context& context, uint64_t bits) {
  constexpr uint64_t kBitsPerReduction = 8 * 1024;
  if (bits >= kBitsPerReduction) {
    use_reductions(context, static_cast<int64_t>(bits / kBitsPerReduction));
  }
}

/// `source` continued by `extra` bits. If it `is_private`, nobody else holds it.
bool open_append(Context& context, Term source, uint64_t extra, bool is_private, Target& target) {
  if (extra == 0 && !is_private) {
    target.result = source;
    return true;
  }
  Heap& heap = context.heap;
  const Word* const from = source.address();
  if (header_kind(from[0]) == Kind::kSubBinary && kind_of(Term(from[3])) == Kind::kRefcBinary) {
    const Term base(from[3]);
    BinaryData* const data = binary_data(base.address());
    const uint64_t end = from[1] + from[2];
    if (end == data->used_bits && extra <= data->capacity * 8 - end) {
      target.bytes = data->bytes();
      target.position = end;
      target.end = end + extra;
      target.data = data;
      if (is_private) {
        target.result = source;
        target.sub_binary = source.address();
        target.growth = extra;
      } else {
        target.result = make_sub_binary(heap, base, from[2], from[1] + extra);
      }
      return true;
    }
  }
  const BitsView view = bits_of(source);
  const uint64_t bits = view.bit_size + extra;
  if (bytes_for(bits) <= kMaxHeapBinary && !is_private) {
    open_fresh(heap, bits, target);
  } else {
    if (bits > kMaxBits || bits / 8 > SIZE_MAX / 4) return false;
    const Term base = make_writable(heap, capacity_for(bytes_for(bits)), &target.data);
    if (!base) return false;
    target.bytes = target.data->bytes();
    target.end = bits;
    target.result = make_sub_binary(heap, base, 0, bits);
  }
  copy_bits(target.bytes, 0, view.bytes, view.bit_offset, view.bit_size);
  charge_copy(context, view.bit_size);
  target.position = view.bit_size;
  return true;
}

enum class SizeFault { kNone, kBadarg, kSystemLimit };

SizeFault measure(Term size, uint32_t unit, uint64_t* bits) {
  if (size.is_small() && size.small_value() >= 0) {
    const auto units = static_cast<uint64_t>(size.small_value());
    if (units > kMaxBits) return SizeFault::kSystemLimit;
    *bits = units * unit;
    return SizeFault::kNone;
  }
  const bool huge = size.is_big_integer() && !big_is_negative(size);
  return huge ? SizeFault::kSystemLimit : SizeFault::kBadarg;
}

bool is_code_point_term(Term value) {
  return value.is_small() && is_code_point(static_cast<uint64_t>(value.small_value()));
}

/// One bs_create_bin.
class Construction {
 public:
  Construction(Context& context, const BinarySegments& segments)
      : context_(context), segments_(segments) {
    if (segments.size() > kInlineSizes) allocate_sizes();
  }

  Term run() {
    uint64_t total = 0;
    uint64_t* size = sizes_;
    for (const BinarySegment& segment : segments_) {
      if (segment.fixed_bits) {
        *size = *segment.fixed_bits;
      } else if (!measure_segment(segment, *size)) {
        return Term::non_value();
      }
      total += *size++;
      if (total > kMaxBits) return context_.system_limit();
    }
    if (!open(total)) return Term::non_value();
    size = sizes_;
    for (const BinarySegment& segment : segments_) {
      if (!write_segment(segment, *size)) return Term::non_value();
      target_.position += *size++;
    }
    target_.commit();
    return target_.result;
  }

 private:
  static constexpr size_t kInlineSizes = 16;

  // Not in line: the constructor's test then needs no division.
  [[gnu::noinline]] void allocate_sizes() {
    allocated_sizes_.reset(new uint64_t[segments_.size()]);
    sizes_ = allocated_sizes_.get();
  }

  Term fetch(const BitSource& source) const {
    switch (source.kind) {
      case BitSource::Kind::kX:
        return context_.x[source.number];
      case BitSource::Kind::kY:
        return Term(context_.heap.stack_pointer()[1 + source.number]);
      default:
        return source.constant;
    }
  }

  static bool is_append(const BinarySegment& segment) {
    return segment.type <= SegmentType::kPrivateAppend;
  }

  /// Of a segment whose size is not fixed.
  bool measure_segment(const BinarySegment& segment, uint64_t& bits) {
    if (segment.type == SegmentType::kUtf8 || segment.type == SegmentType::kUtf16) {
      const Term value = fetch(segment.value);
      bits = is_code_point_term(value) ? utf_bits(encoding(segment), code_point(value)) : 0;
      return true;
    }
    const Term size = fetch(segment.size);
    if (segment.type == SegmentType::kBinary && size == kAllBits) {
      const Term value = fetch(segment.value);
      if (!value.is_bitstring()) return fail(segment, atoms::kType, value);
      bits = bits_of(value).bit_size;
      return true;
    }
    const SizeFault fault = measure(size, segment.unit, &bits);
    if (fault == SizeFault::kNone) return true;
    fail(segment, atoms::kSize, size);
    if (fault == SizeFault::kSystemLimit) context_.pending.reason = atoms::kSystemLimit;
    return false;
  }

  bool open(uint64_t total) {
    if (segments_.empty() || !is_append(segments_[0])) {
      if (open_fresh(context_.heap, total, target_)) return true;
      context_.system_limit();
      return false;
    }
    const BinarySegment& segment = segments_[0];
    const Term source = fetch(segment.value);
    if (!source.is_bitstring()) return fail(segment, atoms::kType, source);
    if (segment.unit > 1 && bits_of(source).bit_size % segment.unit != 0) {
      return fail(segment, atoms::kUnit, source);
    }
    const bool is_private = segment.type == SegmentType::kPrivateAppend;
    if (open_append(context_, source, total, is_private, target_)) return true;
    context_.system_limit();
    return false;
  }

  bool write_segment(const BinarySegment& segment, uint64_t bits) {
    switch (segment.type) {
      case SegmentType::kAppend:
      case SegmentType::kPrivateAppend:
        return true;
      case SegmentType::kString:
        copy_bits(target_.bytes, target_.position, segment.string, 0, bits);
        return true;
      case SegmentType::kInteger: {
        const Term value = fetch(segment.value);
        if (!value.is_integer()) return fail(segment, atoms::kType, value);
        write_integer(target_.bytes, target_.position, value, bits, segment.flags);
        return true;
      }
      case SegmentType::kFloat:
        return write_float_segment(segment, bits);
      case SegmentType::kBinary:
        return write_bitstring_segment(segment, bits);
      default: {
        const Term value = fetch(segment.value);
        if (!is_code_point_term(value)) return fail(segment, atoms::kType, value);
        write_utf(encoding(segment), target_.bytes, target_.position, code_point(value),
                  segment.flags);
        return true;
      }
    }
  }

  bool write_float_segment(const BinarySegment& segment, uint64_t bits) {
    const Term value = fetch(segment.value);
    if (!is_float_size(bits)) {
      return fail(segment, atoms::kInvalid, Term::small(static_cast<int64_t>(bits)));
    }
    bool ok = false;
    const double number = to_double(value, ok);
    if (!ok) {
      return fail(segment, value.is_big_integer() ? atoms::kNoFloat : atoms::kType, value);
    }
    write_float(target_.bytes, target_.position, number, static_cast<uint32_t>(bits),
                segment.flags);
    return true;
  }

  bool write_bitstring_segment(const BinarySegment& segment, uint64_t bits) {
    const Term value = fetch(segment.value);
    if (!value.is_bitstring()) return fail(segment, atoms::kType, value);
    const BitsView view = bits_of(value);
    if (fetch(segment.size) == kAllBits) {
      if (segment.unit > 1 && bits % segment.unit != 0) return fail(segment, atoms::kUnit, value);
    } else if (bits > view.bit_size) {
      return fail(segment, atoms::kShort, value);
    }
    copy_bits(target_.bytes, target_.position, view.bytes, view.bit_offset, bits);
    charge_copy(context_, bits);
    return true;
  }

  static UtfEncoding encoding(const BinarySegment& segment) {
    return segment.type == SegmentType::kUtf8    ? UtfEncoding::kUtf8
           : segment.type == SegmentType::kUtf16 ? UtfEncoding::kUtf16
                                                 : UtfEncoding::kUtf32;
  }
  static uint32_t code_point(Term value) { return static_cast<uint32_t>(value.small_value()); }

  /// badarg, explained as OTP's erl_erts_errors expects it.
  bool fail(const BinarySegment& segment, Term cause, Term value) {
    constexpr Term kTypeNames[] = {atoms::kBinary, atoms::kBinary,  atoms::kBinary,
                                   atoms::kFloat,  atoms::kInteger, atoms::kUndefined,
                                   atoms::kUtf8,   atoms::kUtf16,   atoms::kUtf32};
    Heap& heap = context_.heap;
    const Term explanation = heap.tuple(
        Term::small(segment.number), kTypeNames[static_cast<size_t>(segment.type)], cause, value);
    Term pairs[] = {atoms::kCause,        explanation,    atoms::kFunction,
                    atoms::kFormatBsFail, atoms::kModule, atoms::kErlErtsErrors};
    const Term info = make_map(heap, pairs, 3);
    context_.badarg();
    context_.pending.error_info = info;
    return false;
  }

  Context& context_;
  const BinarySegments& segments_;
  Target target_;
  uint64_t inline_sizes_[kInlineSizes];
  std::unique_ptr<uint64_t[]> allocated_sizes_;
  uint64_t* sizes_ = inline_sizes_;
};

// --- the older family

bool fails(Context& context) {
  context.badarg();
  return false;
}

bool fails(Context& context, SizeFault fault) {
  if (fault == SizeFault::kSystemLimit) {
    context.system_limit();
  } else {
    context.badarg();
  }
  return false;
}

/// Room for `bits` more: compiled code has computed the size from the same segments.
bool has_room(const BitBuilder& builder, uint64_t bits) {
  return bits <= builder.end - builder.position;
}

Term begin(Context& context, const Target& target) {
  target.commit();
  context.builder = {target.bytes, target.position, target.end};
  return target.result;
}

}  // namespace

Term create_bitstring(Context& context, const BinarySegments& segments) {
  return Construction(context, segments).run();
}

Term init_writable(Context& context, Term size) {
  constexpr int64_t kMaxHint = 16 << 20;
  size_t capacity = kMinWritableBytes;
  if (size.is_small() && size.small_value() > static_cast<int64_t>(kMinWritableBytes)) {
    capacity = static_cast<size_t>(size.small_value() < kMaxHint ? size.small_value() : kMaxHint);
  }
  BinaryData* data;
  const Term base = make_writable(context.heap, capacity, &data);
  if (!base) out_of_memory(capacity);
  return make_sub_binary(context.heap, base, 0, 0);
}

Term begin_bitstring(Context& context, Term size, uint32_t unit) {
  uint64_t bits;
  const SizeFault fault = measure(size, unit, &bits);
  if (fault != SizeFault::kNone) {
    fails(context, fault);
    return Term::non_value();
  }
  Target target;
  if (!open_fresh(context.heap, bits, target)) return context.system_limit();
  return begin(context, target);
}

Term begin_append(Context& context, Term source, Term size, uint32_t unit, bool is_private) {
  uint64_t extra;
  const SizeFault fault = measure(size, 1, &extra);
  if (fault != SizeFault::kNone) {
    fails(context, fault);
    return Term::non_value();
  }
  if (!source.is_bitstring() || (unit > 1 && bits_of(source).bit_size % unit != 0)) {
    return context.badarg();
  }
  Target target;
  if (!open_append(context, source, extra, is_private, target)) return context.system_limit();
  return begin(context, target);
}

bool put_integer(Context& context, Term value, Term size, uint32_t unit, uint32_t flags) {
  BitBuilder& builder = context.builder;
  uint64_t bits;
  const SizeFault fault = measure(size, unit, &bits);
  if (fault != SizeFault::kNone) return fails(context, fault);
  if (!value.is_integer() || !has_room(builder, bits)) return fails(context);
  write_integer(builder.bytes, builder.position, value, bits, flags);
  builder.position += bits;
  return true;
}

bool put_float(Context& context, Term value, Term size, uint32_t unit, uint32_t flags) {
  BitBuilder& builder = context.builder;
  uint64_t bits;
  const SizeFault fault = measure(size, unit, &bits);
  if (fault != SizeFault::kNone) return fails(context, fault);
  bool ok = false;
  const double number = to_double(value, ok);
  if (!ok || !is_float_size(bits) || !has_room(builder, bits)) return fails(context);
  write_float(builder.bytes, builder.position, number, static_cast<uint32_t>(bits), flags);
  builder.position += bits;
  return true;
}

bool put_bitstring(Context& context, Term value, Term size, uint32_t unit) {
  BitBuilder& builder = context.builder;
  if (!value.is_bitstring()) return fails(context);
  const BitsView view = bits_of(value);
  uint64_t bits = view.bit_size;
  if (size == kAllBits) {
    if (unit > 1 && bits % unit != 0) return fails(context);
  } else {
    const SizeFault fault = measure(size, unit, &bits);
    if (fault != SizeFault::kNone) return fails(context, fault);
    if (bits > view.bit_size) return fails(context);
  }
  if (!has_room(builder, bits)) return fails(context);
  copy_bits(builder.bytes, builder.position, view.bytes, view.bit_offset, bits);
  charge_copy(context, bits);
  builder.position += bits;
  return true;
}

bool put_utf(Context& context, UtfEncoding encoding, Term value, uint32_t flags) {
  BitBuilder& builder = context.builder;
  if (!is_code_point_term(value)) return fails(context);
  const auto code_point = static_cast<uint32_t>(value.small_value());
  const uint32_t bits = utf_bits(encoding, code_point);
  if (!has_room(builder, bits)) return fails(context);
  write_utf(encoding, builder.bytes, builder.position, code_point, flags);
  builder.position += bits;
  return true;
}

bool put_string(Context& context, const uint8_t* string, uint32_t bytes) {
  BitBuilder& builder = context.builder;
  const uint64_t bits = uint64_t{bytes} * 8;
  if (!has_room(builder, bits)) return fails(context);
  copy_bits(builder.bytes, builder.position, string, 0, bits);
  builder.position += bits;
  return true;
}

Term add_segment_sizes(Context& context, Term a, Term b, uint32_t unit) {
  uint64_t first, second;
  SizeFault fault = measure(a, 1, &first);
  if (fault == SizeFault::kNone) fault = measure(b, unit, &second);
  if (fault == SizeFault::kNone) return Term::small(static_cast<int64_t>(first + second));
  fails(context, fault);
  return Term::non_value();
}

Term utf_bytes(UtfEncoding encoding, Term value) {
  const uint32_t bits = is_code_point_term(value)
                            ? utf_bits(encoding, static_cast<uint32_t>(value.small_value()))
                            : 32;
  return Term::small(bits / 8);
}

}  // namespace linac
