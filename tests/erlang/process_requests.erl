%% SPDX-License-Identifier: Apache-2.0
%%
%% spawn_request: replies with and without tags, only on error or success, abandoned, with links and monitors, and refused.
-module(process_requests).
-export([main/0, ended/1]).

main() ->
    process_flag(trap_exit, true),
    erlang:display({plain, request([fun() -> ok end])}),
    erlang:display({options, [request([fun() -> ok end, O]) || O <- [[], [monitor], [link], [link, monitor], [{reply_tag, {my, tag}}], [{reply, yes}],
                                                                     [{reply, no}], [{reply, success_only}], [{reply, error_only}], [{priority, low}]]]}),
    erlang:display({mfa, request([?MODULE, ended, [x]]), request([?MODULE, ended, [x], [monitor]])}),
    erlang:display({downs, lists:sort(drain())}),
    erlang:display({bad_options, [request([fun() -> ok end, O]) || O <- [[nonsense], [{reply, maybe}], [{priority, x}]]]}),
    erlang:display({monitor_tag, monitor_tag()}),
    erlang:display({abandon, abandon()}),
    erlang:display({many, many(40)}),
    erlang:display({errors, [refused(A) || A <- [[x], [fun() -> ok end, x], [m, f, x], [1, f, []], [fun(X) -> X end]]]}),
    erlang:display({left, drain()}).

ended(X) -> exit(X).

request(Arguments) ->
    Id = apply(erlang, spawn_request, Arguments),
    receive
        {spawn_reply, Id, ok, Pid} when is_pid(Pid) -> {spawn_reply, ok};
        {spawn_reply, Id, error, Why} -> {spawn_reply, error, Why};
        {{my, tag}, Id, ok, Pid} when is_pid(Pid) -> {my_tag, ok}
    after 30 -> no_reply
    end.

drain() ->
    receive
        {'DOWN', _, process, _, R} -> [{down, R} | drain()];
        {'EXIT', _, R} -> [{exit, R} | drain()];
        {spawn_reply, Id, error, Why} when is_reference(Id) -> [{spawn_reply, Why} | drain()];
        Other -> [Other | drain()]
    after 30 -> []
    end.

monitor_tag() ->
    Id = spawn_request(fun() -> exit(out) end, [{monitor, [{tag, {gone, 1}}]}]),
    Pid = receive {spawn_reply, Id, ok, P} -> P end,
    receive {{gone, 1}, Id, process, Pid, R} -> R after 5000 -> nothing end.

abandon() ->
    A = spawn_request(fun() -> ok end),
    receive {spawn_reply, A, ok, _} -> ok end,
    {spawn_request_abandon(A), spawn_request_abandon(make_ref())}.

many(N) ->
    Ids = [spawn_request(fun() -> exit({n, I}) end, [monitor]) || I <- lists:seq(1, N)],
    [receive {spawn_reply, Id, ok, _} -> ok end || Id <- Ids],
    lists:sum([receive {'DOWN', Id, _, _, {n, I}} -> I end || Id <- Ids]).

refused(Arguments) ->
    try apply(erlang, spawn_request, Arguments) of R -> is_reference(R)
    catch C:R -> {C, R}
    end.
