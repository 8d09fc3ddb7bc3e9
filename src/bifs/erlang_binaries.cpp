// SPDX-License-Identifier: Apache-2.0
//
// erlang: binaries and bitstrings to lists and back, and their parts.
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/iolist.h"
#include "term/bitstring.h"
#include "term/layout.h"

namespace linac {

namespace {

/// Bytes `first` to `end` (exclusive) as a list before `rest`.
Term byte_list(Heap& heap, const BitsView& view, size_t first, size_t end, Term rest) {
  if (first == end) return rest;
  Word* at = heap.allocate(static_cast<uint32_t>(2 * (end - first)));
  for (size_t i = end; i-- > first; at += 2) rest = make_cons(at, Term::small(view.byte(i)), rest);
  return rest;
}

Term binary_to_list_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_bitstring()) return context.badarg();
  const BitsView view = bits_of(arguments[0]);
  if (!view.is_binary()) return context.badarg();
  return byte_list(context.heap, view, 0, view.whole_bytes(), Term::nil());
}

Term binary_to_list_3(Context& context, const Term* arguments) {
  if (!arguments[0].is_bitstring()) return context.badarg();
  const BitsView view = bits_of(arguments[0]);
  const auto size = static_cast<int64_t>(view.whole_bytes());
  const std::optional<int64_t> last = read_integer(arguments[2], 1, size);
  if (!last) return context.badarg();
  const std::optional<int64_t> first = read_integer(arguments[1], 1, *last);
  if (!first) return context.badarg();
  return byte_list(context.heap, view, static_cast<size_t>(*first - 1), static_cast<size_t>(*last),
                   Term::nil());
}

Term bitstring_to_list(Context& context, const Term* arguments) {
  const Term bitstring = arguments[0];
  if (!bitstring.is_bitstring()) return context.badarg();
  const BitsView view = bits_of(bitstring);
  Term rest = Term::nil();
  if (!view.is_binary()) {
    const uint64_t whole_bits = static_cast<uint64_t>(view.whole_bytes()) * 8;
    const Term last = sub_bits(context.heap, bitstring, whole_bits, view.bit_size - whole_bits);
    rest = context.heap.cons(last, rest);
  }
  return byte_list(context.heap, view, 0, view.whole_bytes(), rest);
}

Term bytes_of_iolist(Context& context, Term term) {
  std::vector<uint8_t> bytes;
  if (!append_iolist(term, bytes)) return context.badarg();
  return make_binary(context.heap, bytes.data(), bytes.size());
}

Term list_to_binary(Context& context, const Term* arguments) {
  if (!arguments[0].is_list()) return context.badarg();
  return bytes_of_iolist(context, arguments[0]);
}

Term iolist_to_binary(Context& context, const Term* arguments) {
  const Term term = arguments[0];
  if (!term.is_bitstring()) return bytes_of_iolist(context, term);
  return bits_of(term).is_binary() ? term : context.badarg();
}

Term iolist_to_iovec(Context& context, const Term* arguments) {
  const Term binary = iolist_to_binary(context, arguments);
  if (!binary) return binary;
  if (bits_of(binary).bit_size == 0) return Term::nil();
  return context.heap.cons(binary, Term::nil());
}

Term iolist_size_1(Context& context, const Term* arguments) {
  const std::optional<uint64_t> size = iolist_size(arguments[0]);
  return size ? context.heap.unsigned_integer(*size) : context.badarg();
}

Term list_to_bitstring(Context& context, const Term* arguments) {
  if (!arguments[0].is_list()) return context.badarg();
  const Term bitstring = bitlist_to_bitstring(context.heap, arguments[0]);
  return bitstring ? bitstring : context.badarg();
}

Term split_binary(Context& context, const Term* arguments) {
  const Term binary = arguments[0];
  if (!binary.is_bitstring()) return context.badarg();
  const uint64_t bit_size = bits_of(binary).bit_size;
  const std::optional<int64_t> bytes =
      read_integer(arguments[1], 0, static_cast<int64_t>(bit_size / 8));
  if (!bytes) return context.badarg();
  const uint64_t first_bits = static_cast<uint64_t>(*bytes) * 8;
  const Term first = sub_bits(context.heap, binary, 0, first_bits);
  const Term second = sub_bits(context.heap, binary, first_bits, bit_size - first_bits);
  return context.heap.tuple(first, second);
}

constexpr Bif kTable[] = {
    {"erlang", "binary_to_list", 1, binary_to_list_1},
    {"erlang", "binary_to_list", 3, binary_to_list_3},
    {"erlang", "bitstring_to_list", 1, bitstring_to_list},
    {"erlang", "list_to_binary", 1, list_to_binary},
    {"erlang", "iolist_to_binary", 1, iolist_to_binary},
    {"erlang", "iolist_to_iovec", 1, iolist_to_iovec},
    {"erlang", "iolist_size", 1, iolist_size_1},
    {"erlang", "list_to_bitstring", 1, list_to_bitstring},
    {"erlang", "split_binary", 2, split_binary},
    {"binary", "list_to_bin", 1, list_to_binary},
};

}  // namespace

constinit const BifTable kErlangBinaryBifs = kTable;

}  // namespace linac
