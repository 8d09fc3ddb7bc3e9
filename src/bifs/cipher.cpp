// SPDX-License-Identifier: Apache-2.0
#include "bifs/cipher.h"

#include <tomcrypt.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace linac {

namespace {

using Bytes = std::vector<uint8_t>;
using BytesView = std::span<const uint8_t>;
using Block = std::array<uint8_t, BlockFunction::kMaxBlock>;

constexpr CipherType block(std::string_view name, BlockCipher cipher, CipherMode mode, uint8_t key,
                           uint8_t iv, int16_t number) {
  return {name, cipher, mode, key, iv, number, false, cipher == BlockCipher::kAes};
}

constexpr CipherType aead(std::string_view name, BlockCipher cipher, CipherMode mode, uint8_t key,
                          int16_t number) {
  return {name, cipher, mode, key, 12, number, true, cipher == BlockCipher::kAes};
}

constexpr CipherType kTypes[] = {
    {"chacha20", BlockCipher::kChacha20, CipherMode::kStream, 32, 16, 0, false, true},
    block("aes_256_ofb", BlockCipher::kAes, CipherMode::kOfb, 32, 16, 428),
    block("aes_192_ofb", BlockCipher::kAes, CipherMode::kOfb, 24, 16, 424),
    block("aes_128_ofb", BlockCipher::kAes, CipherMode::kOfb, 16, 16, 420),
    block("blowfish_ecb", BlockCipher::kBlowfish, CipherMode::kEcb, 16, 0, 0),
    block("blowfish_ofb64", BlockCipher::kBlowfish, CipherMode::kOfb, 16, 8, 0),
    block("blowfish_cfb64", BlockCipher::kBlowfish, CipherMode::kCfb, 16, 8, 0),
    block("blowfish_cbc", BlockCipher::kBlowfish, CipherMode::kCbc, 16, 8, 91),
    block("des_ede3_cfb", BlockCipher::kDes3, CipherMode::kCfb, 24, 8, 30),
    block("des_ecb", BlockCipher::kDes, CipherMode::kEcb, 8, 0, 29),
    block("des_cfb", BlockCipher::kDes, CipherMode::kCfb, 8, 8, 30),
    block("des_cbc", BlockCipher::kDes, CipherMode::kCbc, 8, 8, 31),
    block("rc4", BlockCipher::kRc4, CipherMode::kStream, 16, 0, 5),
    block("rc2_cbc", BlockCipher::kRc2, CipherMode::kCbc, 16, 8, 37),
    block("aes_128_cbc", BlockCipher::kAes, CipherMode::kCbc, 16, 16, 419),
    block("aes_192_cbc", BlockCipher::kAes, CipherMode::kCbc, 24, 16, 423),
    block("aes_256_cbc", BlockCipher::kAes, CipherMode::kCbc, 32, 16, 427),
    block("aes_128_cfb128", BlockCipher::kAes, CipherMode::kCfb, 16, 16, 421),
    block("aes_192_cfb128", BlockCipher::kAes, CipherMode::kCfb, 24, 16, 425),
    block("aes_256_cfb128", BlockCipher::kAes, CipherMode::kCfb, 32, 16, 429),
    block("aes_128_cfb8", BlockCipher::kAes, CipherMode::kCfb8, 16, 16, 421),
    block("aes_192_cfb8", BlockCipher::kAes, CipherMode::kCfb8, 24, 16, 425),
    block("aes_256_cfb8", BlockCipher::kAes, CipherMode::kCfb8, 32, 16, 429),
    block("aes_128_ecb", BlockCipher::kAes, CipherMode::kEcb, 16, 0, 418),
    block("aes_192_ecb", BlockCipher::kAes, CipherMode::kEcb, 24, 0, 422),
    block("aes_256_ecb", BlockCipher::kAes, CipherMode::kEcb, 32, 0, 426),
    aead("chacha20_poly1305", BlockCipher::kChacha20, CipherMode::kStream, 32, 0),
    aead("aes_256_gcm", BlockCipher::kAes, CipherMode::kGcm, 32, 901),
    aead("aes_256_ccm", BlockCipher::kAes, CipherMode::kCcm, 32, 902),
    aead("aes_192_gcm", BlockCipher::kAes, CipherMode::kGcm, 24, 898),
    aead("aes_192_ccm", BlockCipher::kAes, CipherMode::kCcm, 24, 899),
    aead("aes_128_gcm", BlockCipher::kAes, CipherMode::kGcm, 16, 895),
    aead("aes_128_ccm", BlockCipher::kAes, CipherMode::kCcm, 16, 896),
    block("aes_256_ctr", BlockCipher::kAes, CipherMode::kCtr, 32, 16, 0),
    block("aes_192_ctr", BlockCipher::kAes, CipherMode::kCtr, 24, 16, 0),
    block("aes_128_ctr", BlockCipher::kAes, CipherMode::kCtr, 16, 16, 0),
    block("des_ede3_cbc", BlockCipher::kDes3, CipherMode::kCbc, 24, 8, 44),
};

/// libtomcrypt's functions for a block cipher.
struct Functions {
  size_t block_size;
  size_t min_key;
  size_t max_key;
  int (*setup)(const unsigned char*, int, int, symmetric_key*);
  int (*encrypt)(const unsigned char*, unsigned char*, symmetric_key*);
  int (*decrypt)(const unsigned char*, unsigned char*, symmetric_key*);
};

const Functions* functions_of(BlockCipher cipher) {
  static constexpr Functions kAes = {
      16, 16, 32, rijndael_setup, rijndael_ecb_encrypt, rijndael_ecb_decrypt};
  static constexpr Functions kDes = {8, 8, 8, des_setup, des_ecb_encrypt, des_ecb_decrypt};
  static constexpr Functions kDes3 = {8, 24, 24, des3_setup, des3_ecb_encrypt, des3_ecb_decrypt};
  static constexpr Functions kBlowfish = {
      8, 8, 56, blowfish_setup, blowfish_ecb_encrypt, blowfish_ecb_decrypt};
  static constexpr Functions kRc2 = {8, 1, 128, rc2_setup, rc2_ecb_encrypt, rc2_ecb_decrypt};
  switch (cipher) {
    case BlockCipher::kAes:
      return &kAes;
    case BlockCipher::kDes:
      return &kDes;
    case BlockCipher::kDes3:
      return &kDes3;
    case BlockCipher::kBlowfish:
      return &kBlowfish;
    case BlockCipher::kRc2:
      return &kRc2;
    default:
      return nullptr;
  }
}

class LibraryFunction final : public BlockFunction {
 public:
  explicit LibraryFunction(const Functions& functions) : functions_(functions) {}
  ~LibraryFunction() override { zeromem(&key_, sizeof key_); }
  bool set_key(BytesView key) {
    return key.size() >= functions_.min_key && key.size() <= functions_.max_key &&
           functions_.setup(key.data(), static_cast<int>(key.size()), 0, &key_) == CRYPT_OK;
  }
  size_t block_size() const override { return functions_.block_size; }
  void encrypt(const uint8_t* from, uint8_t* to) override { functions_.encrypt(from, to, &key_); }
  void decrypt(const uint8_t* from, uint8_t* to) override { functions_.decrypt(from, to, &key_); }

