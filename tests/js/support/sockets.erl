%% SPDX-License-Identifier: Apache-2.0
%% Sockets on the loopback interface; the output is the same on OTP and Linac. `serve/0` and `visit/1` are the two halves of
%% a conversation between two emulators.
-module(sockets).
-export([main/0, main/1, serve/0, visit/1]).

-define(WAIT, 5000).

%% As `./run` calls it.
main([]) -> main();
main(["serve"]) -> serve();
main(["visit", Port]) -> visit([Port]).

%% In a process of its own, since what init starts traps exits.
main() -> spawn(fun run/0), receive after infinity -> ok end.

run() ->
    prepare(),
    [begin
        erlang:display({Name, try F() catch C:R:S -> {C, R, S} end}),
        [] = messages()
     end || {Name, F} <- [
        {echo, fun echo/0}, {passive, fun passive/0}, {active, fun active/0}, {counted, fun counted/0}, {packets, fun packets/0}, {lines, fun lines/0},
        {http, fun http/0}, {headers, fun headers/0}, {large, fun large/0}, {timeouts, fun timeouts/0}, {refused, fun refused/0}, {half_closed, fun half_closed/0}, {names, fun names/0},
        {options, fun options/0}, {many, fun many/0}, {accepts, fun accepts/0}, {owners, fun owners/0}, {closed, fun closed/0}, {in_use, fun in_use/0}, {statistics, fun statistics/0}, {unrecv, fun unrecv/0},
        {inet6, fun inet6/0}, {datagrams, fun datagrams/0}, {active_datagrams, fun active_datagrams/0}, {connected_datagrams, fun connected_datagrams/0}, {resolver, fun resolver/0}, {interfaces, fun interfaces/0}]],
    erlang:halt().

%% What the application kernel does where it is not started.
prepare() ->
    catch ets:new(ac_tab, [set, public, named_table]),
    catch unlink(element(2, inet_db:start())),
    inet_db:set_lookup([file]),
    inet_db:add_host({127, 0, 0, 1}, ["localhost"]).

messages() -> receive M -> [M | messages()] after 0 -> [] end.

next() -> receive M -> M after ?WAIT -> timeout end.

%% A listening socket and its port.
listen(Options) ->
    {ok, L} = gen_tcp:listen(0, [{ip, {127, 0, 0, 1}} | Options]),
    {ok, Port} = inet:port(L),
    {L, Port}.

%% Both ends of a connection; this process owns them.
pair(Server, Client) ->
    {L, Port} = listen(Server),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, Client, ?WAIT),
    {ok, S} = gen_tcp:accept(L, ?WAIT),
    ok = gen_tcp:close(L),
    {S, C}.

%% Those that were active may have heard of the end of others before.
close(Sockets) ->
    [gen_tcp:close(S) || S <- Sockets],
    [receive {tcp_closed, S} -> ok after 0 -> ok end || S <- Sockets],
    ok.

echo() ->
    {L, Port} = listen([binary, {active, false}]),
    spawn_link(fun() -> {ok, S} = gen_tcp:accept(L), repeat(S) end),
    {ok, C} = gen_tcp:connect("localhost", Port, [binary, {active, false}]),
    Answers = [begin ok = gen_tcp:send(C, T), {ok, A} = gen_tcp:recv(C, iolist_size(T)), A end || T <- [<<"hello">>, ["an", [<<" I/O ">>], "list"], binary:copy(<<"x">>, 10)]],
    close([C, L]),
    Answers.

repeat(S) ->
    case gen_tcp:recv(S, 0) of
        {ok, D} -> ok = gen_tcp:send(S, D), repeat(S);
        {error, closed} -> gen_tcp:close(S)
    end.

passive() ->
    {S, C} = pair([binary, {active, false}], [list, {active, false}]),
    ok = gen_tcp:send(C, "0123456789"),
    Parts = [gen_tcp:recv(S, N) || N <- [3, 1, 6]],
    ok = gen_tcp:send(S, <<"list">>),
    List = gen_tcp:recv(C, 4, ?WAIT),
    gen_tcp:close(C),
    End = [gen_tcp:recv(S, 0), gen_tcp:recv(S, 1), gen_tcp:send(S, "x")],
    close([S]),
    {Parts, List, End, gen_tcp:recv(S, 0)}.

