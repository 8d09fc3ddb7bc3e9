%% SPDX-License-Identifier: Apache-2.0
%% An interpreter of a small Scheme: closures, recursion, lists, let, cond, and programs that compute with it.
-module(scheme_interpreter).
-export([main/0]).

main() ->
    Programs = ["(+ 1 (* 2 3) (- 10 4 3))", "((lambda (x y) (list x y)) 1 2)", "(define (fact n) (if (= n 0) 1 (* n (fact (- n 1))))) (fact 25)",
                "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (map fib (list 1 2 3 4 5 10 12))",
                "(define (compose f g) (lambda (x) (f (g x)))) ((compose (lambda (x) (* x x)) (lambda (x) (+ x 1))) 6)",
                "(define (fold f a l) (if (null? l) a (fold f (f a (car l)) (cdr l)))) (fold + 0 (quote (1 2 3 4)))",
                "(let ((x 1) (y 2)) (let ((x (+ x y)) (z x)) (list x y z)))", "(cond ((= 1 2) (quote a)) ((< 1 2) (quote b)) (else (quote c)))",
                "(define (ack m n) (cond ((= m 0) (+ n 1)) ((= n 0) (ack (- m 1) 1)) (else (ack (- m 1) (ack m (- n 1)))))) (ack 2 3)",
                "(define (primes n) (define (sieve l) (if (null? l) l (cons (car l) (sieve (filter (lambda (x) (not (= 0 (mod x (car l))))) (cdr l)))))) (sieve (range 2 n))) (primes 40)",
                "(define (count n) (if (= n 0) (quote done) (count (- n 1)))) (count 2000)", "(define counter ((lambda (n) (lambda () n)) 41)) (+ 1 (counter))",
                "(define (hanoi n a b c) (if (= n 0) 0 (+ (hanoi (- n 1) a c b) 1 (hanoi (- n 1) c b a)))) (hanoi 7 1 2 3)", "(quote (a (b . c) \"str\" 1.5))",
                "(car (quote ()))", "(undefined 1)", "(1 2)", "((lambda (x) x))", "(+ 1 (quote a))", "(", ")", "(let ((x)) x)"],
    [erlang:display({P, outcome:'of'(fun() -> run(P) end)}) || P <- Programs].

run(Text) ->
    {Values, _} = lists:mapfoldl(fun eval/2, globals(), parse_all(tokens(Text))),
    show(lists:last(Values)).

show({closure, Parameters, _, _}) -> {closure, Parameters};
show({builtin, _}) -> builtin;
show(L) when is_list(L) -> [show(X) || X <- L];
show(X) -> X.

tokens([]) -> [];
tokens([C | Rest]) when C =:= $\s; C =:= $\n -> tokens(Rest);
tokens([C | Rest]) when C =:= $(; C =:= $) -> [C | tokens(Rest)];
tokens([$" | Rest]) -> {S, [$" | After]} = lists:splitwith(fun(C) -> C =/= $" end, Rest), [{text, S} | tokens(After)];
tokens(Text) ->
    {Word, Rest} = lists:splitwith(fun(C) -> not lists:member(C, " \n()") end, Text),
    [atomic(Word) | tokens(Rest)].

atomic(Word) ->
    try {number, list_to_integer(Word)} catch error:badarg ->
        try {number, list_to_float(Word)} catch error:badarg -> {symbol, Word} end
    end.

parse_all([]) -> [];
parse_all(Tokens) -> {E, Rest} = parse(Tokens), [E | parse_all(Rest)].
parse([$( | Rest]) -> parse_list(Rest, []);
parse([$) | _]) -> throw(unexpected_parenthesis);
parse([{_, _} = T | Rest]) -> {T, Rest};
parse([]) -> throw(unexpected_end).
parse_list([$) | Rest], Acc) -> {lists:reverse(Acc), Rest};
parse_list(Tokens, Acc) -> {E, Rest} = parse(Tokens), parse_list(Rest, [E | Acc]).

