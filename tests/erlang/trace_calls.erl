%% SPDX-License-Identifier: Apache-2.0
%% Calls traced by way of exports and at every call, with and without match specifications; flags that change what is told.
-module(trace_calls).
-export([main/0, fact/1, loop/1, pair/2, twice/1]).

main() ->
    step(none, [call], [], fun() -> fact(3) end),
    step(global, [call], [{{?MODULE, fact, 1}, true, [global]}], fun() -> ?MODULE:fact(3), fact(2) end),
    step(local, [call], [{{?MODULE, fact, 1}, true, [local]}], fun() -> ?MODULE:fact(3), fact(2) end),
    step(tail, [call], [{{?MODULE, loop, 1}, true, [local]}], fun() -> loop(3) end),
    step(global_tail, [call], [{{?MODULE, loop, 1}, true, [global]}], fun() -> ?MODULE:loop(3) end),
    step(arity, [call, arity], [{{?MODULE, pair, 2}, [], [local]}], fun() -> pair(a, [b]) end),
    step(private, [call], [{{?MODULE, hidden, 1}, true, [local]}], fun() -> hidden(7) end),
    step(private_global, [call], [{{?MODULE, hidden, 1}, true, []}], fun() -> hidden(7) end),
    step(wildcard, [call], [{{?MODULE, '_', '_'}, true, [local]}], fun() -> pair(fact(1), hidden(2)) end),
    step(arity_wildcard, [call], [{{?MODULE, fact, '_'}, true, [local]}], fun() -> fact(1) end),
    step(funs, [call], [{{?MODULE, twice, 1}, true, [local]}],
         fun() -> F = fun twice/1, G = fun ?MODULE:twice/1, {F(1), G(2), apply(?MODULE, twice, [3]), lists:map(F, [4, 5])} end),
    step(global_funs, [call], [{{?MODULE, twice, 1}, true, [global]}],
         fun() -> F = fun twice/1, G = fun ?MODULE:twice/1, {F(1), G(2), apply(?MODULE, twice, [3]), lists:map(F, [4, 5])} end),
    step(library, [call], [{{lists, reverse, 1}, true, [global]}, {{lists, keyfind, 3}, true, [local]}],
         fun() -> lists:reverse([1, 2]), lists:keyfind(a, 1, [{a, b}]), lists:member(a, [a]) end),
    step(bif, [call], [{{erlang, list_to_atom, 1}, true, [local]}, {{erlang, put, 2}, true, [global]}],
         fun() -> list_to_atom("a"), put(a, b), erlang:put(c, d) end),
    step(head, [call], [{{?MODULE, pair, 2}, [{['$1', '$1'], [], []}], [local]}], fun() -> pair(a, b), pair(c, c) end),
    step(guard, [call], [{{?MODULE, fact, 1}, [{['$1'], [{'>', '$1', 2}], []}], [local]}], fun() -> fact(4) end),
    step(message, [call], [{{?MODULE, fact, 1}, [{['$1'], [], [{message, {{seen, '$1', {'*', '$1', 2}}}}]}], [local]}],
         fun() -> fact(1) end),
    step(no_message, [call], [{{?MODULE, fact, 1}, [{[0], [], []}, {'_', [], [{message, false}]}], [local]}], fun() -> fact(2) end),
    step(true_message, [call], [{{?MODULE, fact, 1}, [{'_', [], [{message, true}]}], [local]}], fun() -> fact(1) end),
    step(whole, [call], [{{?MODULE, pair, 2}, [{'_', [], [{message, '$_'}]}], [local]}], fun() -> pair(x, y) end),
    step(bound, [call], [{{?MODULE, pair, 2}, [{'$1', [], [{message, {{'$1', '$$'}}}]}], [local]}], fun() -> pair(x, y) end),
    step(caller, [call], [{{?MODULE, hidden, 1}, [{'_', [], [{message, {caller}}]}], [local]}], fun() -> {hidden(1), middle(2)} end),
    step(silent, [call, silent], [{{?MODULE, fact, 1}, true, [local]}], fun() -> fact(1) end),
    step(loud, [call, silent], [{{?MODULE, fact, 1}, [{[1], [], [{silent, false}]}, {'_', [], []}], [local]}], fun() -> fact(2) end),
    step(quiet, [call], [{{?MODULE, fact, 1}, [{[1], [], [{silent, true}]}, {'_', [], []}], [local]}], fun() -> fact(3) end),
    step(timestamp, [call, timestamp], [{{?MODULE, fact, 1}, true, [local]}], fun() -> fact(0) end),
    step(monotonic, [call, monotonic_timestamp], [{{?MODULE, fact, 1}, true, [local]}], fun() -> fact(0) end),
    step(strict, [call, strict_monotonic_timestamp], [{{?MODULE, fact, 1}, true, [local]}], fun() -> fact(0) end),
    step(two, [call], [{{?MODULE, fact, 1}, true, [local]}, {{?MODULE, fact, 1}, true, [global]}], fun() -> fact(1), ?MODULE:fact(0) end),
    step(two, [call], [{{?MODULE, fact, 1}, true, [global]}, {{?MODULE, fact, 1}, true, [local]}], fun() -> fact(1), ?MODULE:fact(0) end),
    step(binary, [call], [{{?MODULE, parse, 2}, true, [local]}], fun() -> parse(<<1, 2, 3>>, 0) end),
    step(off, [call], [{{?MODULE, fact, 1}, true, [local]}, {{?MODULE, fact, 1}, false, [local]}], fun() -> fact(1) end),
    counts(),
    ok.

