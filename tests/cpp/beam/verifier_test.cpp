// SPDX-License-Identifier: Apache-2.0
//
// What the verifier accepts, what it proves, and what it refuses and how it says so.
#include "beam/verifier.h"

#include <gtest/gtest.h>

#include "beam_builder.h"

namespace linac::beam {
namespace {

using namespace testing;

struct Verified {
  std::optional<File> file;
  std::optional<Facts> facts;
  Error error;
};

Verified verify_module(const BeamBuilder& b) {
  Verified result;
  result.file = read_file(b.build(), result.error);
  if (result.file) result.facts = verify(*result.file, result.error);
  return result;
}

/// The message without the name of the function, or "accepted".
std::string verdict(const BeamBuilder& b) {
  const Verified result = verify_module(b);
  return result.facts ? "accepted" : result.error.message;
}

/// A module whose function f/`arity` has entry label 2; tests add its instructions.
BeamBuilder function_of(uint32_t arity) {
  BeamBuilder b;
  b.function("f", arity, 1);
  return b;
}

/// Index of the n-th instruction with that opcode.
size_t find(const File& file, Opcode opcode, int n = 0) {
  for (size_t i = 0; i < file.code.instructions.size(); i++) {
    if (file.code.instructions[i].opcode == opcode && n-- == 0) return i;
  }
  ADD_FAILURE() << "no " << info(opcode).name;
  return 0;
}

using O = Opcode;

// --- shape of the code

TEST(Verifier, SmallestFunction) {
  const Verified v = verify_module(function_of(1).op(O::kReturn));
  ASSERT_TRUE(v.facts) << v.error.message;
  ASSERT_EQ(v.facts->functions.size(), 1u);
  EXPECT_EQ(v.facts->functions[0].entry, 2u);
  EXPECT_EQ(v.facts->functions[0].arity, 1u);
  EXPECT_EQ(v.facts->functions[0].begin, 0u);
  EXPECT_EQ(v.facts->functions[0].end, 4u);
  EXPECT_EQ(v.facts->max_x, 1u);
}

TEST(Verifier, ErrorsNameChunkOffsetAndFunction) {
  const Verified v = verify_module(function_of(0).op(O::kReturn));
  ASSERT_FALSE(v.facts);
  EXPECT_EQ(v.error.sentence("t.beam"),
            "t.beam: chunk Code at offset 28: return in f/0: x0 must be live and is not a term");
}

TEST(Verifier, CodeOutsideOfFunctions) {
  BeamBuilder b;
  b.op(O::kReturn).function("f", 1, 1).op(O::kReturn);
  EXPECT_EQ(verdict(b), "code stands outside of functions");
}

TEST(Verifier, NumberOfFunctions) {
  BeamBuilder b = function_of(1).op(O::kReturn);
  b.function_count = 2;
  EXPECT_EQ(verdict(b), "there are 1 functions, the header says 2");
}

TEST(Verifier, EntryLabelMustFollow) {
  BeamBuilder b;
  b.function_count = 1;
  b.label(1).op(O::kFuncInfo, {b.atom("m"), b.atom("f"), u(0)}).op(O::kReturn);
  EXPECT_EQ(verdict(b), "func_info: no entry label follows");
}

TEST(Verifier, FuncInfoOfAnotherModule) {
  BeamBuilder b;
  b.function_count = 1;
  b.label(1).op(O::kFuncInfo, {b.atom("other"), b.atom("f"), u(0)}).label(2).op(O::kReturn);
  EXPECT_EQ(verdict(b), "func_info: the module is not this one");
}

TEST(Verifier, RunningIntoTheNextFunction) {
  BeamBuilder b = function_of(1);
  b.function("g", 1, 3).op(O::kReturn);
  EXPECT_EQ(verdict(b), "label in f/1: the code runs into the next function");
}

TEST(Verifier, RunningPastTheEnd) {
  EXPECT_EQ(verdict(function_of(1)), "int_code_end in f/1: the code runs past its end");
}

TEST(Verifier, JumpIntoAnotherFunction) {
  BeamBuilder b = function_of(1).op(O::kJump, {f(4)});
  b.function("g", 1, 3).op(O::kReturn);
  EXPECT_EQ(verdict(b), "jump: label 4 lies in another function");
}

TEST(Verifier, SelectIntoAnotherFunction) {
  BeamBuilder b = function_of(1);
  b.op(O::kSelectVal, {x(0), f(2), list({b.atom("a"), f(4)})});
  b.function("g", 1, 3).op(O::kReturn);
  EXPECT_EQ(verdict(b), "select_val: label 4 lies in another function");
}

TEST(Verifier, UndefinedLabel) {
  BeamBuilder b = function_of(1).op(O::kJump, {f(3)});
  b.label_count = 5;
  EXPECT_EQ(verdict(b), "jump: label 3 is not defined");
}

TEST(Verifier, ExportsMustBeEntries) {
  BeamBuilder b = function_of(1).op(O::kReturn);
  Bytes entry;
  for (const uint32_t field : {2u, 1u, 1u}) append_u32(entry, field);  // atom 2 is f, label 1
  b.chunk("ExpT", BeamBuilder::counted(1, entry));
  EXPECT_EQ(verify_module(b).error.sentence("t.beam"),
            "t.beam: chunk ExpT at offset 0: label 1 is not the entry of f/1");
}

TEST(Verifier, FunsMustBeEntries) {
  BeamBuilder b = function_of(1).op(O::kReturn);
  b.lambda("f", 2, 2, 0);
  EXPECT_EQ(verdict(b), "label 2 is not the entry of f/2");
  BeamBuilder far = function_of(1).op(O::kReturn);
  far.lambda("f", 1, 0xffffffff, 0);
  EXPECT_EQ(verdict(far), "label 4294967295 is not the entry of f/1");
}

// --- operands

TEST(Verifier, OperandKinds) {
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {f(1), x(0)})),
            "move: an operand is of the wrong kind");
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {x(0), integer(1)})),
            "move: an operand is of the wrong kind");
  EXPECT_EQ(verdict(function_of(1).op(O::kIsNil, {f(0), x(0)})), "is_nil: label 0 is not defined");
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {list({}), x(0)})),
            "move: an operand is of the wrong kind");
}

