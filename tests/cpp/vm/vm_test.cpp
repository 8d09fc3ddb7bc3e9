// SPDX-License-Identifier: Apache-2.0
//
// Whole programs in the interpreter, through the interface that hosts use.
#include "vm.h"

#include "program.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {
namespace {

const ErlangModules& programs() {
  static const ErlangModules modules({
      R"(-module(plain).
-export([main/0]).
main() -> erlang:display(hello), {some, value}.
)",
      R"(-module(arguments).
-export([main/0, main/1]).
main() -> erlang:display(main0).
main(Arguments) -> erlang:display(Arguments).
)",
      R"(-module(starter).
-export([start/0]).
start() -> {ok, "text", [1.5 | tail], 1 bsl 64}.
)",
      R"(-module(library).
-export([double/1]).
double(X) -> X * 2.
)",
      R"(-module(caller).
-export([main/0]).
main() -> erlang:display(library:double(21)), library:missing(1, two).
)",
      R"(-module(crashing).
-export([main/1]).
main([Kind]) -> inner(list_to_atom(Kind)), ok.
inner(badmatch) ->
    {ok, _} = helper(5), ok;
inner(throw) -> throw(tired);
inner(exit) -> exit(tired);
inner(normal) -> exit(normal);
inner(error) -> error({tired, [1]});
inner(undef) -> nowhere:nothing(1);
inner(badarith) -> 1 + helper(a);
inner(linked) ->
    spawn_link(fun() -> exit(from_child) end),
    receive after infinity -> ok end;
inner(other) ->
    spawn(fun() -> error(only_a_child) end),
    receive after 10 -> ok end.
helper(N) -> {nothing, N}.
)",
      R"(-module(halting).
-export([main/1]).
main(["nested"]) ->
    spawn(fun() -> deep(10) end),
    receive after infinity -> ok end;
main([N]) ->
    spawn(fun() -> loop() end),
    erlang:display(before),
    halt(list_to_integer(N)),
    erlang:display(after_).
loop() -> loop().
deep(0) -> halt(9);
deep(N) -> [deep(N - 1)].
)",
      R"(-module(deep).
-export([main/0]).
main() ->
    erlang:display(count(1000000)),
    erlang:display(length(build(1000000))),
    erlang:display(nest(1000000, []) =:= nest(1000000, [])).
count(0) -> 0;
count(N) -> 1 + count(N - 1).
build(0) -> [];
build(N) -> [{N} | build(N - 1)].
nest(0, Acc) -> Acc;
nest(N, Acc) -> nest(N - 1, {Acc}).
)",
      R"(-module(fair).
-export([main/0]).
main() ->
    Self = self(),
    spawn(fun() -> ticker(Self, 0) end),
    Busy = spawn(fun() -> loop(0) end),
    erlang:display(wait(20)),
    exit(Busy, kill).
loop(N) -> loop(N + 1).
ticker(Pid, N) -> Pid ! {tick, N}, receive after 1 -> ticker(Pid, N + 1) end.
wait(0) -> served;
wait(N) -> receive {tick, _} -> wait(N - 1) end.
)",
      R"(-module(timers).
-export([main/0]).
main() ->
    Self = self(),
    [spawn(fun() -> sleep(T), Self ! T end) || T <- [300, 10, 50000, 0, 70]],
    erlang:display([receive Any -> Any end || _ <- [1, 2, 3, 4, 5]]),
    erlang:display(receive never -> wrong after 0 -> now end),
    Self ! later,
    erlang:display(receive never -> wrong after 20 -> timeout end),
    erlang:display(receive later -> found after 0 -> wrong end),
    erlang:display(catch receive after -1 -> wrong end),
    erlang:display(catch receive after foo -> wrong end),
    spawn(fun() -> sleep(5), Self ! other, sleep(5), Self ! wanted end),
    erlang:display(receive wanted -> woken after 1000000 -> wrong end).
