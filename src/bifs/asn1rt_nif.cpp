// SPDX-License-Identifier: Apache-2.0
//
// The NIFs of OTP's module `asn1rt_nif`, which code generated from ASN.1 and public_key call: BER
// (X.690) as nested {Tag, Value}, both ways, and bits put together for PER (X.691). A tag is its
// number and, from bit 16 on, its class; a value is a binary, or a list if it is constructed.
#include <algorithm>
#include <vector>

#include "bifs/tables.h"
#include "runtime/iolist.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"

namespace linac {

namespace {

using View = std::span<const uint8_t>;
using BytesOut = std::vector<uint8_t>;

constexpr int64_t kBytesPerReduction = 16;
/// How deep values may lie in each other; OTP's limit is that of a thread's stack.
constexpr int kMaxDepth = 500;
constexpr uint8_t kConstructed = 0x20;

// --- reading BER

enum class BerError { kNone, kTag, kLength, kValue, kDepth };

class BerReader {
 public:
  BerReader(Heap& heap, View bytes) : heap_(heap), bytes_(bytes) {}

  size_t position() const { return at_; }
  BerError error() const { return error_; }

  /// {Tag, Value} of what begins here and ends before `end`; the non-value after an error.
  Term read(size_t end, int depth) {
    if (at_ + 2 > end) return fail(BerError::kValue);
    const bool is_constructed = (bytes_[at_] & kConstructed) != 0;
    const Term tag = read_tag(end);
    if (tag.is_non_value()) return tag;
    if (at_ >= end) return fail(BerError::kTag);
    const Term value = read_value(is_constructed, end, depth);
    return value.is_non_value() ? value : heap_.tuple(tag, value);
  }

 private:
  Term fail(BerError error) {
    error_ = error;
    return Term::non_value();
  }

  Term read_tag(size_t end) {
    constexpr uint8_t kClass = 0xc0;
    constexpr uint8_t kLongTag = 0x1f;
    uint32_t tag = uint32_t{static_cast<uint8_t>(bytes_[at_] & kClass)} << 10;
    const uint8_t number = bytes_[at_] & kLongTag;
    if (number != kLongTag) {
      ++at_;
      return Term::small(tag | number);
    }
    if (at_ + 3 > end) return fail(BerError::kValue);
    ++at_;
    if ((bytes_[at_] & 0x80) != 0) tag |= uint32_t{static_cast<uint8_t>(bytes_[at_++] & 0x7f)} << 7;
    // Numbers of more than 14 bits are too large.
    if ((bytes_[at_] & 0x80) != 0) return fail(BerError::kTag);
    return Term::small(tag | bytes_[at_++]);
  }

  Term read_value(bool is_constructed, size_t end, int depth) {
    constexpr uint8_t kIndefinite = 0x80;
    if (depth >= kMaxDepth) return fail(BerError::kDepth);
    const uint8_t first = bytes_[at_];
    if (first == kIndefinite) return read_indefinite(is_constructed, end, depth);
    uint32_t size = first;
    if (first > kIndefinite) {
      uint32_t count = first & 0x7f;
      if (count > end - (at_ + 1)) return fail(BerError::kLength);
      size = 0;
      for (; count > 0; --count) {
        ++at_;
        if (size >= 1u << 24) return fail(BerError::kLength);
        size = size << 8 | bytes_[at_];
      }
    }
    if (size > end - (at_ + 1)) return fail(BerError::kValue);
    ++at_;
    const size_t value_end = at_ + size;
    if (!is_constructed) {
      const Term value = make_binary(heap_, bytes_.data() + at_, size);
      at_ = value_end;
      return value;
    }
    std::vector<Term> parts;
    while (at_ < value_end) {
      parts.push_back(read(value_end, depth + 1));
      if (parts.back().is_non_value()) return parts.back();
    }
    return make_list(heap_, parts);
  }

  /// Up to two zero bytes.
  Term read_indefinite(bool is_constructed, size_t end, int depth) {
    ++at_;
    if (at_ + 1 >= end || !is_constructed) return fail(BerError::kLength);
    std::vector<Term> parts;
    while (bytes_[at_] != 0 || bytes_[at_ + 1] != 0) {
      parts.push_back(read(end, depth + 1));
      if (parts.back().is_non_value()) return parts.back();
      if (at_ + 1 >= end) return fail(BerError::kLength);
    }
    at_ += 2;
    return make_list(heap_, parts);
  }

