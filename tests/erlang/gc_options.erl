%% SPDX-License-Identifier: Apache-2.0
%% The options of heaps: spawn_opt, process_flag, process_info, system_flag, system_info, and max_heap_size at work.
-module(gc_options).
-export([main/0]).

main() ->
    erlang:display({flags, [flag(F, V) || {F, V} <- flags()]}),
    erlang:display({set, process_info(self(), options())}),
    erlang:display({spawned, [spawned(O) || O <- spawn_options()]}),
    erlang:display({sizes, check_sizes(erlang:system_info(heap_sizes))}),
    erlang:display({system, [erlang:system_info(I) || I <- [min_heap_size, min_bin_vheap_size, max_heap_size,
                                                            fullsweep_after, garbage_collection]]}),
    erlang:display({system_flags, [system_flag(F, V) || {F, V} <- system_flags()]}),
    erlang:display({inherited, defaults(610, 7)}),
    erlang:display({info, info()}),
    erlang:display({limits, [limit(M) || M <- [#{size => 20000, kill => true, error_logger => false},
                                               #{size => 20000, kill => false, error_logger => false}]]}),
    erlang:display({sweeps, [swept(N) || N <- [0, 1, 5, 65535]]}).

options() -> [min_heap_size, min_bin_vheap_size, max_heap_size, fullsweep_after].

flag(F, V) -> try process_flag(F, V) catch Class:Reason -> {F, V, Class, Reason} end.
system_flag(F, V) -> try erlang:system_flag(F, V) catch Class:Reason -> {F, V, Class, Reason} end.

flags() ->
    [{min_heap_size, V} || V <- [1000, 10, 0, -1, a, 1.0, 1 bsl 70, 233]] ++
    [{fullsweep_after, V} || V <- [10, 0, 65535, 65536, 100000, -1, a, 20]] ++
    [{min_bin_vheap_size, V} || V <- [100, 100000, a, -1, 46422]] ++
    [{max_heap_size, V} || V <- [100, 1000000, -1, a, #{}, #{kill => false}, #{size => a}, #{size => 5000000, kill => 1},
                                 #{size => 2000000, kill => false, error_logger => false}, #{size => 0, foo => bar}]].

spawn_options() ->
    [[], [{min_heap_size, 1000}], [{min_heap_size, 10}], [{fullsweep_after, 5}], [{fullsweep_after, 100000}],
     [{min_bin_vheap_size, 10}], [{max_heap_size, 100000}],
     [{max_heap_size, #{size => 100000, kill => false}}], [{fullsweep_after, -1}], [{min_heap_size, a}],
     [{min_heap_size, 1000}, {max_heap_size, 500}], [{min_heap_size, 1 bsl 70}], [{max_heap_size, #{kill => false}}],
     [{min_heap_size, 233}, {min_heap_size, 400}]].

spawned(Options) ->
    F = fun() -> exit({process_info(self(), options()), element(2, process_info(self(), heap_size))}) end,
    try
        {Pid, Ref} = spawn_opt(F, [monitor | Options]),
        receive {'DOWN', Ref, process, Pid, Reason} -> Reason end
    catch Class:Reason2 -> {Class, Reason2}
    end.

check_sizes(Sizes) ->
    {length(Sizes), lists:sublist(Sizes, 30), lists:last(Sizes), lists:usort(Sizes) =:= Sizes}.

system_flags() ->
    [{fullsweep_after, V} || V <- [10, 65535, 100000, 65535, -1, a]] ++ [{min_heap_size, V} || V <- [500, 233, -1, a]] ++
    [{min_bin_vheap_size, V} || V <- [100, 46422, a]] ++ [{max_heap_size, V} || V <- [a, -5, 0]] ++ [{foo, 1}].

defaults(Words, Sweeps) ->
    erlang:system_flag(min_heap_size, Words),
    erlang:system_flag(fullsweep_after, Sweeps),
    Result = [spawned(O) || O <- [[], [{min_heap_size, 300}], [{fullsweep_after, 9}]]],
    erlang:system_flag(min_heap_size, 233),
    erlang:system_flag(fullsweep_after, 65535),
    Result.

info() ->
    {garbage_collection_info, Info} = process_info(self(), garbage_collection_info),
    {garbage_collection, Options} = process_info(self(), garbage_collection),
    {memory, Memory} = process_info(self(), memory),
    {[K || {K, V} <- Info, is_integer(V)], [K || {K, _} <- Options], Memory > 1000}.

limit(Limit) ->
    {Pid, Ref} = spawn_opt(fun() -> exit({survived, length(grow(50000, []))}) end, [monitor, {max_heap_size, Limit}]),
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

grow(0, L) -> L;
grow(N, L) -> grow(N - 1, [N | L]).

%% However often collections are full, the result is the same.
swept(N) ->
    {Pid, Ref} = spawn_opt(fun() -> exit(lists:sum(grow(3000, []))) end, [monitor, {fullsweep_after, N}]),
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.
