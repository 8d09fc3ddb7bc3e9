%% SPDX-License-Identifier: Apache-2.0
%% Writes and compiles modules of random expressions. Each case is one expression with values at its leaves, twice:
%% c17(A, B ...) takes some of its values as arguments that the compiler knows nothing of, l17() has all as literals, so
%% that code folded by the compiler and code at run time are both tried. cases/0 lists {17, c17, l17, Arguments}.
%% An expression need not succeed: its exception is its value. None runs long or depends on anything but its operands.
%% Used by run.mjs: main([Directory, Seed, FirstModule, LastModule, CasesPerModule]).
-module(generate).
-export([main/1]).

main([Directory | Numbers]) ->
    [Seed, First, Last, Cases] = [list_to_integer(N) || N <- Numbers],
    Parent = self(),
    Workers = erlang:system_info(schedulers_online),
    Pids = [spawn_link(fun() ->
                               [module(Directory, Seed, N, Cases)
                                || N <- lists:seq(First, Last), N rem Workers =:= W],
                               Parent ! {self(), done}
                       end) || W <- lists:seq(0, Workers - 1)],
    [receive {Pid, done} -> ok end || Pid <- Pids],
    halt(0).

module(Directory, Seed, Number, Cases) ->
    rand:seed(exsss, {Seed, Number, 1}),
    Name = "prop_" ++ integer_to_list(Number),
    Made = [a_case(N) || N <- lists:seq(1, Cases)],
    Text = ["-module(", Name, ").\n-compile([export_all, nowarn_export_all]).\n",
            [Functions || {Functions, _} <- Made],
            "cases() ->\n    [", lists:join(",\n     ", [Row || {_, Row} <- Made]), "].\n"],
    File = filename:join(Directory, Name ++ ".erl"),
    ok = file:write_file(File, unicode:characters_to_binary(Text)),
    case compile:file(File, [{outdir, Directory}, return]) of
        {ok, _, _} -> ok;
        {error, Errors, _} -> io:format("~p~n", [Errors]), halt(1)
    end.

a_case(N) ->
    put(variables, 0),
    Depth = pick([1, 2, 2, 3, 3, 4]),
    Tree = expression(pick([int, int, number, float, bits, bits, bits, match, match, match, list, tuple, map, map,
                            boolean, boolean, guard, exception, text, any, order]), Depth),
    Share = pick([0.4, 0.7, 1.0, 1.0]),
    put(arguments, []),
    Mixed = render(Tree, Share),
    Arguments = lists:reverse(get(arguments)),
    Plain = render(Tree, 0.0),
    Number = integer_to_list(N),
    Heads = lists:join(", ", [["A", integer_to_list(I)] || I <- lists:seq(1, length(Arguments))]),
    {["c", Number, "(", Heads, ") ->\n    ", Mixed, ".\n",
      "l", Number, "() ->\n    ", Plain, ".\n"],
     ["{", Number, ", c", Number, ", l", Number, ", [", lists:join(", ", Arguments), "]}"]}.

%% A tree is an iolist with {leaf, Text} in it. `Share` of the leaves become arguments.
render({leaf, Text}, Share) ->
    Names = get(arguments),
    case rand:uniform() < Share andalso length(Names) < 20 of
        true ->
            put(arguments, [Text | Names]),
            ["A", integer_to_list(length(Names) + 1)];
        false -> ["(", Text, ")"]
    end;
render([H | T], Share) ->
    %% In order, as the arguments are numbered as they come.
    First = render(H, Share),
    [First | render(T, Share)];
render(Other, _) -> Other.

pick(List) -> lists:nth(rand:uniform(length(List)), List).
below(N) -> rand:uniform(N) - 1.
between(Low, High) -> Low + below(High - Low + 1).
leaf(Format, Arguments) -> {leaf, lists:flatten(io_lib:format(Format, Arguments))}.
call(Name, Arguments) -> [Name, "(", lists:join(", ", Arguments), ")"].
many(Count, Make) -> [Make() || _ <- lists:seq(1, Count)].
new_variable() ->
    N = get(variables) + 1,
    put(variables, N),
    "V" ++ integer_to_list(N).

%% --- leaves

