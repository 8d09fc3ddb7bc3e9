%% SPDX-License-Identifier: Apache-2.0
%% A compiler and a machine: expressions and loops as terms become code for a stack machine with
%% jumps, variables and calls, which runs from a tuple; results are checked by direct evaluation.
-module(stack_machine).
-export([main/0]).

-ifdef(SMALL).
-define(N, 20).
-else.
-define(N, 2000).
-endif.

main() ->
    Sum = [{set, sum, 0}, {set, i, 1},
           {while, {'=<', i, ?N}, [{set, sum, {'+', sum, i}}, {set, i, {'+', i, 1}}]},
           {print, sum}],
    show(Sum),
    show([{set, n, 25}, {set, f, 1}, {while, {'>', n, 1}, [{set, f, {'*', f, n}}, {set, n, {'-', n, 1}}]}, {print, f}]),
    show([{set, a, 1071}, {set, b, 462}, {while, {'=/=', b, 0}, [{set, t, {'rem', a, b}}, {set, a, b}, {set, b, t}]}, {print, a}]),
    show([{set, n, 2},
          {while, {'<', n, 50},
           [{set, prime, 1}, {set, d, 2},
            {while, {'=<', {'*', d, d}, n}, [{'if', {'==', {'rem', n, d}, 0}, [{set, prime, 0}, {set, d, n}], []}, {set, d, {'+', d, 1}}]},
            {'if', {'==', prime, 1}, [{print, n}], []},
            {set, n, {'+', n, 1}}]}]),
    show([{print, {'-', {'*', {'+', 1, 2}, {'-', 10, 4}}, {'div', 100, 7}}}, {print, {'if', {'<', 1, 2}, 10, 20}},
          {'if', {'>', 1, 2}, [{print, yes}], [{print, 0}]}]),
    show([{print, {'div', 1, 0}}]),
    show([{print, undefined_variable}]),
    show([{print, {'/', 7, 2}}, {print, {'*', 1.5, 4}}]),
    erlang:display(compile([{set, x, {'+', 1, 2}}, {while, {'<', x, 9}, [{set, x, {'*', x, x}}]}])),
    Fib = list_to_tuple(fib_code()),
    erlang:display([call(Fib, N) || N <- lists:seq(0, 12)]).

show(Program) ->
    Code = compile(Program),
    Machine = outcome:'of'(fun() -> execute(list_to_tuple(Code), 1, [], [], []) end),
    Direct = outcome:'of'(fun() -> direct(Program) end),
    erlang:display({length(Code), Machine =:= Direct, Machine}).

compile(Program) ->
    {Code, _} = block(Program, 1),
    Code ++ [halt].

%% Every piece is compiled for the address that it will have.
block([], At) -> {[], At};
block([S | Rest], At) ->
    {Code, Next} = statement(S, At),
    {More, End} = block(Rest, Next),
    {Code ++ More, End}.

statement({set, V, E}, At) ->
    Code = expression(E, At) ++ [{store, V}],
    {Code, At + length(Code)};
statement({print, E}, At) ->
    Code = expression(E, At) ++ [print],
    {Code, At + length(Code)};
statement({while, C, Body}, At) ->
    Test = expression(C, At),
    {Code, Next} = block(Body, At + length(Test) + 1),
    {Test ++ [{jump_if_false, Next + 1}] ++ Code ++ [{jump, At}], Next + 1};
statement({'if', C, Then, Else}, At) ->
    Test = expression(C, At),
    {A, Middle} = block(Then, At + length(Test) + 1),
    {B, End} = block(Else, Middle + 1),
    {Test ++ [{jump_if_false, Middle + 1}] ++ A ++ [{jump, End}] ++ B, End}.

expression(N, _) when is_number(N) -> [{push, N}];
expression(V, _) when is_atom(V) -> [{load, V}];
expression({'if', C, A, B}, At) ->
    Test = expression(C, At),
    Then = expression(A, At + length(Test) + 1),
    Middle = At + length(Test) + 1 + length(Then) + 1,
    Else = expression(B, Middle),
    Test ++ [{jump_if_false, Middle}] ++ Then ++ [{jump, Middle + length(Else)}] ++ Else;
