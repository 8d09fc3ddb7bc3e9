// SPDX-License-Identifier: Apache-2.0
//
// The external term format's decoder: a loop over destinations still to fill, innermost last.
// Invariant: each declared count is compared with the bytes left before memory is taken for it, so
// memory is bounded by a multiple of the input (or of what it inflates to).
#include "term/external.h"

#include <zlib.h>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/integer.h"
#include "term/map.h"
#include "term/work_stack.h"

namespace linac {

namespace {

enum ExternalTag : uint8_t {
  kNewFloat = 70,
  kBitBinary = 77,
  kCompressed = 80,
  kSmallInteger = 97,
  kInteger = 98,
  kFloat = 99,
  kAtom = 100,
  kSmallTuple = 104,
  kLargeTuple = 105,
  kNil = 106,
  kString = 107,
  kList = 108,
  kBinary = 109,
  kSmallBig = 110,
  kLargeBig = 111,
  kExport = 113,
  kSmallAtom = 115,
  kMap = 116,
  kAtomUtf8 = 118,
  kSmallAtomUtf8 = 119,
};
constexpr uint8_t kVersion = 131;

constexpr uint32_t kMaxTupleArity = (1 << 24) - 1;
constexpr uint32_t kMaxListLength = 1 << 28;  // cells are allocated in one piece
constexpr uint32_t kMaxFlatPairs = 1 << 26;

class Decoder {
 public:
  Decoder(std::span<const uint8_t> bytes, Heap& heap, ExportFunMaker* exports)
      : at_(bytes.data()), end_(at_ + bytes.size()), heap_(heap), exports_(exports) {}

  const char* error() const { return error_; }
  size_t left() const { return static_cast<size_t>(end_ - at_); }

  Term decode() {
    Word root = kNonValueBits;
    decode_into(&root);
    while (error_ == nullptr && !pending_.empty()) {
      Pending& top = pending_.top();
      if (top.count == 0) {
        finish();
      } else {
        Word* const destination = top.at;
        top.at += top.stride;
        --top.count;
        decode_into(destination);
      }
    }
    return error_ == nullptr ? Term(root) : Term::non_value();
  }

 private:
  /// Words still to fill. With `map`, they are the scratch pairs of a map that goes there.
  struct Pending {
    Word* at;
    uint32_t count;
    uint32_t stride;
    Word* map;
  };

  Term fail(const char* error) {
    if (error_ == nullptr) error_ = error;
    return Term::non_value();
  }
  Term fail_short() { return fail("the term is cut short"); }

  /// The next `size` bytes, or nullptr if there are fewer.
  const uint8_t* take(size_t size) {
    if (left() < size) {
      fail_short();
      return nullptr;
    }
    const uint8_t* const start = at_;
    at_ += size;
    return start;
  }

  /// A big-endian number of 1 to 8 bytes; 0 at the end of the input.
  uint64_t number(size_t size) {
    const uint8_t* const bytes = take(size);
    uint64_t value = 0;
    for (size_t i = 0; bytes != nullptr && i < size; ++i) value = value << 8 | bytes[i];
    return value;
  }
  uint32_t number32(size_t size) { return static_cast<uint32_t>(number(size)); }

  /// Finishes the innermost destination: nothing more to do, or a map to make of its pairs.
  void finish() {
    Word* const destination = pending_.top().map;
    pending_.pop();
    if (destination == nullptr) return;
    std::vector<Term>& pairs = map_pairs_.back();
    const Term map = make_map_unique(heap_, pairs.data(), static_cast<uint32_t>(pairs.size() / 2));
    map_pairs_.pop_back();
    if (!map) fail("a map has a key twice");
    *destination = map.bits();
  }

  void decode_into(Word* destination) {
    const uint8_t tag = static_cast<uint8_t>(number(1));
    if (error_ != nullptr) return;
    switch (tag) {
      case kSmallTuple:
        return begin_tuple(destination, number32(1));
      case kLargeTuple:
        return begin_tuple(destination, number32(4));
      case kList:
        return begin_list(destination, number32(4));
      case kMap:
        return begin_map(destination, number32(4));
      default:
        *destination = simple(tag).bits();
    }
  }

