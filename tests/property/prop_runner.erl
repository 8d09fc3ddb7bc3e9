%% SPDX-License-Identifier: Apache-2.0
%% Runs the cases of modules that generate.erl has made and displays each outcome, one line each:
%% {Module, Function, Outcome}. Floats are shown by their bits, since erlang:display/1 rounds them.
%% Besides modules it is given "skip:prop_1:c7" for functions to leave out, and "progress:FILE" to write the name of each
%% function to that file before it is called: what an emulator was doing when it crashed.
-module(prop_runner).
-export([main/1, ordered/1]).

main(Words) ->
    Skipped = ["prop_" ++ Name || "skip:prop_" ++ Name <- Words],
    put(progress, [File || "progress:" ++ File <- Words]),
    lists:foreach(fun("prop_" ++ _ = Name) -> run(list_to_atom(Name), Skipped);
                     (_) -> ok
                  end, Words).

run(Module, Skipped) ->
    lists:foreach(fun({_, Mixed, Plain, Arguments}) ->
                          show(Module, Mixed, Arguments, Skipped),
                          show(Module, Plain, [], Skipped)
                  end, Module:cases()).

show(Module, Function, Arguments, Skipped) ->
    Name = atom_to_list(Module) ++ ":" ++ atom_to_list(Function),
    [ok = file:write_file(File, Name) || File <- get(progress)],
    Outcome = case lists:member(Name, Skipped) of
                  true -> skipped;
                  false -> outcome(Module, Function, Arguments)
              end,
    erlang:display({Module, Function, Outcome}).

%% What is in a list, in an order that does not depend on where equal numbers stand.
ordered(List) -> [Term || {_, Term} <- lists:sort([{exact(Term), Term} || Term <- List])].

outcome(Module, Function, Arguments) ->
    try apply(Module, Function, Arguments) of
        Value -> {value, exact(Value)}
    catch
        Class:Reason -> {Class, exact(Reason)}
    end.

exact(F) when is_float(F) -> <<Bits:64>> = <<F/float>>, {float, Bits};
exact([H | T]) -> [exact(H) | exact(T)];
exact(T) when is_tuple(T) -> list_to_tuple(exact(tuple_to_list(T)));
exact(M) when map_size(M) > 32 -> {large_map, lists:sort(exact(maps:to_list(M)))};
exact(M) when is_map(M) -> {map, exact(maps:to_list(M))};
exact(X) -> X.
