%% SPDX-License-Identifier: Apache-2.0
%%
%% Trace flag garbage_collection: a message at the beginning and one at the end of each collection.
-module(trace_collections).
-export([main/0]).

-ifdef(SMALL).
-define(PAIRS, 300).
-else.
-define(PAIRS, 20000).
-endif.

main() ->
    Pid = spawn(fun loop/0),
    erlang:trace(Pid, true, [garbage_collection]),
    erlang:garbage_collect(Pid),
    Major = collect(Pid),
    erlang:display({major, lists:usort([Tag || {trace, P, Tag, _} <- Major, P =:= Pid])}),
    erlang:display({items, lists:usort([[{Name, is_integer(Size)} || {Name, Size} <- Info] || {trace, _, _, Info} <- Major])}),
    erlang:trace(Pid, false, [garbage_collection]),
    erlang:garbage_collect(Pid),
    erlang:display({off, collect(Pid)}),
    erlang:trace(Pid, true, [garbage_collection]),
    Pid ! {build, self()},
    receive {built, N} -> erlang:display({built, N}) end,
    Tags = [Tag || {trace, _, Tag, _} <- collect(Pid)],
    erlang:display({pairs, pairs(Tags)}),
    erlang:display({minor, lists:member(gc_minor_start, Tags)}).

%% Each beginning is followed by its end.
pairs([gc_minor_start, gc_minor_end | Tags]) -> pairs(Tags);
pairs([gc_major_start, gc_major_end | Tags]) -> pairs(Tags);
pairs(Rest) -> Rest.

collect(Pid) ->
    Ref = erlang:trace_delivered(Pid),
    receive {trace_delivered, Pid, Ref} -> ok end,
    flush().

flush() ->
    receive M -> [M | flush()] after 0 -> [] end.

loop() ->
    receive
        {build, From} -> From ! {built, length(build(?PAIRS, []))}
    end,
    loop().

build(0, List) -> List;
build(N, List) -> build(N - 1, [{N, integer_to_list(N)} | List]).
