%% SPDX-License-Identifier: Apache-2.0
%% Functions that raise, applied in tail calls and others: what the stack trace says.
-module(apply_raises).
-export([main/0, tail/3, tail2/2, tail3/4, keep/3, fixed/1, framed/3]).
tail(M, F, A) -> apply(M, F, A).
tail3(F, A, B, C) -> erlang:F(A, B, C).
tail2(F, A) -> erlang:F(A).
keep(M, F, A) -> [apply(M, F, A)].
fixed(A) -> erlang:error(A).
framed(M, F, A) -> id(x), apply(M, F, A).
id(X) -> X.

main() ->
  [erlang:display({N, try Fun() catch C:R:S -> {C, R, lists:sublist(S, 2)} end}) || {N, Fun} <- [
   {tail, fun() -> [?MODULE:tail(erlang, error, [x])] end},
   {tail2, fun() -> [?MODULE:tail2(error, x)] end},
   {keep, fun() -> [?MODULE:keep(erlang, error, [x])] end},
   {fixed, fun() -> [?MODULE:fixed(x)] end},
   {framed, fun() -> [?MODULE:framed(erlang, error, [x])] end},
   {framed, fun() -> [?MODULE:framed(erlang, exit, [x])] end},
   {framed, fun() -> [?MODULE:framed(erlang, throw, [x])] end},
   {framed, fun() -> [?MODULE:framed(erlang, error, [x, [a]])] end},
   {framed, fun() -> [?MODULE:framed(erlang, raise, [error, x, []])] end},
   {framed, fun() -> [?MODULE:framed(erlang, binary_to_atom, [x])] end},
   {framed, fun() -> [?MODULE:framed(lists, member, [x,y])] end},
   {tail, fun() -> [?MODULE:tail(erlang, binary_to_atom, [x])] end},
   {fun_, fun() -> F = fun erlang:error/1, [F(x)] end},
   {error3, fun() -> [?MODULE:tail(erlang, error, [x, none, []])] end},
   {wrong, fun() -> [?MODULE:framed(erlang, error, [])] end},
   {tail, fun() -> [?MODULE:tail(erlang, apply, [fun erlang:error/1, [x]])] end},
   {nested, fun() -> [?MODULE:tail(erlang, apply, [erlang, error, [x]])] end},
   {nested, fun() -> [?MODULE:tail(erlang, apply, [erlang, apply, [erlang, throw, [x]]])] end},
   {nested, fun() -> [?MODULE:keep(erlang, apply, [erlang, apply, [erlang, exit, [x]]])] end},
   {nested, fun() -> [?MODULE:tail(erlang, apply, [lists, member, [x, y]])] end},
   {nested, fun() -> [?MODULE:tail(erlang, apply, [?MODULE, fixed, [x]])] end},
   {nested, fun() -> [?MODULE:tail3(apply, erlang, error, [x])] end},
   {nested, fun() -> [?MODULE:tail3(apply, erlang, apply, [erlang, error, [x]])] end},
   {nested, fun() -> [?MODULE:tail3(apply, a, b, c)] end},
   {nested, fun() -> [?MODULE:tail(erlang, apply, [erlang, apply, [a, b, c]])] end},
   {nested, fun() -> [?MODULE:framed(erlang, apply, [1, b, []])] end},
   {nested, fun() -> [?MODULE:framed(erlang, apply, [nowhere, b, [c]])] end},
   {deep, fun() -> ?MODULE:tail(erlang, apply, lists:foldl(fun(_, A) -> [erlang, apply, A] end, [erlang, abs, [-1]], lists:seq(1, 1000))) end}
  ]].