 private:
  const Functions& functions_;
  symmetric_key key_;
};

void exclusive_or(uint8_t* bytes, const uint8_t* others, size_t size) {
  for (size_t i = 0; i < size; ++i) bytes[i] ^= others[i];
}

/// Adds one to a number whose most significant byte is the first.
void increment(uint8_t* bytes, size_t size) {
  while (size > 0 && ++bytes[size - 1] == 0) --size;
}

/// ECB and CBC: whole blocks. When it decrypts a padded text, the last block waits for the end.
class BlockModeCipher final : public Cipher {
 public:
  BlockModeCipher(std::unique_ptr<BlockFunction> function, bool chains, BytesView iv, bool encrypts)
      : function_(std::move(function)), chains_(chains), encrypts_(encrypts) {
    std::copy(iv.begin(), iv.end(), chain_.begin());
  }

  void add(BytesView text, Bytes& result) override {
    const size_t size = function_->block_size();
    while (!text.empty()) {
      if (held_ == size) flush(result);
      const size_t taken = std::min(size - held_, text.size());
      std::copy_n(text.begin(), taken, block_.begin() + static_cast<ptrdiff_t>(held_));
      held_ += taken;
      text = text.subspan(taken);
    }
    if (held_ == size && (encrypts_ || !pads)) flush(result);
  }

