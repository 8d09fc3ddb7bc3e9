// SPDX-License-Identifier: Apache-2.0
//
// Message digests by libtomcrypt, under the names that OTP's module crypto has for them, and keyed
// ones made of these (HMAC, RFC 2104).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

struct ltc_hash_descriptor;  // of libtomcrypt, whose header has macros of common names

namespace linac {

struct DigestType {
  std::string_view name;
  const ltc_hash_descriptor* functions;
  int number;  ///< OpenSSL's, as crypto:hash_info/1 tells it
  size_t size;
  size_t block_size;
};

/// All types, in the order in which crypto:supports/1 lists them.
std::span<const DigestType> digest_types();
/// The type of a name; null if there is none.
const DigestType* find_digest_type(std::string_view name);

/// A digest being computed. Copies go on independently.
class Digest {
 public:
  explicit Digest(const DigestType& type);
  const DigestType& type() const { return *type_; }
  void add(std::span<const uint8_t> bytes);
  std::vector<uint8_t> finish();

 private:
  friend class Md5State;
  static constexpr size_t kStateBytes = 512;

  const DigestType* type_;
  alignas(uint64_t) std::array<uint8_t, kStateBytes> state_{};
};

/// An MD5 as bytes that a program may keep.
class Md5State {
 public:
  static std::vector<uint8_t> save(const Digest& digest);
  /// Nothing if the bytes cannot be such a state.
  static std::optional<Digest> restore(std::span<const uint8_t> bytes);
};

/// A keyed digest being computed.
class Hmac {
 public:
  Hmac(const DigestType& type, std::span<const uint8_t> key);
  void add(std::span<const uint8_t> bytes) { inner_.add(bytes); }
  std::vector<uint8_t> finish();

 private:
  Digest inner_;
  Digest outer_;
};

/// `size` bytes derived from a password by `rounds` of HMAC for each block (PBKDF2, RFC 8018).
std::vector<uint8_t> derive_key(const DigestType& type, std::span<const uint8_t> password,
                                std::span<const uint8_t> salt, uint64_t rounds, size_t size);

}  // namespace linac
