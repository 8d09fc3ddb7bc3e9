%% SPDX-License-Identifier: Apache-2.0
%% A tokenizer, a recursive-descent parser, an evaluator and a printer for arithmetic with
%% precedence, unary minus, variables and functions; every error shows where it is; and a parser
%% for nested data in text, with its printer.
-module(expression_parser).
-export([main/0]).

main() ->
    [erlang:display({Text, calculate(Text)})
     || Text <- ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 - 4 - 3", "100 / 7 % 5", "1.5 * 4", "x * x + y",
                 "max(3, min(10, x), abs(-7))", "((((42))))", "1 +", "(1 + 2", "1 + 2)", "3 $ 4", "", "foo(1)", "z + 1", "5 / 0",
                 "2 ^ 100", "1 / 3.0 < 0.34", "if 1 < 2 then 10 else 20", "if x = 5 then (if y > x then 1 else 2) else 3", "max()", "1 2"]],
    erlang:display([show(element(2, parse(T))) || T <- ["1+2*3", "(1+2)*3", "-(x+1)", "2^3^2", "(2^3)^2", "a-(b-c)"]]),
    erlang:display(fuzz(300, 12345, {0, 0})),
    [erlang:display({Text, data(Text)})
     || Text <- ["[1, 2, [3, [], {\"k\": -4.5}], \"text\"]", "{\"a\": {\"b\": [true, false, null]}, \"c\": 12345678901234567890}",
                 "[1, 2", "{\"a\" 1}", "\"open", "[1 2]", "tru", "  7  ", "[]", "\"esc\\\"aped\\n\""]],
    erlang:display(round_trip("{\"a\":[1,2,{\"b\":\"c\"}],\"d\":null,\"e\":[[],[[]]]}")).

calculate(Text) ->
    try parse(Text) of
        {ok, Tree} ->
            try evaluate(Tree, [{"x", 5}, {"y", 7}]) of
                Value -> {ok, Value}
            catch
                throw:Reason -> {cannot, Reason};
                error:badarith -> {cannot, arithmetic}
            end
    catch
        throw:{at, Position, What} -> {syntax, Position, What}
    end.

parse(Text) ->
    {Tree, Rest} = comparison(tokens(Text, 1)),
    case Rest of
        [{'end', _}] -> {ok, Tree};
        [Token | _] -> fail(Token, unexpected)
    end.

fail(Token, What) -> throw({at, element(tuple_size(Token), Token), {What, element(1, Token)}}).

tokens([], At) -> [{'end', At}];
tokens([$\s | T], At) -> tokens(T, At + 1);
tokens([C | _] = Text, At) when C >= $0, C =< $9 ->
    {Digits, Rest} = lists:splitwith(fun is_digit/1, Text),
    case Rest of
        [$., D | _] when D >= $0, D =< $9 ->
            {Fraction, After} = lists:splitwith(fun is_digit/1, tl(Rest)),
            Value = list_to_integer(Digits ++ Fraction) / power(10, length(Fraction)),
            [{number, Value, At} | tokens(After, At + length(Digits) + 1 + length(Fraction))];
        _ -> [{number, list_to_integer(Digits), At} | tokens(Rest, At + length(Digits))]
    end;
tokens([C | _] = Text, At) when C >= $a, C =< $z ->
    {Name, Rest} = lists:splitwith(fun(X) -> X >= $a andalso X =< $z end, Text),
    Token = case Name of
                "if" -> {'if', At};
                "then" -> {then, At};
                "else" -> {'else', At};
                _ -> {name, Name, At}
            end,
    [Token | tokens(Rest, At + length(Name))];
tokens([C | T], At) when C =:= $+; C =:= $-; C =:= $*; C =:= $/; C =:= $%; C =:= $^; C =:= $(; C =:= $); C =:= $,; C =:= $<; C =:= $>; C =:= $= ->
    [{list_to_atom([C]), At} | tokens(T, At + 1)];
tokens([C | _], At) -> throw({at, At, {character, C}}).

is_digit(C) -> C >= $0 andalso C =< $9.

comparison(Tokens) ->
    case sum(Tokens) of
        {Left, [{Op, _} | Rest]} when Op =:= '<'; Op =:= '>'; Op =:= '=' ->
            {Right, After} = sum(Rest),
            {{Op, Left, Right}, After};
        Result -> Result
    end.

sum(Tokens) ->
    {Left, Rest} = product(Tokens),
    sum_rest(Left, Rest).

