// SPDX-License-Identifier: Apache-2.0
//
// The external term format's decoder: a loop over destinations still to fill, innermost last.
// Invariant: all declared counts together are compared with the bytes left before memory is taken
// for another, so memory is bounded by a multiple of the input (or of what it inflates to).
#include "term/external.h"

#include <zlib.h>

#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/external_tags.h"
#include "term/integer.h"
#include "term/map.h"
#include "term/utf8.h"
#include "term/work_stack.h"

namespace linac {

namespace {

constexpr uint32_t kMaxTupleArity = (1 << 24) - 1;
constexpr uint32_t kMaxListLength = 1 << 28;  // cells are allocated in one piece
constexpr uint32_t kMaxMapSize = 1 << 26;
constexpr size_t kInflatedSizeBytes = 4;

class Decoder {
 public:
  Decoder(std::span<const uint8_t> bytes, Heap& heap, ExportFunMaker* exports, AtomPolicy atoms)
      : at_(bytes.data()),
        end_(at_ + bytes.size()),
        heap_(heap),
        exports_(exports),
        atoms_(atoms) {}

  const char* error() const { return error_; }
  size_t left() const { return static_cast<size_t>(end_ - at_); }

  /// Reads about so many bytes more. True when that was all, or there is an error.
  bool run(uint64_t bytes) {
    const uint8_t* const stop = bytes < left() ? at_ + bytes : end_;
    if (!has_begun_) {
      has_begun_ = true;
      decode_into(&root_);
    }
    while (error_ == nullptr && !pending_.empty()) {
      if (at_ >= stop && stop != end_) return false;
      Pending& top = pending_.top();
      if (top.count == 0) {
        finish();
      } else {
        Word* const destination = top.at;
        top.at += top.stride;
        --top.count;
        --promised_;
        decode_into(destination);
      }
    }
    return true;
  }
  Term term() const { return error_ == nullptr ? Term(root_) : Term::non_value(); }

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

  /// Whether `terms` more can follow besides all that are still to come: each takes a byte.
  bool promise(uint64_t terms) {
    if (error_ != nullptr) return false;
    promised_ += terms;
    if (promised_ > left()) fail_short();
    return error_ == nullptr;
  }

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
      case kNewFun:
        return begin_fun(destination);
      default:
        *destination = simple(tag).bits();
    }
  }

  void begin_tuple(Word* destination, uint32_t arity) {
    if (!promise(arity)) return;
    if (arity > kMaxTupleArity) {
      fail("a tuple is too large");
      return;
    }
    Word* const tuple = heap_.allocate(1 + arity);
    tuple[0] = make_header(Kind::kTuple, arity);
    *destination = Term::pointer(Tag::kTuple, tuple).bits();
    if (arity != 0) pending_.push({tuple + 1, arity, 1, nullptr});
  }

  void begin_list(Word* destination, uint32_t length) {
    if (!promise(uint64_t{length} + 1)) return;
    if (length > kMaxListLength) {
      fail("a list is too long");
      return;
    }
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
    if (!promise(uint64_t{2} * size)) return;
    if (size > kMaxMapSize) {
      fail("a map is too large");
      return;
    }
    map_pairs_.emplace_back(size_t{2} * size);
    pending_.push({reinterpret_cast<Word*>(map_pairs_.back().data()), 2 * size, 1, destination});
  }

  void begin_fun(Word* destination) {
    ExternalFun fun;
    number(4);  // the size: OTP has written wrong ones
    fun.arity = number32(1);
    take(16);
    number(4);  // the index, once more
    fun.num_free = number32(4);
    fun.module = atom(static_cast<uint8_t>(number(1)));
    fun.index = plain_integer();
    fun.uniq = plain_integer();
    if (!promise(uint64_t{1} + fun.num_free)) return;
    const FunEntry* const entry = exports_ == nullptr ? nullptr : exports_->find_fun(fun);
    if (entry == nullptr) {
      fail("a fun is not known here");
      return;
    }
    Word* const at = heap_.allocate(kFunEnvironmentOffset + fun.num_free);
    at[0] = make_header(Kind::kFun, kFunEnvironmentOffset - 1 + fun.num_free, fun.arity);
    at[kFunEntryOffset] = static_cast<Word>(reinterpret_cast<uintptr_t>(entry));
    *destination = Term::pointer(Tag::kFun, at).bits();
    pending_.push({at + kFunCreatorOffset, 1 + fun.num_free, 1, nullptr});
  }