  void begin_tuple(Word* destination, uint32_t arity) {
    if (arity > left()) fail_short();
    if (arity > kMaxTupleArity) fail("a tuple is too large");
    if (error_ != nullptr) return;
    Word* const tuple = heap_.allocate(1 + arity);
    tuple[0] = make_header(Kind::kTuple, arity);
    *destination = Term::pointer(Tag::kTuple, tuple).bits();
    if (arity != 0) pending_.push({tuple + 1, arity, 1, nullptr});
  }

  void begin_list(Word* destination, uint32_t length) {
    if (length > left()) fail_short();
    if (length > kMaxListLength) fail("a list is too long");
    if (error_ != nullptr) return;
    if (length == 0) {
      pending_.push({destination, 1, 1, nullptr});  // only the tail
      return;
    }
    Word* const cells = heap_.allocate(2 * length);
    for (uint32_t i = 0; i + 1 < length; ++i) {
      cells[2 * i + 1] = Term::pointer(Tag::kCons, cells + 2 * i + 2).bits();
    }
    *destination = Term::pointer(Tag::kCons, cells).bits();
    pending_.push({cells + 2 * length - 1, 1, 1, nullptr});
    pending_.push({cells, length, 2, nullptr});
  }

  void begin_map(Word* destination, uint32_t size) {
    if (size > left() / 2) fail_short();
    if (size > kMaxFlatPairs) fail("a map is too large");
    if (error_ != nullptr) return;
    map_pairs_.emplace_back(size_t{2} * size);
    pending_.push({reinterpret_cast<Word*>(map_pairs_.back().data()), 2 * size, 1, destination});
  }

  /// A term that contains no others.
  Term simple(uint8_t tag) {
    switch (tag) {
      case kSmallInteger:
        return Term::small(static_cast<int64_t>(number(1)));
      case kInteger:
        return Term::small(static_cast<int32_t>(number32(4)));
      case kSmallBig:
        return big(number32(1));
      case kLargeBig:
        return big(number32(4));
      case kNewFloat:
        return floating(__builtin_bit_cast(double, number(8)));
      case kFloat:
        return old_float();
      case kNil:
        return Term::nil();
      case kString:
        return string(number32(2));
      case kBinary:
        return bitstring(number32(4), 8);
      case kBitBinary: {
        const uint32_t size = number32(4);
        return bitstring(size, number32(1));
      }
      case kExport:
        return export_fun();
      default:
        return atom(tag);
    }
  }

  Term big(uint32_t size) {
    const uint8_t sign = static_cast<uint8_t>(number(1));
    const uint8_t* const bytes = take(size);
    if (bytes == nullptr) return Term::non_value();
    std::vector<Word> limbs((size + 7) / 8);
    for (uint32_t i = 0; i < size; ++i) limbs[i / 8] |= Word{bytes[i]} << (i % 8 * 8);
    const Term integer = make_integer(heap_, limbs.data(), limbs.size(), sign != 0);
    return integer ? integer : fail("an integer is too large");
  }

  Term floating(double value) {
    if (!std::isfinite(value)) return fail("a float is not finite");
    return heap_.floating(value);
  }

  /// 31 bytes of text, padded with zeros.
  Term old_float() {
    const uint8_t* const bytes = take(31);
    if (bytes == nullptr) return Term::non_value();
    const std::string text(reinterpret_cast<const char*>(bytes), 31);
    char* end;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || *end != '\0') return fail("a float is malformed");
    return floating(value);
  }

  Term string(uint32_t size) {
    const uint8_t* const bytes = take(size);
    if (bytes == nullptr) return Term::non_value();
    return heap_.string(reinterpret_cast<const char*>(bytes), size);
  }

