// SPDX-License-Identifier: Apache-2.0
//
// Sections, names and limits of whole modules, looked at through WABT.
#include "jit/wasm/module.h"

#include <gtest/gtest.h>

#include "wabt.h"

namespace linac::wasm {
namespace {

constexpr ValueType kI32 = ValueType::kI32, kI64 = ValueType::kI64, kF64 = ValueType::kF64;

// Defines the body of a function of type [] -> [].
void define_empty(ModuleBuilder& module, FunctionIndex function) {
  module.begin_function(function).nop();
  module.end_function();
}

FunctionIndex declare_empty(ModuleBuilder& module, std::string_view name = {}) {
  return module.declare_function(module.type({}, {}), name);
}

testing::AssertionResult contains(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "no `" << part << "` in\n" << text;
}

TEST(ModuleBuilder, EmptyModuleIsEightBytes) {
  const auto module = ModuleBuilder().finish();
  ASSERT_TRUE(module.ok());
  EXPECT_EQ(Bytes(module.bytes().begin(), module.bytes().end()),
            (Bytes{0, 'a', 's', 'm', 1, 0, 0, 0}));
}

TEST(ModuleBuilder, EqualTypesShareAnIndex) {
  ModuleBuilder module;
  const auto a = module.type({kI32, kI64}, {kI32});
  const auto b = module.type({kI32}, {kI64, kI32});  // the same letters, split elsewhere
  EXPECT_NE(a.value, b.value);
  EXPECT_EQ(module.type({kI32, kI64}, {kI32}).value, a.value);
  EXPECT_EQ(module.type({kI32}, {kI64, kI32}).value, b.value);
  EXPECT_EQ(module.signature(b)->results.size(), 2u);
  expect_valid(module.finish());
}

// One of everything, against text.
TEST(ModuleBuilder, SectionsReadBackAsText) {
  LINAC_NEED_TOOL("wasm2wat");
  ModuleBuilder module("unit");
  const auto label = module.type({kI32, kI32, kI32}, {kI32});
  const auto none = module.type({}, {});
  const auto log = module.import_function("env", "log", none, "log");
  const auto memory = module.import_memory("env", "memory", 1, 65'536);
  const auto table = module.import_table("env", "__indirect_function_table", 3);
  const auto second = module.import_table("env", "second", 0, 10);
  const auto base = module.import_global("env", "slot_base_0", kI32);
  const auto f = module.declare_function(label, "lists:map/2");
  const auto g = module.declare_function(none, "lists:map/2@label 7");
  const auto counter =
      module.define_global(kI64, Mutability::kMutable, ConstantExpression::i64(-1));
  module.define_global(kF64, Mutability::kConstant, ConstantExpression::f64(0.5));
  module.define_global(kI32, Mutability::kConstant, ConstantExpression::global(base));
  const FunctionIndex functions[] = {f, g};
  module.add_elements(table, ConstantExpression::global(base), functions);
  module.add_elements(table, ConstantExpression::i32(1), std::span(functions, 1));
  module.add_elements(second, ConstantExpression::i32(0), std::span(&log, 1));
  const uint8_t bytes[] = {'h', 'i'};
  module.add_data(ConstantExpression::i32(16), bytes);
  module.set_start(g);
  module.export_function("f", f);
  module.export_memory("memory", memory);
  module.export_table("table", table);
  module.export_global("counter", counter);
  Assembler& a = module.begin_function(f);
  a.name_local({1}, "jit_state");
  a.name_local({0}, "ctx");
  a.i32_const(0);
  module.end_function();
  define_empty(module, g);
  const auto finished = module.finish();
  expect_valid(finished);
  EXPECT_EQ(wasm2wat(finished.bytes()), R"((module $unit
  (type (;0;) (func (param i32 i32 i32) (result i32)))
  (type (;1;) (func))
  (import "env" "log" (func $log (type 1)))
  (import "env" "memory" (memory (;0;) 1 65536))
  (import "env" "__indirect_function_table" (table (;0;) 3 funcref))
  (import "env" "second" (table (;1;) 0 10 funcref))
  (import "env" "slot_base_0" (global (;0;) i32))
  (func $lists:map/2 (type 0) (param $ctx i32) (param $jit_state i32) (param i32) (result i32)
    i32.const 0)
  (func $lists:map/2@label_7 (type 1)
    nop)
  (global (;1;) (mut i64) (i64.const -1))
  (global (;2;) f64 (f64.const 0x1p-1 (;=0.5;)))
  (global (;3;) i32 (global.get 0))
  (export "f" (func $lists:map/2))
  (export "memory" (memory 0))
  (export "table" (table 0))
  (export "counter" (global 1))
  (start $lists:map/2@label_7)
  (elem (;0;) (global.get 0) func $lists:map/2 $lists:map/2@label_7)
  (elem (;1;) (i32.const 1) func $lists:map/2)
  (elem (;2;) (table 1) (i32.const 0) func $log)
  (data (;0;) (i32.const 16) "hi"))
)");
}

TEST(ModuleBuilder, NamesAreKeptToTheLetter) {
  LINAC_NEED_TOOL("wasm-objdump");
  ModuleBuilder module("fib + lists");
  const auto map = declare_empty(module, "lists:map/2@label 7");
  const auto unnamed = declare_empty(module);
  const auto accented = declare_empty(module, "m:h\xc3\xa9/1");
  const auto broken = declare_empty(module, "m:\xff\xc3/1");
  for (const auto f : {map, unnamed, accented, broken}) {
    Assembler& a = module.begin_function(f);
    if (f.value == accented.value) a.name_local(a.new_local(kI32), "x0");
    module.end_function();
  }
  EXPECT_EQ(module.function_name(accented), "m:h\xc3\xa9/1");
  EXPECT_EQ(module.function_name(unnamed), "");
  const auto finished = module.finish();
  expect_valid(finished);
  const auto dump = inspect("wasm-objdump -x", finished.bytes()).output;
  EXPECT_TRUE(contains(dump, "module <fib + lists>"));
  EXPECT_TRUE(contains(dump, " - func[0] <lists:map/2@label 7>\n"));
  EXPECT_FALSE(contains(dump, "func[1] <"));
  EXPECT_TRUE(contains(dump, " - func[2] <m:h\xc3\xa9/1>\n"));
  EXPECT_TRUE(contains(dump, " - func[3] <m:?\?/1>\n"));
  EXPECT_TRUE(contains(dump, " - func[2] local[0] <x0>\n"));
}

TEST(ModuleBuilder, FunctionsReferredToAreDeclared) {
  ModuleBuilder module;
  const auto f = declare_empty(module);
  Assembler& a = module.begin_function(f);
  for (int i = 0; i < 2; ++i) {
    a.ref_func(f);
    a.drop();
  }
  module.end_function();
  expect_valid(module.finish());
}

// The sections before the code turn out larger than the room left for them.
TEST(ModuleBuilder, MuchMayBeAddedAfterTheFirstBody) {
  LINAC_NEED_TOOL("wat2wasm");
  ModuleBuilder module;
  module.import_memory("env", "memory", 1);
  const auto table = module.import_table("env", "table", 1);
  const auto f = declare_empty(module);
  Assembler& a = module.begin_function(f);
  std::string imports, code;
  for (int i = 0; i < 2000; ++i) {
    const std::string name = "atom_" + std::to_string(i);
    a.global_get(module.import_global("env", name, kI64));
    a.drop();
    imports += "(import \"env\" \"" + name + "\" (global i64))\n";
    code += "global.get " + std::to_string(i) + " drop\n";
  }
  module.end_function();
  for (int i = 0; i < 2000; ++i) module.export_function("f" + std::to_string(i), f);
  module.add_elements(table, ConstantExpression::i32(0), std::vector<FunctionIndex>(5000, f));
  const auto finished = module.finish();
  expect_same_bodies(finished, "(module " + imports + "(func " + code + "))");
  expect_valid(finished);
}

TEST(ModuleBuilder, ThousandsOfFunctions) {
  constexpr uint32_t kCount = 20'000;
  ModuleBuilder module("large");
  const auto table = module.import_table("env", "table", 0);
  const auto base = module.import_global("env", "slot_base_0", kI32);
  const auto type = module.type({kI32, kI32, kI32}, {kI32});
  std::vector<FunctionIndex> functions;
  for (uint32_t i = 0; i < kCount; ++i) {
    functions.push_back(module.declare_function(type, "m:f/" + std::to_string(i)));
  }
  module.add_elements(table, ConstantExpression::global(base), functions);
  for (uint32_t i = 0; i < kCount; ++i) {
    Assembler& a = module.begin_function(functions[i]);
    for (uint32_t local = 0; local < 3; ++local) a.local_get({local});
    a.return_call(functions[(i * 7919) % kCount]);
    module.end_function();
  }
  const auto finished = module.finish();
  expect_valid(finished);
  EXPECT_EQ(function_bodies(finished.bytes()).size(), kCount);
}

// Errors: each rule has its sentence, and the builder goes on without harm.

template <typename Build>
std::string error_of(const Build& build) {
  ModuleBuilder module;
  module.import_table("env", "table", 1);
  build(module);
  const auto finished = module.finish();
  EXPECT_FALSE(finished.ok());
  EXPECT_TRUE(finished.bytes().empty());
  return finished.error();
}

TEST(ModuleBuilder, OrderOfDefinitionIsKept) {
  EXPECT_EQ(error_of([](auto& m) { declare_empty(m); }), "a declared function has no body");
  EXPECT_EQ(error_of([](auto& m) {
              declare_empty(m);
              define_empty(m, declare_empty(m));
            }),
            "function bodies are not in the order of declaration");
  EXPECT_EQ(error_of([](auto& m) { define_empty(m, {5}); }),
            "function bodies are not in the order of declaration");
  EXPECT_EQ(error_of([](auto& m) {
              const auto f = declare_empty(m);
              m.begin_function(f);
              m.begin_function(f);
            }),
            "a function body begins inside another");
  EXPECT_EQ(error_of([](auto& m) { m.begin_function(declare_empty(m)); }),
            "the module ends inside a function body");
  EXPECT_EQ(error_of([](auto& m) { m.end_function(); }), "a function body ends that has not begun");
  EXPECT_EQ(error_of([](auto& m) {
              define_empty(m, declare_empty(m));
              m.import_function("env", "late", m.type({}, {}));
            }),
            "a function is imported after one was declared");
  EXPECT_EQ(error_of([](auto& m) {
              m.define_global(kI32, Mutability::kConstant, ConstantExpression::i32(0));
              m.import_global("env", "late", kI32);
            }),
            "a global is imported after one was defined");
}

TEST(ModuleBuilder, UnknownIndexesAreErrors) {
  EXPECT_EQ(error_of([](auto& m) { m.declare_function({3}); }), "a function has no type");
  EXPECT_EQ(error_of([](auto& m) { m.import_function("env", "f", {3}); }),
            "an imported function has no type");
  EXPECT_EQ(error_of([](auto& m) { m.export_function("f", {0}); }),
            "what is exported does not exist");
  EXPECT_EQ(error_of([](auto& m) { m.set_start({0}); }),
            "the start function is not of type [] -> []");
  EXPECT_EQ(error_of([](auto& m) { m.add_elements({1}, ConstantExpression::i32(0), {}); }),
            "an element segment's table does not exist");
  EXPECT_EQ(error_of([](auto& m) {
              const FunctionIndex f{0};
              m.add_elements({0}, ConstantExpression::i32(0), std::span(&f, 1));
            }),
            "an element segment names a function that does not exist");
  EXPECT_EQ(error_of([](auto& m) { m.add_data(ConstantExpression::i32(0), {}); }),
            "an active data segment needs a memory");
}

TEST(ModuleBuilder, ConstantExpressionsAreTyped) {
  EXPECT_EQ(error_of([](auto& m) {
              m.define_global(kI64, Mutability::kConstant, ConstantExpression::i32(0));
            }),
            "a constant expression has the wrong type");
  const std::string sentence =
      "a constant expression needs an imported constant global of its type";
  EXPECT_EQ(error_of([](auto& m) { m.add_elements({0}, ConstantExpression::global({0}), {}); }),
            sentence);
  EXPECT_EQ(error_of([](auto& m) {
              const auto wide = m.import_global("env", "wide", kI64);
              m.add_elements({0}, ConstantExpression::global(wide), {});
            }),
            sentence);
  EXPECT_EQ(error_of([](auto& m) {
              const auto own =
                  m.define_global(kI32, Mutability::kConstant, ConstantExpression::i32(0));
              m.add_elements({0}, ConstantExpression::global(own), {});
            }),
            sentence);
  EXPECT_EQ(error_of([](auto& m) {
              const auto variable = m.import_global("env", "v", kI32, Mutability::kMutable);
              m.add_elements({0}, ConstantExpression::global(variable), {});
            }),
            sentence);
}

TEST(ModuleBuilder, LimitsAreErrors) {
  const std::vector<ValueType> many(kMaxParameters + 1, kI32);
  EXPECT_EQ(error_of([&](auto& m) { m.type(many, {}); }),
            "a function type has too many parameters or results");
  EXPECT_EQ(error_of([](auto& m) {
              m.import_memory("env", "a", 1);
              m.import_memory("env", "b", 1);
            }),
            "a module has one memory");
  EXPECT_EQ(error_of([](auto& m) { m.import_memory("env", "a", 65'537); }),
            "a memory has at most 65536 pages");
  EXPECT_EQ(error_of([](auto& m) { m.import_memory("env", "a", 2, 1); }),
            "an import's maximum size is below its minimum");
  EXPECT_EQ(error_of([](auto& m) {
              for (uint32_t i = 0; i < kMaxImports; ++i) m.import_global("e", "g", kI32);
            }),
            "the module has too many imports");
  EXPECT_EQ(error_of([](auto& m) {
              const auto type = m.type({}, {});
              for (uint32_t i = 0; i <= kMaxFunctions; ++i) m.declare_function(type);
            }),
            "the module has too many functions");
  EXPECT_EQ(
      error_of([](auto& m) { m.import_global("env", std::string(kMaxNameBytes + 1, 'a'), kI32); }),
      "the name of an import or export is too long");
  EXPECT_EQ(error_of([](auto& m) { m.import_global("env", "\xc0\x80", kI32); }),
            "the name of an import or export is not UTF-8");
  EXPECT_EQ(error_of([](auto& m) {
              m.export_table("t", {0});
              m.export_table("t", {0});
            }),
            "two exports have one name");
}

TEST(ModuleBuilder, ModuleLargerThanAllowedIsAnError) {
  const auto build = [](uint32_t max_bytes, uint32_t nops) {
    ModuleBuilder module("m", max_bytes);
    const auto f = declare_empty(module);
    Assembler& a = module.begin_function(f);
    for (uint32_t i = 0; i < nops; ++i) a.nop();
    module.end_function();
    return module.finish();
  };
  EXPECT_EQ(build(10'000, 10'001).error(), "the module is too large");
  const uint32_t size = static_cast<uint32_t>(build(100'000, 5000).bytes().size());
  EXPECT_TRUE(build(size, 5000).ok());
  EXPECT_EQ(build(size - 1, 5000).error(), "the module is too large");
}

TEST(ModuleBuilder, FirstErrorIsKept) {
  EXPECT_EQ(error_of([](auto& m) {
              m.fail("first");
              m.fail("second");
              m.declare_function({3});
            }),
            "first");
}

// An instance in Node: the element segment writes the functions to the table at an imported base,
// and two of them tail-call each other through it without end of stack.
TEST(ModuleBuilder, TailCallsThroughTheTableRunInNode) {
  LINAC_NEED_TOOL("node");
  ModuleBuilder module("ping pong");
  const auto label = module.type({kI32, kI32, kI32}, {kI32});
  module.import_memory("env", "memory", 1);
  const auto table = module.import_table("env", "__indirect_function_table", 1);
  const auto base = module.import_global("env", "slot_base_0", kI32);
  const FunctionIndex functions[] = {module.declare_function(label, "ping"),
                                     module.declare_function(label, "pong")};
  module.add_elements(table, ConstantExpression::global(base), functions);
  for (int i = 0; i < 2; ++i) {
    // (n, at, sum): at n = 0 stores 1000 + i at address `at` and returns sum, else calls the other.
    Assembler& a = module.begin_function(functions[i]);
    const LocalIndex n{0}, at{1}, sum{2};
    a.local_get(n);
    a.i32_eqz();
    const Label done = a.if_();
    a.local_get(at);
    a.i32_const(1000 + i);
    a.i32_store(4);
    a.local_get(sum);
    a.return_();
    a.end(done);
    a.local_get(n);
    a.i32_const(1);
    a.i32_sub();
    a.local_get(at);
    a.local_get(sum);
    a.local_get(n);
    a.i32_add();
    a.global_get(base);
    if (i == 0) {
      a.i32_const(1);
      a.i32_add();
    }
    a.return_call_indirect(label, table);
    module.end_function();
  }
  const auto finished = module.finish();
  expect_valid(finished);
  const std::string wasm = scratch().file("run.wasm"), script = scratch().file("run.cjs");
  write_file(wasm, finished.bytes());
  write_file(script, R"(
const memory = new WebAssembly.Memory({initial: 1});
const table = new WebAssembly.Table({initial: 20, element: 'anyfunc'});
const unit = new WebAssembly.Module(require('fs').readFileSync(process.argv[2]));
new WebAssembly.Instance(unit, {env: {memory, __indirect_function_table: table, slot_base_0: 7}});
const sum = table.get(7)(1000001, 64, 0);
console.log(table.get(6), table.get(9), sum, new Int32Array(memory.buffer)[17]);
)");
  const auto result = run_command("node " + script + " " + wasm);
  // 1 + 2 + … + 1000001, modulo 2^32 as a signed number.
  const auto sum = static_cast<int32_t>(static_cast<uint32_t>(1'000'001ull * 1'000'002 / 2));
  EXPECT_EQ(result.output, "null null " + std::to_string(sum) + " 1001\n");
}

}  // namespace
}  // namespace linac::wasm
