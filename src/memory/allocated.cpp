// SPDX-License-Identifier: Apache-2.0
#include "memory/allocated.h"

#include <malloc.h>

namespace linac {

size_t allocated_bytes() {
#ifdef __EMSCRIPTEN__
  // Its fields are signed and 32 bits wide, as addresses are.
  return static_cast<unsigned>(mallinfo().uordblks);
#else
  return mallinfo2().uordblks;
#endif
}

}  // namespace linac
