%% SPDX-License-Identifier: Apache-2.0
%% Bodies of match specifications: terms built, copies, clauses in order, whole lists of objects.
-module(match_spec_bodies).
-export([main/0]).

main() ->
    lists:foreach(fun(Body) -> erlang:display({Body, test(Body)}) end, bodies()),
    clauses(),
    compiled(),
    long(),
    ok.

test(Body) ->
    Object = {key, "list", {1, 2.5, <<"binary">>}, #{a => 1}, 1 bsl 80},
    case erlang:match_spec_test(Object, [{{'$1', '$2', {'$3', '$4', '$5'}, '$6', '$7'}, [], Body}], table) of
        {ok, Result, [], []} -> Result;
        Errors -> Errors
    end.

bodies() ->
    [['$_'], ['$$'], ['$1'], ['$2'], ['$6'], ['$7'], [{{'$1', '$1', '$2', '$2'}}], [[]], [['$1' | '$2']], [['$1', a | b]],
     [{{}}], [{{{}}}], [{{{{}}}}], [{{'$3', {{'$4', {{'$5'}}}}}}], [{{a, {const, '$1'}}}], [{const, {a, '$1', {b}}}],
     [#{'$1' => '$3', x => {{'$4'}}}], [#{a => {const, b}}], [#{{const, a} => '$3'}], [#{}],
     [{'+', '$3', {'*', '$4', 2}}], [{'+', '$1', 1}], [{{'$1', {'+', '$1', 1}, {hd, '$2'}}}], [{'not', {'+', '$1', 1}}],
     [{element, {'+', '$3', 1}, {{x, y, z}}}], [{map_get, a, '$6'}], [{map_get, b, '$6'}], [{binary_part, '$5', 1, 3}],
     [a, b, '$3'], [{hd, a}, '$1'], [true], [false], [[[[['$1']]]]], [{length, '$2'}], [{size, '$_'}],
     [{'and', true, '$1'}], [{'orelse', false, {{'$1'}}}], [{'andalso', true, '$7'}], ['$_', '$_'], [{{'$_', '$_'}}],
     [{{'$$', '$_'}}], [], a, [a | b], ['$9'], [{{'$9', '$8'}}], [{a}], [{element, 1}], [{{'$1'}, '$2'}],
     [{{{f, '$1'}, '$2'}}], [{{"deep", ["er", {{"and"}}]}}], [{'orelse', {'=:=', '$1', key}, {{'$2', '$2'}}}, {{'$2', '$2'}}]].

clauses() ->
    Spec = [{{1, '$1'}, [], [{{one, '$1'}}]},
            {{'$1', '$1'}, [], [{{same, '$1'}}]},
            {{'$1', '$2'}, [{'>', '$1', '$2'}], [{{greater, '$1', '$2'}}]},
            {'$1', [{'<', {size, '$1'}, 2}], [{{small, '$1'}}]},
            {'_', [], ['$_']}],
    [erlang:display(erlang:match_spec_test(Object, Spec, table))
     || Object <- [{1, 2}, {1, 1}, {3, 3}, {4, 3}, {3, 4}, {x}, {}, {a, b, c}, x]],
    [erlang:display(erlang:match_spec_test({a}, Bad, table))
     || Bad <- [[], x, [x], [{a, b}], [{a, b, c, d}], [{'_', [], [a]} | x], [{'_', x, [a]}], [{'_', [x | y], [a]}],
                [{'_', [], a}], [{'_', [{no}, {no, '$1'}], [{no2, {no1}}]}, {'_', [], [{no3}]}]]],
    [erlang:display(catch erlang:match_spec_test({a}, [{'_', [], [a]}], Type)) || Type <- [x, 1]].

compiled() ->
    Compiled = ets:match_spec_compile([{{'$1', '$2'}, [{'>', '$2', 1}], [{{'$2', '$1'}}]}, {'$1', [{is_atom, '$1'}], ['$_']}]),
    erlang:display(is_reference(Compiled)),
    erlang:display({ets:is_compiled_ms(Compiled), ets:is_compiled_ms(x), ets:is_compiled_ms(make_ref())}),
    erlang:display(ets:match_spec_run([{a, 1}, {b, 2}, c, 4, {d, "x"}, {e}], Compiled)),
    erlang:display(ets:match_spec_run_r([{a, 1}, {b, 2}, c], Compiled, [rest])),
    erlang:display(ets:test_ms({a, 2}, [{{'$1', '$2'}, [{'>', '$2', 1}], ['$1']}])),
    erlang:display(ets:test_ms({a, 2}, [{{'$1', '$2'}, [{'>', '$2', 1}], [{foo}]}])),
    [erlang:display({F, catch_error(F)})
     || F <- [fun() -> ets:match_spec_compile(x) end, fun() -> ets:match_spec_compile([{'_', [], [{no}]}]) end,
              fun() -> ets:match_spec_run([a], x) end, fun() -> ets:match_spec_run([a | b], Compiled) end,
              fun() -> ets:match_spec_run(a, Compiled) end, fun() -> ets:match_spec_run_r([], x, []) end,
              fun() -> erlang:match_spec_test(a, [{'_', [], []}], trace) end, fun() -> ets:test_ms(a, []) end]].

catch_error(F) ->
    try F() of
        Value -> {value, Value}
    catch
        Class:Reason:Stack ->
            {Class, Reason, [{M, N, [mask(T) || T <- A], lists:keyfind(error_info, 1, I)} || {M, N, A, I} <- Stack, M =/= ?MODULE]}
    end.

mask(T) when is_reference(T) -> reference;
mask(T) -> T.

%% Gives way to others in between.
long() ->
    Compiled = ets:match_spec_compile([{{'$1', '_'}, [{'=:=', {'rem', '$1', 1000}, 0}], ['$1']}]),
    Self = self(),
    spawn_link(fun() -> Self ! other end),
    Numbers = ets:match_spec_run([{N, x} || N <- lists:seq(1, 20000)], Compiled),
    receive other -> ok end,
    erlang:display(Numbers).
