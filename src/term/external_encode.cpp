// SPDX-License-Identifier: Apache-2.0
//
// The external term format's encoder: one walk with a stack of what is still to write, once to
// count bytes and once to write them.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "term/atom.h"
#include "term/bitstring.h"
#include "term/compare.h"
#include "term/external.h"
#include "term/external_tags.h"
#include "term/fun_identity.h"
#include "term/layout.h"
#include "term/map.h"
#include "term/utf8.h"
#include "term/work_stack.h"

namespace linac {

namespace {

/// Where bytes go: nowhere, but counted; or to memory.
class CountingSink {
 public:
  void byte(uint8_t) { ++size_; }
  void number(uint64_t, uint32_t bytes) { size_ += bytes; }
  void bytes(const void*, size_t count) { size_ += count; }
  void bits(const BitsView& view) { size_ += (view.bit_size + 7) / 8; }
  void patch(uint64_t, uint32_t) {}
  uint64_t size() const { return size_; }

 private:
  uint64_t size_ = 0;
};

class MemorySink {
 public:
  explicit MemorySink(uint8_t* to) : start_(to), to_(to) {}
  void byte(uint8_t value) { *to_++ = value; }
  /// Big-endian.
  void number(uint64_t value, uint32_t bytes) {
    for (uint32_t i = bytes; i-- > 0;) *to_++ = static_cast<uint8_t>(value >> (i * 8));
  }
  void bytes(const void* from, size_t count) {
    if (count != 0) std::memcpy(to_, from, count);
    to_ += count;
  }
  /// Whole bytes, and the rest at the top of one more.
  void bits(const BitsView& view) {
    const size_t whole = view.whole_bytes();
    if (view.is_aligned()) {
      bytes(view.bytes, whole);
    } else {
      for (size_t i = 0; i < whole; ++i) byte(view.byte(i));
    }
    if (!view.is_binary()) {
      byte(static_cast<uint8_t>(view.trailing_bits() << (8 - view.bit_size % 8)));
    }
  }
  /// Writes four bytes again.
  void patch(uint64_t offset, uint32_t value) { MemorySink(start_ + offset).number(value, 4); }
  uint64_t size() const { return static_cast<uint64_t>(to_ - start_); }

 private:
  uint8_t* start_;
  uint8_t* to_;
};

/// The text of an atom in Latin-1; nothing if it has other characters.
std::optional<std::string> latin1_text(std::string_view utf8) {
  std::string latin1;
  auto at = reinterpret_cast<const uint8_t*>(utf8.data());
  const uint8_t* const end = at + utf8.size();
  while (at != end) {
    uint32_t c = 0;
    at += decode_utf8(at, end, &c);
    if (c > 255) return std::nullopt;
    latin1.push_back(static_cast<char>(c));
  }
  return latin1;
}

/// A binary outside the heap, of which a list of parts can hold a reference.
bool is_shareable(Term bitstring, const BitsView& view) {
  if (!view.is_aligned() || view.whole_bytes() <= kMaxHeapBinary) return false;
  const Kind kind = kind_of(bitstring);
  if (kind == Kind::kSubBinary) return kind_of(Term(bitstring.address()[3])) == Kind::kRefcBinary;
  return kind == Kind::kRefcBinary;
}

template <typename Sink>
class Encoder {
 public:
  Encoder(Sink& sink, const ExternalOptions& options, std::vector<ExternalPart>* shared)
      : sink_(sink), options_(options), shared_(shared) {}

  void begin(Term term) {
    sink_.byte(kExternalVersion);
    visit(term);
  }
  /// Takes so many steps more; true when there is no more to do.
  bool run(uint64_t steps) {
    for (; !pending_.empty(); --steps) {
      if (steps == 0) return false;
      step();
    }
    return true;
  }
  /// Whether the format has a form for all that there was.
  bool is_writable() const { return writable_; }

 private:
  struct Pending {
    enum class What : uint8_t {
      kTerms,     ///< `count` terms from `at`
      kPairs,     ///< `count` keys from `at`, values from `other`
      kChildren,  ///< of a node of a large map, from the last one before `at` to the first
      kCells,     ///< the list whose cell is at `at`, and what ends it
      kFunSize,   ///< the size of a fun, now that it is known, at byte `offset`
    };
    What what;
    uint32_t count;
    const Word* at;
    const Word* other;
    uint64_t offset = 0;
    uint64_t shared_bytes = 0;  ///< of parts before that byte
  };
  using What = typename Pending::What;

