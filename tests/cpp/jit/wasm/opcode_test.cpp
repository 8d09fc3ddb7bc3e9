// SPDX-License-Identifier: Apache-2.0
//
// Every instruction of the table, emitted by its own method, has the bytes wat2wasm gives it.
#include "jit/wasm/opcode.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "wabt.h"

namespace linac::wasm {
namespace {

using Emit = std::function<void(Assembler&)>;

// One function of the compared modules: `text` between two `unreachable`s.
struct Case {
  Opcode opcode;
  std::string text;
  Emit emit;
};

// The module around the functions, in both forms. Indexes past 127 would need more than this many
// entries; multi-byte indexes are tested with the Assembler.
constexpr const char* kSurroundings = R"((module
  (type (func))
  (type (func (param i32) (result i64)))
  (type (func (result i32 i64)))
  (import "env" "f" (func (type 1)))
  (import "env" "memory" (memory 1))
  (import "env" "table" (table 10 funcref))
  (import "env" "other" (table 10 funcref))
  (import "env" "constant" (global i32))
  (import "env" "variable" (global (mut i64)))
  (elem (table 0) (i32.const 0) func 0)
  (elem (table 1) (i32.const 0) func 0)
  (data (i32.const 0) "a")
  (data "b")
)";

struct Surroundings {
  TypeIndex none, call, pair;
  GlobalIndex variable;
};

Surroundings surround(ModuleBuilder& module) {
  constexpr ValueType kI32 = ValueType::kI32, kI64 = ValueType::kI64;
  Surroundings known;
  known.none = module.type({}, {});
  known.call = module.type({kI32}, {kI64});
  known.pair = module.type({}, {kI32, kI64});
  const auto f = module.import_function("env", "f", known.call);
  module.import_memory("env", "memory", 1);
  const auto table = module.import_table("env", "table", 10);
  const auto other = module.import_table("env", "other", 10);
  module.import_global("env", "constant", kI32);
  known.variable = module.import_global("env", "variable", kI64, Mutability::kMutable);
  module.add_elements(table, ConstantExpression::i32(0), std::span(&f, 1));
  module.add_elements(other, ConstantExpression::i32(0), std::span(&f, 1));
  const uint8_t a = 'a', b = 'b';
  module.add_data(ConstantExpression::i32(0), std::span(&a, 1));
  module.add_passive_data(std::span(&b, 1));
  return known;
}

void plain_cases(std::vector<Case>& cases) {
#define PLAIN(name, text, prefix, code, parameters, results) \
  cases.push_back({Opcode::name, text, [](Assembler& a) { a.name(); }});
#define MEMORY(name, text, code, alignment, parameters, results)                         \
  cases.push_back({Opcode::name, text, [](Assembler& a) { a.name(); }});                 \
  cases.push_back(                                                                       \
      {Opcode::name, text " offset=300 align=1", [](Assembler& a) { a.name(300, 0); }}); \
  cases.push_back(                                                                       \
      {Opcode::name, text " offset=4294967295", [](Assembler& a) { a.name(0xffffffff); }});
#define OTHER(name, text, prefix, code, immediates, parameters, results)
#include "jit/wasm/opcode.def"
}

// Instructions with other immediates, at least one case each.
std::vector<Case> other_cases(const Surroundings& known) {
  using enum Opcode;
  const TableIndex other{1};
  return {
      {block, "block end", [](Assembler& a) { a.end(a.block()); }},
      {block, "block (result f64) unreachable end drop",
       [](Assembler& a) {
         const Label label = a.block(ValueType::kF64);
         a.unreachable();
         a.end(label);
         a.drop();
       }},
      {block, "block (type 2) unreachable end drop drop",
       [known](Assembler& a) {
         const Label label = a.block(known.pair);
         a.unreachable();
         a.end(label);
         a.drop();
         a.drop();
       }},
      {end, "block end", [](Assembler& a) { a.end(a.block()); }},
      {loop, "loop (type 1) unreachable end drop",
       [known](Assembler& a) {
         const Label label = a.loop(known.call);
         a.unreachable();
         a.end(label);
         a.drop();
       }},
      {if_, "if end", [](Assembler& a) { a.end(a.if_()); }},
      {else_, "if (result i32) i32.const 1 else i32.const 2 end drop",
       [](Assembler& a) {
         const Label label = a.if_(ValueType::kI32);
         a.i32_const(1);
         a.else_(label);
         a.i32_const(2);
         a.end(label);
         a.drop();
       }},
      {br, "br 0", [](Assembler& a) { a.br(a.function_label()); }},
      {br_if, "br_if 0", [](Assembler& a) { a.br_if(a.function_label()); }},
      {br_table, "br_table 0 0 0",
       [](Assembler& a) {
         const Label targets[] = {a.function_label(), a.function_label()};
         a.br_table(targets, a.function_label());
       }},
      {call, "call 0 drop", [](Assembler& a) { a.call({0}), a.drop(); }},
      {call_indirect, "call_indirect (type 1) drop",
       [known](Assembler& a) { a.call_indirect(known.call), a.drop(); }},
      {call_indirect, "call_indirect 1 (type 1) drop",
       [known, other](Assembler& a) { a.call_indirect(known.call, other), a.drop(); }},
      {return_call, "return_call 2", [](Assembler& a) { a.return_call({2}); }},
      {return_call_indirect, "return_call_indirect (type 0)",
       [known](Assembler& a) { a.return_call_indirect(known.none); }},
      {return_call_indirect, "return_call_indirect 1 (type 0)",
       [known, other](Assembler& a) { a.return_call_indirect(known.none, other); }},
      {select_typed, "select (result externref) drop",
       [](Assembler& a) { a.select_typed(ValueType::kExternRef), a.drop(); }},
      {local_get, "local.get 0 drop", [](Assembler& a) { a.local_get({0}), a.drop(); }},
      {local_set, "local.set 0", [](Assembler& a) { a.local_set({0}); }},
      {local_tee, "local.tee 0 drop", [](Assembler& a) { a.local_tee({0}), a.drop(); }},
      {global_get, "global.get 0 drop", [](Assembler& a) { a.global_get({0}), a.drop(); }},
      {global_set, "global.set 1", [known](Assembler& a) { a.global_set(known.variable); }},
      {table_get, "table.get 0 drop", [](Assembler& a) { a.table_get(), a.drop(); }},
      {table_set, "table.set 1", [other](Assembler& a) { a.table_set(other); }},
      {memory_size, "memory.size drop", [](Assembler& a) { a.memory_size(), a.drop(); }},
      {memory_grow, "memory.grow drop", [](Assembler& a) { a.memory_grow(), a.drop(); }},
      {i32_const, "i32.const -5 drop", [](Assembler& a) { a.i32_const(-5), a.drop(); }},
      {i64_const, "i64.const -5 drop", [](Assembler& a) { a.i64_const(-5), a.drop(); }},
      {f32_const, "f32.const -1.5 drop", [](Assembler& a) { a.f32_const(-1.5f), a.drop(); }},
      {f64_const, "f64.const -1.5 drop", [](Assembler& a) { a.f64_const(-1.5), a.drop(); }},
      {ref_null, "ref.null func drop",
       [](Assembler& a) { a.ref_null(ValueType::kFuncRef), a.drop(); }},
      {ref_null, "ref.null extern drop",
       [](Assembler& a) { a.ref_null(ValueType::kExternRef), a.drop(); }},
      {ref_is_null, "ref.is_null drop", [](Assembler& a) { a.ref_is_null(), a.drop(); }},
      {ref_func, "ref.func 0 drop", [](Assembler& a) { a.ref_func({0}), a.drop(); }},
      {memory_init, "memory.init 1", [](Assembler& a) { a.memory_init({1}); }},
      {data_drop, "data.drop 1", [](Assembler& a) { a.data_drop({1}); }},
      {memory_copy, "memory.copy", [](Assembler& a) { a.memory_copy(); }},
      {memory_fill, "memory.fill", [](Assembler& a) { a.memory_fill(); }},
      {table_init, "table.init 1 0", [other](Assembler& a) { a.table_init({0}, other); }},
      {elem_drop, "elem.drop 1", [](Assembler& a) { a.elem_drop({1}); }},
      {table_copy, "table.copy 1 0", [other](Assembler& a) { a.table_copy(other, {}); }},
      {table_grow, "table.grow 1 drop", [other](Assembler& a) { a.table_grow(other), a.drop(); }},
      {table_size, "table.size 1 drop", [other](Assembler& a) { a.table_size(other), a.drop(); }},
      {table_fill, "table.fill 1", [other](Assembler& a) { a.table_fill(other); }},
  };
}

std::vector<Case> all_cases(const Surroundings& known) {
  std::vector<Case> cases = other_cases(known);
  plain_cases(cases);
  return cases;
}

TEST(WasmOpcode, EveryInstructionIsEncodedAsByWat2wasm) {
  LINAC_NEED_TOOL("wat2wasm");
  ModuleBuilder module;
  const Surroundings known = surround(module);
  const auto cases = all_cases(known);
  std::string text = kSurroundings;
  std::vector<FunctionIndex> functions;
  for (const Case& c : cases) {
    text += "  (func (type 0) (local i64) unreachable " + c.text + " unreachable)\n";
    functions.push_back(module.declare_function(known.none));
  }
  for (size_t i = 0; i < cases.size(); ++i) {
    Assembler& a = module.begin_function(functions[i]);
    a.new_local(ValueType::kI64);
    a.unreachable();
    cases[i].emit(a);
    a.unreachable();
    module.end_function();
  }
  const FinishedModule finished = module.finish();
  expect_same_bodies(finished, text + ")");
  expect_valid(finished);
}

TEST(WasmOpcode, NoInstructionOfTheTableIsLeftOut) {
  std::set<Opcode> covered;
  for (const Case& c : all_cases({})) covered.insert(c.opcode);
  for (const OpcodeInfo& info : opcode_table()) {
    EXPECT_TRUE(covered.contains(info.opcode)) << info.text;
  }
  EXPECT_EQ(covered.size(), opcode_table().size());
}

TEST(WasmOpcode, InfoIsFoundForEveryOpcode) {
  EXPECT_GT(opcode_table().size(), 200u);
  for (const OpcodeInfo& info : opcode_table()) EXPECT_EQ(&opcode_info(info.opcode), &info);
  EXPECT_EQ(opcode_info(Opcode::i64_add).text, "i64.add");
  EXPECT_EQ(opcode_info(Opcode::i64_load).alignment, 3);
  EXPECT_EQ(opcode_info(Opcode::memory_copy).immediates, Immediates::kMemoryMemory);
}

// The stack types of the table, against an engine's: each plain instruction and each load or store
// is emitted with just its parameters below it, and its results dropped.
TEST(WasmOpcode, StackTypesAreAcceptedByWasmValidate) {
  ModuleBuilder module;
  const Surroundings known = surround(module);
  std::vector<const OpcodeInfo*> lines;
  for (const OpcodeInfo& info : opcode_table()) {
    const bool simple =
        info.immediates == Immediates::kNone || info.immediates == Immediates::kMemoryArgument;
    if (simple && info.parameters != "*" && info.results != "*") lines.push_back(&info);
  }
  EXPECT_GT(lines.size(), 150u);
  std::vector<FunctionIndex> functions;
  for (size_t i = 0; i < lines.size(); ++i) {
    functions.push_back(module.declare_function(known.none));
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    const OpcodeInfo& info = *lines[i];
    Assembler& a = module.begin_function(functions[i]);
    for (const char letter : info.parameters) {
      if (letter == 'i') a.i32_const(1);
      if (letter == 'I') a.i64_const(1);
      if (letter == 'f') a.f32_const(1);
      if (letter == 'F') a.f64_const(1);
    }
    if (info.immediates == Immediates::kNone) {
      a.op(info.opcode);
    } else {
      a.memory_op(info.opcode, 0, info.alignment);
    }
    for (const char letter : info.results) {
      // Into a local of the type: a drop would accept any.
      const ValueType type = letter == 'i'   ? ValueType::kI32
                             : letter == 'I' ? ValueType::kI64
                             : letter == 'f' ? ValueType::kF32
                                             : ValueType::kF64;
      const LocalIndex local = a.new_local(type);
      a.local_set(local);
    }
    module.end_function();
  }
  expect_valid(module.finish());
}

}  // namespace
}  // namespace linac::wasm
