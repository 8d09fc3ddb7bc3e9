%% SPDX-License-Identifier: Apache-2.0
%%
%% Versions of a module without a compiler: the file of one, with another atom in its atom table and
%% other numbers in its fun table, by which funs of different versions are told apart.
-module(code_versions).
-export([binary/1, binary_on_load/1, load/1, forget/0, attempt/1]).

binary(N) -> version(code_subject, N).

binary_on_load(N) -> version(code_loading, N).

version(Module, N) ->
    {Module, Beam, _} = code:get_object_code(Module),
    <<"FOR1", Size:32, "BEAM", Chunks/binary>> = Beam,
    <<"FOR1", Size:32, "BEAM", (patch(Chunks, N))/binary>>.

patch(<<Name:4/binary, Size:32, Body:Size/binary, Rest/binary>>, N) ->
    Padding = (4 - Size rem 4) rem 4,
    <<_:Padding/binary, More/binary>> = Rest,
    <<Name/binary, Size:32, (patch(Name, Body, N))/binary, 0:Padding/unit:8, (patch(More, N))/binary>>;
patch(<<>>, _) ->
    <<>>.

patch(<<"AtU8">>, Body, N) ->
    Named = binary:replace(Body, <<"code_loading">>, <<"code_subject">>),
    binary:replace(Named, <<"version_1">>, <<"version_", ($0 + N)>>);
patch(<<"FunT">>, <<Count:32, Funs/binary>>, N) ->
    <<Count:32, <<<<Fun/binary, (Uniq + N - 1):32>> || <<Fun:20/binary, Uniq:32>> <= Funs>>/binary>>;
patch(_, Body, _) ->
    Body.

load(N) -> erlang:load_module(code_subject, binary(N)).

%% Other programs may have left something.
forget() ->
    _ = code:purge(code_subject),
    _ = code:delete(code_subject),
    _ = code:purge(code_subject),
    ok.

attempt(Fun) ->
    try Fun()
    catch Class:Reason -> {Class, Reason}
    end.
