// SPDX-License-Identifier: Apache-2.0
//
// erlang and os: clocks and dates. The native time unit is the nanosecond; time offset is what the
// two clocks of the host differ by when asked.
#include <ctime>
#include <iterator>

#include "bifs/argument.h"
#include "bifs/state.h"
#include "bifs/tables.h"
#include "runtime/clock.h"
#include "term/atom.h"
#include "term/integer.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr int64_t kNanosecondsPerMicrosecond = 1'000;
constexpr int64_t kMicrosecondsPerSecond = 1'000'000;

Platform& platform_of(Context& context) { return context.vm->state().platform; }

/// Parts per second of a time unit: an atom, or the number itself. Nothing if it is none.
std::optional<int64_t> parts_per_second(Term unit) {
  static const Term kNanoSeconds = intern("nano_seconds");
  static const Term kMicroSeconds = intern("micro_seconds");
  static const Term kMilliSeconds = intern("milli_seconds");
  static const Term kSeconds = intern("seconds");
  if (unit == atoms::kNative || unit == atoms::kNanosecond || unit == atoms::kPerfCounter ||
      unit == kNanoSeconds) {
    return kNanosecondsPerSecond;
  }
  if (unit == atoms::kMicrosecond || unit == kMicroSeconds) return kMicrosecondsPerSecond;
  if (unit == atoms::kMillisecond || unit == kMilliSeconds) return 1000;
  if (unit == atoms::kSecond || unit == kSeconds) return 1;
  return read_integer(unit, 1, kSmallMax);
}

/// A time in another unit, rounded down.
Term in_unit(Context& context, int64_t nanoseconds, Term unit) {
  const std::optional<int64_t> parts = parts_per_second(unit);
  if (!parts) return context.badarg();
  __extension__ using Wide = __int128;
  const Wide product = static_cast<Wide>(nanoseconds) * *parts;
  Wide result = product / kNanosecondsPerSecond;
  if (product % kNanosecondsPerSecond < 0) --result;
  const bool negative = result < 0;
  __extension__ using WideMagnitude = unsigned __int128;
  const WideMagnitude magnitude = negative ? -static_cast<WideMagnitude>(result) : result;
  const Word limbs[] = {static_cast<Word>(magnitude), static_cast<Word>(magnitude >> 64)};
  return make_integer(context.heap, limbs, std::size(limbs), negative);
}

Term monotonic_time_0(Context& context, const Term*) {
  return context.heap.integer(platform_of(context).monotonic_time());
}
Term monotonic_time_1(Context& context, const Term* arguments) {
  return in_unit(context, platform_of(context).monotonic_time(), arguments[0]);
}
Term system_time_0(Context& context, const Term*) {
  return context.heap.integer(erlang_system_time(context.vm->state()));
}
Term system_time_1(Context& context, const Term* arguments) {
  return in_unit(context, erlang_system_time(context.vm->state()), arguments[0]);
}
Term os_system_time_0(Context& context, const Term*) {
  return context.heap.integer(platform_of(context).system_time());
}
Term os_system_time_1(Context& context, const Term* arguments) {
  return in_unit(context, platform_of(context).system_time(), arguments[0]);
}
Term time_offset_0(Context& context, const Term*) {
  return context.heap.integer(time_offset(context.vm->state()));
}
Term time_offset_1(Context& context, const Term* arguments) {
  return in_unit(context, time_offset(context.vm->state()), arguments[0]);
}

/// Native units in a second; what erlang:convert_time_unit/3 counts with.
Term time_unit(Context& context, const Term*) {
  return context.heap.integer(kNanosecondsPerSecond);
}

Term timestamp(Context& context, const Term*) {
  return mega_seconds(context.heap,
                      erlang_system_time(context.vm->state()) / kNanosecondsPerMicrosecond);
}

Term os_timestamp(Context& context, const Term*) {
  return mega_seconds(context.heap,
                      platform_of(context).system_time() / kNanosecondsPerMicrosecond);
}

Term now(Context& context, const Term*) {
  return mega_seconds(context.heap, unique_now(context.vm->state()));
}

// --- dates

std::tm local_date(Context& context) {
  const auto seconds =
      static_cast<std::time_t>(platform_of(context).system_time() / kNanosecondsPerSecond);
  std::tm date{};
  localtime_r(&seconds, &date);
  return date;
}

Term date_part(Heap& heap, const std::tm& date) {
  return heap.tuple(Term::small(1900 + date.tm_year), Term::small(1 + date.tm_mon),
                    Term::small(date.tm_mday));
}

Term time_part(Heap& heap, const std::tm& date) {
  return heap.tuple(Term::small(date.tm_hour), Term::small(date.tm_min), Term::small(date.tm_sec));
}

Term date_and_time(Heap& heap, const std::tm& date) {
  const Term day = date_part(heap, date);
  return heap.tuple(day, time_part(heap, date));
}

Term date_0(Context& context, const Term*) { return date_part(context.heap, local_date(context)); }
Term time_0(Context& context, const Term*) { return time_part(context.heap, local_date(context)); }
Term localtime(Context& context, const Term*) {
  return date_and_time(context.heap, local_date(context));
}

constexpr Bif kTable[] = {
    {"erlang", "monotonic_time", 0, monotonic_time_0},
    {"erlang", "monotonic_time", 1, monotonic_time_1},
    {"erlang", "system_time", 0, system_time_0},
    {"erlang", "system_time", 1, system_time_1},
    {"erlang", "time_offset", 0, time_offset_0},
    {"erlang", "time_offset", 1, time_offset_1},
    {"erlang", "timestamp", 0, timestamp},
    {"erlang", "now", 0, now},
    {"erlang", "date", 0, date_0},
    {"erlang", "time", 0, time_0},
    {"erlang", "localtime", 0, localtime},
    {"erts_internal", "time_unit", 0, time_unit},
    {"erts_internal", "perf_counter_unit", 0, time_unit},
    {"os", "timestamp", 0, os_timestamp},
    {"os", "system_time", 0, os_system_time_0},
    {"os", "system_time", 1, os_system_time_1},
    {"os", "perf_counter", 0, monotonic_time_0},
};

}  // namespace

constinit const BifTable kErlangTimeBifs = kTable;

}  // namespace linac
