// SPDX-License-Identifier: Apache-2.0
//
// What ets:select_replace/2 takes: specifications of which one can see that they leave each
// object's key as it is.
#pragma once

#include <cstdint>

#include "term/term.h"

namespace linac {

/// Whether every clause of a specification makes an object with the key of the one that it has
/// matched. True as well for what is no specification, which is found out elsewhere.
bool keeps_keys(Term spec, uint32_t key_index);

}  // namespace linac
