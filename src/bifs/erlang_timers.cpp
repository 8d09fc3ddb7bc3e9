// SPDX-License-Identifier: Apache-2.0
//
// erlang: timers that send messages. Times are milliseconds.
#include <limits>
#include <optional>

#include "bifs/tables.h"
#include "process/message_timer.h"
#include "process/signal.h"
#include "runtime/map.h"
#include "term/atom.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kNanosecondsPerMillisecond = 1'000'000;

/// Reads options {Name, Boolean} of a proper list; `accept(name, value)` says whether it knows one.
template <typename Accept>
bool read_flags(Term list, Accept accept) {
  for (; list.is_cons(); list = tail(list)) {
    const Term option = head(list);
    if (!option.is_tuple() || tuple_arity(option) != 2) return false;
    const Term value = tuple_element(option, 1);
    if (value != atoms::kTrue && value != atoms::kFalse) return false;
    if (!accept(tuple_element(option, 0), value == atoms::kTrue)) return false;
  }
  return list.is_nil();
}

/// When a timer fires, in nanoseconds of the monotonic clock; nothing if that is out of range: too
/// far away, or before the VM was made.
std::optional<int64_t> deadline_of(const Vm::State& state, Term time, bool is_absolute) {
  if (!time.is_small()) return std::nullopt;
  const int64_t now = state.platform.monotonic_time();
  const int64_t milliseconds = time.small_value();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max() / kNanosecondsPerMillisecond;
  if (is_absolute) {
    const int64_t first = state.bifs.start_time / kNanosecondsPerMillisecond;
    if (milliseconds < first || milliseconds > kMost) return std::nullopt;
    return milliseconds * kNanosecondsPerMillisecond;
  }
  if (milliseconds < 0 || milliseconds > kMost - now / kNanosecondsPerMillisecond - 1) {
    return std::nullopt;
  }
  return now + milliseconds * kNanosecondsPerMillisecond;
}

template <bool kIsTimeout>
Term start(Context& context, const Term* arguments, Term options) {
  bool is_absolute = false;
  const bool good = read_flags(options, [&](Term name, bool value) {
    is_absolute = value;
    return name == atoms::kAbs;
  });
  if (!good) return context.badarg(atoms::kBadopt);
  Vm::State& state = context.vm->state();
  const std::optional<int64_t> deadline = deadline_of(state, arguments[0], is_absolute);
  if (!deadline) return context.badarg(atoms::kTime);
  if (!arguments[1].is_local_pid() && !arguments[1].is_atom()) return context.badarg();
  return state.message_timers.start(context, *deadline, arguments[1], arguments[2], kIsTimeout);
}

Term send_after_3(Context& context, const Term* arguments) {
  return start<false>(context, arguments, Term::nil());
}
Term send_after_4(Context& context, const Term* arguments) {
  return start<false>(context, arguments, arguments[3]);
}
Term start_timer_3(Context& context, const Term* arguments) {
  return start<true>(context, arguments, Term::nil());
}
Term start_timer_4(Context& context, const Term* arguments) {
  return start<true>(context, arguments, arguments[3]);
}

/// Milliseconds that a timer has left, or false if there is none.
Term time_left(Context& context, Term reference, bool stop) {
  Vm::State& state = context.vm->state();
  const std::optional<int64_t> deadline =
      state.message_timers.look_up(state.scheduler, reference, stop);
  if (!deadline) return atoms::kFalse;
  const int64_t left = *deadline - state.platform.monotonic_time();
  if (left <= 0) return Term::small(0);
  return Term::small((left + kNanosecondsPerMillisecond - 1) / kNanosecondsPerMillisecond);
}

/// The asynchronous form answers by message, at once.
Term answer(Context& context, Term tag, Term reference, Term result, bool is_async,
            bool wants_info) {
  if (!is_async) return wants_info ? result : atoms::kOk;
  if (wants_info) {
    send_message(context, context.process, context.heap.tuple(tag, reference, result));
  }
  return atoms::kOk;
}

Term cancel_timer_2(Context& context, const Term* arguments) {
  const Term reference = arguments[0];
  bool is_async = false;
  bool wants_info = true;
  const bool good = read_flags(arguments[1], [&](Term name, bool value) {
    if (name == atoms::kAsync) is_async = value;
    if (name == atoms::kInfo) wants_info = value;
    return name == atoms::kAsync || name == atoms::kInfo;
  });
  if (!good || !is_reference(reference)) return context.badarg();
  const Term result = time_left(context, reference, true);
  return answer(context, atoms::kCancelTimer, reference, result, is_async, wants_info);
}
Term cancel_timer_1(Context& context, const Term* arguments) {
  if (!is_reference(arguments[0])) return context.badarg();
  return time_left(context, arguments[0], true);
}

Term read_timer_2(Context& context, const Term* arguments) {
  const Term reference = arguments[0];
  bool is_async = false;
  const bool good = read_flags(arguments[1], [&](Term name, bool value) {
    is_async = value;
    return name == atoms::kAsync;
  });
  if (!good || !is_reference(reference)) return context.badarg();
  const Term result = time_left(context, reference, false);
  return answer(context, atoms::kReadTimer, reference, result, is_async, true);
}
Term read_timer_1(Context& context, const Term* arguments) {
  if (!is_reference(arguments[0])) return context.badarg();
  return time_left(context, arguments[0], false);
}

constexpr Bif kTable[] = {
    {"erlang", "send_after", 3, send_after_3},     {"erlang", "send_after", 4, send_after_4},
    {"erlang", "start_timer", 3, start_timer_3},   {"erlang", "start_timer", 4, start_timer_4},
    {"erlang", "cancel_timer", 1, cancel_timer_1}, {"erlang", "cancel_timer", 2, cancel_timer_2},
    {"erlang", "read_timer", 1, read_timer_1},     {"erlang", "read_timer", 2, read_timer_2},
};

}  // namespace

constinit const BifTable kErlangTimerBifs = kTable;

}  // namespace linac
