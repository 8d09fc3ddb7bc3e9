%% SPDX-License-Identifier: Apache-2.0
%% make_ref: all different, equal to themselves, ordered consistently, through messages, in data
%% structures, as keys and in guards.
-module(references).
-export([main/0]).

main() ->
    Refs = [make_ref() || _ <- lists:seq(1, 500)],
    erlang:display([length(lists:usort(Refs)), lists:usort(Refs) =:= lists:sort(Refs)]),
    [A, B | _] = Refs,
    erlang:display([A =:= A, A == B, A =/= B, {A, [A]} =:= {A, [A]}, (A < B) xor (B < A), A =:= 1, A == a]),
    erlang:display([is_reference(A), is_pid(A), is_atom(A), is_integer(A), is_list(A), is_tuple(A)]),
    erlang:display([A > 1, A > a, A < {}, A < [], A < self(), A < fun lists:map/2]),
    Me = self(),
    Pid = spawn(fun() -> receive {R, From} -> From ! {R, make_ref()} end end),
    Pid ! {A, Me},
    erlang:display(receive {A, Other} -> lists:member(Other, Refs) end),
    erlang:display([lists:member(A, Refs), lists:member(make_ref(), Refs)]),
    Table = lists:zip(Refs, lists:seq(1, 500)),
    erlang:display(lists:sum([element(2, lists:keyfind(R, 1, Table)) || R <- lists:reverse(Refs)])),
    put(A, first),
    put(B, second),
    erlang:display([get(A), get(B), get(make_ref()), erase(A), get(A)]),
    erlang:display([guard(R, A, B) || R <- [A, B, make_ref(), a]]),
    erlang:display(Refs =:= through_process(Refs)).

guard(R, R, _) -> first;
guard(R, _, R) -> second;
guard(R, _, _) when is_reference(R) -> other;
guard(_, _, _) -> none.

through_process(Term) ->
    Me = self(),
    spawn(fun() -> Me ! {back, Term} end),
    receive {back, T} -> T end.