sleep(T) -> receive after T -> ok end.
)",
      R"(-module(waiting).
-export([main/0]).
main() -> receive never -> ok end.
)",
      R"(-module(mixture).
-export([main/0]).
main() ->
    L = lists_seq(1, 60),
    erlang:display(sum([X * X || X <- L, X rem 3 =:= 0])),
    erlang:display(quick([(X * 7919) rem 101 || X <- L])),
    M = fill(#{}, 50),
    erlang:display({map_size(M), maps_get(17, M)}),
    erlang:display(fact(40)),
    erlang:display(1.0e300 * 1.0e5 / 3),
    erlang:display(try fact(x) catch error:E -> {caught, E} end),
    F = fun(A) -> fun(B) -> {A, B, L} end end,
    erlang:display(tuple_size((F(1))(2))),
    Self = self(),
    Pids = [spawn(fun() -> Self ! {self(), fib(N)} end) || N <- [5, 8, 10]],
    erlang:display([receive {P, R} -> R end || P <- Pids]),
    put(key, L), erlang:display(length(get(key))),
    erlang:display(catch throw({L, M})),
    erlang:display(binary(200)).
lists_seq(N, M) when N > M -> [];
lists_seq(N, M) -> [N | lists_seq(N + 1, M)].
sum([]) -> 0;
sum([H | T]) -> H + sum(T).
quick([]) -> [];
quick([P | T]) -> quick([X || X <- T, X < P]) ++ [P] ++ quick([X || X <- T, X >= P]).
fill(M, 0) -> M;
fill(M, N) -> fill(M#{N => {N, [N]}}, N - 1).
maps_get(K, M) -> case M of #{K := V} -> V end.
fact(0) -> 1;
fact(N) -> N * fact(N - 1).
fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
binary(N) -> B = list_to_binary(lists_seq(1, N)), {byte_size(B), B =:= list_to_binary([B, []])}.
)",
      // A function that fails before its Y registers are set, where an earlier frame has left a
      // catch tag behind.
      R"(-module(stale).
-compile(export_all).
main() ->
    erlang:display(try outer([]) catch C:R -> {right, C, R} end).
outer(L) ->
    tried(),
    failing(L).
tried() ->
    try deeper(1, 2, 3, 4) catch _:_ -> erlang:display(wrong_handler), wrong end.
deeper(A, B, C, D) ->
    X = try id(A) catch _:_ -> erlang:display(wrong_handler), wrong1 end,
    Y = try id(B) catch _:_ -> erlang:display(wrong_handler), wrong2 end,
    Z = try id({C, D}) catch _:_ -> erlang:display(wrong_handler), wrong3 end,
    {X, Y, Z}.
failing(L) ->
    H = hd(L),
    T = id(1),
    U = id(2),
    id({H, T, U}),
    {H, T, U}.
id(X) -> X.
)",
      // Calls that never return stand where there is no frame, or another one.
      R"(-module(raising).
-compile(export_all).
main() ->
    [erlang:display(try probe(K) catch C:R:S -> {C, R, [{F, A, line(I)} || {raising, F, A, I} <- S]} end)
     || K <- [a, b, c, d, e]].
line(I) -> case I of [{file, _}, {line, L}] -> L; _ -> none end.
probe(K) ->
    R = around(K),
    {R}.
around(K) ->
    R = leaf(K, 1),
    [R].
leaf(a, _) -> erlang:error(no_frame);
leaf(b, X) -> erlang:error(no_frame, [b, X]);
leaf(c, X) -> Y = id(X), erlang:error({with_frame, Y});
leaf(d, X) -> Y = id(X), case id(Y) of 1 -> erlang:throw({Y, Y}); Z -> Z + Y end;
leaf(e, X) -> case id(X) of 1 -> exit(leaf); 2 -> error(shared); 3 -> error(shared) end.
id(X) -> X.
)",
      R"(-module(mailbox).
