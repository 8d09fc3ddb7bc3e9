%% SPDX-License-Identifier: Apache-2.0
%%
%% A module is replaced and purged again and again, while some keep its funs and literals.
-module(code_many_versions).
-export([main/0]).

-ifdef(SMALL).
-define(ROUNDS, 12).
-else.
-define(ROUNDS, 300).
-endif.

main() ->
    code_versions:forget(),
    Binaries = list_to_tuple([code_versions:binary(N) || N <- lists:seq(1, 9)]),
    {module, code_subject} = code_versions:load(9),
    Kept = rounds(?ROUNDS, Binaries, []),
    erlang:display({length(Kept), lists:usort([call(Fun) || {Fun, _} <- tl(Kept)])}),
    erlang:display(lists:usort([length(Literals) || {_, Literals} <- Kept])),
    erlang:display(element(1, (element(1, hd(Kept)))(1))),
    code_versions:forget().

rounds(0, _, Kept) -> Kept;
rounds(N, Binaries, Kept) ->
    {module, code_subject} = erlang:load_module(code_subject, element(1 + N rem 8, Binaries)),
    false = code:purge(code_subject),
    Version = list_to_atom("version_" ++ [$1 + N rem 8]),
    Version = code_subject:version(),
    {Pid, Monitor} = spawn_monitor(code_subject, wait, []),
    Pid ! go,
    receive {'DOWN', Monitor, process, Pid, _} -> ok end,
    rounds(N - 1, Binaries, lists:sublist([{code_subject:adder(N), code_subject:literals()} | Kept], 6)).

call(Fun) ->
    try Fun(1)
    catch error:{badfun, Fun} -> badfun
    end.
