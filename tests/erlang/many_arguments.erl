%% SPDX-License-Identifier: Apache-2.0
%% Functions of many arguments: calls, tail calls that rotate, swap and shift all of them, funs and
%% apply with many arguments, and 255 arguments, the most there can be.
-module(many_arguments).
-export([main/0, spread/20, hundred/100]).

-ifdef(SMALL).
-define(TURNS, 300).
-else.
-define(TURNS, 30000).
-endif.

main() ->
    erlang:display(rotate(?TURNS, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26)),
    erlang:display(swap(?TURNS + 1, 0, x1, 2, x3, 4, x5, 6, x7, 8, x9, 10, x11, 12, x13, 14, x15, 16, x17, 18, x19)),
    erlang:display(sum(0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, 169, 196, 225, 256, 289, 324, 361, 400, 441, 484, 529, 576, 625)),
    erlang:display(shift(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
    erlang:display(body(?TURNS div 10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)),
    F = fun(A, B, C, D, _, _, _, _, _, J, _, _, _, _, _, _, _, _, S, T) -> {T, A - B + C - D, [J, S]} end,
    erlang:display(F(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)),
    erlang:display(apply(F, lists:seq(1, 20))),
    erlang:display(apply(?MODULE, spread, lists:seq(1, 20))),
    erlang:display([outcome:class(fun() -> apply(F, lists:seq(1, N)) end) || N <- [19, 20, 21]]),
    erlang:display(tuple_size(apply(?MODULE, hundred, lists:seq(1, 100)))),
    erlang:display(mixed(1, 2.5, a, "s", {t}, [], 1 bsl 70, self() =:= self(), fun(X) -> X + 1 end, <<"b">>, -1, 'A')),
    erlang:display(most(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
                        25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49,
                        50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74,
                        75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99,
                        100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124,
                        125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149,
                        150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174,
                        175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199,
                        200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223, 224,
                        225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249,
                        250, 251, 252, 253, 254)).

rotate(0, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z) ->
    [A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z];
rotate(Turns, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z) ->
    rotate(Turns - 1, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z, A).

swap(0, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T) ->
    {A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T};
swap(N_, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T) ->
    swap(N_ - 1, B, A, D, C, F, E, H, G, J, I, L, K, N, M, P, O, R, Q, T, S).

sum(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z) ->
    sum(A, B, C, D, E, F, G, H, I, J, K, L, M) + N * 2 + O * 2 + P * 2 + Q * 2 + R * 2 + S * 2 + T * 2 + U * 2 + V * 2 + W * 2 + X * 2 + Y * 2 + Z.

sum(A, B, C, D, E, F, G, H, I, J, K, L, M) -> A + B + C + D + E + F + G + H + I + J + K + L + M.

shift(A, B, C, D, E, F, G, H, I, J, K, L) when A < 100 -> shift(B, C, D, E, F, G, H, I, J, K, L, A + B + L);
shift(A, B, C, D, E, F, G, H, I, J, K, L) -> {A, B, C, D, E, F, G, H, I, J, K, L}.

body(0, _, B, _, D, _, F, _, H, _, J, _, L, _, N, _) -> [B, D, F, H, J, L, N];
body(X, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O) ->
    R = body(X - 1, O, N, M, L, K, J, I, H, G, F, E, D, C, B, A),
    case X rem 1000 of
        0 -> [A + O | R];
        _ when A > O, X < 5 -> [{X, A, H, O} | R];
        _ -> R
    end.

spread(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T) ->
    {T, S, R, Q, P, O, N, M, L, K, J, I, H, G, F, E, D, C, B, A}.

hundred(A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19,
        A20, A21, A22, A23, A24, A25, A26, A27, A28, A29, A30, A31, A32, A33, A34, A35, A36, A37, A38, A39,
        A40, A41, A42, A43, A44, A45, A46, A47, A48, A49, A50, A51, A52, A53, A54, A55, A56, A57, A58, A59,
        A60, A61, A62, A63, A64, A65, A66, A67, A68, A69, A70, A71, A72, A73, A74, A75, A76, A77, A78, A79,
        A80, A81, A82, A83, A84, A85, A86, A87, A88, A89, A90, A91, A92, A93, A94, A95, A96, A97, A98, A99) ->
    {A99, A98, A97, A96, A95, A94, A93, A92, A91, A90, A89, A88, A87, A86, A85, A84, A83, A82, A81, A80,
        A79, A78, A77, A76, A75, A74, A73, A72, A71, A70, A69, A68, A67, A66, A65, A64, A63, A62, A61, A60,
        A59, A58, A57, A56, A55, A54, A53, A52, A51, A50, A49, A48, A47, A46, A45, A44, A43, A42, A41, A40,
        A39, A38, A37, A36, A35, A34, A33, A32, A31, A30, A29, A28, A27, A26, A25, A24, A23, A22, A21, A20,
        A19, A18, A17, A16, A15, A14, A13, A12, A11, A10, A9, A8, A7, A6, A5, A4, A3, A2, A1, A0}.

mixed(A, B, C, D, E, F, G, H, I, J, K, L) ->
    {L, K, byte_size(J), I(A), H, G - 1, F, element(1, E), hd(D), C, B * 2, A}.

most(V0, V1, _, _, _, _, _, _, _, _, _, _, _, _, _, V15, V16, V17, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        V100, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, V127, V128, V129, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        V200, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
        _, _, _, _, _, _, _, _, _, _, _, _, _, V253, V254) ->
    {V0, V1, V15, V16, V17, V100, V127, V128, V129, V200, V253, V254}.
