// SPDX-License-Identifier: Apache-2.0
#include "beam/normalise.h"

#include <gtest/gtest.h>

#include "beam_builder.h"

namespace linac::beam {
namespace {

using namespace testing;
using O = Opcode;

/// Opcodes of the module after normalisation, from the first instruction of its function on.
std::vector<Opcode> normalised(const BeamBuilder& b) {
  Error error;
  auto file = read_file(b.build(), error);
  EXPECT_TRUE(file) << error.message;
  const auto facts = verify(*file, error);
  EXPECT_TRUE(facts) << error.message;
  if (!facts) return {};
  normalise(*file, *facts);
  std::vector<Opcode> result;
  for (size_t i = 3; i < file->code.instructions.size(); i++) {
    const Instruction& instruction = file->code.instructions[i];
    EXPECT_EQ(instruction.operand_count, info(instruction.opcode).arity);
    result.push_back(instruction.opcode);
  }
  return result;
}

TEST(Normalise, FramesThatMustBeCleared) {
  for (const bool with_heap : {false, true}) {
    BeamBuilder b;
    b.function("f", 1, 1);
    if (with_heap) {
      b.op(O::kAllocateHeap, {u(1), u(2), u(1)});
    } else {
      b.op(O::kAllocate, {u(1), u(1)});
    }
    b.op(O::kBadmatch, {x(0)});
    const O zero = with_heap ? O::kAllocateHeapZero : O::kAllocateZero;
    EXPECT_EQ(normalised(b), (std::vector<O>{zero, O::kBadmatch, O::kIntCodeEnd}));
  }
}

TEST(Normalise, FramesThatNeedNotBeCleared) {
  BeamBuilder b;
  b.function("f", 1, 1).op(O::kAllocate, {u(1), u(1)}).op(O::kMove, {x(0), y(0)});
  b.op(O::kBadmatch, {x(0)});
  EXPECT_EQ(normalised(b)[0], O::kAllocate);
}

TEST(Normalise, CallsThatNeverReturn) {
  BeamBuilder b;
  const Bytes error = b.import("erlang", "error", 1), other = b.import("lists", "reverse", 1);
  b.function("f", 1, 1).op(O::kIsNil, {f(3), x(0)}).op(O::kCallExt, {u(1), error}).label(3);
  b.op(O::kAllocate, {u(0), u(1)}).op(O::kIsAtom, {f(4), x(0)});
  b.op(O::kCallExtLast, {u(1), error, u(9)}).label(4).op(O::kCallExt, {u(1), other});
  b.op(O::kCallExtLast, {u(1), other, u(0)});
  EXPECT_EQ(normalised(b), (std::vector<O>{O::kIsNil, O::kCallExtOnly, O::kLabel, O::kAllocate,
                                           O::kIsAtom, O::kCallExtOnly, O::kLabel, O::kCallExt,
                                           O::kCallExtLast, O::kIntCodeEnd}));
}

}  // namespace
}  // namespace linac::beam