  void later(const Word* at, uint32_t count) {
    if (count != 0) pending_.push({What::kTerms, count, at, nullptr});
  }

  void step() {
    Pending& top = pending_.top();
    switch (top.what) {
      case What::kTerms: {
        const Term term(*top.at++);
        if (--top.count == 0) pending_.pop();
        return visit(term);
      }
      case What::kPairs: {
        const Term key(*top.at++);
        const Word* const value = top.other++;
        if (--top.count == 0) pending_.pop();
        later(value, 1);
        return visit(key);
      }
      case What::kChildren: {
        const Term child(*--top.at);
        if (--top.count == 0) pending_.pop();
        if (!child.is_cons()) return visit_node(child);
        later(child.address() + 1, 1);
        return visit(head(child));
      }
      case What::kCells: {
        const Word* const cell = top.at;
        const Term rest(cell[1]);
        if (rest.is_cons()) {
          top.at = rest.address();
        } else {
          pending_.pop();
          later(cell + 1, 1);
        }
        return visit(Term(cell[0]));
      }
      case What::kFunSize: {
        const uint64_t size = sink_.size() - top.offset + shared_bytes_ - top.shared_bytes;
        sink_.patch(top.offset, static_cast<uint32_t>(size));
        return pending_.pop();
      }
    }
  }

  void visit(Term term) {
    switch (term.tag()) {
      case Tag::kSmallPositive:
      case Tag::kSmallNegative:
        return visit_small(term.small_value());
      case Tag::kBigInteger:
        return visit_magnitude(big_magnitude(term), big_limbs(term), big_is_negative(term));
      case Tag::kFloatLow:
      case Tag::kFloatHigh:
        return visit_float(float_value(term));
      case Tag::kAtom:
        return visit_atom(term);
      case Tag::kCons:
        return visit_list(term);
      case Tag::kTuple:
        return visit_tuple(term);
      case Tag::kMap:
        return visit_map(term);
      case Tag::kBitstring:
        return visit_bits(term);
      case Tag::kFun:
        return visit_fun(term);
      case Tag::kBoxed:
        return visit_boxed(term);
      default:
        if (term.is_local_pid()) return visit_pid(term);
        if (term.is_local_port()) return visit_port(atoms::kNodeNoHost, 0, term.special_number());
        return sink_.byte(kNil);
    }
  }

  void visit_small(int64_t value) {
    if (value >= 0 && value <= 255) {
      sink_.byte(kSmallInteger);
      return sink_.byte(static_cast<uint8_t>(value));
    }
    if (value == static_cast<int32_t>(value)) {
      sink_.byte(kInteger);
      return sink_.number(static_cast<uint64_t>(value), 4);
    }
    const Word magnitude = value < 0 ? 0 - static_cast<Word>(value) : static_cast<Word>(value);
    visit_magnitude(&magnitude, 1, value < 0);
  }

  void visit_magnitude(const Word* limbs, uint32_t count, bool negative) {
    const auto high_zeros = static_cast<uint32_t>(__builtin_clzll(limbs[count - 1])) / 8;
    const uint32_t size = count * 8 - high_zeros;
    sink_.byte(size < 256 ? kSmallBig : kLargeBig);
    sink_.number(size, size < 256 ? 1 : 4);
    sink_.byte(negative ? 1 : 0);
    for (uint32_t i = 0; i < size; ++i) {
      sink_.byte(static_cast<uint8_t>(limbs[i / 8] >> (i % 8 * 8)));
    }
  }

  void visit_float(double value) {
    if (!options_.float_text) {
      sink_.byte(kNewFloat);
      return sink_.number(__builtin_bit_cast(uint64_t, value), 8);
    }
    char text[kFloatTextBytes + 1] = {};
    std::snprintf(text, sizeof text, "%.20e", value);
    sink_.byte(kFloat);
    sink_.bytes(text, kFloatTextBytes);
  }

  void visit_atom(Term atom) {
    const std::string_view text = atom_text(atom);
    const std::optional<std::string> latin1 =
        options_.utf8_atoms ? std::nullopt : latin1_text(text);
    if (latin1) {
      sink_.byte(kAtom);
      sink_.number(latin1->size(), 2);
      return sink_.bytes(latin1->data(), latin1->size());
    }
    const bool small = text.size() <= 255;
    sink_.byte(small ? kSmallAtomUtf8 : kAtomUtf8);
    sink_.number(text.size(), small ? 1 : 2);
    sink_.bytes(text.data(), text.size());
  }

