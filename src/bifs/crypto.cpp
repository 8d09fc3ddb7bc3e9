// SPDX-License-Identifier: Apache-2.0
//
// What OTP's module `crypto` has in C of message digests, keyed ones and random bytes. The rest of
// it (ciphers, keys, signatures) is not there: OTP's Erlang code says so when it is called.
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "bifs/argument.h"
#include "bifs/digest.h"
#include "bifs/tables.h"
#include "memory/resource.h"
#include "runtime/iolist.h"
#include "runtime/list.h"
#include "runtime/map.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kBytesPerReduction = 64;

using Bytes = std::vector<uint8_t>;

struct HashState final : Resource {
  static constexpr ResourceType kType = ResourceType::kHash;
  explicit HashState(Digest start) : Resource(kType), digest(std::move(start)) {}
  Digest digest;
};

struct MacState final : Resource {
  static constexpr ResourceType kType = ResourceType::kMac;
  explicit MacState(Hmac start) : Resource(kType), hmac(std::move(start)) {}
  Hmac hmac;
};

/// The error that crypto.erl turns into its own: {badarg | notsup, Place, Text}, where the place
/// names a file, a line and the argument, counted from 0.
Term fail(Context& context, Term id, int argument, const char* text, int line = __builtin_LINE()) {
  static const Term kFile = intern("c_file_name");
  static const Term kLine = intern("c_file_line_num");
  static const Term kArgument = intern("c_function_arg_num");
  constexpr std::string_view kThisFile = "crypto.cpp";
  Heap& heap = context.heap;
  Term pairs[] = {kFile,     heap.string(kThisFile.data(), kThisFile.size()),
                  kLine,     Term::small(line),
                  kArgument, Term::small(argument)};
  const Term place = make_map(heap, pairs, 3);
  return context.error(
      heap.tuple(id, place, heap.string(text, std::char_traits<char>::length(text))));
}

Term bad_argument(Context& context, int argument, const char* text, int line = __builtin_LINE()) {
  return fail(context, atoms::kBadarg, argument, text, line);
}

const DigestType* read_type(Term name) {
  return name.is_atom() ? find_digest_type(atom_text(name)) : nullptr;
}

std::optional<Bytes> read_data(Context& context, Term term) {
  Bytes bytes;
  if (!term.is_list() && !term.is_bitstring()) return std::nullopt;
  if (!append_iolist(term, bytes)) return std::nullopt;
  use_reductions(context, static_cast<int64_t>(bytes.size()) / kBytesPerReduction);
  return bytes;
}

Term binary_term(Context& context, const Bytes& bytes) {
  return make_binary(context.heap, bytes.data(), bytes.size());
}

Term resource_term(Context& context, std::unique_ptr<Resource> resource) {
  const Word number = context.vm->state().scheduler.next_reference();
  return make_resource(context.heap, number, std::move(resource));
}

// --- digests

Term hash(Context& context, const Term* arguments) {
  const DigestType* type = read_type(arguments[0]);
  if (type == nullptr) return bad_argument(context, 0, "Bad digest type");
  const std::optional<Bytes> data = read_data(context, arguments[1]);
  if (!data) return bad_argument(context, 1, "Not iolist");
  Digest digest(*type);
  digest.add(*data);
  return binary_term(context, digest.finish());
}

Term hash_init(Context& context, const Term* arguments) {
  const DigestType* type = read_type(arguments[0]);
  if (type == nullptr) return bad_argument(context, 0, "Bad digest type");
  return resource_term(context, std::make_unique<HashState>(Digest(*type)));
}

/// The old state stays as it is.
Term hash_update(Context& context, const Term* arguments) {
  const auto* state = resource_of<HashState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad state");
  const std::optional<Bytes> data = read_data(context, arguments[1]);
  if (!data) return bad_argument(context, 1, "Not iolist");
  auto next = std::make_unique<HashState>(state->digest);
  next->digest.add(*data);
  return resource_term(context, std::move(next));
}

Term hash_final(Context& context, const Term* arguments) {
  const auto* state = resource_of<HashState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad state");
  Digest copy = state->digest;
  return binary_term(context, copy.finish());
}

Term hash_info(Context& context, const Term* arguments) {
  static const Term kBlockSize = intern("block_size");
  const DigestType* type = read_type(arguments[0]);
  if (type == nullptr) return context.badarg();
  auto number = [](size_t value) { return Term::small(static_cast<int64_t>(value)); };
  Term pairs[] = {atoms::kType, Term::small(type->number), atoms::kSize, number(type->size),
                  kBlockSize,   number(type->block_size)};
  return make_map(context.heap, pairs, 3);
}

// --- keyed digests

