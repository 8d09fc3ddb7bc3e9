// SPDX-License-Identifier: Apache-2.0
//
// The calling convention's instruction sequences: their text against golden/*.wat, and what they do
// in an engine. LINAC_UPDATE_GOLDEN=1 in the environment rewrites the golden files.
#include "jit/continuation.h"

#include <gtest/gtest.h>

#include <functional>

#include "wasm/wabt.h"

namespace linac {
namespace {

using wasm::Assembler;
using wasm::ConstantExpression;
using wasm::FunctionIndex;
using wasm::GlobalIndex;
using wasm::LocalIndex;
using wasm::ModuleBuilder;
using wasm::ValueType;

// A unit with one label function per entry of `bodies`, in slots from the imported base on. Each
// body gets the Assembler and leaves the function's i32 result, or never returns.
struct Unit {
  ModuleBuilder module{"unit"};
  LabelSignature label = LabelSignature::in(module);
  wasm::TypeIndex primitive;
  GlobalIndex base;

  Unit() {
    primitive = module.type({ValueType::kI32, ValueType::kI64}, {ValueType::kI32});
    module.import_memory("env", "memory", 1);
    table_ = module.import_table("env", "__indirect_function_table", 1);
    base = module.import_global("env", "slot_base_0", ValueType::kI32);
  }

  void add(const std::string& name, std::function<void(Assembler&)> body) {
    functions_.push_back(module.declare_function(label.type, name));
    bodies_.push_back(std::move(body));
  }

  wasm::FinishedModule finish() {
    module.add_elements(table_, ConstantExpression::global(base), functions_);
    for (size_t i = 0; i < bodies_.size(); ++i) {
      Assembler& a = module.begin_function(functions_[i]);
      a.name_local(label.ctx, "ctx");
      a.name_local(label.jit_state, "jit_state");
      a.name_local(label.native_interface, "native_interface");
      bodies_[i](a);
      module.end_function();
    }
    return module.finish();
  }

