// SPDX-License-Identifier: Apache-2.0
//
// Encrypting and decrypting of OTP's module `crypto`: crypto_one_time and its like, and the ciphers
// that authenticate.
#include <algorithm>
#include <string>

#include "bifs/aead.h"
#include "bifs/cipher.h"
#include "bifs/crypto_argument.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "term/layout.h"
#include "term/map.h"
#include "term/print.h"

namespace linac {

namespace {

struct CipherOptions {
  bool encrypts = true;
  Term padding = atoms::kUndefined;
};

struct CipherState final : Resource {
  static constexpr ResourceType kType = ResourceType::kCipher;
  CipherState(std::unique_ptr<Cipher> made, CipherOptions chosen, size_t block)
      : Resource(kType), cipher(std::move(made)), options(chosen), block_size(block) {}

  std::unique_ptr<Cipher> cipher;
  CipherOptions options;
  size_t block_size;
  uint64_t size = 0;          ///< bytes so far
  int64_t padding_size = -1;  ///< once that is known
};

Term padding_atom(const char* name) { return intern(name); }

/// A boolean, or a list of {encrypt, Boolean} and {padding, How}.
std::optional<CipherOptions> read_options(Context& context, Term term, int argument) {
  static const Term kEncrypt = intern("encrypt");
  static const Term kPadding = intern("padding");
  static const Term kKinds[] = {atoms::kUndefined, padding_atom("none"), padding_atom("zero"),
                                padding_atom("random"), padding_atom("pkcs_padding")};
  auto bad = [&](const char* text) {
    bad_argument(context, argument, text);
    return std::nullopt;
  };
  auto is_flag = [](Term flag) {
    return flag == atoms::kTrue || flag == atoms::kFalse || flag == atoms::kUndefined;
  };
  CipherOptions options;
  if (is_flag(term)) {
    options.encrypts = term != atoms::kFalse;
    return options;
  }
  if (!term.is_list() || list_length(term) < 0) {
    return bad("Options are not a boolean or a proper list");
  }
  bool has_encrypt = false;
  bool has_padding = false;
  for (; term.is_cons(); term = tail(term)) {
    const Term option = head(term);
    if (!option.is_tuple() || tuple_arity(option) != 2) {
      return bad("Options must be a property list!");
    }
    const Term name = tuple_element(option, 0);
    const Term value = tuple_element(option, 1);
    if (name == kEncrypt) {
      if (has_encrypt) return bad("'encrypt' option is present more than once!");
      if (!is_flag(value)) return bad("The 'encrypt' option must be a boolean!");
      options.encrypts = value != atoms::kFalse;
      has_encrypt = true;
    } else if (name == kPadding) {
      if (has_padding) return bad("The 'padding' option is present more than once!");
      if (std::find(std::begin(kKinds), std::end(kKinds), value) == std::end(kKinds)) {
        return bad("Bad 'padding' option value");
      }
      options.padding = value;
      has_padding = true;
    } else {
      std::string text = "Bad tag in option: ";
      text += print(name, {PrintStyle::kWrite});
      constexpr size_t kLongest = 63;
      text.resize(std::min(text.size(), kLongest));
      return bad(text.c_str());
    }
  }
  return options;
}

/// The arguments that crypto_init and crypto_one_time begin with, and the options at `last`.
std::unique_ptr<CipherState> read_cipher(Context& context, const Term* arguments, int last) {
  const auto options = read_options(context, arguments[last], last);
  if (!options) return nullptr;
  auto bad = [&](int argument, const char* text) {
    bad_argument(context, argument, text);
    return nullptr;
  };
  const std::optional<Bytes> key = read_data(context, arguments[1]);
  if (!key) return bad(1, "Bad key");
  if (!arguments[0].is_atom()) return bad(0, "Cipher id is not an atom");
  const CipherType* type = find_cipher_type(atom_text(arguments[0]));
  if (type == nullptr) return bad(0, "Unknown cipher");
  if (type->checks_key && key->size() != type->key_size) return bad(1, "Bad key size");
  if (type->is_aead) return bad(0, "Missing arguments for this cipher");
  // As OTP with OpenSSL 3.
  if (arguments[2] == atoms::kUndefined) {
    not_supported(context, kNoArgument,
                  "Dynamic IV is not supported for libcrypto versions >= 3.0");
    return nullptr;
  }
  std::optional<Bytes> iv = Bytes();
  if (type->iv_size > 0) {
    iv = read_data(context, arguments[2]);
    if (!iv) return bad(2, "Bad iv type");
    if (iv->size() != type->iv_size) return bad(2, "Bad iv size");
  }
  auto cipher = Cipher::make(*type, *key, *iv, options->encrypts);
  if (cipher == nullptr) {
    crypto_error(context, "Can't initialize context, key_length", 1);
    return nullptr;
  }
  static const Term kPkcs = padding_atom("pkcs_padding");
  cipher->pads = options->padding == kPkcs;
  return std::make_unique<CipherState>(std::move(cipher), *options, type->block_size());
}

void update(CipherState& state, const Bytes& text, Bytes& result) {
  state.size += text.size();
  state.cipher->add(text, result);
}

/// Adds what OTP's own paddings add to a text that is encrypted.
bool finish(Context& context, CipherState& state, Bytes& result) {
  static const Term kNone = padding_atom("none");
  static const Term kZero = padding_atom("zero");
  static const Term kRandom = padding_atom("random");
  static const Term kPkcs = padding_atom("pkcs_padding");
  const Term padding = state.options.padding;
  const bool encrypts = state.options.encrypts;
  if (encrypts) {
    const size_t missing = (state.block_size - state.size % state.block_size) % state.block_size;
    state.padding_size = static_cast<int64_t>(missing);
    if (padding == kPkcs && missing == 0) {
      state.padding_size = static_cast<int64_t>(state.block_size);
    }
    if (padding == kZero || padding == kRandom) {
      Bytes filling(missing);
      if (padding == kRandom) fill_randomly(filling);
      state.cipher->add(filling, result);
    }
  }
  if (padding == atoms::kUndefined || state.cipher->finish(result)) return true;
  crypto_error(context, encrypts && padding == kNone ? "Padding 'none' but unfilled last block"
                                                     : "Can't finalize");
  return false;
}

Term one_time(Context& context, const Term* arguments) {
  const std::unique_ptr<CipherState> state = read_cipher(context, arguments, 4);
  if (state == nullptr) return Term::non_value();
  const std::optional<Bytes> text = read_data(context, arguments[3]);
  if (!text) return bad_argument(context, 3, "expected binary as data");
  Bytes result;
  update(*state, *text, result);
  if (!finish(context, *state, result)) return Term::non_value();
  return bytes_term(context, result);
}

Term init(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return bad_argument(context, 0, "Expected cipher name atom");
  std::unique_ptr<CipherState> state = read_cipher(context, arguments, 3);
  if (state == nullptr) return Term::non_value();
  return resource_term(context, std::move(state));
}

Term update_state(Context& context, const Term* arguments) {
  const std::optional<Bytes> text = read_data(context, arguments[1]);
  if (!text) return bad_argument(context, 1, "expected binary");
  auto* state = resource_of<CipherState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad State");
  Bytes result;
  update(*state, *text, result);
  return bytes_term(context, result);
}

Term update_with_iv(Context& context, const Term* arguments) {
  if (resource_of<CipherState>(arguments[0]) == nullptr) {
    return bad_argument(context, 0, "Bad State");
  }
  return not_supported(context, kNoArgument,
                       "Dynamic IV is not supported for libcrypto versions >= 3.0");
}

Term final_state(Context& context, const Term* arguments) {
  auto* state = resource_of<CipherState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad State");
  Bytes result;
  if (!finish(context, *state, result)) return Term::non_value();
  return bytes_term(context, result);
}

Term get_data(Context& context, const Term* arguments) {
  static const Term kPaddingSize = intern("padding_size");
  static const Term kPaddingType = intern("padding_type");
  static const Term kEncrypt = intern("encrypt");
  const auto* state = resource_of<CipherState>(arguments[0]);
  if (state == nullptr) return bad_argument(context, 0, "Bad State");
  Term pairs[] = {atoms::kSize, Term::small(static_cast<int64_t>(state->size)),
                  kPaddingSize, Term::small(state->padding_size),
                  kPaddingType, state->options.padding,
                  kEncrypt,     atoms::boolean(state->options.encrypts)};
  return make_map(context.heap, pairs, 4);
}

// --- ciphers that authenticate

Term aead(Context& context, const Term* arguments) {
  static constexpr const char* kComplaints[] = {"", "non-binary key", "non-binary iv",
                                                "non-binary text", "non-binary AAD"};
  const bool encrypts = arguments[6] == atoms::kTrue;
  if (!encrypts && arguments[6] != atoms::kFalse) return bad_argument(context, 6, "Bad enc flag");
  if (!arguments[0].is_atom()) return bad_argument(context, 0, "non-atom cipher type");
  Bytes bytes[5];
  for (int i = 1; i < 5; ++i) {
    std::optional<Bytes> read = read_data(context, arguments[i]);
    if (!read) return bad_argument(context, i, kComplaints[i]);
    bytes[i] = std::move(*read);
  }
  const auto& [unused, key, iv, text, data] = bytes;
  Bytes tag;
  constexpr int64_t kMaxUnsigned = 0xffffffff;
  size_t tag_size = 0;
  if (encrypts) {
    const Term size = arguments[5];
    if (!size.is_small() || size.small_value() < 0 || size.small_value() > kMaxUnsigned) {
      return bad_argument(context, 5, "Bad Tag length");
    }
    if (size.small_value() > INT32_MAX) return bad_argument(context, 5, "binary too long");
    tag_size = static_cast<size_t>(size.small_value());
  } else {
    std::optional<Bytes> read = read_data(context, arguments[5]);
    if (!read) return bad_argument(context, 5, "non-binary Tag");
    tag = std::move(*read);
    tag_size = tag.size();
  }
  const CipherType* type = find_cipher_type(atom_text(arguments[0]));
  if (type == nullptr || (type->checks_key && key.size() != type->key_size)) {
    return bad_argument(context, 0, "Unknown cipher or invalid key size");
  }
  if (!type->is_aead) return bad_argument(context, 0, "Not aead cipher");
  if (!is_aead_iv_size(*type, iv.size())) return bad_argument(context, 2, "Bad IV length");
  if (key.size() != type->key_size) return crypto_error(context, "Can't set key and iv");
  const bool is_ccm = type->mode == CipherMode::kCcm;
  if (!is_aead_tag_size(*type, tag_size)) {
    if (is_ccm) return bad_argument(context, 5, "Can't set tag");
    return encrypts ? crypto_error(context, "Can't get Tag") : atoms::kError;
  }
  // The bytes of a text's length and the vector share a block.
  if (is_ccm && iv.size() > 11 && uint64_t{text.size()} >> (8 * (15 - iv.size())) != 0) {
    return crypto_error(context, "Can't set text size");
  }
  const AeadResult result = run_aead({*type, key, iv, data, tag_size}, text, encrypts);
  if (!encrypts) {
    if (!equal_in_constant_time(result.tag, tag)) return atoms::kError;
    return bytes_term(context, result.text);
  }
  const Term encrypted = bytes_term(context, result.text);
  return context.heap.tuple(encrypted, bytes_term(context, result.tag));
}

// --- what there is

Term mode_atom(const CipherType& type) {
  static constexpr const char* kNames[] = {"ecb_mode",      "cbc_mode", "cfb_mode",
                                           "cfb_mode",      "ofb_mode", "ctr_mode",
                                           "stream_cipher", "gcm_mode", "ccm_mode"};
  return intern(kNames[static_cast<size_t>(type.mode)]);
}

Term cipher_info(Context& context, const Term* arguments) {
  static const Term kMode = intern("mode");
  static const Term kKeyLength = intern("key_length");
  static const Term kIvLength = intern("iv_length");
  static const Term kBlockSize = intern("block_size");
  static const Term kIsAead = intern("prop_aead");
  const CipherType* type =
      arguments[0].is_atom() ? find_cipher_type(atom_text(arguments[0])) : nullptr;
  if (type == nullptr) return context.badarg();
  const Term number = type->number == 0 ? atoms::kUndefined : Term::small(type->number);
  Term pairs[] = {atoms::kType, number,
                  kKeyLength,   Term::small(type->key_size),
                  kIvLength,    Term::small(type->iv_size),
                  kBlockSize,   Term::small(static_cast<int64_t>(type->block_size())),
                  kMode,        mode_atom(*type),
                  kIsAead,      atoms::boolean(type->is_aead)};
  return make_map(context.heap, pairs, 6);
}

Term cipher_algorithms(Context& context, const Term*) {
  std::vector<Term> names;
  for (const CipherType& type : cipher_types()) names.push_back(intern(type.name));
  return make_list(context.heap, names);
}

constexpr Bif kTable[] = {
    {"crypto", "ng_crypto_one_time_nif", 5, one_time},
    {"crypto", "ng_crypto_init_nif", 4, init},
    {"crypto", "ng_crypto_update_nif", 2, update_state},
    {"crypto", "ng_crypto_update_nif", 3, update_with_iv},
    {"crypto", "ng_crypto_final_nif", 1, final_state},
    {"crypto", "ng_crypto_get_data_nif", 1, get_data},
    {"crypto", "aead_cipher_nif", 7, aead},
    {"crypto", "cipher_info_nif", 1, cipher_info},
    {"crypto", "cipher_algorithms", 0, cipher_algorithms},
};

}  // namespace

constinit const BifTable kCryptoCipherBifs = kTable;

}  // namespace linac
