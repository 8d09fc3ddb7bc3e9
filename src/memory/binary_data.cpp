// SPDX-License-Identifier: Apache-2.0
#include "memory/binary_data.h"

#include <cstdlib>

#include "memory/resource.h"

namespace linac {

BinaryData* create_binary_data(size_t size, size_t capacity) {
  auto* data = static_cast<BinaryData*>(std::malloc(sizeof(BinaryData) + capacity));
  if (data == nullptr) return nullptr;
  data->references = 1;
  data->resource = nullptr;
  data->used_bits = uint64_t{size} * 8;
  data->capacity = capacity;
  return data;
}

BinaryData* resize_binary_data(BinaryData* data, size_t capacity) {
  auto* const resized = static_cast<BinaryData*>(std::realloc(data, sizeof(BinaryData) + capacity));
  if (resized != nullptr) resized->capacity = capacity;
  return resized;
}

void release_binary_data(BinaryData* data) {
  if (--data->references != 0) return;
  delete data->resource;
  std::free(data);
}

void release_binary(Word* owner) { release_binary_data(binary_data(owner)); }

void release_all_binaries(Word* first) { for_each_binary(first, release_binary); }

}  // namespace linac
