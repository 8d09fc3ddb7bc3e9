%% SPDX-License-Identifier: Apache-2.0
%% Funs in external form: of modules, with free variables, within each other, called after they came back; with bytes
%% changed.
-module(external_funs).
-export([main/0, add/2]).

main() ->
    X = 17,
    Y = {x, [X]},
    Inner = fun(A) -> A + X end,
    Funs = [fun() -> X end, fun() -> Y end, fun() -> Inner(3) end, fun() -> (make(Inner))(4) end],
    Back = binary_to_term(term_to_binary(Funs)),
    erlang:display([F() || F <- Back]),
    erlang:display(Back =:= Funs),
    erlang:display([erlang:fun_info(F, env) =:= erlang:fun_info(G, env) || {F, G} <- lists:zip(Funs, Back)]),
    erlang:display([erlang:fun_info(F, pid) =:= {pid, self()} || F <- Back]),
    External = binary_to_term(term_to_binary(fun ?MODULE:add/2)),
    erlang:display({External, External(1, 2), External =:= fun ?MODULE:add/2}),
    erlang:display((binary_to_term(term_to_binary(#{Inner => fun lists:reverse/1})))),
    erlang:display([map_size(M) || M <- [binary_to_term(term_to_binary(maps:from_list([{fun() -> I end, I} || I <- lists:seq(1, 50)])))]]),
    Bin = term_to_binary(fun() -> Y end),
    <<131, 112, Size:32, 0, _:16/binary, _Index:32, Free:32, Rest/binary>> = Bin,
    erlang:display({Size =:= byte_size(Bin) - 2, Free}),
    erlang:display(lists:usort([is_function(binary_to_term(<<131, 112, S:32, 0, 0:128, 0:32, Free:32, Rest/binary>>)) || S <- []])),
    erlang:display(erlang:external_size(fun() -> X end) - byte_size(term_to_binary(fun() -> X end)) >= 0),
    erlang:display(lists:usort([outcome:class(fun() -> binary_to_term(binary:part(Bin, 0, N)) end) || N <- lists:seq(0, byte_size(Bin) - 1)])),
    Nested = nest(500, X),
    erlang:display(unnest(binary_to_term(term_to_binary(Nested)), 0)),
    erlang:display(iolist_to_binary(term_to_iovec(Nested)) =:= term_to_binary(Nested)).

add(A, B) -> A + B.

make(F) -> fun(A) -> F(F(A)) end.

nest(0, T) -> T;
nest(N, T) -> nest(N - 1, fun() -> T end).

unnest(F, N) when is_function(F, 0) -> unnest(F(), N + 1);
unnest(T, N) -> {T, N}.
