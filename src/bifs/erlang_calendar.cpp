// SPDX-License-Identifier: Apache-2.0
//
// erlang: dates between the host's time zone, universal time and seconds since 1970. The host's own
// time has 32 bits in WebAssembly, and is asked for the zone's offset only.
#include <algorithm>
#include <ctime>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "term/atom.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kFirstYear = 1600;
constexpr int64_t kLastYear = 9999999;
constexpr int64_t kSecondsPerDay = 86400;

bool is_leap_year(int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int64_t days_in_month(int64_t year, int64_t month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[month - 1] + (month == 2 && is_leap_year(year) ? 1 : 0);
}

struct Date {
  int64_t year, month, day, hour, minute, second;
};

bool read_three(Term tuple, int64_t (&numbers)[3]) {
  if (!tuple.is_tuple() || tuple_arity(tuple) != 3) return false;
  for (uint32_t i = 0; i < 3; ++i) {
    const auto number = read_integer(tuple_element(tuple, i), 0, kLastYear);
    if (!number) return false;
    numbers[i] = *number;
  }
  return true;
}

/// {{Year, Month, Day}, {Hour, Minute, Second}}, if there is such a date.
std::optional<Date> read_date(Term term) {
  int64_t day[3], time[3];
  if (!term.is_tuple() || tuple_arity(term) != 2) return std::nullopt;
  if (!read_three(tuple_element(term, 0), day) || !read_three(tuple_element(term, 1), time)) {
    return std::nullopt;
  }
  const Date date{day[0], day[1], day[2], time[0], time[1], time[2]};
  const bool is_day = date.year >= kFirstYear && date.month >= 1 && date.month <= 12 &&
                      date.day >= 1 && date.day <= days_in_month(date.year, date.month);
  if (!is_day || date.hour > 23 || date.minute > 59 || date.second > 59) return std::nullopt;
  return date;
}

/// Seconds since 1970, in universal time.
int64_t seconds_of(const Date& date) {
  // Years begin in March here, so that the leap day is a year's last; 400 years are a cycle.
  const int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const int64_t month = (date.month + 9) % 12;
  constexpr int64_t kDaysBefore1970 = 719468;
  const int64_t days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 +
                       date.day - 1 - kDaysBefore1970;
  return days * kSecondsPerDay + date.hour * 3600 + date.minute * 60 + date.second;
}

/// The date of seconds since 1970.
Term date_term(Heap& heap, int64_t seconds) {
  // Counted from 1 March of the year 0, a leap day is its year's last.
  constexpr int64_t kDaysBefore1970 = 719468;
  constexpr int64_t kDaysOf400Years = 146097;
  int64_t days = seconds / kSecondsPerDay;
  int64_t rest = seconds % kSecondsPerDay;
  if (rest < 0) {
    --days;
    rest += kSecondsPerDay;
  }
  days += kDaysBefore1970;
  const int64_t cycle = (days >= 0 ? days : days - (kDaysOf400Years - 1)) / kDaysOf400Years;
  const int64_t day_of_cycle = days - cycle * kDaysOf400Years;
  const int64_t year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 -
                                 day_of_cycle / (kDaysOf400Years - 1)) /
                                365;
  const int64_t day_of_year =
      day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
  const int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const int64_t year = year_of_cycle + cycle * 400 + (month <= 2 ? 1 : 0);
  const Term date = heap.tuple(Term::small(year), Term::small(month), Term::small(day));
  const Term time =
      heap.tuple(Term::small(rest / 3600), Term::small(rest / 60 % 60), Term::small(rest % 60));
  return heap.tuple(date, time);
}

/// Before this year OTP knows no local time.
constexpr int64_t kFirstLocalYear = 1902;