TEST(Verifier, OperandRanges) {
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {x(1024), x(0)})),
            "move: X register 1024 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {y(1024), x(0)})),
            "move: Y register 1024 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {compact(2, 99), x(0)})),
            "move: atom 99 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {literal(0), x(0)})),
            "move: literal 0 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kFmove, {fr(1024), x(0)})),
            "fmove: floating-point register 1024 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kCallExtOnly, {u(1), u(0)})),
            "call_ext_only: import 0 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kMakeFun3, {u(0), x(0), list({})})),
            "make_fun3: fun 0 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kTestHeap, {u(1 << 30), u(0)})),
            "test_heap: heap need 1073741824 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kAllocate, {u(2000), u(0)})),
            "allocate: frame size 2000 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kTestHeap, {u(1), u(1025)})),
            "test_heap: number of live registers 1025 is out of range");
  EXPECT_EQ(verdict(function_of(1).op(O::kGetTupleElement, {x(0), u(1 << 24), x(0)})),
            "get_tuple_element: tuple position 16777216 is out of range");
}

TEST(Verifier, ListShapes) {
  BeamBuilder b = function_of(1);
  EXPECT_EQ(verdict(b.op(O::kSelectVal, {x(0), f(1), list({integer(1)})})),
            "select_val: a list has a wrong number of elements");
  EXPECT_EQ(verdict(function_of(1).op(O::kSelectVal, {x(0), f(1), list({x(0), f(1)})})),
            "select_val: an operand is of the wrong kind");
  EXPECT_EQ(verdict(function_of(1).op(O::kInitYregs, {list({x(0)})})),
            "init_yregs: an operand is of the wrong kind");
}

TEST(Verifier, ArityOfImports) {
  BeamBuilder b = function_of(2);
  EXPECT_EQ(verdict(b.op(O::kCallExtOnly, {u(2), b.import("lists", "map", 3)})),
            "call_ext_only: a BIF is called with a wrong number of arguments");
}

TEST(Verifier, StringsInRange) {
  BeamBuilder b = function_of(1);
  b.strings = {1, 2, 3};
  b.op(O::kBsMatchString, {f(1), x(0), u(24), u(1)});
  EXPECT_EQ(verdict(b), "bs_match_string: a string is out of range");
}

