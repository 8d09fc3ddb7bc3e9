%% SPDX-License-Identifier: Apache-2.0
%% What erlang:fun_info/1,2 and fun_to_list/1 say of local and external funs, and a module's own MD5.
-module(fun_information).
-export([main/0, exported/1]).

main() ->
    A = 1,
    B = {b, [2]},
    Funs = [fun() -> A end, fun(X) -> {X, A, B} end, fun Recursive(N) -> case N of 0 -> done; _ -> Recursive(N - 1) end end, fun local/2, fun(_, _, _) -> ok end],
    [erlang:display([erlang:fun_info(F, I) || I <- [module, name, arity, env, type, index, new_index]]) || F <- Funs],
    External = [fun ?MODULE:exported/1, fun lists:map/2, fun erlang:'+'/2, fun no_such:function/5],
    [erlang:display([erlang:fun_info(F, I) || I <- [module, name, arity, env, type, index, uniq, new_index, new_uniq, pid]]) || F <- External],
    [erlang:display(lists:sort(erlang:fun_info(F))) || F <- External],
    [erlang:display([element(1, Pair) || Pair <- erlang:fun_info(F)]) || F <- Funs],
    Uniq = [erlang:fun_info(F, uniq) || F <- Funs],
    erlang:display(lists:all(fun({uniq, U}) -> is_integer(U) end, Uniq)),
    Md5 = [erlang:fun_info(F, new_uniq) || F <- Funs],
    erlang:display(lists:usort([{byte_size(U), U =:= ?MODULE:module_info(md5)} || {new_uniq, U} <- Md5])),
    erlang:display({erlang:fun_info(hd(Funs), pid) =:= {pid, self()}, byte_size(?MODULE:module_info(md5)), ?MODULE:module_info(md5) =:= erlang:get_module_info(?MODULE, md5)}),
    erlang:display({lists:module_info(md5), string:module_info(md5)}),
    erlang:display([erlang:fun_to_list(F) || F <- External]),
    erlang:display([strip(erlang:fun_to_list(F)) || F <- Funs]),
    erlang:display([{is_function(F), is_function(F, 1), erlang:fun_info(F, arity)} || F <- Funs ++ External]),
    [erlang:display(frames:'of'(F)) || F <- [
        fun() -> {erlang:fun_info(x, name)} end,
        fun() -> {erlang:fun_to_list(1)} end,
        fun() -> {erlang:make_fun(a, b, -1)} end,
        fun() -> {erlang:make_fun(a, b, 256)} end,
        fun() -> {erlang:make_fun(1, b, 2)} end,
        fun() -> {?MODULE:module_info(foo)} end]],
    erlang:display([K || {K, _} <- ?MODULE:module_info()]),
    erlang:display([erlang:make_fun(lists, reverse, 1) =:= fun lists:reverse/1, (erlang:make_fun(lists, reverse, 1))([1, 2])]).


exported(X) -> X.
local(X, Y) -> {X, Y}.

%% "#Fun<module.index.uniq>" without the uniq.
strip(Text) -> lists:sublist(string:split(Text, ".", all), 2).
