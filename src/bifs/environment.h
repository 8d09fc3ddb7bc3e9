// SPDX-License-Identifier: Apache-2.0
//
// Environment variables of a VM: a copy of what the host lets programs see, made when it is first
// asked for. Changes are the VM's own; programs that it starts get them.
#pragma once

#include <map>
#include <string>

#include "runtime/context.h"

namespace linac {

std::map<std::string, std::string>& environment_of(Context& context);

}  // namespace linac