-export([main/0]).
main() ->
    Self = self(),
    Sink = spawn(fun() -> sink(Self, 0) end),
    flood(Sink, 200000),
    Sink ! {stop, Self},
    receive {done, N} -> erlang:display(N) end.
flood(_, 0) -> ok;
flood(Pid, N) -> Pid ! {message, N, [N, N]}, pause(N), flood(Pid, N - 1).
pause(N) when N rem 100 =:= 0 -> receive after 0 -> ok end, erlang:yield();
pause(_) -> ok.
sink(From, N) ->
    receive
        {message, _, _} -> sink(From, count(N));
        {stop, From} -> From ! {done, N}
    end.
count(N) -> N + 1.
)",
      R"(-module(self_mail).
-export([main/0]).
main() -> erlang:display(loop(200000)).
loop(0) -> done;
loop(N) -> self() ! {N, N, N}, receive {N, N, N} -> loop(N - 1) end.
)",
      R"(-module(binaries).
-export([main/0]).
main() -> erlang:display(loop(2000, list_to_binary(bytes(1000)))).
bytes(0) -> [];
bytes(N) -> [N band 255 | bytes(N - 1)].
loop(0, B) -> byte_size(B);
loop(N, B) -> loop(N - 1, list_to_binary([B, B, B, B, B, B, B, B, B, B])), keep(N), loop_end(N, B).
loop_end(_, B) -> byte_size(B).
keep(_) -> ok.
)",
      R"(-module(garbage).
-export([main/0]).
main() -> erlang:display(loop(300000, [])).
loop(0, Kept) -> Kept;
loop(N, _) -> loop(N - 1, [{N, N}, {N}]).
)",
      R"(-module(ranges).
-export([main/0]).
main() ->
    Low = -(1 bsl 70),
    erlang:display([apply(erlang, is_integer, A) || A <- [[1, 1, 5], [5, 1, 5], [6, 1, 5], [0, 1, 5], [2.0, 1, 5], [a, 1, 5], [1 bsl 80, Low, 1 bsl 81]]]),
    erlang:display(catch apply(erlang, is_integer, [1, 1.0, 5])).
)",
      R"(-module(sleeper).
-export([main/0]).
main() -> Deep = deep(100000), erlang:display(Deep), wait(0).
deep(0) -> 0;
deep(N) -> 1 + deep(N - 1).
wait(N) -> receive after 1 -> wait(N + 1) end.
)",
  });
  return modules;
}

class VmTest : public testing::Test {
 protected:
  void SetUp() override { LINAC_NEED_ERLC(); }
};

Outcome run(const std::string& name, const std::vector<std::string>& arguments = {},
            const VmOptions& options = interpreted()) {
  return run_program(programs()[name], arguments, options, programs().directory());
}

TEST_F(VmTest, MainWithoutArguments) {
  const Outcome outcome = run("plain");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.output, "hello\n");
  EXPECT_EQ(outcome.errors, "");
}

TEST_F(VmTest, MainGetsItsArguments) {
  EXPECT_EQ(run("arguments").output, "[]\n");
  const Outcome outcome = run("arguments", {"one", "", "z\xc3\xb6lf \xe2\x86\x92"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.output, "[\"one\",[],[122,246,108,102,32,8594]]\n");
}

TEST_F(VmTest, StartHasItsValuePrinted) {
  const Outcome outcome = run("starter");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.output, "Return value: {ok,\"text\",[1.5|tail],18446744073709551616}\n");
}

TEST_F(VmTest, AModuleWithoutMainIsRefusedWithASentence) {
  CapturedPlatform platform;
  Vm vm(platform, interpreted());
  std::string error;
  ASSERT_TRUE(vm.load(programs()["library"], "library.beam", error)) << error;
  EXPECT_FALSE(vm.start("library", {}, error));
  EXPECT_EQ(error, "module library exports none of main/1, main/0 and start/0");
  EXPECT_TRUE(vm.exports("library", "double", 1));
  EXPECT_FALSE(vm.exports("library", "double", 2));
  EXPECT_FALSE(vm.exports("library", "no such atom at all", 1));
}

