%% SPDX-License-Identifier: Apache-2.0
%% The smallest program:
%%
%%   ./run examples/hello.erl
-module(hello).
-export([main/0]).

main() ->
    erlang:display('Hello, world!').
