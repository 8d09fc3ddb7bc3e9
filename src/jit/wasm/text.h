// SPDX-License-Identifier: Apache-2.0
//
// Names in a WebAssembly module are UTF-8. Those of imports and exports must be, so the
// ModuleBuilder refuses others; those of the name section only inform, so it mends them.
#pragma once

#include <string>
#include <string_view>

namespace linac::wasm {

/// Whether `text` is well-formed UTF-8.
bool is_utf8(std::string_view text);

/// `text` fit for the name section: at most kMaxNameBytes, bytes that are no UTF-8 as `?`.
std::string name_section_text(std::string_view text);

}  // namespace linac::wasm
