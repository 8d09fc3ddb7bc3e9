%% SPDX-License-Identifier: Apache-2.0
%%
%% A supervised application that is started, crashed, restarted, upgraded and stopped; its log goes to standard output.
-module(shop).
-behaviour(application).
-export([start/2, stop/1, main/0]).

start(normal, []) ->
    shop_sup:start_link().

stop(_) ->
    io:format("the shop has stopped~n").

%% What the test runs.
main() ->
    ok = logger:set_handler_config(default, formatter, {logger_formatter, #{single_line => false, template => [level, ": ", msg, "\n"]}}),
    ok = logger:set_primary_config(level, info),
    ok = application:start(shop),
    say("stock ~p~n", [shop_stock:count()]),
    ok = shop_door:push(),
    say("door ~p~n", [shop_door:state()]),
    ok = shop_stock:take(),
    say("stock ~p~n", [shop_stock:count()]),
    crash(),
    %% The table belongs to the supervisor, so the stock is what it was.
    say("stock ~p~n", [shop_stock:count()]),
    upgrade(),
    say("~p~n", [[Id || {Id, _, _, _} <- lists:sort(supervisor:which_children(shop_sup))]]),
    ok = logger_std_h:filesync(default),
    ok = application:stop(shop),
    ok = logger_std_h:filesync(default),
    undefined = whereis(shop_sup),
    init:stop().

%% Behind all that has been logged before.
say(Format, Values) ->
    ok = logger_std_h:filesync(default),
    io:format(Format, Values).

crash() ->
    Old = whereis(shop_stock),
    Monitor = monitor(process, Old),
    {'EXIT', _} = (catch shop_stock:break()),
    receive {'DOWN', Monitor, process, Old, _} -> ok end,
    wait_for_other(Old).

wait_for_other(Old) ->
    case whereis(shop_stock) of
        New when is_pid(New), New =/= Old -> ok;
        _ -> timer:sleep(1), wait_for_other(Old)
    end.

%% A new version of the door, made here, that counts in tens.
upgrade() ->
    Path = code:which(shop_door),
    {ok, {_, [{abstract_code, {_, Forms}}]}} = beam_lib:chunks(Path, [abstract_code]),
    New = [case Form of
               {function, A, step, 0, [{clause, B, [], [], _}]} ->
                   {function, A, step, 0, [{clause, B, [], [], [{integer, B, 10}]}]};
               _ ->
                   Form
           end || Form <- Forms],
    {ok, shop_door, Binary} = compile:forms(New, [debug_info]),
    sys:suspend(shop_door),
    {module, shop_door} = code:load_binary(shop_door, Path, Binary),
    ok = sys:change_code(shop_door, shop_door, "1", []),
    sys:resume(shop_door),
    ok = shop_door:push(),
    say("door ~p~n", [shop_door:state()]).