  Heap& heap_;
  View bytes_;
  size_t at_ = 0;
  BerError error_ = BerError::kNone;
};

Term decode_ber(Context& context, const Term* arguments) {
  static constexpr const char* kReasons[] = {"", "invalid_tag", "invalid_length", "invalid_value",
                                             "unknown"};
  BytesOut bytes;
  if (!arguments[0].is_list() && !arguments[0].is_bitstring()) return context.badarg();
  if (!append_iolist(arguments[0], bytes)) return context.badarg();
  use_reductions(context, static_cast<int64_t>(bytes.size()) / kBytesPerReduction);
  Heap& heap = context.heap;
  BerReader reader(heap, bytes);
  const Term term = reader.read(bytes.size(), 0);
  const size_t at = reader.position();
  if (term.is_non_value()) {
    const Term reason = intern(kReasons[static_cast<int>(reader.error())]);
    return heap.tuple(atoms::kError, heap.tuple(reason, Term::small(static_cast<int64_t>(at))));
  }
  return heap.tuple(term, make_binary(heap, bytes.data() + at, bytes.size() - at));
}

// --- writing BER

/// Writes from the end to the start, so that a length is known before it is written.
class BerWriter {
 public:
  /// False: it is no such term.
  bool write(Term term, int depth) {
    if (depth >= kMaxDepth || !term.is_tuple() || tuple_arity(term) < 2) return false;
    const Term value = tuple_element(term, 1);
    const size_t start = reversed_.size();
    if (value.is_list()) {
      std::vector<Term> parts;
      Term rest = value;
      for (; rest.is_cons(); rest = tail(rest)) parts.push_back(head(rest));
      if (!rest.is_nil()) return false;
      for (size_t i = parts.size(); i > 0; --i) {
        if (!write(parts[i - 1], depth + 1)) return false;
      }
    } else {
      if (!value.is_bitstring()) return false;
      const BitsView bits = bits_of(value);
      if (!bits.is_binary()) return false;
      for (size_t i = bits.whole_bytes(); i > 0; --i) reversed_.push_back(bits.byte(i - 1));
    }
    write_length(reversed_.size() - start);
    return write_tag(tuple_element(term, 0), value.is_list());
  }

  BytesOut take() {
    std::reverse(reversed_.begin(), reversed_.end());
    return std::move(reversed_);
  }

 private:
  void write_length(size_t size) {
    constexpr size_t kFirstLong = 128;
    if (size < kFirstLong) return reversed_.push_back(static_cast<uint8_t>(size));
    uint8_t count = 0;
    for (; size > 0; size >>= 8, ++count) reversed_.push_back(static_cast<uint8_t>(size));
    reversed_.push_back(count | 0x80);
  }

  bool write_tag(Term tag, bool is_constructed) {
    constexpr uint8_t kLongTag = 0x1f;
    if (!tag.is_small() || tag.small_value() < 0 || tag.small_value() > UINT32_MAX) return false;
    const auto bits = static_cast<uint32_t>(tag.small_value());
    const auto form =
        static_cast<uint8_t>((is_constructed ? kConstructed : 0) | ((bits & 0x30000) >> 10));
    uint32_t number = bits & 0xffff;
    if (number < kLongTag) {
      reversed_.push_back(static_cast<uint8_t>(form | number));
      return true;
    }
    reversed_.push_back(number & 0x7f);
    for (number >>= 7; number > 0; number >>= 7) {
      reversed_.push_back(static_cast<uint8_t>((number & 0x7f) | 0x80));
    }
    reversed_.push_back(form | kLongTag);
    return true;
  }

  BytesOut reversed_;
};

Term encode_ber(Context& context, const Term* arguments) {
  BerWriter writer;
  if (!writer.write(arguments[0], 0)) return context.heap.tuple(atoms::kError, Term::small(-1));
  const BytesOut bytes = writer.take();
  use_reductions(context, static_cast<int64_t>(bytes.size()) / kBytesPerReduction);
  return make_binary(context.heap, bytes.data(), bytes.size());
}

// --- PER

class BitWriter {
 public:
  void put(bool bit) {
    if (free_ == 0) {
      bytes_.push_back(0);
      free_ = 8;
    }
    --free_;
    if (bit) bytes_.back() |= static_cast<uint8_t>(1 << free_);
  }
  /// The `count` lowest bits of a byte.
  void put_low(uint8_t byte, int count) {
    while (count > 0) put((byte >> --count) & 1);
  }
  /// The `count` highest.
  void put_high(uint8_t byte, int count) {
    for (int i = 7; i > 7 - count; --i) put((byte >> i) & 1);
  }
  void align() { free_ = 0; }
  BytesOut take() {
    if (bytes_.empty()) bytes_.push_back(0);
    return std::move(bytes_);
  }

