// SPDX-License-Identifier: Apache-2.0
//
// What emitted code and the dispatch loop share for one run: read and written by C++ as a struct,
// by emitted code at the offsets below. Invariant: an offset here and the struct agree; the wasm
// build refuses to compile otherwise.
#pragma once

#include <cstddef>
#include <cstdint>

namespace linac {

struct JITState {
  void* module = nullptr;     ///< module of the running code
  uint32_t continuation = 0;  ///< table slot to go on with
  int32_t reductions = 0;     ///< left in this time slice
};

constexpr uint32_t kJitStateModuleOffset = 0;
constexpr uint32_t kJitStateContinuationOffset = 4;
constexpr uint32_t kJitStateReductionsOffset = 8;

#ifdef __wasm32__
static_assert(offsetof(JITState, module) == kJitStateModuleOffset);
static_assert(offsetof(JITState, continuation) == kJitStateContinuationOffset);
static_assert(offsetof(JITState, reductions) == kJitStateReductionsOffset);
#endif

}  // namespace linac
