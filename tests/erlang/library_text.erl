%% SPDX-License-Identifier: Apache-2.0
%% OTP's own modules for text, unmodified: string and unicode_util, unicode, base64, uri_string, io_lib's formats.
-module(library_text).
-export([main/0]).

main() ->
    Texts = outcome:id(["", "abc", "Größe", "e\x{301}te\x{301}", "ΑΒΓ δεζ", "  spaced\tout \n", "a,b,,c", [16#1F468, 16#200D, 16#1F469],
                        "\r\nline", "straße"]),
    [texts(T) || T <- Texts],
    [texts(unicode:characters_to_binary(T)) || T <- Texts],
    erlang:display([base64:encode(B) || B <- binaries()]),
    erlang:display([base64:decode(base64:encode(B)) =:= B || B <- binaries()]),
    erlang:display([outcome:class(fun() -> base64:decode(B) end) || B <- outcome:id([<<"YQ==">>, <<"YQ=">>, <<"Y Q = =">>, <<"!">>])]),
    erlang:display(uri_string:parse("http://user@host.example:8080/a/b%20c?k=v&x=%C3%A9#part")),
    erlang:display(uri_string:normalize("HTTP://Example.COM:80/a/../b/%7euser")),
    erlang:display(uri_string:compose_query([{"a b", "1&2"}, {"ü", "x"}])),
    [erlang:display(format(F, A)) || {F, A} <- formats()].

texts(T) ->
    erlang:display({string:length(T), string:to_graphemes(T), string:reverse(T), string:uppercase(T), string:lowercase(T),
                    string:titlecase(T), string:casefold(T)}),
    erlang:display({string:trim(T), string:split(T, ",", all), string:lexemes(T, ", "), string:pad(T, 8, both, $.),
                    string:slice(T, 1, 3), string:find(T, "b"), string:prefix(T, "a"), string:replace(T, "a", "<>", all),
                    string:equal(T, "abc", true), string:next_grapheme(T), string:is_empty(T)}),
    erlang:display({unicode:characters_to_list(T), unicode:characters_to_binary(T), unicode:characters_to_binary(T, utf8, utf16),
                    unicode:characters_to_binary(T, utf8, {utf32, little}), unicode:characters_to_nfd_list(T),
                    unicode:characters_to_nfc_binary(T), unicode:characters_to_nfkd_list(T)}).

binaries() -> [list_to_binary(lists:seq(0, N)) || N <- [0, 1, 2, 3, 4, 57, 70]] ++ [<<>>].

formats() ->
    outcome:id([{"~s|~10s|~-10s|~.3s|~10.3s~n", ["abc", "abc", "abc", "abcdef", "abcdef"]},
                {"~ts ~tp", [<<"Größe"/utf8>>, "Größe"]},
                {"~w ~w ~w", [[1, 2], {3, 4.5}, <<1, 2, 3:4>>]},
                {"~p", [lists:seq(1, 60)]},
                {"~p", [[{N, "text", <<"bin">>} || N <- lists:seq(1, 12)]]},
                {"~p ~p ~p", [<<"printable">>, <<0, 1, 255>>, <<5:3>>]},
                {"~P ~W", [lists:seq(1, 100), 8, lists:seq(1, 100), 5]},
                {"~b ~.16b ~.2B ~.36B ~#", [255, 255, 255, 123456, 16#ff]},
                {"~.16# ~x ~.8X", [255, 255, "0x", 255, "0o"]},
                {"~e ~f ~g ~.2f ~10.4f|~-12.3e|", [1.5, 2.25, 1.0e10, 3.14159, 2.71828, 0.000123]},
                {"~c~3c~tc~~~i~n", [$a, $b, 16#20AC, ignored]},
                {"~*c|~*.*.0f|", [5, $x, 8, 2, 3.14159]}]).

format(F, A) -> try lists:flatten(io_lib:format(F, A)) catch error:R -> R end.