TEST(Verifier, SegmentsOfBinaries) {
  BeamBuilder b = function_of(1);
  const Bytes segment = list({b.atom("what"), u(1), u(1), nil(), x(0), integer(8)});
  EXPECT_EQ(verdict(b.op(O::kBsCreateBin, {f(0), u(0), u(1), u(1), x(0), segment})),
            "bs_create_bin: a segment's type is unknown");
  BeamBuilder short_list = function_of(1);
  EXPECT_EQ(verdict(short_list.op(O::kBsCreateBin,
                                  {f(0), u(0), u(1), u(1), x(0), list({b.atom("integer")})})),
            "bs_create_bin: a segment is incomplete");
}

TEST(Verifier, MatchCommands) {
  const auto verdict_of = [](const char* command, const Bytes& operand) {
    BeamBuilder b = function_of(1);
    b.op(O::kBsMatch, {f(1), x(0), list({b.atom(command), operand})});
    return verdict(b);
  };
  EXPECT_EQ(verdict_of("jump", u(1)), "bs_match: a match command is unknown");
  EXPECT_EQ(verdict_of("integer", u(1)), "bs_match: a match command is incomplete");
  EXPECT_EQ(verdict_of("skip", x(1)), "bs_match: an operand is of the wrong kind");
}

// --- registers

TEST(Verifier, ReadBeforeWrite) {
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {x(1), x(0)}).op(O::kReturn)),
            "move in f/1: x1 is read before it is written");
}

TEST(Verifier, RegisterDefinedOnOneWayOnly) {
  BeamBuilder b = function_of(1);
  b.op(O::kIsNil, {f(3), x(0)}).op(O::kMove, {integer(1), x(1)}).label(3);
  b.op(O::kMove, {x(1), x(0)}).op(O::kReturn);
  EXPECT_EQ(verdict(b), "move in f/1: x1 is read before it is written");
}

TEST(Verifier, RegisterLostInALoop) {
  // x1 is defined on entry to the loop, and lost on the way round.
  BeamBuilder b = function_of(2);
  b.label(3).op(O::kMove, {x(1), x(0)}).op(O::kTestHeap, {u(2), u(1)}).op(O::kJump, {f(3)});
  EXPECT_EQ(verdict(b), "move in f/2: x1 is read before it is written");
}

TEST(Verifier, RegistersDieAtCalls) {
  BeamBuilder b = function_of(2);
  b.op(O::kAllocate, {u(0), u(2)}).op(O::kCall, {u(2), f(2)}).op(O::kMove, {x(1), x(0)});
  EXPECT_EQ(verdict(b), "move in f/2: x1 is read before it is written");
}

TEST(Verifier, LiveRegistersMustBeDefined) {
  EXPECT_EQ(verdict(function_of(1).op(O::kTestHeap, {u(2), u(2)})),
            "test_heap in f/1: x1 must be live and is not a term");
}

TEST(Verifier, ArgumentsMustBeDefined) {
  BeamBuilder b = function_of(1);
  EXPECT_EQ(verdict(b.op(O::kCallExtOnly, {u(2), b.import("m", "g", 2)})),
            "call_ext_only in f/1: x1 must be live and is not a term");
}

TEST(Verifier, GcBifKillsRegistersOnFailureToo) {
  BeamBuilder b = function_of(2);
  const Bytes length = b.import("erlang", "length", 1);
  b.op(O::kGcBif1, {f(3), u(1), length, x(0), x(0)}).op(O::kReturn);
  b.label(3).op(O::kMove, {x(1), x(0)}).op(O::kReturn);
  EXPECT_EQ(verdict(b), "move in f/2: x1 is read before it is written");
}

TEST(Verifier, FloatRegisters) {
  BeamBuilder b = function_of(1);
  b.op(O::kFadd, {f(0), fr(0), fr(1), fr(0)});
  EXPECT_EQ(verdict(b), "fadd in f/1: a floating-point register is read before it is written");
  BeamBuilder good = function_of(1);
  good.op(O::kFconv, {x(0), fr(0)}).op(O::kFadd, {f(0), fr(0), fr(0), fr(2)});
  good.op(O::kTestHeap, {alloc({{0, 0}, {1, 1}}), u(0)}).op(O::kFmove, {fr(2), x(0)});
  const Verified v = verify_module(good.op(O::kReturn));
  ASSERT_TRUE(v.facts) << v.error.message;
  EXPECT_EQ(v.facts->max_float_register, 3u);
}

