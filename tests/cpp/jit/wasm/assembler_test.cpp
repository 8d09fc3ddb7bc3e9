// SPDX-License-Identifier: Apache-2.0
//
// Immediates at their borders, branch depths and locals, against wat2wasm.
#include "jit/wasm/assembler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "wabt.h"

namespace linac::wasm {
namespace {

constexpr ValueType kI32 = ValueType::kI32, kI64 = ValueType::kI64, kF64 = ValueType::kF64;

// Builds a module with one function of type [] -> [] and the body `emit` gives.
template <typename Emit>
FinishedModule one_function(const Emit& emit) {
  ModuleBuilder module;
  module.import_memory("env", "memory", 1);
  const auto function = module.declare_function(module.type({}, {}));
  emit(module.begin_function(function));
  module.end_function();
  return module.finish();
}

std::string one_function_text(const std::string& body) {
  return "(module (import \"env\" \"memory\" (memory 1)) (func " + body + "))";
}

// Both sides of every power of two, both signs.
std::set<int64_t> border_integers() {
  std::set<int64_t> values = {INT64_MIN, INT64_MAX, INT64_MAX - 1};
  for (int bit = 0; bit < 63; ++bit) {
    for (int64_t delta = -2; delta <= 2; ++delta) {
      values.insert((int64_t{1} << bit) + delta);
      values.insert(-(int64_t{1} << bit) + delta);
    }
  }
  return values;
}

TEST(Assembler, IntegerConstantsAreMinimal) {
  LINAC_NEED_TOOL("wat2wasm");
  std::string text;
  const auto module = one_function([&](Assembler& a) {
    for (const int64_t value : border_integers()) {
      text += "i64.const " + std::to_string(value) + " drop\n";
      a.i64_const(value);
      a.drop();
      if (value < INT32_MIN || value > INT32_MAX) continue;
      text += "i32.const " + std::to_string(value) + " drop\n";
      a.i32_const(static_cast<int32_t>(value));
      a.drop();
    }
  });
  expect_same_bodies(module, one_function_text(text));
}

TEST(Assembler, FloatConstantsKeepEveryBit) {
  LINAC_NEED_TOOL("wat2wasm");
  using Limits = std::numeric_limits<double>;
  std::string text;
  const auto module = one_function([&](Assembler& a) {
    const double values[] = {0.0,
                             -0.0,
                             1.0,
                             -1.5,
                             0.1,
                             M_PI,
                             Limits::max(),
                             Limits::min(),
                             Limits::denorm_min(),
                             -Limits::denorm_min(),
                             Limits::infinity()};
    for (const double value : values) {
      char hex_float[64];
      std::snprintf(hex_float, sizeof hex_float, "%a", value);
      text += std::string("f64.const ") + hex_float + " drop\n";
      a.f64_const(value);
      a.drop();
      const auto narrow = static_cast<float>(value);
      std::snprintf(hex_float, sizeof hex_float, "%a", static_cast<double>(narrow));
      text += std::string("f32.const ") + hex_float + " drop\n";
      a.f32_const(narrow);
      a.drop();
    }
    text += "f64.const nan:0x8000000000001 drop f32.const -nan:0x400001 drop";
    a.f64_const(__builtin_bit_cast(double, uint64_t{0x7ff8000000000001}));
    a.drop();
    a.f32_const(__builtin_bit_cast(float, uint32_t{0xffc00001}));
    a.drop();
  });
  expect_same_bodies(module, one_function_text(text));
}

TEST(Assembler, IndexesAndOffsetsAtLebBorders) {
  LINAC_NEED_TOOL("wat2wasm");
  std::string text = "(local";
  for (int i = 0; i < 20'000; ++i) text += " i32";
  text += ")";
  const auto module = one_function([&](Assembler& a) {
    for (int i = 0; i < 20'000; ++i) a.new_local(kI32);
    for (const uint32_t index : {0u, 127u, 128u, 16'383u, 16'384u, 19'999u}) {
      text += " local.get " + std::to_string(index) + " local.set " + std::to_string(index);
      a.local_get({index});
      a.local_set({index});
    }
    for (const uint32_t offset : {127u, 128u, 16'383u, 16'384u, 2'097'151u, 2'097'152u,
                                  268'435'455u, 268'435'456u, 0xffffffffu}) {
      text += " i32.const 0 i64.load offset=" + std::to_string(offset) + " drop";
      a.i32_const(0);
      a.i64_load(offset);
      a.drop();
    }
  });
  expect_same_bodies(module, one_function_text(text));
}

TEST(Assembler, LocalsOfOneTypeShareARun) {
  LINAC_NEED_TOOL("wat2wasm");
  ModuleBuilder module;
  const auto function = module.declare_function(module.type({kI32, kI64}, {}));
  Assembler& a = module.begin_function(function);
  EXPECT_EQ(a.new_local(kI64).value, 2u);
  EXPECT_EQ(a.new_local(kI64).value, 3u);
  EXPECT_EQ(a.new_local(kI32).value, 4u);
  EXPECT_EQ(a.new_local(kF64).value, 5u);
  EXPECT_EQ(a.new_local(kF64).value, 6u);
  EXPECT_EQ(a.new_local(kI64).value, 7u);
  EXPECT_EQ(a.local_count(), 8u);
  a.nop();
  module.end_function();
  const auto finished = module.finish();
  expect_same_bodies(finished,
                     "(module (func (param i32 i64) (local i64 i64 i32 f64 f64 i64) nop))");
  const Bytes expected = {4, 2, 0x7e, 1, 0x7f, 2, 0x7c, 1, 0x7e, 0x01, 0x0b};
  EXPECT_EQ(function_bodies(finished.bytes()).front(), expected);
}

// Locals may be asked for after code that is already written, and in any amount: the body moves.
TEST(Assembler, LocalsHeaderOfAnySizeFitsBeforeTheCode) {
  LINAC_NEED_TOOL("wat2wasm");
  for (const int runs : {0, 1, 2, 3, 4, 100, 1000}) {
    std::string locals, code;
    ModuleBuilder module;
    const auto type = module.type({}, {});
    const auto first = module.declare_function(type);
    const auto second = module.declare_function(type);
    Assembler& a = module.begin_function(first);
    for (int i = 0; i < runs; ++i) {
      locals += i % 2 == 0 ? " (local i32)" : " (local i64)";
      code += "i32.const " + std::to_string(i) + " drop\n";
      a.i32_const(i);
      a.drop();
      a.new_local(i % 2 == 0 ? kI32 : kI64);
    }
    module.end_function();
    module.begin_function(second).nop();
    module.end_function();
    expect_same_bodies(module.finish(), "(module (func " + locals + code + ") (func nop))");
  }
}

TEST(Assembler, BranchDepthsAreRelative) {
  LINAC_NEED_TOOL("wat2wasm");
  const auto module = one_function([](Assembler& a) {
    const Label outer = a.block();
    {
      const Label repeat = a.loop();
      EXPECT_EQ(a.depth(), 2u);
      a.i32_const(1);
      a.br_if(outer);
      a.i32_const(2);
      const Label choice = a.if_();
      a.br(repeat);
      a.else_(choice);
      const Label inner = a.block();
      a.i32_const(3);
      const Label targets[] = {inner, choice, repeat, outer, a.function_label()};
      a.br_table(targets, outer);
      a.end(inner);
      a.br(choice);
      a.end(choice);
      a.i32_const(4);
      a.br_if(a.function_label());
      a.end(repeat);
    }
    a.i32_const(5);
    a.br_if(outer);
    a.end(outer);
    EXPECT_EQ(a.depth(), 0u);
    a.br(a.function_label());
  });
  expect_same_bodies(module, R"((module (import "env" "memory" (memory 1)) (func $f
    block $outer
      loop $repeat
        i32.const 1 br_if $outer
        i32.const 2
        if $choice
          br $repeat
        else
          block $inner
            i32.const 3
            br_table $inner $choice $repeat $outer 4 $outer
          end
          br $choice
        end
        i32.const 4 br_if 2
      end
      i32.const 5 br_if $outer
    end
    br 0)))");
  expect_valid(module);
}

TEST(Assembler, BranchesOutOfDeepNests) {
  LINAC_NEED_TOOL("wat2wasm");
  constexpr int kDepth = 300;
  std::string text;
  const auto module = one_function([&](Assembler& a) {
    std::vector<Label> labels;
    for (int i = 0; i < kDepth; ++i) {
      labels.push_back(a.block());
      text += "block $b" + std::to_string(i) + "\n";
    }
    for (const int i : {0, 1, 171, 172, 173, 299}) {
      a.i32_const(0);
      a.br_if(labels[i]);
      text += "i32.const 0 br_if $b" + std::to_string(i) + "\n";
    }
    for (int i = kDepth; i-- > 0;) {
      a.end(labels[i]);
      text += "end\n";
    }
  });
  expect_same_bodies(module, one_function_text(text));
}

TEST(Assembler, BlocksWithParametersAndSeveralResults) {
  LINAC_NEED_TOOL("wat2wasm");
  ModuleBuilder module;
  const auto none = module.type({}, {});
  const auto swap = module.type({kI32, kI64}, {kI64, kI32});
  const auto function = module.declare_function(none);
  Assembler& a = module.begin_function(function);
  const auto x = a.new_local(kI32);
  a.i32_const(1);
  a.i64_const(2);
  const Label block = a.block(swap);
  const auto y = a.new_local(kI64);
  a.local_set(y);
  a.local_set(x);
  a.local_get(y);
  a.local_get(x);
  a.end(block);
  a.drop();
  a.drop();
  module.end_function();
  const auto finished = module.finish();
  expect_same_bodies(finished, R"((module
    (type (func)) (type $swap (func (param i32 i64) (result i64 i32)))
    (func (local i32 i64)
      i32.const 1 i64.const 2
      block (type $swap) local.set 1 local.set 0 local.get 1 local.get 0 end
      drop drop)))");
  expect_valid(finished);
}

TEST(Assembler, SizeCountsTheInstructions) {
  one_function([](Assembler& a) {
    EXPECT_EQ(a.size(), 0u);
    a.nop();
    a.i32_const(64);
    EXPECT_EQ(a.size(), 4u);
    a.drop();
  });
}

TEST(Assembler, TooManyLocalsFailTheModule) {
  const auto module = one_function([](Assembler& a) {
    for (uint32_t i = 0; i <= kMaxLocals; ++i) a.new_local(kI32);
    a.local_get({70'000});  // what comes after a failure is not looked at any more
  });
  EXPECT_EQ(module.error(), "function 0 has too many locals");
}

TEST(Assembler, TooLargeABranchTableFailsTheModule) {
  const auto module = one_function([](Assembler& a) {
    a.i32_const(0);
    a.br_table(std::vector<Label>(kMaxBranchTableEntries + 1), a.function_label());
  });
  EXPECT_EQ(module.error(), "function 0 has too large a branch table");
}

TEST(Assembler, TheLargestBranchTableIsValid) {
  const auto module = one_function([](Assembler& a) {
    a.i32_const(0);
    a.br_table(std::vector<Label>(kMaxBranchTableEntries), a.function_label());
  });
  expect_valid(module);
}

TEST(Assembler, TooLargeAFunctionFailsTheModule) {
  const auto module = one_function([](Assembler& a) {
    for (uint32_t i = 0; i < kMaxFunctionBytes; ++i) a.nop();
  });
  EXPECT_EQ(module.error(), "function 0 is too large");
}

}  // namespace
}  // namespace linac::wasm
