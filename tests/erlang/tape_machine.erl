%% SPDX-License-Identifier: Apache-2.0
%% An interpreter for the eight-instruction tape language, in two ways: from the text with bracket
%% matching at run time, and compiled to nested closures; it prints, adds, squares and sorts.
-module(tape_machine).
-export([main/0]).

-ifdef(SMALL).
-define(LIMIT, 4).
-else.
-define(LIMIT, 10).
-endif.

main() ->
    Hello = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.",
    erlang:display(run(Hello, "")),
    erlang:display(compiled(Hello, "")),
    erlang:display(both(",[.,]", "echoed")),
    erlang:display(both(">,[>,]<[.<]", "backwards")),
    erlang:display(both(",>,<[->+<]>.", [20, 22])),
    erlang:display(both("-.+.", "")),
    Squares = squares(?LIMIT),
    erlang:display(both(Squares, "")),
    erlang:display(both(">,[>,]<[[>[-]<.<]]", "xyz")),
    erlang:display([outcome:'of'(fun() -> run(P, "") end) || P <- ["[", "]", "+[[]", "<", ",", "+]-", "[]]"]]),
    erlang:display(parse("+[>-[.]<]x,", [], [])).

both(Program, Input) ->
    A = run(Program, Input),
    B = compiled(Program, Input),
    {A =:= B, A}.

%% The first N squares as characters, each from the one before and the next odd number.
squares(N) -> ">+<" ++ lists:duplicate(N, $+) ++ "[>[->+>+<<]>>[-<<+>>]<.<++<-]".

%% The tape is {Left, Cell, Right}; Back holds the instructions already done, newest first.
run(Program, Input) -> run(Program, [], {[], 0, []}, Input, [], 0).

run(_, _, _, _, Out, Steps) when Steps > 200000 -> {too_long, lists:reverse(Out)};
run([], _, _, _, Out, _) -> lists:reverse(Out);
run([$> = I | Is], Back, {L, C, []}, In, Out, N) -> run(Is, [I | Back], {[C | L], 0, []}, In, Out, N + 1);
run([$> = I | Is], Back, {L, C, [H | R]}, In, Out, N) -> run(Is, [I | Back], {[C | L], H, R}, In, Out, N + 1);
run([$< = I | Is], Back, {[H | L], C, R}, In, Out, N) -> run(Is, [I | Back], {L, H, [C | R]}, In, Out, N + 1);
run([$+ = I | Is], Back, {L, C, R}, In, Out, N) -> run(Is, [I | Back], {L, (C + 1) band 255, R}, In, Out, N + 1);
run([$- = I | Is], Back, {L, C, R}, In, Out, N) -> run(Is, [I | Back], {L, (C - 1) band 255, R}, In, Out, N + 1);
run([$. = I | Is], Back, {_, C, _} = T, In, Out, N) -> run(Is, [I | Back], T, In, [C | Out], N + 1);
run([$, = I | Is], Back, {L, _, R}, [], Out, N) -> run(Is, [I | Back], {L, 0, R}, [], Out, N + 1);
run([$, = I | Is], Back, {L, _, R}, [H | In], Out, N) -> run(Is, [I | Back], {L, H, R}, In, Out, N + 1);
run([$[ = I | Is], Back, {_, 0, _} = T, In, Out, N) ->
    {Rest, Passed} = forward(Is, [I | Back], 0),
    run(Rest, Passed, T, In, Out, N + 1);
run([$[ = I | Is], Back, T, In, Out, N) -> run(Is, [I | Back], T, In, Out, N + 1);
run([$] | _] = Is, Back, {_, C, _} = T, In, Out, N) when C > 0 ->
    {Start, Before} = backward(Back, Is, 0),
    run(Start, Before, T, In, Out, N + 1);
run([$] = I | Is], Back, T, In, Out, N) -> run(Is, [I | Back], T, In, Out, N + 1);
run([_ | Is], Back, T, In, Out, N) -> run(Is, Back, T, In, Out, N).

forward([$] = I | Is], Back, 0) -> {Is, [I | Back]};
forward([$] = I | Is], Back, D) -> forward(Is, [I | Back], D - 1);
forward([$[ = I | Is], Back, D) -> forward(Is, [I | Back], D + 1);
forward([I | Is], Back, D) -> forward(Is, [I | Back], D).

backward([$[ = I | Back], Is, 0) -> {[I | Is], Back};
backward([$[ = I | Back], Is, D) -> backward(Back, [I | Is], D - 1);
backward([$] = I | Back], Is, D) -> backward(Back, [I | Is], D + 1);
backward([I | Back], Is, D) -> backward(Back, [I | Is], D).

%% Closures from state to state; runs of the same instruction are joined.
compiled(Program, Input) ->
    {Code, []} = parse(Program, [], []),
    {_, _, Out} = (sequence(Code))({{[], 0, []}, Input, []}),
    lists:reverse(Out).

parse([], Acc, []) -> {lists:reverse(Acc), []};
parse([$[ | T], Acc, Stack) -> parse(T, [], [Acc | Stack]);
parse([$] | T], Acc, [Outer | Stack]) -> parse(T, [{loop, lists:reverse(Acc)} | Outer], Stack);
parse([C | T], [{C, N} | Acc], Stack) when C =:= $+; C =:= $-; C =:= $<; C =:= $> -> parse(T, [{C, N + 1} | Acc], Stack);
parse([C | T], Acc, Stack) when C =:= $+; C =:= $-; C =:= $<; C =:= $>; C =:= $.; C =:= $, -> parse(T, [{C, 1} | Acc], Stack);
parse([_ | T], Acc, Stack) -> parse(T, Acc, Stack).

sequence([]) -> fun(S) -> S end;
sequence([I | Is]) ->
    First = instruction(I),
    Rest = sequence(Is),
    fun(S) -> Rest(First(S)) end.

instruction({$+, N}) -> fun({{L, C, R}, In, Out}) -> {{L, (C + N) band 255, R}, In, Out} end;
instruction({$-, N}) -> fun({{L, C, R}, In, Out}) -> {{L, (C - N) band 255, R}, In, Out} end;
instruction({$>, N}) -> fun({T, In, Out}) -> {right(N, T), In, Out} end;
instruction({$<, N}) -> fun({T, In, Out}) -> {left(N, T), In, Out} end;
instruction({$., 1}) -> fun({{_, C, _} = T, In, Out}) -> {T, In, [C | Out]} end;
instruction({$,, 1}) -> fun({{L, _, R}, [], Out}) -> {{L, 0, R}, [], Out}; ({{L, _, R}, [H | In], Out}) -> {{L, H, R}, In, Out} end;
instruction({loop, Code}) ->
    Body = sequence(Code),
    fun Loop({{_, 0, _}, _, _} = S) -> S; Loop(S) -> Loop(Body(S)) end.

right(0, T) -> T;
right(N, {L, C, []}) -> right(N - 1, {[C | L], 0, []});
right(N, {L, C, [H | R]}) -> right(N - 1, {[C | L], H, R}).

left(0, T) -> T;
left(N, {[H | L], C, R}) -> left(N - 1, {L, H, [C | R]}).
