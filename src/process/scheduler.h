// SPDX-License-Identifier: Apache-2.0
//
// The scheduler: all processes, the run queue, names, and timers. It decides who runs next; the
// dispatch loop (vm.cpp) runs it. Invariant: a process is in the run queue at most once, and only
// while it is runnable; one that is suspended is passed over when its turn comes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "process/process.h"
#include "process/random_schedule.h"

namespace linac {

/// Processes that wait for their turn, linked through themselves: one that ends while it waits
/// leaves at once.
class RunQueue {
 public:
  bool empty() const { return first_ == nullptr; }
  void push(Process* process);
  void remove(Process* process);
  size_t size() const { return size_; }
  /// Takes out the process at a place, counted from the front. Precondition: there are more.
  Process* pop(size_t place = 0);

 private:
  Process* first_ = nullptr;
  Process* last_ = nullptr;
  size_t size_ = 0;
};

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
  /// Takes the next runnable process off the queues; null if there is none. Those of priority max
  /// come before high, and high before the others, of whom a low one has its turn after several
  /// normal ones. Source: erlang:process_flag/2, "priority".
  Process* next();
  /// From now on `next` chooses at random.
  void randomize(uint64_t seed) { random_.emplace(seed); }
  /// Reductions of the next turn, if a turn has `most`.
  uint32_t turn(uint32_t most) { return random_ ? random_->turn(most) : most; }
  bool has_runnable() const;
  /// How many wait for their turn.
  size_t run_queue_length() const;
  /// Keeps a process from running until as many calls of `resume`.
  void suspend(Process* process) { ++process->suspend_count; }
  void resume(Process* process);
  void set_priority(Process* process, Priority priority);
  size_t process_count() const { return processes_.size(); }
  /// Pids of all processes, in order of creation.
  std::vector<uint64_t> process_numbers() const;

  /// Calls `visit(Process&)` for every process, in no order.
  template <typename Function>
  void for_each(Function visit) {
    for (auto& [number, process] : processes_) visit(*process);
  }

  /// Sets a process's receive timer; `deadline` in nanoseconds of the monotonic clock.
  void start_receive_timer(Process* process, int64_t deadline);
  void cancel_receive_timer(Process* process);
  TimerQueue& timers() { return timers_; }

  /// Gives a name to a process or a port; false if it is taken. Both keep their name themselves,
  /// too.
  bool register_name(Term name, Term owner);
  /// Takes a name back; whose it was, or the non-value.
  Term unregister_name(Term name);
  /// Whose a name is; the non-value if it is nobody's.
  Term name_owner(Term name) const;
  /// The process of that name; null if there is none.
  Process* whereis(Term name) const;
  std::vector<Term> registered_names() const;

  /// A number never returned before: references are made of them.
  uint64_t next_reference() { return ++last_reference_; }

  ~Scheduler();

 private:
  RunQueue& run_queue(const Process* process);
  void leave_run_queue(Process* process);
  /// The queue that is to be served, not empty; null if all are.
  RunQueue* next_queue();

  std::unordered_map<uint64_t, Process*> processes_;
  std::optional<RandomSchedule> random_;
  RunQueue run_queues_[4];  // by priority
  uint32_t turns_without_low_ = 0;
  TimerQueue timers_;
  std::unordered_map<uint32_t, Term> names_;  // by atom index
  uint64_t last_number_ = 0;
  uint64_t last_reference_ = 0;
};

}  // namespace linac