TEST_F(VmTest, CodeIsLoadedWhenItIsFirstCalled) {
  const Outcome outcome = run("caller");
  EXPECT_EQ(outcome.output, "42\n");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.errors.find("{undef,[{library,missing,[1,two],[]}"), std::string::npos)
      << outcome.errors;
}

TEST_F(VmTest, UncaughtExceptionsEndWithStatusOneAndAText) {
  const struct {
    const char* kind;
    const char* text;
  } kCases[] = {
      {"badmatch", "{{badmatch,{nothing,5}},[{crashing,inner,1,[{file,"},
      {"throw", "{{nocatch,tired},[{crashing,"},
      {"exit", "tired"},
      {"error", "{{tired,[1]},[{crashing,"},
      {"undef", "{undef,[{nowhere,nothing,[1],[]}"},
      {"badarith", "{badarith,[{erlang,'+',[{nothing,a},1],"},
      {"linked", "from_child"},
  };
  for (const auto& each : kCases) {
    const Outcome outcome = run("crashing", {each.kind});
    EXPECT_EQ(outcome.status, 1) << each.kind;
    EXPECT_EQ(outcome.output, "") << each.kind;
    EXPECT_NE(outcome.errors.find(each.text), std::string::npos) << each.kind << outcome.errors;
  }
  EXPECT_EQ(run("crashing", {"normal"}).status, 0);
  EXPECT_EQ(run("crashing", {"normal"}).errors, "");
  const Outcome other = run("crashing", {"other"});
  EXPECT_EQ(other.status, 0);
  EXPECT_NE(other.errors.find("only_a_child"), std::string::npos);
}

TEST_F(VmTest, HaltEndsEverything) {
  for (const int status : {0, 7, 255}) {
    const Outcome outcome = run("halting", {std::to_string(status)});
    EXPECT_EQ(outcome.status, status);
    EXPECT_EQ(outcome.output, "before\n");
  }
  EXPECT_EQ(run("halting", {"nested"}).status, 9);
}

TEST_F(VmTest, RecursionAMillionDeep) {
  const Outcome outcome = run("deep");
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, "1000000\n1000000\ntrue\n");
}

TEST_F(VmTest, ATailLoopLeavesTimeForOthers) {
  const Outcome outcome = run("fair");
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, "served\n");
}

TEST_F(VmTest, ReceiveTimeouts) {
  const Outcome outcome = run("timers");
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  EXPECT_NE(
      outcome.output.find("[0,10,70,300,50000]\nnow\ntimeout\nfound\n{'EXIT',{timeout_value,"),
      std::string::npos)
      << outcome.output;
  EXPECT_NE(outcome.output.find("\nwoken\n"), std::string::npos) << outcome.output;
}

TEST_F(VmTest, WaitingForNothingIsForever) {
  const Outcome outcome = run("waiting");
  EXPECT_TRUE(outcome.deadlock);
  EXPECT_EQ(outcome.status, -1);
}

TEST_F(VmTest, SameOutcomeWithAnySliceAndWithCollectionsEverywhere) {
  const Outcome usual = run("mixture");
  ASSERT_EQ(usual.status, 0) << usual.errors;
  EXPECT_NE(usual.output.find("815915283247897734345611269596115894272000000000"),
            std::string::npos);
  EXPECT_NE(usual.output.find("[5,21,55]"), std::string::npos) << usual.output;
  VmOptions stress = interpreted();
  stress.collect_always = true;
  EXPECT_EQ(run("mixture", {}, stress).output, usual.output);
  for (const uint32_t reductions : {1u, 2u, 7u, 1'000'000u}) {
    VmOptions options = interpreted();
    options.reductions_per_slice = reductions;
    const Outcome outcome = run("mixture", {}, options);
    EXPECT_EQ(outcome.output, usual.output) << reductions;
    EXPECT_EQ(outcome.status, 0);
  }
  stress.reductions_per_slice = 1;
  EXPECT_EQ(run("mixture", {}, stress).output, usual.output);
}

