%% SPDX-License-Identifier: Apache-2.0
%% try, catch and after inside one another: which runs when, what is raised on, and the traces that come with it.
-module(try_nesting).
-export([main/0, fail/1]).

main() ->
    [begin put(log, []), R = outcome:'of'(fun() -> nest(How) end), erlang:display({How, R, lists:reverse(get(log))}) end
     || How <- [none, inner_throw, inner_error, inner_exit, handler_throws, after_throws, of_fails, middle, after_wins, rethrow]],
    [erlang:display(frames:'of'(fun() -> ?MODULE:fail(N) end)) || N <- lists:seq(1, 11)],
    erlang:display([deep(N, fun() -> throw(bottom) end) || N <- [0, 1, 10]]),
    erlang:display([deep(N, fun() -> N div 0 end) || N <- [0, 1, 10]]),
    erlang:display(catches()),
    erlang:display(loop(2000, 0)).

log(X) -> put(log, [X | get(log)]), X.

nest(How) ->
    try
        log(outer),
        try
            log(middle),
            try
                log(inner),
                inner(How)
            of
                V when How =:= of_fails -> log({of_, V}), 1 = outcome:id(V);
                V -> log({of_, V}), V
            catch
                throw:T when How =/= handler_throws, How =/= rethrow -> log({caught, T}), {thrown, T};
                throw:T when How =:= rethrow -> throw({again, T});
                throw:T -> log({throws_in_handler, T}), throw(from_handler)
            after
                log(inner_after),
                How =:= after_throws andalso throw(from_after)
            end
        catch
            error:badarith -> log(arithmetic), arithmetic;
            throw:from_handler when How =:= other -> never
        after
            log(middle_after)
        end
    of
        X -> {of_outer, X}
    catch
        throw:from_after -> log(after_caught), got_after;
        exit:R -> log({exit, R}), {exited, R}
    after
        log(outer_after),
        How =:= after_wins andalso exit(after_wins)
    end.

inner(inner_throw) -> throw(t);
inner(handler_throws) -> throw(t);
inner(rethrow) -> throw(t);
inner(inner_error) -> outcome:id(1) / outcome:id(0);
inner(inner_exit) -> exit(e);
inner(middle) -> error(not_arithmetic);
inner(_) -> value.

fail(1) -> error(one);
fail(2) -> try error(two) catch error:R -> error({again, R}) end;
fail(3) -> try error(three) catch C:R:S -> erlang:raise(C, R, S) end;
fail(4) -> try error(four) after ok end;
fail(5) -> try outcome:id(5), throw(five) catch error:_ -> no end;
fail(6) -> try lists:nth(outcome:id(3), [a]) catch throw:_ -> no end;
fail(7) -> try fail(1) of _ -> no catch throw:_ -> no after put(log, []) end;
fail(8) -> (fun(X) when X > 8 -> X end)(8);
fail(9) -> case outcome:id(9) of 8 -> no end;
fail(10) -> try ok = outcome:id(no) of ok -> yes catch throw:x -> no end;
fail(11) -> try outcome:id(x) of 11 -> no catch throw:_ -> no end.

deep(0, F) -> try F() catch C:R -> {C, R} end;
deep(N, F) -> try deep(N - 1, F) of X -> {of_, X} catch C:R -> {N, C, R} after put(log, [N]) end.

catches() ->
    [catch 1, catch throw(a), element(1, catch error(b)), catch exit(c), catch (catch throw(d)), {catch throw(e), catch throw(f)},
     (catch throw(g)) =:= g, case catch throw({'EXIT', fake}) of {'EXIT', R} -> R end,
     try throw(catch throw(h)) catch throw:X -> {X} end, begin Y = (catch outcome:id(1) + outcome:id(a)), element(1, element(2, Y)) end].

loop(0, Sum) -> Sum;
loop(N, Sum) ->
    V = try
            if N rem 3 =:= 0 -> throw(N);
               N rem 5 =:= 0 -> error(N);
               true -> 1
            end
        catch
            throw:X -> X rem 7;
            error:X -> -(X rem 11)
        end,
    loop(N - 1, Sum + V).