active() ->
    {S, C} = pair([binary, {active, once}], [list, {active, true}]),
    ok = gen_tcp:send(C, "first"),
    {tcp, S, First} = next(),
    ok = gen_tcp:send(C, "second"),
    None = receive M -> M after 100 -> none end,
    inet:setopts(S, [{active, once}]),
    {tcp, S, Second} = next(),
    ok = gen_tcp:send(S, <<"back">>),
    {tcp, C, Back} = next(),
    Error = gen_tcp:recv(C, 0),
    gen_tcp:close(S),
    {tcp_closed, C} = next(),
    {First, None, Second, Back, Error, erlang:port_info(C)}.

counted() ->
    {S, C} = pair([binary, {packet, 1}, {active, false}], [binary, {packet, 1}]),
    ok = inet:setopts(S, [{active, 2}]),
    [ok = gen_tcp:send(C, <<N>>) || N <- lists:seq(1, 4)],
    A = [element(1, next()) || _ <- [1, 2, 3]],
    {ok, [{active, Now}]} = inet:getopts(S, [active]),
    ok = inet:setopts(S, [{active, 5}]),
    {ok, _} = inet:getopts(S, [active]),
    B = [element(1, next()) || _ <- [1, 2]],
    {ok, [{active, Left}]} = inet:getopts(S, [active]),
    ok = inet:setopts(S, [{active, -3}]),
    Passive = element(1, next()),
    Bad = inet:setopts(S, [{active, 32767}, {active, 1}]),
    close([S, C]),
    receive {tcp_passive, _} -> ok after 0 -> ok end,
    {A, Now, B, Left, Passive, Bad}.

packets() ->
    [begin
        {S, C} = pair([binary, {packet, P}, {active, false}], [binary, {packet, P}, {active, false}]),
        ok = gen_tcp:send(C, <<"abc">>),
        ok = gen_tcp:send(C, <<>>),
        ok = gen_tcp:send(C, binary:copy(<<"y">>, 200)),
        R = [gen_tcp:recv(S, 0), gen_tcp:recv(S, 0)],
        {ok, B} = gen_tcp:recv(S, 0),
        Long = gen_tcp:send(C, binary:copy(<<"y">>, 300)),
        close([S, C]),
        {P, R, byte_size(B), Long}
     end || P <- [1, 2, 4]].

lines() ->
    {S, C} = pair([list, {packet, line}, {active, false}], [binary, {active, false}]),
    ok = gen_tcp:send(C, <<"one\ntwo\r\nthr">>),
    A = [gen_tcp:recv(S, 0), gen_tcp:recv(S, 0)],
    ok = gen_tcp:send(C, <<"ee\n">>),
    B = gen_tcp:recv(S, 0),
    ok = gen_tcp:send(C, <<"no end">>),
    gen_tcp:close(C),
    D = gen_tcp:recv(S, 0),
    close([S]),
    {A, B, D}.

http() ->
    {S, C} = pair([binary, {packet, http_bin}, {active, once}], [binary, {active, false}]),
    ok = gen_tcp:send(C, <<"GET /a HTTP/1.1\r\nHost: x\r\nX-Y: z\r\n\r\nbody">>),
    Parts = http_parts(S),
    ok = inet:setopts(S, [{packet, raw}]),
    Body = gen_tcp:recv(S, 4),
    close([S, C]),
    {S2, C2} = pair([binary, {packet, http}, {active, false}], [binary]),
    ok = gen_tcp:send(C2, <<"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nnonsense\r\n">>),
    R = [gen_tcp:recv(S2, 0) || _ <- lists:seq(1, 4)],
    close([S2, C2]),
    {Parts, Body, R}.

http_parts(S) ->
    receive
        {http, S, http_eoh} -> [http_eoh];
        {http, S, P} -> inet:setopts(S, [{active, once}]), [P | http_parts(S)]
    after ?WAIT -> timeout
    end.

headers() ->
    {S, C} = pair([binary, {header, 2}, {active, false}], []),
    ok = gen_tcp:send(C, "abcdef"),
    R = gen_tcp:recv(S, 6),
    close([S, C]),
    R.

