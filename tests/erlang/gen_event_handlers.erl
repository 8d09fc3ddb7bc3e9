%% SPDX-License-Identifier: Apache-2.0
%%
%% gen_event: handlers added, called, swapped, deleted, crashing, and supervised by the process that added them.
-module(gen_event_handlers).
-behaviour(gen_event).
-export([main/0, init/1, handle_event/2, handle_call/2, handle_info/2, terminate/2]).

main() ->
    process_flag(trap_exit, true),
    {ok, Pid} = gen_event:start_link(),
    erlang:display({added, [plain(gen_event:add_handler(Pid, H, {H, self()})) || H <- [?MODULE, {?MODULE, a}, {?MODULE, b}]]}),
    erlang:display({which, gen_event:which_handlers(Pid)}),
    gen_event:notify(Pid, {add, 1}),
    gen_event:sync_notify(Pid, {add, 2}),
    Pid ! {add, 4},
    erlang:display({calls, [gen_event:call(Pid, H, get) || H <- [?MODULE, {?MODULE, a}, {?MODULE, b}, {?MODULE, none}]]}),
    erlang:display({removing, gen_event:call(Pid, {?MODULE, b}, remove), told(), gen_event:which_handlers(Pid)}),
    erlang:display({deleted, gen_event:delete_handler(Pid, {?MODULE, a}, why), told(), gen_event:delete_handler(Pid, {?MODULE, a}, why)}),
    erlang:display({swapped, gen_event:swap_handler(Pid, {?MODULE, swapping}, {{?MODULE, c}, {c, self()}}), told(), gen_event:call(Pid, {?MODULE, c}, get)}),
    erlang:display({crashed, crashed(Pid)}),
    erlang:display({supervised, supervised(Pid)}),
    erlang:display({init, [result(gen_event:add_handler(Pid, {?MODULE, x}, I)) || I <- [{fail, crash}, {fail, exit}, {fail, bad}, {fail, error}]]}),
    erlang:display({gone_owner, gone_owner(Pid)}),
    erlang:display({which, gen_event:which_handlers(Pid)}),
    erlang:display({stopped, gen_event:stop(Pid), lists:sort(told_all()), receive {'EXIT', Pid, R} -> R end}),
    erlang:display({names, names()}).

init({fail, crash}) -> error(crash);
init({fail, exit}) -> exit(out);
init({fail, bad}) -> bad;
init({fail, error}) -> {error, no};
init({{Id, Parent}, {swapped, N}}) -> {ok, {Id, Parent, N + 1000}};
init({{Id, Parent}, _}) -> {ok, {Id, Parent, -1}};
init({Id, Parent}) -> {ok, {Id, Parent, 0}}.

handle_event({add, N}, {Id, P, Sum}) -> {ok, {Id, P, Sum + N}};
handle_event(crash, {bad_one, _, N}) -> 1 div N;
handle_event(remove, {Id, _, _}) when Id =:= sup; Id =:= bad_one -> remove_handler;
handle_event(bad, {bad_one, _, _}) -> bad_return;
handle_event(_, S) -> {ok, S}.

handle_call(get, {_, _, N} = S) -> {ok, N, S};
handle_call(remove, {_, _, N}) -> {remove_handler, {last, N}}.

handle_info({add, N}, {Id, P, Sum}) -> {ok, {Id, P, Sum + N}};
handle_info(_, S) -> {ok, S}.

terminate(Why, {Id, P, N}) -> P ! {gone, Id, plain(Why), N}, {swapped, N}.

plain({error, {'EXIT', {R, _}}}) -> {error, R};
plain({stop, P}) when is_pid(P) -> stop;
plain({stop, R}) -> {stop, R};
plain(Why) -> Why.

told() -> receive {gone, Id, Why, N} -> {Id, Why, N} after 100 -> nothing end.
told_all() -> receive {gone, Id, Why, N} -> [{Id, Why, N} | told_all()] after 0 -> [] end.

result({'EXIT', {R, [_ | _]}}) -> {exit, R};
result({'EXIT', R}) -> {exit, R};
result(Other) -> Other.

crashed(Pid) ->
    [begin
         ok = gen_event:add_handler(Pid, {?MODULE, bad_one}, {bad_one, self()}),
         gen_event:sync_notify(Pid, Event),
         T = receive {gone, bad_one, Why, _} -> Why end,
         _ = told_all(),
         {T, gen_event:which_handlers(Pid)}
     end || Event <- [crash, bad, remove]].

%% The adding process is told when its handler goes.
supervised(Pid) ->
    ok = gen_event:add_sup_handler(Pid, {?MODULE, sup}, {sup, self()}),
    gen_event:delete_handler(Pid, {?MODULE, sup}, enough),
    A = receive {gen_event_EXIT, {?MODULE, sup}, Why} -> Why after 1000 -> nothing end,
    _ = told_all(),
    ok = gen_event:add_sup_handler(Pid, {?MODULE, sup}, {sup, self()}),
    gen_event:notify(Pid, remove),
    B = receive {gen_event_EXIT, {?MODULE, sup}, Other} -> Other after 1000 -> nothing end,
    _ = told_all(),
    {A, B}.

gone_owner(Pid) ->
    Self = self(),
    {_, Ref} = spawn_monitor(fun() -> ok = gen_event:add_sup_handler(Pid, {?MODULE, owned}, {owned, Self}), exit(owner_ends) end),
    receive {'DOWN', Ref, _, _, owner_ends} -> ok end,
    receive {gone, owned, Why, _} -> Why after 5000 -> nothing end.

names() ->
    {ok, Pid} = gen_event:start({local, an_event_manager}),
    A = gen_event:start({local, an_event_manager}) =:= {error, {already_started, Pid}},
    ok = gen_event:notify(an_event_manager, nothing_listens),
    B = gen_event:which_handlers(an_event_manager),
    ok = gen_event:stop(an_event_manager),
    {A, B, whereis(an_event_manager)}.
