// SPDX-License-Identifier: Apache-2.0
//
// erlang: crc32, adler32 and md5, over I/O lists and in pieces. Binaries may be long, so that the
// work costs reductions by the byte.
#include <zlib.h>

#include <vector>

#include "bifs/argument.h"
#include "bifs/digest.h"
#include "bifs/tables.h"
#include "runtime/iolist.h"
#include "runtime/reductions.h"
#include "term/bitstring.h"

namespace linac {

namespace {

// As in OTP.
constexpr int64_t kBytesPerReduction = 64;

constexpr int64_t kMaxChecksum = 0xffffffff;

/// The bytes of an I/O list, whose reductions are taken; nothing if `term` is none.
std::optional<std::vector<uint8_t>> read_data(Context& context, Term term) {
  std::vector<uint8_t> bytes;
  if (!term.is_list() && !term.is_bitstring()) return std::nullopt;
  if (!append_iolist(term, bytes)) return std::nullopt;
  use_reductions(context, static_cast<int64_t>(bytes.size()) / kBytesPerReduction);
  return bytes;
}

using Checksum = uLong (*)(uLong, const Bytef*, z_size_t);

template <Checksum kChecksum>
Term checksum(Context& context, uLong start, Term data) {
  const auto bytes = read_data(context, data);
  if (!bytes) return context.badarg();
  if (bytes->empty()) return Term::small(static_cast<int64_t>(start));
  return Term::small(static_cast<int64_t>(kChecksum(start, bytes->data(), bytes->size())));
}

template <Checksum kChecksum, uLong kStart>
Term checksum_1(Context& context, const Term* arguments) {
  return checksum<kChecksum>(context, kStart, arguments[0]);
}

template <Checksum kChecksum>
Term checksum_2(Context& context, const Term* arguments) {
  const auto start = read_integer(arguments[0], 0, kMaxChecksum);
  if (!start) return context.badarg();
  return checksum<kChecksum>(context, static_cast<uLong>(*start), arguments[1]);
}

/// zlib takes lengths of 31 bits; longer ones are taken in steps, as if of no content.
uLong combine_crc32(uLong first, uLong second, int64_t length) {
  constexpr int64_t kStep = 0x7fffffff;
  for (; length > kStep; length -= kStep) {
    first = crc32_combine(first, 0, static_cast<z_off_t>(kStep));
  }
  return crc32_combine(first, second, static_cast<z_off_t>(length));
}

/// Only the length's remainder by the base of Adler-32 counts.
uLong combine_adler32(uLong first, uLong second, int64_t length) {
  constexpr int64_t kBase = 65521;
  if (length == 0) return first;
  return adler32_combine(first, second, static_cast<z_off_t>(length % kBase));
}

template <uLong (*kCombine)(uLong, uLong, int64_t)>
Term combine_3(Context& context, const Term* arguments) {
  const auto first = read_integer(arguments[0], 0, kMaxChecksum);
  const auto second = read_integer(arguments[1], 0, kMaxChecksum);
  const auto length = read_integer(arguments[2], 0, kMaxChecksum);
  if (!first || !second || !length) return context.badarg();
  return Term::small(static_cast<int64_t>(
      kCombine(static_cast<uLong>(*first), static_cast<uLong>(*second), *length)));
}

// --- md5

Term binary_term(Context& context, const std::vector<uint8_t>& bytes) {
  return make_binary(context.heap, bytes.data(), bytes.size());
}

Term md5_1(Context& context, const Term* arguments) {
  const auto bytes = read_data(context, arguments[0]);
  if (!bytes) return context.badarg();
  Digest digest(*find_digest_type("md5"));
  digest.add(*bytes);
  return binary_term(context, digest.finish());
}

Term md5_init(Context& context, const Term*) {
  return binary_term(context, Md5State::save(Digest(*find_digest_type("md5"))));
}

/// The state that md5_init/0 or md5_update/2 has returned.
std::optional<Digest> read_state(Term term) {
  const auto bytes = read_binary(term);
  if (!bytes) return std::nullopt;
  return Md5State::restore({reinterpret_cast<const uint8_t*>(bytes->data()), bytes->size()});
}

Term md5_update(Context& context, const Term* arguments) {
  std::optional<Digest> state = read_state(arguments[0]);
  if (!state) return context.badarg();
  const auto bytes = read_data(context, arguments[1]);
  if (!bytes) return context.badarg();
  state->add(*bytes);
  return binary_term(context, Md5State::save(*state));
}

Term md5_final(Context& context, const Term* arguments) {
  std::optional<Digest> state = read_state(arguments[0]);
  return state ? binary_term(context, state->finish()) : context.badarg();
}

constexpr Bif kTable[] = {
    {"erlang", "crc32", 1, checksum_1<crc32_z, 0>},
    {"erlang", "crc32", 2, checksum_2<crc32_z>},
    {"erlang", "crc32_combine", 3, combine_3<combine_crc32>},
    {"erlang", "adler32", 1, checksum_1<adler32_z, 1>},
    {"erlang", "adler32", 2, checksum_2<adler32_z>},
    {"erlang", "adler32_combine", 3, combine_3<combine_adler32>},
    {"erlang", "md5", 1, md5_1},
    {"erlang", "md5_init", 0, md5_init},
    {"erlang", "md5_update", 2, md5_update},
    {"erlang", "md5_final", 1, md5_final},
};

}  // namespace

constinit const BifTable kErlangChecksumBifs = kTable;

}  // namespace linac
