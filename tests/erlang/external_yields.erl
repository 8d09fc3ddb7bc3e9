%% SPDX-License-Identifier: Apache-2.0
%%
%% Reading and writing large terms: other processes run meanwhile, errors at the end name the function that was called, and
%% who reads or writes may be killed or collected in the middle.
-module(external_yields).
-export([main/0]).

main() ->
    Term = large(20000),
    Plain = term_to_binary(Term),
    erlang:display({sizes, byte_size(Plain), erlang:external_size(Term) >= byte_size(Plain)}),
    erlang:display({round_trip, binary_to_term(Plain) =:= Term}),
    erlang:display({compressed, binary_to_term(term_to_binary(Term, [compressed])) =:= Term, byte_size(term_to_binary(Term, [{compressed, 1}])) < byte_size(Plain)}),
    erlang:display({vector, iolist_to_binary(erlang:term_to_iovec(Term)) =:= Plain}),
    erlang:display({used, element(2, binary_to_term(<<Plain/binary, "rest">>, [used])) =:= byte_size(Plain)}),
    erlang:display({unaligned, unaligned(Plain) =:= Term}),
    erlang:display({others_run, [others_run(Fun) || Fun <- [fun() -> binary_to_term(Plain) end, fun() -> term_to_binary(Term) end,
                                                            fun() -> term_to_binary(Term, [compressed]) end, fun() -> erlang:term_to_iovec(Term) end]]}),
    Damaged = <<(binary:part(Plain, 0, byte_size(Plain) - 10))/binary, 255, 0:72>>,
    erlang:display({damaged, [failure(fun() -> binary_to_term(Damaged, Options) end) || Options <- [[], [safe], [used]]]}),
    erlang:display({killed, [killed(Plain, N) || N <- [1, 5, 20]]}),
    erlang:display({collected, collected(Plain, Term)}).

large(N) ->
    [{N, [X, X * 1.5, <<X:32>>], #{X => integer_to_list(X)}, atom, <<0:1000/unit:1>>, X bsl 70} || X <- lists:seq(1, N div 10)] ++ lists:seq(1, N).

unaligned(Plain) ->
    <<_:3, Shifted/bitstring>> = <<0:3, Plain/binary>>,
    binary_to_term(Shifted).

%% A process that only counts gets on.
others_run(Fun) ->
    Self = self(),
    Pid = spawn(fun() -> Self ! started, count(0) end),
    receive started -> ok end,
    Before = asked(Pid),
    _ = Fun(),
    After = asked(Pid),
    exit(Pid, kill),
    After > Before + 1.

count(N) ->
    receive {get, Pid} -> Pid ! {count, N}, count(N + 1)
    after 0 -> count(N + 1)
    end.

asked(Pid) ->
    Pid ! {get, self()},
    receive {count, N} -> N end.

failure(Fun) ->
    try Fun() of
        _ -> no_failure
    catch
        Class:Reason:Stack ->
            [{Module, Function, Arguments, Where} | _] = Stack,
            {Class, Reason, Module, Function, length(Arguments), Where}
    end.

killed(Plain, Yields) ->
    {Pid, Monitor} = spawn_monitor(fun() -> forever(Plain) end),
    [erlang:yield() || _ <- lists:seq(1, Yields)],
    exit(Pid, kill),
    receive {'DOWN', Monitor, process, Pid, Reason} -> Reason end.

forever(Plain) ->
    _ = binary_to_term(Plain),
    _ = erlang:term_to_iovec([Plain | binary_to_term(Plain)]),
    forever(Plain).

collected(Plain, Term) ->
    Self = self(),
    Pid = spawn(fun() -> Read = binary_to_term(Plain), Self ! {read, term_to_binary(Read) =:= Plain, Read =:= Term} end),
    [begin erlang:garbage_collect(Pid), erlang:yield() end || _ <- lists:seq(1, 20)],
    receive {read, Same, Equal} -> {Same, Equal} end.
