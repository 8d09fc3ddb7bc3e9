%% SPDX-License-Identifier: Apache-2.0
%% Large selections on integers: dense, dense with holes and an offset, sparse, negative, around the
%% border of small integers, big ones, and values that are not integers at all.
-module(select_integers).
-export([main/0]).

main() ->
    erlang:display([dense(X) || X <- lists:seq(-2, 102)]),
    erlang:display([offset(X) || X <- lists:seq(995, 1065)]),
    erlang:display([sparse(X) || X <- probes()]),
    erlang:display([negative(X) || X <- lists:seq(-70, 5)]),
    erlang:display([border(X) || X <- near()]),
    erlang:display([huge(X) || X <- near()]),
    Others = outcome:id([a, 1.0, 5.0, [], {1}, "1", 1 bsl 59, 1 bsl 64, 1 bsl 32, -(1 bsl 32), (1 bsl 32) + 5, <<1>>]),
    erlang:display([{dense(X), offset(X), sparse(X), negative(X), border(X), huge(X)} || X <- Others]),
    erlang:display([outcome:'of'(fun() -> no_default(X) end) || X <- outcome:id([1, 2, 9, 10, 11, -1, a, 1.0])]),
    erlang:display([same_target(X) || X <- lists:seq(0, 12)]),
    erlang:display([guarded(X, Y) || X <- lists:seq(0, 6), Y <- [0, 1]]),
    erlang:display(loop(outcome:id(20000), 0, 1)).

probes() -> lists:append([[K - 1, K, K + 1] || K <- keys()]).

keys() -> [-288230376151711744, -2147483648, -972498, -939172, -891256, -786145, -762590, -671059, -618160, -545485,
           -482900, -477699, -477116, -464293, -413883, -248097, -220293, -201493, -144046, -23519,
           -16291, 0, 111574, 140349, 203641, 306319, 360998, 367409, 447971, 533403,
           551679, 555640, 627303, 667641, 762337, 764776, 819193, 821262, 889325, 921715,
           934255, 976461, 978362, 2147483647, 2147483648, 4294967296, 288230376151711745].

near() -> [(1 bsl K) + D || K <- [58, 59, 60, 64], D <- [-2, -1, 0, 1, 2]] ++ [-(1 bsl K) + D || K <- [58, 59, 60, 64], D <- [-2, -1, 0, 1, 2]].

dense(0) -> 0;
dense(1) -> 37;
dense(2) -> 74;
dense(3) -> 10;
dense(4) -> 47;
dense(5) -> 84;
dense(6) -> 20;
dense(7) -> 57;
dense(8) -> 94;
dense(9) -> 30;
dense(10) -> 67;
dense(11) -> 3;
dense(12) -> 40;
dense(13) -> 77;
dense(14) -> 13;
dense(15) -> 50;
dense(16) -> 87;
dense(17) -> 23;
dense(18) -> 60;
dense(19) -> 97;
dense(20) -> 33;
dense(21) -> 70;
dense(22) -> 6;
dense(23) -> 43;
dense(24) -> 80;
dense(25) -> 16;
dense(26) -> 53;
dense(27) -> 90;
dense(28) -> 26;
dense(29) -> 63;
dense(30) -> 100;
dense(31) -> 36;
dense(32) -> 73;
dense(33) -> 9;
dense(34) -> 46;
dense(35) -> 83;
dense(36) -> 19;
dense(37) -> 56;
dense(38) -> 93;
dense(39) -> 29;
dense(40) -> 66;
dense(41) -> 2;
dense(42) -> 39;
dense(43) -> 76;
dense(44) -> 12;
dense(45) -> 49;
dense(46) -> 86;
dense(47) -> 22;
dense(48) -> 59;
dense(49) -> 96;
dense(50) -> 32;
dense(51) -> 69;
dense(52) -> 5;
dense(53) -> 42;
dense(54) -> 79;
dense(55) -> 15;
dense(56) -> 52;
dense(57) -> 89;
dense(58) -> 25;
dense(59) -> 62;
dense(60) -> 99;
dense(61) -> 35;
dense(62) -> 72;
dense(63) -> 8;
dense(64) -> 45;
dense(65) -> 82;
dense(66) -> 18;
dense(67) -> 55;
dense(68) -> 92;
dense(69) -> 28;
dense(70) -> 65;
dense(71) -> 1;
dense(72) -> 38;
dense(73) -> 75;
dense(74) -> 11;
dense(75) -> 48;
dense(76) -> 85;
dense(77) -> 21;
dense(78) -> 58;
dense(79) -> 95;
dense(80) -> 31;
dense(81) -> 68;
dense(82) -> 4;
dense(83) -> 41;
dense(84) -> 78;
dense(85) -> 14;
dense(86) -> 51;
dense(87) -> 88;
dense(88) -> 24;
dense(89) -> 61;
dense(90) -> 98;
dense(91) -> 34;
dense(92) -> 71;
dense(93) -> 7;
dense(94) -> 44;
dense(95) -> 81;
dense(96) -> 17;
dense(97) -> 54;
dense(98) -> 91;
dense(99) -> 27;
dense(_) -> other.

