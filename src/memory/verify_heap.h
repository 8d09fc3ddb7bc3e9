// SPDX-License-Identifier: Apache-2.0
//
// Looks at every word of a process's memory: is each object where its generation says, does each
// pointer lead to an object of its kind, does nothing old refer to anything younger, is each
// reference-counted binary in the chain of its generation? Part of the native builds, where
// --gc-stress has it look before and after each collection; the address sanitizer sees pointers
// into memory that is gone.
#pragma once

#include <string>

#include "memory/process_heap.h"

namespace linac {

#ifdef __wasm__
inline constexpr bool kVerifiesHeaps = false;
#else
inline constexpr bool kVerifiesHeaps = true;
#endif

/// The first thing that is wrong, or an empty string.
std::string heap_fault(const HeapState& heap, const Roots& roots);

/// Ends the program if something is wrong. `when` says at which moment.
void expect_sound_heap(const HeapState& heap, const Roots& roots, const char* when);

}  // namespace linac
