// SPDX-License-Identifier: Apache-2.0
//
// No .beam file, however damaged, crashes the VM: truncated and altered copies of real modules are
// loaded and run for a while, and compiled to WebAssembly. The sanitizers are the judges; a refusal
// must be one sentence. In the environment, LINAC_DAMAGE_SEED sets another seed, LINAC_DAMAGE_COUNT
// another number of copies, LINAC_DAMAGE_KEEP a file that the last copy is left in, and
// LINAC_DAMAGE_TRACE has each copy named. Copy N of seed S is copy 0 of seed S + N.
#include <chrono>
#include <cstdlib>
#include <random>

#include "../support/newest_module.h"
#include "code/linker.h"
#include "jit/compile.h"
#include "program.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {
namespace {

// Small modules that between them use most instructions. Each runs to its end within the turns that
// a damaged copy gets.
const ErlangModules& victims() {
  static const ErlangModules modules({
      R"(-module(lists_and_tuples).
-export([main/0]).
main() ->
    L = seq(1, 20),
    T = {a, {b, L}, "text", [x | y]},
    erlang:display({sum(L, 0), reverse(L, []), zip(L, reverse(L, [])), T}),
    erlang:display(setelement(1, T, element(2, T))),
    [A, B, {C, _} | _] = [1, 2, {3, 4}, 5],
    erlang:display({A, B, C, length(L), hd(L), tl(L), tuple_size(T)}).
seq(N, M) when N > M -> [];
seq(N, M) -> [N | seq(N + 1, M)].
sum([H | T], S) -> sum(T, S + H);
sum([], S) -> S.
reverse([H | T], A) -> reverse(T, [H | A]);
reverse([], A) -> A.
zip([A | As], [B | Bs]) -> [{A, B} | zip(As, Bs)];
zip([], []) -> [].
)",
      R"(-module(exceptions).
-export([main/0]).
-record(r, {a = 1, b = [], c}).
main() ->
    erlang:display([try f(N) of V -> {value, V} catch throw:X -> {thrown, X};
                        error:E:S -> {E, is_list(S)}; exit:R -> {exited, R} end || N <- [1, 2, 3, 4, 5, 6, 7, 8]]),
    erlang:display(catch g(1)),
    erlang:display((catch g(2))),
    try after_it(1) catch _:_ -> ok after erlang:display(cleaned) end,
    R = #r{c = {1}},
    R2 = R#r{a = 2, b = x},
    erlang:display({R2#r.a, R2#r.b, R2#r.c, R2}),
    erlang:display(try nested(5) catch C:N -> {C, N} end).
f(1) -> throw({a, b});
f(2) -> error(bad);
f(3) -> exit(gone);
f(4) -> {ok, _} = id({nok, 1});
f(5) -> case id(5) of 6 -> x end;
f(6) -> X = id(6), if X > 7 -> y; X < 3 -> z end;
f(7) -> hd(id([]));
f(N) -> N.
g(1) -> erlang:raise(error, again, [{m, f, 1, []}]);
g(2) -> 1 / id(0).
after_it(N) -> try throw(N) catch throw:2 -> no after put(x, N) end.
nested(0) -> throw(bottom);
nested(N) -> try nested(N - 1) catch throw:bottom when N < 3 -> throw({up, N}) end.
id(X) -> X.
)",
      R"(-module(processes).
-export([main/0, echo/1]).
main() ->
    Self = self(),
    Pids = [spawn(fun() -> worker(Self, N) end) || N <- [1, 2, 3]],
    [P ! {work, N, Self} || {P, N} <- [{hd(Pids), 10}, {hd(tl(Pids)), 20}]],
    erlang:display([receive {result, 1, R} -> R end, receive {result, 2, R} -> R after 1000 -> late end]),
    E = spawn(?MODULE, echo, [Self]),
    Ref = monitor(process, E),
    E ! {echo, [1, {2}]}, E ! stop,
    erlang:display(receive {'DOWN', Ref, process, E, Why} -> Why after 500 -> none end),
    erlang:display(receive Any -> Any after 0 -> nothing end),
    process_flag(trap_exit, true),
    L = spawn_link(fun() -> exit({bye, Self =:= self()}) end),
    receive {'EXIT', L, Reason} -> erlang:display(Reason) end.
worker(Parent, N) ->
    receive
        {work, M, Parent} when M > 15 -> Parent ! {result, N, M * 2};
        {work, M, From} -> From ! {result, N, [M | N]}
    after 100 -> timeout
    end.
echo(To) -> receive {echo, X} -> To ! {echoed, X}, echo(To); stop -> ok; _Other -> echo(To) end.
)",
      R"(-module(funs).
-export([main/0, helper/1]).
main() ->
    Y = 17, Z = {z, [1]},
    F = fun(X) when X > 3 -> {X, Y, Z}; (X) -> [X | Y] end,
    G = fun ?MODULE:main/0,
    H = fun Loop(0) -> done; Loop(N) -> Loop(N - 1) end,
    erlang:display([map(F, [1, 2, 3, 4, 5]), H(10), is_function(G, 0), is_function(F, 2)]),
    erlang:display({fold(fun(A, B) -> A + B end, 0, [1, 2, 3]), (compose(F, fun hd/1))([9])}),
    erlang:display(apply(?MODULE, id(helper), [3]) =:= apply(fun helper/1, [3])),
    erlang:display(catch (id(not_a_fun))(1)),
    erlang:display(catch F(1, 2)).
map(F, [H | T]) -> [F(H) | map(F, T)];
map(_, []) -> [].
fold(F, A, [H | T]) -> fold(F, F(H, A), T);
fold(_, A, []) -> A.
compose(F, G) -> fun(X) -> F(G(X)) end.
helper(X) -> X * X.
id(X) -> X.
)",
      R"(-module(maps_and_select).
-export([main/0]).
main() ->
    M = #{a => 1, "b" => 2, {c} => 3, 4 => [d], 5.0 => five},
    M2 = M#{a := 10, new => #{inner => deep}},
    #{a := A, "b" := B} = M2,
    erlang:display({A, B, map_size(M2), maps:get(new, M2), M =:= M2, is_map_key(a, M)}),
    erlang:display([name(K) || K <- [january, march, june, december, x, 1.5, {}]]),
    erlang:display([number(N) || N <- [0, 1, 2, 3, 4, 5, 6, 7, 100, 1000, -1, 1 bsl 70, 99999999999999999999]]),
    erlang:display([size_of(T) || T <- [{}, {1}, {1, 2}, {1, 2, 3}]]),
    erlang:display(catch M#{missing := 1}),
    erlang:display(catch maps:get(nope, M)),
    erlang:display(build(#{}, 40)).
build(M, 0) -> map_size(M);
build(M, N) -> build(M#{N => {N}, [N] => N}, N - 1).
name(january) -> 1; name(february) -> 2; name(march) -> 3; name(april) -> 4; name(may) -> 5;
name(june) -> 6; name(july) -> 7; name(august) -> 8; name(december) -> 12; name(_) -> other.
number(0) -> zero; number(1) -> one; number(2) -> two; number(3) -> three; number(5) -> five;
number(6) -> six; number(7) -> seven; number(100) -> hundred; number(1000) -> thousand;
number(99999999999999999999) -> big; number(_) -> other.
size_of({}) -> 0; size_of({_}) -> 1; size_of({_, _}) -> 2; size_of(_) -> many.
)",
      R"(-module(numbers).
-export([main/0]).
main() ->
    erlang:display([fact(30), fact(30) div fact(28), fact(25) rem 1000007, -fact(21)]),
    erlang:display({1 bsl 100, (1 bsl 100) bsr 90, 16#ffffffffffffffff band 255, 5 bor 8, 5 bxor 1, bnot 5}),
    erlang:display([area(2.5), area(3), 1.0e300 * 1.0e-300, abs(-3.5), trunc(7.9), round(2.5), float(3)]),
    erlang:display(sum([1, 2.5, 3, 1 bsl 62, 576460752303423488], 0)),
    erlang:display([A < B || {A, B} <- [{1, 2.0}, {1 bsl 64, 1.0e30}, {a, 1}, {[], {}}, {2, 1}]]),
    erlang:display(try fact(-1) catch error:_ -> negative end),
    erlang:display(catch loop(0.0, 50)).
fact(N) when N < 0 -> error(negative);
fact(0) -> 1;
fact(N) -> N * fact(N - 1).
area(R) when is_float(R) -> 3.14159 * R * R;
area(R) when is_integer(R) -> area(R * 1.0).
sum([H | T], S) -> sum(T, H + S);
sum([], S) -> S.
loop(X, 0) -> X;
loop(X, N) -> Y = X * 1.5 + 2.0 / (X + 1.0) - 0.25, loop(Y, N - 1).
)",
      R"(-module(bits).
-export([main/0]).
main() ->
    B = build(40, <<>>),
    erlang:display({byte_size(B), parse(B, []), words(<<"some words here">>, <<>>, [])}),
    <<A:4, C:12/little, D/binary>> = <<1, 2, 3, 4, 5>>,
    erlang:display({A, C, D, <<A:3, C:13>>, <<1.5:32/float, "end"/utf8>>}),
    erlang:display([X || <<X:2>> <= <<16#e4, 16#1b>>]),
    erlang:display(catch <<(id(a)):8>>),
    erlang:display(case D of <<"no", _/binary>> -> 1; <<_:24, R/bits>> -> R; _ -> 3 end).
build(0, B) -> B;
build(N, B) -> build(N - 1, <<B/binary, N:16, (N * N):32/signed-little>>).
parse(<<N:16, S:32/signed-little, R/binary>>, A) -> parse(R, [N + S | A]);
parse(<<>>, A) -> A.
words(<<$\s, R/binary>>, W, A) -> words(R, <<>>, [W | A]);
words(<<C, R/binary>>, W, A) -> words(R, <<W/binary, C>>, A);
words(<<>>, W, A) -> [W | A].
id(X) -> X.
)",
  });
  return modules;
}

struct Victim {
  std::string name;
  Bytes bytes;
  std::vector<std::pair<size_t, size_t>> chunks;  ///< begin and end of each chunk's data
};

std::vector<std::pair<size_t, size_t>> chunks_of(const Bytes& beam) {
  std::vector<std::pair<size_t, size_t>> chunks;
  for (size_t at = 12; at + 8 <= beam.size();) {
    const size_t size = (size_t{beam[at + 4]} << 24) | (size_t{beam[at + 5]} << 16) |
                        (size_t{beam[at + 6]} << 8) | beam[at + 7];
    chunks.emplace_back(at, std::min(at + 8 + size, beam.size()));
    at += 8 + (size + 3) / 4 * 4;
  }
  return chunks;
}

/// Removes what only debuggers read, so that damage falls where it matters.
std::vector<Victim> prepare() {
  std::vector<Victim> prepared;
  for (const auto& [name, beam] : victims().all()) {
    Victim victim{name, Bytes(beam.begin(), beam.begin() + 12), {}};
    for (const auto& [begin, end] : chunks_of(beam)) {
      const std::string id(beam.begin() + static_cast<ptrdiff_t>(begin),
                           beam.begin() + static_cast<ptrdiff_t>(begin) + 4);
      if (id == "Dbgi" || id == "CInf" || id == "Docs" || id == "Attr") continue;
      victim.bytes.insert(victim.bytes.end(), beam.begin() + static_cast<ptrdiff_t>(begin),
                          beam.begin() + static_cast<ptrdiff_t>(end));
      while (victim.bytes.size() % 4 != 0) victim.bytes.push_back(0);
    }
    const size_t size = victim.bytes.size() - 8;
    for (int i = 0; i < 4; ++i) {
      victim.bytes[static_cast<size_t>(4 + i)] = static_cast<uint8_t>(size >> (24 - 8 * i));
    }
    victim.chunks = chunks_of(victim.bytes);
    prepared.push_back(std::move(victim));
  }
  return prepared;
}

Bytes damage(const Victim& victim, std::mt19937& random) {
  Bytes bytes = victim.bytes;
  auto below = [&random](size_t limit) { return random() % limit; };
  if (below(20) == 0) {
    bytes.resize(below(bytes.size()));
    return bytes;
  }
  const size_t changes = 1 + below(3);
  for (size_t i = 0; i < changes; ++i) {
    // Half of all damage goes to a chunk chosen evenly: the code chunk is not the only one.
    size_t at = below(bytes.size());
    if (below(2) == 0) {
      const auto& [begin, end] = victim.chunks[below(victim.chunks.size())];
      at = begin + below(end - begin);
    }
    switch (below(4)) {
      case 0:
        bytes[at] ^= static_cast<uint8_t>(1u << below(8));
        break;
      case 1:
        bytes[at] = static_cast<uint8_t>(random());
        break;
      case 2:
        bytes[at] = static_cast<uint8_t>(bytes[at] + 16 * (1 + below(2)));  // another register
        break;
      default:
        bytes[at] = bytes[below(bytes.size())];
        break;
    }
  }
  return bytes;
}

/// Runs a loaded program for some turns, or a while; whether it ends does not matter.
void run_for_a_while(Vm& vm, CapturedPlatform& platform, const std::string& name) {
  std::string error;
  if (!vm.start(name, {}, error)) {
    EXPECT_FALSE(error.empty());
    return;
  }
  constexpr auto kWhile = std::chrono::milliseconds(100);
  const auto end = std::chrono::steady_clock::now() + kWhile;
  for (int i = 0; i < 12; ++i) {
    const int32_t wait = vm.slice(0);
    if (wait < 0 || wait == Vm::kWaitForever || std::chrono::steady_clock::now() > end) return;
    platform.skip(wait);
  }
}

class DamageTest : public testing::Test {
 protected:
  void SetUp() override { LINAC_NEED_ERLC(); }
};

TEST_F(DamageTest, VictimsRunToTheirEnd) {
  for (const Victim& victim : prepare()) {
    VmOptions options = interpreted();
    options.reductions_per_slice = 100;
    CapturedPlatform platform;
    Vm vm(platform, options);
    std::string error;
    ASSERT_TRUE(vm.load(victim.bytes, victim.name, error)) << error;
    run_for_a_while(vm, platform, victim.name);
    EXPECT_EQ(vm.slice(0), -1) << victim.name;
    EXPECT_EQ(vm.exit_status(), 0) << victim.name << platform.errors;
  }
}

TEST_F(DamageTest, DamagedFilesAreRefusedOrRun) {
  const char* seed_text = std::getenv("LINAC_DAMAGE_SEED");
  const char* count_text = std::getenv("LINAC_DAMAGE_COUNT");
  const auto seed =
      seed_text ? static_cast<uint32_t>(std::strtoul(seed_text, nullptr, 10)) : 20240u;
  const int count = count_text ? std::atoi(count_text) : 10'000;
  std::printf("seed %u\n", seed);
  const std::vector<Victim> prepared = prepare();
  VmOptions options = interpreted();
  options.reductions_per_slice = 100;

  std::string sample;  // commands that validate some of the emitted modules
  int accepted = 0, emitted = 0, sampled = 0;
  auto platform = std::make_unique<CapturedPlatform>();
  auto vm = std::make_unique<Vm>(*platform, options);
  for (int i = 0; i < count; ++i) {
    std::mt19937 random(seed + static_cast<uint32_t>(i));
    const Victim& victim = prepared[random() % prepared.size()];
    const Bytes bytes = damage(victim, random);
    if (const char* path = std::getenv("LINAC_DAMAGE_KEEP")) wasm::write_file(path, bytes);
    if (std::getenv("LINAC_DAMAGE_TRACE")) std::fprintf(stderr, "%d %s\n", i, victim.name.c_str());
    std::string error;
    const std::optional<std::string> name = vm->load(bytes, "damaged.beam", error);
    if (!name) {
      ASSERT_EQ(error.rfind("damaged.beam: ", 0), 0u) << error;
      ASSERT_EQ(error.find('\n'), std::string::npos) << error;
      continue;
    }
    ++accepted;
    Vm::State& state = vm->state();
    const Module* const module = newest_module(state, find_atom(*name));
    ASSERT_NE(module, nullptr);
    ImmediateLinker linker;
    const Module* const modules[] = {module};
    const wasm::FinishedModule unit =
        emit_unit(modules, linker, lowering_options(state, i % 2 == 1));
    if (unit.ok()) {
      if (emitted++ % 50 == 0) {
        const std::string file =
            wasm::scratch().file("damaged_" + std::to_string(sampled++) + ".wasm");
        wasm::write_file(file, unit.bytes());
        sample += " " + file;
      }
    } else {
      ASSERT_FALSE(unit.error().empty());
    }
    run_for_a_while(*vm, *platform, *name);
    vm.reset();
    platform = std::make_unique<CapturedPlatform>();
    vm = std::make_unique<Vm>(*platform, options);
  }
  std::printf("%d of %d accepted, %d emitted\n", accepted, count, emitted);
  EXPECT_GT(accepted, count / 100);
  EXPECT_LT(accepted, count);
  if (!wasm::has_tool("wasm-validate") || sampled == 0) return;
  const auto result = wasm::run_command(
      "for f in" + sample + "; do wasm-validate --enable-tail-call $f || echo $f; done");
  EXPECT_EQ(result.output, "");
}

}  // namespace
}  // namespace linac
