// SPDX-License-Identifier: Apache-2.0
//
// The scheduler: all processes, the run queue, names, and timers. It decides who runs next; the
// dispatch loop (vm.cpp) runs it. Invariant: a process is in the run queue at most once, and only
// while it is runnable.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "process/process.h"
#include "process/random_schedule.h"

namespace linac {

class Scheduler {
 public:
  /// A new process with an empty heap, not yet runnable; null if memory is exhausted.
  Process* create(const HeapOptions& options);
  /// Forgets a process and frees its memory.
  void destroy(Process* process);

  /// Null if the process has ended or never was.
  Process* find(uint64_t number) const;
  Process* find(Term pid) const { return find(pid.special_number()); }

  void make_runnable(Process* process);
  /// Takes the next runnable process off the queue; null if there is none.
  Process* next();
  /// From now on `next` chooses at random.
  void randomize(uint64_t seed) { random_.emplace(seed); }
  /// Reductions of the next turn, if a turn has `most`.
  uint32_t turn(uint32_t most) { return random_ ? random_->turn(most) : most; }
  bool has_runnable() const { return !run_queue_.empty(); }
  size_t process_count() const { return processes_.size(); }
  /// Pids of all processes, in order of creation.
  std::vector<uint64_t> process_numbers() const;

  /// Sets a process's receive timer; `deadline` in nanoseconds of the monotonic clock.
  void start_receive_timer(Process* process, int64_t deadline);
  void cancel_receive_timer(Process* process);
  TimerQueue& timers() { return timers_; }

  bool register_name(Term name, Process* process);
  bool unregister_name(Term name);
  Process* whereis(Term name) const;
  std::vector<Term> registered_names() const;

  /// A number never returned before: references are made of them.
  uint64_t next_reference() { return ++last_reference_; }

  ~Scheduler();

 private:
  std::unordered_map<uint64_t, Process*> processes_;
  std::deque<Process*> run_queue_;
  std::optional<RandomSchedule> random_;
  TimerQueue timers_;
  std::unordered_map<uint32_t, Process*> names_;
  uint64_t last_number_ = 0;
  uint64_t last_reference_ = 0;
};

}  // namespace linac
