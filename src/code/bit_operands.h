// SPDX-License-Identifier: Apache-2.0
//
// The lists of operands inside `bs_create_bin` and `bs_match`, decoded once when a module is
// linked: names and flags as numbers, constants as terms. Interpreter, compiled code and runtime
// read them; they live as long as their module. Invariant: lists are verified
// (beam/operand_check.h).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "beam/bit_syntax.h"
#include "beam/instruction.h"
#include "term/atom.h"
#include "term/term.h"

namespace linac {

struct Module;

/// The size `all`. Only the compiler can ask for it: a register that holds the atom asks for
/// nothing that could be matched or built.
inline constexpr Term kAllBits = Term::non_value();
/// What a size that is a constant of the code means.
constexpr Term literal_size(Term constant) { return constant == atoms::kAll ? kAllBits : constant; }

/// Where a term comes from when the instruction is executed.
struct BitSource {
  enum class Kind : uint8_t { kX, kY, kConstant };
  Kind kind = Kind::kConstant;
  uint32_t number = 0;  ///< of a register
  Term constant;

  bool is_constant() const { return kind == Kind::kConstant; }
};

/// A segment of bs_create_bin.
struct BinarySegment {
  beam::SegmentType type;
  uint32_t number;  ///< as errors name it
  uint32_t unit;
  uint32_t flags;
  BitSource value;
  BitSource size;  ///< kAllBits, or atom undefined, where there is none
  /// Size in bits if it is known and right; what is appended to has none of its own.
  std::optional<uint64_t> fixed_bits;
  const uint8_t* string = nullptr;  ///< kString: the bytes
  uint32_t string_bytes = 0;
};

/// A command of bs_match.
struct MatchStep {
  beam::MatchCommand command;
  uint32_t live = 0;
  uint32_t flags = 0;
  uint32_t unit = 0;          ///< kEnsureAtLeast, kGetTail
  uint64_t bits = 0;          ///< what the command asks for, compares or skips
  uint64_t value = 0;         ///< kEqual
  beam::Operand destination;  ///< kInteger, kBinary, kGetTail: a register
};

using BinarySegments = std::vector<BinarySegment>;
using MatchSteps = std::vector<MatchStep>;

/// Flags as a number, from the list of atoms or the number that an operand is.
uint32_t bit_flags(const Module& module, const beam::Operand& operand);

/// Decodes the lists of all bit-syntax instructions of a module whose constants are linked.
void decode_bit_operands(Module& module);

}  // namespace linac