large() ->
    Size = 5000000,
    {S, C} = pair([binary, {active, false}], [binary, {active, false}]),
    Self = self(),
    Data = binary:copy(<<"0123456789">>, Size div 10),
    spawn_link(fun() -> Self ! {sent, gen_tcp:send(C, Data)} end),
    {ok, Got} = gen_tcp:recv(S, Size),
    Sent = next(),
    close([S, C]),
    {Got =:= Data, Sent}.

timeouts() ->
    {L, _} = listen([]),
    A = [gen_tcp:accept(L, 10), gen_tcp:accept(L, 0)],
    {S, C} = pair([binary, {active, false}], [{active, false}]),
    B = [gen_tcp:recv(S, 0, 10), gen_tcp:recv(S, 5, 0)],
    ok = gen_tcp:send(C, "later"),
    D = gen_tcp:recv(S, 5, ?WAIT),
    close([L, S, C]),
    {A, B, D}.

refused() ->
    {L, Port} = listen([]),
    gen_tcp:close(L),
    {gen_tcp:connect({127, 0, 0, 1}, Port, [], ?WAIT), gen_tcp:connect("localhost", Port, []), gen_tcp:accept(L), inet:port(L)}.

half_closed() ->
    {S, C} = pair([binary, {active, false}, {exit_on_close, false}], [binary, {active, false}]),
    ok = gen_tcp:send(C, "question"),
    ok = gen_tcp:shutdown(C, write),
    Error = gen_tcp:send(C, "more"),
    {ok, Question} = gen_tcp:recv(S, 8),
    End = gen_tcp:recv(S, 0),
    ok = gen_tcp:send(S, "answer"),
    Answer = gen_tcp:recv(C, 6),
    close([S, C]),
    {Error, Question, End, Answer}.

names() ->
    {L, Port} = listen([]),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, []),
    {ok, S} = gen_tcp:accept(L),
    {ok, {Ip, Theirs}} = inet:sockname(C),
    R = {inet:sockname(L) =:= {ok, {{127, 0, 0, 1}, Port}}, inet:peername(C) =:= {ok, {{127, 0, 0, 1}, Port}}, Ip, inet:peername(S) =:= {ok, {Ip, Theirs}}, inet:peername(L)},
    close([L, S, C]),
    R.

options() ->
    {S, C} = pair([binary, {active, false}], [{nodelay, true}, {keepalive, true}]),
    R = {inet:getopts(C, [active, mode, packet, nodelay, keepalive, header, deliver, exit_on_close, send_timeout, high_watermark, low_watermark, linger, reuseaddr]),
         inet:setopts(C, [{nodelay, false}, {packet, 2}, {send_timeout, 100}, list]), inet:getopts(C, [nodelay, packet, send_timeout, mode]),
         inet:setopts(C, [{foo, 1}]), inet:setopts(C, [{packet, 3}]), inet:getopts(C, [foo]), prim_inet:gettype(C), inet:getstat(S, [send_cnt, recv_cnt])},
    close([S, C]),
    R.

many() ->
    {L, Port} = listen([binary, {packet, 2}, {active, false}, {backlog, 100}]),
    spawn_link(fun() -> many_server(L) end),
    Self = self(),
    N = 30,
    [spawn_link(fun() ->
        {ok, C} = gen_tcp:connect({127, 0, 0, 1}, Port, [binary, {packet, 2}, {active, false}]),
        ok = gen_tcp:send(C, integer_to_binary(I)),
        {ok, A} = gen_tcp:recv(C, 0),
        gen_tcp:close(C),
        Self ! {I, A}
     end) || I <- lists:seq(1, N)],
    R = lists:sort([next() || _ <- lists:seq(1, N)]),
    unlink_all(),
    gen_tcp:close(L),
    R =:= [{I, integer_to_binary(I * I)} || I <- lists:seq(1, N)].

unlink_all() -> {links, Ls} = process_info(self(), links), [unlink(P) || P <- Ls, is_pid(P)], ok.

many_server(L) ->
    case gen_tcp:accept(L) of
        {ok, S} ->
            Pid = spawn(fun() ->
                receive go -> ok end,
                {ok, B} = gen_tcp:recv(S, 0),
                I = binary_to_integer(B),
                ok = gen_tcp:send(S, integer_to_binary(I * I)),
                gen_tcp:close(S)
            end),
            ok = gen_tcp:controlling_process(S, Pid),
            Pid ! go,
            many_server(L);
        {error, closed} -> ok
    end.