  void visit_list(Term list) {
    constexpr uint32_t kMaxString = 0xffff;
    uint32_t length = 0;
    bool all_bytes = true;
    Term rest = list;
    for (; rest.is_cons(); rest = tail(rest), ++length) {
      const Term element = head(rest);
      all_bytes = all_bytes && element.is_small() && (element.small_value() & ~int64_t{255}) == 0;
    }
    if (all_bytes && rest.is_nil() && length <= kMaxString) {
      sink_.byte(kString);
      sink_.number(length, 2);
      for (; list.is_cons(); list = tail(list)) {
        sink_.byte(static_cast<uint8_t>(head(list).small_value()));
      }
      return;
    }
    sink_.byte(kList);
    sink_.number(length, 4);
    pending_.push({What::kCells, 0, list.address(), nullptr});
  }

  void visit_tuple(Term tuple) {
    const uint32_t arity = tuple_arity(tuple);
    sink_.byte(arity <= 255 ? kSmallTuple : kLargeTuple);
    sink_.number(arity, arity <= 255 ? 1 : 4);
    later(tuple.address() + 1, arity);
  }

  void visit_map(Term map) {
    const uint32_t size = map_size(map);
    sink_.byte(kMap);
    sink_.number(size, 4);
    if (size == 0) return;
    if (!is_flat_map(map)) return options_.deterministic ? visit_sorted(map) : visit_node(map);
    const Word* const keys = flat_map_keys(map).address() + 1;
    pending_.push({What::kPairs, size, keys, map.address() + 2});
  }

  void visit_node(Term node) {
    const auto children = map_children(node);
    const auto count = static_cast<uint32_t>(children.size());
    pending_.push({What::kChildren, count, children.data() + count, nullptr});
  }

  void visit_sorted(Term map) {
    struct Pair {
      Word key;
      Word value;
    };
    static_assert(sizeof(Pair) == 2 * sizeof(Word));
    std::vector<Pair> pairs;
    for (MapIterator pair(map); pair; ++pair) {
      pairs.push_back({pair.key().bits(), pair.value().bits()});
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
      return compare_keys(Term(a.key), Term(b.key)) < 0;
    });
    std::vector<Word>& words = sorted_.emplace_back(pairs.size() * 2);
    std::memcpy(words.data(), pairs.data(), words.size() * sizeof(Word));
    later(words.data(), static_cast<uint32_t>(words.size()));
  }

  void visit_bits(Term bitstring) {
    BitsView view = bits_of(bitstring);
    const uint64_t size = (view.bit_size + 7) / 8;
    sink_.byte(view.is_binary() ? kBinary : kBitBinary);
    sink_.number(size, 4);
    if (!view.is_binary()) sink_.byte(static_cast<uint8_t>(view.bit_size % 8));
    if (shared_ != nullptr && is_shareable(bitstring, view)) {
      shared_->push_back({sink_.size(), bitstring});
      shared_bytes_ += view.whole_bytes();
      view.bytes += view.whole_bytes();
      view.bit_size %= 8;
    }
    sink_.bits(view);
  }

  void visit_fun(Term fun) {
    const FunIdentity& identity = fun_identity(fun);
    if (fun_is_external(fun)) {
      sink_.byte(kExport);
      visit_atom(identity.module);
      visit_atom(identity.function);
      return visit_small(identity.arity);
    }
    sink_.byte(kNewFun);
    pending_.push({What::kFunSize, 0, nullptr, nullptr, sink_.size(), shared_bytes_});
    sink_.number(0, 4);
    sink_.byte(static_cast<uint8_t>(identity.arity));
    // A module's checksum in OTP; nothing reads it.
    for (int i = 0; i < 4; ++i) sink_.number(identity.uniq, 4);
    sink_.number(identity.index, 4);
    sink_.number(fun_num_free(fun), 4);
    visit_atom(identity.module);
    visit_fun_number(identity.index);
    visit_fun_number(identity.uniq);
    later(fun.address() + kFunEnvironmentOffset, fun_num_free(fun));
    visit(Term(fun.address()[kFunCreatorOffset]));
  }

  void visit_fun_number(uint32_t number) {
    constexpr uint32_t kMostBytes = 5;
    if (options_.estimate) return sink_.number(0, kMostBytes);
    visit_small(number);
  }