globals() ->
    Arithmetic = #{"+" => fun lists:sum/1, "*" => fun(L) -> lists:foldl(fun(X, A) -> X * A end, 1, L) end, "-" => fun([X]) -> -X; ([X | L]) -> lists:foldl(fun(Y, A) -> A - Y end, X, L) end,
                   "mod" => fun([X, Y]) -> X rem Y end, "=" => fun([X, Y]) -> X == Y end, "<" => fun([X, Y]) -> X < Y end, "not" => fun([X]) -> X =:= false end},
    Lists = #{"list" => fun(L) -> L end, "car" => fun([[H | _]]) -> H end, "cdr" => fun([[_ | T]]) -> T end, "cons" => fun([H, T]) -> [H | T] end, "null?" => fun([L]) -> L =:= [] end,
              "map" => fun([F, L]) -> [apply_(F, [X]) || X <- L] end, "filter" => fun([F, L]) -> [X || X <- L, apply_(F, [X]) =/= false] end, "range" => fun([A, B]) -> lists:seq(A, B - 1) end},
    maps:map(fun(_, F) -> {builtin, F} end, maps:merge(Arithmetic, Lists)).

%% {Value, Environment}
eval({number, N}, Env) -> {N, Env};
eval({text, S}, Env) -> {{text, S}, Env};
eval({symbol, Name}, Env) ->
    case Env of
        #{Name := Value} -> {Value, Env};
        _ -> throw({unbound, Name})
    end;
eval([{symbol, "quote"}, X], Env) -> {quoted(X), Env};
eval([{symbol, "if"}, C, T, E], Env) ->
    case eval(C, Env) of
        {false, _} -> eval(E, Env);
        _ -> eval(T, Env)
    end;
eval([{symbol, "cond"} | Clauses], Env) -> cond_(Clauses, Env);
eval([{symbol, "lambda"}, Parameters | Body], Env) -> {{closure, [N || {symbol, N} <- Parameters], Body, Env}, Env};
eval([{symbol, "define"}, [{symbol, Name} | Parameters] | Body], Env) ->
    {Name, Env#{Name => {recursive, Name, [N || {symbol, N} <- Parameters], Body, Env}}};
eval([{symbol, "define"}, {symbol, Name}, E], Env) -> {V, _} = eval(E, Env), {Name, Env#{Name => V}};
eval([{symbol, "let"}, Bindings | Body], Env) ->
    New = [case B of [{symbol, N}, E] -> {N, element(1, eval(E, Env))}; _ -> throw({bad_binding, B}) end || B <- Bindings],
    {body(Body, maps:merge(Env, maps:from_list(New))), Env};
eval([F | Arguments], Env) ->
    {Function, _} = eval(F, Env),
    {apply_(Function, [element(1, eval(A, Env)) || A <- Arguments]), Env}.

cond_([[{symbol, "else"}, E] | _], Env) -> eval(E, Env);
cond_([[C, E] | Rest], Env) ->
    case eval(C, Env) of
        {false, _} -> cond_(Rest, Env);
        _ -> eval(E, Env)
    end;
cond_([], Env) -> {false, Env}.

apply_({builtin, F}, Arguments) -> F(Arguments);
apply_({closure, Parameters, Body, Env}, Arguments) -> body(Body, bind(Parameters, Arguments, Env));
apply_({recursive, Name, Parameters, Body, Env} = Self, Arguments) -> body(Body, bind(Parameters, Arguments, Env#{Name => Self}));
apply_(Other, _) -> throw({not_a_function, show(Other)}).

bind(Parameters, Arguments, Env) when length(Parameters) =:= length(Arguments) -> maps:merge(Env, maps:from_list(lists:zip(Parameters, Arguments)));
bind(Parameters, Arguments, _) -> throw({arity, length(Parameters), length(Arguments)}).

body(Body, Env) -> {Values, _} = lists:mapfoldl(fun eval/2, Env, Body), lists:last(Values).

quoted({symbol, S}) -> list_to_atom(S);
quoted({number, N}) -> N;
quoted({text, _} = T) -> T;
quoted(L) -> [quoted(X) || X <- L].
