// SPDX-License-Identifier: Apache-2.0
#include "runtime/message.h"

#include "process/process.h"
#include "process/signal.h"
#include "runtime/collect.h"
#include "runtime/exception.h"
#include "term/atom.h"
#include "trace/process_trace.h"
#include "vm_state.h"

namespace linac {

Term loop_rec(Context& context) { return context.process->mailbox.peek(); }

// Damaged code may come to loop_rec_end and remove_message without a message.

Context* loop_rec_end(Context& context) {
  Mailbox& mailbox = context.process->mailbox;
  if (mailbox.peek()) mailbox.skip();
  if (--context.jit_state->reductions > 0) return nullptr;
  return reductions_exhausted(context, 0);
}

void remove_message(Context& context) {
  Process& process = *context.process;
  if (process.mailbox.peek()) process.mailbox.remove();
  context.vm->state().scheduler.cancel_receive_timer(&process);
}

Context* wait(Context& context) {
  context.live = 0;
  context.leave = Leave::kWait;
  return &context;
}

Context* wait_timeout(Context& context, Term timeout, const Location* location) {
  Process& process = *context.process;
  Vm::State& state = context.vm->state();
  if (process.timed_out) return nullptr;
  if (process.receive_started) return wait(context);
  if (timeout != atoms::kInfinity) {
    constexpr int64_t kLongest = 0xffffffff;
    constexpr int64_t kNanosecondsPerMillisecond = 1'000'000;
    if (!timeout.is_small() || timeout.small_value() < 0 || timeout.small_value() > kLongest) {
      // The next receive looks at all messages again.
      process.mailbox.restart();
      return raise_error(context, atoms::kTimeoutValue, location);
    }
    if (timeout.small_value() == 0) return nullptr;
    const int64_t now = state.platform.monotonic_time();
    state.scheduler.start_receive_timer(&process,
                                        now + timeout.small_value() * kNanosecondsPerMillisecond);
  }
  process.receive_started = true;
  return wait(context);
}

void timeout(Context& context) {
  Process& process = *context.process;
  trace_timeout(context);
  process.mailbox.restart();
  context.vm->state().scheduler.cancel_receive_timer(&process);
}

Term reserve_receive_marker(Context& context) {
  return Term::small(context.process->mailbox.reserve_marker());
}

void bind_receive_marker(Context& context, Term marker, Term reference) {
  if (!marker.is_small() || !is_reference(reference)) return;
  context.process->mailbox.bind_marker(marker.small_value(), reference_words(reference));
}

void clear_receive_marker(Context& context, Term reference) {
  if (is_reference(reference)) context.process->mailbox.clear_marker(reference_words(reference));
}

void use_receive_marker(Context& context, Term reference) {
  if (is_reference(reference)) context.process->mailbox.use_marker(reference_words(reference));
}

}  // namespace linac
