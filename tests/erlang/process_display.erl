%% SPDX-License-Identifier: Apache-2.0
%%
%% process_display/2 writes to standard error, where texts differ; what it answers and refuses does not.
-module(process_display).
-export([main/0]).

main() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    erlang:display(erlang:process_display(Pid, backtrace)),
    erlang:display(erlang:process_display(self(), backtrace)),
    {Dead, Monitor} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Monitor, process, Dead, normal} -> ok end,
    [erlang:display(refused(A)) || A <- [[Dead, backtrace], [Pid, everything], [name, backtrace], [1, 2]]].

refused(Arguments) ->
    try apply(erlang, process_display, Arguments)
    catch
        Class:Reason:Stack ->
            [{erlang, Name, Shown, Where} | _] = Stack,
            {Class, Reason, Name, length(Shown), Where}
    end.