// --- frames

TEST(Verifier, FramesInStep) {
  EXPECT_EQ(verdict(function_of(1).op(O::kAllocate, {u(0), u(1)}).op(O::kReturn)),
            "return in f/1: the frame has not been released");
  EXPECT_EQ(verdict(function_of(1).op(O::kDeallocate, {u(0)}).op(O::kReturn)),
            "deallocate in f/1: the frame has -1 registers, not 0 (-1: no frame, -3: differs)");
  EXPECT_EQ(verdict(function_of(1).op(O::kAllocate, {u(1), u(1)}).op(O::kDeallocate, {u(2)})),
            "deallocate in f/1: the frame has 1 registers, not 2 (-1: no frame, -3: differs)");
  EXPECT_EQ(verdict(function_of(1).op(O::kAllocate, {u(1), u(1)}).op(O::kAllocate, {u(1), u(1)})),
            "allocate in f/1: there is a frame already");
  EXPECT_EQ(verdict(function_of(1).op(O::kCall, {u(1), f(2)})),
            "call in f/1: a call needs a frame");
  EXPECT_EQ(verdict(function_of(1).op(O::kAllocate, {u(0), u(1)}).op(O::kCallOnly, {u(1), f(2)})),
            "call_only in f/1: the frame has 0 registers, not -1 (-1: no frame, -3: differs)");
}

TEST(Verifier, YRegistersOutsideTheFrame) {
  BeamBuilder b = function_of(1);
  EXPECT_EQ(verdict(b.op(O::kAllocate, {u(1), u(1)}).op(O::kMove, {x(0), y(1)})),
            "move in f/1: y1 is outside the frame");
  EXPECT_EQ(verdict(function_of(1).op(O::kMove, {y(0), x(0)})),
            "move in f/1: y0 is outside the frame");
}

TEST(Verifier, YRegistersMustBeInitialised) {
  BeamBuilder b = function_of(1);
  EXPECT_EQ(verdict(b.op(O::kAllocate, {u(1), u(1)}).op(O::kCall, {u(1), f(2)})),
            "call in f/1: y0 has not been initialised");
  BeamBuilder good = function_of(1);
  good.op(O::kAllocate, {u(1), u(1)}).op(O::kInitYregs, {list({y(0)})});
  good.op(O::kCall, {u(1), f(2)}).op(O::kDeallocate, {u(1)}).op(O::kReturn);
  EXPECT_EQ(verdict(good), "accepted");
}

TEST(Verifier, TrimMovesRegisters) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(3), u(1)}).op(O::kMove, {x(0), y(2)}).op(O::kTrim, {u(2), u(1)});
  b.op(O::kMove, {y(0), x(0)}).op(O::kDeallocate, {u(1)}).op(O::kReturn);
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  EXPECT_EQ(v.facts->frame_size[find(*v.file, O::kTrim)], 3);
  EXPECT_EQ(v.facts->frame_size[find(*v.file, O::kDeallocate)], 1);
  EXPECT_EQ(v.facts->frame_size[find(*v.file, O::kReturn)], Facts::kNoFrame);
  EXPECT_EQ(verdict(function_of(1).op(O::kAllocate, {u(1), u(1)}).op(O::kTrim, {u(1), u(1)})),
            "trim in f/1: the frame has 1 registers (-1: no frame)");
}

TEST(Verifier, CodeThatRaisesMayBeSharedBetweenFrames) {
  BeamBuilder b = function_of(1);
  b.op(O::kIsNil, {f(3), x(0)}).op(O::kAllocate, {u(1), u(1)}).op(O::kIsNil, {f(3), x(0)});
  b.op(O::kDeallocate, {u(1)}).op(O::kReturn).label(3).op(O::kBadmatch, {x(0)});
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  const size_t badmatch = find(*v.file, O::kBadmatch);
  EXPECT_EQ(v.facts->frame_size[badmatch], Facts::kMixedFrame);
  // y0 was not written on that way.
  EXPECT_EQ(v.facts->clears_frame[find(*v.file, O::kAllocate)], 1);
}

