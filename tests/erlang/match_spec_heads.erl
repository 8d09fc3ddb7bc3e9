%% SPDX-License-Identifier: Apache-2.0
%% Heads of match specifications: what they take apart, what they bind, and what is not the same.
-module(match_spec_heads).
-export([main/0]).

main() ->
    lists:foreach(fun(Head) ->
                          Results = [try_head(Head, Object) || Object <- objects()],
                          erlang:display({Head, Results})
                  end, heads()),
    numbers(),
    ok.

try_head(Head, Object) ->
    case erlang:match_spec_test(Object, [{Head, [], ['$$']}], table) of
        {ok, Result, [], []} -> Result;
        {error, Errors} -> Errors
    end.

objects() ->
    [{a}, {a, 1}, {b, 1}, {a, 1.0}, {a, {b, c}}, {a, [1, 2, 3]}, {a, "text"}, {a, <<"bin">>},
     {a, #{k => v}}, {a, #{k => v, l => w, {m} => [x]}}, {1 bsl 70, -(1 bsl 70)}, {0.0, zero(-1)},
     {x, x}, {[x], [x]}, {x, [x | y]}, {fun lists:map/2, 1.0e200}, {}, a, [], [a], 17].

zero(Sign) -> Sign * float(length([])).

heads() ->
    ['_', '$1', '$0', {'_'}, {'$1'}, {'_', '_'}, {'$1', '$2'}, {'$2', '$1'}, {'$1', '$1'}, {a, '$1'},
     {'$1', 1}, {'$1', 1.0}, {a, {'$1', '$2'}}, {a, {'$1', c}}, {'$7', {b, '$3'}}, {a, ['$1' | '$2']},
     {a, ['$1', '$2', '$3']}, {a, ['_', '_' | '_']}, {a, "text"}, {a, <<"bin">>}, {a, #{}}, {a, #{k => '$1'}},
     {a, #{k => '_', l => '$1'}}, {a, #{{m} => ['$1']}}, {a, #{z => '_'}}, {1 bsl 70, '$1'}, {'$1', -(1 bsl 70)},
     {0.0, '$1'}, {'$1', 0.0}, {'$1', zero(-1)}, {fun lists:map/2, '$1'}, {'$1', 1.0e200}, {'$300', '$25'},
     {'$1', ['$1']}, {['$1'], ['$1']}, {'$1', ['$1' | '$2']}, {'$_', '$1'}, {'$$', '$1'}, {'$01', '$1'},
     {'$', '$x'}, {}, [], [a], ['$1'], a, 17, {a, #{'$1' => x}}, {a, #{'_' => x}}].

%% The order of variables is that of their numbers.
numbers() ->
    Object = {1, 2, 3, 4, 5},
    erlang:display(erlang:match_spec_test(Object, [{{'$5', '$4', '$30', '$2', '$100'}, [], ['$$']}], table)),
    erlang:display(erlang:match_spec_test(Object, [{{'$5', '_', '$30', '$2', '$100'}, [], [{{'$100', '$2'}}]}], table)),
    Large = maps:from_list([{N, N * N} || N <- lists:seq(1, 100)]),
    erlang:display(erlang:match_spec_test({Large}, [{{#{50 => '$1', 100 => '$2'}}, [], ['$$']}], table)),
    erlang:display(erlang:match_spec_test({Large}, [{{#{50 => '$1', 101 => '$2'}}, [], ['$$']}], table)),
    Pattern = maps:map(fun(N, _) when N rem 10 =:= 0 -> list_to_atom("$" ++ integer_to_list(N div 10));
                          (_, _) -> '_'
                       end, Large),
    erlang:display(erlang:match_spec_test({Large}, [{{Pattern}, [], ['$$']}], table)),
    Deep = lists:foldl(fun(_, Inner) -> {[Inner]} end, '$1', lists:seq(1, 1000)),
    Same = lists:foldl(fun(_, Inner) -> {[Inner]} end, found, lists:seq(1, 1000)),
    erlang:display(erlang:match_spec_test(Same, [{Deep, [], ['$$']}], table)).
