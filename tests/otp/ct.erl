%% SPDX-License-Identifier: Apache-2.0
%%
%% What suites ask of Common Test, for tests/otp/suite_runner.
-module(ct).
-export([pal/1, pal/2, pal/3, pal/4, pal/5, log/1, log/2, log/3, log/4, log/5, print/1, print/2, print/3, fail/1, fail/2,
         comment/1, comment/2, timetrap/1, sleep/1, get_timetrap_info/0, get_config/1, get_config/2, get_progname/0,
         capture_start/0, capture_stop/0, capture_get/0, capture_get/1]).

pal(Format) -> pal(Format, []).
pal(Category, Format) when is_atom(Category) -> pal(Format, []);
pal(Format, Arguments) -> io:format(Format, Arguments), io:nl().
pal(Importance, Format, Arguments) when is_integer(Importance); is_atom(Importance) -> pal(Format, Arguments);
pal(Format, Arguments, _) -> pal(Format, Arguments).
pal(Category, Importance, Format, Arguments) when is_integer(Importance), is_atom(Category) -> pal(Format, Arguments);
pal(_, Format, Arguments, _) -> pal(Format, Arguments).
pal(_, _, Format, Arguments, _) -> pal(Format, Arguments).

log(Format) -> pal(Format).
log(First, Second) -> pal(First, Second).
log(First, Second, Third) -> pal(First, Second, Third).
log(First, Second, Third, Fourth) -> pal(First, Second, Third, Fourth).
log(First, Second, Third, Fourth, Fifth) -> pal(First, Second, Third, Fourth, Fifth).

print(Format) -> pal(Format).
print(First, Second) -> pal(First, Second).
print(First, Second, Third) -> pal(First, Second, Third).

fail(Reason) -> exit({test_case_failed, Reason}).
fail(Format, Arguments) -> fail(lists:flatten(io_lib:format(Format, Arguments))).

comment(Comment) -> suite_runner:comment(Comment).
comment(Format, Arguments) -> suite_runner:comment(io_lib:format(Format, Arguments)).

timetrap(Time) -> suite_runner:set_timetrap(Time).
get_timetrap_info() -> suite_runner:timetrap_info().

sleep({hours, N}) -> sleep(N * 3600000);
sleep({minutes, N}) -> sleep(N * 60000);
sleep({seconds, N}) -> sleep(N * 1000);
sleep(Time) -> timer:sleep(trunc(Time)).

get_config(_) -> undefined.
get_config(_, Default) -> Default.
get_progname() -> "erl".

capture_start() -> suite_io:capture(on).
capture_stop() -> suite_io:capture(off).
capture_get() -> suite_io:capture(get).
capture_get(_) -> capture_get().