 private:
  wasm::TableIndex table_;
  std::vector<FunctionIndex> functions_;
  std::vector<std::function<void(Assembler&)>> bodies_;
};

// Compares the module's text with golden/NAME.wat.
void expect_golden(const std::string& name, Unit& unit) {
  const auto module = unit.finish();
  wasm::expect_valid(module);
  ASSERT_TRUE(module.ok());
  const std::string text = wasm::wasm2wat(module.bytes());
  const std::string path =
      std::string(LINAC_SOURCE_DIRECTORY) + "/tests/cpp/jit/golden/" + name + ".wat";
  if (std::getenv("LINAC_UPDATE_GOLDEN")) wasm::write_file(path, text);
  const wasm::Bytes golden = wasm::read_file(path);
  EXPECT_EQ(text, std::string(golden.begin(), golden.end())) << path;
}

// The body of a label function that does one thing and returns 0.
template <typename Operation>
auto then_return(const Operation& operation) {
  return [operation](Assembler& a) {
    operation(a);
    a.i32_const(0);
  };
}

TEST(Continuation, SetToSlot) {
  LINAC_NEED_TOOL("wasm2wat");
  Unit unit;
  unit.add("constant", then_return([&](Assembler& a) {
             set_continuation_to_slot(a, unit.label, Relocatable::constant(0xfffffff0));
           }));
  unit.add("base", then_return([&](Assembler& a) {
             set_continuation_to_slot(a, unit.label, Relocatable::relative(unit.base, 0));
           }));
  unit.add("base and constant", then_return([&](Assembler& a) {
             set_continuation_to_slot(a, unit.label, Relocatable::relative(unit.base, 7));
           }));
  expect_golden("set_continuation_to_slot", unit);
}

TEST(Continuation, SetToLabelOffset) {
  LINAC_NEED_TOOL("wasm2wat");
  Unit unit;
  unit.add("table at a constant", then_return([&](Assembler& a) {
             const auto index = a.new_local(ValueType::kI32);
             set_continuation_to_label_offset(a, unit.label, Relocatable::constant(1024), index);
           }));
  unit.add("table at a global", then_return([&](Assembler& a) {
             const auto index = a.new_local(ValueType::kI32);
             set_continuation_to_label_offset(a, unit.label, Relocatable::relative(unit.base, 16),
                                              index);
           }));
  expect_golden("set_continuation_to_label_offset", unit);
}

TEST(Continuation, SetIf) {
  LINAC_NEED_TOOL("wasm2wat");
  Unit unit;
  unit.add("choice", then_return([&](Assembler& a) {
             const auto condition = a.new_local(ValueType::kI32);
             set_continuation_if(a, unit.label, condition, Relocatable::relative(unit.base, 3),
                                 Relocatable::constant(4));
           }));
  expect_golden("set_continuation_if", unit);
}

TEST(Continuation, SetByTable) {
  LINAC_NEED_TOOL("wasm2wat");
  Unit unit;
  const auto otherwise = Relocatable::relative(unit.base, 9);
  unit.add("five entries, three slots", then_return([&](Assembler& a) {
             const auto slot = [&](uint32_t n) { return Relocatable::relative(unit.base, n); };
             const Relocatable slots[] = {slot(1), slot(2), slot(2), otherwise, slot(1)};
             set_continuation_by_table(a, unit.label, a.new_local(ValueType::kI32), slots,
                                       otherwise);
           }));
  unit.add("no entries", then_return([&](Assembler& a) {
             set_continuation_by_table(a, unit.label, a.new_local(ValueType::kI32), {}, otherwise);
           }));
  expect_golden("set_continuation_by_table", unit);
}

TEST(Continuation, JumpAndCall) {
  LINAC_NEED_TOOL("wasm2wat");
  Unit unit;
  unit.add("jump", [&](Assembler& a) { jump_to_continuation(a, unit.label); });
  unit.add("call", [&](Assembler& a) { call_continuation(a, unit.label); });
  expect_golden("jump_to_continuation", unit);
}

TEST(Continuation, CallPrimitive) {
  LINAC_NEED_TOOL("wasm2wat");
  Unit unit;
  const auto arguments = [&](Assembler& a) {
    a.local_get(unit.label.ctx);
    a.i64_const(42);
  };
  unit.add("call", [&](Assembler& a) {
    arguments(a);
    call_primitive(a, unit.label, 5, unit.primitive);
  });
  unit.add("tail call", [&](Assembler& a) {
    arguments(a);
    return_call_primitive(a, unit.label, 0, unit.primitive);
  });
  expect_golden("call_primitive", unit);
}

TEST(Continuation, DecrementReductions) {
  LINAC_NEED_TOOL("wasm2wat");
  Unit unit;
  unit.add("none left", [&](Assembler& a) {
    decrement_reductions(a, unit.label, 1, a.new_local(ValueType::kI32));
  });
  unit.add("overdrawn", [&](Assembler& a) {
    decrement_reductions(a, unit.label, 10, a.new_local(ValueType::kI32),
                         ReductionTest::kOverdrawn);
  });
  expect_golden("decrement_reductions", unit);
}

// Every operation run by an engine. Each label function below takes its input as ctx; the script
// prints what is returned and the JITState it finds.
TEST(Continuation, OperationsRunInNode) {
  LINAC_NEED_TOOL("node");
  Unit unit;
  const auto& label = unit.label;
  const auto slot = [&](uint32_t n) { return Relocatable::relative(unit.base, n); };
  unit.add("echo", [&](Assembler& a) { a.local_get(label.ctx); });
  unit.add("to slot",
           then_return([&](Assembler& a) { set_continuation_to_slot(a, label, slot(5)); }));
  unit.add("to label offset", then_return([&](Assembler& a) {
             set_continuation_to_label_offset(a, label, Relocatable::constant(1024), label.ctx);
           }));
  unit.add("if", then_return([&](Assembler& a) {
             set_continuation_if(a, label, label.ctx, slot(1), slot(2));
           }));
  unit.add("by table", then_return([&](Assembler& a) {
             const Relocatable slots[] = {slot(11), slot(12), slot(12), slot(14), slot(11)};
             set_continuation_by_table(a, label, label.ctx, slots, slot(14));
           }));
  unit.add("jump", [&](Assembler& a) {
    set_continuation_to_slot(a, label, slot(0));
    jump_to_continuation(a, label);
  });
  unit.add("call", [&](Assembler& a) {
    set_continuation_to_slot(a, label, slot(0));
    call_continuation(a, label);
    a.i32_const(1);
    a.i32_add();
  });
  unit.add("primitive", [&](Assembler& a) {
    // Primitive 3 is given slot 0 by the script, so it is a label function.
    a.local_get(label.ctx);
    a.i32_const(0);
    a.i32_const(0);
    call_primitive(a, label, 3, label.type);
    a.i32_const(2);
    a.i32_add();
  });
  unit.add("reductions",
           [&](Assembler& a) { decrement_reductions(a, label, 2, a.new_local(ValueType::kI32)); });
  unit.add("reductions overdrawn", [&](Assembler& a) {
    decrement_reductions(a, label, 2, a.new_local(ValueType::kI32), ReductionTest::kOverdrawn);
  });
  const auto module = unit.finish();
  wasm::expect_valid(module);
  const std::string file = wasm::scratch().file("operations.wasm");
  const std::string script = wasm::scratch().file("operations.cjs");
  wasm::write_file(file, module.bytes());
  wasm::write_file(script, R"(
const memory = new WebAssembly.Memory({initial: 1});
const words = new Int32Array(memory.buffer);
const table = new WebAssembly.Table({initial: 40, element: 'anyfunc'});
const unit = new WebAssembly.Module(require('fs').readFileSync(process.argv[2]));
const base = 20, state = 64, nativeInterface = 128;
new WebAssembly.Instance(
    unit, {env: {memory, __indirect_function_table: table, slot_base_0: base}});
words.set([100, 101, 102], 1024 / 4);
words[nativeInterface / 4 + 3] = base;
const run = (slot, input, reductions = 0) => {
  words.set([-1, -1, reductions, -1], state / 4);
  const result = table.get(base + slot)(input, state, nativeInterface);
  console.log(slot, input, '->', result, [...words.subarray(state / 4, state / 4 + 4)].join(' '));
};
run(1, 0);
for (const offset of [0, 2]) run(2, offset);
for (const condition of [0, 1, -8]) run(3, condition);
for (const index of [0, 1, 2, 3, 4, 5, -1]) run(4, index);
for (const slot of [5, 6, 7]) run(slot, 40);
for (const slot of [8, 9]) for (const reductions of [3, 2, 1, -5]) run(slot, 0, reductions);
)");
  const auto result = wasm::run_command("node " + script + " " + file);
  EXPECT_EQ(result.output, R"(1 0 -> 0 -1 25 0 -1
2 0 -> 0 -1 100 0 -1
2 2 -> 0 -1 102 0 -1
3 0 -> 0 -1 22 0 -1
3 1 -> 0 -1 21 0 -1
3 -8 -> 0 -1 21 0 -1
4 0 -> 0 -1 31 0 -1
4 1 -> 0 -1 32 0 -1
4 2 -> 0 -1 32 0 -1
4 3 -> 0 -1 34 0 -1
4 4 -> 0 -1 31 0 -1
4 5 -> 0 -1 34 0 -1
4 -1 -> 0 -1 34 0 -1
5 40 -> 40 -1 20 0 -1
6 40 -> 41 -1 20 0 -1
7 40 -> 42 -1 -1 0 -1
8 0 -> 0 -1 -1 1 -1
8 0 -> 1 -1 -1 0 -1
8 0 -> 1 -1 -1 -1 -1
8 0 -> 1 -1 -1 -7 -1
9 0 -> 0 -1 -1 1 -1
9 0 -> 0 -1 -1 0 -1
9 0 -> 1 -1 -1 -1 -1
9 0 -> 1 -1 -1 -7 -1
)");
}

}  // namespace
}  // namespace linac