step(Name, Flags, Patterns, Fun) ->
    erlang:display(Name),
    Counts = [erlang:trace_pattern(MFA, Spec, Options) || {MFA, Spec, Options} <- Patterns],
    case lists:keymember('_', 2, [setelement(1, {element(2, MFA)}, element(2, MFA)) || {MFA, _, _} <- Patterns]) of
        true -> ok;
        false -> erlang:display(Counts)
    end,
    traces:show(traces:run(Flags, Fun)),
    [{erlang:trace_pattern(MFA, false, [local]), erlang:trace_pattern(MFA, false, [global])} || {MFA, _, _} <- Patterns].

%% How many functions are meant.
counts() ->
    erlang:display([erlang:trace_pattern(MFA, Spec, Options)
                    || {MFA, Spec, Options} <- [{{?MODULE, '_', '_'}, true, []}, {{?MODULE, '_', '_'}, false, []},
                                                {{?MODULE, nothing, '_'}, true, [local]}, {{?MODULE, fact, 2}, true, []},
                                                {{?MODULE, fact, 1}, restart, [call_count]}, {{?MODULE, hidden, '_'}, true, [local]},
                                                {{?MODULE, hidden, '_'}, false, [local]}, {send, true, []}, {'receive', true, []}]]),
    [erlang:display(try erlang:trace_pattern(MFA, Spec, Options) catch error:R:S -> {R, shown(hd(S))} end)
     || {MFA, Spec, Options} <- [{{?MODULE, fact, 1}, true, [local, global]}, {{?MODULE, fact, 1}, x, []}, {{?MODULE, fact}, true, []},
                                 {{?MODULE, fact, 1}, [{a, b}], [local]}, {{'_', fact, 1}, true, []}, {{?MODULE, '_', 1}, true, []},
                                 {{?MODULE, fact, 1}, true, [other]}, {{?MODULE, fact, 1}, true, [meta, global]}, {fact, true, []},
                                 {{?MODULE, fact, 1}, [{'_', [], []}], [call_count]}, {{?MODULE, fact, x}, true, []},
                                 {send, true, [local]}, {{1, 2, 3}, true, []}]].

shown({M, F, A, I}) -> {M, F, A, lists:keyfind(error_info, 1, I)}.

fact(0) -> 1;
fact(N) -> N * fact(N - 1).

loop(0) -> done;
loop(N) -> loop(N - 1).

pair(A, B) -> {A, B}.

hidden(X) -> [X].

middle(X) ->
    [Y] = hidden(X),
    {Y}.

twice(X) -> X + X.

parse(<<>>, Sum) -> Sum;
parse(<<Byte, Rest/binary>>, Sum) -> parse(Rest, Sum + Byte).
