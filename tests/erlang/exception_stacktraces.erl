%% SPDX-License-Identifier: Apache-2.0
%% Stack traces in full: modules, functions, arities or arguments, and lines; of errors from code,
%% from built-ins, from undefined functions, through funs, library functions and other modules.
%% Adding a constant is left out: OTP names erlang:'+'/2 in the trace or not, as its optimiser likes.
-module(exception_stacktraces).
-export([main/0, exported/1]).

main() ->
    show(fun() -> level1(badmatch) end),
    show(fun() -> level1(case_clause) end),
    show(fun() -> level1(if_clause) end),
    show(fun() -> level1(function_clause) end),
    show(fun() -> level1(badarith) end),
    show(fun() -> level1(guard_bif) end),
    show(fun() -> level1(bif) end),
    show(fun() -> level1(undef) end),
    show(fun() -> level1(undef_module) end),
    show(fun() -> level1(throw) end),
    show(fun() -> level1(exit) end),
    show(fun() -> level1(error) end),
    show(fun() -> level1(error_args) end),
    show(fun() -> level1(error_none) end),
    show(fun() -> level1(badarity) end),
    show(fun() -> level1(badfun) end),
    show(fun() -> tail(3) end),
    show(fun() -> exported(0) end),
    show(fun() -> ?MODULE:exported(a) end),
    show(fun() -> apply(?MODULE, exported, [[]]) end),
    show(fun() -> lists:map(fun(X) -> 10 div X end, [5, 2, 0, 1]) end),
    show(fun() -> lists:foldl(fun(X, A) -> A + hd(X) end, 0, [[1], []]) end),
    show(fun() -> [Y || X <- [1, 0], Y <- [10 div X]] end),
    show(fun() -> lists:reverse(outcome:id(a)) end),
    show(fun() -> lists:nth(outcome:id(3), [1]) end),
    show(fun() -> parity:odd(?MODULE, 3) end),
    show(fun() -> deep(12) end),
    show(fun() -> rethrown() end),
    show(fun() -> later_lines(outcome:id(3)) end),
    show(fun() -> multi_line(outcome:id(1), outcome:id(b)) end),
    show(fun() -> several(outcome:id(2)) end),
    show(fun() -> setelement(outcome:id(5), {a}, b) end),
    show(fun() -> outcome:id(5) + outcome:id(a) * 2 end),
    show(fun() -> -outcome:id(a) end),
    show(fun() -> abs(outcome:id([])) end),
    show(fun() -> outcome:id(1) bsl outcome:id(x) end),
    show(fun() -> length(outcome:id([1 | 2])) end),
    show(fun() -> element(outcome:id(2), outcome:id({a})) end),
    show(fun() -> outcome:id(a) ++ [b] end),
    show(fun() -> list_to_integer(outcome:id("x")) end),
    show(fun() -> outcome:id(x) and true end),
    show(fun() -> not outcome:id(1) end),
    show(fun() -> apply(outcome:id(erlang), hd, [[]]) end),
    show(fun() -> apply(outcome:id(lists), nothing, [1, 2]) end),
    show(fun() -> float(outcome:id(a)) end).

%% The trace down to main/0; funs of this module show by their generated names.
show(Fun) ->
    erlang:display(frames:'of'(Fun)).

level1(Kind) ->
    R = level2(Kind, [Kind]),
    {level1, R}.

level2(Kind, List) ->
    V = fail(Kind, List),
    [V | List].

fail(badmatch, L) ->
    {ok, _} = hd(L);
fail(case_clause, L) ->
    case L of
        [] -> nil
    end;
fail(if_clause, L) ->
    if
        L =:= [] -> nil
    end;
fail(function_clause, L) ->
    R = narrow(L, 2),
    {R};
fail(badarith, [K]) ->
    {K * 2};
fail(guard_bif, L) ->
    {tl(tl(L))};
fail(bif, [_ | T]) ->
    {atom_to_list(T)};
fail(undef, L) ->
    {outcome:nothing_here(L, 1)};
fail(undef_module, L) ->
    {no_such_module:run(L)};
fail(throw, L) ->
    throw({thrown, L});
fail(exit, L) ->
    {exit({exited, L})};
fail(error, L) ->
    {error({failed, L})};
fail(error_args, L) ->
    {error(with_args, [L, extra])};
fail(error_none, L) ->
    {error({with_none, L}, none)};
fail(badarity, _) ->
    F = fun(A, B) -> A + B end,
    try
        F(outcome:id(1))
    catch
        error:{badarity, {G, Args}}:Stack when is_function(G, 2) -> erlang:raise(error, {badarity, Args}, Stack)
    end;
fail(badfun, [K]) ->
    {K(1, 2)}.

narrow(none, 1) -> ok;
narrow([], _) -> nil.

tail(0) -> error(bottom);
tail(N) -> tail(N - 1).

exported(N) when N > 0, is_integer(N) -> N;
exported(a) -> {exported({b, exported([])})}.

deep(0) -> error(deep);
deep(N) -> 1 + deep(N - 1).

rethrown() ->
    try
        level1(badarith)
    catch
        C:R:S ->
            %% The trace stays that of the first raise.
            erlang:raise(C, {rethrown, R}, S)
    end.

later_lines(N) ->
    A = outcome:id(N),
    B = outcome:id(A + 1),

    C = outcome:id(B - 4),
    D = 100 div
        C,
    outcome:id(D).

multi_line(A, B) ->
    [outcome:id(A),
     outcome:id(A) *
         2,
     outcome:id(B)
         * 3].

several(N) -> X = outcome:id(N), Y = outcome:id(X), {Y = outcome:id(3), X}.