/// Seconds by which the host's zone is ahead of universal time then.
int64_t zone_offset(int64_t seconds) {
  // Days of the week come again every 28 years, and so does what a zone's rules say.
  constexpr int64_t kSecondsOf28Years = (28 * 365 + 7) * kSecondsPerDay;
  if (seconds > INT32_MAX) {
    seconds -= ((seconds - INT32_MAX) / kSecondsOf28Years + 1) * kSecondsOf28Years;
  }
  const auto time = static_cast<std::time_t>(std::max<int64_t>(seconds, INT32_MIN));
  std::tm local{};
  return localtime_r(&time, &local) != nullptr ? local.tm_gmtoff : 0;
}

Term universaltime(Context& context, const Term*) {
  constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;
  const int64_t now = context.vm->state().platform.system_time();
  return date_term(context.heap, now / kNanosecondsPerSecond);
}

Term posixtime_to_universaltime(Context& context, const Term* arguments) {
  constexpr int64_t kEarliest = -(int64_t{1} << 40);
  constexpr int64_t kLatest = (int64_t{1} << 59) - 1;
  const auto seconds = read_integer(arguments[0], kEarliest, kLatest);
  return seconds ? date_term(context.heap, *seconds) : context.badarg();
}

Term universaltime_to_posixtime(Context& context, const Term* arguments) {
  const std::optional<Date> date = read_date(arguments[0]);
  return date ? context.heap.integer(seconds_of(*date)) : context.badarg();
}

Term universaltime_to_localtime(Context& context, const Term* arguments) {
  const std::optional<Date> date = read_date(arguments[0]);
  if (!date || date->year < kFirstLocalYear) return context.badarg();
  const int64_t seconds = seconds_of(*date);
  return date_term(context.heap, seconds + zone_offset(seconds));
}

/// Offsets of a zone in a year, or, where it had one all the year, in 2000; summer time is an hour
/// ahead where there is none.
struct ZoneOffsets {
  explicit ZoneOffsets(int64_t year) {
    read(year);
    if (standard == summer) read(2000);
    if (standard == summer) summer += 3600;
  }
  void read(int64_t year) {
    const int64_t january = zone_offset(seconds_of({year, 1, 15, 0, 0, 0}));
    const int64_t july = zone_offset(seconds_of({year, 7, 15, 0, 0, 0}));
    standard = std::min(january, july);
    summer = std::max(january, july);
  }
  int64_t standard;
  int64_t summer;
};

/// Where clocks go back an hour is there twice: which one is meant is the second argument's to say.
/// At all other times it says by what clock the local time is.
Term localtime_to_universaltime(Context& context, const Term* arguments) {
  const std::optional<Date> date = read_date(arguments[0]);
  const Term is_summer = arguments[1];
  const bool is_known = is_summer == atoms::kTrue || is_summer == atoms::kFalse;
  if (!date || date->year < kFirstLocalYear || (!is_known && is_summer != atoms::kUndefined)) {
    return context.badarg();
  }
  const int64_t local = seconds_of(*date);
  if (is_known) {
    const ZoneOffsets offsets(date->year);
    const bool is_so = is_summer == atoms::kTrue;
    return date_term(context.heap, local - (is_so ? offsets.summer : offsets.standard));
  }
  // Of the offsets the day before and the day after; where both or neither would do, the smaller.
  const auto [low, high] =
      std::minmax({zone_offset(local - kSecondsPerDay), zone_offset(local + kSecondsPerDay)});
  const bool is_high = zone_offset(local - low) != low && zone_offset(local - high) == high;
  return date_term(context.heap, local - (is_high ? high : low));
}

constexpr Bif kTable[] = {
    {"erlang", "universaltime", 0, universaltime},
    {"erlang", "posixtime_to_universaltime", 1, posixtime_to_universaltime},
    {"erlang", "universaltime_to_posixtime", 1, universaltime_to_posixtime},
    {"erlang", "universaltime_to_localtime", 1, universaltime_to_localtime},
    {"erlang", "localtime_to_universaltime", 2, localtime_to_universaltime},
};

}  // namespace

constinit const BifTable kErlangCalendarBifs = kTable;

}  // namespace linac