value(int) -> leaf("~w", [integer()]);
value(float) -> leaf("~w", [float()]);
value(number) -> value(pick([int, int, float]));
value(boolean) -> leaf("~w", [pick([true, false])]);
value(atom) -> leaf("~w", [atom()]);
value(bits) -> {leaf, bits_text()};
value(Type) -> leaf("~w", [term(Type, 2)]).

atom() -> pick([a, b, ok, true, false, undefined, error, 'A', '', 'two words', aa, ab, 'é']).

integer() ->
    case below(10) of
        N when N < 4 -> between(-10, 10);
        4 -> pick([1, -1]) * (pick([1 bsl 59, 1 bsl 53, 1 bsl 31, 1 bsl 32, 1 bsl 60, 1 bsl 63, 1 bsl 64, 1 bsl 27])
                              + between(-2, 2));
        5 -> pick([1, -1]) * ((1 bsl 59) - 1 - below(3));
        6 -> between(-300, 300);
        7 -> pick([1, -1]) * below(1 bsl 60);
        8 -> pick([1, -1]) * below(1 bsl between(1, 130));
        9 -> pick([1, -1]) * (below(1 bsl 64) bsl below(80))
    end.

float() ->
    case below(6) of
        0 -> pick([0.0, -0.0, 1.0, -1.0, 0.5, 1.5, -2.5, 2.0, 3.0, 255.0, 256.0]);
        1 -> pick([9007199254740991.0, 9007199254740992.0, 9007199254740994.0, 576460752303423488.0,
                   -576460752303423488.0, 1152921504606846976.0, 18446744073709551616.0, 4503599627370496.5]);
        2 -> pick([5.0e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1.0e300, -1.0e300, 1.0e-300, 1.0e22,
                   1.0e23, 0.1, 0.2, 0.3, 123456.789, 3.4028234663852886e38, 1.0e39, 1.0e-38, 1.0e-39]);
        3 -> float(between(-1000, 1000)) / 8;
        4 -> (rand:uniform() - 0.5) * math:pow(10, between(-40, 40));
        5 -> float(between(-20, 20))
    end.

term(any, D) -> term(pick([int, int, float, atom, atom, list, tuple, map, string]), D);
term(int, _) -> integer();
term(float, _) -> float();
term(number, _) -> pick([integer(), integer(), float()]);
term(atom, _) -> atom();
term(string, _) -> many(below(4), fun() -> between($a, $z) end);
term(_, 0) -> pick([1, 2.0, a, [], {}]);
term(list, D) -> many(below(5), fun() -> term(any, D - 1) end) ++ pick([[], [], [], [], []]);
term(tuple, D) -> list_to_tuple(many(below(5), fun() -> term(any, D - 1) end));
term(map, D) -> maps:from_list(many(below(5), fun() -> {key(), term(any, D - 1)} end)).

key() -> pick([a, b, c, 1, 2, 1.0, 2.0, {a}, [], "x", 0.5, 1 bsl 60]).

bits_text() ->
    Bytes = [integer_to_list(pick([below(256), below(256), 0, 255, between($a, $z)])) || _ <- lists:seq(1, below(14))],
    Tail = case below(3) of
               0 -> Size = between(1, 7), [[integer_to_list(below(1 bsl Size)), ":", integer_to_list(Size)]];
               _ -> []
           end,
    lists:flatten(["<<", lists:join(",", Bytes ++ Tail), ">>"]).

%% --- expressions of a type; now and then of another one, to fail

expression(Type, Depth) ->
    case below(40) of
        0 -> typed(pick([int, float, atom, bits, list, tuple, map, any]), Depth);
        _ -> typed(Type, Depth)
    end.

typed(Type, Depth) when Depth =< 0 -> value(base(Type));
typed(any, D) -> expression(pick([int, float, atom, bits, list, tuple, map, boolean]), D);
typed(number, D) -> expression(pick([int, int, float]), D);
typed(atom, _) -> value(atom);
typed(int, D) -> integer_expression(D - 1);
typed(float, D) -> float_expression(D - 1);
typed(boolean, D) -> boolean_expression(D - 1);
typed(bits, D) -> bits_expression(D - 1);
typed(match, D) -> match_expression(D - 1);
typed(list, D) -> list_expression(D - 1);
typed(tuple, D) -> tuple_expression(D - 1);
typed(map, D) -> map_expression(D - 1);
typed(guard, D) -> guard_expression(D - 1);
typed(exception, D) -> exception_expression(D - 1);
typed(text, D) -> text_expression(D - 1);
typed(order, D) -> order_expression(D - 1).

