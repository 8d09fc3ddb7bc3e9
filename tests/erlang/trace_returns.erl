%% SPDX-License-Identifier: Apache-2.0
%% The ends of traced calls: values returned, exceptions, and where control goes back to.
-module(trace_returns).
-export([main/0, fact/1, fail/1, even/1, caught/1, calls/1, body/2, last/2, id/1]).

main() ->
    Return = [{'_', [], [{return_trace}]}],
    Exception = [{'_', [], [{exception_trace}]}],
    step(return, [call], [{fact, 1, Return}], [local], fun() -> fact(2) end),
    step(global_return, [call], [{fact, 1, Return}], [global], fun() -> ?MODULE:fact(2) end),
    step(tail, [call], [{even, 1, Return}], [local], fun() -> even(3) end),
    step(exception, [call], [{fail, 1, Exception}], [local], fun() -> [catch fail(X) || X <- [throw, error, exit, clause, bif, none]] end),
    step(return_of_failure, [call], [{fail, 1, Return}], [local], fun() -> [catch fail(X) || X <- [throw, none]] end),
    step(deep, [call], [{outer, 1, Exception}, {inner, 1, Exception}, {fail, 1, Exception}], [local],
         fun() -> catch outer(throw), outer(none), guarded(error) end),
    step(uncaught, [call], [{outer, 1, Exception}], [local], fun() -> outer(throw) end),
    step(return_to, [call, return_to], [{inner, 1, true}, {fail, 1, true}], [local], fun() -> outer(none), guarded(throw), outer(none) end),
    step(return_to_global, [call, return_to], [{fact, 1, true}], [global], fun() -> ?MODULE:fact(1) end),
    step(return_to_chain, [call, return_to], [{outer, 1, Return}, {inner, 1, Return}, {fact, 1, Return}], [local], fun() -> outer(none), fact(1) end),
    step(global_ends_local, [call], [{inner, 1, true}], [local],
         fun() -> erlang:trace_pattern({?MODULE, inner, 1}, true, [global]), outer(none) end),
    step(both, [call, return_to], [{fact, 1, Return}], [local], fun() -> fact(2) end),
    step(arity, [call, arity, return_to], [{fact, 1, Return}], [local], fun() -> fact(1) end),
    step(silent, [call, silent], [{fact, 1, Return}], [local], fun() -> fact(1) end),
    step(message, [call], [{fact, 1, [{'_', [], [{message, false}, {return_trace}]}]}], [local], fun() -> fact(1) end),
    step(some, [call], [{fact, 1, [{[1], [], [{return_trace}]}, {'_', [], []}]}], [local], fun() -> fact(2) end),
    bifs(),
    places(),
    stacktraces(),
    first_call(),
    large(),
    ok.

step(Name, Flags, Functions, Options, Fun) ->
    erlang:display(Name),
    [erlang:trace_pattern({?MODULE, F, A}, Spec, Options) || {F, A, Spec} <- Functions],
    traces:show(traces:run(Flags, Fun)),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, Options).

bifs() ->
    Spec = [{'_', [], [{exception_trace}]}],
    erlang:display(bifs),
    [erlang:trace_pattern(MFA, Spec, [local]) || MFA <- [{erlang, list_to_integer, 1}, {lists, member, 2}, {maps, from_list, 1}]],
    traces:show(traces:run([call], fun() ->
                                           X = list_to_integer("12"),
                                           Y = (catch list_to_integer("x")),
                                           Z = lists:member(a, [b]),
                                           {X, element(1, Y), Z, maps:from_list([{1, 2}])}
                                   end)),
    [erlang:trace_pattern(MFA, false, [local]) || MFA <- [{erlang, list_to_integer, 1}, {lists, member, 2}, {maps, from_list, 1}]].

%% Where control goes back to from BIFs that are called in the middle, last, and applied, and who called them.
places() ->
    Mine = [{F, A} || {F, A} <- [{caught, 1}, {calls, 1}, {body, 2}, {last, 2}, {id, 1}]],
    Bifs = [{lists, reverse, 2}, {erlang, '++', 2}, {erlang, error, 1}, {erlang, error, 2}, {erlang, exit, 1}, {erlang, throw, 1}],
    Exception = [{'_', [], [{exception_trace}]}],
    Fun = fun(A, _) -> calls(A) end,
    Cases = [{body, [1], [2]}, {last, [1], [2]}, {last, [1], x}, {last, z, [1]}, {body, z, [1]}, {raised, {erlang, error}}, {raised, {erlang, exit}}, {raised, {erlang, throw}},
             {raised_with, [a]}, {'fun', Fun, {last, [1], [3]}}, {'fun', Fun, {body, [1], [3]}}, {applied, erlang, '++', [[1], [2]]}, {applied, erlang, '++', [z, [2]]},
             {applied, erlang, error, [x]}, {applied, erlang, error, [x, [y]]}, {applied, erlang, exit, [x]}, {applied, erlang, throw, [x]}],
    [begin
         [erlang:trace_pattern({?MODULE, F, A}, Spec, [local]) || {F, A} <- Mine],
         [erlang:trace_pattern(Bif, Spec, [local]) || Bif <- Bifs],
         [begin
              erlang:display(setelement(2, Case, element(1, Case))),
              Self = self(),
              traces:show([without_place(M) || M <- traces:run([call, return_to], fun() -> Self ! {value, caught(Case)} end)]),
              receive {value, Value} -> erlang:display(Value) end
          end || Case <- Cases, Spec =:= Exception orelse element(1, Case) =/= applied]
     end || Spec <- [Exception, [{'_', [], [{message, {caller}}]}]]],
    [erlang:trace_pattern({?MODULE, F, A}, false, [local]) || {F, A} <- Mine],
    [erlang:trace_pattern(Bif, false, [local]) || Bif <- Bifs].

