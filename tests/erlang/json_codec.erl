%% SPDX-License-Identifier: Apache-2.0
%% JSON read and written with the bit syntax: strings with escapes and surrogates, numbers of all forms, positions of errors.
-module(json_codec).
-export([main/0]).

main() ->
    Good = [<<"null">>, <<"[true,false,null]">>, <<" { \"a\" : [1, -2.5e3, 0.125], \"b\":{\"c\":\"d\"} } ">>, <<"\"\\u00e9\\n\\\"\\\\\\ud83d\\ude00/\"">>, <<"[]">>, <<"{}">>, <<"[[[[1]]]]">>, <<"12345678901234567890123">>,
            <<"-0">>, <<"1E5">>, <<"1e-2">>, <<"\"grüße €\""/utf8>>, <<"{\"a\":1,\"a\":2}">>],
    [begin {ok, T} = decode(B), erlang:display({T, encode(T), decode(iolist_to_binary(encode(T))) =:= {ok, T}}) end || B <- Good],
    Bad = [<<>>, <<"nul">>, <<"[1,]">>, <<"{\"a\"}">>, <<"{a:1}">>, <<"\"abc">>, <<"01">>, <<"1.">>, <<"\"\\x\"">>, <<"[1 2]">>, <<"tru">>, <<"1 1">>, <<"\"", 10, "\"">>, <<"\"", 255, "\"">>, <<"-">>, <<"{\"a\":1,}">>],
    [erlang:display(decode(B)) || B <- Bad],
    Deep = iolist_to_binary([lists:duplicate(500, "["), lists:duplicate(500, "]")]),
    {ok, D} = decode(Deep),
    erlang:display([depth(D), iolist_to_binary(encode(D)) =:= Deep]),
    Table = [#{<<"id">> => N, <<"name">> => <<"item ", (integer_to_binary(N))/binary>>, <<"tags">> => [<<"t">> || _ <- lists:seq(1, N rem 4)], <<"score">> => N / 4} || N <- lists:seq(1, 40)],
    Text = iolist_to_binary(encode(Table)),
    erlang:display([byte_size(Text), decode(Text) =:= {ok, Table}]).

depth([X]) -> 1 + depth(X);
depth([]) -> 1.

decode(Binary) ->
    try value(space(Binary)) of
        {Value, Rest} ->
            case space(Rest) of
                <<>> -> {ok, Value};
                Left -> {error, {trailing, byte_size(Binary) - byte_size(Left)}}
            end
    catch
        throw:{What, Left} -> {error, {What, byte_size(Binary) - byte_size(Left)}}
    end.

space(<<C, Rest/binary>>) when C =:= $\s; C =:= $\t; C =:= $\n; C =:= $\r -> space(Rest);
space(B) -> B.

value(<<"null", Rest/binary>>) -> {null, Rest};
value(<<"true", Rest/binary>>) -> {true, Rest};
value(<<"false", Rest/binary>>) -> {false, Rest};
value(<<$", Rest/binary>>) -> string(Rest, <<>>);
value(<<$[, Rest/binary>>) ->
    case space(Rest) of
        <<$], After/binary>> -> {[], After};
        Items -> array(Items, [])
    end;
value(<<${, Rest/binary>>) ->
    case space(Rest) of
        <<$}, After/binary>> -> {#{}, After};
        Pairs -> object(Pairs, #{})
    end;
value(<<C, _/binary>> = B) when C =:= $-; C >= $0, C =< $9 -> number(B);
value(B) -> throw({value, B}).

array(B, Acc) ->
    {V, Rest} = value(B),
    case space(Rest) of
        <<$,, More/binary>> -> array(space(More), [V | Acc]);
        <<$], After/binary>> -> {lists:reverse([V | Acc]), After};
        Left -> throw({array, Left})
    end.

object(<<$", B/binary>>, Acc) ->
    {Key, AfterKey} = string(B, <<>>),
    case space(AfterKey) of
        <<$:, Rest/binary>> ->
            {V, AfterValue} = value(space(Rest)),
            case space(AfterValue) of
                <<$,, More/binary>> -> object(space(More), Acc#{Key => V});
                <<$}, After/binary>> -> {Acc#{Key => V}, After};
                Left -> throw({object, Left})
            end;
        Left -> throw({colon, Left})
    end;
object(B, _) -> throw({key, B}).

string(<<$", Rest/binary>>, Acc) -> {Acc, Rest};
string(<<"\\u", H:4/binary, "\\u", L:4/binary, Rest/binary>>, Acc) when H >= <<"d800">>, H < <<"dc00">>, L >= <<"dc00">>, L < <<"e000">> ->
    C = 16#10000 + ((binary_to_integer(H, 16) band 16#3ff) bsl 10) + (binary_to_integer(L, 16) band 16#3ff),
    string(Rest, <<Acc/binary, C/utf8>>);
string(<<"\\u", H:4/binary, Rest/binary>>, Acc) -> string(Rest, <<Acc/binary, (binary_to_integer(H, 16))/utf8>>);
string(<<$\\, C, Rest/binary>> = B, Acc) ->
    case C of
        $n -> string(Rest, <<Acc/binary, $\n>>);
        $t -> string(Rest, <<Acc/binary, $\t>>);
        _ when C =:= $"; C =:= $\\; C =:= $/ -> string(Rest, <<Acc/binary, C>>);
        _ -> throw({escape, B})
    end;
string(<<C/utf8, Rest/binary>>, Acc) when C >= 32 -> string(Rest, <<Acc/binary, C/utf8>>);
string(B, _) -> throw({string, B}).

number(<<$-, B/binary>>) -> {V, Rest} = number(B), {-V, Rest};
number(B) ->
    {Whole, R1} = digits(B, <<>>),
    Whole =:= <<>> andalso throw({number, B}),
    byte_size(Whole) > 1 andalso binary:first(Whole) =:= $0 andalso throw({leading_zero, B}),
    {Fraction, R2} = case R1 of <<$., F/binary>> -> digits(F, <<>>); _ -> {none, R1} end,
    Fraction =:= <<>> andalso throw({fraction, R2}),
    {Exponent, R3} = exponent(R2),
    case {Fraction, Exponent} of
        {none, 0} -> {binary_to_integer(Whole), R3};
        {none, _} -> {binary_to_float(<<Whole/binary, ".0e", (integer_to_binary(Exponent))/binary>>), R3};
        _ -> {binary_to_float(<<Whole/binary, $., Fraction/binary, $e, (integer_to_binary(Exponent))/binary>>), R3}
    end.

exponent(<<E, S, Rest/binary>>) when E bor 32 =:= $e, S =:= $- -> {D, After} = digits(Rest, <<>>), {-binary_to_integer(D), After};
exponent(<<E, Rest/binary>>) when E bor 32 =:= $e -> {D, After} = digits(Rest, <<>>), {binary_to_integer(D), After};
exponent(B) -> {0, B}.

digits(<<D, Rest/binary>>, Acc) when D >= $0, D =< $9 -> digits(Rest, <<Acc/binary, D>>);
digits(B, Acc) -> {Acc, B}.

encode(A) when is_atom(A) -> atom_to_list(A);
encode(I) when is_integer(I) -> integer_to_list(I);
encode(F) when is_float(F) -> float_to_list(F, [short]);
encode(B) when is_binary(B) -> [$", << <<(escape(C))/binary>> || <<C/utf8>> <= B >>, $"];
encode(L) when is_list(L) -> [$[, lists:join($,, [encode(X) || X <- L]), $]];
encode(M) when is_map(M) -> [${, lists:join($,, [[encode(K), $:, encode(V)] || {K, V} <- lists:sort(maps:to_list(M))]), $}].

escape($") -> <<"\\\"">>;
escape($\\) -> <<"\\\\">>;
escape($\n) -> <<"\\n">>;
escape(C) when C > 16#ffff -> <<"\\u", (hex(16#d800 bor ((C - 16#10000) bsr 10)))/binary, "\\u", (hex(16#dc00 bor (C band 16#3ff)))/binary>>;
escape(C) when C < 32; C > 126 -> <<"\\u", (hex(C))/binary>>;
escape(C) -> <<C>>.

hex(N) -> << <<(if D < 10 -> $0 + D; true -> $a + D - 10 end)>> || <<D:4>> <= <<N:16>> >>.
