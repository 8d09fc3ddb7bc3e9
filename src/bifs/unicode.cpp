// SPDX-License-Identifier: Apache-2.0
//
// Module `unicode`: character data, that is lists of code points, binaries and such lists, from
// Latin-1 or UTF-8 to code points. Other encodings are done by OTP's own Erlang code around these.
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "term/utf8.h"
#include "vm_state.h"

namespace linac {

namespace {

enum class Result { kDone, kError, kIncomplete, kBadarg };

/// Reads character data into UTF-8. A sequence may be split between two binaries.
class Reader {
 public:
  Reader(Heap& heap, bool latin1) : heap_(heap), latin1_(latin1) {}

  Result read(Term data) {
    for (;;) {
      const Result result = data.is_cons() ? cons(data) : leaf(data);
      if (result == Result::kError) wrap_rest();
      if (result != Result::kDone) return result;
      if (next_) {
        data = next_;
        next_ = Term::non_value();
        continue;
      }
      if (pending_.empty()) break;
      data = pending_.back();
      pending_.pop_back();
    }
    if (left_.empty()) return Result::kDone;
    rest_ = make_binary(heap_, left_.data(), left_.size());
    return Result::kIncomplete;
  }

  const std::string& text() const { return text_; }
  /// What could not be read.
  Term rest() const { return rest_; }

 private:
  static bool is_data(Term term) { return term.is_list() || term.is_bitstring(); }

  Result cons(Term data) {
    const Term first = head(data);
    if (!is_data(tail(data))) return Result::kBadarg;
    if (first.is_integer()) {
      const std::optional<int64_t> character = read_integer(first, 0, latin1_ ? 255 : 0x10ffff);
      const bool valid = character && (*character < 0xd800 || *character > 0xdfff);
      if (!valid || !left_.empty()) return fail(data);
      append_utf8(text_, static_cast<uint32_t>(*character));
      next_ = tail(data);
      return Result::kDone;
    }
    if (!is_data(first)) return Result::kBadarg;
    pending_.push_back(tail(data));
    next_ = first;
    return Result::kDone;
  }

  Result leaf(Term data) {
    if (data.is_nil()) return Result::kDone;
    if (!data.is_bitstring() || !bits_of(data).is_binary()) return Result::kBadarg;
    const std::string bytes = *read_binary(data);
    if (!latin1_) return utf8(data, bytes);
    for (const char byte : bytes) append_utf8(text_, static_cast<uint8_t>(byte));
    return Result::kDone;
  }

  Result utf8(Term binary, const std::string& bytes) {
    const std::string all = left_ + bytes;
    const size_t carried = left_.size();
    const auto* first = reinterpret_cast<const uint8_t*>(all.data());
    const uint8_t* end = first + all.size();
    size_t at = 0;
    while (at < all.size()) {
      uint32_t character;
      const int length = decode_utf8(first + at, end, &character);
      if (length == 0) break;
      at += static_cast<size_t>(length);
    }
    text_.append(all, 0, at);
    left_.clear();
    if (at == all.size()) return Result::kDone;
    if (may_go_on(std::string_view(all).substr(at))) {
      left_ = all.substr(at);
      return Result::kDone;
    }
    if (at < carried) {
      left_ = all.substr(at, carried - at);
      return fail(binary);
    }
    const uint64_t skipped = (at - carried) * 8;
    return fail(sub_bits(heap_, binary, skipped, bits_of(binary).bit_size - skipped));
  }

  /// Whether a sequence is cut off: a lead byte and fewer bytes behind it than it promises. That it
  /// could still become no character is found out when it is complete.
  static bool may_go_on(std::string_view bytes) {
    const auto lead = static_cast<uint8_t>(bytes[0]);
    const size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc0 || lead > 0xf7 || bytes.size() >= length) return false;
    for (const char byte : bytes.substr(1)) {
      if ((byte & 0xc0) != 0x80) return false;
    }
    return true;
  }

  Result fail(Term rest) {
    rest_ = rest;
    return Result::kError;
  }

  /// The rest of the innermost list within what is left of those around it, behind the beginning of
  /// a sequence if there is one.
  void wrap_rest() {
    for (size_t i = pending_.size(); i-- > 0;) rest_ = heap_.cons(rest_, pending_[i]);
    if (left_.empty()) return;
    const Term left = make_binary(heap_, left_.data(), left_.size());
    rest_ = heap_.cons(left, heap_.cons(rest_, Term::nil()));
  }

  Heap& heap_;
  const bool latin1_;
  std::string text_;
  std::string left_;  // the beginning of a sequence
  Term rest_ = Term::nil();
  Term next_;
  std::vector<Term> pending_;
};

using MakeText = Term (*)(Heap& heap, std::string_view text);

Term as_binary(Heap& heap, std::string_view text) {
  return make_binary(heap, text.data(), text.size());
}

/// A list of one binary counts as the binary when a binary is wanted, as OTP's error tuples show.
template <MakeText kMakeText>
Term simplify(Term data) {
  const bool is_single = data.is_cons() && tail(data).is_nil() && head(data).is_bitstring();
  return kMakeText == as_binary && is_single ? head(data) : data;
}

/// Other encodings, and what is none, are the affair of OTP's Erlang code.
template <MakeText kMakeText>
Term decode_elsewhere(Context& context, const Term* arguments) {
  const char* name = kMakeText == as_binary ? "characters_to_binary_int" : "characters_to_list_int";
  const ExportEntry* entry = context.vm->state().exports.intern(intern("unicode"), intern(name), 2);
  if (entry == nullptr) return context.system_limit();
  const Term both[] = {arguments[0], arguments[1]};
  std::copy(std::begin(both), std::end(both), context.x);
  return trap_to(context, *entry);
}

template <MakeText kMakeText>
Term characters(Context& context, const Term* arguments) {
  static const Term kUnicodeName = intern("unicode");
  static const Term kIncomplete = intern("incomplete");
  const Term encoding = arguments[1];
  const bool latin1 = encoding == atoms::kLatin1;
  if (!latin1 && encoding != atoms::kUtf8 && encoding != kUnicodeName) {
    return decode_elsewhere<kMakeText>(context, arguments);
  }
  Reader reader(context.heap, latin1);
  const Result result = reader.read(simplify<kMakeText>(arguments[0]));
  if (result == Result::kBadarg) return context.badarg();
  const Term text = kMakeText(context.heap, reader.text());
  if (result == Result::kDone) return text;
  const Term tag = result == Result::kError ? atoms::kError : kIncomplete;
  return context.heap.tuple(tag, text, reader.rest());
}

Term bin_is_7bit(Context&, const Term* arguments) {
  const std::optional<std::string> bytes = read_binary(arguments[0]);
  if (!bytes) return atoms::kFalse;
  for (const char byte : *bytes) {
    if (static_cast<uint8_t>(byte) >= 0x80) return atoms::kFalse;
  }
  return atoms::kTrue;
}

Term printable_range(Context&, const Term*) { return atoms::kLatin1; }

Term native_name_encoding(Context&, const Term*) { return atoms::kUtf8; }

constexpr Bif kTable[] = {
    {"unicode", "characters_to_list", 2, characters<unicode_list>},
    {"unicode", "characters_to_binary", 2, characters<as_binary>},
    {"unicode", "bin_is_7bit", 1, bin_is_7bit},
    {"io", "printable_range", 0, printable_range},
    {"file", "native_name_encoding", 0, native_name_encoding},
};

}  // namespace

constinit const BifTable kUnicodeBifs = kTable;

}  // namespace linac
