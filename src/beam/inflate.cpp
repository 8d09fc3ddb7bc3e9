// SPDX-License-Identifier: Apache-2.0
//
// Calls zlib; see inflate.h.
#include "beam/inflate.h"

#include <zlib.h>

#include <algorithm>

namespace linac::beam {
namespace {

constexpr size_t kFirstGuess = size_t{64} << 10;
constexpr int kMaxWindowBits = 15;
constexpr int kGzipWindowBits = kMaxWindowBits + 16;  // zlib: 16 more means a gzip header

}  // namespace

std::optional<std::vector<uint8_t>> inflate_bytes(std::span<const uint8_t> bytes,
                                                  Compression compression, size_t limit) {
  z_stream stream = {};
  const int window_bits = compression == Compression::kGzip ? kGzipWindowBits : kMaxWindowBits;
  if (inflateInit2(&stream, window_bits) != Z_OK) return std::nullopt;
  stream.next_in = const_cast<Bytef*>(bytes.data());  // zlib reads only
  stream.avail_in = static_cast<uInt>(bytes.size());

  std::vector<uint8_t> result;
  int status = Z_OK;
  while (status == Z_OK) {
    const size_t used = result.size();
    // One byte past the limit tells "exactly the limit" from "more".
    const size_t wanted = std::min(std::max(kFirstGuess, used * 2), limit + 1);
    if (wanted == used) break;
    result.resize(wanted);
    stream.next_out = result.data() + used;
    stream.avail_out = static_cast<uInt>(wanted - used);
    status = inflate(&stream, Z_NO_FLUSH);
    result.resize(wanted - stream.avail_out);
    if (status == Z_OK && stream.avail_out != 0 && stream.avail_in == 0) break;  // ends early
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END || result.size() > limit) return std::nullopt;
  return result;
}

}  // namespace linac::beam