struct MacArguments {
  const DigestType* type;
  Bytes key;
};

/// Type, digest and key, as mac_nif/4 and mac_init_nif/3 have them; else an exception is set.
std::optional<MacArguments> read_mac(Context& context, const Term* arguments) {
  static const Term kHmac = intern("hmac");
  static const Term kNotsup = intern("notsup");
  std::optional<Bytes> key = read_data(context, arguments[2]);
  if (!key) {
    bad_argument(context, 2, "Bad key");
    return std::nullopt;
  }
  if (arguments[0] != kHmac) {
    const std::string_view name = arguments[0].is_atom() ? atom_text(arguments[0]) : "";
    if (name == "cmac" || name == "poly1305") {
      fail(context, kNotsup, 0, "Unsupported mac algorithm");
    } else {
      bad_argument(context, 0, "Unknown mac algorithm");
    }
    return std::nullopt;
  }
  const DigestType* type = read_type(arguments[1]);
  if (type == nullptr) {
    bad_argument(context, 1, "Bad digest algorithm for HMAC");
    return std::nullopt;
  }
  return MacArguments{type, std::move(*key)};
}

Term mac(Context& context, const Term* arguments) {
  const std::optional<Bytes> text = read_data(context, arguments[3]);
  if (!text) return bad_argument(context, 3, "Bad text");
  const std::optional<MacArguments> mac = read_mac(context, arguments);
  if (!mac) return Term::non_value();
  Hmac hmac(*mac->type, mac->key);
  hmac.add(*text);
  return binary_term(context, hmac.finish());
}

Term mac_init(Context& context, const Term* arguments) {
  const std::optional<MacArguments> mac = read_mac(context, arguments);
  if (!mac) return Term::non_value();
  return resource_term(context, std::make_unique<MacState>(Hmac(*mac->type, mac->key)));
}

/// Unlike a digest's, the state itself goes on.
Term mac_update(Context& context, const Term* arguments) {
  auto* state = resource_of<MacState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad ref");
  const std::optional<Bytes> text = read_data(context, arguments[1]);
  if (!text) return bad_argument(context, 1, "Bad text");
  state->hmac.add(*text);
  return arguments[0];
}

Term mac_final(Context& context, const Term* arguments) {
  const auto* state = resource_of<MacState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad ref");
  Hmac copy = state->hmac;
  return binary_term(context, copy.finish());
}

Term pbkdf2_hmac(Context& context, const Term* arguments) {
  constexpr int64_t kMaxSize = int64_t{1} << 28;
  const DigestType* type = read_type(arguments[0]);
  if (type == nullptr) return bad_argument(context, 0, "Bad digest type");
  const auto password = read_binary(arguments[1]);
  if (!password) return bad_argument(context, 1, "Not binary");
  const auto salt = read_binary(arguments[2]);
  if (!salt) return bad_argument(context, 2, "Not binary");
  for (int i = 3; i < 5; ++i) {
    const auto number = read_integer(arguments[i], 0, kSmallMax);
    if (!number) return bad_argument(context, i, "Not integer");
    if (*number < 1) return bad_argument(context, i, "Must be > 0");
  }
  const int64_t rounds = arguments[3].small_value();
  const int64_t size = arguments[4].small_value();
  if (size > kMaxSize) return context.system_limit();
  auto bytes_of = [](const std::string& text) {
    return std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size());
  };
  use_reductions(context, rounds);
  return binary_term(context, derive_key(*type, bytes_of(*password), bytes_of(*salt),
                                         static_cast<uint64_t>(rounds), static_cast<size_t>(size)));
}

// --- random bytes

bool fill_randomly(std::span<uint8_t> bytes) {
  constexpr size_t kMostAtOnce = 256;
  while (!bytes.empty()) {
    const size_t size = std::min(bytes.size(), kMostAtOnce);
    if (getentropy(bytes.data(), size) != 0) return false;
    bytes = bytes.subspan(size);
  }
  return true;
}

Term strong_rand_bytes(Context& context, const Term* arguments) {
  constexpr int64_t kMaxSize = 0x7fffffff;
  const auto size = read_integer(arguments[0], 0, kMaxSize);
  if (!size) return context.badarg();
  uint8_t* content;
  const Term result = make_binary_uninitialised(context.heap, static_cast<size_t>(*size), &content);
  use_reductions(context, *size / kBytesPerReduction);
  return fill_randomly({content, static_cast<size_t>(*size)}) ? result : atoms::kFalse;
}

