// SPDX-License-Identifier: Apache-2.0
//
// Ciphers that turn bytes into as many others: block ciphers by libtomcrypt in the modes ECB, CBC,
// CFB, OFB and CTR (NIST SP 800-38A), RC4 and ChaCha20 (RFC 8439), under the names that OTP's
// module crypto has for them. Those that also authenticate are in bifs/aead.h.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace linac {

enum class CipherMode : uint8_t { kEcb, kCbc, kCfb, kCfb8, kOfb, kCtr, kStream, kGcm, kCcm };

/// Which function a mode is about.
enum class BlockCipher : uint8_t { kNone, kAes, kDes, kDes3, kBlowfish, kRc2, kRc4, kChacha20 };

struct CipherType {
  std::string_view name;
  BlockCipher cipher;
  CipherMode mode;
  uint8_t key_size;  ///< bytes of the key, or the usual number of them
  uint8_t iv_size;   ///< bytes of the initial vector; 0: there is none
  int16_t number;    ///< OpenSSL's, as crypto:cipher_info/1 tells it; 0: `undefined`
  bool is_aead;      ///< see bifs/aead.h
  bool checks_key;   ///< a key of another size is another cipher

  /// What a text's size has to be a multiple of.
  size_t block_size() const;
};

/// All types, in the order in which crypto:supports/1 lists them.
std::span<const CipherType> cipher_types();
/// The type of a name; null if there is none.
const CipherType* find_cipher_type(std::string_view name);

/// A block cipher with its key.
class BlockFunction {
 public:
  static constexpr size_t kMaxBlock = 16;
  /// Null if the cipher does not have keys like that one.
  static std::unique_ptr<BlockFunction> make(BlockCipher cipher, std::span<const uint8_t> key);
  virtual ~BlockFunction() = default;
  virtual size_t block_size() const = 0;
  /// One block; `from` and `to` may be the same.
  virtual void encrypt(const uint8_t* from, uint8_t* to) = 0;
  virtual void decrypt(const uint8_t* from, uint8_t* to) = 0;
};

/// A text on its way through a cipher.
class Cipher {
 public:
  /// Null if the key is refused. Precondition: the vector has the type's size, and the type is not
  /// one that authenticates.
  static std::unique_ptr<Cipher> make(const CipherType& type, std::span<const uint8_t> key,
                                      std::span<const uint8_t> iv, bool encrypts);
  virtual ~Cipher() = default;

  /// Appends what becomes of `text`; of what is not a whole block, when the rest comes.
  virtual void add(std::span<const uint8_t> text, std::vector<uint8_t>& result) = 0;
  /// The end. With `pads`, it fills the last block up, or takes off what filled it, as PKCS #7
  /// says. False: a block is not whole, or not filled as it has to be.
  virtual bool finish(std::vector<uint8_t>&) { return true; }

  bool pads = false;
};

/// CMAC of a text (NIST SP 800-38B).
std::vector<uint8_t> cipher_mac(BlockFunction& function, std::span<const uint8_t> text);

}  // namespace linac