sum_rest(Left, [{Op, _} | Rest]) when Op =:= '+'; Op =:= '-' ->
    {Right, After} = product(Rest),
    sum_rest({Op, Left, Right}, After);
sum_rest(Left, Rest) -> {Left, Rest}.

product(Tokens) ->
    {Left, Rest} = unary(Tokens),
    product_rest(Left, Rest).

product_rest(Left, [{Op, _} | Rest]) when Op =:= '*'; Op =:= '/'; Op =:= '%' ->
    {Right, After} = unary(Rest),
    product_rest({Op, Left, Right}, After);
product_rest(Left, Rest) -> {Left, Rest}.

unary([{'-', _} | Rest]) ->
    {Tree, After} = unary(Rest),
    {{minus, Tree}, After};
unary(Tokens) -> power_of(Tokens).

power_of(Tokens) ->
    case primary(Tokens) of
        {Base, [{'^', _} | Rest]} ->
            {Exponent, After} = unary(Rest),
            {{'^', Base, Exponent}, After};
        Result -> Result
    end.

primary([{number, N, _} | Rest]) -> {N, Rest};
primary([{name, Name, _}, {'(', _} | Rest]) -> arguments(Name, Rest, []);
primary([{name, Name, _} | Rest]) -> {{variable, Name}, Rest};
primary([{'(', _} | Rest]) ->
    {Tree, After} = comparison(Rest),
    {Tree, expect(')', After)};
primary([{'if', _} | Rest]) ->
    {Condition, R1} = comparison(Rest),
    {Then, R2} = comparison(expect(then, R1)),
    {Else, R3} = comparison(expect('else', R2)),
    {{'if', Condition, Then, Else}, R3};
primary([Token | _]) -> fail(Token, expected_value).

arguments(Name, [{')', _} | Rest], Args) -> {{call, Name, lists:reverse(Args)}, Rest};
arguments(Name, Tokens, Args) ->
    {Arg, Rest} = comparison(Tokens),
    case Rest of
        [{',', _} | More] -> arguments(Name, More, [Arg | Args]);
        _ -> {{call, Name, lists:reverse([Arg | Args])}, expect(')', Rest)}
    end.

expect(Kind, [{Kind, _} | Rest]) -> Rest;
expect(Kind, [Token | _]) -> fail(Token, {expected, Kind}).

evaluate(N, _) when is_number(N) -> N;
evaluate({variable, Name}, Env) ->
    case lists:keyfind(Name, 1, Env) of
        {_, Value} -> Value;
        false -> throw({unbound, Name})
    end;
evaluate({minus, A}, Env) -> -evaluate(A, Env);
evaluate({call, Name, Args}, Env) -> call(Name, [evaluate(A, Env) || A <- Args]);
evaluate({'if', C, A, B}, Env) ->
    case evaluate(C, Env) of
        1 -> evaluate(A, Env);
        0 -> evaluate(B, Env)
    end;
evaluate({Op, A, B}, Env) -> operate(Op, evaluate(A, Env), evaluate(B, Env)).

operate('+', A, B) -> A + B;
operate('-', A, B) -> A - B;
operate('*', A, B) -> A * B;
operate('/', A, B) when is_integer(A), is_integer(B) -> A div B;
operate('/', A, B) -> A / B;
operate('%', A, B) -> A rem B;
operate('^', A, B) -> power(A, B);
operate('<', A, B) when A < B -> 1;
operate('>', A, B) when A > B -> 1;
operate('=', A, B) when A == B -> 1;
operate(Op, _, _) when Op =:= '<'; Op =:= '>'; Op =:= '=' -> 0.

call("abs", [A]) -> abs(A);
call("max", [_ | _] = Args) -> lists:max(Args);
call("min", [_ | _] = Args) -> lists:min(Args);
call(Name, Args) -> throw({no_function, Name, length(Args)}).

power(_, 0) -> 1;
power(A, N) when N > 0, N rem 2 =:= 0 -> power(A * A, N div 2);
power(A, N) when N > 0 -> A * power(A, N - 1).

%% With as few parentheses as the precedence allows.
show(Tree) -> show(Tree, 0).

show(N, _) when is_integer(N) -> integer_to_list(N);
show({variable, Name}, _) -> Name;
show({minus, A}, Outer) -> wrap("-" ++ show(A, 3), Outer > 3);
show({'^', A, B}, Outer) -> wrap(show(A, 5) ++ "^" ++ show(B, 4), Outer > 4);
show({Op, A, B}, Outer) ->
    Level = case Op of '+' -> 1; '-' -> 1; _ -> 2 end,
    wrap(show(A, Level) ++ atom_to_list(Op) ++ show(B, Level + 1), Outer > Level).

