%% SPDX-License-Identifier: Apache-2.0
%% State kept in folds: an inventory from events, a bank with rollback, an elevator, a lexer as a state machine, undo and redo,
%% memoised recursion in a map, lazy streams of closures, zippers and tries.
-module(event_folding).
-export([main/0]).

-record(item, {name, count = 0, price = 0.0, history = [] :: list()}).
-record(bank, {accounts = #{}, log = [], failed = 0}).

main() ->
    Events = [{buy, apple, 10, 1.5}, {sell, apple, 3}, {buy, pear, 5, 2.25}, {sell, pear, 9}, {buy, apple, 5, 2.0}, {count, pear, 4}, {drop, fig}, bad],
    {Stock, Errors} = lists:foldl(fun event/2, {#{}, []}, Events),
    erlang:display([maps:to_list(Stock), lists:reverse(Errors)]),
    Bank = lists:foldl(fun transaction/2, #bank{}, [[{open, a, 100}, {open, b, 0}], [{move, a, b, 30}], [{move, a, b, 50}, {move, b, a, 500}], [{open, a, 1}], [{close, b}], [{move, b, a, 80}, {close, b}]]),
    erlang:display(Bank),
    erlang:display(lists:mapfoldl(fun elevator/2, {1, up, [5, 2, 9]}, lists:seq(1, 8))),
    erlang:display([lex(T) || T <- ["x1 := 20+ y;", "\"str\\\"ing\" >= 3.14", "a==b!=c", "\"open", "# comment\nz"]]),
    erlang:display(editor([{type, "hello"}, {type, " world"}, undo, {type, "!"}, undo, undo, redo, redo, redo, {type, "?"}, redo])),
    {F, Memo} = fib(90, #{}),
    erlang:display([F, map_size(Memo)]),
    Primes = sieve(from(2)),
    erlang:display([take(10, Primes), take(5, filter(fun(X) -> X rem 10 =:= 3 end, Primes)), take(8, merge(multiples(3), multiples(5)))]),
    Tree = {node, {node, leaf, a, leaf}, b, {node, leaf, c, leaf}},
    erlang:display(up(replace(x, down(right, {Tree, []})))),
    Trie = lists:foldl(fun insert/2, #{}, ["car", "card", "care", "cat", "dog"]),
    erlang:display([lists:sort(with_prefix("car", Trie)), with_prefix("x", Trie), map_size(Trie)]),
    erlang:display(catch lists:foldl(fun(X, S) when S > 20 -> throw({enough, X, S}); (X, S) -> S + X end, 0, lists:seq(1, 100))),
    erlang:display((lists:foldr(fun(X, F2) -> fun(Y) -> F2(Y * 3 + X) end end, fun(Y) -> Y end, [1, 2, 3, 4]))(7)).

event({buy, Name, N, Price}, {Stock, Errors}) when N > 0 ->
    Item = #item{count = Old, price = OldPrice, history = H} = maps:get(Name, Stock, #item{name = Name}),
    Average = (Old * OldPrice + N * Price) / (Old + N),
    {Stock#{Name => Item#item{count = Old + N, price = Average, history = [{buy, N} | H]}}, Errors};
event({sell, Name, N} = E, {Stock, Errors}) ->
    case Stock of
        #{Name := #item{count = Have, history = H} = Item} when Have >= N -> {Stock#{Name := Item#item{count = Have - N, history = [{sell, N} | H]}}, Errors};
        #{Name := #item{count = Have}} -> {Stock, [{short, E, Have} | Errors]};
        _ -> {Stock, [{unknown, E} | Errors]}
    end;
event({count, Name, N}, {Stock, Errors}) when is_map_key(Name, Stock) ->
    {maps:update_with(Name, fun(#item{count = C} = I) -> I#item{count = N, history = [{corrected, N - C} | I#item.history]} end, Stock), Errors};
event(E, {Stock, Errors}) -> {Stock, [{bad, E} | Errors]}.

transaction(Steps, Bank) ->
    try lists:foldl(fun step/2, Bank, Steps) of
        #bank{log = Log} = New -> New#bank{log = [{done, length(Steps)} | Log]}
    catch
        throw:Why -> Bank#bank{failed = Bank#bank.failed + 1, log = [{failed, Why} | Bank#bank.log]}
    end.
step({open, A, _}, #bank{accounts = Accounts}) when is_map_key(A, Accounts) -> throw({exists, A});
step({open, A, N}, #bank{accounts = Accounts} = B) -> B#bank{accounts = Accounts#{A => N}};
step({move, A, B, N}, #bank{accounts = Accounts} = Bank) ->
    case Accounts of
        #{A := X, B := Y} when X >= N -> Bank#bank{accounts = Accounts#{A := X - N, B := Y + N}};
        #{A := X, B := _} -> throw({short, A, N - X});
        #{} -> throw(no_account)
    end;
step({close, A}, #bank{accounts = Accounts} = Bank) ->
    case maps:take(A, Accounts) of
        {0, Rest} -> Bank#bank{accounts = Rest};
        {N, _} -> throw({not_empty, A, N});
        error -> throw({no_account, A})
    end.

elevator(_, {Floor, Direction, []}) -> {idle, {Floor, Direction, []}};
elevator(_, {Floor, Direction, Calls}) ->
    case {lists:member(Floor, Calls), [F || F <- Calls, (F > Floor) =:= (Direction =:= up), F =/= Floor]} of
        {true, _} -> {{open, Floor}, {Floor, Direction, lists:delete(Floor, Calls)}};
        {false, []} -> {turn, {Floor, if Direction =:= up -> down; true -> up end, Calls}};
        {false, _} when Direction =:= up -> {Floor + 1, {Floor + 1, up, Calls}};
        {false, _} -> {Floor - 1, {Floor - 1, down, Calls}}
    end.

lex(T) -> lex(start, T, [], []).
lex(start, [], [], Out) -> lists:reverse(Out);
lex(start, [C | T], [], Out) when C =:= $\s; C =:= $\n -> lex(start, T, [], Out);
lex(start, [$# | T], [], Out) -> lex(start, lists:dropwhile(fun(C) -> C =/= $\n end, T), [], Out);
lex(start, [$" | T], [], Out) -> lex(string, T, [], Out);
lex(start, [C | T], [], Out) when C >= $0, C =< $9 -> lex(number, T, [C], Out);
lex(start, [C | T], [], Out) when C >= $a, C =< $z -> lex(word, T, [C], Out);
lex(start, [A, $= | T], [], Out) when A =:= $:; A =:= $=; A =:= $!; A =:= $>; A =:= $< -> lex(start, T, [], [list_to_atom([A, $=]) | Out]);
lex(start, [C | T], [], Out) -> lex(start, T, [], [list_to_atom([C]) | Out]);
lex(string, [$\\, C | T], Acc, Out) -> lex(string, T, [C | Acc], Out);
lex(string, [$" | T], Acc, Out) -> lex(start, T, [], [{string, lists:reverse(Acc)} | Out]);
lex(string, [], Acc, Out) -> {unterminated, lists:reverse(Acc), lists:reverse(Out)};
lex(number, [C | T], Acc, Out) when C >= $0, C =< $9; C =:= $. -> lex(number, T, [C | Acc], Out);
lex(word, [C | T], Acc, Out) when C >= $a, C =< $z; C >= $0, C =< $9 -> lex(word, T, [C | Acc], Out);
lex(string, [C | T], Acc, Out) -> lex(string, T, [C | Acc], Out);
lex(State, T, Acc, Out) -> lex(start, T, [], [{State, lists:reverse(Acc)} | Out]).

editor(Commands) ->
    lists:foldl(fun({type, Text}, {[Now | _] = Undo, _}) -> {[Now ++ Text | Undo], []};
                   (undo, {[Now, Before | Undo], Redo}) -> {[Before | Undo], [Now | Redo]};
                   (redo, {Undo, [Next | Redo]}) -> {[Next | Undo], Redo};
                   (_, State) -> State
                end, {[""], []}, Commands).

fib(N, Memo) when is_map_key(N, Memo) -> {map_get(N, Memo), Memo};
fib(N, Memo) when N < 2 -> {N, Memo};
fib(N, Memo0) ->
    {A, Memo1} = fib(N - 1, Memo0),
    {B, Memo2} = fib(N - 2, Memo1),
    {A + B, Memo2#{N => A + B}}.

from(N) -> {N, fun() -> from(N + 1) end}.
multiples(N) -> multiples(N, N).
multiples(N, X) -> {X, fun() -> multiples(N, X + N) end}.
take(0, _) -> [];
take(N, {X, Next}) -> [X | take(N - 1, Next())].
filter(P, {X, Next}) -> case P(X) of true -> {X, fun() -> filter(P, Next()) end}; false -> filter(P, Next()) end.
sieve({P, Next}) -> {P, fun() -> sieve(filter(fun(X) -> X rem P =/= 0 end, Next())) end}.
merge({X, Nx}, {X, Ny}) -> {X, fun() -> merge(Nx(), Ny()) end};
merge({X, Nx}, {Y, _} = Sy) when X < Y -> {X, fun() -> merge(Nx(), Sy) end};
merge(Sx, {Y, Ny}) -> {Y, fun() -> merge(Sx, Ny()) end}.

down(left, {{node, L, V, R}, Up}) -> {L, [{left, V, R} | Up]};
down(right, {{node, L, V, R}, Up}) -> {R, [{right, V, L} | Up]}.
replace(V, {{node, L, _, R}, Up}) -> {{node, L, V, R}, Up}.
up({T, []}) -> T;
up({T, [{left, V, R} | Up]}) -> up({{node, T, V, R}, Up});
up({T, [{right, V, L} | Up]}) -> up({{node, L, V, T}, Up}).

insert([], Trie) -> Trie#{stop => true};
insert([C | T], Trie) -> Trie#{C => insert(T, maps:get(C, Trie, #{}))}.
with_prefix(Prefix, Trie) ->
    case lists:foldl(fun(C, T) when is_map(T) -> maps:get(C, T, none); (_, none) -> none end, Trie, Prefix) of
        none -> [];
        Found -> [Prefix ++ W || W <- words(Found)]
    end.
words(Trie) -> [[] || is_map_key(stop, Trie)] ++ [[C | W] || {C, T} <- maps:to_list(Trie), C =/= stop, W <- words(T)].
