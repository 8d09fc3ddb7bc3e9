%% SPDX-License-Identifier: Apache-2.0
%%
%% Persistent terms that go: whoever holds one gets a copy. Sharing in them is kept; many are found.
-module(persistent_term_areas).
-export([main/0]).

main() ->
    erased(),
    replaced(),
    shared(),
    many(300),
    gone_with_holder().

erased() ->
    persistent_term:put({?MODULE, a}, outcome:id({value, [<<0:800>>, "text"], fun() -> ok end})),
    Held = persistent_term:get({?MODULE, a}),
    Holder = holder(Held),
    Waiting = spawn_link(fun() -> receive after infinity -> ok end end),
    Waiting ! Held,
    erlang:display({stored, erts_debug:size_shared(Held)}),
    true = persistent_term:erase({?MODULE, a}),
    own(Held, 100),
    erlang:display({erased, element(2, Held)}),
    Holder ! {self(), show},
    receive {Holder, Shown} -> erlang:display({holder, Shown}) end,
    {messages, [Message]} = process_info(Waiting, messages),
    erlang:display({message, element(2, Message)}),
    unlink(Waiting),
    exit(Waiting, kill).

replaced() ->
    persistent_term:put({?MODULE, b}, outcome:id({first, [1, 2, 3]})),
    Held = persistent_term:get({?MODULE, b}),
    persistent_term:put({?MODULE, b}, outcome:id({second, [4, 5, 6]})),
    own(Held, 100),
    erlang:display({Held, persistent_term:get({?MODULE, b})}),
    true = persistent_term:erase({?MODULE, b}).

%% Where nobody has anything to do, what has been erased is freed: nothing of it is held any more.
own(Term, N) ->
    receive after 5 -> ok end,
    case erts_debug:size_shared(Term) of
        0 when N > 0 -> own(Term, N - 1);
        0 -> erlang:display({still_shared, Term});
        _ -> erlang:display(own)
    end.

holder(Term) ->
    spawn_link(fun() ->
                       receive {From, show} -> From ! {self(), element(2, Term)} end
               end).

shared() ->
    Shared = lists:foldl(fun(_, Acc) -> [Acc | Acc] end, [], lists:seq(1, 10)),
    persistent_term:put({?MODULE, shared}, outcome:id({Shared, Shared})),
    {A, B} = persistent_term:get({?MODULE, shared}),
    erlang:display({shared, erts_debug:same(A, B), erts_debug:same(hd(A), tl(A)), erts_debug:flat_size(A), A =:= Shared}),
    true = persistent_term:erase({?MODULE, shared}).

many(N) ->
    #{count := Before} = persistent_term:info(),
    Keys = [{?MODULE, many, I} || I <- lists:seq(1, N)],
    [persistent_term:put(K, {value, K}) || K <- Keys],
    #{count := During} = persistent_term:info(),
    erlang:display({many, During - Before, [K || K <- Keys, persistent_term:get(K) =/= {value, K}],
                    length([1 || {{?MODULE, many, _}, _} <- persistent_term:get()])}),
    [true = persistent_term:erase(K) || K <- Keys],
    [false = persistent_term:erase(K) || K <- Keys],
    #{count := After} = persistent_term:info(),
    erlang:display({after_all, After - Before}).

%% A holder that ends while what it holds is erased.
gone_with_holder() ->
    persistent_term:put({?MODULE, c}, outcome:id([1, 2, 3])),
    Parent = self(),
    {Pid, Monitor} = spawn_monitor(fun() ->
                                           Held = persistent_term:get({?MODULE, c}),
                                           Parent ! holds,
                                           receive stop -> exit({held, Held}) end
                                   end),
    receive holds -> ok end,
    Pid ! stop,
    persistent_term:erase({?MODULE, c}),
    receive {'DOWN', Monitor, process, Pid, Reason} -> erlang:display(Reason) end.
