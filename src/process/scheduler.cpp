// SPDX-License-Identifier: Apache-2.0
#include "process/scheduler.h"

#include <algorithm>
#include <utility>

namespace linac {

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
  if (process->in_run_queue) {
    run_queue_.erase(std::find(run_queue_.begin(), run_queue_.end(), process));
  }
  processes_.erase(process->number);
  ProcessHeap::destroy(process->heap);
  delete process;
}

Process* Scheduler::find(uint64_t number) const {
  auto found = processes_.find(number);
  return found == processes_.end() ? nullptr : found->second;
}

void Scheduler::make_runnable(Process* process) {
  if (process->state == ProcessState::kExiting || process->in_run_queue) return;
  process->state = ProcessState::kRunnable;
  process->in_run_queue = true;
  run_queue_.push_back(process);
}

Process* Scheduler::next() {
  if (run_queue_.empty()) return nullptr;
  if (random_) std::swap(run_queue_.front(), run_queue_[random_->pick(run_queue_.size())]);
  Process* process = run_queue_.front();
  run_queue_.pop_front();
  process->in_run_queue = false;
  return process;
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

bool Scheduler::register_name(Term name, Process* process) {
  if (process->registered_name) return false;
  if (!names_.emplace(name.atom_index(), process).second) return false;
  process->registered_name = name;
  return true;
}

bool Scheduler::unregister_name(Term name) {
  auto found = names_.find(name.atom_index());
  if (found == names_.end()) return false;
  found->second->registered_name = Term::non_value();
  names_.erase(found);
  return true;
}

Process* Scheduler::whereis(Term name) const {
  auto found = names_.find(name.atom_index());
  return found == names_.end() ? nullptr : found->second;
}

std::vector<Term> Scheduler::registered_names() const {
  std::vector<Term> names;
  names.reserve(names_.size());
  for (const auto& [index, process] : names_) names.push_back(Term::atom(index));
  return names;
}

}  // namespace linac
