// SPDX-License-Identifier: Apache-2.0
//
// What a debug build's Assembler refuses: each defect aborts with a sentence that names function,
// instruction and cause.
#include "jit/wasm/validator.h"

#include <gtest/gtest.h>

#include "jit/wasm/module.h"

namespace linac::wasm {
namespace {

#if LINAC_WASM_VALIDATE

constexpr ValueType kI32 = ValueType::kI32, kI64 = ValueType::kI64;

// A module with a function `lists:map/2` of type [i32, i64] -> [i32], its body begun.
class ValidatorDeathTest : public testing::Test {
 protected:
  ValidatorDeathTest() {
    GTEST_FLAG_SET(death_test_style, "fast");
    module_.import_memory("env", "memory", 1);
    module_.import_table("env", "table", 1);
    constant_ = module_.import_global("env", "constant", kI32);
    type_ = module_.type({kI32, kI64}, {kI32});
    wide_ = module_.type({}, {kI64});
    function_ = module_.declare_function(type_, "lists:map/2");
    other_ = module_.declare_function(wide_);
    a_ = &module_.begin_function(function_);
  }

  ModuleBuilder module_;
  GlobalIndex constant_;
  TypeIndex type_, wide_;
  FunctionIndex function_, other_;
  Assembler* a_;
};

TEST_F(ValidatorDeathTest, OperandOfTheWrongType) {
  a_->i32_const(1);
  a_->i64_const(2);
  EXPECT_DEATH(a_->i32_add(),
               "wasm function 0 \\(lists:map/2\\), instruction 3, i32.add: expects i32, finds i64");
}

TEST_F(ValidatorDeathTest, OperandMissing) {
  a_->i32_const(1);
  EXPECT_DEATH(a_->i32_add(), "i32.add: an operand is missing");
}

TEST_F(ValidatorDeathTest, OperandBelowTheBlockIsOutOfReach) {
  a_->i32_const(1);
  a_->block();
  EXPECT_DEATH(a_->drop(), "drop: an operand is missing");
}

TEST_F(ValidatorDeathTest, OperandsLeftOver) {
  const Label label = a_->block();
  a_->i32_const(1);
  EXPECT_DEATH(a_->end(label), "end: 1 operands are left over");
}

TEST_F(ValidatorDeathTest, BodyWithoutItsResult) {
  EXPECT_DEATH(module_.end_function(), "end: an operand is missing");
}

TEST_F(ValidatorDeathTest, BodyEndsInsideABlock) {
  a_->block();
  EXPECT_DEATH(module_.end_function(), "the body ends inside a block");
}

TEST_F(ValidatorDeathTest, LabelAlreadyClosed) {
  const Label label = a_->block();
  a_->end(label);
  a_->block();
  EXPECT_DEATH(a_->br(label), "br: the target's construct is not open");
}

TEST_F(ValidatorDeathTest, EndOfAnOuterBlock) {
  const Label outer = a_->block();
  a_->block();
  EXPECT_DEATH(a_->end(outer), "the label is not that of the innermost open construct");
}

TEST_F(ValidatorDeathTest, ElseOfABlock) {
  const Label label = a_->block();
  EXPECT_DEATH(a_->else_(label), "else: no if is open here");
}

TEST_F(ValidatorDeathTest, SecondElse) {
  a_->i32_const(1);
  const Label label = a_->if_();
  a_->else_(label);
  EXPECT_DEATH(a_->else_(label), "else: no if is open here");
}

TEST_F(ValidatorDeathTest, IfWithAResultButNoElse) {
  a_->i32_const(1);
  const Label label = a_->if_(kI32);
  a_->i32_const(1);
  EXPECT_DEATH(a_->end(label), "an if without else must give what it takes");
}

TEST_F(ValidatorDeathTest, BranchWithoutItsOperand) {
  const Label label = a_->block(kI64);
  a_->i32_const(1);
  EXPECT_DEATH(a_->br(label), "br: expects i64, finds i32");
}

TEST_F(ValidatorDeathTest, BranchTableWithUnlikeTargets) {
  const Label with = a_->block(kI32);
  const Label without = a_->block();
  a_->i32_const(1);
  a_->i32_const(1);
  const Label targets[] = {without};
  EXPECT_DEATH(a_->br_table(targets, with), "the targets expect different operands");
}

TEST_F(ValidatorDeathTest, UnknownIndexes) {
  EXPECT_DEATH(a_->local_get({2}), "local.get: local 2 does not exist");
  EXPECT_DEATH(a_->global_get({1}), "global.get: global 1 does not exist");
  EXPECT_DEATH(a_->call({2}), "call: function 2 does not exist");
  EXPECT_DEATH(a_->block(TypeIndex{2}), "block: type 2 does not exist");
  EXPECT_DEATH(a_->table_size({1}), "table.size: table 1 does not exist");
  EXPECT_DEATH(a_->data_drop({0}), "data.drop: data segment 0 does not exist");
  a_->i32_const(0);
  EXPECT_DEATH(a_->call_indirect({2}), "call_indirect: type 2 does not exist");
  EXPECT_DEATH(a_->call_indirect(wide_, {1}), "call_indirect: table 1 does not exist");
}

TEST_F(ValidatorDeathTest, ConstantGlobalIsNotSet) {
  a_->i32_const(1);
  EXPECT_DEATH(a_->global_set(constant_), "global.set: the global is constant");
}

TEST_F(ValidatorDeathTest, AlignmentIsAnExponent) {
  a_->i32_const(1);
  EXPECT_DEATH(a_->i32_load(0, 4), "i32.load: the alignment is more than natural");
}

TEST_F(ValidatorDeathTest, ArgumentsOfACall) {
  a_->i64_const(1);
  a_->i32_const(1);
  EXPECT_DEATH(a_->call(function_), "call: expects i64, finds i32");
}

TEST_F(ValidatorDeathTest, TailCallWithAnotherResult) {
  EXPECT_DEATH(a_->return_call(other_), "the callee does not return what this function does");
  a_->i32_const(1);
  EXPECT_DEATH(a_->return_call_indirect(wide_), "the callee does not return");
}

TEST_F(ValidatorDeathTest, SelectOfDifferentTypes) {
  a_->i32_const(1);
  a_->i64_const(1);
  a_->i32_const(1);
  EXPECT_DEATH(a_->select(), "select: the two values differ in type");
}

TEST_F(ValidatorDeathTest, LocalOfTheWrongType) {
  a_->i32_const(1);
  EXPECT_DEATH(a_->local_set({1}), "local.set: expects i64, finds i32");
}

TEST_F(ValidatorDeathTest, InstructionWithImmediatesAsAPlainOne) {
  EXPECT_DEATH(a_->op(Opcode::i32_const), "this instruction has a method of its own");
}

TEST_F(ValidatorDeathTest, CodeAfterABranchMayTakeWhatItLikes) {
  a_->unreachable();
  a_->i64_add();
  a_->drop();
  a_->select();
  a_->local_set({1});
  a_->i32_const(1);
  module_.end_function();
  module_.begin_function(other_).i64_const(1);
  module_.end_function();
  EXPECT_TRUE(module_.finish().ok());
}

TEST_F(ValidatorDeathTest, CodeAfterABranchIsStillTyped) {
  a_->unreachable();
  a_->i64_const(1);
  EXPECT_DEATH(a_->i32_eqz(), "i32.eqz: expects i32, finds i64");
}

#else

TEST(Validator, IsAbsentFromReleaseBuilds) { GTEST_SKIP() << "LINAC_WASM_VALIDATE is 0"; }

#endif

}  // namespace
}  // namespace linac::wasm
