%% SPDX-License-Identifier: Apache-2.0
%%
%% error/3 with options that are none, lines too far down to be shown, names too long, local times too early.
-module(error_options).
-export([main/0]).

main() ->
    [erlang:display({Options, information(Options)}) ||
        Options <- [[], [{error_info, #{}}], [{error_info, #{cause => c}}], [{error_info, map}], [{other, #{}}], [other], other, [{error_info, #{}} | x],
                    [{error_info, #{a => 1}}, {error_info, #{b => 2}}]]],
    [erlang:display({depth, erlang:system_flag(backtrace_depth, D), depths()}) || D <- [0, 1, 3, 20, 64, 1000, 8]],
    erlang:display({refused, [class(fun() -> erlang:system_flag(backtrace_depth, D) end) || D <- [-1, a]]}),
    [erlang:display({halt, class(fun() -> halt(0, Options) end)}) || Options <- [x, [x], [{flush, x}], [{other, true}], [{flush, false} | x]]],
    [erlang:display({far, element(1, F), line(F)}) || F <- [{1, fun near/0}, {2, fun far/0}, {3, fun last/0}, {4, fun first_hidden/0}]],
    [erlang:display({name, size(B), class(fun() -> binary_to_atom(B, utf8) end)}) ||
        B <- [<<255>>, <<0:255/unit:8, 255>>, <<0:256/unit:8, 255>>, <<0:512/unit:8, 255, 0>>, <<0:256/unit:8>>]],
    [erlang:display({Year, [class(fun() -> erlang:F({{Year, 7, 1}, {12, 0, 0}}) end) =:= value ||
                               F <- [universaltime_to_localtime, localtime_to_universaltime]]}) || Year <- [1900, 1901, 1902, 1970]],
    [erlang:display({S, erlang:posixtime_to_universaltime(S)}) || S <- [-1, 0, 1 bsl 40, 1 bsl 56, (1 bsl 59) - 1]].

information(Options) ->
    try error(reason, [argument], Options)
    catch error:reason:Trace -> {?MODULE, information, [argument], Extra} = hd(Trace), lists:keyfind(error_info, 1, Extra)
    end.

%% How long the traces are of an error far down, of one raised by hand, and of one passed on.
depths() ->
    Trace = try down(100) catch error:deep:T -> T end,
    Raised = try erlang:raise(error, again, Trace ++ Trace) catch error:again:T2 -> T2 end,
    Frames = [{m, f, N, []} || N <- lists:seq(1, 100)],
    Made = try erlang:raise(error, made, Frames) catch error:made:T3 -> T3 end,
    [length(L) || L <- [Trace, Raised, Made]].

down(0) -> error(deep);
down(N) when N rem 2 =:= 0 -> [other(N - 1)];
down(N) -> [down(N - 1) | N].

other(N) -> [down(N) | down].

line({_, F}) ->
    try F() catch error:_:Trace -> lists:keyfind(line, 1, element(4, hd(Trace))) end.

class(Fun) -> try Fun() of _ -> value catch Class:Reason -> {Class, Reason} end.

-file("error_options.erl", 100).
near() -> error(near).
-file("error_options.erl", 100000000).
far() -> error(far).
-file("error_options.erl", 16777213).
last() -> error(last).
-file("error_options.erl", 16777214).
first_hidden() -> error(first_hidden).
