// SPDX-License-Identifier: Apache-2.0
//
// What the NIFs of OTP's module `crypto` share: the error that crypto.erl turns into its own, and
// arguments that are I/O lists.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "memory/resource.h"
#include "runtime/context.h"
#include "term/atom.h"

namespace linac {

using Bytes = std::vector<uint8_t>;

/// Reductions are charged by the byte.
inline constexpr int64_t kCryptoBytesPerReduction = 64;
/// The number of an argument that an error is not about.
inline constexpr int kNoArgument = -1;

/// Where in this source an error is raised.
struct CodePlace {
  static constexpr CodePlace here(const char* file = __builtin_FILE(),
                                  int line = __builtin_LINE()) {
    return {file, line};
  }
  const char* file;
  int line;
};

/// Raises {badarg | notsup | error, Place, Text}: the place names a file, a line and the argument,
/// counted from 0.
Term crypto_failure(Context& context, Term id, int argument, const char* text,
                    CodePlace place = CodePlace::here());

inline Term bad_argument(Context& context, int argument, const char* text,
                         CodePlace place = CodePlace::here()) {
  return crypto_failure(context, atoms::kBadarg, argument, text, place);
}
inline Term crypto_error(Context& context, const char* text, int argument = kNoArgument,
                         CodePlace place = CodePlace::here()) {
  return crypto_failure(context, atoms::kError, argument, text, place);
}
Term not_supported(Context& context, int argument, const char* text,
                   CodePlace place = CodePlace::here());

/// The bytes of an I/O list, or nothing.
std::optional<Bytes> read_data(Context& context, Term term);

Term bytes_term(Context& context, std::span<const uint8_t> bytes);
Term resource_term(Context& context, std::unique_ptr<Resource> resource);

/// Fills with random bytes of the host's; false if it has none.
bool fill_randomly(std::span<uint8_t> bytes);

}  // namespace linac
