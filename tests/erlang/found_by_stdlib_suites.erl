%% SPDX-License-Identifier: Apache-2.0
%% What OTP's own suites of stdlib found: commas in floats, compiled patterns of the wrong kind, searches and large maps
%% that give way to other processes, tables with locks of a chosen number, replacing in bags, nesting without end.
-module(found_by_stdlib_suites).
-export([main/0]).

-ifdef(SMALL).
-define(MANY, 1050).
-define(DEEP, 3500).
-define(TEXT, 40).
-define(PATTERNS, 5).
-else.
-define(MANY, 100000).
-define(DEEP, 20000).
-define(TEXT, 200).
-define(PATTERNS, 9).
-endif.

main() ->
    floats(),
    patterns(),
    searches(),
    maps(),
    locks(),
    replacing(),
    nesting(),
    fixed(),
    links(),
    allocators().

outcome(Fun) ->
    try Fun() of
        Value -> Value
    catch
        Class:Reason:Trace -> {Class, Reason, hd(Trace)}
    end.

floats() ->
    [erlang:display({Text, outcome(fun() -> string:to_float(Text) end), element(1, catch {list_to_float(Text)})}) ||
        Text <- ["1,5", "-1,53e1foo", "+1,2e2", "1,2,3", "1,", ",5", "1,5e+", "1.5,2"]],
    erlang:display([binary_to_float(<<"-12,25e1">>), list_to_float("0,5")]).

patterns() ->
    {bm, One} = binary:compile_pattern(<<"ab">>),
    {bm, _} = binary:compile_pattern([<<"ab">>]),
    {ac, Two} = binary:compile_pattern([<<"ab">>, <<"b">>]),
    erlang:display([is_reference(One), is_reference(Two)]),
    [erlang:display(outcome(fun() -> binary:matches(<<"abbab">>, Pattern) end)) || Pattern <- [{bm, One}, {ac, Two}]],
    [erlang:display(element(1, element(2, catch binary:match(<<"abbab">>, Pattern)))) ||
        Pattern <- [{bm, Two}, {ac, One}, {bm, <<"ab">>}, {ac, [<<"ab">>]}, {bm, make_ref()}, {One, bm}, {bm}]],
    Self = self(),
    spawn(fun() -> Self ! binary:split(<<"1ab2b3">>, {ac, Two}, [global]) end),
    receive
        Parts -> erlang:display(Parts)
    end.

%% Many overlapping patterns against a plain search; a search that takes several turns.
searches() ->
    Text = << <<(lists:nth(1 + (N * N + N div 7) rem 3, "abc"))>> || N <- lists:seq(1, ?TEXT)>>,
    Patterns = [<<"a">>, <<"ab">>, <<"abc">>, <<"bca">>, <<"ca">>, <<"cabca">>, <<"bb">>, <<"aaaa">>, <<"cc">>],
    [true = binary:matches(Text, Some) =:= plain(Text, 0, Some) || Some <- subsets(lists:sublist(Patterns, ?PATTERNS)), Some =/= []],
    Long = binary:copy(<<"abcdefghij">>, ?MANY),
    End = <<Long/binary, "xyz">>,
    Place = {byte_size(Long), 2},
    [Place = binary:match(End, Pattern) || Pattern <- [<<"xy">>, [<<"xy">>, <<"zz">>], [<<"jx">>, <<"xy">>, <<"jj">>]], Pattern =/= [<<"jx">>, <<"xy">>, <<"jj">>]],
    ?MANY = length(binary:matches(End, <<"ef">>)),
    2 * ?MANY = length(binary:matches(End, [<<"efg">>, <<"b">>, <<"ef">>])),
    [Long, <<"yz">>] = binary:split(End, <<"x">>),
    <<_:3, Odd/bitstring>> = <<0:3, End/binary>>,
    Place = binary:match(Odd, <<"xy">>),
    nomatch = binary:match(Odd, [<<"xz">>, <<"yx">>]).

subsets([]) -> [[]];
subsets([X | Xs]) ->
    Rest = subsets(Xs),
    [[X | Subset] || Subset <- Rest] ++ Rest.

