// SPDX-License-Identifier: Apache-2.0
#include "beam/module_md5.h"

#include <tomcrypt.h>

namespace linac::beam {

namespace {

void add(hash_state& state, std::span<const uint8_t> bytes) {
  if (bytes.empty()) return;
  md5_process(&state, bytes.data(), static_cast<unsigned long>(bytes.size()));
}

/// The fun table: what the compiler hashed each fun's code to, its last number, counts as 0.
void add_funs(hash_state& state, std::span<const uint8_t> bytes) {
  constexpr size_t kCountBytes = 4;
  constexpr size_t kEntryBytes = 24;
  constexpr uint8_t kZero[4] = {};
  if (bytes.size() < kCountBytes) return;
  add(state, bytes.first(kCountBytes));
  bytes = bytes.subspan(kCountBytes);
  for (; bytes.size() >= kEntryBytes; bytes = bytes.subspan(kEntryBytes)) {
    add(state, bytes.first(kEntryBytes - sizeof kZero));
    add(state, kZero);
  }
}

}  // namespace

ModuleMd5 module_md5(const std::vector<Chunk>& chunks) {
  hash_state state;
  md5_init(&state);
  for (const char* name : {"AtU8", "Code", "StrT", "ImpT", "ExpT", "FunT", "LitT", "Meta"}) {
    const Chunk* chunk = find_chunk(chunks, name);
    if (chunk == nullptr) continue;
    if (std::string_view(name) == "FunT") {
      add_funs(state, chunk->bytes);
    } else {
      add(state, chunk->bytes);
    }
  }
  ModuleMd5 md5;
  md5_done(&state, md5.data());
  return md5;
}

}  // namespace linac::beam
