%% SPDX-License-Identifier: Apache-2.0
%%
%% Many processes that begin to use module code at the same time.
-module(code_server_asked).
-export([main/0]).

main() ->
    code_versions:forget(),
    Me = self(),
    Asked = [fun() -> code:is_loaded(no_such_module_at_all) end, fun() -> code:ensure_loaded(lists) end,
             fun() -> code:ensure_loaded(code_subject) end, fun() -> element(1, code:get_object_code(code_subject)) end,
             fun() -> is_list(code:get_path()) end],
    Pids = [spawn_link(fun() -> Me ! {self(), Ask()} end) || _ <- lists:seq(1, 8), Ask <- Asked],
    erlang:display(lists:usort([receive {Pid, Answer} -> Answer end || Pid <- Pids])),
    erlang:display({is_pid(whereis(code_server)), erlang:module_loaded(code_subject)}),
    code_versions:forget().