%% A fun that runs everything calls `caught`.
without_place({trace, tracee, call, {?MODULE, caught, _}, _}) -> called;
without_place({trace, tracee, return_to, {?MODULE, _, 0}}) -> returned;
without_place(Message) -> Message.

caught(Case) ->
    try calls(Case) of
        Value -> {value, Value}
    catch
        Class:Reason:Stack -> {Class, Reason, [{F, A} || {_, F, A, _} <- Stack, F =/= '-places/0-fun-1-', F =/= '-places/0-fun-2-', F =/= '-places/0-fun-3-', F =/= run]}
    end.

calls({body, A, B}) -> body(A, id(B));
calls({last, A, B}) -> last(A, id(B));
calls({raised, {erlang, error}}) -> erlang:error(id(e));
calls({raised, {erlang, exit}}) -> erlang:exit(id(e));
calls({raised, {erlang, throw}}) -> erlang:throw(id(e));
calls({raised_with, Args}) -> erlang:error(e, id(Args));
calls({'fun', Fun, A}) -> Fun(A, id(y));
calls({applied, M, F, A}) -> apply(M, F, id(A)).

body(A, B) ->
    R = lists:reverse(A, B),
    _ = (catch abs(A)),
    R.

last(A, B) -> A ++ B.

id(X) -> X.

%% The frames of traced calls are not to be seen.
stacktraces() ->
    [erlang:trace_pattern({?MODULE, F, 1}, [{'_', [], [{exception_trace}]}], [local]) || F <- [outer, inner, fail]],
    Self = self(),
    Messages = traces:run([call, return_to],
                          fun() ->
                                  Self ! {stack, [try outer(X) catch _:R:S -> {R, [{F, A} || {?MODULE, F, A, _} <- S]} end
                                                  || X <- [error, clause, throw]]}
                          end),
    receive {stack, Stacks} -> erlang:display(Stacks) end,
    erlang:display(length(Messages)),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, [local]).

%% A function whose frame holds no return address yet when the traced BIF that it calls raises.
first_call() ->
    erlang:trace_pattern({erlang, error, 1}, [{'_', [], [{exception_trace}]}], []),
    Self = self(),
    Messages = traces:run([call], fun() -> Self ! {caught, reraised({first, [call]}), deep_reraised(5)} end),
    receive {caught, First, Deep} -> erlang:display({First, Deep}) end,
    [erlang:display(Message) || Message <- Messages],
    erlang:trace_pattern({erlang, error, 1}, false, []).

deep_reraised(0) -> reraised(bottom);
deep_reraised(N) -> [N | deep_reraised(N - 1)].

reraised(Value) ->
    try fails_first(Value) catch error:R -> R end.

fails_first(Value) ->
    try erlang:error(inner)
    catch error:inner:Stack -> erlang:raise(error, {outer, Value, length(Stack) > 0}, Stack)
    end.

%% Deep recursion, with collections while frames of traced calls are on the stack.
large() ->
    erlang:trace_pattern({?MODULE, build, 1}, [{'_', [], [{return_trace}]}], [local]),
    Messages = traces:run([call], fun() -> length(build(60)) end),
    erlang:display({length(Messages), lists:last(Messages) =:= {trace, tracee, return_from, {?MODULE, build, 1}, lists:seq(60, 1, -1)}}),
    erlang:trace_pattern({?MODULE, build, 1}, false, [local]).

build(0) -> [];
build(N) ->
    Garbage = lists:seq(1, N),
    [length(Garbage) | build(N - 1)].

fact(0) -> 1;
fact(N) -> N * fact(N - 1).

even(0) -> true;
even(N) -> odd(N - 1).

odd(0) -> false;
odd(N) -> even(N - 1).

fail(throw) -> throw(ball);
fail(error) -> error(oops);
fail(exit) -> exit(gone);
fail(bif) -> list_to_atom(x);
fail(none) -> fine.

outer(X) ->
    R = inner(X),
    {outer, R}.

inner(X) ->
    R = fail(X),
    {inner, R}.

guarded(X) ->
    try inner(X) of
        V -> V
    catch
        C:R -> {C, R}
    end.