/// A number below `range`, both as bytes from the most significant on. Numbers too large are thrown
/// again, so that all are equally likely.
Term strong_rand_range(Context& context, const Term* arguments) {
  const auto range = read_binary(arguments[0]);
  if (!range) return context.badarg();
  const std::string limit = range->substr(std::min(range->find_first_not_of('\0'), range->size()));
  if (limit.empty()) return atoms::kFalse;
  uint8_t mask = 0xff;
  while ((mask >> 1) >= static_cast<uint8_t>(limit[0])) mask >>= 1;
  std::string number(limit.size(), '\0');
  do {
    if (!fill_randomly({reinterpret_cast<uint8_t*>(number.data()), number.size()})) {
      return atoms::kFalse;
    }
    number[0] = static_cast<char>(static_cast<uint8_t>(number[0]) & mask);
  } while (number.compare(limit) >= 0);
  number.erase(0, std::min(number.find_first_not_of('\0'), number.size()));
  return make_binary(context.heap, number.data(), number.size());
}

/// The host's random numbers need no seed.
Term rand_seed(Context& context, const Term* arguments) {
  return read_binary(arguments[0]) ? atoms::kOk : context.badarg();
}

// --- other

Term exor(Context& context, const Term* arguments) {
  std::optional<Bytes> first = read_data(context, arguments[0]);
  if (!first) return bad_argument(context, 0, "Bad iolist");
  const std::optional<Bytes> second = read_data(context, arguments[1]);
  if (!second) return bad_argument(context, 1, "Bad iolist");
  if (first->size() != second->size()) return context.badarg();
  std::transform(first->begin(), first->end(), second->begin(), first->begin(),
                 [](uint8_t a, uint8_t b) { return static_cast<uint8_t>(a ^ b); });
  return binary_term(context, *first);
}

/// In a time that does not depend on where they differ.
Term hash_equals(Context& context, const Term* arguments) {
  const auto first = read_binary(arguments[0]);
  const auto second = read_binary(arguments[1]);
  if (!first || !second || first->size() != second->size()) return context.badarg();
  uint8_t difference = 0;
  for (size_t i = 0; i < first->size(); ++i) {
    difference |= static_cast<uint8_t>((*first)[i] ^ (*second)[i]);
  }
  return atoms::boolean(difference == 0);
}

Term hash_algorithms(Context& context, const Term*) {
  std::vector<Term> names;
  for (const DigestType& type : digest_types()) names.push_back(intern(type.name));
  return make_list(context.heap, names);
}

Term mac_algorithms(Context& context, const Term*) {
  return context.heap.cons(intern("hmac"), Term::nil());
}

Term no_algorithms(Context&, const Term*) { return Term::nil(); }

Term info_fips(Context&, const Term*) { return intern("not_supported"); }

Term info_lib(Context& context, const Term*) {
  constexpr std::string_view kName = "LibTomCrypt";
  constexpr std::string_view kText = "LibTomCrypt 1.18.2";
  constexpr int64_t kNumber = 0x0118;
  Heap& heap = context.heap;
  const Term name = make_binary(heap, kName.data(), kName.size());
  const Term text = make_binary(heap, kText.data(), kText.size());
  return heap.cons(heap.tuple(name, Term::small(kNumber), text), Term::nil());
}

constexpr Bif kTable[] = {
    {"crypto", "hash_nif", 2, hash},
    {"crypto", "hash_init_nif", 1, hash_init},
    {"crypto", "hash_update_nif", 2, hash_update},
    {"crypto", "hash_final_nif", 1, hash_final},
    {"crypto", "hash_info", 1, hash_info},
    {"crypto", "hash_equals_nif", 2, hash_equals},
    {"crypto", "mac_nif", 4, mac},
    {"crypto", "mac_init_nif", 3, mac_init},
    {"crypto", "mac_update_nif", 2, mac_update},
    {"crypto", "mac_final_nif", 1, mac_final},
    {"crypto", "pbkdf2_hmac_nif", 5, pbkdf2_hmac},
    {"crypto", "strong_rand_bytes_nif", 1, strong_rand_bytes},
    {"crypto", "strong_rand_range_nif", 1, strong_rand_range},
    {"crypto", "rand_seed_nif", 1, rand_seed},
    {"crypto", "do_exor", 2, exor},
    {"crypto", "hash_algorithms", 0, hash_algorithms},
    {"crypto", "mac_algorithms", 0, mac_algorithms},
    {"crypto", "pubkey_algorithms", 0, no_algorithms},
    {"crypto", "cipher_algorithms", 0, no_algorithms},
    {"crypto", "curve_algorithms", 0, no_algorithms},
    {"crypto", "rsa_opts_algorithms", 0, no_algorithms},
    {"crypto", "info_fips", 0, info_fips},
    {"crypto", "info_lib", 0, info_lib},
};

}  // namespace

constinit const BifTable kCryptoBifs = kTable;

}  // namespace linac
