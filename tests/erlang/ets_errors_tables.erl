%% SPDX-License-Identifier: Apache-2.0
%%
%% What is refused about tables as a whole, and what others may not do with them.
-module(ets_errors_tables).
-export([main/0]).

main() ->
    ets:new(set, [named_table]),
    ets:new(other, [named_table, bag]),
    [ets_refusals:refused(F, A) || {F, A} <- [
        {new, [set, [named_table]]}, {new, [1, []]}, {new, [a, [foo]]}, {new, [a, foo]}, {new, [a, [{keypos, 0}]]},
        {new, [a, [{heir, none} | y]]}, {new, [a, [{heir, foo, x}]]}, {new, [a, [{keypos, a}]]}, {new, [a, [{write_concurrency, 7}]]},
        {new, [a, [{read_concurrency, 7}]]}, {new, [a, [{keypos, 1 bsl 64}]]}, {new, [1, [foo]]}, {new, [set, [named_table, foo]]},
        {new, [a, [{decentralized_counters, 1}]]}, {new, [a, [{compressed, true}]]}, {new, [a, [{heir, none, x}]]},
        {info, [set, foo]}, {info, [nobody, foo]}, {info, [1.5, size]}, {info, ["x"]}, {info, [nobody]},
        {rename, [set, 3]}, {rename, [set, other]}, {rename, [set, set]}, {rename, [nobody, x]}, {rename, [set, renamed]},
        {info, [renamed, name]}, {info, [set, name]}, {rename, [renamed, set]},
        {safe_fixtable, [set, maybe]}, {safe_fixtable, [nobody, true]}, {give_away, [set, foo, x]}, {give_away, [nobody, foo, x]},
        {setopts, [set, foo]}, {setopts, [set, [{heir, none}]]}, {setopts, [set, [{protection, foo}]]},
        {setopts, [set, [{protection, public}, {protection, private}]]}, {setopts, [set, [{heir, none}, {heir, none}]]},
        {setopts, [set, []]}, {setopts, [set, [{heir, foo, x}]]}, {setopts, [set, [{heir, none, x}]]}, {setopts, [set, [{keypos, 2}]]},
        {setopts, [nobody, [{keypos, 2}]]}, {setopts, [set, {protection, private}]}, {setopts, [set, [{protection, private} | x]]},
        {setopts, [set, {protection, protected}]}]],
    given(fun() -> ets:give_away(set, self(), x) end),
    {Dead, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    given(fun() -> ets:give_away(set, Dead, x) end),
    Me = self(),
    ets:new(own, [private, named_table]),
    spawn(fun() ->
        [ets_refusals:refused(F, A) || {F, A} <- [{lookup, [own, a]}, {insert, [set, {a}]}, {info, [own, size]}, {delete, [set]},
            {safe_fixtable, [own, true]}, {setopts, [set, {heir, none}]}, {rename, [set, q]}, {first, [own]}, {lookup, [set, a]},
            {select, [own, [{'_', [], ['$_']}]]}, {match_delete, [set, '_']}, {delete_all_objects, [set]}, {whereis, [nobody]}]],
        given(fun() -> ets:give_away(set, Me, x) end),
        erlang:display(is_reference(ets:whereis(own))),
        Open = ets:new(open, [public]),
        Me ! {table, Open},
        receive stop -> ok end
    end),
    receive {table, Open} -> ok end,
    given(fun() -> ets:give_away(Open, Me, x) end),
    given(fun() -> ets:setopts(Open, {heir, none}) end),
    given(fun() -> ets:delete(Open) end),
    given(fun() -> ets:lookup(Open, a) end).

given(F) ->
    try F() of
        Value -> erlang:display(Value)
    catch
        Class:Reason:Trace ->
            [{M, Name, _, Info} | _] = Trace,
            erlang:display({Class, Reason, M, Name, Info})
    end.
