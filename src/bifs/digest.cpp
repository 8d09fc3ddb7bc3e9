// SPDX-License-Identifier: Apache-2.0
#include "bifs/digest.h"

#include <tomcrypt.h>

#include <algorithm>
#include <cstring>

namespace linac {

namespace {

const DigestType kTypes[] = {
    {"blake2s", &blake2s_256_desc, 1057, 32, 64},
    {"blake2b", &blake2b_512_desc, 1056, 64, 128},
    {"sha3_512", &sha3_512_desc, 1099, 64, 72},
    {"sha3_384", &sha3_384_desc, 1098, 48, 104},
    {"sha3_256", &sha3_256_desc, 1097, 32, 136},
    {"sha3_224", &sha3_224_desc, 1096, 28, 144},
    {"sha512", &sha512_desc, 674, 64, 128},
    {"sha384", &sha384_desc, 673, 48, 128},
    {"sha256", &sha256_desc, 672, 32, 64},
    {"sha224", &sha224_desc, 675, 28, 64},
    {"sha", &sha1_desc, 64, 20, 64},
    {"ripemd160", &rmd160_desc, 117, 20, 64},
    {"md5", &md5_desc, 4, 16, 64},
    {"md4", &md4_desc, 257, 16, 64},
};

hash_state* state_of(std::span<uint8_t> bytes) {
  return reinterpret_cast<hash_state*>(bytes.data());
}

}  // namespace

std::span<const DigestType> digest_types() { return kTypes; }

const DigestType* find_digest_type(std::string_view name) {
  for (const DigestType& type : kTypes) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

Digest::Digest(const DigestType& type) : type_(&type) {
  static_assert(sizeof(hash_state) <= kStateBytes && alignof(hash_state) <= alignof(uint64_t));
  type.functions->init(state_of(state_));
}

void Digest::add(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return;
  type_->functions->process(state_of(state_), bytes.data(),
                            static_cast<unsigned long>(bytes.size()));
}

std::vector<uint8_t> Digest::finish() {
  std::vector<uint8_t> digest(type_->size);
  type_->functions->done(state_of(state_), digest.data());
  return digest;
}

std::vector<uint8_t> Md5State::save(const Digest& digest) {
  return {digest.state_.begin(), digest.state_.begin() + sizeof(md5_state)};
}

std::optional<Digest> Md5State::restore(std::span<const uint8_t> bytes) {
  if (bytes.size() != sizeof(md5_state)) return std::nullopt;
  Digest digest(*find_digest_type("md5"));
  std::memcpy(digest.state_.data(), bytes.data(), bytes.size());
  const md5_state& state = state_of(digest.state_)->md5;
  return state.curlen < sizeof state.buf ? std::optional(digest) : std::nullopt;
}

Hmac::Hmac(const DigestType& type, std::span<const uint8_t> key) : inner_(type), outer_(type) {
  std::vector<uint8_t> block(key.begin(), key.end());
  const size_t block_size = type.block_size;
  if (block.size() > block_size) {
    Digest digest(type);
    digest.add(key);
    block = digest.finish();
  }
  block.resize(block_size);
  constexpr uint8_t kInnerPad = 0x36;
  constexpr uint8_t kOuterPad = 0x5c;
  for (uint8_t& byte : block) byte ^= kInnerPad;
  inner_.add(block);
  for (uint8_t& byte : block) byte ^= kInnerPad ^ kOuterPad;
  outer_.add(block);
}

std::vector<uint8_t> Hmac::finish() {
  outer_.add(inner_.finish());
  return outer_.finish();
}

std::vector<uint8_t> derive_key(const DigestType& type, std::span<const uint8_t> password,
                                std::span<const uint8_t> salt, uint64_t rounds, size_t size) {
  const Hmac keyed(type, password);
  std::vector<uint8_t> key;
  for (uint32_t number = 1; key.size() < size; ++number) {
    Hmac first = keyed;
    const uint8_t index[] = {static_cast<uint8_t>(number >> 24), static_cast<uint8_t>(number >> 16),
                             static_cast<uint8_t>(number >> 8), static_cast<uint8_t>(number)};
    first.add(salt);
    first.add(index);
    std::vector<uint8_t> round = first.finish();
    std::vector<uint8_t> block = round;
    for (uint64_t i = 1; i < rounds; ++i) {
      Hmac next = keyed;
      next.add(round);
      round = next.finish();
      std::transform(block.begin(), block.end(), round.begin(), block.begin(),
                     [](uint8_t a, uint8_t b) { return static_cast<uint8_t>(a ^ b); });
    }
    key.insert(key.end(), block.begin(), block.end());
  }
  key.resize(size);
  return key;
}

}  // namespace linac