  void visit_node_name(Term node, uint32_t creation) {
    visit_atom(node);
    sink_.number(creation, 4);
  }

  void visit_pid(Term pid) {
    const uint64_t number = pid.special_number();
    sink_.byte(kNewPid);
    visit_atom(atoms::kNodeNoHost);
    sink_.number(number & ((1u << kPidNumberBits) - 1), 4);
    sink_.number(number >> kPidNumberBits, 4);
    sink_.number(0, 4);
  }

  void visit_port(Term node, uint32_t creation, uint64_t number) {
    constexpr uint64_t kMaxShort = (1 << 28) - 1;
    sink_.byte(number > kMaxShort ? kV4Port : kNewPort);
    visit_atom(node);
    sink_.number(number, number > kMaxShort ? 8 : 4);
    sink_.number(creation, 4);
  }

  void visit_boxed(Term boxed) {
    const Word* const at = boxed.address();
    switch (header_kind(at[0])) {
      case Kind::kFloat:
        return visit_float(float_value(boxed));
      case Kind::kReference: {
        const uint64_t numbers[] = {at[1] & 0xffffffff, at[1] >> 32, at[2] & 0xffffffff};
        return visit_reference(atoms::kNodeNoHost, 0, numbers, 3);
      }
      case Kind::kExternal:
        return visit_external(at);
      default:
        writable_ = false;  // a native record
    }
  }

  void visit_reference(Term node, uint32_t creation, const uint64_t* numbers, uint32_t count) {
    sink_.byte(kNewerReference);
    sink_.number(count, 2);
    visit_node_name(node, creation);
    for (uint32_t i = 0; i < count; ++i) sink_.number(numbers[i], 4);
  }

  void visit_external(const Word* at) {
    const Term node(at[kExternalNodeOffset]);
    const auto creation = static_cast<uint32_t>(at[kExternalCreationOffset]);
    const Word* const numbers = at + kExternalNumbersOffset;
    switch (static_cast<ExternalType>(header_aux(at[0]))) {
      case ExternalType::kPid:
        sink_.byte(kNewPid);
        visit_atom(node);
        sink_.number(numbers[1], 4);
        sink_.number(numbers[0], 4);
        return sink_.number(creation, 4);
      case ExternalType::kPort:
        return visit_port(node, creation, numbers[0] << 32 | numbers[1]);
      case ExternalType::kReference: {
        const uint32_t count = header_size(at[0]) + 1 - kExternalNumbersOffset;
        return visit_reference(node, creation, numbers, count);
      }
    }
  }

  Sink& sink_;
  const ExternalOptions& options_;
  std::vector<ExternalPart>* shared_;
  uint64_t shared_bytes_ = 0;
  bool writable_ = true;
  WorkStack<Pending> pending_;
  std::vector<std::vector<Word>> sorted_;  ///< keys and values of large maps, kept to the end
};

}  // namespace

struct ExternalWriter::State {
  State(Term written, const ExternalOptions& write_options, std::vector<ExternalPart>* parts)
      : term(written),
        options(write_options),
        counter(counting, options, parts != nullptr ? &counted_parts : nullptr),
        writer(writing, options, parts) {}

  Term term;
  ExternalOptions options;
  CountingSink counting;
  std::vector<ExternalPart> counted_parts;
  Encoder<CountingSink> counter;
  MemorySink writing{nullptr};
  Encoder<MemorySink> writer;
};

ExternalWriter::ExternalWriter(Term term, const ExternalOptions& options,
                               std::vector<ExternalPart>* parts)
    : state_(std::make_unique<State>(term, options, parts)) {
  state_->counter.begin(term);
}

ExternalWriter::~ExternalWriter() = default;

bool ExternalWriter::measure(uint64_t steps) { return state_->counter.run(steps); }

uint64_t ExternalWriter::size() const {
  return state_->counter.is_writable() ? state_->counting.size() : 0;
}

void ExternalWriter::begin(uint8_t* to) {
  state_->writing = MemorySink(to);
  state_->writer.begin(state_->term);
}

bool ExternalWriter::write(uint64_t steps) { return state_->writer.run(steps); }

uint64_t external_size(Term term, const ExternalOptions& options) {
  ExternalWriter writer(term, options);
  writer.measure(UINT64_MAX);
  return writer.size();
}

void encode_external(Term term, const ExternalOptions& options, uint8_t* to) {
  ExternalWriter writer(term, options);
  writer.begin(to);
  writer.write(UINT64_MAX);
}

}  // namespace linac
