%% SPDX-License-Identifier: Apache-2.0
%%
%% gen_statem with handle_event: a vending machine, a phone, a connection that retries, a parser, traffic lights.
-module(gen_statem_machines).
-behaviour(gen_statem).
-export([main/0, init/1, callback_mode/0, handle_event/4]).

main() ->
    erlang:display({vending, run({vending}, [{coin, 50}, {buy, tea}, {coin, 100}, {buy, tea}, refund, {buy, tea}, {coin, 30}, refund])}),
    erlang:display({phone, run({phone}, [dial, lift, {digit, 1}, {digit, 2}, dial, hang_up, lift, hang_up, dial])}),
    erlang:display({parser, run({parser}, [{char, C} || C <- "(a(bc)d)"] ++ [result])}),
    erlang:display({lights, run({lights}, [tick || _ <- lists:seq(1, 7)])}),
    erlang:display({connection, connection()}),
    erlang:display({nested, run({nested}, [up, up, {set, x}, down, get, down, get])}).

run(Machine, Events) ->
    {ok, Pid} = gen_statem:start(?MODULE, Machine, []),
    R = [gen_statem:call(Pid, E) || E <- Events],
    gen_statem:stop(Pid),
    R.

callback_mode() -> handle_event_function.

init({vending}) -> {ok, {vending, 0}, #{tea => 80}};
init({phone}) -> {ok, on_hook, []};
init({parser}) -> {ok, {parser, 0}, [[]]};
init({lights}) -> {ok, {light, red}, 0};
init({nested}) -> {ok, [base], #{}};
init({connection, Main, Fails}) -> {ok, disconnected, {Main, Fails, 1}, {state_timeout, 1, connect}}.

handle_event({call, F}, {coin, N}, {vending, Sum}, _) -> {next_state, {vending, Sum + N}, #{tea => 80}, {reply, F, Sum + N}};
handle_event({call, F}, {buy, What}, {vending, Sum}, Prices) ->
    case map_get(What, Prices) of
        P when P =< Sum -> {next_state, {vending, Sum - P}, Prices, {reply, F, What}};
        P -> {keep_state_and_data, {reply, F, {missing, P - Sum}}}
    end;
handle_event({call, F}, refund, {vending, Sum}, D) -> {next_state, {vending, 0}, D, {reply, F, {back, Sum}}};

handle_event({call, F}, lift, on_hook, D) -> {next_state, dialling, D, {reply, F, tone}};
handle_event({call, F}, {digit, N}, dialling, D) -> {keep_state, [N | D], {reply, F, {so_far, lists:reverse([N | D])}}};
handle_event({call, F}, dial, dialling, [_ | _] = D) -> {next_state, talking, [], {reply, F, {connected, lists:reverse(D)}}};
handle_event({call, F}, hang_up, S, _) when S =:= dialling; S =:= talking -> {next_state, on_hook, [], {reply, F, silence}};
handle_event({call, F}, dial, _, _) -> {keep_state_and_data, {reply, F, nothing}};

handle_event({call, F}, {char, $(}, {parser, N}, Stack) -> {next_state, {parser, N + 1}, [[] | Stack], {reply, F, N + 1}};
handle_event({call, F}, {char, $)}, {parser, N}, [Top, Below | Stack]) ->
    {next_state, {parser, N - 1}, [[lists:reverse(Top) | Below] | Stack], {reply, F, N - 1}};
handle_event({call, F}, {char, C}, {parser, N}, [Top | Stack]) -> {keep_state, [[list_to_atom([C]) | Top] | Stack], {reply, F, N}};
handle_event({call, F}, result, {parser, 0}, [Top]) -> {keep_state_and_data, {reply, F, lists:reverse(Top)}};

handle_event({call, F}, tick, {light, Colour}, N) ->
    Next = case Colour of red -> green; green -> amber; amber -> red end,
    {next_state, {light, Next}, N + 1, [{reply, F, {Next, N + 1}}]};

handle_event({call, F}, up, Levels, D) -> {next_state, [length(Levels) | Levels], D, {reply, F, length(Levels)}};
handle_event({call, F}, down, [_ | Levels], D) -> {next_state, Levels, D, {reply, F, length(Levels)}};
handle_event({call, F}, {set, V}, [L | _], D) -> {keep_state, D#{L => V}, {reply, F, L}};
handle_event({call, F}, get, [L | _], D) -> {keep_state_and_data, {reply, F, maps:get(L, D, {none_at, L})}};

%% Each try comes later than the one before.
handle_event(state_timeout, connect, disconnected, {Main, 0, Wait}) -> Main ! {connected, Wait}, {next_state, connected, Main, {{timeout, idle}, 5, idle}};
handle_event(state_timeout, connect, disconnected, {Main, N, Wait}) ->
    Main ! {failed, Wait},
    {repeat_state, {Main, N - 1, Wait * 2}, {state_timeout, Wait * 2, connect}};
handle_event({timeout, idle}, idle, connected, Main) -> Main ! idle, {stop, normal}.

connection() ->
    {ok, Pid} = gen_statem:start(?MODULE, {connection, self(), 3}, []),
    Ref = monitor(process, Pid),
    (fun Log() -> receive {'DOWN', Ref, _, _, R} -> [R]; M -> [M | Log()] after 5000 -> [nothing] end end)().
