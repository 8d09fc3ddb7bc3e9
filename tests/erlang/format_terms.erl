%% SPDX-License-Identifier: Apache-2.0
%% io_lib:format, OTP's own: every control sequence with widths, precisions and padding, pretty-printing of nested terms
%% in columns, limited depth, and reading back with fread.
-module(format_terms).
-export([main/0]).

main() ->
    Term = {record, "string", [1, 2, 3], #{key => <<"value">>, 2 => [a | b]}, 'Quoted atom', [], {}, <<1, 2, 200>>, <<3:5>>, 1.5,
            [[nested, [lists, [of_atoms]]]], "ünï", [$a, 300], -17, fun erlang:abs/1},
    Cases = [{"~w", [Term]}, {"~p", [Term]}, {"~tw", [Term]}, {"~tp", [Term]}, {"~lp", ["abc"]}, {"~W", [Term, 5]}, {"~P", [Term, 9]},
             {"~10p|~-10p|~10.5.*w", [ab, cd, $x, 17]}, {"~s|~10s|~-10s|~10.3s|~.2s", ["abc", "abc", "abc", "abcdef", "xyz"]},
             {"~ts ~s", ["äöü", [228]]}, {"~ts", [<<"grüß"/utf8>>]}, {"~s", [[<<"bin">>, "list", $c, [atom_to_list(a)]]]}, {"~s", [atom]},
             {"~c~c~3c~5.2c|~tc", [$a, 98, $x, $y, 8364]}, {"~b ~B ~10b ~-10b| ~10.2b ~.16b ~.36B", [17, -17, 5, 5, 5, 255, 123456]},
             {"~x ~X ~.16x ~8.2x", [255, "0x", 255, "0X", -255, "16#", 5, "2#"]}, {"~# ~+ ~.16# ~.2+", [17, 255, 255, -5]},
             {"~i~w~~~n", [ignored, kept]}, {"~*w|~-*w|~*.*b", [6, a, 6, b, 8, 2, 5]}, {"", []}, {"plain ~n", []},
             {"~0p", [Term]}, {"~30p", [Term]}, {"~80.20p", [Term]}],
    [erlang:display({F, outcome:'of'(fun() -> unicode:characters_to_list(io_lib:format(F, A)) end)}) || {F, A} <- Cases],
    Wide = [{list_to_atom("field_" ++ integer_to_list(N)), lists:seq(1, N), #{n => N}} || N <- lists:seq(1, 9)],
    [erlang:display(string:split(lists:flatten(io_lib:format("~" ++ W ++ "p", [Wide])), "\n", all)) || W <- ["20", "40", "80", "132"]],
    erlang:display(lists:flatten(io_lib:format("~p", [maps:from_list([{N, N * N} || N <- lists:seq(1, 25)])]))),
    Bad = [{"~w", []}, {"~w", [a, b]}, {"~y", [a]}, {"~s", [[a]]}, {"~c", [a]}, {"~b", [1.0]}, {"~.99b", [1]}, {"~", []}, {"~*w", [a, b]},
           {"~s", [1.5]}, {"~x", [1]}, {not_text, []}],
    [erlang:display({F, outcome:'of'(fun() -> lists:flatten(io_lib:format(F, A)) end)}) || {F, A} <- Bad],
    erlang:display([io_lib:fread(F, S) || {F, S} <- [{"~d", "17 rest"}, {"~d ~d", "1 -2"}, {"~f", "2.5"}, {"~s ~a", "text atom"}, {"~16u", "ff"},
                                                     {"~c~3c", "abcd"}, {"~d", "x"}, {"~d,~d", "5,6,7"}, {"~*d~d", "1 2"}, {"~d", ""},
                                                     {"~2d~2d", "1234"}, {"~#", "16#1f"}, {"~~ok~n", "~ok\n"}, {"~l", "abc"}]]),
    erlang:display([io_lib:print(T, 1, 20, -1) =:= io_lib:print(T, 1, 20, -1) || T <- [Term]]),
    erlang:display([io_lib:write(T) || T <- ["a", 'b c', <<1>>]] ++ [io_lib:write_atom('X y'), io_lib:write_string("q\"\n\t"),
                    io_lib:write_char($\s), io_lib:char_list("abc"), io_lib:printable_list([1]), io_lib:printable_unicode_list([8364]),
                    io_lib:deep_char_list([[97], [[98]]]), io_lib:nl(), io_lib:format_prompt(plain)]).
