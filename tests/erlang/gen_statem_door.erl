%% SPDX-License-Identifier: Apache-2.0
%%
%% gen_statem: states as functions, events postponed and inserted, all kinds of timeouts, enter calls, replies later.
-module(gen_statem_door).
-behaviour(gen_statem).
-export([main/0, init/1, callback_mode/0, locked/3, open/3, closed/3, terminate/3]).

main() ->
    process_flag(trap_exit, true),
    {ok, Pid} = gen_statem:start_link(?MODULE, {self(), [1, 2, 3]}, []),
    erlang:display({first, gen_statem:call(Pid, state)}),
    erlang:display({wrong, [gen_statem:call(Pid, {digit, D}) || D <- [1, 2, 4]]}),
    erlang:display({right, [gen_statem:call(Pid, {digit, D}) || D <- [1, 2, 3]]}),
    erlang:display({opened, gen_statem:call(Pid, open), gen_statem:call(Pid, state)}),
    erlang:display({postponed, postponed(Pid)}),
    erlang:display({internal, gen_statem:call(Pid, internal)}),
    erlang:display({entered, gen_statem:call(Pid, entered)}),
    erlang:display({timeouts, timeouts(Pid)}),
    erlang:display({repeat, gen_statem:call(Pid, repeat), gen_statem:call(Pid, entered)}),
    erlang:display({call_timeout, try gen_statem:call(Pid, nothing, 10) catch exit:{R, _} -> R end}),
    erlang:display({requests, gen_statem:wait_response(gen_statem:send_request(Pid, state), 5000)}),
    gen_statem:cast(Pid, {stop, {shutdown, done}}),
    erlang:display({stopped, receive {'EXIT', Pid, Why} -> Why end, receive {terminated, T} -> T end}),
    erlang:display({crash, crash()}),
    erlang:display({init, gen_statem:start(?MODULE, {stop, a}, []), gen_statem:start(?MODULE, ignore, [])}).

callback_mode() -> [state_functions, state_enter].

init({stop, R}) -> {stop, R};
init(ignore) -> ignore;
init({Parent, Code}) -> {ok, locked, #{parent => Parent, code => Code, entered => [], typed => []}}.

note(State, Data) -> {keep_state, Data#{entered := [State | map_get(entered, Data)]}}.

locked(enter, From, Data) -> note({locked, From}, Data#{typed := []});
locked({call, From}, {digit, D}, #{typed := Typed, code := Code} = Data) ->
    case lists:reverse([D | Typed]) of
        Code -> {next_state, closed, Data, {reply, From, unlocked}};
        All when length(All) < length(Code) -> {keep_state, Data#{typed := [D | Typed]}, [{reply, From, more}]};
        _ -> {repeat_state, Data, {reply, From, wrong}}
    end;
locked({call, _}, wait_until_open, _) -> {keep_state_and_data, postpone};
locked(Type, Content, Data) -> any(Type, Content, ?FUNCTION_NAME, Data).

closed(enter, From, Data) -> note({closed, From}, Data);
closed({call, From}, open, Data) -> {next_state, open, Data, {reply, From, creak}};
closed({call, From}, lock, Data) -> {next_state, locked, Data, {reply, From, click}};
closed({call, _}, wait_until_open, _) -> {keep_state_and_data, postpone};
closed(state_timeout, open_up, Data) -> {next_state, open, Data};
closed(timeout, event, #{parent := P}) -> P ! event_timeout, keep_state_and_data;
closed({timeout, Name}, Content, #{parent := P}) -> P ! {named_timeout, Name, Content}, keep_state_and_data;
closed({call, From}, {start, Actions}, _) -> {keep_state_and_data, [{reply, From, started} | Actions]};
closed(Type, Content, Data) -> any(Type, Content, ?FUNCTION_NAME, Data).

open(enter, From, Data) -> note({open, From}, Data);
open({call, From}, close, Data) -> {next_state, closed, Data, {reply, From, bang}};
open({call, From}, wait_until_open, _) -> {keep_state_and_data, {reply, From, it_is_open}};
open({call, From}, internal, Data) ->
    {next_state, closed, Data#{steps => []}, [{next_event, internal, {step, 1}}, {next_event, internal, {step, 2}}, {next_event, internal, {finish, From}}]};
open(Type, Content, Data) -> any(Type, Content, ?FUNCTION_NAME, Data).

any({call, From}, state, State, _) -> {keep_state_and_data, {reply, From, State}};
any({call, From}, entered, _, #{entered := E} = Data) -> {keep_state, Data#{entered := []}, {reply, From, lists:reverse(E)}};
any({call, From}, repeat, _, Data) -> {repeat_state, Data, {reply, From, again}};
any({call, _}, nothing, _, _) -> keep_state_and_data;
any({call, _}, crash, _, _) -> error(crashed);
any(internal, {step, N}, State, #{steps := S} = Data) -> {keep_state, Data#{steps := [{State, N} | S]}};
any(internal, {finish, From}, _, #{steps := S} = Data) -> {keep_state, maps:remove(steps, Data), {reply, From, lists:reverse(S)}};
any(cast, {stop, Why}, _, _) -> {stop, Why};
any(info, Message, State, #{parent := P}) -> P ! {info, State, Message}, keep_state_and_data.

terminate(Reason, State, #{parent := P}) -> P ! {terminated, {State, case Reason of {R, [_ | _]} -> R; R -> R end}}.

%% The event waits for a state that takes it.
postponed(Pid) ->
    bang = gen_statem:call(Pid, close),
    Id = gen_statem:send_request(Pid, wait_until_open),
    A = gen_statem:wait_response(Id, 10),
    click = gen_statem:call(Pid, lock),
    B = gen_statem:wait_response(Id, 10),
    [gen_statem:call(Pid, {digit, D}) || D <- [1, 2, 3]],
    creak = gen_statem:call(Pid, open),
    {A, B, gen_statem:wait_response(Id, 5000)}.

timeouts(Pid) ->
    started = gen_statem:call(Pid, {start, [{{timeout, a}, 10, content_a}, {{timeout, b}, 100000, content_b}, {{timeout, c}, 100000, content_c}]}),
    A = receive {named_timeout, a, X} -> X after 5000 -> nothing end,
    started = gen_statem:call(Pid, {start, [{{timeout, b}, cancel}, {{timeout, c}, update, new_content}, {{timeout, d}, 0, content_d}]}),
    D = receive {named_timeout, d, Y} -> Y after 5000 -> nothing end,
    started = gen_statem:call(Pid, {start, [{{timeout, c}, 5, content_e}]}),
    C = receive {named_timeout, c, Z} -> Z after 5000 -> nothing end,
    started = gen_statem:call(Pid, {start, [{timeout, 5, event}]}),
    E = receive event_timeout -> event after 5000 -> nothing end,
    started = gen_statem:call(Pid, {start, [{state_timeout, 5, open_up}]}),
    S = until(Pid, open, 1000),
    bang = gen_statem:call(Pid, close),
    Pid ! hello,
    I = receive {info, State, M} -> {State, M} end,
    {A, D, C, E, S, I}.

until(_, _, 0) -> never;
until(Pid, State, N) ->
    case gen_statem:call(Pid, state) of
        State -> State;
        _ -> receive after 5 -> until(Pid, State, N - 1) end
    end.

crash() ->
    {ok, Pid} = gen_statem:start(?MODULE, {self(), []}, []),
    Answer = try gen_statem:call(Pid, crash) catch exit:{{R, _}, _} -> R end,
    {Answer, receive {terminated, T} -> T end}.
