#!/usr/bin/env escript
%%! +pc latin1
%% SPDX-License-Identifier: Apache-2.0
%%
%% Writes what OTP says of terms and of arithmetic as C++ tables, for the tests of src/term and
%% src/runtime. Run by hand with OTP 25 when a row is to be added; the tests need no Erlang:
%%   escript otp_tables.escript terms > ../term/otp_terms.h
%%   escript otp_tables.escript arithmetic > ../runtime/otp_arithmetic.h

-mode(compile).

main(["terms"]) -> terms();
main(["arithmetic"]) -> arithmetic().

header(Lines) ->
    io:format("// SPDX-License-Identifier: Apache-2.0~n//~n"),
    [io:format("// ~s~n", [L]) || L <- Lines],
    io:format("#pragma once~n~n").

%% --- terms

terms() ->
    Terms = term_list(),
    Displays = displays(Terms),
    header(["Terms in the external format, what OTP 25 prints for them and how it orders them. Written",
            "by support/otp_tables.escript."]),
    io:format("#include <string_view>~n~nnamespace linac {~n~n"
              "struct OtpTerm {~n"
              "  std::string_view external;  ///< hexadecimal~n"
              "  std::string_view display;   ///< erlang:display/1~n"
              "  std::string_view write;     ///< ~~tw~n"
              "  std::string_view pretty;    ///< ~~0tp~n"
              "  int rank;                   ///< place in the order of `<`; equal if `==`~n"
              "  int key_rank;               ///< place in the order of map keys; equal if `=:=`~n"
              "};~n~n// clang-format off~n"
              "inline constexpr OtpTerm kOtpTerms[] = {~n"),
    Ranks = ranks(Terms, fun(A, B) -> A =< B end, fun(A, B) -> A == B end),
    KeyRanks = ranks(Terms, fun(A, B) -> erts_internal:cmp_term(A, B) =< 0 end,
                     fun(A, B) -> erts_internal:cmp_term(A, B) =:= 0 end),
    [row(T, D, R, K) || {T, D, R, K} <- zip4(Terms, Displays, Ranks, KeyRanks)],
    io:format("};~n// clang-format on~n~n}  // namespace linac~n").

zip4([A | As], [B | Bs], [C | Cs], [D | Ds]) -> [{A, B, C, D} | zip4(As, Bs, Cs, Ds)];
zip4([], [], [], []) -> [].

ranks(Terms, Before, Equal) ->
    Sorted = lists:sort(Before, Terms),
    Places = place(Sorted, 0, Equal),
    [hd([P || {S, P} <- Places, Equal(S, T)]) || T <- Terms].

place([A, B | Rest], N, Equal) ->
    Next = case Equal(A, B) of true -> N; false -> N + 1 end,
    [{A, N} | place([B | Rest], Next, Equal)];
place([A], N, _) -> [{A, N}].

row(T, Display, Rank, KeyRank) ->
    Hex = [io_lib:format("~2.16.0B", [B]) || <<B>> <= term_to_binary(T)],
    Write = unicode:characters_to_binary(io_lib:format("~tw", [T])),
    Pretty = unicode:characters_to_binary(io_lib:format("~0tp", [T])),
    io:format("    {\"~s\",~n     ~s,~n     ~s,~n     ~s, ~b, ~b},~n",
              [Hex, literal(Display), literal(Write), literal(Pretty), Rank, KeyRank]).