base(Type) when Type =:= guard; Type =:= exception; Type =:= order -> any;
base(match) -> bits;
base(text) -> list;
base(Type) -> Type.

binary_operation(Left, Operation, Right) -> ["(", Left, " ", Operation, " ", Right, ")"].
shift() -> leaf("~w", [pick([between(0, 8), between(-70, 70), 59, 60, 64, 63, -64, 0])]).

integer_expression(D) ->
    case below(12) of
        N when N < 4 ->
            binary_operation(expression(int, D), pick(["+", "-", "*", "+", "-", "div", "rem"]), expression(int, D));
        N when N < 6 ->
            binary_operation(expression(int, D), pick(["band", "bor", "bxor"]), expression(int, D));
        6 -> binary_operation(expression(int, D), pick(["bsl", "bsr"]), shift());
        7 -> ["(", pick(["-", "bnot ", "+"]), expression(int, D), ")"];
        8 -> call(pick(["min", "max"]), [expression(number, D), expression(number, D)]);
        9 -> call(pick(["trunc", "round", "floor", "ceil"]), [small_float(D)]);
        10 -> call(pick(["length", "hd"]), [expression(list, D)]);
        11 ->
            case below(6) of
                0 -> call(pick(["tuple_size", "size"]), [expression(tuple, D)]);
                1 -> call("map_size", [expression(map, D)]);
                2 -> call(pick(["byte_size", "bit_size", "size"]), [expression(bits, D)]);
                3 -> call("binary:decode_unsigned", [whole(D), pick(["big", "little"])]);
                4 -> call("binary:at", [whole(D), leaf("~w", [between(0, 6)])]);
                5 -> call("lists:sum", [call("lists:seq", [leaf("~w", [between(-3, 3)]), leaf("~w", [between(-4, 9)])])])
            end
    end.

%% Sizes up to what integers of 400 bits take.
small_float(D) -> binary_operation(expression(float, D), "/", leaf("~w", [pick([1, 2, 3.0, 1.0e10])])).

float_expression(D) ->
    case below(6) of
        N when N < 3 -> binary_operation(expression(number, D), pick(["+", "-", "*", "/"]), expression(number, D));
        3 -> ["(-", expression(float, D), ")"];
        4 -> call(pick(["float", "math:sqrt", "math:floor", "math:ceil"]), [expression(number, D)]);
        5 -> call("abs", [expression(float, D)])
    end.

boolean_expression(D) ->
    case below(9) of
        N when N < 3 ->
            binary_operation(expression(number, D), comparison(), expression(number, D));
        3 -> binary_operation(expression(any, D), comparison(), expression(any, D));
        4 -> binary_operation(expression(boolean, D), pick(["and", "or", "xor", "andalso", "orelse"]),
                              expression(boolean, D));
        5 -> ["(not ", expression(boolean, D), ")"];
        6 -> type_test(expression(any, D));
        7 -> call("is_map_key", [leaf("~w", [key()]), expression(map, D)]);
        8 -> call("lists:member", [expression(any, D), expression(list, D)])
    end.

comparison() -> pick(["<", "=<", ">", ">=", "==", "/=", "=:=", "=/="]).

type_test(Subject) ->
    call(pick(["is_integer", "is_float", "is_number", "is_atom", "is_boolean", "is_list", "is_tuple", "is_map",
               "is_binary", "is_bitstring", "is_function", "is_pid", "is_reference", "is_port"]), [Subject]).

