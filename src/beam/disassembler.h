// SPDX-License-Identifier: Apache-2.0
//
// A listing of a module's code that reads like the one of `erlc -S`: the same mnemonics, operands
// and order, one instruction a line. Works on any file that `read_file` accepts, verified or not.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "beam/file.h"

namespace linac::beam {

/// Turns an external term (with its version byte) into Erlang text.
using LiteralPrinter = std::function<std::string(std::span<const uint8_t>)>;

/// The listing. Without a printer, literals are shown by their number in the file.
std::string disassemble(const File& file, const LiteralPrinter& literal_printer = nullptr);

}  // namespace linac::beam