%% Octal escapes are never longer than three digits, so nothing after them is swallowed.
literal(Bytes) -> [$", [character(B) || <<B>> <= Bytes], $"].
character($") -> "\\\"";
character($\\) -> "\\\\";
character($?) -> "\\?";
character(B) when B >= 32, B < 127 -> [B];
character(B) -> io_lib:format("\\~3.8.0b", [B]).

%% erlang:display/1 writes to standard output, so another runtime does it.
displays(Terms) ->
    File = "/tmp/otp_tables_input",
    ok = file:write_file(File, term_to_binary(Terms)),
    Code = "{ok, B} = file:read_file(\"" ++ File ++ "\"), "
           "[begin erlang:display(T), erlang:display(\"$next\") end || T <- binary_to_term(B)], init:stop().",
    Output = iolist_to_binary(run("erl +pc latin1 -noinput -eval '" ++ Code ++ "'")),
    ok = file:delete(File),
    lists:sublist(binary:split(Output, <<"\r\n\"$next\"\r\n">>, [global]), length(Terms)).

%% Standard output, byte for byte.
run(Command) ->
    Port = open_port({spawn, Command}, [binary, exit_status]),
    collect(Port).

collect(Port) ->
    receive
        {Port, {data, Data}} -> [Data | collect(Port)];
        {Port, {exit_status, 0}} -> []
    end.

term_list() ->
    Big = 1 bsl 64,
    [0, 1, -1, 255, 256, -256, 2147483647, -2147483648, 2147483648,
     (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 63) - 1, 1 bsl 63, -(1 bsl 63),
     Big - 1, Big, -Big, Big + 1, Big * Big, -(Big * Big), 123456789012345678901234567890,
     1 bsl 1000, -(1 bsl 1000), (1 bsl 53), (1 bsl 53) + 1, (1 bsl 53) - 1, -(1 bsl 53) - 1,
     0.0, -0.0, 1.0, -1.0, 1.5, -1.5, 0.1, 100.0, 1.0e3, 1.0e5, 123456789.0, 12345678900.0, 3.0e10,
     0.001, 0.0001, 0.00001, 0.001234, 1.0e-10, 1.0e15, 1.0e22, 123456.789, 2.0e2, 1.2e3,
     9007199254740991.0, 9007199254740992.0, -9007199254740992.0, 4503599627370496.0,
     900719925474099.0e1, 576460752303423488.0, 1152921504606846976.0, 18446744073709551616.0,
     18446744073709555712.0, -18446744073709551616.0, 340282366920938463463374607431768211456.0,
     1.0e38, 1.0e39, 1.0e-38, 1.0e-39, 5.0e-324, 2.2250738585072014e-308, 1.7976931348623157e308,
     -1.7976931348623157e308, 9.5367431640625e-7, 1/3,
     '', a, b, ab, 'A', 'hello world', 'if', 'maybe', 'end', a@b, '_a', 'a.b', 'don\'t', 'a\\b', 'a\n\tb',
     'a\x{1}b', 'a\x{7f}', 'a\x{80}', 'a\x{a0}', '\x{e9}', 'a\x{c9}', '\x{3a9}', '\x{3c9}', 'a\x{d7}b',
     'ba\x{f7}', '\x{1F600}', '[]', '{}', true, false, nil,
     {}, {1}, {1.0}, {a}, {1, 2}, {1, {2, []}}, {{{{a}}}}, {1, 2, 3},
     #{}, #{a => 1}, #{a => 1.0}, #{1 => a}, #{1.0 => a}, #{2 => a}, #{b => 0},
     #{a => 1, "k" => 2, 1 => x, 1.0 => y}, #{a => #{b => #{c => d}}}, #{#{} => [], [] => #{}},
     #{a => 1, b => 2}, #{a => 2, b => 1}, #{a => 1, c => 0},
     [], [a], [a | b], [[]], [[], 97], [97 | b], [1, 2, 3], [1.0, 2, 3], [1, 2], [1, 2 | 3], [1 | 2],
     "abc", "a b", "a\nb", "a\tb\v\f\r\b\e", [27], [7], [0, 97], [127], [128], [160, 233], [233], [960], "q\"\\",
     ["abc", "", {"x", <<"y">>}],
     <<>>, <<"abc">>, <<"ab">>, <<"abd">>, <<1, 2, 3>>, <<1:3>>, <<3:4>>, <<255, 1:7>>, <<"ab", 3:4>>, <<"a", 6:4>>,
     <<"abc\n">>, <<"a\"b\\">>, <<233>>, <<195, 169>>, <<0, 1>>, <<127>>, <<128>>, <<206, 169>>,
     binary:copy(<<"a">>, 64), binary:copy(<<"a">>, 65), binary:copy(<<1>>, 100), lists:duplicate(300, $x)].

%% --- arithmetic

arithmetic() ->
    header(["What OTP 25 computes: operator, operands, result or error. Written by support/otp_tables.escript."]),
    io:format("namespace linac {~n~n// clang-format off~n"),
    rand:seed(exsss, {1, 2, 3}),
    Pool = pool(),
    Binary = [{O, A, B} || O <- ['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor'],
                           A <- Pool, B <- Pool, rand:uniform(60) =:= 1],
    Shifts = [{O, A, B} || O <- ['bsl', 'bsr'], A <- Pool,
                           B <- [0, 1, -1, 5, 57, 58, 59, -58, 63, 64, 65, -64, 127, 200, -200, 1 bsl 30, -(1 bsl 30),
                                 1 bsl 70, -(1 bsl 70), 1.0, a], rand:uniform(10) =:= 1],
    Unary = [{O, A} || O <- ['-', '+', 'bnot', abs, float, trunc, round, floor, ceil],
                     %% OTP's compiled code and its BIF disagree on +(-0.0).
                     A <- Pool ++ fractions(), {O, A} =/= {'+', 0.0}, is_float(A) orelse rand:uniform(3) =:= 1],
    put_table("kOtpBinaryOperations", Binary ++ Shifts ++ corners()),
    put_table("kOtpUnaryOperations", Unary),
    Orders = [{compare, A, B} || A <- Pool, is_number(A), B <- Pool, is_number(B), rand:uniform(12) =:= 1],
    put_table("kOtpNumberOrders", Orders),
    io:format("// clang-format on~n~n}  // namespace linac~n").

put_table(Name, Rows) ->
    io:format("inline constexpr const char ~s[] = R\"(~n", [Name]),
    [case R of
         {O, A, B} -> io:format("~w ~w ~w = ~w~n", [O, A, B, evaluate(O, A, B)]);
         {O, A} -> io:format("~w ~w = ~w~n", [O, A, evaluate(O, A)])
     end || R <- Rows],
    io:format(")\";~n~n").

evaluate(compare, A, B) -> if A < B -> -1; A == B -> 0; true -> 1 end;
evaluate(O, A, B) -> try erlang:O(A, B) catch error:R -> R end.
evaluate(O, A) -> try erlang:O(A) catch error:R -> R end.

pool() ->
    Powers = [1 bsl 53, 1 bsl 58, 1 bsl 59, 1 bsl 60, 1 bsl 63, 1 bsl 64, 1 bsl 127, 1 bsl 128],
    lists:append([[P - 1, P, P + 1, -P - 1, -P, 1 - P] || P <- Powers]) ++
    [0, 1, -1, 2, 3, -7, 10, 4294967295, 4294967296, -4294967297, 123456789012345678901234567890,
     -98765432109876543210987654321098765432109876543210, 1 bsl 300, -(1 bsl 300) + 12345,
     0.0, -0.0, 1.0, -1.5, 0.1, 1.0e300, -1.0e300, 1.0e-300, 1.7976931348623157e308, 5.0e-324,
     9007199254740992.0, 9007199254740994.0, 576460752303423488.0, -576460752303423488.0,
     18446744073709551616.0, 1.0e38, a, [], {}, <<>>].

fractions() ->
    [0.5, -0.5, 0.49999999999999994, 1.5, 2.5, -2.5, 2.4999999999999996, 4503599627370495.5, 4503599627370497.5, -0.1,
     9.223372036854775e18, 9223372036854775808.0, -9223372036854775808.0, 1.0e22, 123456789.987654321, -1.0e25,
     1 bsl 1023, 1 bsl 1024, -(1 bsl 1024), (1 bsl 1024) - (1 bsl 970), (1 bsl 1024) - (1 bsl 970) - 1,
     (((1 bsl 53) + 1) bsl 64) + 1, (1 bsl 128) + (1 bsl 75) + (1 bsl 63), (1 bsl 63) + (1 bsl 10) + 1, 1 bsl 2000].

%% Limits of integers and floats.
corners() ->
    [{'+', 1 bsl 1024, 1.0}, {'/', 1 bsl 1024, 1}, {'/', 1 bsl 1023, 3}, {'*', 1.0e300, 1.0e300}, {'/', 1.0, 0},
     {'/', 0.0, 0.0}, {'/', 5.0e-324, 2}, {'/', 1.0e300, 1.0e-300}, {'div', 5, 0}, {'rem', 5, 0}, {'div', 1 bsl 70, 0},
     {'rem', 1 bsl 70, 0}, {'div', 1.0, 1}, {'rem', 1, 1.0}, {'div', 1.0, 0}, {'band', 1.0, 1}, {'bor', a, 1},
     {'bsl', 1, 33554368}, {'bsl', -1, 33554368}, {'bsl', 0, 33554368}, {'bsl', 0, 1 bsl 70}, {'bsl', -1, 1 bsl 70},
     {'bsr', 1, -(1 bsl 70)}, {'bsr', 0, -(1 bsl 70)}, {'bsr', -5, 1 bsl 70}, {'bsr', 5, 1 bsl 70},
     {'bsr', -(1 bsl 100), 1 bsl 70}, {'bsl', a, 1}, {'bsl', 1, a}, {'bsl', 1.0, 1}, {'+', a, 1}, {'-', 1, {}},
     {'div', (1 bsl 3000) + 12345, (1 bsl 1500) - 1}, {'rem', -(1 bsl 3000) - 12345, (1 bsl 1500) - 1},
     {'div', -(1 bsl 3000) - 12345, 4294967295}, {'rem', (1 bsl 3000) + 12345, 4294967296},
     {'*', (1 bsl 4000) - 987654321, -(1 bsl 3500) + 123456789}, {'*', (1 bsl 3100) - 1, (1 bsl 3100) - 1},
     {'bxor', -(1 bsl 300), (1 bsl 200) - 1}, {'band', -(1 bsl 300), -(1 bsl 200)}].