  bool finish(Bytes& result) override {
    const size_t size = function_->block_size();
    if (!pads) return held_ == 0;
    if (encrypts_) {
      const auto missing = static_cast<uint8_t>(size - held_);
      std::fill_n(block_.begin() + static_cast<ptrdiff_t>(held_), missing, missing);
      flush(result);
      return true;
    }
    if (held_ != size) return false;
    Bytes last;
    flush(last);
    const uint8_t padding = last.back();
    if (padding == 0 || padding > size) return false;
    if (!std::all_of(last.end() - padding, last.end(), [&](uint8_t b) { return b == padding; })) {
      return false;
    }
    result.insert(result.end(), last.begin(), last.end() - padding);
    return true;
  }

 private:
  void flush(Bytes& result) {
    const size_t size = function_->block_size();
    Block out;
    if (encrypts_) {
      if (chains_) exclusive_or(block_.data(), chain_.data(), size);
      function_->encrypt(block_.data(), out.data());
      chain_ = out;
    } else {
      function_->decrypt(block_.data(), out.data());
      if (chains_) exclusive_or(out.data(), chain_.data(), size);
      chain_ = block_;
    }
    result.insert(result.end(), out.begin(), out.begin() + static_cast<ptrdiff_t>(size));
    held_ = 0;
  }

  std::unique_ptr<BlockFunction> function_;
  bool chains_;
  bool encrypts_;
  Block chain_{};
  Block block_{};
  size_t held_ = 0;
};

/// CFB, OFB and CTR: a block cipher that makes a stream of bytes from its register.
class StreamModeCipher final : public Cipher {
 public:
  StreamModeCipher(std::unique_ptr<BlockFunction> function, CipherMode mode, BytesView iv,
                   bool encrypts)
      : function_(std::move(function)), mode_(mode), encrypts_(encrypts) {
    std::copy(iv.begin(), iv.end(), register_.begin());
  }

  void add(BytesView text, Bytes& result) override {
    const size_t start = result.size();
    result.resize(start + text.size());
    uint8_t* to = result.data() + start;
    for (const uint8_t byte : text) *to++ = mode_ == CipherMode::kCfb8 ? shift(byte) : next(byte);
  }

 private:
  uint8_t next(uint8_t byte) {
    const size_t size = function_->block_size();
    if (used_ == 0) {
      function_->encrypt(register_.data(), stream_.data());
      if (mode_ == CipherMode::kCtr) increment(register_.data(), size);
      if (mode_ == CipherMode::kOfb) register_ = stream_;
    }
    const uint8_t out = byte ^ stream_[used_];
    if (mode_ == CipherMode::kCfb) register_[used_] = encrypts_ ? out : byte;
    used_ = used_ + 1 == size ? 0 : used_ + 1;
    return out;
  }

  uint8_t shift(uint8_t byte) {
    const size_t size = function_->block_size();
    function_->encrypt(register_.data(), stream_.data());
    const uint8_t out = byte ^ stream_[0];
    std::memmove(register_.data(), register_.data() + 1, size - 1);
    register_[size - 1] = encrypts_ ? out : byte;
    return out;
  }

  std::unique_ptr<BlockFunction> function_;
  CipherMode mode_;
  bool encrypts_;
  Block register_{};
  Block stream_{};
  size_t used_ = 0;  ///< bytes of `stream_`
};

/// The stream cipher that was published as RC4.
class Rc4Cipher final : public Cipher {
 public:
  explicit Rc4Cipher(BytesView key) {
    for (size_t i = 0; i < kPlaces; ++i) places_[i] = static_cast<uint8_t>(i);
    uint8_t other = 0;
    for (size_t i = 0; i < kPlaces; ++i) {
      other = static_cast<uint8_t>(other + places_[i] + key[i % key.size()]);
      std::swap(places_[i], places_[other]);
    }
  }

  void add(BytesView text, Bytes& result) override {
    for (const uint8_t byte : text) {
      ++first_;
      second_ = static_cast<uint8_t>(second_ + places_[first_]);
      std::swap(places_[first_], places_[second_]);
      const auto place = static_cast<uint8_t>(places_[first_] + places_[second_]);
      result.push_back(byte ^ places_[place]);
    }
  }