list_expression(D) ->
    case below(11) of
        0 -> ["[", lists:join(", ", many(below(5), fun() -> expression(any, D) end)), "]"];
        1 -> ["[", expression(any, D), " | ", expression(list, D), "]"];
        2 -> binary_operation(expression(list, D), pick(["++", "--"]), expression(list, D));
        3 -> call(pick(["tl", "lists:reverse", "lists:sort", "lists:usort"]), [expression(list, D)]);
        4 -> call("tuple_to_list", [expression(tuple, D)]);
        5 ->
            %% In order: where an atom stands in a large map follows from its number in the atom table.
            call("prop_runner:ordered", [call(pick(["maps:keys", "maps:values", "maps:to_list"]), [expression(map, D)])]);
        6 -> call(pick(["binary_to_list", "bitstring_to_list"]), [expression(bits, D)]);
        7 -> X = new_variable(),
             ["[", X, " || ", X, " <- ", expression(list, D), ", ", pick(["is_integer(" ++ X ++ ")",
              X ++ " > 3", X ++ " =/= a", "is_list(" ++ X ++ ") orelse " ++ X ++ " < 0"]), "]"];
        8 -> X = new_variable(),
             ["[{", X, ", ", X, " + 1} || <<", X, pick([":4", ":8", ":12/signed", "/utf8", ":16/little"]), ">> <= ",
              expression(bits, D), "]"];
        9 -> call(pick(["lists:append", "lists:flatten", "lists:zip"]),
                  [["[", expression(list, D), ", ", expression(list, D), "]"]]);
        10 -> call("lists:seq", [leaf("~w", [between(-3, 5)]), leaf("~w", [between(-3, 9)]), leaf("~w", [between(-2, 3)])])
    end.

tuple_expression(D) ->
    case below(5) of
        0 -> ["{", lists:join(", ", many(below(5), fun() -> expression(any, D) end)), "}"];
        1 -> call("setelement", [leaf("~w", [between(0, 4)]), expression(tuple, D), expression(any, D)]);
        2 -> call("list_to_tuple", [expression(list, D)]);
        3 -> call("erlang:append_element", [expression(tuple, D), expression(any, D)]);
        4 -> [A, B] = [new_variable(), new_variable()],
             ["case ", expression(any, D), " of {", A, ", ", B, "} -> {", B, ", ", A, "}; {", A, ", _, ", B, "} -> {", A, ", ",
              B, "}; [", A, " | ", B, "] -> {list, ", A, ", ", B, "}; ", A, " -> {", A, "} end"]
    end.

map_expression(D) ->
    Key = fun() -> pick([leaf("~w", [key()]), leaf("~w", [key()]), leaf("~w", [key()]), expression(any, D)]) end,
    Pair = fun(Arrow) -> [Key(), " ", Arrow, " ", expression(any, D)] end,
    case below(9) of
        0 -> ["#{", lists:join(", ", many(below(5), fun() -> Pair("=>") end)), "}"];
        1 -> ["(", expression(map, D), ")#{", lists:join(", ", many(between(1, 3), fun() -> Pair("=>") end)), "}"];
        2 -> ["(", expression(map, D), ")#{", lists:join(", ", many(between(1, 2), fun() -> Pair(":=") end)), "}"];
        3 -> call("maps:put", [Key(), expression(any, D), expression(map, D)]);
        4 -> call(pick(["maps:remove", "maps:get", "map_get", "maps:find"]), [Key(), expression(map, D)]);
        5 -> call("maps:merge", [expression(map, D), expression(map, D)]);
        6 -> V = new_variable(),
             ["case ", expression(map, D), " of #{", leaf("~w", [key()]), " := ", V, "} -> {one, ", V, "}; #{a := ", V,
              ", b := _} -> {two, ", V, "}; ", V, " -> {none, ", V, "} end"];
        7 -> call("maps:update", [Key(), expression(any, D), expression(map, D)]);
        8 -> call("maps:from_list", [["[", lists:join(", ", many(below(40), fun() ->
                   ["{", leaf("~w", [pick([key(), below(50), below(50)])]), ", ", leaf("~w", [below(9)]), "}"] end)), "]"]])
    end.

guard_expression(D) ->
    [X, Y] = [new_variable(), new_variable()],
    ["case {", expression(any, D), ", ", expression(any, D), "} of\n        {", X, ", ", Y, "} when ", guard(X, Y), " -> {first, ", X,
     "};\n        {", X, ", ", Y, "} when ", guard(X, Y), "; ", guard(Y, X), " -> {second, ", Y, "};\n        {", X, ", ", X,
     "} -> same;\n        _ -> none\n    end"].

guard(X, Y) -> lists:join(", ", many(between(1, 2), fun() -> guard_test(X, Y) end)).