expression({Op, A, B}, At) ->
    First = expression(A, At),
    First ++ expression(B, At + length(First)) ++ [Op].

execute(Code, At, Stack, Variables, Out) ->
    case element(At, Code) of
        {push, N} -> execute(Code, At + 1, [N | Stack], Variables, Out);
        {load, V} ->
            {V, X} = lists:keyfind(V, 1, Variables),
            execute(Code, At + 1, [X | Stack], Variables, Out);
        {store, V} -> execute(Code, At + 1, tl(Stack), lists:keystore(V, 1, Variables, {V, hd(Stack)}), Out);
        {jump, To} -> execute(Code, To, Stack, Variables, Out);
        {jump_if_false, To} ->
            case Stack of
                [false | Rest] -> execute(Code, To, Rest, Variables, Out);
                [true | Rest] -> execute(Code, At + 1, Rest, Variables, Out)
            end;
        print -> execute(Code, At + 1, tl(Stack), Variables, [hd(Stack) | Out]);
        halt -> lists:reverse(Out);
        {call, To} -> execute(Code, To, [At + 1 | Stack], Variables, Out);
        return ->
            [Value, Back | Rest] = Stack,
            execute(Code, Back, [Value | Rest], Variables, Out);
        {under, N} -> execute(Code, At + 1, [lists:nth(N, Stack) | Stack], Variables, Out);
        {drop_under, N} ->
            {[Top | Dropped], Rest} = lists:split(N + 1, Stack),
            N = length(Dropped),
            execute(Code, At + 1, [Top | Rest], Variables, Out);
        Op ->
            [B, A | Rest] = Stack,
            execute(Code, At + 1, [operate(Op, A, B) | Rest], Variables, Out)
    end.

operate('+', A, B) -> A + B;
operate('-', A, B) -> A - B;
operate('*', A, B) -> A * B;
operate('/', A, B) -> A / B;
operate('div', A, B) -> A div B;
operate('rem', A, B) -> A rem B;
operate('<', A, B) -> A < B;
operate('>', A, B) -> A > B;
operate('=<', A, B) -> A =< B;
operate('==', A, B) -> A == B;
operate('=/=', A, B) -> A =/= B.

%% The same without a machine.
direct(Program) ->
    {_, Out} = run(Program, [], []),
    lists:reverse(Out).

run([], Variables, Out) -> {Variables, Out};
run([{set, V, E} | Rest], Variables, Out) -> run(Rest, lists:keystore(V, 1, Variables, {V, value(E, Variables)}), Out);
run([{print, E} | Rest], Variables, Out) -> run(Rest, Variables, [value(E, Variables) | Out]);
run([{while, C, Body} | Rest] = Program, Variables, Out) ->
    case value(C, Variables) of
        true ->
            {After, More} = run(Body, Variables, Out),
            run(Program, After, More);
        false -> run(Rest, Variables, Out)
    end;
run([{'if', C, A, B} | Rest], Variables, Out) ->
    {After, More} = run(case value(C, Variables) of true -> A; false -> B end, Variables, Out),
    run(Rest, After, More).

value(N, _) when is_number(N) -> N;
value(V, Variables) when is_atom(V) ->
    {V, X} = lists:keyfind(V, 1, Variables),
    X;
value({'if', C, A, B}, Variables) -> value(case value(C, Variables) of true -> A; false -> B end, Variables);
value({Op, A, B}, Variables) -> operate(Op, value(A, Variables), value(B, Variables)).

%% fib(N) with calls: N is on the stack under the return address.
fib_code() ->
    [{call, 4}, print, halt,
     {under, 2}, {push, 2}, '<', {jump_if_false, 10}, {under, 2}, {jump, 21},
     {under, 2}, {push, 1}, '-', {call, 4}, {drop_under, 1},
     {under, 3}, {push, 2}, '-', {call, 4}, {drop_under, 1}, '+', return].

call(Code, N) ->
    [V] = execute(Code, 1, [N], [], []),
    V.