%% Several processes accept on one socket; one that has ended gets no connection.
accepts() ->
    {L, Port} = listen([binary, {active, false}]),
    Self = self(),
    Dead = spawn(fun() -> gen_tcp:accept(L) end),
    timer:sleep(20),
    exit(Dead, kill),
    Pids = [spawn(fun() -> {ok, S} = gen_tcp:accept(L), Self ! {accepted, self()}, receive after infinity -> S end end) || _ <- [1, 2]],
    timer:sleep(20),
    Cs = [element(2, gen_tcp:connect({127, 0, 0, 1}, Port, [])) || _ <- [1, 2]],
    R = [element(1, next()) || _ <- [1, 2]],
    Waiting = spawn(fun() -> Self ! {late, gen_tcp:accept(L)} end),
    timer:sleep(20),
    gen_tcp:close(L),
    Late = next(),
    false = is_process_alive(Waiting),
    [exit(P, kill) || P <- Pids],
    Ends = [begin {tcp_closed, _} = next(), closed end || _ <- Cs],
    {R, Late, Ends}.

owners() ->
    {S, C} = pair([binary, {active, true}], [binary, {active, false}]),
    Self = self(),
    Pid = spawn(fun() -> Self ! {self(), receive {tcp, _, D} -> D end}, receive stop -> ok end end),
    Other = gen_tcp:controlling_process(C, Pid),
    Wrong = spawn(fun() -> Self ! {wrong, gen_tcp:controlling_process(S, self())} end),
    {wrong, NotOwner} = next(),
    ok = gen_tcp:controlling_process(S, Pid),
    false = is_process_alive(Wrong),
    Pid ! {tcp, S, <<"by hand">>},
    {Pid, D} = next(),
    Pid ! stop,
    timer:sleep(20),
    close([S]),
    {Other, NotOwner, D}.

closed() ->
    {S, C} = pair([binary, {active, false}], [binary, {active, false}]),
    ok = gen_tcp:send(S, "last words"),
    ok = gen_tcp:close(S),
    R = [gen_tcp:recv(C, 10), gen_tcp:recv(C, 0), gen_tcp:recv(C, 0)],
    Active = inet:setopts(C, [{active, true}]),
    Message = case next() of {tcp_closed, C} -> tcp_closed; Else -> Else end,
    {R, Active, Message, inet:setopts(C, [{active, true}])}.

in_use() ->
    {L, Port} = listen([]),
    R = gen_tcp:listen(Port, [{ip, {127, 0, 0, 1}}]),
    gen_tcp:close(L),
    R.

statistics() ->
    {S, C} = pair([binary, {active, false}], [binary]),
    [ok = gen_tcp:send(C, binary:copy(<<"a">>, N)) || N <- [10, 20, 30]],
    {ok, _} = gen_tcp:recv(S, 60),
    R = {inet:getstat(C, [send_cnt, send_max, send_avg, send_oct, send_pend]), inet:getstat(S, [recv_oct]), inet:getstat(S, [foo])},
    close([S, C]),
    R.

unrecv() ->
    {S, C} = pair([binary, {active, false}], [binary]),
    ok = gen_tcp:send(C, "cd"),
    {ok, <<"c">>} = gen_tcp:recv(S, 1),
    ok = gen_tcp:unrecv(S, <<"abc">>),
    R = gen_tcp:recv(S, 4),
    close([S, C]),
    R.

inet6() ->
    case gen_tcp:listen(0, [inet6, binary, {active, false}, {ip, {0, 0, 0, 0, 0, 0, 0, 1}}]) of
        {ok, L} ->
            {ok, Port} = inet:port(L),
            {ok, C} = gen_tcp:connect({0, 0, 0, 0, 0, 0, 0, 1}, Port, [inet6, binary]),
            {ok, S} = gen_tcp:accept(L),
            ok = gen_tcp:send(C, "six"),
            R = {gen_tcp:recv(S, 3), inet:peername(C) =:= {ok, {{0, 0, 0, 0, 0, 0, 0, 1}, Port}}},
            close([L, S, C]),
            R;
        {error, _} -> {{ok, <<"six">>}, true}
    end.

