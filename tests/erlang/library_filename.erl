%% SPDX-License-Identifier: Apache-2.0
%% OTP's filename module, which needs no file system: joining, splitting, extensions, of lists and binaries.
-module(library_filename).
-export([main/0]).

main() ->
    Names = ["/usr/local/bin/erl", "a/b/c.erl", "file.tar.gz", ".hidden", "dir/", "/", "", "a//b", "../x/./y", "no_extension", "a.b/c", <<"bin/näme.txt"/utf8>>, ["a", $/, "b"], 'atom/file.x'],
    [erlang:display([filename:basename(N), filename:dirname(N), filename:extension(N), filename:rootname(N), filename:split(N), filename:pathtype(N), filename:flatten(N)]) || N <- Names],
    erlang:display([filename:basename("x/y.erl", ".erl"), filename:basename("x/y.erl", ".txt"), filename:rootname("a.b.c", ".c"), filename:rootname("a.b.c", ".x"), filename:basename(<<"q.erl">>, <<".erl">>)]),
    erlang:display([filename:join(L) || L <- [["a", "b"], ["/a", "b/"], ["a", "/b"], ["a/", "", "b"], [<<"a">>, "b"], ["a"], ["a", b, "c"]]]),
    erlang:display([filename:join("a", "b"), filename:absname("x", "/base"), filename:absname("/x", "/base"), filename:absname_join("/a", "../b"), filename:nativename("a/b"), filename:append("a", "b"),
                    filename:validate("ok"), filename:validate("a" ++ [0] ++ "b"), filename:validate(<<"x">>)]),
    erlang:display([outcome:'of'(F) || F <- [fun() -> filename:join([]) end, fun() -> filename:basename(17) end, fun() -> filename:join("a", 1) end, fun() -> filename:split({}) end]]).