TEST_F(VmTest, NoHandlerIsFoundInWhatAnEarlierFrameLeft) {
  const Outcome outcome = run("stale");
  EXPECT_EQ(outcome.output, "{right,error,badarg}\n") << outcome.errors;
  EXPECT_EQ(outcome.status, 0);
}

TEST_F(VmTest, CallsThatNeverReturnKeepTheCallersFrame) {
  const Outcome outcome = run("raising");
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  const std::string callers =
      ",{around,1,11},{probe,1,8},{'-main/0-lc$^0/1-0-',1,4},{'-main/0-lc$^0/1-0-',1,5}]}\n";
  EXPECT_EQ(outcome.output,
            "{error,no_frame,[{leaf,2,13},{around,1,11},{probe,1,8},{'-main/0-lc$^0/1-0-',1,4}]}\n"
            "{error,no_frame,[{leaf,[b,1],14}" +
                callers + "{error,{with_frame,1},[{leaf,2,15}" + callers +
                "{throw,{1,1},[{leaf,2,16}" + callers + "{exit,leaf,[{leaf,2,17}" + callers);
}

TEST_F(VmTest, MessagesThatAreTakenOutDoNotPileUp) {
  for (const char* name : {"mailbox", "self_mail"}) {
    CapturedPlatform platform;
    Vm vm(platform, interpreted());
    std::string error;
    ASSERT_TRUE(vm.load(programs()[name], name, error)) << error;
    ASSERT_TRUE(vm.start(name, {}, error)) << error;
    size_t most = 0;
    for (int32_t wait; (wait = vm.slice(0)) >= 0;) {
      ASSERT_NE(wait, Vm::kWaitForever);
      platform.skip(wait);
      for (const uint64_t number : vm.state().scheduler.process_numbers()) {
        const HeapState& heap = vm.state().scheduler.find(number)->heap;
        const size_t words = static_cast<size_t>(heap.end - heap.start) + heap.fragment_words;
        if (vm.state().scheduler.find(number)->mailbox.size() < 200) most = std::max(most, words);
      }
    }
    EXPECT_LT(most, 100'000u) << name;
    EXPECT_EQ(vm.exit_status(), 0);
    EXPECT_FALSE(platform.output.empty());
  }
}

TEST_F(VmTest, GarbageDoesNotLetTheHeapGrowAndAStackShrinksAgain) {
  CapturedPlatform platform;
  Vm vm(platform, interpreted());
  std::string error;
  ASSERT_TRUE(vm.load(programs()["garbage"], "garbage.beam", error)) << error;
  ASSERT_TRUE(vm.start("garbage", {}, error)) << error;
  size_t most = 0;
  while (vm.slice(0) >= 0) {
    for (const uint64_t number : vm.state().scheduler.process_numbers()) {
      const HeapState& heap = vm.state().scheduler.find(number)->heap;
      most = std::max(most, static_cast<size_t>(heap.end - heap.start));
    }
  }
  EXPECT_EQ(platform.output, "[{1,1},{1}]\n");
  EXPECT_LT(most, 2000u);

  CapturedPlatform other;
  Vm sleeper(other, interpreted());
  ASSERT_TRUE(sleeper.load(programs()["sleeper"], "sleeper.beam", error)) << error;
  ASSERT_TRUE(sleeper.start("sleeper", {}, error)) << error;
  size_t deepest = 0;
  while (other.output.empty()) {
    ASSERT_GE(sleeper.slice(0), 0);
    const uint64_t main = sleeper.state().main_process;
    const HeapState& heap = sleeper.state().scheduler.find(main)->heap;
    deepest = std::max(deepest, static_cast<size_t>(heap.end - heap.start));
  }
  EXPECT_EQ(other.output, "100000\n");
  EXPECT_GT(deepest, 100'000u);
}

// OTP 29's, unknown to the OTP that most tests compare with.
TEST_F(VmTest, IsIntegerTestsRanges) {
  const Outcome outcome = run("ranges");
  EXPECT_EQ(outcome.output.find("[true,true,false,false,false,false,true]\n{'EXIT',{badarg,"), 0u)
      << outcome.output;
}

TEST_F(VmTest, SeveralVmsInOneProgram) {
  CapturedPlatform first_platform, second_platform;
  Vm first(first_platform, interpreted());
  std::string error;
  ASSERT_TRUE(first.load(programs()["mixture"], "mixture.beam", error)) << error;
  ASSERT_TRUE(first.start("mixture", {}, error)) << error;
  first.slice(0);
  {
    Vm second(second_platform, interpreted());
    ASSERT_TRUE(second.load(programs()["mixture"], "mixture.beam", error)) << error;
    ASSERT_TRUE(second.start("mixture", {}, error)) << error;
    EXPECT_EQ(run_to_end(second, second_platform).status, 0);
    EXPECT_FALSE(second.exports("plain", "main", 0));
  }
  EXPECT_EQ(run_to_end(first, first_platform).output, second_platform.output);
  for (int i = 0; i < 20; ++i) {
    const Outcome outcome = run("plain");
    EXPECT_EQ(outcome.output, "hello\n");
  }
  // One that is dropped in the middle of its work.
  CapturedPlatform platform;
  Vm dropped(platform, interpreted());
  ASSERT_TRUE(dropped.load(programs()["fair"], "fair.beam", error)) << error;
  ASSERT_TRUE(dropped.start("fair", {}, error)) << error;
  EXPECT_GE(dropped.slice(0), 0);
}

TEST_F(VmTest, ReloadingAModuleReplacesItsExports) {
  const ErlangModules next({R"(-module(library).
-export([triple/1]).
triple(X) -> X * 3.
)"});
  CapturedPlatform platform;
  Vm vm(platform, interpreted());
  std::string error;
  ASSERT_TRUE(vm.load(programs()["library"], "library.beam", error)) << error;
  EXPECT_TRUE(vm.exports("library", "double", 1));
  ASSERT_TRUE(vm.load(next["library"], "library.beam", error)) << error;
  EXPECT_FALSE(vm.exports("library", "double", 1));
  EXPECT_TRUE(vm.exports("library", "triple", 1));
}

TEST_F(VmTest, StatsNameWhatTheyCount) {
  CapturedPlatform platform;
  Vm vm(platform, interpreted());
  std::string error;
  ASSERT_TRUE(vm.load(programs()["plain"], "plain.beam", error)) << error;
  const std::string stats = vm.stats();
  EXPECT_NE(stats.find("modules loaded           1\n"), std::string::npos) << stats;
  EXPECT_NE(stats.find("labels compiled          0\n"), std::string::npos) << stats;
}

// The instruction set counts on these raising: none of them may be missing.
TEST_F(VmTest, FunctionsThatNeverReturnAreBifs) {
  CapturedPlatform platform;
  Vm vm(platform, interpreted());
  const std::pair<const char*, uint32_t> kFunctions[] = {
      {"error", 1}, {"error", 2},     {"error", 3},    {"exit", 1},
      {"throw", 1}, {"nif_error", 1}, {"nif_error", 2}};
  for (const auto& [name, arity] : kFunctions) {
    const ExportEntry* entry = vm.state().exports.find(atoms::kErlang, intern(name), arity);
    ASSERT_NE(entry, nullptr) << name;
    EXPECT_NE(entry->bif, nullptr) << name << arity;
  }
}

}  // namespace
}  // namespace linac