 private:
  static constexpr size_t kPlaces = 256;
  std::array<uint8_t, kPlaces> places_;
  uint8_t first_ = 0;
  uint8_t second_ = 0;
};

/// The vector is the block's number, least significant byte first, and a nonce of twelve bytes.
class Chacha20Cipher final : public Cipher {
 public:
  Chacha20Cipher(BytesView key, BytesView iv) {
    constexpr int kRounds = 20;
    chacha_setup(&state_, key.data(), static_cast<unsigned long>(key.size()), kRounds);
    const uint32_t number =
        uint32_t{iv[0]} | uint32_t{iv[1]} << 8 | uint32_t{iv[2]} << 16 | uint32_t{iv[3]} << 24;
    chacha_ivctr32(&state_, iv.data() + 4, static_cast<unsigned long>(iv.size() - 4), number);
  }
  ~Chacha20Cipher() override { zeromem(&state_, sizeof state_); }

  void add(BytesView text, Bytes& result) override {
    if (text.empty()) return;
    const size_t start = result.size();
    result.resize(start + text.size());
    chacha_crypt(&state_, text.data(), static_cast<unsigned long>(text.size()),
                 result.data() + start);
  }

 private:
  chacha_state state_;
};

}  // namespace

size_t CipherType::block_size() const {
  if (mode != CipherMode::kEcb && mode != CipherMode::kCbc) return 1;
  return functions_of(cipher)->block_size;
}

std::span<const CipherType> cipher_types() { return kTypes; }

const CipherType* find_cipher_type(std::string_view name) {
  for (const CipherType& type : kTypes) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

std::unique_ptr<BlockFunction> BlockFunction::make(BlockCipher cipher, BytesView key) {
  const Functions* functions = functions_of(cipher);
  if (functions == nullptr) return nullptr;
  auto function = std::make_unique<LibraryFunction>(*functions);
  return function->set_key(key) ? std::move(function) : nullptr;
}

std::unique_ptr<Cipher> Cipher::make(const CipherType& type, BytesView key, BytesView iv,
                                     bool encrypts) {
  constexpr size_t kMaxRc4Key = 256;
  if (type.cipher == BlockCipher::kRc4) {
    if (key.empty() || key.size() > kMaxRc4Key) return nullptr;
    return std::make_unique<Rc4Cipher>(key);
  }
  if (type.cipher == BlockCipher::kChacha20) {
    if (key.size() != type.key_size) return nullptr;
    return std::make_unique<Chacha20Cipher>(key, iv);
  }
  auto function = BlockFunction::make(type.cipher, key);
  if (function == nullptr) return nullptr;
  if (type.mode == CipherMode::kEcb || type.mode == CipherMode::kCbc) {
    const bool chains = type.mode == CipherMode::kCbc;
    return std::make_unique<BlockModeCipher>(std::move(function), chains, iv, encrypts);
  }
  return std::make_unique<StreamModeCipher>(std::move(function), type.mode, iv, encrypts);
}

Bytes cipher_mac(BlockFunction& function, BytesView text) {
  const size_t size = function.block_size();
  // Twice the number in the field of 2^128 or 2^64.
  auto twice = [size](Block block) {
    constexpr uint8_t kReduction16 = 0x87;
    constexpr uint8_t kReduction8 = 0x1b;
    const bool carry = block[0] >> 7;
    for (size_t i = 0; i < size; ++i) {
      const int low = i + 1 < size ? block[i + 1] >> 7 : 0;
      block[i] = static_cast<uint8_t>(block[i] << 1 | low);
    }
    if (carry) block[size - 1] ^= size == 16 ? kReduction16 : kReduction8;
    return block;
  };
  Block key{};
  function.encrypt(key.data(), key.data());
  key = twice(key);
  Block state{};
  while (text.size() > size) {
    exclusive_or(state.data(), text.data(), size);
    function.encrypt(state.data(), state.data());
    text = text.subspan(size);
  }
  if (text.size() < size) {
    key = twice(key);
    state[text.size()] ^= 0x80;
  }
  exclusive_or(state.data(), text.data(), text.size());
  exclusive_or(state.data(), key.data(), size);
  function.encrypt(state.data(), state.data());
  return {state.begin(), state.begin() + static_cast<ptrdiff_t>(size)};
}

}  // namespace linac
