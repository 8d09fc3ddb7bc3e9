%% SPDX-License-Identifier: Apache-2.0
%% try ... after: it runs once, in order, whatever happens; its value is dropped; what it raises
%% replaces what was on its way; and rethrowing keeps class, reason and trace.
-module(exception_after).
-export([main/0]).

main() ->
    Kinds = outcome:id([{value, v}, {throw, t}, {error, e}, {exit, x}]),
    [erlang:display({Name, [{logged(fun() -> Fun(K) end)} || K <- Kinds]})
     || {Name, Fun} <- [{simple, fun simple/1}, {with_catch, fun with_catch/1}, {with_of, fun with_of/1},
                        {raising_after, fun raising_after/1}, {nested, fun nested/1}, {rethrow, fun rethrow/1},
                        {in_of, fun in_of/1}, {catching_after, fun catching_after/1}, {sequence, fun sequence/1}]],
    erlang:display(logged(fun() -> deep(5) end)),
    erlang:display(logged(fun() -> many(50, 0) end)),
    erlang:display([logged(fun() -> raised(C) end) || C <- outcome:id([throw, error, exit])]),
    erlang:display([bad_raise(C, R, S) || {C, R, S} <- outcome:id([{bad, r, []}, {error, r, not_a_list}, {1, r, []}, {error, r, [bad_frame]}])]),
    erlang:display(trace_kept()).

logged(Fun) ->
    put(log, []),
    R = outcome:'of'(Fun),
    {R, lists:reverse(get(log))}.

log(X) ->
    put(log, [X | get(log)]),
    X.

raise({value, V}) -> log(body), V;
raise({Class, R}) -> log(body), erlang:raise(Class, R, []).

simple(K) ->
    try
        raise(K)
    after
        log(after_),
        ignored
    end.

with_catch(K) ->
    try
        raise(K)
    catch
        throw:T -> log(caught), {caught, T};
        error:_ -> log(again), throw(again)
    after
        log(after_)
    end.

with_of(K) ->
    try raise(K) of
        V -> log('of'), {V, 1}
    catch
        exit:X -> log(caught), X
    after
        log(after_)
    end.

raising_after(K) ->
    try
        raise(K)
    after
        log(before_raise),
        throw(from_after)
    end.

nested(K) ->
    try
        try
            raise(K)
        after
            log(inner)
        end
    catch
        throw:T -> log(middle), T
    after
        try
            log(outer),
            exit(ignored)
        catch
            exit:ignored -> log(inside_after)
        end
    end.

rethrow(K) ->
    try
        try
            raise(K)
        catch
            Class:Reason:Stack -> log({Class, is_list(Stack)}), erlang:raise(Class, {again, Reason}, Stack)
        after
            log(inner)
        end
    after
        log(outer)
    end.

in_of(K) ->
    try outcome:id(1) of
        1 -> raise(K)
    catch
        _:_ -> log(never)
    after
        log(after_)
    end.

catching_after(K) ->
    R = (catch try raise(K) after log(after_) end),
    log(end_),
    case R of
        {'EXIT', {Reason, []}} -> {error, Reason};
        _ -> R
    end.

sequence(K) ->
    A = try outcome:id(1) after log(first) end,
    B = try raise(K) after log(second) end,
    try {A, B} after log(third) end.

deep(0) -> throw(bottom);
deep(N) ->
    try
        deep(N - 1),
        never
    after
        log(N)
    end.

many(0, Acc) -> log(Acc);
many(N, Acc) ->
    V = try
            if
                N rem 7 =:= 0 -> throw(7);
                true -> N
            end
        catch
            throw:X -> -X
        after
            put(count, N)
        end,
    many(N - 1, Acc + V).

raised(Class) -> erlang:raise(Class, {reason, Class}, [{m, f, 2, []}]).

%% Arguments that erlang:raise/3 refuses: it returns badarg instead of raising.
bad_raise(Class, Reason, Stack) ->
    try erlang:raise(Class, Reason, Stack) of
        V -> {returned, V}
    catch
        C:R -> {C, R}
    end.

trace_kept() ->
    try
        try
            raised(error)
        catch
            C:R:S -> erlang:raise(C, R, S)
        end
    catch
        error:Reason:Stack -> {Reason, [{M, F, A} || {M, F, A, _} <- Stack]}
    end.
