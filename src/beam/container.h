// SPDX-License-Identifier: Apache-2.0
//
// The container of a `.beam` file: an IFF form "BEAM" of chunks, each padded to four bytes.
// Called by `read_file` only. Invariant: a `Chunk` is a view inside the input.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "beam/error.h"

namespace linac::beam {

struct Chunk {
  std::string_view name;  ///< four characters
  std::span<const uint8_t> bytes;
};

/// Splits a (not compressed) file into its chunks; fills `error` otherwise.
std::optional<std::vector<Chunk>> read_container(std::span<const uint8_t> bytes, Error& error);

/// The chunk of that name, or nullptr.
const Chunk* find_chunk(const std::vector<Chunk>& chunks, std::string_view name);

}  // namespace linac::beam