TEST(Verifier, MixedFramesCannotReturn) {
  BeamBuilder b = function_of(1);
  b.op(O::kIsNil, {f(3), x(0)}).op(O::kAllocate, {u(0), u(1)}).label(3).op(O::kReturn);
  EXPECT_EQ(verdict(b), "return in f/1: the frame has not been released");
}

TEST(Verifier, FramesToClear) {
  const auto clears = [](bool written) {
    BeamBuilder b = function_of(1);
    const Bytes hd = b.import("erlang", "hd", 1);
    b.op(O::kAllocate, {u(1), u(1)});
    if (written) b.op(O::kMove, {x(0), y(0)});
    b.op(O::kBif1, {f(0), hd, x(0), x(0)}).op(O::kDeallocate, {u(1)}).op(O::kReturn);
    const Verified v = verify_module(b);
    EXPECT_TRUE(v.facts) << v.error.message;
    return v.facts && v.facts->clears_frame[find(*v.file, O::kAllocate)] == 1;
  };
  EXPECT_TRUE(clears(false));
  EXPECT_FALSE(clears(true));
}

// --- heap

TEST(Verifier, HeapSpaceMustBeReserved) {
  EXPECT_EQ(verdict(function_of(1).op(O::kPutList, {x(0), nil(), x(0)})),
            "put_list in f/1: needs 2 heap words, 0 are reserved");
  BeamBuilder b = function_of(1);
  b.op(O::kTestHeap, {u(2), u(1)}).op(O::kPutTuple2, {x(0), list({x(0), x(0)})});
  EXPECT_EQ(verdict(b), "put_tuple2 in f/1: needs 3 heap words, 2 are reserved");
}

TEST(Verifier, HeapSpaceIsUsedUp) {
  BeamBuilder b = function_of(1);
  b.op(O::kTestHeap, {u(2), u(1)}).op(O::kPutList, {x(0), nil(), x(0)});
  EXPECT_EQ(verdict(b.op(O::kPutList, {x(0), nil(), x(0)})),
            "put_list in f/1: needs 2 heap words, 0 are reserved");
}

TEST(Verifier, HeapSpaceIsLostAtCollections) {
  BeamBuilder b = function_of(1);
  const Bytes length = b.import("erlang", "length", 1);
  b.op(O::kTestHeap, {u(2), u(1)}).op(O::kGcBif1, {f(0), u(1), length, x(0), x(1)});
  EXPECT_EQ(verdict(b.op(O::kPutList, {x(0), nil(), x(0)})),
            "put_list in f/1: needs 2 heap words, 0 are reserved");
}

TEST(Verifier, HeapSpaceOfFunsAndFloats) {
  BeamBuilder b = function_of(1);
  const Bytes fun = b.lambda("f", 1, 2, 1);
  b.op(O::kTestHeap, {alloc({{0, 1}, {2, 1}}), u(1)}).op(O::kMakeFun3, {fun, x(0), list({x(0)})});
  EXPECT_EQ(verdict(b.op(O::kReturn)), "accepted");
  BeamBuilder float_result = function_of(1);
  float_result.op(O::kFconv, {x(0), fr(0)}).op(O::kFmove, {fr(0), x(0)}).op(O::kReturn);
  EXPECT_EQ(verdict(float_result), "fmove in f/1: needs 2 heap words, 0 are reserved");
}

// --- calls

TEST(Verifier, CallsMustNameAnEntry) {
  BeamBuilder b = function_of(1);
  EXPECT_EQ(verdict(b.op(O::kCallOnly, {u(1), f(1)})),
            "call_only in f/1: label 1 is not a function's entry");
  EXPECT_EQ(verdict(function_of(1).op(O::kCallOnly, {u(0), f(2)})),
            "call_only in f/1: the function called has 1 parameters");
}