guard_test(X, Y) ->
    case below(11) of
        0 -> type_test(X);
        1 -> binary_operation(X, comparison(), Y);
        2 -> binary_operation(X, comparison(), leaf("~w", [term(any, 1)]));
        3 -> binary_operation([X, pick([" + ", " - ", " * ", " div ", " band "]), leaf("~w", [integer()])], comparison(), Y);
        4 -> binary_operation(call(pick(["length", "hd", "tl", "tuple_size", "map_size", "byte_size", "abs", "round"]), [X]),
                              comparison(), leaf("~w", [pick([0, 1, 2, 3, a])]));
        5 -> binary_operation(call("element", [leaf("~w", [between(0, 3)]), X]), comparison(), Y);
        6 -> call("is_map_key", [leaf("~w", [key()]), X]);
        7 -> binary_operation(["map_get(", leaf("~w", [key()]), ", ", X, ")"], comparison(), Y);
        8 -> ["(", type_test(X), pick([" andalso ", " orelse ", " and ", " or "]), type_test(Y), ")"];
        9 -> ["not ", type_test(X)];
        10 -> call("is_function", [X, leaf("~w", [between(0, 2)])])
    end.

exception_expression(D) ->
    [C, R, V] = [new_variable(), new_variable(), new_variable()],
    case below(5) of
        0 -> call(pick(["throw", "error", "exit"]), [expression(any, D)]);
        1 -> ["try ", expression(pick([any, exception]), D), " of ", V, " -> {ok, ", V, "} catch ", C, ":", R, " -> {", C, ", ", R,
              "} end"];
        2 -> ["(catch ", expression(pick([int, exception]), D), ") =:= ", expression(any, D)];
        3 -> ["try ", expression(pick([any, exception]), D), " catch throw:", V, " -> {thrown, ", V, "}; error:badarith -> math after ",
              expression(any, D), " end"];
        4 -> ["case ", expression(any, D), " of ", leaf_pattern(), " -> one; [_] -> two; {_, _} -> three end"]
    end.

leaf_pattern() -> pick(["1", "1.0", "a", "[]", "#{}", "<<>>", "576460752303423488", "\"ab\""]).

text_expression(D) ->
    Base = leaf("~w", [pick([2, 8, 10, 16, 36, between(1, 38)])]),
    case below(8) of
        0 -> call(pick(["integer_to_list", "integer_to_binary"]), [expression(int, D), Base]);
        1 -> call("list_to_integer", [call("integer_to_list", [expression(int, D)])]);
        2 -> call(pick(["float_to_list", "float_to_binary"]), [expression(float, D), ["[{", pick(["decimals", "scientific"]), ", ",
                  leaf("~w", [between(0, 20)]), "}", pick(["", ", compact"]), "]"]]);
        3 -> call(pick(["float_to_list", "float_to_binary"]), [expression(float, D), pick(["[short]", "[]"])]);
        4 -> call("list_to_float", [call("float_to_list", [expression(float, D), pick(["[short]", "[]"])])]);
        5 -> call(pick(["list_to_integer", "list_to_float", "list_to_binary"]),
                  [leaf("~p", [pick(["1", "-17", "+4", "1.5", "1e5", "", "x", "0.0", "12345678901234567890123", "1.0e400", " 1"])])]);
        6 -> call("binary_to_integer", [leaf("~p", [pick([<<"ff">>, <<"zz">>, <<"-10">>, <<"">>, <<"7">>])]), Base]);
        7 -> call("iolist_to_binary", [["[", expression(bits, D), ", ", leaf("~w", [pick([1, 255, 256, [1, [2]], "text"])]), "]"]])
    end.

order_expression(D) ->
    Items = many(between(2, 6), fun() -> expression(any, D) end),
    List = ["[", lists:join(", ", Items), "]"],
    case below(4) of
        0 -> call("lists:sort", [List]);
        1 -> call(pick(["lists:max", "lists:min"]), [List]);
        2 -> call("lists:usort", [List]);
        3 -> [A, B, C | _] = Items ++ Items,
             ["{", lists:join(", ", [binary_operation(A, "<", B), binary_operation(B, "=<", C), binary_operation(A, "==", C),
                                     binary_operation(A, "=:=", B)]), "}"]
    end.

%% --- bit syntax

whole(D) -> ["<<(", expression(bits, D), ")/bitstring, 0:3, 5:5>>"].

bits_expression(D) ->
    case below(8) of
        N when N < 5 -> ["<<", lists:join(", ", many(between(1, 4), fun() -> segment(D) end)), ">>"];
        5 -> X = new_variable(),
             ["<< <<", X, pick([":8", ":7", ":16/little", "/utf8", ":3", "/float"]), ">> || ", X, " <- ", expression(list, D), " >>"];
        6 -> X = new_variable(),
             ["<< <<(", X, " + 1)", pick([":8", ":5", ":9/little"]), ">> || <<", X, pick([":8", ":5", ":11/signed-little"]), ">> <= ",
              expression(bits, D), " >>"];
        7 -> call("binary_part", [whole(D), leaf("~w", [between(-1, 5)]), leaf("~w", [between(-3, 4)])])
    end.