 private:
  BytesOut bytes_;
  int free_ = 0;  ///< bits of the last byte
};

/// Instructions as code generated for PER writes them: a byte that says what, then lengths of one
/// or two bytes, then data.
class PerProgram {
 public:
  explicit PerProgram(View program) : program_(program) {}

  bool run(BitWriter& writer) {
    while (at_ < program_.size()) {
      if (!step(writer)) return false;
    }
    return !is_short_;
  }

 private:
  enum : uint8_t {
    kZero = 0,
    kOne = 1,
    kAlign = 2,
    kLowBits = 10,
    kOctets = 20,
    kOctetsLong = 21,
    kExceptUnused = 30,
    kExceptUnusedLong = 31,
    kOctetsAsBits = 40,  ///< +1: the size has two bytes; +2: the wanted length has
    kBits = 45,
    kBitsLongLength = 46,
    kBitsLong = 47,
  };

  bool step(BitWriter& writer) {
    const auto what = static_cast<uint8_t>(number(1));
    switch (what) {
      case kZero:
      case kOne:
        writer.put(what == kOne);
        return true;
      case kAlign:
        writer.align();
        return true;
      case kLowBits: {
        const uint32_t count = number(1);
        const auto byte = static_cast<uint8_t>(number(1));
        if (is_short_ || count > 8) return false;
        writer.put_low(byte, static_cast<int>(count));
        return true;
      }
      case kOctets:
      case kOctetsLong: {
        const View data = take(number(what - kOctets + 1));
        writer.align();
        for (const uint8_t byte : data) writer.put_high(byte, 8);
        return !is_short_;
      }
      case kExceptUnused:
      case kExceptUnusedLong: {
        const uint32_t unused = number(1);
        const View data = take(number(what - kExceptUnused + 1));
        if (is_short_ || unused > 7 || (data.empty() && unused > 0)) return false;
        put_bits(writer, data, 8 * data.size() - unused);
        return true;
      }
      case kOctetsAsBits:
      case kOctetsAsBits + 1:
      case kOctetsAsBits + 2:
      case kOctetsAsBits + 3: {
        const size_t wanted = number(what >= kOctetsAsBits + 2 ? 2 : 1);
        const View data = take(number((what - kOctetsAsBits) % 2 + 1));
        if (is_short_) return false;
        for (size_t i = 0; i < wanted; ++i) writer.put(i < data.size() && data[i] == 1);
        return std::all_of(data.begin(), data.end(), [](uint8_t byte) { return byte <= 1; });
      }
      case kBits:
      case kBitsLongLength:
      case kBitsLong: {
        const size_t wanted = number(what == kBits ? 1 : 2);
        const View data = take(number(what == kBitsLong ? 2 : 1));
        if (is_short_) return false;
        put_bits(writer, data, wanted);
        return true;
      }
      default:
        return false;
    }
  }

  /// So many bits from the start of `data`, with zeros behind it.
  static void put_bits(BitWriter& writer, View data, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      writer.put(i / 8 < data.size() && (data[i / 8] >> (7 - i % 8) & 1));
    }
  }

  uint32_t number(int bytes) {
    uint32_t result = 0;
    for (const uint8_t byte : take(static_cast<size_t>(bytes))) result = result << 8 | byte;
    return result;
  }

  View take(size_t size) {
    if (program_.size() - at_ < size) {
      is_short_ = true;
      size = program_.size() - at_;
    }
    at_ += size;
    return program_.subspan(at_ - size, size);
  }

  View program_;
  size_t at_ = 0;
  bool is_short_ = false;
};

Term encode_per(Context& context, const Term* arguments) {
  BytesOut program;
  if (!arguments[0].is_list() && !arguments[0].is_bitstring()) return context.badarg();
  if (!append_iolist(arguments[0], program)) return context.badarg();
  use_reductions(context, static_cast<int64_t>(program.size()) / kBytesPerReduction);
  BytesOut bytes;
  if (!program.empty()) {
    BitWriter writer;
    if (!PerProgram(program).run(writer)) {
      return context.heap.tuple(atoms::kError, Term::small('1'));
    }
    bytes = writer.take();
  }
  return make_binary(context.heap, bytes.data(), bytes.size());
}

constexpr Bif kTable[] = {
    {"asn1rt_nif", "decode_ber_tlv_raw", 1, decode_ber},
    {"asn1rt_nif", "encode_ber_tlv", 1, encode_ber},
    {"asn1rt_nif", "encode_per_complete", 1, encode_per},
};

}  // namespace

constinit const BifTable kAsn1rtNifBifs = kTable;

}  // namespace linac
