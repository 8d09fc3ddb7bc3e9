// SPDX-License-Identifier: Apache-2.0
//
// What the functions of a `.beam` file refer to, for packing a program with what it reaches.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "beam/error.h"

namespace linac {

/// A function as text: of another module, or (`module` empty) of the same.
struct FunctionName {
  std::string module;
  std::string function;
  uint32_t arity;  ///< kAnyArity: not said
  static constexpr uint32_t kAnyArity = 256;
  bool operator<(const FunctionName& other) const;
};

/// One function's references, each once, in order.
struct References {
  FunctionName function;  ///< without its module
  /// Functions that it calls or makes funs of; one that is called by a name found while running is
  /// a call of erlang:apply/3.
  std::vector<FunctionName> functions;
  /// Module and function at the start of tuples in its literals, of any arity.
  std::vector<FunctionName> named;
  /// Atoms in its code and literals: modules and functions may be called by their names.
  std::vector<std::string> atoms;
  bool is_on_load;  ///< called when the module is loaded
};

/// The references of all functions of a file, which is read and verified. Nothing, with `error`
/// filled, if the file is no good.
std::optional<std::vector<References>> read_references(std::span<const uint8_t> bytes,
                                                       beam::Error& error);

}  // namespace linac
