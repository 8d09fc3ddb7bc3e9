// SPDX-License-Identifier: Apache-2.0
//
// The MD5 that identifies a module's code, as `M:module_info(md5)` tells it: of the chunks that
// matter when it runs, so that neither line numbers nor the compiler's options change it.
#pragma once

#include <vector>

#include "beam/container.h"
#include "beam/file.h"

namespace linac::beam {

ModuleMd5 module_md5(const std::vector<Chunk>& chunks);

}  // namespace linac::beam
