%% SPDX-License-Identifier: Apache-2.0
%% Large selections on atoms: every key, keys that look alike, atoms made at run time, other types,
%% a small state machine, and selections nested in each other.
-module(select_atoms).
-export([main/0]).

main() ->
    erlang:display([fruit(A) || A <- keys()]),
    erlang:display([fruit(A) || A <- outcome:id(['', appl, apples, 'Apple', 'apple ', unknown, nul, 0, 1.0, [], {}, "apple", {apple}])]),
    erlang:display([fruit(list_to_atom(atom_to_list(A))) =:= fruit(A) || A <- keys()]),
    erlang:display([outcome:'of'(fun() -> strict(A) end) || A <- outcome:id([red, green, blue, black, 'Red', 1])]),
    erlang:display([mixed(A) || A <- outcome:id([a, b, c, 1, 2, 3, 1.0, 2.0, "s", [], {}, {a}, 1 bsl 70, zz])]),
    erlang:display(machine(idle, [coin, push, push, coin, coin, kick, push, fix, coin, push], [])),
    erlang:display([nested(A, B) || A <- [x, y, z, w], B <- [x, y, z, w]]),
    erlang:display(walk(outcome:id(20000), n, 0)).

keys() ->
    [apple, banana, cherry, date, elderberry, fig, grape, honeydew, iris, jasmine,
     kiwi, lemon, mango, nectarine, orange, papaya, quince, raspberry, strawberry, tangerine,
     ugli, vanilla, watermelon, xigua, yam, zucchini, ok, error, undefined, true,
     false, nil, infinity, normal, kill, shutdown, badarg, badarith, badmatch, case_clause,
     function_clause, if_end, undef, receive_, after_, begin_, alpha, beta, gamma, delta,
     epsilon, zeta, eta, theta, iota, kappa, lambda].

fruit(apple) -> 0;
fruit(banana) -> 29;
fruit(cherry) -> 58;
fruit(date) -> 26;
fruit(elderberry) -> 55;
fruit(fig) -> 23;
fruit(grape) -> 52;
fruit(honeydew) -> 20;
fruit(iris) -> 49;
fruit(jasmine) -> 17;
fruit(kiwi) -> 46;
fruit(lemon) -> 14;
fruit(mango) -> 43;
fruit(nectarine) -> 11;
fruit(orange) -> 40;
fruit(papaya) -> 8;
fruit(quince) -> 37;
fruit(raspberry) -> 5;
fruit(strawberry) -> 34;
fruit(tangerine) -> 2;
fruit(ugli) -> 31;
fruit(vanilla) -> 60;
fruit(watermelon) -> 28;
fruit(xigua) -> 57;
fruit(yam) -> 25;
fruit(zucchini) -> 54;
fruit(ok) -> 22;
fruit(error) -> 51;
fruit(undefined) -> 19;
fruit(true) -> 48;
fruit(false) -> 16;
fruit(nil) -> 45;
fruit(infinity) -> 13;
fruit(normal) -> 42;
fruit(kill) -> 10;
fruit(shutdown) -> 39;
fruit(badarg) -> 7;
fruit(badarith) -> 36;
fruit(badmatch) -> 4;
fruit(case_clause) -> 33;
fruit(function_clause) -> 1;
fruit(if_end) -> 30;
fruit(undef) -> 59;
fruit(receive_) -> 27;
fruit(after_) -> 56;
fruit(begin_) -> 24;
fruit(alpha) -> 53;
fruit(beta) -> 21;
fruit(gamma) -> 50;
fruit(delta) -> 18;
fruit(epsilon) -> 47;
fruit(zeta) -> 15;
fruit(eta) -> 44;
fruit(theta) -> 12;
fruit(iota) -> 41;
fruit(kappa) -> 9;
fruit(lambda) -> 38;
fruit(X) when is_atom(X) -> {unknown, X};
fruit(_) -> no_atom.

strict(red) -> 1;
strict(green) -> 2;
strict(blue) -> 3.

mixed(a) -> atom_a;
mixed(1) -> int_1;
mixed(b) -> atom_b;
mixed(2) -> int_2;
mixed(1.0) -> float_1;
mixed([]) -> nil;
mixed({}) -> empty;
mixed(c) -> atom_c;
mixed(1180591620717411303424) -> big;
mixed({X}) -> {wrapped, X};
mixed("s") -> string;
mixed(_) -> other.

machine(_, [], Log) -> lists:reverse(Log);
machine(State, [Event | Rest], Log) ->
    Next = case State of
               idle ->
                   case Event of
                       coin -> ready;
                       push -> idle;
                       kick -> broken;
                       fix -> idle
                   end;
               ready ->
                   case Event of
                       coin -> full;
                       push -> idle;
                       kick -> broken;
                       fix -> ready
                   end;
               full ->
                   case Event of
                       push -> ready;
                       kick -> broken;
                       _ -> full
                   end;
               broken ->
                   case Event of
                       fix -> idle;
                       _ -> broken
                   end
           end,
    machine(Next, Rest, [Next | Log]).

nested(x, x) -> 1;
nested(x, y) -> 2;
nested(y, x) -> 3;
nested(y, y) -> 4;
nested(x, z) -> 5;
nested(z, A) when A =/= z -> {6, A};
nested(A, z) -> {7, A};
nested(A, A) -> 8;
nested(_, _) -> 9.

walk(0, State, Count) -> {State, Count};
walk(N, State, Count) ->
    case State of
        n -> walk(N - 1, ne, Count + 1);
        ne -> walk(N - 1, e, Count);
        e -> walk(N - 1, se, Count + 2);
        se -> walk(N - 1, s, Count);
        s -> walk(N - 1, sw, Count + 3);
        sw -> walk(N - 1, w, Count);
        w -> walk(N - 1, nw, Count + 4);
        nw when N rem 3 =:= 0 -> walk(N - 1, s, Count + 5);
        nw -> walk(N - 1, n, Count)
    end.
