// SPDX-License-Identifier: Apache-2.0
#include "process/scheduler.h"

#include <algorithm>
#include <utility>

namespace linac {

void RunQueue::push(Process* process) {
  process->in_run_queue = true;
  process->queue_previous = last_;
  process->queue_next = nullptr;
  (last_ == nullptr ? first_ : last_->queue_next) = process;
  last_ = process;
  ++size_;
}

void RunQueue::remove(Process* process) {
  Process* const previous = process->queue_previous;
  Process* const next = process->queue_next;
  (previous == nullptr ? first_ : previous->queue_next) = next;
  (next == nullptr ? last_ : next->queue_previous) = previous;
  --size_;
  process->in_run_queue = false;
}

Process* RunQueue::pop(size_t place) {
  Process* process = first_;
  for (; place > 0; --place) process = process->queue_next;
  remove(process);
  return process;
}

Scheduler::~Scheduler() {
  for (auto& [number, process] : processes_) {
    ProcessHeap::destroy(process->heap);
    delete process;
  }
}

Process* Scheduler::create(const HeapOptions& options) {
  auto process = std::make_unique<Process>();
  if (!ProcessHeap::create(process->heap, options)) return nullptr;
  process->number = ++last_number_;
  processes_.emplace(process->number, process.get());
  return process.release();
}

void Scheduler::destroy(Process* process) {
  cancel_receive_timer(process);
  leave_run_queue(process);
  processes_.erase(process->number);
  ProcessHeap::destroy(process->heap);
  delete process;
}

Process* Scheduler::find(uint64_t number) const {
  auto found = processes_.find(number);
  return found == processes_.end() ? nullptr : found->second;
}

RunQueue& Scheduler::run_queue(const Process* process) {
  return run_queues_[static_cast<size_t>(process->priority)];
}

void Scheduler::leave_run_queue(Process* process) {
  if (!process->in_run_queue) return;
  run_queue(process).remove(process);
}

void Scheduler::make_runnable(Process* process) {
  if (process->state == ProcessState::kExiting || process->in_run_queue) return;
  process->state = ProcessState::kRunnable;
  if (process->suspend_count != 0) return;
  run_queue(process).push(process);
}

void Scheduler::resume(Process* process) {
  if (--process->suspend_count == 0 && process->state == ProcessState::kRunnable) {
    make_runnable(process);
  }
}

void Scheduler::set_priority(Process* process, Priority priority) {
  const bool was_queued = process->in_run_queue;
  leave_run_queue(process);
  process->priority = priority;
  if (was_queued) make_runnable(process);
}

RunQueue* Scheduler::next_queue() {
  constexpr uint32_t kTurnsWithoutLow = 7;
  auto& [low, normal, high, max] = run_queues_;
  if (!max.empty()) return &max;
  if (!high.empty()) return &high;
  const bool is_turn_of_low = normal.empty() || turns_without_low_ >= kTurnsWithoutLow;
  if (!low.empty() && is_turn_of_low) {
    turns_without_low_ = 0;
    return &low;
  }
  ++turns_without_low_;
  return normal.empty() ? nullptr : &normal;
}

Process* Scheduler::next() {
  while (RunQueue* const queue = next_queue()) {
    Process* const process = random_ ? queue->pop(random_->pick(queue->size())) : queue->pop();
    if (process->suspend_count == 0) return process;
  }
  return nullptr;
}

size_t Scheduler::run_queue_length() const {
  size_t length = 0;
  for (const RunQueue& queue : run_queues_) length += queue.size();
  return length;
}

bool Scheduler::has_runnable() const {
  return std::any_of(std::begin(run_queues_), std::end(run_queues_),
                     [](const RunQueue& queue) { return !queue.empty(); });
}

std::vector<uint64_t> Scheduler::process_numbers() const {
  std::vector<uint64_t> numbers;
  numbers.reserve(processes_.size());
  for (const auto& [number, process] : processes_) {
    if (process->state != ProcessState::kExiting) numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

void Scheduler::start_receive_timer(Process* process, int64_t deadline) {
  process->timed_out = false;
  timers_.start(process->receive_timer, deadline);
}

void Scheduler::cancel_receive_timer(Process* process) {
  process->timed_out = false;
  process->receive_started = false;
  timers_.stop(process->receive_timer);
}

bool Scheduler::register_name(Term name, Term owner) {
  return names_.emplace(name.atom_index(), owner).second;
}

Term Scheduler::unregister_name(Term name) {
  auto found = names_.find(name.atom_index());
  if (found == names_.end()) return Term::non_value();
  const Term owner = found->second;
  names_.erase(found);
  return owner;
}

Term Scheduler::name_owner(Term name) const {
  auto found = names_.find(name.atom_index());
  return found == names_.end() ? Term::non_value() : found->second;
}

Process* Scheduler::whereis(Term name) const {
  const Term owner = name_owner(name);
  return owner && owner.is_local_pid() ? find(owner) : nullptr;
}

std::vector<Term> Scheduler::registered_names() const {
  std::vector<Term> names;
  names.reserve(names_.size());
  for (const auto& [index, owner] : names_) names.push_back(Term::atom(index));
  return names;
}

}  // namespace linac