TEST(Verifier, ErrorCallsReleaseNothing) {
  BeamBuilder b = function_of(1);
  const Bytes error = b.import("erlang", "error", 1);
  b.op(O::kAllocate, {u(0), u(1)}).op(O::kCallExtLast, {u(1), error, u(7)});
  EXPECT_EQ(verdict(b), "accepted");
  BeamBuilder other = function_of(1);
  const Bytes import = other.import("erlang", "hd", 1);
  other.op(O::kAllocate, {u(0), u(1)}).op(O::kCallExtLast, {u(1), import, u(7)});
  EXPECT_EQ(verdict(other),
            "call_ext_last in f/1: the frame has 0 registers, not 7 (-1: no frame, -3: differs)");
}

// --- exceptions

BeamBuilder try_module(bool defines_y1) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(2), u(1)});
  if (defines_y1) b.op(O::kMove, {x(0), y(1)});
  b.op(O::kTry, {y(0), f(3)});
  const Bytes hd = b.import("erlang", "hd", 1);
  b.op(O::kBif1, {f(0), hd, x(0), x(0)}).op(O::kTryEnd, {y(0)});
  b.op(O::kDeallocate, {u(2)}).op(O::kReturn);
  b.label(3).op(O::kTryCase, {y(0)}).op(O::kMove, {y(1), x(0)});
  return b.op(O::kDeallocate, {u(2)}).op(O::kReturn);
}

TEST(Verifier, HandlersKnowYRegisters) {
  EXPECT_EQ(verdict(try_module(true)), "accepted");
  EXPECT_EQ(verdict(try_module(false)), "move in f/1: y1 is read before it is written");
}

TEST(Verifier, CatchTagsAreNoTerms) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(1), u(1)}).op(O::kCatch, {y(0), f(3)}).op(O::kMove, {y(0), x(0)});
  b.label(3).op(O::kCatchEnd, {y(0)}).op(O::kDeallocate, {u(1)}).op(O::kReturn);
  EXPECT_EQ(verdict(b), "move in f/1: y0 holds a catch tag, not a term");
}

TEST(Verifier, CatchTagsAreNotOverwritten) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(1), u(1)}).op(O::kCatch, {y(0), f(3)}).op(O::kMove, {x(0), y(0)});
  b.label(3).op(O::kCatchEnd, {y(0)}).op(O::kDeallocate, {u(1)}).op(O::kReturn);
  EXPECT_EQ(verdict(b), "move in f/1: y0 holds an active catch");
}

TEST(Verifier, FramesWithAnActiveCatchStay) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(1), u(1)}).op(O::kCatch, {y(0), f(3)}).op(O::kDeallocate, {u(1)});
  b.op(O::kReturn).label(3).op(O::kCatchEnd, {y(0)}).op(O::kDeallocate, {u(1)}).op(O::kReturn);
  EXPECT_EQ(verdict(b), "deallocate in f/1: a catch is still active");
}

TEST(Verifier, CatchActiveOnOneWayOnly) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(1), u(1)}).op(O::kMove, {x(0), y(0)}).op(O::kIsNil, {f(3), x(0)});
  b.op(O::kInitYregs, {list({y(0)})}).op(O::kTry, {y(0), f(4)}).label(3);
  b.op(O::kDeallocate, {u(1)}).op(O::kReturn).label(4).op(O::kTryCase, {y(0)}).op(O::kIfEnd);
  EXPECT_EQ(verdict(b), "label in f/1: y0 holds an active catch on one way only, at label 3");
}

TEST(Verifier, TryCaseNeedsAnException) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(1), u(1)}).op(O::kTry, {y(0), f(3)}).label(3).op(O::kTryCase, {y(0)});
  b.op(O::kDeallocate, {u(1)}).op(O::kReturn);
  EXPECT_EQ(verdict(b), "try_case in f/1: x0 does not hold an exception");
}

TEST(Verifier, TryCaseEndsOnlyTry) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(1), u(1)}).op(O::kCatch, {y(0), f(3)}).op(O::kIfEnd);
  b.label(3).op(O::kTryCase, {y(0)}).op(O::kDeallocate, {u(1)}).op(O::kReturn);
  EXPECT_EQ(verdict(b), "try_case in f/1: y0 holds no such tag");
}

