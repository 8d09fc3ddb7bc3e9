%% SPDX-License-Identifier: Apache-2.0
%%
%% spawn_request: which answers come for which options, what is refused at once, and other nodes.
-module(process_spawn_request).
-export([main/0, run/1]).

main() ->
    [erlang:display({Options, request(Options)}) || Options <- options()],
    erlang:display({abandoned, spawn_request_abandon(make_ref())}),
    [erlang:display(refused(F, A)) || {F, A} <- bad_calls()],
    erlang:display({many_arguments, many_arguments()}),
    erlang:display({elsewhere, [elsewhere(Options) || Options <- [[], [monitor], [{reply_tag, {x}}], [{reply, no}], [bad]]]}),
    erlang:display({here, answers(spawn_request(node(), ?MODULE, run, [1], [monitor]))}),
    erlang:display({linked, linked()}),
    erlang:display({monitored, monitored()}).

run(Result) -> Result.

options() ->
    [[], [monitor], [{reply, no}], [{reply, error_only}], [{reply, success_only}], [{reply, yes}],
     [{reply, success_only}, foo], [foo], [foo, {reply, no}], [{reply, no}, foo], [{reply, maybe}], [{reply_tag, {a, "b"}}],
     [{monitor, []}], [{monitor, [{tag, {x, "y", 1.5}}]}], [{monitor, [{alias, reply_demonitor}]}], [{monitor, x}],
     [{monitor, [{tag, x}, y]}], [{monitor, []}, {monitor, [{tag, t}]}], [{monitor, [{tag, t}]}, monitor],
     [{reply, no}, {reply, yes}], [{reply_tag, 1}, {reply_tag, 2}], [{priority, high}], [{priority, foo}],
     [{min_heap_size, 500}, {message_queue_data, off_heap}], [{min_heap_size, -1}], [{message_queue_data, nowhere}]].

request(Options) ->
    answers(spawn_request(fun() -> ok end, Options)).

answers(Request) ->
    receive
        Message -> [[named(Request, Element) || Element <- tuple_to_list(Message)] | answers(Request)]
    after 20 -> []
    end.

named(Request, Request) -> request;
named(_, Pid) when is_pid(Pid) -> pid;
named(_, Reference) when is_reference(Reference) -> reference;
named(_, Term) -> Term.

bad_calls() ->
    [{spawn_request, [a, b, [], x]}, {spawn_request, [a, b, [c | d], []]}, {spawn_request, [a, b, [], [link | x]]}, {spawn_request, [1, b, [], []]},
     {spawn_request, [fun(X) -> X end]}, {spawn_request, [fun() -> ok end, link]}, {spawn_request_abandon, [x]}, {spawn_opt, [fun() -> ok end, [{monitor, foo}]]},
     {spawn_opt, [a, b, [], [nothing]]}, {spawn_opt, [a, b, [], [{priority, urgent}]]}, {spawn_opt, [a, b, c, []]}].

refused(Function, Arguments) ->
    try apply(erlang, Function, Arguments) of
        _ -> {Function, accepted}
    catch
        Class:Reason:Stack ->
            [{erlang, Name, Shown, Where} | _] = Stack,
            {Function, Class, Reason, Name, length(Shown), Where}
    end.

many_arguments() ->
    {Pid, Monitor} = spawn_monitor(?MODULE, run, lists:seq(1, 300)),
    receive {'DOWN', Monitor, process, Pid, {Reason, [{?MODULE, run, Arguments, []}]}} -> {Reason, length(Arguments)} end.

elsewhere(Options) ->
    answers(spawn_request('other@nowhere', ?MODULE, run, [1], Options)).

linked() ->
    process_flag(trap_exit, true),
    Request = spawn_request(erlang, exit, [gone], [link]),
    Got = answers(Request),
    process_flag(trap_exit, false),
    Got.

%% Aliases and tags come with monitors of spawn_opt, too.
monitored() ->
    {_, One} = spawn_opt(fun() -> exit(one) end, [{monitor, [{tag, {down, "one"}}]}]),
    {_, Two} = spawn_opt(fun() -> receive {reply_to, Alias} -> Alias ! {answer, 2} end end, [{monitor, [{alias, explicit_unalias}]}]),
    {answers(One), unalias(Two), unalias(Two)}.
