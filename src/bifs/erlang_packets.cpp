// SPDX-License-Identifier: Apache-2.0
//
// erlang:decode_packet/3.
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/packet.h"
#include "runtime/packet_terms.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"

namespace linac {

namespace {

std::optional<PacketType> read_packet_type(Term term) {
  struct Name {
    const char* text;
    PacketType type;
  };
  static constexpr Name kNames[] = {{"raw", PacketType::kRaw},
                                    {"asn1", PacketType::kAsn1},
                                    {"sunrm", PacketType::kSunRm},
                                    {"cdr", PacketType::kCdr},
                                    {"fcgi", PacketType::kFcgi},
                                    {"line", PacketType::kLine},
                                    {"tpkt", PacketType::kTpkt},
                                    {"http", PacketType::kHttp},
                                    {"httph", PacketType::kHttph},
                                    {"http_bin", PacketType::kHttpBin},
                                    {"httph_bin", PacketType::kHttphBin},
                                    {"ssl_tls", PacketType::kSslTls}};
  if (term.is_atom()) {
    for (const Name& name : kNames) {
      if (atom_text(term) == name.text) return name.type;
    }
    return std::nullopt;
  }
  if (!term.is_small()) return std::nullopt;
  switch (term.small_value()) {
    case 0:
      return PacketType::kRaw;
    case 1:
      return PacketType::k1;
    case 2:
      return PacketType::k2;
    case 4:
      return PacketType::k4;
    default:
      return std::nullopt;
  }
}

bool read_option(Term option, PacketType type, PacketOptions& options) {
  static const Term kPacketSize = intern("packet_size");
  static const Term kLineLength = intern("line_length");
  static const Term kLineDelimiter = intern("line_delimiter");
  if (!option.is_tuple() || tuple_arity(option) != 2) return false;
  const Term name = tuple_element(option, 0);
  const auto value = read_integer(tuple_element(option, 1), 0, UINT32_MAX);
  if (!value) return false;
  if (name == kPacketSize) {
    options.packet_size = static_cast<uint32_t>(*value);
  } else if (name == kLineLength) {
    options.line_length = static_cast<uint32_t>(*value);
  } else if (name == kLineDelimiter && type == PacketType::kLine && *value <= UINT8_MAX) {
    options.delimiter = static_cast<uint8_t>(*value);
  } else {
    return false;
  }
  return true;
}

Term decode_packet(Context& context, const Term* arguments) {
  static const Term kBadOption = intern("badopt");
  static const Term kMore = intern("more");
  static const Term kInvalid = intern("invalid");
  const std::optional<PacketType> type = read_packet_type(arguments[0]);
  if (!type) return context.badarg(kBadOption);
  const Term bits = arguments[1];
  if (!bits.is_bitstring()) return context.badarg();
  PacketOptions options;
  Term list = arguments[2];
  for (; list.is_cons(); list = tail(list)) {
    if (!read_option(head(list), *type, options)) return context.badarg();
  }
  if (!list.is_nil()) return context.badarg();

  Heap& heap = context.heap;
  const BitsView view = bits_of(bits);
  const size_t size = view.whole_bytes();
  std::vector<uint8_t> copy;
  std::span<const uint8_t> bytes(view.bytes, size);
  if (!view.is_aligned()) {
    for (size_t i = 0; i < size; ++i) copy.push_back(view.byte(i));
    bytes = copy;
  }
  const int64_t length = packet_length(*type, bytes, options, false);
  if (length == kPacketInvalid) return heap.tuple(atoms::kError, kInvalid);
  if (length == kPacketUnknown) return heap.tuple(kMore, atoms::kUndefined);
  if (static_cast<uint64_t>(length) > size) return heap.tuple(kMore, Term::small(length));
  const auto packet = bytes.first(static_cast<size_t>(length));
  bool in_headers = false;
  Term decoded = packet_term(heap, *type, packet, in_headers);
  if (decoded.is_non_value()) {
    const auto body = packet_body(*type, packet);
    decoded = sub_bits(heap, bits, 8 * static_cast<uint64_t>(body.data() - bytes.data()),
                       8 * uint64_t{body.size()});
  }
  const uint64_t used = 8 * static_cast<uint64_t>(length);
  return heap.tuple(atoms::kOk, decoded, sub_bits(heap, bits, used, view.bit_size - used));
}

constexpr Bif kTable[] = {
    {"erlang", "decode_packet", 3, decode_packet},
};

}  // namespace

constinit const BifTable kErlangPacketBifs = kTable;

}  // namespace linac
