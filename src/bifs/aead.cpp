// SPDX-License-Identifier: Apache-2.0
#include "bifs/aead.h"

#include <tomcrypt.h>

#include <algorithm>
#include <array>

namespace linac {

namespace {

using Bytes = std::vector<uint8_t>;
using BytesView = std::span<const uint8_t>;

constexpr size_t kBlock = 16;
using Block = std::array<uint8_t, kBlock>;

void exclusive_or(Block& block, BytesView bytes) {
  for (size_t i = 0; i < bytes.size(); ++i) block[i] ^= bytes[i];
}

/// Writes a number into the last `size` bytes of a block.
void put_number(Block& block, uint64_t number, size_t size) {
  for (size_t i = 0; i < size; ++i, number >>= 8) {
    block[kBlock - 1 - i] = static_cast<uint8_t>(number);
  }
}

/// Calls `visit` for each block of a text; the last may be shorter.
template <typename Function>
void for_each_block(BytesView text, Function visit) {
  while (!text.empty()) {
    const size_t size = std::min(kBlock, text.size());
    visit(text.first(size));
    text = text.subspan(size);
  }
}

// --- GCM

/// GHASH: products in the field of 2^128 with one factor fixed, four bits at a time. A block is a
/// polynomial whose first bit is the constant term: `high` holds the first 64 bits.
class GaloisHash {
 public:
  explicit GaloisHash(const Block& factor) {
    Element element = read(factor);
    for (int i = 8; i > 0; i >>= 1) {
      multiples_[static_cast<size_t>(i)] = element;
      element = times_x(element);
    }
    for (size_t i = 2; i < kMultiples; i <<= 1) {
      for (size_t j = 1; j < i; ++j) {
        multiples_[i + j] = {multiples_[i].high ^ multiples_[j].high,
                             multiples_[i].low ^ multiples_[j].low};
      }
    }
  }

  void add(BytesView bytes) {
    for_each_block(bytes, [this](BytesView part) {
      Block block{};
      exclusive_or(block, part);
      const Element element = read(block);
      sum_ = product({sum_.high ^ element.high, sum_.low ^ element.low});
    });
  }

  Block value() const {
    Block block;
    for (size_t i = 0; i < 8; ++i) {
      block[i] = static_cast<uint8_t>(sum_.high >> (56 - 8 * i));
      block[8 + i] = static_cast<uint8_t>(sum_.low >> (56 - 8 * i));
    }
    return block;
  }

 private:
  struct Element {
    uint64_t high = 0;
    uint64_t low = 0;
  };
  static constexpr size_t kMultiples = 16;
  static constexpr uint64_t kReduction = uint64_t{0xe1} << 56;

  static Element read(const Block& block) {
    Element element;
    for (size_t i = 0; i < 8; ++i) {
      element.high = element.high << 8 | block[i];
      element.low = element.low << 8 | block[8 + i];
    }
    return element;
  }

  static Element times_x(Element element) {
    const uint64_t carry = element.low & 1 ? kReduction : 0;
    return {(element.high >> 1) ^ carry, element.low >> 1 | element.high << 63};
  }

  Element product(Element element) const {
    Element result;
    for (int shift = 0; shift < 128; shift += 4) {
      if (shift > 0) {
        for (int i = 0; i < 4; ++i) result = times_x(result);
      }
      const uint64_t word = shift < 64 ? element.low >> shift : element.high >> (shift - 64);
      const Element& multiple = multiples_[word & 15];
      result.high ^= multiple.high;
      result.low ^= multiple.low;
    }
    return result;
  }

