// SPDX-License-Identifier: Apache-2.0
//
// `--`: for each element of the second list, the first one `=:=` to it of the first list goes. Long
// lists take several turns, and time in proportion to their lengths.
#pragma once

#include "runtime/context.h"
#include "runtime/long_work.h"

namespace linac {

/// What a BIF of that name returns for two lists.
Term subtract_lists(Context& context, FunctionName name, const Term* arguments);

}  // namespace linac
