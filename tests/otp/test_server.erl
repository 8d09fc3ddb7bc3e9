%% SPDX-License-Identifier: Apache-2.0
%%
%% What suites ask of Common Test's server, for tests/otp/suite_runner. There are no other nodes.
-module(test_server).
-export([lookup_config/2, timetrap/1, timetrap_cancel/1, timetrap_scale_factor/0, sleep/1, adjusted_sleep/1, seconds/1,
         minutes/1, hours/1, fail/0, fail/1, comment/1, do_times/2, do_times/4, timecall/3, is_native/1, is_cover/0,
         is_asan/0, is_valgrind/0, is_debug/0, memory_checker/0, temp_name/1, app_test/1, app_test/2, peer_name/2, start_peer/3,
         start_peer/5, start_node/3, stop_node/1, fault/3, m_out_of_n/3, has_lock_checking/0]).

lookup_config(Key, Config) -> proplists:get_value(Key, Config).

timetrap(Time) -> suite_runner:set_timetrap(Time), self().
timetrap_cancel(_) -> ok.
timetrap_scale_factor() -> suite_runner:scale().

sleep(Time) -> ct:sleep(Time).
adjusted_sleep(Time) -> ct:sleep(Time).
seconds(N) -> round(N * 1000).
minutes(N) -> seconds(N * 60).
hours(N) -> minutes(N * 60).

fail() -> exit(suite_failed).
fail(Reason) -> exit({suite_failed, Reason}).
fault(Reason, _, _) -> fail(Reason).
comment(Comment) -> ct:comment(Comment).

do_times(0, _) -> ok;
do_times(N, Fun) -> Fun(), do_times(N - 1, Fun).

do_times(0, _, _, _) -> ok;
do_times(N, Module, Function, Arguments) ->
    apply(Module, Function, Arguments),
    do_times(N - 1, Module, Function, Arguments).

m_out_of_n(0, _, _) -> ok;
m_out_of_n(M, N, _) when M > N -> fail({m_out_of_n_failed, M});
m_out_of_n(M, N, Fun) ->
    try Fun() of
        _ -> m_out_of_n(M - 1, N - 1, Fun)
    catch
        _:_ -> m_out_of_n(M, N - 1, Fun)
    end.

timecall(Module, Function, Arguments) ->
    {Microseconds, Value} = timer:tc(Module, Function, Arguments),
    {Microseconds / 1000000, Value}.

is_native(_) -> false.
is_cover() -> false.
is_asan() -> false.
is_valgrind() -> false.
is_debug() -> false.
memory_checker() -> none.
has_lock_checking() -> false.

temp_name(Stem) -> Stem ++ integer_to_list(erlang:unique_integer([positive])).

app_test(_) -> exit({skip, "a test of an application's files"}).
app_test(_, _) -> app_test(none).

peer_name(Module, Case) -> peer:random_name(lists:concat([Module, "-", Case])).

start_peer(_, _, _) -> exit({needs, distribution}).
start_peer(_, _, _, _, _) -> exit({needs, distribution}).
start_node(_, _, _) -> exit({needs, distribution}).
stop_node(_) -> exit({needs, distribution}).