  std::array<Element, kMultiples> multiples_{};
  Element sum_;
};

Block bit_lengths(size_t first, size_t second) {
  Block block{};
  put_number(block, uint64_t{second} * 8, 8);
  const uint64_t bits = uint64_t{first} * 8;
  for (size_t i = 0; i < 8; ++i) block[i] = static_cast<uint8_t>(bits >> (56 - 8 * i));
  return block;
}

AeadResult run_gcm(const AeadParameters& parameters, BytesView text, bool encrypts) {
  const auto function = BlockFunction::make(parameters.type.cipher, parameters.key);
  Block factor{};
  function->encrypt(factor.data(), factor.data());
  Block counter{};
  constexpr size_t kShortIv = 12;
  if (parameters.iv.size() == kShortIv) {
    exclusive_or(counter, parameters.iv);
    counter[kBlock - 1] = 1;
  } else {
    GaloisHash hash(factor);
    hash.add(parameters.iv);
    hash.add(bit_lengths(0, parameters.iv.size()));
    counter = hash.value();
  }
  Block mask;
  function->encrypt(counter.data(), mask.data());
  uint32_t number = uint32_t{counter[12]} << 24 | uint32_t{counter[13]} << 16 |
                    uint32_t{counter[14]} << 8 | counter[15];
  AeadResult result;
  result.text.reserve(text.size());
  for_each_block(text, [&](BytesView part) {
    put_number(counter, ++number, 4);
    Block stream;
    function->encrypt(counter.data(), stream.data());
    exclusive_or(stream, part);
    result.text.insert(result.text.end(), stream.begin(),
                       stream.begin() + static_cast<ptrdiff_t>(part.size()));
  });
  GaloisHash hash(factor);
  hash.add(parameters.data);
  hash.add(encrypts ? BytesView(result.text) : text);
  hash.add(bit_lengths(parameters.data.size(), text.size()));
  Block tag = hash.value();
  exclusive_or(tag, mask);
  result.tag.assign(tag.begin(), tag.begin() + static_cast<ptrdiff_t>(parameters.tag_size));
  return result;
}

// --- CCM

AeadResult run_ccm(const AeadParameters& parameters, BytesView text, bool encrypts) {
  const auto function = BlockFunction::make(parameters.type.cipher, parameters.key);
  const size_t length_size = kBlock - 1 - parameters.iv.size();
  Block counter{};
  counter[0] = static_cast<uint8_t>(length_size - 1);
  std::copy(parameters.iv.begin(), parameters.iv.end(), counter.begin() + 1);
  Block mask;
  function->encrypt(counter.data(), mask.data());

  AeadResult result;
  result.text.reserve(text.size());
  uint64_t number = 0;
  for_each_block(text, [&](BytesView part) {
    put_number(counter, ++number, std::min(length_size, sizeof number));
    Block stream;
    function->encrypt(counter.data(), stream.data());
    exclusive_or(stream, part);
    result.text.insert(result.text.end(), stream.begin(),
                       stream.begin() + static_cast<ptrdiff_t>(part.size()));
  });

  Block sum{};
  sum[0] = static_cast<uint8_t>((parameters.data.empty() ? 0 : 1 << 6) |
                                ((parameters.tag_size - 2) / 2) << 3 | (length_size - 1));
  std::copy(parameters.iv.begin(), parameters.iv.end(), sum.begin() + 1);
  put_number(sum, text.size(), std::min(length_size, sizeof number));
  function->encrypt(sum.data(), sum.data());
  auto add = [&](BytesView bytes) {
    for_each_block(bytes, [&](BytesView part) {
      exclusive_or(sum, part);
      function->encrypt(sum.data(), sum.data());
    });
  };
  if (!parameters.data.empty()) {
    constexpr size_t kFirstLong = 0xff00;
    const uint64_t size = parameters.data.size();
    Bytes data;
    int shift = 8;
    if (size >= kFirstLong) {
      data = {0xff, 0xfe};
      shift = 24;
    }
    for (; shift >= 0; shift -= 8) data.push_back(static_cast<uint8_t>(size >> shift));
    data.insert(data.end(), parameters.data.begin(), parameters.data.end());
    add(data);
  }
  add(encrypts ? text : BytesView(result.text));
  exclusive_or(sum, mask);
  result.tag.assign(sum.begin(), sum.begin() + static_cast<ptrdiff_t>(parameters.tag_size));
  return result;
}

// --- ChaCha20 with Poly1305

AeadResult run_chacha20_poly1305(const AeadParameters& parameters, BytesView text, bool encrypts) {
  constexpr size_t kChachaBlock = 64;
  constexpr size_t kPolyKey = 32;
  Bytes iv(4);
  iv.insert(iv.end(), parameters.iv.begin(), parameters.iv.end());
  const auto cipher = Cipher::make(*find_cipher_type("chacha20"), parameters.key, iv, encrypts);
  Bytes first;
  cipher->add(Bytes(kChachaBlock), first);
  AeadResult result;
  cipher->add(text, result.text);
  Bytes authenticated;
  auto add = [&](BytesView bytes) {
    authenticated.insert(authenticated.end(), bytes.begin(), bytes.end());
    authenticated.resize((authenticated.size() + kBlock - 1) / kBlock * kBlock);
  };
  add(parameters.data);
  add(encrypts ? BytesView(result.text) : text);
  for (uint64_t size : {uint64_t{parameters.data.size()}, uint64_t{text.size()}}) {
    for (int i = 0; i < 8; ++i, size >>= 8) authenticated.push_back(static_cast<uint8_t>(size));
  }
  result.tag = poly1305(BytesView(first).first(kPolyKey), authenticated);
  result.tag.resize(parameters.tag_size);
  return result;
}

}  // namespace

bool is_aead_iv_size(const CipherType& type, size_t size) {
  constexpr size_t kMaxGcmIv = 128;  // OpenSSL's
  if (type.mode == CipherMode::kGcm) return size >= 1 && size <= kMaxGcmIv;
  if (type.mode == CipherMode::kCcm) return size >= 7 && size <= 13;
  return size == type.iv_size;
}

bool is_aead_tag_size(const CipherType& type, size_t size) {
  if (type.mode == CipherMode::kCcm) return size >= 4 && size <= kBlock && size % 2 == 0;
  return size >= 1 && size <= kBlock;
}

AeadResult run_aead(const AeadParameters& parameters, BytesView text, bool encrypts) {
  if (parameters.type.mode == CipherMode::kGcm) return run_gcm(parameters, text, encrypts);
  if (parameters.type.mode == CipherMode::kCcm) return run_ccm(parameters, text, encrypts);
  return run_chacha20_poly1305(parameters, text, encrypts);
}

Bytes poly1305(BytesView key, BytesView text) {
  poly1305_state state;
  poly1305_init(&state, key.data(), static_cast<unsigned long>(key.size()));
  if (!text.empty()) {
    poly1305_process(&state, text.data(), static_cast<unsigned long>(text.size()));
  }
  Bytes tag(kBlock);
  auto size = static_cast<unsigned long>(tag.size());
  poly1305_done(&state, tag.data(), &size);
  return tag;
}

bool equal_in_constant_time(BytesView a, BytesView b) {
  if (a.size() != b.size()) return false;
  uint8_t difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference |= static_cast<uint8_t>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace linac