TEST(Verifier, CallThatNeverReturnsMayRunIntoTheHandler) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(1), u(1)}).op(O::kTry, {y(0), f(3)}).op(O::kCall, {u(1), f(2)});
  b.label(3).op(O::kTryCase, {y(0)}).op(O::kDeallocate, {u(1)}).op(O::kReturn);
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kTryCase)], 0);
}

TEST(Verifier, ExceptionsAreNotToBeRead) {
  BeamBuilder b = function_of(1);
  b.op(O::kAllocate, {u(1), u(1)}).op(O::kTry, {y(0), f(3)}).op(O::kIfEnd);
  b.label(3).op(O::kMove, {x(1), x(0)});
  EXPECT_EQ(verdict(b), "move in f/1: x1 holds an exception, not a term");
}

// --- types

TEST(Verifier, ListAccessProvenByTest) {
  BeamBuilder b = function_of(1);
  b.op(O::kGetHd, {x(0), x(1)}).op(O::kIsNonemptyList, {f(3), x(0)});
  b.op(O::kGetList, {x(0), x(0), x(1)}).op(O::kReturn).label(3).op(O::kReturn);
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kGetHd)], 0);
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kGetList)], 1);
}

TEST(Verifier, TupleAccessProvenBySize) {
  const auto proven = [](int64_t tested, int64_t position) {
    BeamBuilder b = function_of(1);
    b.op(O::kIsTuple, {f(3), x(0)}).op(O::kTestArity, {f(3), x(0), u(tested)});
    b.op(O::kGetTupleElement, {x(0), u(position), x(0)}).op(O::kReturn);
    b.label(3).op(O::kReturn);
    const Verified v = verify_module(b);
    EXPECT_TRUE(v.facts) << v.error.message;
    return v.facts && v.facts->proven[find(*v.file, O::kGetTupleElement)] == 1;
  };
  EXPECT_TRUE(proven(2, 1));
  EXPECT_FALSE(proven(2, 2));
}

TEST(Verifier, TupleSizeIsTheLeastOfBothWays) {
  BeamBuilder b = function_of(1);
  b.op(O::kSelectTupleArity, {x(0), f(5), list({u(2), f(3), u(3), f(4)})});
  b.label(3).op(O::kJump, {f(4)}).label(4).op(O::kGetTupleElement, {x(0), u(1), x(1)});
  b.op(O::kGetTupleElement, {x(0), u(2), x(1)}).label(5).op(O::kReturn);
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kSelectTupleArity)], 0);
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kGetTupleElement, 0)], 1);
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kGetTupleElement, 1)], 0);
}

TEST(Verifier, LiteralsHaveTypes) {
  BeamBuilder b = function_of(0);
  const Bytes pair = b.add_literal({104, 2, 97, 1, 97, 2});
  b.op(O::kMove, {pair, x(0)}).op(O::kGetTupleElement, {x(0), u(1), x(1)});
  b.op(O::kGetTupleElement, {x(0), u(2), x(1)}).op(O::kReturn);
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kGetTupleElement, 0)], 1);
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kGetTupleElement, 1)], 0);
}

TEST(Verifier, OperandTypes) {
  BeamBuilder b = function_of(1);
  b.op(O::kIsAtom, {f(3), x(0)}).op(O::kMove, {x(0), x(1)}).op(O::kReturn);
  b.label(3).op(O::kMove, {x(0), x(1)}).op(O::kReturn);
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  const auto source_types = [&](int n) {
    const Instruction& move = v.file->code.instructions[find(*v.file, O::kMove, n)];
    return v.facts->operand_types[move.operands];
  };
  EXPECT_EQ(source_types(0), kTypeAtom);
  EXPECT_EQ(source_types(1) & kTypeAtom, 0);
  EXPECT_EQ(source_types(1) & kTypeTuple, kTypeTuple);
}

TEST(Verifier, TypesOfTheTypeChunkAreNotTrusted) {
  BeamBuilder b = function_of(1);
  Bytes types;
  append_u32(types, 2);
  append_u32(types, 1);
  append_u16(types, kTypeCons);
  b.chunk("Type", types);
  b.op(O::kGetHd, {typed(x(0), 0), x(0)}).op(O::kReturn);
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kGetHd)], 0);
}

