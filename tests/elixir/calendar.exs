# SPDX-License-Identifier: Apache-2.0
# Date, Time, NaiveDateTime, DateTime, Calendar formatting.
d = ~D[2024-02-29]
IO.inspect({Date.add(d, 1), Date.diff(d, ~D[2023-12-31]), Date.day_of_week(d), Date.leap_year?(d), Date.end_of_month(d), Date.beginning_of_week(d)})
IO.inspect({Date.compare(d, ~D[2024-03-01]), Date.from_iso8601("2024-13-01"), Date.new(2023, 2, 29), Date.to_iso8601(d), Date.range(d, Date.add(d, 3)) |> Enum.to_list()})
IO.inspect({Date.quarter_of_year(d), Date.day_of_year(d), Date.to_erl(d), Date.from_erl!({1999, 12, 31}), Date.utc_today().__struct__})
t = ~T[12:34:56.789]
IO.inspect({Time.add(t, 3600), Time.truncate(t, :second), Time.diff(t, ~T[12:00:00]), Time.to_string(t), Time.new(24, 0, 0), t.microsecond})
n = ~N[2024-01-31 23:59:59]
IO.inspect({NaiveDateTime.add(n, 1), NaiveDateTime.diff(n, ~N[2024-01-01 00:00:00]), NaiveDateTime.to_iso8601(n), NaiveDateTime.from_iso8601("2024-01-31T10:00:00.5")})
u = ~U[2024-06-15 10:30:00.123456Z]
IO.inspect({DateTime.to_unix(u), DateTime.from_unix!(1_700_000_000), DateTime.add(u, 90, :minute), DateTime.truncate(u, :millisecond), DateTime.to_iso8601(u, :basic)})
IO.inspect({DateTime.compare(u, DateTime.from_unix!(0)), DateTime.from_iso8601("2024-01-01T00:00:00+02:30"), DateTime.new(d, t), DateTime.shift_zone(u, "Europe/Berlin")})
IO.puts(Calendar.strftime(u, "%Y-%m-%d %H:%M:%S.%f %a %A %b %B %j %p %I %% %z %Z %u %y"))
IO.inspect({DateTime.to_date(u), DateTime.to_time(u), DateTime.to_naive(u), DateTime.utc_now() |> DateTime.diff(u) > 0})
IO.inspect(Enum.sort([~D[2024-03-01], ~D[2023-05-01], d], Date))
IO.puts("#{d} #{t} #{n} #{u}")
IO.inspect({Calendar.ISO.days_in_month(2023, 2), Calendar.ISO.day_of_era(2024, 1, 1), :calendar.day_of_the_week(2024, 2, 29)})