offset(1000) -> v2;
offset(1002) -> v28;
offset(1003) -> v41;
offset(1005) -> v67;
offset(1006) -> v80;
offset(1007) -> v93;
offset(1009) -> v22;
offset(1010) -> v35;
offset(1012) -> v61;
offset(1013) -> v74;
offset(1014) -> v87;
offset(1016) -> v16;
offset(1017) -> v29;
offset(1019) -> v55;
offset(1020) -> v68;
offset(1021) -> v81;
offset(1023) -> v10;
offset(1024) -> v23;
offset(1026) -> v49;
offset(1027) -> v62;
offset(1028) -> v75;
offset(1030) -> v4;
offset(1031) -> v17;
offset(1033) -> v43;
offset(1034) -> v56;
offset(1035) -> v69;
offset(1037) -> v95;
offset(1038) -> v11;
offset(1040) -> v37;
offset(1041) -> v50;
offset(1042) -> v63;
offset(1044) -> v89;
offset(1045) -> v5;
offset(1047) -> v31;
offset(1048) -> v44;
offset(1049) -> v57;
offset(1051) -> v83;
offset(1052) -> v96;
offset(1054) -> v25;
offset(1055) -> v38;
offset(1056) -> v51;
offset(1058) -> v77;
offset(1059) -> v90;
offset(_) -> other.

sparse(-288230376151711744) -> {hit, 967};
sparse(-2147483648) -> {hit, 173};
sparse(-972498) -> {hit, 237};
sparse(-939172) -> {hit, 440};
sparse(-891256) -> {hit, 864};
sparse(-786145) -> {hit, 71};
sparse(-762590) -> {hit, 489};
sparse(-671059) -> {hit, 491};
sparse(-618160) -> {hit, 481};
sparse(-545485) -> {hit, 670};
sparse(-482900) -> {hit, 859};
sparse(-477699) -> {hit, 942};
sparse(-477116) -> {hit, 987};
sparse(-464293) -> {hit, 947};
sparse(-413883) -> {hit, 667};
sparse(-248097) -> {hit, 819};
sparse(-220293) -> {hit, 710};
sparse(-201493) -> {hit, 131};
sparse(-144046) -> {hit, 678};
sparse(-23519) -> {hit, 843};
sparse(-16291) -> {hit, 989};
sparse(0) -> {hit, 0};
sparse(111574) -> {hit, 52};
sparse(140349) -> {hit, 686};
sparse(203641) -> {hit, 779};
sparse(306319) -> {hit, 108};
sparse(360998) -> {hit, 450};
sparse(367409) -> {hit, 931};
sparse(447971) -> {hit, 834};
sparse(533403) -> {hit, 521};
sparse(551679) -> {hit, 310};
sparse(555640) -> {hit, 794};
sparse(627303) -> {hit, 962};
sparse(667641) -> {hit, 808};
sparse(762337) -> {hit, 767};
sparse(764776) -> {hit, 687};
sparse(819193) -> {hit, 204};
sparse(821262) -> {hit, 561};
sparse(889325) -> {hit, 754};
sparse(921715) -> {hit, 459};
sparse(934255) -> {hit, 456};
sparse(976461) -> {hit, 261};
sparse(978362) -> {hit, 451};
sparse(2147483647) -> {hit, 829};
sparse(2147483648) -> {hit, 836};
sparse(4294967296) -> {hit, 663};
sparse(288230376151711745) -> {hit, 49};
sparse(_) -> miss.