  Term bitstring(uint32_t size, uint32_t bits_in_last) {
    const uint8_t* const bytes = take(size);
    if (bytes == nullptr) return Term::non_value();
    if (bits_in_last == 0 || bits_in_last > 8) return fail("a bitstring is malformed");
    if (size == 0) return make_binary(heap_, nullptr, 0);
    return make_bitstring(heap_, bytes, uint64_t{size} * 8 - 8 + bits_in_last);
  }

  Term atom(uint8_t tag) {
    const bool utf8 = tag == kAtomUtf8 || tag == kSmallAtomUtf8;
    const bool small = tag == kSmallAtom || tag == kSmallAtomUtf8;
    if (!utf8 && !small && tag != kAtom) return fail("a term has an unknown tag");
    const uint32_t size = number32(small ? 1 : 2);
    const auto bytes = reinterpret_cast<const char*>(take(size));
    if (bytes == nullptr) return Term::non_value();
    const Term atom = utf8 ? intern({bytes, size}) : intern_latin1({bytes, size});
    return atom ? atom : fail("an atom is malformed or too long");
  }

  Term export_fun() {
    const Term module = atom(static_cast<uint8_t>(number(1)));
    const Term function = atom(static_cast<uint8_t>(number(1)));
    const uint8_t arity_tag = static_cast<uint8_t>(number(1));
    const uint32_t arity = number32(1);
    if (error_ != nullptr) return Term::non_value();
    if (arity_tag != kSmallInteger) return fail("the arity of a fun is malformed");
    if (exports_ == nullptr) return fail("a fun is not allowed here");
    const Term fun = exports_->make_export_fun(heap_, module, function, arity);
    return fun ? fun : fail("a fun cannot be made");
  }

  const uint8_t* at_;
  const uint8_t* end_;
  Heap& heap_;
  ExportFunMaker* exports_;
  const char* error_ = nullptr;
  WorkStack<Pending> pending_;
  std::vector<std::vector<Term>> map_pairs_;  // of the maps being read, innermost last
};

/// Inflates what follows the tag of a compressed term. Empty on failure; `*used` counts its input.
std::vector<uint8_t> inflate_term(std::span<const uint8_t> bytes, size_t* used) {
  constexpr uint64_t kMostInflation = 1032;  // deflate cannot do better
  if (bytes.size() < 4) return {};
  uint64_t size = 0;
  for (int i = 0; i < 4; ++i) size = size << 8 | bytes[static_cast<size_t>(i)];
  const std::span<const uint8_t> input = bytes.subspan(4);
  if (size == 0 || size > (input.size() + 1) * kMostInflation) return {};
  std::vector<uint8_t> output(static_cast<size_t>(size));
  z_stream stream = {};
  if (inflateInit(&stream) != Z_OK) return {};
  stream.next_in = const_cast<uint8_t*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = output.data();
  stream.avail_out = static_cast<uInt>(output.size());
  const int status = inflate(&stream, Z_FINISH);
  *used = 4 + (input.size() - stream.avail_in);
  inflateEnd(&stream);
  if (status != Z_STREAM_END || stream.avail_out != 0) return {};
  return output;
}

}  // namespace

Term decode_external(std::span<const uint8_t> bytes, Heap& heap, const char** error,
                     ExportFunMaker* exports, size_t* used) {
  *error = nullptr;
  if (bytes.size() < 2 || bytes[0] != kVersion) {
    *error = bytes.size() < 2 ? "the term is cut short" : "the term has an unknown version";
    return Term::non_value();
  }
  size_t end = 0;
  std::vector<uint8_t> inflated;
  const bool compressed = bytes[1] == kCompressed;
  if (compressed) {
    inflated = inflate_term(bytes.subspan(2), &end);
    end += 2;
    if (inflated.empty()) {
      *error = "the compressed term is damaged";
      return Term::non_value();
    }
  }
  Decoder decoder(compressed ? std::span<const uint8_t>(inflated) : bytes.subspan(1), heap,
                  exports);
  const Term term = decoder.decode();
  *error = decoder.error();
  if (!compressed) end = bytes.size() - decoder.left();
  if (used != nullptr) *used = end;
  return term;
}

}  // namespace linac
