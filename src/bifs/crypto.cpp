// SPDX-License-Identifier: Apache-2.0
//
// What OTP's module `crypto` has in C of message digests, keyed ones and random bytes, and what it
// says of itself. Ciphers are in crypto_ciphers.cpp, keys in crypto_keys.cpp.
#include <algorithm>
#include <vector>

#include "bifs/aead.h"
#include "bifs/argument.h"
#include "bifs/cipher.h"
#include "bifs/crypto_argument.h"
#include "bifs/digest.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

namespace {

struct HashState final : Resource {
  static constexpr ResourceType kType = ResourceType::kHash;
  explicit HashState(Digest start) : Resource(kType), digest(std::move(start)) {}
  Digest digest;
};

/// A keyed digest under way. CMAC and Poly1305 look at the text at its end.
struct Mac {
  std::optional<Hmac> hmac;
  std::unique_ptr<BlockFunction> cipher;  ///< of CMAC
  Bytes key;                              ///< of Poly1305
  Bytes text;

  void add(const Bytes& more) {
    if (hmac) return hmac->add(more);
    text.insert(text.end(), more.begin(), more.end());
  }
  Bytes value() const {
    if (hmac) return Hmac(*hmac).finish();
    return cipher != nullptr ? cipher_mac(*cipher, text) : poly1305(key, text);
  }
};

struct MacState final : Resource {
  static constexpr ResourceType kType = ResourceType::kMac;
  explicit MacState(Mac start) : Resource(kType), mac(std::move(start)) {}
  Mac mac;
};

const DigestType* read_type(Term name) {
  return name.is_atom() ? find_digest_type(atom_text(name)) : nullptr;
}

// --- digests

Term hash(Context& context, const Term* arguments) {
  const DigestType* type = read_type(arguments[0]);
  if (type == nullptr) return bad_argument(context, 0, "Bad digest type");
  const std::optional<Bytes> data = read_data(context, arguments[1]);
  if (!data) return bad_argument(context, 1, "Not iolist");
  Digest digest(*type);
  digest.add(*data);
  return bytes_term(context, digest.finish());
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
  return bytes_term(context, copy.finish());
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

/// A block cipher that CMAC can use, with this key; else an exception is set.
std::unique_ptr<BlockFunction> read_mac_cipher(Context& context, Term name, const Bytes& key) {
  const CipherType* type = name.is_atom() ? find_cipher_type(atom_text(name)) : nullptr;
  if (type == nullptr) {
    bad_argument(context, 1, "Unknown cipher");
    return nullptr;
  }
  if (type->checks_key && key.size() != type->key_size) {
    bad_argument(context, 2, "Bad key size");
    return nullptr;
  }
  std::unique_ptr<BlockFunction> function;
  if (type->mode == CipherMode::kCbc) function = BlockFunction::make(type->cipher, key);
  if (function == nullptr) crypto_error(context, "Couldn't get mac");
  return function;
}

/// Type, digest or cipher, and key, as mac_nif/4 and mac_init_nif/3 have them; else an exception is
/// set.
std::optional<Mac> read_mac(Context& context, const Term* arguments) {
  constexpr size_t kPoly1305Key = 32;
  std::optional<Bytes> key = read_data(context, arguments[2]);
  auto bad = [&](int argument, const char* text) {
    bad_argument(context, argument, text);
    return std::nullopt;
  };
  if (!key) return bad(2, "Bad key");
  const std::string_view name = arguments[0].is_atom() ? atom_text(arguments[0]) : "";
  Mac mac;
  if (name == "hmac") {
    const DigestType* type = read_type(arguments[1]);
    if (type == nullptr) return bad(1, "Bad digest algorithm for HMAC");
    mac.hmac.emplace(*type, *key);
  } else if (name == "cmac") {
    mac.cipher = read_mac_cipher(context, arguments[1], *key);
    if (mac.cipher == nullptr) return std::nullopt;
  } else if (name == "poly1305") {
    if (key->size() != kPoly1305Key) return bad(2, "Bad key length");
    mac.key = std::move(*key);
  } else {
    return bad(0, "Unknown mac algorithm");
  }
  return mac;
}

Term mac(Context& context, const Term* arguments) {
  const std::optional<Bytes> text = read_data(context, arguments[3]);
  if (!text) return bad_argument(context, 3, "Bad text");
  std::optional<Mac> mac = read_mac(context, arguments);
  if (!mac) return Term::non_value();
  mac->add(*text);
  return bytes_term(context, mac->value());
}

Term mac_init(Context& context, const Term* arguments) {
  std::optional<Mac> mac = read_mac(context, arguments);
  if (!mac) return Term::non_value();
  return resource_term(context, std::make_unique<MacState>(std::move(*mac)));
}

/// Unlike a digest's, the state itself goes on.
Term mac_update(Context& context, const Term* arguments) {
  auto* state = resource_of<MacState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad ref");
  const std::optional<Bytes> text = read_data(context, arguments[1]);
  if (!text) return bad_argument(context, 1, "Bad text");
  state->mac.add(*text);
  return arguments[0];
}

Term mac_final(Context& context, const Term* arguments) {
  const auto* state = resource_of<MacState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad ref");
  return bytes_term(context, state->mac.value());
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
  return bytes_term(context, derive_key(*type, bytes_of(*password), bytes_of(*salt),
                                        static_cast<uint64_t>(rounds), static_cast<size_t>(size)));
}

// --- random bytes

Term strong_rand_bytes(Context& context, const Term* arguments) {
  constexpr int64_t kMaxSize = 0x7fffffff;
  const auto size = read_integer(arguments[0], 0, kMaxSize);
  if (!size) return context.badarg();
  uint8_t* content;
  const Term result = make_binary_uninitialised(context.heap, static_cast<size_t>(*size), &content);
  use_reductions(context, *size / kCryptoBytesPerReduction);
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
  return bytes_term(context, *first);
}

Term hash_equals(Context& context, const Term* arguments) {
  const auto first = read_binary(arguments[0]);
  const auto second = read_binary(arguments[1]);
  if (!first || !second || first->size() != second->size()) return context.badarg();
  auto bytes_of = [](const std::string& text) {
    return std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size());
  };
  return atoms::boolean(equal_in_constant_time(bytes_of(*first), bytes_of(*second)));
}

Term hash_algorithms(Context& context, const Term*) {
  std::vector<Term> names;
  for (const DigestType& type : digest_types()) names.push_back(intern(type.name));
  return make_list(context.heap, names);
}

Term mac_algorithms(Context& context, const Term*) {
  const Term names[] = {intern("cmac"), intern("hmac"), intern("poly1305")};
  return make_list(context.heap, names);
}

Term no_algorithms(Context&, const Term*) { return Term::nil(); }

constexpr std::string_view kLibrary = "LibTomCrypt 1.18.2";

Term info_fips(Context&, const Term*) { return intern("not_supported"); }

Term enable_fips_mode(Context& context, const Term* arguments) {
  if (arguments[0] == atoms::kFalse) return atoms::kTrue;
  return arguments[0] == atoms::kTrue ? atoms::kFalse : context.badarg();
}

/// As info/0 shows it.
Term info_nif(Context& context, const Term*) {
  static const Term kCompileType = intern("compile_type");
  static const Term kLinkType = intern("link_type");
  static const Term kCompiled = intern("cryptolib_version_compiled");
  static const Term kLinked = intern("cryptolib_version_linked");
  static const Term kHasFips = intern("fips_provider_available");
  Heap& heap = context.heap;
  const Term version = heap.string(kLibrary.data(), kLibrary.size());
  Term pairs[] = {kCompileType, intern("normal"), kLinkType, intern("static"), kCompiled,
                  version,      kLinked,          version,   kHasFips,         atoms::kFalse};
  return make_map(heap, pairs, 5);
}

Term info_lib(Context& context, const Term*) {
  constexpr std::string_view kName = "LibTomCrypt";
  constexpr int64_t kNumber = 0x0118;
  Heap& heap = context.heap;
  const Term name = make_binary(heap, kName.data(), kName.size());
  const Term text = make_binary(heap, kLibrary.data(), kLibrary.size());
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
    {"crypto", "curve_algorithms", 0, no_algorithms},
    {"crypto", "rsa_opts_algorithms", 0, no_algorithms},
    {"crypto", "info_fips", 0, info_fips},
    {"crypto", "info_lib", 0, info_lib},
    {"crypto", "info_nif", 0, info_nif},
    {"crypto", "enable_fips_mode_nif", 1, enable_fips_mode},
};

}  // namespace

constinit const BifTable kCryptoBifs = kTable;

}  // namespace linac
