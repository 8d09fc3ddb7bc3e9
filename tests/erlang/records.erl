%% SPDX-License-Identifier: Apache-2.0
%% Records: defaults, construction, access, update of one and many fields, matching, nesting,
%% guards, field numbers, and what a wrong record does.
-module(records).
-export([main/0]).

-record(person, {name, age = 0, address, tags = []}).
-record(address, {street = "none", city, zip = 0}).
-record(empty, {}).
-record(wide, {f1 = 1, f2 = 2, f3 = 3, f4 = 4, f5 = 5, f6 = 6, f7 = 7, f8 = 8, f9 = 9, f10 = 10, f11 = 11, f12 = 12}).

main() ->
    P = #person{name = outcome:id("Ann"), address = #address{city = outcome:id(paris)}},
    erlang:display(P),
    erlang:display({P#person.name, P#person.age, (P#person.address)#address.city}),
    Q = P#person{age = 41, tags = [x, y]},
    erlang:display({P, Q}),
    R = Q#person{address = (Q#person.address)#address{zip = 75001, street = "rue"}},
    erlang:display(R),
    erlang:display({#person.name, #person.tags, #empty{}, record_info(size, person), record_info(fields, address)}),
    erlang:display([classify(X) || X <- outcome:id([P, Q, R, #empty{}, {person, 1}, #address{}, person, {person, a, b, c, d}])]),
    erlang:display([birthday(X, 3) || X <- [P, Q]]),
    W = outcome:id(#wide{}),
    erlang:display(W#wide{f1 = a, f6 = b, f12 = c}),
    erlang:display(W#wide{f2 = W#wide.f3, f3 = W#wide.f2}),
    erlang:display(#wide{_ = default, f5 = 5}),
    erlang:display(outcome:'of'(fun() -> (outcome:id({person, 1}))#person.name end)),
    erlang:display(outcome:'of'(fun() -> (outcome:id(#empty{}))#person.name end)),
    erlang:display(outcome:'of'(fun() -> (outcome:id(a))#person{age = 1} end)),
    erlang:display(outcome:'of'(fun() -> #person{name = N} = outcome:id(#address{}), N end)),
    erlang:display([is_record(X, person) || X <- outcome:id([P, {person}, #address{}, [], person])]),
    erlang:display(oldest([Q#person{name = N, age = A} || {N, A} <- [{"A", 5}, {"B", 90}, {"C", 33}]])),
    erlang:display([X#person.name || #person{age = A} = X <- [P, Q, R, other], A > 40]).

classify(#person{age = 0, address = #address{city = C}}) -> {newborn, C};
classify(#person{tags = [T | _], address = #address{zip = Z}}) when Z > 0 -> {tagged, T, Z};
classify(#person{} = P) -> {person, P#person.age};
classify(#address{zip = 0}) -> address;
classify(#empty{}) -> empty;
classify(P) when element(1, P) =:= person -> damaged;
classify(_) -> unknown.

birthday(P, 0) -> P#person.age;
birthday(#person{age = A} = P, N) -> birthday(P#person{age = A + 1}, N - 1).

oldest([H | T]) -> oldest(T, H).

oldest([], Best) -> Best#person.name;
oldest([P | T], Best) when P#person.age > Best#person.age -> oldest(T, P);
oldest([_ | T], Best) -> oldest(T, Best).
