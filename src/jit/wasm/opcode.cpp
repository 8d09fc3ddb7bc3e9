// SPDX-License-Identifier: Apache-2.0
//
// The instruction table itself.
#include "jit/wasm/opcode.h"

#include <algorithm>
#include <iterator>

namespace linac::wasm {
namespace {

constexpr OpcodeInfo kTable[] = {
#define PLAIN(name, text, prefix, code, parameters, results) \
  {Opcode::name, text, Immediates::kNone, 0, parameters, results},
#define MEMORY(name, text, code, alignment, parameters, results) \
  {Opcode::name, text, Immediates::kMemoryArgument, alignment, parameters, results},
#define OTHER(name, text, prefix, code, immediates, parameters, results) \
  {Opcode::name, text, Immediates::immediates, 0, parameters, results},
#include "jit/wasm/opcode.def"
};

constexpr bool before(const OpcodeInfo& a, const OpcodeInfo& b) { return a.opcode < b.opcode; }

constexpr bool sorted() {
  for (size_t i = 1; i < std::size(kTable); ++i) {
    if (!before(kTable[i - 1], kTable[i])) return false;
  }
  return true;
}
static_assert(sorted(), "opcode.def is sorted by prefix and code, without duplicates");

}  // namespace

std::span<const OpcodeInfo> opcode_table() { return kTable; }

const OpcodeInfo& opcode_info(Opcode opcode) {
  const auto* line =
      std::lower_bound(std::begin(kTable), std::end(kTable), opcode,
                       [](const OpcodeInfo& info, Opcode key) { return info.opcode < key; });
  return *line;
}

}  // namespace linac::wasm
