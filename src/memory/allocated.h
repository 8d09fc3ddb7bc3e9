// SPDX-License-Identifier: Apache-2.0
//
// How much memory the program holds, as the allocator counts it.
#pragma once

#include <cstddef>

namespace linac {

/// Bytes in blocks that have been allocated and not freed; 0 where the allocator does not tell
/// (with AddressSanitizer). Goes through all blocks.
size_t allocated_bytes();

}  // namespace linac
