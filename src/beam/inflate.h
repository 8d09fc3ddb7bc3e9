// SPDX-License-Identifier: Apache-2.0
//
// Decompression of what a `.beam` file may hold compressed: the whole file (gzip) and the literal
// table (zlib). The only place that calls zlib. Invariant: never allocates much more than `limit`,
// whatever the input claims.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace linac::beam {

enum class Compression { kZlib, kGzip };

/// Inflates all of `bytes`; nothing if the data is damaged, ends early or inflates to more than
/// `limit` bytes. Bytes after the end of the compressed stream are ignored.
std::optional<std::vector<uint8_t>> inflate_bytes(std::span<const uint8_t> bytes,
                                                  Compression compression, size_t limit);

}  // namespace linac::beam
