%% SPDX-License-Identifier: Apache-2.0
%% Module crypto: digests at once and in pieces, keyed ones, derived keys, random bytes.
-module(crypto_hash).
-export([main/0]).

-define(TYPES, [md4, md5, ripemd160, sha, sha224, sha256, sha384, sha512, sha3_224, sha3_256, sha3_384, sha3_512, blake2b, blake2s]).

main() ->
    erlang:display(crypto:supports(hashs)),
    [erlang:display({T, crypto:hash_info(T)}) || T <- ?TYPES],
    Texts = ["", "abc", <<"message digest">>, ["nested", [<<"list">>, $!]], lists:duplicate(200, $x), binary:copy(<<"0123456789">>, 5000)],
    [erlang:display({T, [crypto:hash(T, D) || D <- Texts]}) || T <- ?TYPES],
    [pieces(T, Texts) || T <- ?TYPES],
    keyed(Texts),
    erlang:display([crypto:pbkdf2_hmac(T, <<"password">>, <<"salt">>, N, Size) || T <- [sha, sha256, sha512], N <- [1, 3, 100], Size <- [1, 20, 100]]),
    erlang:display([crypto:exor("abc", <<"xyz">>), crypto:hash_equals(<<"ab">>, <<"ab">>), crypto:hash_equals(<<"ab">>, <<"ac">>)]),
    random(),
    errors().

pieces(Type, Texts) ->
    State = lists:foldl(fun(D, S) -> crypto:hash_update(S, D) end, crypto:hash_init(Type), Texts),
    Half = crypto:hash_update(crypto:hash_init(Type), "half"),
    erlang:display({Type, is_reference(State), crypto:hash_final(State) =:= crypto:hash(Type, Texts),
        [crypto:hash_final(crypto:hash_update(Half, P)) =:= crypto:hash(Type, ["half" | P]) || P <- ["", "1", "2"]]}).

keyed(Texts) ->
    Keys = [<<>>, "key", lists:duplicate(64, $k), lists:duplicate(65, $k), lists:duplicate(300, $k)],
    [erlang:display({T, [crypto:mac(hmac, T, K, D) || K <- Keys, D <- Texts]}) || T <- [md5, sha, sha224, sha256, sha384, sha512, sha3_256]],
    erlang:display(crypto:macN(hmac, sha256, "key", "data", 10)),
    State = lists:foldl(fun(D, S) -> crypto:mac_update(S, D) end, crypto:mac_init(hmac, sha256, "key"), Texts),
    erlang:display(crypto:mac_final(State) =:= crypto:mac(hmac, sha256, "key", Texts)).

random() ->
    erlang:display([byte_size(crypto:strong_rand_bytes(N)) || N <- [0, 1, 16, 255, 256, 257, 1000]]),
    erlang:display(crypto:strong_rand_bytes(32) =/= crypto:strong_rand_bytes(32)),
    erlang:display(length(lists:usort(binary_to_list(crypto:strong_rand_bytes(10000))))),
    S = crypto:rand_seed_s(),
    {N, _} = rand:uniform_s(1 bsl 80, S),
    erlang:display(N >= 1 andalso N =< 1 bsl 80),
    erlang:display(lists:all(fun(_) -> {X, _} = rand:uniform_s(10, S), X >= 1 andalso X =< 10 end, lists:seq(1, 100))).

errors() ->
    [erlang:display(plain(outcome:'of'(F))) || F <- [
        fun() -> crypto:hash(foo, "a") end,
        fun() -> crypto:hash("sha", "a") end,
        fun() -> crypto:hash(sha, a) end,
        fun() -> crypto:hash(sha, [256]) end,
        fun() -> crypto:hash_init(foo) end,
        fun() -> crypto:hash_update(foo, "a") end,
        fun() -> crypto:hash_update(make_ref(), "a") end,
        fun() -> crypto:hash_final(foo) end,
        fun() -> crypto:hash_info(foo) end,
        fun() -> crypto:mac(hmac, foo, "k", "d") end,
        fun() -> crypto:mac(foo, sha, "k", "d") end,
        fun() -> crypto:mac(hmac, sha, "k", [a]) end,
        fun() -> crypto:mac_final(foo) end,
        fun() -> crypto:strong_rand_bytes(-1) end,
        fun() -> crypto:strong_rand_bytes(a) end,
        fun() -> crypto:exor("ab", "c") end,
        fun() -> crypto:pbkdf2_hmac(sha, "p", <<>>, 1, 1) end,
        fun() -> crypto:pbkdf2_hmac(sha, <<"p">>, <<>>, 0, 1) end]].

%% Without the place in the library's C or C++.
plain({error, {Id, {_File, _Line}, Text}}) -> {error, Id, Text};
plain(Other) -> Other.
