// SPDX-License-Identifier: Apache-2.0
#include "memory/out_of_memory.h"

#include <cstdio>
#include <cstdlib>
#include <new>
#include <utility>

namespace linac {

namespace {

constexpr size_t kReserve = size_t{1} << 20;

void* reserve = nullptr;
OutOfMemoryHandler out_of_memory_handler = nullptr;

void operator_new_failed() { out_of_memory(0); }

}  // namespace

void set_out_of_memory_handler(OutOfMemoryHandler handler) {
  out_of_memory_handler = handler;
  if (reserve == nullptr) reserve = std::malloc(kReserve);
  std::set_new_handler(operator_new_failed);
}

void out_of_memory(size_t bytes) {
  std::free(std::exchange(reserve, nullptr));
  // A handler that runs out of memory itself gets no second chance.
  if (OutOfMemoryHandler handler = std::exchange(out_of_memory_handler, nullptr)) handler(bytes);
  std::fprintf(stderr, "linac: out of memory: %zu bytes could not be allocated\n", bytes);
  std::exit(1);
}

}  // namespace linac
