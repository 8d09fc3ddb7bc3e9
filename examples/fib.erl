%% SPDX-License-Identifier: Apache-2.0
%% A Fibonacci number by the book, which is all calls and returns:
%%
%%   ./run examples/fib.erl                 prints 832040, the 30th
%%   ./run examples/fib.erl 35              another one
%%   ./run --jit=off examples/fib.erl       in the interpreter, which takes longer
%%   ./run --dump-wasm=out examples/fib.erl what the JIT makes of it: wasm2wat out/fib.wasm
-module(fib).
-export([main/1]).

main([]) ->
    erlang:display(fib(30));
main([N]) ->
    erlang:display(fib(list_to_integer(N))).

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