%% The size of a segment: a literal in the text, or a leaf.
size_text(Sizes) ->
    Size = integer_to_list(pick(Sizes)),
    case below(3) of
        0 -> {leaf, Size};
        _ -> Size
    end.

integer_sizes() -> [0, 1, 3, 4, 7, 8, 8, 8, 9, 12, 16, 16, 23, 24, 31, 32, 32, 33, 48, 56, 57, 58, 59, 60, 61, 63, 64, 64, 65, 72, 100].
endian() -> pick(["big", "little", "native"]).
sign() -> pick(["signed", "unsigned"]).

segment(D) ->
    case below(10) of
        N when N < 5 ->
            [part(expression(int, D)), ":", size_text(integer_sizes()), "/", endian(), pick(["", "-unit:2", "-unit:8", "", ""])];
        5 -> [part(expression(number, D)), ":", size_text([16, 32, 64, 64, 7]), "/float-", endian()];
        6 -> [part(expression(bits, D)), pick(["/bitstring", "/binary", ":2/binary", ":1/binary-unit:3", ":9/bitstring"])];
        7 -> [part(leaf("~w", [pick([between(0, 127), 16#e9, 16#20ac, 16#1f600, 16#d800, 16#110000, -1, 16#7ff, 16#800, 16#ffff, 16#10000])])),
              pick(["/utf8", "/utf16", "/utf32", "/utf16-little", "/utf32-little"])];
        8 -> pick(["\"ab\"", "\"\"", "\"x\":16", "\"é\"/utf8", "1:1", "0:7", "5:3"]);
        9 -> [part(expression(bits, D)), ":", size_text([0, 1, 2, 3]), "/binary-unit:", pick(["8", "1", "4", "16"])]
    end.

part(Tree) -> ["(", Tree, ")"].

match_expression(D) ->
    Clauses = many(between(1, 3), fun() -> clause() end),
    ["case ", expression(bits, D), " of\n        ", lists:join(";\n        ", Clauses ++ ["_ -> nomatch"]), "\n    end"].

clause() ->
    put(bound, []),
    Segments = many(between(1, 4), fun() -> pattern() end),
    Tail = case below(6) of
               0 -> [];
               1 -> ["_/bitstring"];
               2 -> ["_/binary"];
               3 -> [bind("/binary")];
               _ -> [bind("/bitstring")]
           end,
    Guard = case {get(bound), below(5)} of
                {[V | _], 0} -> [" when ", V, " > ", leaf("~w", [pick([0, 3, 1.5, a])])];
                _ -> ""
            end,
    ["<<", lists:join(", ", Segments ++ Tail), ">>", Guard, " -> {", lists:join(", ", lists:reverse(get(bound))), "}"].

bind(Rest) ->
    V = new_variable(),
    put(bound, [V | get(bound)]),
    [V, Rest].

%% Sizes may name an integer matched before.
pattern_size(Sizes) ->
    case {get(bound), below(8)} of
        {[V | _], 0} -> pick([V, ["(", V, " band 15)"], ["(", V, " + 1)"]]);
        _ -> integer_to_list(pick(Sizes))
    end.

pattern() ->
    case below(10) of
        N when N < 5 -> bind([":", pattern_size(integer_sizes()), "/", sign(), "-", endian(), pick(["", "", "-unit:2"])]);
        5 -> [pick(["0", "1", "255", "97", "-1"]), ":", pattern_size([1, 4, 8, 8, 16]), "/", sign()];
        6 -> bind([":", pattern_size([16, 32, 64, 64]), "/float-", endian()]);
        7 -> bind([":", pattern_size([0, 1, 2, 3]), "/", pick(["binary", "bitstring", "binary-unit:4", "binary-unit:3"])]);
        8 -> bind(pick(["/utf8", "/utf16", "/utf32", "/utf16-little", "/utf32-little"]));
        9 -> pick(["_:3", "_:8", "_/utf8", "\"a\"", "_:1/binary", "_:17"])
    end.
