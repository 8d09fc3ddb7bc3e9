%% SPDX-License-Identifier: Apache-2.0
%% Pids, ports and references in external form: this node's, and those of others, which are terms like any other: told
%% by type tests, compared, used as keys, sent, written again.
-module(external_identifiers).
-export([main/0]).

main() ->
    Self = self(),
    Ref = make_ref(),
    erlang:display([binary_to_term(term_to_binary(T)) =:= T || T <- [Self, Ref, {Self, [Ref]}, #{Ref => Self}]]),
    binary_to_term(term_to_binary(Self)) ! {hello, binary_to_term(term_to_binary(Ref))},
    receive {hello, Ref} -> erlang:display(received) end,
    {Pid, Monitor} = spawn_monitor(fun() -> receive stop -> ok end end),
    erlang:display(is_process_alive(binary_to_term(term_to_binary(Pid)))),
    binary_to_term(term_to_binary(Pid)) ! stop,
    Copy = binary_to_term(term_to_binary(Monitor)),
    receive {'DOWN', Copy, process, Pid, Why} -> erlang:display(Why) end,
    <<131, 88, 100, 13:16, "nonode@nohost", _:64, 0:32>> = term_to_binary(Self),
    <<131, 90, 3:16, 100, 13:16, "nonode@nohost", 0:32, _:96>> = term_to_binary(Ref),
    Node = <<119, 5, "a@b.c">>,
    Bytes = [<<88, Node/binary, 5:32, 6:32, 7:32>>, <<103, Node/binary, 5:32, 6:32, 3>>, <<88, 100, 3:16, "a@b", 1:32, 0:32, 1:32>>,
             <<89, Node/binary, 5:32, 7:32>>, <<102, Node/binary, 5:32, 3>>, <<120, Node/binary, 5:64, 7:32>>, <<120, Node/binary, -1:64, 7:32>>,
             <<90, 3:16, Node/binary, 7:32, 1:32, 2:32, 3:32>>, <<90, 1:16, Node/binary, 7:32, 1:32>>, <<90, 5:16, Node/binary, 7:32, 1:32, 2:32, 3:32, 4:32, 5:32>>,
             <<114, 3:16, Node/binary, 3, 1:32, 2:32, 3:32>>, <<101, Node/binary, 1:32, 3>>, <<88, 119, 13, "nonode@nohost", 5:32, 0:32, 0:32>>,
             <<103, 119, 13, "nonode@nohost", 5:32, 0:32, 0>>, <<88, 119, 13, "nonode@nohost", 5:32, 0:32, 9:32>>, <<90, 3:16, 119, 13, "nonode@nohost", 0:32, 1:32, 2:32, 3:32>>],
    Terms = [binary_to_term(<<131, B/binary>>) || B <- Bytes],
    erlang:display([{is_pid(T), is_port(T), is_reference(T), is_atom(T), is_tuple(T)} || T <- Terms]),
    erlang:display([type(T) || T <- Terms]),
    erlang:display([node(T) || T <- Terms]),
    erlang:display([term_to_binary(T, [{minor_version, 2}]) || T <- Terms]),
    erlang:display([binary_to_term(term_to_binary(T)) =:= T || T <- Terms]),
    erlang:display([[A =:= B || B <- Terms] || A <- Terms]),
    erlang:display(maps:get(lists:nth(8, Terms), maps:from_list(lists:zip(Terms, lists:seq(1, length(Terms)))))),
    erlang:display([erlang:external_size(T) - byte_size(term_to_binary(T)) || T <- Terms]),
    erlang:display([T < {} || T <- Terms]),
    Me = self(),
    spawn(fun() -> Me ! {copy, Terms} end),
    receive {copy, Sent} -> erlang:display(Sent =:= Terms) end,
    Bad = [<<103, Node/binary, 5:32, 6:32, 4>>, <<102, Node/binary, 5:32, 4>>, <<101, Node/binary, 1:32, 4>>, <<101, Node/binary, (1 bsl 18):32, 0>>,
           <<114, 1:16, Node/binary, 3, (1 bsl 18):32>>, <<90, 6:16, Node/binary, 7:32, 0:192>>, <<90, 3:16, Node/binary, 7:32, 1:32, 2:32>>, <<88, Node/binary, 5:32>>,
           <<88, 97, 1, 5:32, 6:32, 7:32>>, <<120, Node/binary, 5:64>>],
    erlang:display([outcome:class(fun() -> binary_to_term(<<131, B/binary>>) end) || B <- Bad]),
    order().

%% What several nodes, and several lives of one, have: their order, and which of them are the same.
order() ->
    Nodes = [{Name, Creation} || Name <- ["a@x", "nonode@nohost", "z@y"], Creation <- [0, 1, 2]],
    Pids = [<<131, 88, (node_name(Name))/binary, Id:32, Serial:32, Creation:32>> || {Name, Creation} <- Nodes, {Id, Serial} <- [{3, 0}, {200, 0}, {3, 1}, {200, 2}]],
    Ports = [<<131, 120, (node_name(Name))/binary, Id:64, Creation:32>> || {Name, Creation} <- Nodes, Id <- [3, 200, 1 bsl 27]],
    Refs = [<<131, 90, (length(Numbers)):16, (node_name(Name))/binary, Creation:32, << <<N:32>> || N <- Numbers>>/binary>> || {Name, Creation} <- Nodes, Creation > 0,
               Numbers <- [[5], [5, 0], [5, 0, 0], [4, 0, 1], [6, 3], [5, 7, 0], [1, 7, 0], [9, 3, 2], [9, 3, 2, 0, 0], [200000, 3, 2], [1, 2, 3, 4], [1, 2, 3, 4, 5]]],
    [begin
         Numbered = lists:zip([binary_to_term(B) || B <- Binaries], lists:seq(1, length(Binaries))),
         erlang:display([N || {_, N} <- lists:keysort(1, Numbered)]),
         erlang:display([{N, M, erlang:phash2(A) =:= erlang:phash2(B), maps:is_key(A, #{B => v}), A == B} || {A, N} <- Numbered, {B, M} <- Numbered, N < M, A =:= B]),
         Map = maps:from_list([Pair || Pair <- Numbered, Binaries =/= Refs]),
         true = Binaries =:= Refs orelse [N || {Key, N} <- Numbered, maps:get(Key, Map) =/= N] =:= [],
         true = lists:all(fun({A, B}) -> (A < B) =:= (B > A) end, [{A, B} || {A, _} <- Numbered, {B, _} <- Numbered])
     end || Binaries <- [Pids, Ports, Refs]].

node_name(Name) -> <<119, (length(Name)), (list_to_binary(Name))/binary>>.

type(T) when is_pid(T) -> pid;
type(T) when is_port(T) -> port;
type(T) when is_reference(T) -> reference;
type(_) -> other.