negative(-64) -> 15;
negative(-63) -> 47;
negative(-62) -> 28;
negative(-61) -> 11;
negative(-60) -> 49;
negative(-59) -> 36;
negative(-58) -> 25;
negative(-57) -> 16;
negative(-56) -> 9;
negative(-55) -> 4;
negative(-54) -> 1;
negative(-53) -> 0;
negative(-52) -> 1;
negative(-51) -> 4;
negative(-50) -> 9;
negative(-49) -> 16;
negative(-48) -> 25;
negative(-47) -> 36;
negative(-46) -> 49;
negative(-45) -> 11;
negative(-44) -> 28;
negative(-43) -> 47;
negative(-42) -> 15;
negative(-41) -> 38;
negative(-40) -> 10;
negative(-39) -> 37;
negative(-38) -> 13;
negative(-37) -> 44;
negative(-36) -> 24;
negative(-35) -> 6;
negative(-34) -> 43;
negative(-33) -> 29;
negative(-32) -> 17;
negative(-31) -> 7;
negative(-30) -> 52;
negative(-29) -> 46;
negative(-28) -> 42;
negative(-27) -> 40;
negative(-26) -> 40;
negative(-25) -> 42;
negative(-24) -> 46;
negative(-23) -> 52;
negative(-22) -> 7;
negative(-21) -> 17;
negative(-20) -> 29;
negative(-19) -> 43;
negative(-18) -> 6;
negative(-17) -> 24;
negative(-16) -> 44;
negative(-15) -> 13;
negative(-14) -> 37;
negative(-13) -> 10;
negative(-12) -> 38;
negative(-11) -> 15;
negative(-10) -> 47;
negative(-9) -> 28;
negative(-8) -> 11;
negative(-7) -> 49;
negative(-6) -> 36;
negative(-5) -> 25;
negative(-4) -> 16;
negative(-3) -> 9;
negative(-2) -> 4;
negative(-1) -> 1;
negative(_) -> other.

border(576460752303423486) -> {is, 486};
border(576460752303423487) -> {is, 487};
border(-576460752303423488) -> {is, 512};
border(-576460752303423487) -> {is, 513};
border(288230376151711744) -> {is, 744};
border(-288230376151711744) -> {is, 256};
border(_) -> other.

huge(576460752303423488) -> {is, 488};
huge(576460752303423489) -> {is, 489};
huge(-576460752303423489) -> {is, 511};
huge(-576460752303423490) -> {is, 510};
huge(18446744073709551615) -> {is, 615};
huge(18446744073709551616) -> {is, 616};
huge(-18446744073709551616) -> {is, 384};
huge(1152921504606846976) -> {is, 976};
huge(3) -> {is, 3};
huge(_) -> other.

no_default(1) -> one;
no_default(2) -> two;
no_default(3) -> three;
no_default(9) -> nine;
no_default(10) -> ten.

same_target(X) ->
    case X of
        0 -> even;
        1 -> odd;
        2 -> even;
        3 -> odd;
        4 -> even;
        5 -> odd;
        6 -> even;
        7 -> odd;
        8 -> even;
        9 -> odd;
        _ -> large
    end.

%% Values whose clause may refuse: the next clause for the same value is tried.
guarded(1, Y) when Y > 0 -> one_positive;
guarded(2, Y) when Y > 0 -> two_positive;
guarded(3, Y) when Y > 0 -> three_positive;
guarded(1, _) -> one;
guarded(3, _) -> three;
guarded(X, Y) when X =:= Y -> same;
guarded(4, _) -> four;
guarded(5, _) -> five;
guarded(_, _) -> none.

loop(0, Acc, _) -> Acc;
loop(N, Acc, Seed) ->
    Next = (Seed * 1103515245 + 12345) band 16#7FFFFFFF,
    V = case dense((Next bsr 8) rem 110) of
            other -> 3;
            I -> I
        end,
    loop(N - 1, (Acc * 5 + V) rem 1000003, Next).
