// SPDX-License-Identifier: Apache-2.0
//
// What compiled code looks like, for small modules and for the installed OTP's. Numbers that differ
// from run to run are replaced by symbolic ones. LINAC_UPDATE_GOLDEN=1 in the environment rewrites
// the golden files; LINAC_ALL_BEAMS=1 has every module of OTP compiled and not a sample.
#include "jit/lowering.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "../beam/beam_builder.h"
#include "../support/newest_module.h"
#include "../vm/program.h"
#include "code/linker.h"
#include "jit/compile.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {
namespace {

using beam::Opcode;

/// Pushes numbers that are the same in every run: what stands for a term or an address is its place
/// in the order of first use.
class SymbolicLinker final : public Linker {
 public:
  void push_term(wasm::Assembler& a, const Module& module, const beam::Operand& operand) override {
    const Term term = constant_term(module, operand);
    if (term.is_small() || term.is_nil()) {
      a.i64_const(static_cast<int64_t>(term.bits()));
    } else {
      a.i64_const(static_cast<int64_t>(0x7e00'0000 + number(terms_, term.bits())));
    }
  }
  void push_slot(wasm::Assembler& a, const Module&, uint32_t entry) override {
    a.i32_const(static_cast<int32_t>(kSlots + entry));
  }
  void push_return_address(wasm::Assembler& a, const Module&, uint32_t entry) override {
    a.i64_const(static_cast<int64_t>(Term::return_address(kSlots + entry).bits()));
  }
  void push_catch_tag(wasm::Assembler& a, const Module&, uint32_t entry) override {
    a.i64_const(static_cast<int64_t>(Term::catch_tag(kSlots + entry).bits()));
  }
  void push_address(wasm::Assembler& a, const void* structure) override {
    a.i32_const(static_cast<int32_t>(
        0x0adc'0000 + 16 * number(addresses_, reinterpret_cast<uintptr_t>(structure))));
  }

  static constexpr uint32_t kSlots = 1000;

 private:
  static uint64_t number(std::map<uint64_t, uint64_t>& numbers, uint64_t key) {
    return numbers.try_emplace(key, numbers.size()).first->second;
  }
  std::map<uint64_t, uint64_t> terms_, addresses_;
};

const ErlangModules& sources() {
  static const ErlangModules modules({
      R"(-module(fib).
-export([fib/1]).
fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
)",
      R"(-module(shapes).
-export([body/1, tail/2, external/1, external_tail/1, bif/1, fun_call/2, caught/1, wait/1, arity/1,
         build/2, self_loop/1, negate/1, skip/1]).
body(X) -> [tail(X, 1) | X].
tail([H | T], A) -> tail(T, A + H);
tail([], A) -> arity(A).
external(X) -> {other:function(X)}.
external_tail(X) -> other:function(X).
bif(X) -> {atom_to_list(X)}.
fun_call(F, X) -> {F(X)}.
caught(X) -> try other:function(X) catch throw:Y -> Y end.
wait(X) -> receive X -> X; {X, Y} -> Y after 10 -> X end.
arity({_}) -> 1; arity({_, _}) -> 2; arity({_, _, _}) -> 3; arity(_) -> 0.
build(X, Y) -> {X, [Y, X]}.
self_loop(0) -> 0; self_loop(N) -> self_loop(N - 1).
negate(X) -> 3.0 - (-(X * 2.0) + 1.0) / X.
skip(<<_/utf8, Rest/binary>>) -> Rest.
)",
  });
  return modules;
}

class LoweringTest : public testing::Test {
 protected:
  void SetUp() override { LINAC_NEED_ERLC(); }

  Module* load(std::span<const uint8_t> bytes, std::string& error) {
    const std::optional<std::string> name = vm_.load(bytes, "test.beam", error);
    return name ? newest_module(vm_.state(), find_atom(*name)) : nullptr;
  }

  wasm::FinishedModule emit(const std::string& name, bool collect_always = false) {
    std::string error;
    const Module* module = load(sources()[name], error);
    EXPECT_NE(module, nullptr) << error;
    SymbolicLinker linker;
    return emit_unit({&module, 1}, linker, lowering_options(vm_.state(), collect_always));
  }

  CapturedPlatform platform_;
  Vm vm_{platform_, interpreted()};
};

/// Replaces in `line` what stands between `from` and `to`.
bool replace_between(std::string& line, const std::string& from, char to, const std::string& with) {
  const size_t begin = line.find(from);
  if (begin == std::string::npos) return false;
  const size_t start = begin + from.size();
  line.replace(start, line.find(to, start) - start, with);
  return true;
}

/// A module's text with primitives by name and types left out, so that it does not change when a
/// primitive is added.
std::string readable(const std::string& wat) {
  std::vector<std::string> lines;
  std::istringstream stream(wat);
  for (std::string line; std::getline(stream, line);) {
    if (line.find("  (type (;") == 0) continue;
    if (!replace_between(line, "call_indirect (type ", ')', "") &&
        !replace_between(line, " (type ", ')', "")) {
      lines.push_back(line);
      continue;
    }
    line.erase(line.find(" (type )"), 8);
    const size_t count = lines.size();
    const size_t load = count < 2 ? std::string::npos : lines[count - 1].find("i32.load");
    if (load != std::string::npos && lines[count - 2].find("local.get 2") != std::string::npos) {
      const size_t at = lines[count - 1].find("offset=");
      const auto index = static_cast<uint32_t>(
          at == std::string::npos ? 0 : std::stoul(lines[count - 1].substr(at + 7)) / 4);
      lines[count - 1].resize(load + 8);
      lines[count - 1] += " $" + std::string(info(static_cast<Primitive>(index)).name);
    }
    lines.push_back(line);
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Text of each function, by its name, on one line.
std::map<std::string, std::string> functions_of(const std::string& wat) {
  std::map<std::string, std::string> functions;
  const std::string begin = "  (func $";
  std::istringstream stream(readable(wat));
  std::string* function = nullptr;
  for (std::string line; std::getline(stream, line);) {
    if (line.compare(0, begin.size(), begin) == 0) {
      const std::string name =
          line.substr(begin.size(), line.find(' ', begin.size()) - begin.size());
      function = &functions[name];
    } else if (line.compare(0, 3, "  (") == 0) {
      function = nullptr;
    }
    if (function != nullptr) *function += line.substr(line.find_first_not_of(' ')) + " ";
  }
  return functions;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A call of a primitive through the loaded pointer, as `readable` shows it.
std::string call_of(Primitive primitive) {
  return "local.get 2 i32.load $" + std::string(info(primitive).name) + " call_indirect ";
}

TEST_F(LoweringTest, GoldenText) {
  LINAC_NEED_TOOL("wasm2wat");
  const wasm::FinishedModule unit = emit("fib");
  wasm::expect_valid(unit);
  const std::string text = readable(wasm::wasm2wat(unit.bytes()));
  const std::string path = std::string(LINAC_SOURCE_DIRECTORY) + "/tests/cpp/jit/golden/fib.wat";
  if (std::getenv("LINAC_UPDATE_GOLDEN")) wasm::write_file(path, text);
  const wasm::Bytes golden = wasm::read_file(path);
  EXPECT_EQ(text, std::string(golden.begin(), golden.end()))
      << path << "; LINAC_UPDATE_GOLDEN=1 rewrites it";
}

TEST_F(LoweringTest, TheSameModuleGivesTheSameBytes) {
  const wasm::FinishedModule first = emit("shapes");
  const wasm::FinishedModule again = emit("shapes");
  EXPECT_TRUE(std::equal(first.bytes().begin(), first.bytes().end(), again.bytes().begin(),
                         again.bytes().end()));
}

TEST_F(LoweringTest, EachLabelIsAFunctionWithAName) {
  LINAC_NEED_TOOL("wasm2wat");
  std::string error;
  const Module* module = load(sources()["shapes"], error);
  ASSERT_NE(module, nullptr) << error;
  SymbolicLinker linker;
  const wasm::FinishedModule unit =
      emit_unit({&module, 1}, linker, lowering_options(vm_.state(), false));
  wasm::expect_valid(unit);
  const auto functions = functions_of(wasm::wasm2wat(unit.bytes()));
  uint32_t named = 0, direct = 0;
  for (uint32_t label = 1; label < module->label_count(); ++label) {
    const uint32_t at = module->file.code.label_instructions[label];
    if (at == beam::Code::kNoInstruction) continue;
    const auto& function = module->facts.functions[module->facts.function_of[at]];
    std::string name =
        "shapes:" + module->file.atoms[function.name] + "/" + std::to_string(function.arity);
    // wabt's text format has no blanks in names.
    if (function.entry != label) name += "@label_" + std::to_string(label);
    EXPECT_TRUE(functions.count(name)) << name;
    ++named;
  }
  EXPECT_GT(named, 20u);
  for (const auto& [name, text] : functions) {
    if (name.ends_with("@direct")) {
      ++direct;
    } else {
      EXPECT_TRUE(contains(text, "(param i32 i32 i32) (result i32)")) << text;
    }
  }
  EXPECT_EQ(functions.size(), module->entries.size() + direct);
  // tail/2, arity/1 and self_loop/1 are called from their own module.
  EXPECT_EQ(direct, 3u);
}

TEST_F(LoweringTest, CallsFollowTheConvention) {
  LINAC_NEED_TOOL("wasm2wat");
  const wasm::FinishedModule unit = emit("shapes");
  wasm::expect_valid(unit);
  const auto functions = functions_of(wasm::wasm2wat(unit.bytes()));
  auto function = [&](const std::string& name) {
    const auto found = functions.find("shapes:" + name);
    EXPECT_NE(found, functions.end()) << name;
    return found == functions.end() ? std::string() : found->second;
  };
  const std::string parameters = "local.get 0 local.get 1 local.get 2 ";

  // A reduction for each call, and the primitive that ends a time slice.
  EXPECT_TRUE(contains(function("body/1"), "local.get 1 i32.load offset=8 "));
  EXPECT_TRUE(contains(function("body/1"), call_of(Primitive::kReductionsExhausted)));
  // The return address is in the frame, the call is a wasm call.
  EXPECT_TRUE(contains(function("body/1"), "call $shapes:tail/2@direct "));
  EXPECT_TRUE(contains(function("tail/2@direct"), "return_call $shapes:arity/1@direct"));
  // Who comes through a slot finds the arguments in memory.
  const std::string entry = function("tail/2");
  EXPECT_TRUE(contains(entry, "local.get 0 i64.load offset=256 local.set 3 local.get 3 ")) << entry;
  EXPECT_TRUE(contains(entry,
                       "local.get 0 i64.load offset=264 local.set 4 local.get 4 "
                       "return_call $shapes:tail/2@direct"))
      << entry;
  // The loop's register stays in the parameter.
  const std::string loop = function("self_loop/1@direct");
  EXPECT_TRUE(contains(loop, "(param i32 i64) (result i32)")) << loop;
  EXPECT_TRUE(contains(loop, " loop ") && contains(loop, " local.set 1 br ")) << loop;
  EXPECT_FALSE(contains(loop, "call $shapes:self_loop/1"));
  // What is called elsewhere is set as continuation first.
  const std::string external = function("external/1");
  const size_t set = external.rfind("i32.store offset=4 " + parameters);
  ASSERT_NE(set, std::string::npos) << external;
  EXPECT_NE(external.find(" call_indirect ", set), std::string::npos) << external;
  EXPECT_FALSE(contains(external, " return_call_indirect "));
  const std::string tail = function("external_tail/1");
  const size_t set_tail = tail.rfind("i32.store offset=4 " + parameters);
  ASSERT_NE(set_tail, std::string::npos) << tail;
  EXPECT_NE(tail.find(" return_call_indirect", set_tail), std::string::npos) << tail;

  EXPECT_TRUE(contains(function("bif/1"), call_of(Primitive::kCallBif)));
  EXPECT_TRUE(contains(function("fun_call/2"), call_of(Primitive::kPrepareCallFun)));
  EXPECT_TRUE(contains(function("build/2"), call_of(Primitive::kCollect)));
  std::string all;
  for (const auto& [name, text] : functions) all += text;
  for (const Primitive primitive :
       {Primitive::kLoopRec, Primitive::kLoopRecEnd, Primitive::kRemoveMessage,
        Primitive::kWaitTimeout, Primitive::kTimeout, Primitive::kRaiseFunctionClause}) {
    EXPECT_TRUE(contains(all, call_of(primitive))) << info(primitive).name;
  }
}

TEST_F(LoweringTest, StressModeCollectsAtEveryAllocation) {
  const auto count = [&](bool collect_always) {
    const wasm::FinishedModule unit = emit("shapes", collect_always);
    wasm::expect_valid(unit);
    return unit.bytes().size();
  };
  EXPECT_NE(count(true), count(false));
}

TEST_F(LoweringTest, SeveralModulesMakeOneUnit) {
  LINAC_NEED_TOOL("wasm2wat");
  std::string error;
  const Module* const modules[] = {load(sources()["fib"], error), load(sources()["shapes"], error)};
  SymbolicLinker linker;
  const wasm::FinishedModule unit =
      emit_unit(modules, linker, lowering_options(vm_.state(), false));
  wasm::expect_valid(unit);
  const std::string text = wasm::wasm2wat(unit.bytes());
  EXPECT_TRUE(contains(text, "(import \"env\" \"slot_base_0\" (global"));
  EXPECT_TRUE(contains(text, "(import \"env\" \"slot_base_1\" (global"));
  EXPECT_NE(text.find("(elem "), text.rfind("(elem "));
  EXPECT_TRUE(functions_of(text).count("fib:fib/1") && functions_of(text).count("shapes:body/1"));
}

// --- all of OTP

namespace fs = std::filesystem;

std::vector<fs::path> otp_files() {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& library : fs::directory_iterator("/usr/lib/erlang/lib", error)) {
    for (const auto& entry : fs::directory_iterator(library.path() / "ebin", error)) {
      if (entry.path().extension() == ".beam") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Instructions of compilers before OTP 25 that this one writes when told to.
const ErlangModules& old_code() {
  static const ErlangModules modules({R"(-module(old_code).
-export([funs/2, floats/2, build/3, utf/1, grow/2, call/1, comprehension/2, rare/1]).
funs(X, Y) -> fun(Z) -> {X, Y, Z} end.
floats(A, B) when is_float(A), is_float(B) -> A * B + 1.0 - A / B.
build(A, B, C) -> <<A:16, B:8/float-unit:8, "text", C/binary, A:B>>.
utf(X) -> <<X/utf8, X/utf16, X/utf32>>.
grow(B, X) -> <<B/binary, X:32, "more">>.
call(P) -> R = make_ref(), P ! {R, self()}, receive {R, X} -> X end.
comprehension(B, X) -> << <<(Y + X)>> || <<Y>> <= B >>.
rare(B) when binary_part(B, 0, 1) =:= <<"a">> -> B;
rare(<<_/utf16, _/utf32, B/binary>>) -> B;
rare(B) -> B.
)"},
                                     "+r22");
  return modules;
}

/// What neither OTP 25's compiler nor its options write: older and newer instructions.
Bytes assembled() {
  using namespace beam::testing;
  BeamBuilder b("assembled");
  b.function("frame", 1, 1).op(Opcode::kAllocate, {u(2), u(1)});
  b.op(Opcode::kInit, {y(0)}).op(Opcode::kInit, {y(1)}).op(Opcode::kDeallocate, {u(2)});
  b.op(Opcode::kReturn);
  b.function("float", 1, 3).op(Opcode::kFclearerror).op(Opcode::kFconv, {x(0), fr(0)});
  b.op(Opcode::kFcheckerror, {f(0)}).op(Opcode::kTestHeap, {alloc({{1, 1}}), u(0)});
  b.op(Opcode::kFmove, {fr(0), x(0)}).op(Opcode::kReturn);
  b.function("receive", 0, 5).op(Opcode::kAllocate, {u(0), u(0)}).op(Opcode::kRecvMark, {f(7)});
  b.op(Opcode::kRecvSet, {f(7)}).label(7).op(Opcode::kLoopRec, {f(8), x(0)});
  b.op(Opcode::kRemoveMessage).op(Opcode::kDeallocate, {u(0)}).op(Opcode::kReturn);
  b.label(8).op(Opcode::kWait, {f(7)});
  b.function("update", 2, 9).op(Opcode::kExecutableLine, {u(1), u(1)});
  b.op(Opcode::kDebugLine, {b.atom("line"), u(1), u(1), u(2)});
  b.op(Opcode::kTestHeap, {u(4), u(2)});
  b.op(Opcode::kUpdateRecord, {b.atom("reuse"), u(3), x(0), x(0), list({u(2), x(1)})});
  b.op(Opcode::kReturn);
  b.function("between", 1, 11);
  b.op(Opcode::kBif3,
       {f(0), b.import("erlang", "is_integer", 3), x(0), integer(1), integer(5), x(0)});
  b.op(Opcode::kReturn);
  b.function("match", 1, 13).op(Opcode::kBsStartMatch3, {f(15), x(0), u(1), x(1)});
  b.op(Opcode::kBsMatch, {f(15), x(1),
                          list({b.atom("ensure_at_least"), u(16), u(1), b.atom("skip"), u(8),
                                b.atom("integer"), u(2), nil(), u(8), u(1), x(2)})});
  b.op(Opcode::kMove, {x(2), x(0)}).label(15).op(Opcode::kReturn);
  b.function("binary", 1, 16);
  b.op(Opcode::kBsInit2, {f(0), u(2), u(0), u(1), u(0), x(1)});
  b.op(Opcode::kBsPutInteger, {f(0), integer(16), u(1), u(0), x(0)});
  b.op(Opcode::kMove, {x(1), x(0)}).op(Opcode::kReturn);
  // Native records; the last is built in portions, as its fields are more than the scratch area.
  const Bytes name = b.atom("point"), field = b.atom("x");
  b.function("records", 2, 18).op(Opcode::kIsAnyNativeRecord, {f(20), x(0)});
  b.op(Opcode::kIsNativeRecord, {f(20), x(0), b.atom("assembled"), name});
  b.op(Opcode::kIsRecordAccessible, {f(20), x(0), b.atom("external")});
  b.op(Opcode::kGetRecordElements, {f(20), x(0), list({field, x(2), field, x(3)})});
  b.op(Opcode::kGetRecordField, {f(0), x(0), name, field, x(2)});
  b.op(Opcode::kGetRecordField, {f(20), x(0), name, field, x(2)});
  b.op(Opcode::kPutRecord, {f(0), name, x(0), x(0), u(3), list({field, x(2), field, x(1)})});
  b.op(Opcode::kReturn).label(20).op(Opcode::kMove, {x(1), x(0)}).op(Opcode::kReturn);
  std::vector<Bytes> many;
  for (uint32_t i = 0; i < kScratchWords; ++i) many.insert(many.end(), {field, x(0)});
  b.function("wide", 1, 21).op(Opcode::kPutRecord, {f(0), name, nil(), x(0), u(1), list(many)});
  b.op(Opcode::kReturn);
  b.max_opcode = beam::kMaxOpcode;
  return b.build();
}

TEST_F(LoweringTest, OtpIsCompiledAndValid) {
  const std::vector<fs::path> files = otp_files();
  if (files.empty()) GTEST_SKIP() << "OTP is not installed";
  const bool all = std::getenv("LINAC_ALL_BEAMS") != nullptr;
  std::set<Opcode> seen;
  std::vector<std::string> units;
  const auto note_opcodes = [&seen](const Module& module) {
    for (const beam::Instruction& instruction : module.file.code.instructions) {
      seen.insert(instruction.opcode);
    }
  };
  constexpr size_t kModulesOfAUnit = 24;
  for (size_t begin = 0; begin < files.size(); begin += kModulesOfAUnit) {
    // A VM for each unit: memory stays bounded.
    CapturedPlatform platform;
    Vm vm(platform, interpreted());
    std::vector<const Module*> modules;
    for (size_t i = begin; i < std::min(begin + kModulesOfAUnit, files.size()); ++i) {
      if (!all && i % 4 != 0) continue;
      std::string error;
      const auto name = vm.load(wasm::read_file(files[i]), files[i].string(), error);
      EXPECT_TRUE(name) << error;
      if (!name) continue;
      const Module* module = newest_module(vm.state(), find_atom(*name));
      note_opcodes(*module);
      modules.push_back(module);
    }
    if (modules.empty()) continue;
    ImmediateLinker linker;
    const bool collect_always = begin / kModulesOfAUnit % 4 == 3;
    const wasm::FinishedModule unit =
        emit_unit(modules, linker, lowering_options(vm.state(), collect_always));
    ASSERT_TRUE(unit.ok()) << unit.error();
    const std::string file = wasm::scratch().file("otp_" + std::to_string(begin) + ".wasm");
    wasm::write_file(file, unit.bytes());
    units.push_back(file);
  }
  for (const Bytes& bytes : {sources()["shapes"], old_code()["old_code"], assembled()}) {
    std::string error;
    const Module* module = load(bytes, error);
    ASSERT_NE(module, nullptr) << error;
    note_opcodes(*module);
    ImmediateLinker linker;
    const wasm::FinishedModule unit =
        emit_unit({&module, 1}, linker, lowering_options(vm_.state(), false));
    ASSERT_TRUE(unit.ok()) << unit.error();
    units.push_back(wasm::scratch().file(module->file.module_name() + ".wasm"));
    wasm::write_file(units.back(), unit.bytes());
  }
  if (wasm::has_tool("wasm-validate")) {
    std::string list;
    for (const std::string& file : units) list += file + "\n";
    wasm::write_file(wasm::scratch().file("units"), list);
    const auto result = wasm::run_command("xargs -n 1 -P 2 wasm-validate --enable-tail-call <" +
                                          wasm::scratch().file("units"));
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(result.status, 0);
  }
  for (uint32_t number = 1; number <= beam::kMaxOpcode; ++number) {
    const auto opcode = static_cast<Opcode>(number);
    if (beam::info(opcode).status == beam::OpcodeStatus::kRemoved) {
      EXPECT_EQ(seen.count(opcode), 0u) << beam::info(opcode).name;
    } else {
      EXPECT_EQ(seen.count(opcode), 1u) << beam::info(opcode).name << " has not been compiled";
    }
  }
}

}  // namespace
}  // namespace linac
