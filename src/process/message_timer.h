// SPDX-License-Identifier: Apache-2.0
//
// Timers that send a message: erlang:start_timer, send_after and their like. A timer belongs to
// whom it will send to; it ends with that process. Source: the Erlang reference manual, module
// `erlang`.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>

#include "memory/heap.h"
#include "process/timer_queue.h"
#include "runtime/context.h"
#include "term/term.h"

namespace linac {

class Scheduler;

struct MessageTimer : Timer {
  MessageTimer() : Timer(Kind::kMessage) {}
  Word reference[2] = {};
  Term destination;  ///< a pid or a name
  Term message;      ///< on `heap` if it is no immediate
  std::unique_ptr<BlockHeap> heap;
  bool is_timeout = false;     ///< the message comes as {timeout, Reference, Message}
  Process* process = nullptr;  ///< of a pid; its timers are a list
  MessageTimer* previous = nullptr;
  MessageTimer* next = nullptr;
};

class MessageTimers {
 public:
  /// Starts a timer and returns its reference, on the caller's heap. `destination` is a local pid
  /// or an atom.
  Term start(Context& context, int64_t deadline, Term destination, Term message, bool is_timeout);
  /// The deadline of a running timer, which is stopped if `stop` is set; nothing if there is none.
  std::optional<int64_t> look_up(Scheduler& scheduler, Term reference, bool stop);
  /// The process has ended: nobody waits for its timers.
  void forget_process(Scheduler& scheduler, Process* process);
  /// Sends what a timer that is due has to send, and forgets it.
  void fire(Context& context, MessageTimer& timer);
  /// How many run.
  size_t size() const { return timers_.size(); }

 private:
  void forget(MessageTimer& timer);

  std::unordered_map<uint64_t, std::unique_ptr<MessageTimer>> timers_;  // by reference[0]
};

/// Fires what is due by `now` (nanoseconds of the monotonic clock). Returns the next deadline, −1
/// if there is none; `now` if there may be more that is due.
int64_t run_timers(Context& context, int64_t now);

}  // namespace linac
