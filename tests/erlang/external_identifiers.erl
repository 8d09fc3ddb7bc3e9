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
    erlang:display([outcome:class(fun() -> binary_to_term(<<131, B/binary>>) end) || B <- Bad]).

type(T) when is_pid(T) -> pid;
type(T) when is_port(T) -> port;
type(T) when is_reference(T) -> reference;
type(_) -> other.