wrap(Text, true) -> "(" ++ Text ++ ")";
wrap(Text, false) -> Text.

%% Random trees, printed, read again and compared: as trees, or at least by value.
fuzz(0, _, Counts) -> Counts;
fuzz(N, Seed, {Same, Other}) ->
    {Tree, Next} = random_tree(4, Seed),
    {ok, Again} = parse(show(Tree)),
    case Again of
        Tree -> fuzz(N - 1, Next, {Same + 1, Other});
        _ -> fuzz(N - 1, Next, {Same, Other + 1})
    end.

random_tree(0, Seed) -> {(Seed bsr 10) rem 10, next(Seed)};
random_tree(D, Seed) ->
    case (Seed bsr 12) rem 6 of
        0 -> {{variable, [$a + (Seed bsr 5) rem 26]}, next(Seed)};
        1 ->
            {A, S} = random_tree(D - 1, next(Seed)),
            {{minus, A}, S};
        I ->
            {A, S1} = random_tree(D - 1, next(Seed)),
            {B, S2} = random_tree(D - 1, S1),
            {{element(I - 1, {'+', '-', '*', '^'}), A, B}, S2}
    end.

next(Seed) -> (Seed * 1103515245 + 12345) band 16#7FFFFFFF.

%% Nested data: numbers, strings, lists, objects as lists of pairs, and three words.
data(Text) ->
    try
        {Value, Rest} = value(skip(Text)),
        case skip(Rest) of
            [] -> {ok, Value};
            More -> {left_over, More}
        end
    catch
        throw:Problem -> {bad, Problem}
    end.

skip([C | T]) when C =:= $\s; C =:= $\n -> skip(T);
skip(T) -> T.

value("true" ++ T) -> {true, T};
value("false" ++ T) -> {false, T};
value("null" ++ T) -> {null, T};
value([$" | T]) -> string(T, []);
value([$[ | T]) -> list(skip(T), []);
value([${ | T]) -> object(skip(T), []);
value([$- | T]) ->
    {N, Rest} = value(T),
    {-N, Rest};
value([C | _] = Text) when C >= $0, C =< $9 ->
    [{number, N, _} | _] = tokens(lists:takewhile(fun(X) -> is_digit(X) orelse X =:= $. end, Text), 1),
    {N, lists:dropwhile(fun(X) -> is_digit(X) orelse X =:= $. end, Text)};
value([]) -> throw('end');
value([C | _]) -> throw({unexpected, [C]}).

string([$" | T], Acc) -> {{string, lists:reverse(Acc)}, T};
string([$\\, $n | T], Acc) -> string(T, [$\n | Acc]);
string([$\\, C | T], Acc) -> string(T, [C | Acc]);
string([C | T], Acc) -> string(T, [C | Acc]);
string([], _) -> throw(open_string).

list([$] | T], Acc) -> {lists:reverse(Acc), T};
list(Text, Acc) ->
    {V, Rest} = value(Text),
    case skip(Rest) of
        [$, | More] -> list(skip(More), [V | Acc]);
        [$] | More] -> {lists:reverse([V | Acc]), More};
        More -> throw({expected, "] or ,", More})
    end.

object([$} | T], Acc) -> {{object, lists:reverse(Acc)}, T};
object([$" | T], Acc) ->
    {{string, Key}, Rest} = string(T, []),
    case skip(Rest) of
        [$: | More] ->
            {V, After} = value(skip(More)),
            case skip(After) of
                [$, | Next] -> object(skip(Next), [{Key, V} | Acc]);
                Next -> object(Next, [{Key, V} | Acc])
            end;
        More -> throw({expected, ":", More})
    end;
object(Text, _) -> throw({expected_key, Text}).

round_trip(Text) ->
    {ok, Value} = data(Text),
    {text(Value) =:= Text, Value}.

text({string, S}) -> "\"" ++ S ++ "\"";
text({object, Pairs}) -> "{" ++ commas(["\"" ++ K ++ "\":" ++ text(V) || {K, V} <- Pairs]) ++ "}";
text(L) when is_list(L) -> "[" ++ commas([text(V) || V <- L]) ++ "]";
text(N) when is_integer(N) -> integer_to_list(N);
text(A) -> atom_to_list(A).

commas([]) -> "";
commas([T]) -> T;
commas([T | Ts]) -> T ++ "," ++ commas(Ts).