udp(Options) ->
    {ok, S} = gen_udp:open(0, [{ip, {127, 0, 0, 1}} | Options]),
    {ok, Port} = inet:port(S),
    {S, Port}.

datagrams() ->
    {A, PortA} = udp([binary, {active, false}]),
    {B, PortB} = udp([list, {active, false}]),
    ok = gen_udp:send(A, {127, 0, 0, 1}, PortB, "one"),
    ok = gen_udp:send(A, "localhost", PortB, [<<"tw">>, "o"]),
    R1 = [begin {ok, {Ip, P, D}} = gen_udp:recv(B, 0, ?WAIT), {Ip, P =:= PortA, D} end || _ <- [1, 2]],
    ok = gen_udp:send(B, {{127, 0, 0, 1}, PortA}, <<"three">>),
    {ok, {_, PortB, D3}} = gen_udp:recv(A, 2, ?WAIT),
    Timeout = gen_udp:recv(A, 0, 10),
    ok = gen_udp:send(B, {127, 0, 0, 1}, PortA, <<>>),
    {ok, {_, _, D4}} = gen_udp:recv(A, 0),
    Long = gen_udp:send(A, {127, 0, 0, 1}, PortB, binary:copy(<<"x">>, 70000)),
    gen_udp:close(A),
    gen_udp:close(B),
    {R1, D3, Timeout, D4, Long}.

active_datagrams() ->
    {A, PortA} = udp([binary, {active, true}]),
    {B, PortB} = udp([binary, {active, once}]),
    ok = gen_udp:send(A, {127, 0, 0, 1}, PortB, "x"),
    {udp, B, {127, 0, 0, 1}, PortA, X} = next(),
    ok = gen_udp:send(A, {127, 0, 0, 1}, PortB, "y"),
    None = receive M -> M after 50 -> none end,
    inet:setopts(B, [{active, 1}]),
    {udp, B, _, _, Y} = next(),
    {udp_passive, B} = next(),
    ok = gen_udp:send(B, {127, 0, 0, 1}, PortA, "z"),
    {udp, A, _, PortB, Z} = next(),
    gen_udp:close(A),
    gen_udp:close(B),
    {X, None, Y, Z}.

connected_datagrams() ->
    {A, _} = udp([binary, {active, false}]),
    {B, PortB} = udp([binary, {active, false}]),
    ok = gen_udp:connect(A, {127, 0, 0, 1}, PortB),
    ok = gen_udp:send(A, "there"),
    {ok, {_, _, D}} = gen_udp:recv(B, 0, ?WAIT),
    R = {D, inet:peername(A) =:= {ok, {{127, 0, 0, 1}, PortB}}, inet:peername(B)},
    gen_udp:close(A),
    gen_udp:close(B),
    R.

resolver() ->
    {ok, Host} = inet:gethostname(),
    {inet:getaddr("localhost", inet), inet:getaddr("127.0.0.1", inet), element(1, inet:gethostbyname("localhost")), inet:getaddr("no.such.host.invalid", inet), is_list(Host),
     inet:getservbyname(http, tcp), inet:getservbyport(25, tcp), inet:getservbyname(nonesuch, tcp)}.

interfaces() ->
    {ok, All} = inet:getifaddrs(),
    [{addr, {127, 0, 0, 1}}] =:= [A || {_, Os} <- All, {addr, {127, _, _, _}} = A <- Os].

%% Prints its port and answers one visitor.
serve() ->
    prepare(),
    {L, Port} = listen([binary, {packet, 4}, {active, false}]),
    erlang:display(Port),
    {ok, S} = gen_tcp:accept(L, ?WAIT * 4),
    {ok, B} = gen_tcp:recv(S, 0),
    ok = gen_tcp:send(S, term_to_binary({seen, binary_to_term(B)})),
    {error, closed} = gen_tcp:recv(S, 0),
    erlang:halt().

visit([Port]) when is_atom(Port) -> visit([atom_to_list(Port)]);
visit([Port]) ->
    prepare(),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, list_to_integer(Port), [binary, {packet, 4}]),
    ok = gen_tcp:send(C, term_to_binary(#{list => lists:seq(1, 1000)})),
    {tcp, C, B} = next(),
    {seen, #{list := L}} = binary_to_term(B),
    erlang:display(length(L)),
    gen_tcp:close(C),
    erlang:halt().
