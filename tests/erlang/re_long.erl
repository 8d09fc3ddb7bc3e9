%% SPDX-License-Identifier: Apache-2.0
%% Matches that take longer than a turn: other processes run meanwhile, the result is the same, and
%% what a killed process was matching is no burden. Deep nesting of a pattern and of a match.
-module(re_long).
-export([main/0]).

-ifdef(SMALL).
-define(BACKTRACKS, 14).
-define(SIZE, 20000).
-else.
-define(BACKTRACKS, 20).
-define(SIZE, 1000000).
-endif.

main() ->
    backtrack(),
    others_run(),
    killed(),
    large(),
    deep().

%% 2^N ways, none of which fits.
backtrack() ->
    Subject = lists:duplicate(?BACKTRACKS, $a) ++ "!",
    erlang:display(re:run(Subject, "^(a+)+$")),
    erlang:display(re:run(list_to_binary(["x", Subject, binary:copy(<<"b">>, 100), "c"]), "(a+)+!(b*)c", [{capture, all, list}])),
    erlang:display(re:run(lists:duplicate(30, $a) ++ "!", "^(a+)+$", [report_errors])).

others_run() ->
    Self = self(),
    Counter = spawn(fun() -> count(0) end),
    Matcher = spawn(fun() -> Self ! {self(), re:run(lists:duplicate(?BACKTRACKS + 1, $a) ++ "!", "^(a+)+$")} end),
    receive {Matcher, Result} -> erlang:display(Result) end,
    Counter ! {Self, how_many},
    receive {Counter, N} -> erlang:display(N > 5) end.

count(N) ->
    receive
        {From, how_many} -> From ! {self(), N}
    after 0 ->
        erlang:yield(),
        count(N + 1)
    end.

killed() ->
    Pids = [spawn(fun() -> re:run(lists:duplicate(40, $a) ++ "!", "^(a+)+$") end) || _ <- lists:seq(1, 5)],
    erlang:yield(),
    [begin
        Ref = monitor(process, Pid),
        exit(Pid, kill),
        receive {'DOWN', Ref, _, _, Reason} -> erlang:display(lists:member(Reason, [killed, noproc])) end
     end || Pid <- Pids].

large() ->
    Subject = binary:copy(<<"0123456789">>, ?SIZE div 10),
    {match, All} = re:run(Subject, "5", [global]),
    erlang:display({length(All), hd(All), lists:last(All)}),
    erlang:display(re:run(Subject, "9$")),
    erlang:display(re:run(Subject, "x")),
    {match, [{0, Size}]} = re:run(Subject, "^.*"),
    erlang:display(Size),
    erlang:display(re:run(binary:part(Subject, 0, ?SIZE div 500), "(?:.)*x")),
    Utf8 = unicode:characters_to_binary(lists:duplicate(?SIZE div 10, 8364)),
    erlang:display(re:run(Utf8, "x", [unicode])),
    {match, [{0, Bytes}]} = re:run(Utf8, "^\\W*$", [unicode]),
    erlang:display(Bytes).

deep() ->
    Nested = lists:duplicate(100, $() ++ "a" ++ lists:duplicate(100, $)),
    {match, Groups} = re:run("xa", Nested),
    erlang:display({length(Groups), hd(Groups)}),
    {match, [{0, N}, _]} = re:run(lists:duplicate(?SIZE div 20, $a), "^(a|b)*$"),
    erlang:display(N =:= ?SIZE div 20),
    erlang:display(element(1, re:compile(lists:duplicate(100000, $()))).
