%% SPDX-License-Identifier: Apache-2.0
%% Tail calls in every form, each long enough to overflow a stack that grew: local, mutual, to
%% another module and back, through apply, through funs, out of case, if, try-of and catch clauses.
-module(tail_calls).
-export([main/0, even/1, bounce/3, landed/2, count/2, state/3, by_fun/2]).

-ifdef(SMALL).
-define(STEPS, 2000).
-else.
-define(STEPS, 300000).
-endif.

main() ->
    erlang:display({local_even(?STEPS), local_odd(?STEPS)}),
    erlang:display({even(?STEPS), even(?STEPS + 1), parity:odd(?MODULE, ?STEPS)}),
    erlang:display(bounce(?STEPS, 0, 0)),
    erlang:display(count(?STEPS, 0)),
    erlang:display(state(?STEPS, [], start)),
    erlang:display(through_fun(?STEPS, fun(X) -> X + 1 end, 0)),
    Self = fun(F, N, Acc) when N > 0 -> F(F, N - 1, Acc + 2); (_, 0, Acc) -> Acc end,
    erlang:display(Self(Self, ?STEPS, 0)),
    funs(),
    Loop = fun Loop(0, Acc) -> Acc; Loop(N, Acc) -> Loop(N - 1, [N rem 2 | tl(Acc)]) end,
    erlang:display(Loop(?STEPS, [x])),
    erlang:display(after_catch(?STEPS, 0)),
    erlang:display(after_try(?STEPS, 0)),
    erlang:display(three_a(?STEPS, [])),
    erlang:display(frame_then_tail(outcome:id(7), ?STEPS)),
    erlang:display(external_last(outcome:id(1))),
    erlang:display(continuation(?STEPS div 10, fun(X) -> X end)).

%% A fun that is called last leaves nothing on the stack, of whatever kind it is, and no frame in a stack trace.
funs() ->
    Plain = fun(F, N) when N > 0 -> F(F, N - 1); (_, 0) -> stack() end,
    Many = [A, B, C, D, E] = outcome:id([1, 2, 3, 4, 5]),
    Free = fun(F, N) when N > 0 -> F(F, N - 1); (_, 0) -> {stack(), [E, D, C, B, A] =:= lists:reverse(Many)} end,
    Received = fun(F, N) when N > 0 -> self() ! N, receive N -> F(F, N - 1) end; (_, 0) -> stack() end,
    [erlang:display(F(F, ?STEPS div 10)) || F <- [Plain, Free, Received]],
    erlang:display([by_fun(fun ?MODULE:by_fun/2, ?STEPS div 10), by_fun(fun by_fun/2, ?STEPS div 10), kept(fun(G, N, _) -> kept_again(G, N) end, ?STEPS div 10, x)]),
    [erlang:display(try with_frame(Bad) catch error:Reason:Trace -> {reason(Reason), [{Name, Arity} || {?MODULE, Name, Arity, _} <- Trace, lists:member(Name, [with_frame, funs])]} end)
     || Bad <- [fun(_) -> erlang:error(outcome:id(in_fun)) end, fun(_, _) -> ok end, not_a_fun, fun ?MODULE:undefined/1, fun erlang:atom_to_list/1]].

reason({Reason, _}) -> Reason;
reason(Reason) -> Reason.

stack() ->
    {stack_size, Words} = process_info(self(), stack_size),
    Words < 200.

by_fun(_, 0) -> stack();
by_fun(F, N) -> F(F, N - 1).

kept(G, 0, _) -> {G =:= G, stack()};
kept(G, N, X) ->
    Y = outcome:id({N, X}),
    G(G, N - 1, element(2, Y)).

kept_again(G, N) -> kept(G, N, x).

with_frame(Fun) ->
    Kept = outcome:id([1]),
    Fun(Kept).

local_even(0) -> true;
local_even(N) -> local_odd(N - 1).

local_odd(0) -> false;
local_odd(N) -> local_even(N - 1).

even(0) -> true;
even(N) -> parity:odd(?MODULE, N - 1).

bounce(0, A, B) -> {landed_here, A, B};
bounce(N, A, B) -> parity:bounce(?MODULE, N - 1, A, B).

landed(A, B) -> {landed, A, B}.

count(0, Acc) -> Acc;
count(N, Acc) -> apply(?MODULE, count, [N - 1, Acc + 1]).

state(0, Log, State) -> {State, length(Log)};
state(N, Log, State) ->
    Next = case State of
               start -> middle;
               middle -> last;
               last -> start
           end,
    if
        N rem 1000 =:= 0 -> state(N - 1, [State | Log], Next);
        true -> ?MODULE:state(N - 1, Log, Next)
    end.

through_fun(0, _, Acc) -> Acc;
through_fun(N, F, Acc) -> through_fun(N - 1, F, F(Acc)).

after_catch(0, Acc) -> Acc;
after_catch(N, Acc) ->
    case catch (10 div (N rem 3)) of
        {'EXIT', {badarith, _}} -> after_catch(N - 1, Acc + 1);
        V when V > 5 -> after_catch(N - 1, Acc);
        _ -> after_catch(N - 1, Acc + 1)
    end.

after_try(0, Acc) -> Acc;
after_try(N, Acc) ->
    try maybe_throw(N) of
        V -> after_try(N - 1, Acc + V)
    catch
        throw:T -> after_try(N - 1, Acc - T)
    end.

maybe_throw(N) when N rem 4 =:= 0 -> throw(3);
maybe_throw(_) -> 1.

three_a(0, Acc) -> {a, Acc};
three_a(N, Acc) -> three_b(N - 1, N, Acc).

three_b(0, A, Acc) -> {b, A, Acc};
three_b(N, A, Acc) -> three_c(N - 1, A + N, N, Acc).

three_c(0, A, B, Acc) -> {c, A, B, Acc};
three_c(N, A, B, _) -> three_a(N - 1, [A, B]).

%% A frame is made, used, and given back before the tail call.
frame_then_tail(X, 0) -> parity:finish(X, done);
frame_then_tail(X, N) ->
    A = outcome:id(X),
    B = outcome:id(N),
    frame_then_tail(A * 3 rem 1009, B - 1).

external_last(X) ->
    Y = outcome:id(X + 1),
    Z = outcome:id(Y + 1),
    parity:record(Y, Z, [X]).

%% Builds a chain of closures, then runs it: each link is a tail call.
continuation(0, K) -> K(0);
continuation(N, K) -> continuation(N - 1, fun(X) -> K(X + N) end).