  /// An integer in one of the forms for small ones.
  int64_t plain_integer() {
    switch (number(1)) {
      case kSmallInteger:
        return static_cast<int64_t>(number(1));
      case kInteger:
        return static_cast<int32_t>(number32(4));
      default:
        fail("a number of a fun is malformed");
        return 0;
    }
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
      case kBinary: {
        const uint32_t size = number32(4);
        return bitstring(size, size == 0 ? 0 : 8);
      }
      case kBitBinary: {
        const uint32_t size = number32(4);
        return bitstring(size, number32(1));
      }
      case kExport:
        return export_fun();
      case kPid:
      case kNewPid:
        return pid(tag);
      case kPort:
      case kNewPort:
      case kV4Port:
        return port(tag);
      case kReference:
      case kNewReference:
      case kNewerReference:
        return reference(tag);
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

  /// [+-]digits.digits[e[+-]digits]: what OTP accepts.
  static bool is_float_text(const char* at) {
    const auto skip_digits = [&at] {
      const char* const start = at;
      while (*at >= '0' && *at <= '9') ++at;
      return at != start;
    };
    if (*at == '+' || *at == '-') ++at;
    if (!skip_digits() || (*at != '.' && *at != ',')) return false;
    ++at;
    if (!skip_digits()) return false;
    if (*at == 'e' || *at == 'E') {
      ++at;
      if (*at == '+' || *at == '-') ++at;
      if (!skip_digits()) return false;
    }
    return true;
  }

  /// 31 bytes of text, padded with zeros.
  Term old_float() {
    const uint8_t* const bytes = take(kFloatTextBytes);
    if (bytes == nullptr) return Term::non_value();
    const std::string text(reinterpret_cast<const char*>(bytes), kFloatTextBytes);
    if (!is_float_text(text.c_str())) return fail("a float is malformed");
    return floating(std::strtod(text.c_str(), nullptr));
  }

  Term string(uint32_t size) {
    const uint8_t* const bytes = take(size);
    if (bytes == nullptr) return Term::non_value();
    return heap_.string(reinterpret_cast<const char*>(bytes), size);
  }

  Term bitstring(uint32_t size, uint32_t bits_in_last) {
    const uint8_t* const bytes = take(size);
    if (bytes == nullptr) return Term::non_value();
    if (bits_in_last > 8 || (bits_in_last == 0) != (size == 0)) {
      return fail("a bitstring is malformed");
    }
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
    if (atoms_ == AtomPolicy::kExisting) {
      const Term atom = utf8 ? find_atom({bytes, size}) : find_latin1_atom({bytes, size});
      return atom ? atom : fail("an atom does not exist yet");
    }
    const Term atom = utf8 ? intern({bytes, size}) : intern_latin1({bytes, size});
    return atom ? atom : fail("an atom is malformed or too long");
  }

  static Term find_latin1_atom(std::string_view latin1) {
    std::string utf8;
    for (const char c : latin1) append_utf8(utf8, static_cast<uint8_t>(c));
    return find_atom(utf8);
  }

  /// Node name and what follows up to and with the creation, whose place depends on the tag.
  struct Node {
    Term name;
    uint32_t creation = 0;
    /// This node: it has no name and knows no others.
    bool is_local() const { return name == atoms::kNodeNoHost && creation == 0; }
  };

  Term node_name() { return atom(static_cast<uint8_t>(number(1))); }

  /// A creation of one byte, in the older forms, has two bits only.
  uint32_t creation(bool is_byte) {
    const uint32_t value = number32(is_byte ? 1 : 4);
    if (is_byte && value > 3) fail("a creation is malformed");
    return value;
  }

  Term external(ExternalType type, const Node& node, const uint32_t* numbers, uint32_t count) {
    Word* const at = heap_.allocate(kExternalNumbersOffset + count);
    at[0] = make_header(Kind::kExternal, kExternalNumbersOffset - 1 + count,
                        static_cast<uint32_t>(type));
    at[kExternalNodeOffset] = node.name.bits();
    at[kExternalCreationOffset] = node.creation;
    for (uint32_t i = 0; i < count; ++i) at[kExternalNumbersOffset + i] = numbers[i];
    return Term::pointer(Tag::kBoxed, at);
  }

  Term pid(uint8_t tag) {
    Node node;
    node.name = node_name();
    const uint32_t low = number32(4);
    const uint32_t high = number32(4);
    node.creation = creation(tag == kPid);
    if (error_ != nullptr) return Term::non_value();
    const uint32_t numbers[] = {high, low};
    if (!node.is_local()) return external(ExternalType::kPid, node, numbers, 2);
    if (low >> kPidNumberBits != 0 || high >> kPidNumberBits != 0)
      return fail("a pid is malformed");
    return Term::pid(uint64_t{high} << kPidNumberBits | low);
  }

  Term port(uint8_t tag) {
    Node node;
    node.name = node_name();
    const uint64_t value = number(tag == kV4Port ? 8 : 4);
    node.creation = creation(tag == kPort);
    if (error_ != nullptr) return Term::non_value();
    const uint32_t numbers[] = {static_cast<uint32_t>(value >> 32), static_cast<uint32_t>(value)};
    if (!node.is_local()) return external(ExternalType::kPort, node, numbers, 2);
    return value > kSubtagPayloadMask ? fail("a port is malformed") : Term::port(value);
  }

  Term reference(uint8_t tag) {
    constexpr uint32_t kOldFirstNumbers = 1 << 18;
    constexpr uint32_t kLocalNumbers = 3;
    const uint32_t count = tag == kReference ? 1 : number32(2);
    uint32_t numbers[kMaxReferenceNumbers] = {};
    Node node;
    node.name = node_name();
    if (count == 0 || count > kMaxReferenceNumbers) return fail("a reference is malformed");
    if (tag != kReference) node.creation = creation(tag == kNewReference);
    for (uint32_t i = 0; i < count; ++i) numbers[i] = number32(4);
    if (tag == kReference) node.creation = creation(true);
    if (tag != kNewerReference && numbers[0] >= kOldFirstNumbers) fail("a reference is malformed");
    if (error_ != nullptr) return Term::non_value();
    if (!node.is_local()) return external(ExternalType::kReference, node, numbers, count);
    if (count > kLocalNumbers) return fail("a reference is malformed");
    Word* const at = heap_.allocate(kReferenceWords);
    at[0] = make_header(Kind::kReference, kReferenceWords - 1);
    at[1] = Word{numbers[1]} << 32 | numbers[0];
    at[2] = numbers[2];
    return Term::pointer(Tag::kBoxed, at);
  }

  Term export_fun() {
    const Term module = atom(static_cast<uint8_t>(number(1)));
    const Term function = atom(static_cast<uint8_t>(number(1)));
    const int64_t arity = plain_integer();
    if (error_ != nullptr) return Term::non_value();
    if (arity < 0 || arity > 255) return fail("the arity of a fun is malformed");
    if (exports_ == nullptr) return fail("a fun is not allowed here");
    const Term fun =
        exports_->make_export_fun(heap_, module, function, static_cast<uint32_t>(arity));
    return fun ? fun : fail("a fun cannot be made");
  }

  const uint8_t* at_;
  const uint8_t* end_;
  Heap& heap_;
  ExportFunMaker* exports_;
  AtomPolicy atoms_;
  const char* error_ = nullptr;
  bool has_begun_ = false;
  Word root_ = kNonValueBits;
  uint64_t promised_ = 0;  ///< terms that are still to come, as far as declared
  WorkStack<Pending> pending_;
  std::vector<std::vector<Term>> map_pairs_;  // of the maps being read, innermost last
};

/// Inflates into `to` again and again until the end or, with `once`, until it is full. The number
/// of bytes, and of those read in `*used`; nothing if the stream is damaged.
std::optional<uint64_t> inflate_all(std::span<const uint8_t> input, std::span<uint8_t> to,
                                    bool once, size_t* used) {
  z_stream stream = {};
  if (inflateInit(&stream) != Z_OK) return std::nullopt;
  stream.next_in = const_cast<uint8_t*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  uint64_t size = 0;
  int status = Z_OK;
  do {
    stream.next_out = to.data();
    stream.avail_out = static_cast<uInt>(to.size());
    status = inflate(&stream, once ? Z_FINISH : Z_NO_FLUSH);
    size += to.size() - stream.avail_out;
  } while (status == Z_OK && !once);
  *used = input.size() - stream.avail_in;
  inflateEnd(&stream);
  if (status != Z_STREAM_END) return std::nullopt;
  return size;
}

/// Memory that is not there is no bytes.
struct Buffer {
  explicit Buffer(size_t wanted) : bytes(static_cast<uint8_t*>(std::malloc(wanted))) {
    if (bytes != nullptr) size = wanted;
  }
  ~Buffer() { std::free(bytes); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  std::span<uint8_t> span() const { return {bytes, size}; }
  uint8_t* bytes;
  size_t size = 0;
};

/// The size that a compressed term declares, if it may be true; else 0. `bytes` follow the tag.
uint32_t inflated_size(std::span<const uint8_t> bytes) {
  constexpr uint64_t kMostInflation = 1032;  // deflate cannot do better
  constexpr uint32_t kBelieved = 32 << 20;
  if (bytes.size() < kInflatedSizeBytes) return 0;
  uint32_t size = 0;
  for (size_t i = 0; i < kInflatedSizeBytes; ++i) size = size << 8 | bytes[i];
  const std::span<const uint8_t> input = bytes.subspan(kInflatedSizeBytes);
  if (size > (input.size() + 1) * kMostInflation || size > INT32_MAX) return 0;
  if (size <= kBelieved) return size;
  uint8_t chunk[4096];
  size_t used;
  return inflate_all(input, chunk, false, &used) == size ? size : 0;
}

}  // namespace

struct ExternalReader::State {
  const char* error = nullptr;
  std::optional<Buffer> inflated;
  std::optional<Decoder> decoder;
  size_t size = 0;  ///< of the input
  size_t used = 0;  ///< of it, if it is compressed
};

ExternalReader::ExternalReader(std::span<const uint8_t> bytes, Heap& heap, ExportFunMaker* exports,
                               AtomPolicy atoms)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.size = bytes.size();
  if (bytes.size() < 2 || bytes[0] != kExternalVersion) {
    state.error = bytes.size() < 2 ? "the term is cut short" : "the term has an unknown version";
    return;
  }
  if (bytes[1] != kCompressed) {
    state.decoder.emplace(bytes.subspan(1), heap, exports, atoms);
    return;
  }
  const Buffer& inflated = state.inflated.emplace(inflated_size(bytes.subspan(2)));
  size_t end = 0;
  if (inflated.size == 0 || inflate_all(bytes.subspan(2 + kInflatedSizeBytes), inflated.span(),
                                        true, &end) != inflated.size) {
    state.error = "the compressed term is damaged";
    return;
  }
  state.used = 2 + kInflatedSizeBytes + end;
  state.decoder.emplace(inflated.span(), heap, exports, atoms);
}

ExternalReader::~ExternalReader() = default;

bool ExternalReader::run(uint64_t bytes) {
  return state_->error != nullptr || state_->decoder->run(bytes);
}

Term ExternalReader::term() const {
  return state_->error != nullptr ? Term::non_value() : state_->decoder->term();
}

const char* ExternalReader::error() const {
  return state_->error != nullptr ? state_->error : state_->decoder->error();
}

size_t ExternalReader::used() const {
  return state_->inflated ? state_->used : state_->size - state_->decoder->left();
}

Term decode_external(std::span<const uint8_t> bytes, Heap& heap, const char** error,
                     ExportFunMaker* exports, size_t* used, AtomPolicy atoms) {
  ExternalReader reader(bytes, heap, exports, atoms);
  reader.run(UINT64_MAX);
  *error = reader.error();
  if (*error == nullptr && used != nullptr) *used = reader.used();
  return reader.term();
}

}  // namespace linac
