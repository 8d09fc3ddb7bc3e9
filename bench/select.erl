%% SPDX-License-Identifier: Apache-2.0
%% A small virtual machine whose dispatch is a large selection on integers, and a walk over atoms.
-module(select).
-export([run/0, iterations/0]).

iterations() -> 20.

run() -> {machine(1500000, 0, 1, 0), walk(1500000, n, 0)}.

%% The opcode is taken from a random sequence; the accumulator stays small.
machine(0, A, _, _) -> A;
machine(N, A, Seed, Op) ->
    Next = (Seed * 69069 + 1) band 16#FFFFFF,
    machine(N - 1, step(Op, A) band 16#FFFFF, Next, (Next bsr 8) band 63).

step(0, A) -> A + 975;
step(1, A) -> A bxor 2428;
step(2, A) -> A * 3 + 2230;
step(3, A) -> A - 535;
step(4, A) -> A bor 1516;
step(5, A) -> (A bsl 1) + 3752;
step(6, A) -> (A bsr 1) + 2474;
step(7, A) -> A band (16#FFFFF - 1942);
step(8, A) -> A + 2563;
step(9, A) -> A bxor 2380;
step(10, A) -> A * 3 + 269;
step(11, A) -> A - 2481;
step(12, A) -> A bor 54;
step(13, A) -> (A bsl 1) + 3723;
step(14, A) -> (A bsr 1) + 3431;
step(15, A) -> A band (16#FFFFF - 1922);
step(16, A) -> A + 1063;
step(17, A) -> A bxor 2257;
step(18, A) -> A * 3 + 960;
step(19, A) -> A - 786;
step(20, A) -> A bor 2938;
step(21, A) -> (A bsl 1) + 1927;
step(22, A) -> (A bsr 1) + 2216;
step(23, A) -> A band (16#FFFFF - 3427);
step(24, A) -> A + 2252;
step(25, A) -> A bxor 1952;
step(26, A) -> A * 3 + 1627;
step(27, A) -> A - 2618;
step(28, A) -> A bor 3527;
step(29, A) -> (A bsl 1) + 617;
step(30, A) -> (A bsr 1) + 950;
step(31, A) -> A band (16#FFFFF - 2601);
step(32, A) -> A + 622;
step(33, A) -> A bxor 3556;
step(34, A) -> A * 3 + 3793;
step(35, A) -> A - 2143;
step(36, A) -> A bor 1598;
step(37, A) -> (A bsl 1) + 3037;
step(38, A) -> (A bsr 1) + 63;
step(39, A) -> A band (16#FFFFF - 2751);
step(40, A) -> A + 3184;
step(41, A) -> A bxor 263;
step(42, A) -> A * 3 + 653;
step(43, A) -> A - 3106;
step(44, A) -> A bor 3922;
step(45, A) -> (A bsl 1) + 2422;
step(46, A) -> (A bsr 1) + 176;
step(47, A) -> A band (16#FFFFF - 1234);
step(48, A) -> A + 3196;
step(49, A) -> A bxor 128;
step(50, A) -> A * 3 + 3374;
step(51, A) -> A - 3546;
step(52, A) -> A bor 1104;
step(53, A) -> (A bsl 1) + 1937;
step(54, A) -> (A bsr 1) + 2437;
step(55, A) -> A band (16#FFFFF - 2945);
step(56, A) -> A + 3769;
step(57, A) -> A bxor 3600;
step(58, A) -> A * 3 + 1588;
step(59, A) -> A - 2926;
step(60, A) -> A bor 3229;
step(61, A) -> (A bsl 1) + 3773;
step(62, A) -> (A bsr 1) + 1749;
step(63, A) -> A band (16#FFFFF - 1618).

walk(0, State, Count) -> {State, Count};
walk(N, n, Count) -> walk(N - 1, ese, Count + 0);
walk(N, nne, Count) -> walk(N - 1, se, Count + 1);
walk(N, ne, Count) -> walk(N - 1, sse, Count + 2);
walk(N, ene, Count) -> walk(N - 1, s, Count + 3);
walk(N, e, Count) -> walk(N - 1, ssw, Count + 4);
walk(N, ese, Count) -> walk(N - 1, sw, Count + 5);
walk(N, se, Count) -> walk(N - 1, wsw, Count + 6);
walk(N, sse, Count) -> walk(N - 1, w, Count + 7);
walk(N, s, Count) -> walk(N - 1, wnw, Count + 8);
walk(N, ssw, Count) -> walk(N - 1, nw, Count + 9);
walk(N, sw, Count) -> walk(N - 1, nnw, Count + 10);
walk(N, wsw, Count) -> walk(N - 1, n, Count + 11);
walk(N, w, Count) -> walk(N - 1, nne, Count + 12);
walk(N, wnw, Count) -> walk(N - 1, ne, Count + 13);
walk(N, nw, Count) -> walk(N - 1, ene, Count + 14);
walk(N, nnw, Count) -> walk(N - 1, e, Count + 15).
