// SPDX-License-Identifier: Apache-2.0
#include "beam/disassembler.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "beam/erlang_text.h"
#include "beam_builder.h"

namespace linac::beam {
namespace {

using namespace testing;

std::string listing(const BeamBuilder& b) {
  Error error;
  const auto file = read_file(b.build(), error);
  EXPECT_TRUE(file) << error.sentence("t.beam");
  return file ? disassemble(*file) : "";
}

void expect_line(const std::string& listing, const std::string& line) {
  EXPECT_NE(listing.find("    " + line + "\n"), std::string::npos) << line << " is not in\n"
                                                                   << listing;
}

TEST(Disassembler, WholeFunction) {
  BeamBuilder b("mod");
  b.function("f g", 1, 1).op(Opcode::kMove, {integer(-7), x(0)}).op(Opcode::kReturn);
  EXPECT_EQ(listing(b),
            "{module, mod}.  %% version = 0\n\n{exports, [{'f g',1}]}.\n\n{labels, 3}.\n"
            "\n\n{function, 'f g', 1, 2}.\n"
            "  {label,1}.\n"
            "    {func_info,{atom,mod},{atom,'f g'},1}.\n"
            "  {label,2}.\n"
            "    {move,{integer,-7},{x,0}}.\n"
            "    return.\n");
}

TEST(Disassembler, Forms) {
  BeamBuilder b;
  b.strings = text_bytes("xabc");
  const Bytes map = b.import("lists", "map", 2), hd = b.import("erlang", "hd", 1);
  const Bytes plus = b.import("erlang", "+", 2), self = b.import("erlang", "self", 0);
  const Bytes fun = b.lambda("f", 1, 2, 1);
  b.function("f", 1, 1);
  b.op(Opcode::kIsLt, {f(1), x(0), integer(2)})
      .op(Opcode::kIsFunction2, {f(1), x(0), integer(2)})
      .op(Opcode::kTestArity, {f(1), x(0), u(2)})
      .op(Opcode::kIsTaggedTuple, {f(1), x(0), u(2), b.atom("ok")})
      .op(Opcode::kCall, {u(1), f(2)})
      .op(Opcode::kCallExtLast, {u(2), map, u(3)})
      .op(Opcode::kBif0, {self, x(0)})
      .op(Opcode::kBif1, {f(0), hd, x(0), x(1)})
      .op(Opcode::kGcBif2, {f(0), u(1), plus, x(0), integer(1), y(0)})
      .op(Opcode::kSelectVal, {x(0), f(1), list({b.atom("case"), f(2)})})
      .op(Opcode::kTestHeap, {alloc({{0, 2}, {1, 0}, {2, 1}}), u(1)})
      .op(Opcode::kMakeFun3, {fun, x(0), list({x(1)})})
      .op(Opcode::kPutTuple2, {x(0), list({nil(), x(1)})})
      .op(Opcode::kFadd, {f(0), fr(0), fr(1), fr(2)})
      .op(Opcode::kRaise, {x(2), x(1)})
      .op(Opcode::kTry, {y(1), f(2)})
      .op(Opcode::kBsGetInteger2, {f(1), x(0), u(3), integer(8), u(1), u(2), x(4)})
      .op(Opcode::kBsMatchString, {f(1), x(0), u(24), u(1)})
      .op(Opcode::kBsSkipUtf8, {f(1), x(0), u(3), u(0)})
      .op(Opcode::kBsMatch,
          {f(1), x(0), list({b.atom("ensure_exactly"), u(8), b.atom("=:="), nil(), u(8), u(255)})})
      .op(Opcode::kBsCreateBin, {f(0), u(0), u(1), u(8), x(0),
                                 list({b.atom("string"), u(0), u(8), nil(), u(1), integer(3)})});
  const std::string text = listing(b);
  for (const char* line :
       {"{test,is_lt,{f,1},[{x,0},{integer,2}]}.",
        "{test,is_function2,{f,1},[{x,0},{integer,2}]}.",
        "{test,test_arity,{f,1},[{x,0},2]}.",
        "{test,is_tagged_tuple,{f,1},[{x,0},2,{atom,ok}]}.",
        "{call,1,{f,2}}. % f/1",
        "{call_ext_last,2,{extfunc,lists,map,2},3}.",
        "{bif,self,{f,0},[],{x,0}}.",
        "{bif,hd,{f,0},[{x,0}],{x,1}}.",
        "{gc_bif,'+',{f,0},1,[{x,0},{integer,1}],{y,0}}.",
        "{select_val,{x,0},{f,1},{list,[{atom,'case'},{f,2}]}}.",
        "{test_heap,{alloc,[{words,2},{floats,0},{funs,1}]},1}.",
        "{make_fun3,{f,2},0,0,{x,0},{list,[{x,1}]}}.",
        "{put_tuple2,{x,0},{list,[nil,{x,1}]}}.",
        "{bif,fadd,{f,0},[{fr,0},{fr,1}],{fr,2}}.",
        "{bif,raise,{f,0},[{x,2},{x,1}],{x,0}}.",
        "{'try',{y,1},{f,2}}.",
        "{test,bs_get_integer2,{f,1},3,[{x,0},{integer,8},1,{field_flags,[little]}],{x,4}}.",
        "{test,bs_match_string,{f,1},[{x,0},24,{string,<<\"abc\">>}]}.",
        "{test,bs_skip_utf8,{f,1},[{x,0},3,{field_flags,[]}]}.",
        "{bs_match,{f,1},{x,0},{commands,[{ensure_exactly,8},{'=:=',nil,8,255}]}}.",
        "{bs_create_bin,{f,0},0,1,8,{x,0},{list,[{atom,string},0,8,nil,{string,<<\"abc\">>},"
        "{integer,3}]}}."}) {
    expect_line(text, line);
  }
}

TEST(Disassembler, LiteralsThroughACallback) {
  BeamBuilder b;
  const Bytes seven = b.add_literal({97, 7});
  b.function("f", 0, 1).op(Opcode::kMove, {seven, x(0)}).op(Opcode::kReturn);
  Error error;
  const auto file = read_file(b.build(), error);
  ASSERT_TRUE(file);
  const auto printer = [](std::span<const uint8_t> term) { return std::to_string(term.back()); };
  expect_line(disassemble(*file, printer), "{move,{literal,7},{x,0}}.");
  expect_line(disassemble(*file), "{move,{literal,'#0'},{x,0}}.");
}

TEST(Disassembler, UnverifiedCodeIsListedWithItsFaults) {
  BeamBuilder b;
  b.function("f", 0, 1).op(Opcode::kMove, {literal(9), x(0)}).op(Opcode::kReturn);
  expect_line(listing(b), "%% move: literal 9 is out of range");
}

TEST(ErlangText, Atoms) {
  EXPECT_EQ(atom_text("ok"), "ok");
  EXPECT_EQ(atom_text("a_B@9"), "a_B@9");
  EXPECT_EQ(atom_text(""), "''");
  EXPECT_EQ(atom_text("Elixir.IO"), "'Elixir.IO'");
  EXPECT_EQ(atom_text("try"), "'try'");
  EXPECT_EQ(atom_text("it's\n\\"), "'it\\'s\\n\\\\'");
}

TEST(ErlangText, BigIntegers) {
  EXPECT_EQ(big_integer_text(Bytes{0x01, 0, 0, 0, 0, 0, 0, 0, 0}), "18446744073709551616");
  EXPECT_EQ(big_integer_text(Bytes{0xff, 0, 0, 0, 0, 0, 0, 0, 0}), "-18446744073709551616");
  EXPECT_EQ(big_integer_text(Bytes{0x0f, 0xff}), "4095");
}

TEST(ErlangText, Binaries) {
  EXPECT_EQ(binary_text({}), "<<>>");
  EXPECT_EQ(binary_text(text_bytes("a\"b")), "<<\"a\\\"b\">>");
  EXPECT_EQ(binary_text(Bytes{0, 255}), "<<0,255>>");
}

// --- against the compiler's own listing

constexpr const char* kSample = R"(-module(sample).
-export([fib/1, m/2, b/1, c/3, t/2, r/1, s/1]).
fib(N) when N < 2 -> N;
fib(N) -> fib(N-1) + fib(N-2).
m(F, L) -> lists:map(fun(X) -> F(X, L) end, L).
b(<<A:8, B:16/little, "abc", R/binary>>) -> {A, B, R};
b(<<X/utf8, _/binary>>) -> X.
c(a, #{k := V} = M, _) -> M#{k := V + 1};
c(b, _, X) when is_tuple(X), tuple_size(X) =:= 2 -> element(1, X).
t(A, B) -> try A / B of X -> X * 2.5 + A catch error:badarith:S -> {S, catch throw(x)} end.
r(T) -> receive {T, M} -> M; stop -> exit(done) after 100 -> T ! {self(), hello} end.
s(X) -> case X of 1 -> one; 2 -> two; "abc" -> abc; _ -> X() end.
)";

/// The instructions of a listing without line numbers, comments and layout: from a name or a brace
/// to the full stop.
std::vector<std::string> mnemonics(const std::string& text) {
  std::vector<std::string> result;
  const std::regex instruction("\\n +\\{?('?\\w+'?)(,\\s*('?[\\w=<>+*/-]+'?))?");
  for (std::sregex_iterator at(text.begin(), text.end(), instruction), end; at != end; ++at) {
    std::string name = (*at)[1];
    const bool head = name == "test" || name == "bif" || name == "gc_bif";
    if (head) name += " " + (*at)[3].str();
    result.push_back(name);
  }
  return result;
}

/// One instruction a line, as ours: lines of the compiler's listing that continue one are joined,
/// and its comments and attributes dropped.
std::string joined(const std::string& text) {
  std::string result;
  std::istringstream lines(text);
  std::string line, whole;
  while (std::getline(lines, line)) {
    const size_t comment = line.find(". % ");
    if (comment != std::string::npos) line.resize(comment + 1);
    const size_t text_at = std::min(line.find_first_not_of(' '), line.size());
    whole += whole.empty() ? line : line.substr(text_at);
    if (whole.empty() || whole.back() != '.') continue;
    const bool is_code = whole.rfind("  ", 0) == 0 && whole.find("{'%'") == std::string::npos;
    if (is_code) result += "\n" + whole;
    whole.clear();
  }
  return result;
}

TEST(Disassembler, SameMnemonicsAsTheCompilersListing) {
  namespace fs = std::filesystem;
  const fs::path directory = fs::path(::testing::TempDir()) / "linac_disassembler_test";
  fs::create_directories(directory);
  std::ofstream(directory / "sample.erl") << kSample;
  const std::string change = "cd '" + directory.string() + "' && ";
  if (std::system((change + "erlc -S sample.erl 2>/dev/null && erlc sample.erl").c_str()) != 0) {
    GTEST_SKIP() << "there is no erlc";
  }
  std::ifstream listing_stream(directory / "sample.S");
  const std::string theirs{std::istreambuf_iterator<char>(listing_stream), {}};
  std::ifstream beam_stream(directory / "sample.beam", std::ios::binary);
  const Bytes beam{std::istreambuf_iterator<char>(beam_stream), {}};
  fs::remove_all(directory);
  Error error;
  const auto file = read_file(beam, error);
  ASSERT_TRUE(file) << error.sentence("sample.beam");
  const auto expected = mnemonics(joined(theirs)), ours = mnemonics(joined(disassemble(*file)));
  EXPECT_GT(ours.size(), 100u);
  EXPECT_EQ(ours, expected);
}

}  // namespace
}  // namespace linac::beam
