// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 of the names in a `.beam` file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace linac::beam {

/// Number of code points, or nothing if `bytes` is not well-formed UTF-8 (surrogates are not).
std::optional<size_t> utf8_length(std::span<const uint8_t> bytes);

std::string utf8_from_latin1(std::span<const uint8_t> bytes);

}  // namespace linac::beam