TEST(Verifier, SetTupleElementOnlyOnAFreshTuple) {
  const auto verdict_with = [](bool collects) {
    BeamBuilder b = function_of(3);
    const Bytes setelement = b.import("erlang", "setelement", 3);
    b.op(O::kAllocate, {u(0), u(3)}).op(O::kCallExt, {u(3), setelement});
    if (collects) b.op(O::kTestHeap, {u(2), u(1)});
    b.op(O::kSetTupleElement, {integer(1), x(0), u(0)}).op(O::kDeallocate, {u(0)});
    return verdict(b.op(O::kReturn));
  };
  EXPECT_EQ(verdict_with(false), "accepted");
  EXPECT_EQ(verdict_with(true), "set_tuple_element in f/3: the tuple has not just been made");
}

// --- bit syntax

TEST(Verifier, MatchContexts) {
  BeamBuilder b = function_of(1);
  b.op(O::kBsStartMatch3, {f(3), x(0), u(1), x(1)});
  b.op(O::kBsGetInteger2, {f(3), x(1), u(2), integer(8), u(1), u(0), x(2)});
  b.op(O::kBsTestTail2, {f(3), x(0), u(0)}).label(3).op(O::kReturn);
  const Verified v = verify_module(b);
  ASSERT_TRUE(v.facts) << v.error.message;
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kBsGetInteger2)], 1);
  EXPECT_EQ(v.facts->proven[find(*v.file, O::kBsTestTail2)], 0);
}

TEST(Verifier, MatchedBitsMustBeEnsured) {
  const auto proven = [](int64_t ensured) {
    BeamBuilder b = function_of(1);
    b.op(O::kBsStartMatch3, {f(3), x(0), u(1), x(1)});
    b.op(O::kBsMatch, {f(3), x(1),
                       list({b.atom("ensure_at_least"), u(ensured), u(1), b.atom("skip"), u(8),
                             b.atom("integer"), u(2), nil(), u(8), u(1), x(2)})});
    b.label(3).op(O::kReturn);
    const Verified v = verify_module(b);
    EXPECT_TRUE(v.facts) << v.error.message;
    return v.facts && v.facts->proven[find(*v.file, O::kBsMatch)] == 1;
  };
  EXPECT_TRUE(proven(16));
  EXPECT_FALSE(proven(15));
}

TEST(Verifier, MatchContextMustOutliveTheCommands) {
  const auto verdict_with = [](int64_t destination) {
    BeamBuilder b = function_of(1);
    b.op(O::kBsStartMatch3, {f(3), x(0), u(1), x(1)});
    b.op(O::kBsMatch, {f(3), x(1),
                       list({b.atom("ensure_at_least"), u(16), u(1), b.atom("integer"), u(2), nil(),
                             u(8), u(1), x(destination), b.atom("skip"), u(8)})});
    return verdict(b.label(3).op(O::kReturn));
  };
  EXPECT_EQ(verdict_with(0), "accepted");
  EXPECT_EQ(verdict_with(1), "bs_match in f/1: the match context is overwritten");
}

TEST(Verifier, BinariesAreBuiltInOneGo) {
  BeamBuilder b = function_of(1);
  b.op(O::kBsPutInteger, {f(0), integer(8), u(1), u(0), x(0)});
  EXPECT_EQ(verdict(b), "bs_put_integer in f/1: no binary is being built");
  BeamBuilder collects = function_of(1);
  collects.op(O::kBsInit2, {f(0), u(1), u(0), u(1), u(0), x(1)}).op(O::kTestHeap, {u(2), u(2)});
  collects.op(O::kBsPutInteger, {f(0), integer(8), u(1), u(0), x(0)});
  EXPECT_EQ(verdict(collects), "bs_put_integer in f/1: no binary is being built");
}

// --- limits

TEST(Verifier, ManyRegistersAtManyLabelsAreRefused) {
  BeamBuilder b = function_of(1);
  for (int i = 1; i < 1024; i++) b.op(O::kMove, {x(0), x(i)});
  constexpr int kLabels = 40000;
  for (int i = 0; i < kLabels; i++) b.op(O::kIsNil, {f(3 + i), x(0)}).label(3 + i);
  b.op(O::kReturn);
  EXPECT_NE(verdict(b).find("the function is too complex"), std::string::npos);
}

}  // namespace
}  // namespace linac::beam
