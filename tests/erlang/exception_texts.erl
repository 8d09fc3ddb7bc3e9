%% SPDX-License-Identifier: Apache-2.0
%% What erl_error says of exceptions: the explanations of failed BIFs (error_info), clauses, funs and applications.
-module(exception_texts).
-export([main/0]).

main() ->
    Id = fun outcome:id/1,
    Calls = [fun() -> element(Id(5), {a}) end, fun() -> element(Id(a), Id(b)) end, fun() -> hd(Id([])) end, fun() -> tl(Id(a)) end,
             fun() -> length(Id([a | b])) end, fun() -> Id(1) + Id(a) end, fun() -> Id(1) div Id(0) end, fun() -> Id(1.5) bsl Id(2) end,
             fun() -> atom_to_list(Id(1)) end, fun() -> list_to_atom(Id([a])) end, fun() -> list_to_integer(Id("1x")) end,
             fun() -> list_to_integer(Id("12"), Id(50)) end, fun() -> binary_to_integer(Id(<<"z">>)) end, fun() -> integer_to_list(Id(a)) end,
             fun() -> tuple_to_list(Id([])) end, fun() -> list_to_tuple(Id({})) end, fun() -> setelement(Id(3), {a, b}, c) end,
             fun() -> map_get(Id(k), #{}) end, fun() -> map_size(Id(1)) end, fun() -> maps:get(Id(k), Id(#{})) end,
             fun() -> maps:put(a, b, Id(c)) end, fun() -> maps:from_list(Id([a])) end, fun() -> (Id(#{a => 1}))#{b := 2} end,
             fun() -> (Id(x))#{a => 1} end, fun() -> binary_part(Id(<<1, 2>>), 1, 5) end, fun() -> byte_size(Id("list")) end,
             fun() -> binary:split(Id(a), Id(b)) end, fun() -> binary:at(Id(<<1>>), Id(4)) end, fun() -> lists:keyfind(a, Id(0), []) end,
             fun() -> lists:member(a, Id(b)) end, fun() -> lists:reverse(Id(a)) end, fun() -> lists:nth(Id(5), [1]) end,
             fun() -> apply(Id(no_such_module), f, [1, 2]) end, fun() -> apply(lists, Id(no_such_function), [x]) end,
             fun() -> (Id(fun(_) -> ok end))(1, 2) end, fun() -> (Id(not_a_fun))(1) end, fun() -> case Id(1) of 2 -> ok end end,
             fun() -> one = Id(2) end, fun() -> if_clause(Id(3)) end, fun() -> clauses(Id(a), Id("text"), Id(#{k => v})) end,
             fun() -> try Id(1) of 2 -> ok catch throw:_ -> ok end end, fun() -> error(Id({own, reason})) end,
             fun() -> error(badarg, [Id(1), two]) end, fun() -> throw(Id([thrown])) end, fun() -> exit(Id({exit, reason})) end,
             fun() -> float(Id(1 bsl 2000)) end, fun() -> math:sqrt(Id(-1)) end, fun() -> list_to_binary(Id([256])) end,
             fun() -> <<(Id(a)):8>> end, fun() -> <<(Id(<<1:3>>))/binary>> end, fun() -> unicode:characters_to_list(Id(1.5)) end,
             fun() -> [X || X <- Id(no_list)] end, fun() -> Id(1) andalso ok, not Id(1) end, fun() -> spawn(Id(1)) end,
             fun() -> atom_to_binary(Id("a")) end, fun() -> binary_to_existing_atom(Id(<<"no such atom as this">>)) end,
             fun() -> round(Id(a)) end, fun() -> integer_to_binary(Id(7), Id(1)) end, fun() -> list_to_float(Id("1")) end],
    [show(F) || F <- Calls].

if_clause(X) ->
    if X > 5 -> big; X < 2 -> small end.

clauses(a, b, _) -> 1;
clauses(X, Y, Z) when X =:= Y -> Z.

show(F) ->
    try F() of
        V -> erlang:display({value, V})
    catch
        C:R:S ->
            Own = [Frame || {M, _, _, _} = Frame <- S, M =/= ?MODULE],
            Text = erl_error:format_exception(C, R, Own),
            erlang:display(unicode:characters_to_list(Text))
    end.
