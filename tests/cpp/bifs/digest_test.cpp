// SPDX-License-Identifier: Apache-2.0
//
// Known answers: FIPS 180 and 202, RFC 1321, 4231 and 6070.
#include "bifs/digest.h"

#include <gtest/gtest.h>

#include <string>

namespace linac {
namespace {

std::span<const uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string hex(const std::vector<uint8_t>& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : bytes) text += {kDigits[byte >> 4], kDigits[byte & 15]};
  return text;
}

std::string digest(std::string_view type, std::string_view text) {
  Digest digest(*find_digest_type(type));
  digest.add(bytes_of(text));
  return hex(digest.finish());
}

TEST(Digest, KnownAnswers) {
  EXPECT_EQ(digest("md5", "abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(digest("sha", "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(digest("sha256", ""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(digest("sha3_224", "abc"), "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf");
}

TEST(Digest, SizesAreTheLibrarys) {
  for (const DigestType& type : digest_types()) {
    EXPECT_EQ(Digest(type).finish().size(), type.size) << type.name;
  }
}

TEST(Digest, CopiesGoOnByThemselves) {
  Digest first(*find_digest_type("sha512"));
  first.add(bytes_of("half"));
  Digest second = first;
  second.add(bytes_of("more"));
  EXPECT_EQ(hex(first.finish()), digest("sha512", "half"));
  EXPECT_EQ(hex(second.finish()), digest("sha512", "halfmore"));
}

TEST(Digest, HmacAndKeyDerivation) {
  Hmac hmac(*find_digest_type("sha256"), bytes_of("Jefe"));
  hmac.add(bytes_of("what do ya want for nothing?"));
  EXPECT_EQ(hex(hmac.finish()), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(
      hex(derive_key(*find_digest_type("sha"), bytes_of("password"), bytes_of("salt"), 2, 20)),
      "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
}

}  // namespace
}  // namespace linac