plain(Text, From, _) when From >= byte_size(Text) -> [];
plain(Text, From, Patterns) ->
    <<_:From/binary, Here/binary>> = Text,
    Sizes = [byte_size(P) || P <- Patterns, byte_size(P) =< byte_size(Here), binary:part(Here, 0, byte_size(P)) =:= P],
    case Sizes of
        [] -> plain(Text, From + 1, Patterns);
        _ -> [{From, lists:max(Sizes)} | plain(Text, From + lists:max(Sizes), Patterns)]
    end.

%% Large maps are built and listed in several turns.
maps() ->
    Numbers = lists:seq(1, ?MANY),
    Pairs = [{{N, x}, N} || N <- Numbers],
    Twice = [{{N, x}, other} || N <- lists:seq(1, ?MANY, 3)] ++ Pairs,
    Map = maps:from_list(Pairs),
    true = Map =:= maps:from_list(Twice),
    true = Map =:= maps:from_list(lists:reverse(Pairs)),
    true = Map =:= lists:foldl(fun({Key, Value}, Acc) -> Acc#{Key => Value} end, #{}, Pairs),
    ?MANY = map_size(Map),
    true = lists:sort(maps:keys(Map)) =:= [{N, x} || N <- Numbers],
    true = lists:sort(maps:values(Map)) =:= Numbers,
    true = lists:zip(maps:keys(Map), maps:values(Map)) =:= lists:reverse(maps:to_list(Map)) orelse
        lists:zip(maps:keys(Map), maps:values(Map)) =:= maps:to_list(Map),
    true = maps:from_keys([{N, x} || N <- Numbers], v) =:= maps:map(fun(_, _) -> v end, Map),
    Same = maps:from_list([{N rem 5, N} || N <- Numbers]),
    erlang:display({map_size(Same), lists:usort([V > ?MANY - 5 || V <- maps:values(Same)])}),
    [erlang:display(outcome(fun() -> maps:from_list(lists:duplicate(1100, {a, b}) ++ Bad) end) =:= badly(Bad)) ||
        Bad <- [b, [{a}], [{a, b} | c]]],
    erlang:display(lists:usort([true | [gives_way(Work, 50) || Work <- big_work(Pairs, Numbers)]])).

badly(Bad) ->
    {error, badarg, {maps, from_list, [lists:duplicate(1100, {a, b}) ++ Bad], [{error_info, #{module => erl_stdlib_errors}}]}}.

-ifdef(SMALL).
big_work(_, _) -> [].
-else.
big_work(Pairs, Numbers) ->
    Large = maps:from_keys(lists:seq(1, 500000), v),
    Long = binary:copy(<<"abcdefghij">>, 200000),
    [fun() -> maps:from_list(Pairs) end, fun() -> maps:from_keys(Numbers ++ Numbers, v) end, fun() -> maps:keys(Large) end,
     fun() -> maps:values(Large) end, fun() -> binary:match(Long, <<"ax">>) end, fun() -> binary:match(Long, [<<"ax">>, <<"jj">>]) end].
-endif.

%% Whether another process has had a turn meanwhile. In a node with several schedulers it may have been unlucky.
gives_way(_, 0) -> false;
gives_way(Work, Tries) ->
    Counter = spawn_link(fun() -> count(0) end),
    _ = Work(),
    Counter ! {self(), count},
    receive
        {Counter, 0} -> gives_way(Work, Tries - 1);
        {Counter, _} -> true
    end.

count(Count) ->
    receive
        {Pid, count} -> Pid ! {self(), Count}
    after 0 ->
        erlang:yield(),
        count(Count + 1)
    end.

locks() ->
    [erlang:display({Type, Number, outcome(fun() -> with_locks(Type, Number) end)}) ||
        Type <- [set, bag, duplicate_bag], Number <- [1, 64, 100, 2048, 32768]],
    [erlang:display({Type, Number, element(1, element(2, catch with_locks(Type, Number)))}) ||
        {Type, Number} <- [{set, 0}, {set, 32769}, {set, a}, {set, -1}, {ordered_set, 64}]],
    Private = ets:new(private, [private, {write_concurrency, {debug_hash_fixed_number_of_locks, 256}}]),
    erlang:display({ets:info(Private, write_concurrency), ets:info(Private, decentralized_counters), element(1, ets:info(Private, stats))}).

with_locks(Type, Number) ->
    Table = ets:new(table, [Type, {write_concurrency, {debug_hash_fixed_number_of_locks, Number}}]),
    [ets:insert(Table, {N}) || N <- lists:seq(1, 40)],
    Full = ets:info(Table, stats),
    {ets:info(Table, write_concurrency), ets:info(Table, decentralized_counters), element(1, Full), element(8, Full), erlang:phash2(ets:tab2list(Table))}.

replacing() ->
    Replace = [{{'$1', '$2'}, [{'=:=', '$1', 1}], [{{'$1', {'+', '$2', 1}}}]}],
    [begin
         Table = ets:new(table, [Type]),
         ets:insert(Table, [{1, 1}, {1, 1}, {1, 2}, {2, 2}]),
         erlang:display({Type, element(1, {catch element(1, {ets:select_replace(Table, Replace)})}) =:= 3, lists:sort(ets:tab2list(Table))})
     end || Type <- [set, ordered_set, duplicate_bag]],
    Bag = ets:new(bag, [bag]),
    erlang:display(element(1, element(2, catch ets:select_replace(Bag, Replace)))).

nesting() ->
    Deep = lists:foldl(fun(N, Rest) -> {'orelse', {'==', N, '$1'}, Rest} end, true, lists:seq(1, ?DEEP)),
    Spec = [{{'$1', '$2'}, [Deep], [{{'$1', blipp}}]}],
    Table = ets:new(table, []),
    [erlang:display(element(1, element(2, catch Fun()))) ||
        Fun <- [fun() -> ets:match_spec_compile(Spec) end, fun() -> ets:select(Table, Spec) end, fun() -> ets:select_count(Table, Spec) end,
                fun() -> ets:select_delete(Table, Spec) end, fun() -> ets:select_replace(Table, Spec) end, fun() -> ets:match_spec_compile(a) end]].

%% What is deleted while a table is fixed; the end of the table is no key.
fixed() ->
    Table = ets:new(table, [public]),
    ets:insert(Table, [{N, N} || N <- lists:seq(1, 20 * ?TEXT)]),
    ets:insert(Table, {0, binary:copy(<<"refc">>, 100)}),
    true = ets:safe_fixtable(Table, true),
    true = ets:delete(Table, 0),
    erlang:display([Size || {_, Size, _} <- ets:info(Table, binary)]),
    true = ets:delete_all_objects(Table),
    erlang:display({ets:info(Table, size), element(7, ets:info(Table, stats))}),
    true = ets:safe_fixtable(Table, false),
    erlang:display({ets:info(Table, size), element(7, ets:info(Table, stats)), ets:info(Table, binary)}),
    Tree = ets:new(tree, [ordered_set]),
    ets:insert(Tree, [{1}, {b}]),
    erlang:display([element(1, element(2, catch ets:F(T, '$end_of_table'))) || T <- [Tree, Table], F <- [next, prev]]),
    erlang:display([element(1, element(2, catch ets:select_replace(Table, [{{A, '$2', '$3'}, [], [{{A, '$3', '$2'}}]}]))) ||
                       A <- ['_', '$_', '$$', #{}]]).

%% A link to a process that has ended: an error, or a signal for those that trap exits.
links() ->
    {Ended, Monitor} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Monitor, _, _, _} -> ok end,
    [begin
         {_, Other} = spawn_monitor(fun() ->
                                            process_flag(trap_exit, Traps),
                                            Value = try link(Ended) catch Class:Reason -> {Class, Reason} end,
                                            exit({Value, receive {'EXIT', Ended, Why} -> Why after 0 -> none end})
                                    end),
         receive {'DOWN', Other, _, _, Outcome} -> erlang:display(Outcome) end
     end || Traps <- [false, true]].

allocators() ->
    erlang:display([is_list(erlang:system_info({allocator_sizes, erlang:system_info(alloc_util_allocators)})),
                    length(erlang:system_info({allocator, [ets_alloc, eheap_alloc]})), tuple_size(erlang:system_info(os_version))]),
    erlang:display(lists:member(element(1, element(2, catch erlang:system_info({allocator, [none]}))), [badarg, noalloc])).
