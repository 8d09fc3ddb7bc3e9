%% SPDX-License-Identifier: Apache-2.0
%% OTP's own tools for Erlang run on source text: erl_scan, erl_parse, erl_pp, erl_eval, erl_anno, erl_expand_records.
-module(library_syntax).
-export([main/0]).

main() ->
    Sources = ["1 + 2 * 3.", "[X || X <- lists:seq(1, 10), X rem 2 =:= 0].", "F = fun(0, _) -> 1; (N, G) -> N * G(N - 1, G) end, F(20, F).",
               "case {a, 1} of {a, N} when N > 0 -> N; _ -> none end.", "try 1 / 0 catch error:R -> {caught, R} end.",
               "<<A:4, B/bitstring>> = <<16#ab, 5:3>>, {A, B}.", "M = #{a => 1, {b} => \"c\"}, M#{a := 2, d => M}.", "begin X = 5, Y = X * X, {X, Y} end.",
               "<< <<(C bxor 32)>> || <<C>> <= <<\"Hello\">> >>.", "if 1 > 2 -> a; true -> b end.", "lists:foldl(fun(X, A) -> X + A end, 0, [1, 2, 3]).",
               "(fun F(0) -> done; F(N) -> F(N - 1) end)(100).", "catch throw(x).", "\"a\" \"b\" ++ [$c, $\\n].", "-16#ff bsl 3.", "not true orelse 1 =:= 1.0.",
               "apply(erlang, abs, [-3]).", "X = 1, X = 1, {X}.", "undefined_variable(Y).", "1 = 2.", "foo:bar(1)."],
    [run(S) || S <- Sources],
    Bad = ["1 +", "[1, 2", "foo(", "'unterminated", "\"text", "1 2.", "case x of end.", "fun -> end.", "#{a = 1}.", "16#xyz.", "$", "<<1:2:3>>.", "end.", "a := b."],
    [erlang:display({B, parse(B)}) || B <- Bad],
    Forms = ["-module(m).", "-export([f/1, g/2]).", "-record(r, {a = 1, b :: integer(), c}).", "-type t(A) :: [A] | {ok, A} | #r{}.",
             "-spec f(X) -> Y when X :: integer(), Y :: t(X).", "f(X) when is_integer(X), X > 0; X =:= a -> R = #r{a = X}, R#r{b = 2}; f(_) -> receive {A, B} -> A ! B after 10 -> ok end.",
             "g(A, B) -> try A of 1 -> B catch throw:T:S -> {T, S}; exit:_ -> x after io:format(\"~p~n\", [A]) end.",
             "h() -> fun h/0, fun m:h/0, fun() -> #{k => [X || {X, _} <- [], X] } end, begin a, b end, <<1:8/little-signed, \"x\"/utf8>>."],
    [begin {ok, Tokens, _} = erl_scan:string(F), {ok, Form} = erl_parse:parse_form(Tokens),
           erlang:display(lists:flatten(erl_pp:form(Form))) end || F <- Forms],
    erlang:display(erl_scan:string("-define(X, 'a b'). % comment\n \"str\" 16#1F 1.5e3 $\\t", 1, [return, text])),
    erlang:display([erl_parse:normalise(erl_parse:abstract(T)) =:= T || T <- [1, a, "s", {1, [2]}, #{k => <<"v">>}, 1.5, [a | b], <<1:3>>]]),
    erlang:display([erl_scan:reserved_word(W) || W <- ['case', 'maybe', foo, 'when']]),
    {ok, Ts, _} = erl_scan:string("{a, [B | c], #{}}."),
    erlang:display([erl_scan:category(T) || T <- Ts]),
    erlang:display(erl_eval:exprs(parsed("Z = Y + 1, lists:max([Z, Y])."), [{'Y', 41}])).

parsed(S) ->
    {ok, Tokens, _} = erl_scan:string(S),
    {ok, Exprs} = erl_parse:parse_exprs(Tokens),
    Exprs.

parse(S) ->
    case erl_scan:string(S) of
        {ok, Tokens, _} -> case erl_parse:parse_exprs(Tokens) of {ok, _} -> parsed; {error, {L, M, E}} -> {L, lists:flatten(M:format_error(E))} end;
        {error, {L, M, E}, _} -> {scan, L, lists:flatten(M:format_error(E))}
    end.

run(S) ->
    Exprs = parsed(S),
    Value = try erl_eval:exprs(Exprs, []) of
                {value, V, Bindings} -> {V, [N || {N, _} <- Bindings]}
            catch
                C:R -> {C, R}
            end,
    Shown = case Value of {F, _} when is_function(F) -> a_fun; _ -> Value end,
    erlang:display({Shown, lists:flatten(erl_pp:exprs(Exprs))}).
