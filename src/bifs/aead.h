// SPDX-License-Identifier: Apache-2.0
//
// Ciphers that authenticate what they encrypt and some data beside it: AES in modes GCM and CCM
// (NIST SP 800-38D and 38C), ChaCha20 with Poly1305 (RFC 8439).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "bifs/cipher.h"

namespace linac {

struct AeadParameters {
  const CipherType& type;
  std::span<const uint8_t> key;
  std::span<const uint8_t> iv;
  std::span<const uint8_t> data;  ///< authenticated only
  size_t tag_size;
};

/// Whether the cipher can have an initial vector, and a tag, of that size.
bool is_aead_iv_size(const CipherType& type, size_t size);
bool is_aead_tag_size(const CipherType& type, size_t size);

/// What becomes of a text, and the tag of its encrypted form. Precondition: the sizes are allowed.
struct AeadResult {
  std::vector<uint8_t> text;
  std::vector<uint8_t> tag;
};
AeadResult run_aead(const AeadParameters& parameters, std::span<const uint8_t> text, bool encrypts);

/// Poly1305 of a text, with a key of 32 bytes for this text alone.
std::vector<uint8_t> poly1305(std::span<const uint8_t> key, std::span<const uint8_t> text);

/// Whether two texts are equal, in a time that does not depend on where they differ.
bool equal_in_constant_time(std::span<const uint8_t> a, std::span<const uint8_t> b);

}  // namespace linac
