%% SPDX-License-Identifier: Apache-2.0
%%
%% A file whose name is not Latin-1, a module with a chunk that holds no term, a pid of an earlier creation of this node.
-module(strange_names).
-export([main/0, fails/1]).

main() ->
    erlang:display(try fails(outcome:id(1)) catch error:_:Stack -> hd(Stack) end),
    erlang:display({bad_chunk, load(fun(Chunks) -> lists:keystore("Attr", 1, Chunks, {"Attr", <<"bad_attribute_chunk">>}) end)}),
    erlang:display({good_chunks, load(fun(Chunks) -> Chunks end)}),
    other_creation().

load(Change) ->
    {ok, strange_module, Binary} = compile:forms([{attribute, 1, module, strange_module}, {eof, 2}], []),
    {ok, strange_module, Chunks} = beam_lib:all_chunks(Binary),
    {ok, Module} = beam_lib:build_module(Change(Chunks)),
    erlang:load_module(strange_module, Module).

other_creation() ->
    Bytes = term_to_binary(self()),
    Size = byte_size(Bytes) - 1,
    <<Start:Size/binary, Last>> = Bytes,
    Other = binary_to_term(<<Start/binary, (Last + 1)>>),
    erlang:display({other, is_pid(Other), Other =:= self(), node(Other) =:= node()}),
    Reference = erlang:monitor(process, Other),
    receive {'DOWN', Reference, process, Other, Why} -> erlang:display(Why) after 1000 -> erlang:display(nothing) end,
    Tagged = erlang:monitor(process, Other, [{tag, gone}]),
    receive {gone, Tagged, process, Other, Why1} -> erlang:display(Why1) after 1000 -> erlang:display(nothing) end,
    erlang:display({sent, Other ! message}),
    Port = hd(erlang:ports() ++ [other_port()]),
    OtherPort = other_port(),
    PortMonitor = erlang:monitor(port, OtherPort),
    receive {'DOWN', PortMonitor, port, OtherPort, Why2} -> erlang:display(Why2) after 1000 -> erlang:display(nothing) end,
    erlang:display({ports, is_port(Port), is_port(OtherPort)}),
    written([Other, other_port(), elsewhere(term_to_binary(self())), elsewhere(term_to_binary(make_ref()))]).

%% A port of another creation of this node; and what is as far away as another node.
other_port() -> binary_to_term(<<131, 89, 100, 13:16, "nonode@nohost", 4711:32, 77:32>>).

elsewhere(Bytes) -> binary_to_term(binary:replace(Bytes, <<"nonode@nohost">>, <<"anode@another">>)).

%% The numbers of nodes are each system's own.
written(Terms) ->
    Texts = [if is_pid(T) -> pid_to_list(T); is_port(T) -> port_to_list(T); true -> ref_to_list(T) end || T <- Terms],
    erlang:display([{lists:takewhile(fun(C) -> C =/= $< end, Text), length(string:split(Text, ".", all))} || Text <- Texts]),
    erlang:display([iolist_to_binary(io_lib:format("~p", [T])) =:= list_to_binary(Text) || {T, Text} <- lists:zip(Terms, Texts)]).

-file("/a/\x{2620}\x{e4}.erl", 1).

fails(X) -> {X} = X.
