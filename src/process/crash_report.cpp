// SPDX-License-Identifier: Apache-2.0
#include "process/crash_report.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <utility>
#include <vector>

#include "process/heap_info.h"
#include "process/logger.h"
#include "process/stack_places.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/print.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr int64_t kNanosecondsPerMicrosecond = 1'000;

std::string pretty(Term term) {
  PrintOptions options;
  options.style = PrintStyle::kPretty;
  return print(term, options);
}

}  // namespace

std::string report_header(int64_t system_nanoseconds, const char* level) {
  static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = static_cast<std::time_t>(system_nanoseconds / kNanosecondsPerSecond);
  const int64_t microseconds =
      system_nanoseconds % kNanosecondsPerSecond / kNanosecondsPerMicrosecond;
  std::tm date{};
  gmtime_r(&seconds, &date);
  char text[96];
  std::snprintf(text, sizeof text, "=%s REPORT==== %d-%s-%d::%02d:%02d:%02d.%06d ===", level,
                date.tm_mday, kMonths[date.tm_mon], 1900 + date.tm_year, date.tm_hour, date.tm_min,
                date.tm_sec, static_cast<int>(microseconds));
  return text;
}

void report_crash(Context& context, Process& process, Term exception_class, Term reason,
                  Term stacktrace) {
  Platform& platform = context.vm->state().platform;
  BlockHeap heap;
  const Term value = exception_class == atoms::kExit ? reason
                     : exception_class == atoms::kThrow
                         ? heap.tuple(heap.tuple(atoms::kNocatch, reason), stacktrace)
                         : heap.tuple(reason, stacktrace);
  const Term arguments = heap.cons(process.pid(), heap.cons(value, Term::nil()));
  if (log_event(context, atoms::kError, "Error in process ~p with exit value:~n~p~n", arguments,
                &process)) {
    return;
  }
  std::string text = report_header(platform.system_time());
  text += "\nError in process " + pretty(process.pid()) + " with exit value:\n";
  text += pretty(value) + "\n\n";
  platform.write(2, text);
}

void report_heap_limit(Context& context, const Process& process, const HeapOptions& options,
                       size_t words) {
  Platform& platform = context.vm->state().platform;
  std::string text;
  const auto line = [&text](const char* name, const std::string& value) {
    if (!text.empty()) text += "\n";
    text += std::string("     ") + name + std::string(20 - std::strlen(name), ' ') + value;
  };
  const auto boolean = [](bool value) { return value ? "true" : "false"; };
  line("Process:", pretty(process.pid()));
  line("Context:", "maximum heap size reached");
  line("Max Heap Size:", std::to_string(options.max_words));
  line("Total Heap Size:", std::to_string(words));
  line("Kill:", boolean(options.kills));
  line("Error Logger:", boolean(options.logs));
  line("Message Queue Len:", std::to_string(process.mailbox.size()));
  BlockHeap heap;
  const auto number = [](uint64_t value) { return Term::small(static_cast<int64_t>(value)); };
  const Term arguments[] = {
      process.pid(),
      number(options.max_words),
      number(words),
      atoms::boolean(options.kills),
      atoms::boolean(options.logs),
      number(process.mailbox.size()),
      heap_info(heap, context.process == &process ? context.heap.state() : process.heap)};
  constexpr const char* kFormat =
      "     Process:            ~p ~n"
      "     Context:            maximum heap size reached~n"
      "     Max Heap Size:      ~p~n"
      "     Total Heap Size:    ~p~n"
      "     Kill:               ~p~n"
      "     Error Logger:       ~p~n"
      "     Message Queue Len:  ~p~n"
      "     GC Info:            ~p~n";
  if (log_event(context, atoms::kError, kFormat, make_list(heap, arguments), &process)) return;
  platform.write(2, report_header(platform.system_time()) + "\n" + text + "\n\n");
}

namespace {

const char* state_name(const Process& process) {
  if (process.suspend_count != 0) return "suspended";
  switch (process.state) {
    case ProcessState::kRunning:
      return "running";
    case ProcessState::kRunnable:
      return "runnable";
    case ProcessState::kWaiting:
      return "waiting";
    case ProcessState::kExiting:
      break;
  }
  return "exiting";
}

HeapState heap_of(const Context& context, const Process& process) {
  return context.process == &process ? context.heap.state() : process.heap;
}

}  // namespace

std::string describe_process(const Context& context, const Process& process) {
  std::string text = pretty(process.pid());
  if (process.registered_name) text += " " + pretty(process.registered_name);
  const HeapState heap = heap_of(context, process);
  char numbers[128];
  std::snprintf(numbers, sizeof numbers, " %s, %u messages, %zu heap words, %zu stack words\n",
                state_name(process), process.mailbox.size(), heap.total_words(),
                heap.stack_words());
  text += numbers;
  for (const Location* place : stack_places(context.vm->state().slots, process, heap)) {
    const beam::File& file = place->module->file;
    text += "    " + place->module->function_name(place->function);
    if (place->line != 0) text += " line " + std::to_string(file.lines[place->line].line);
    text += "\n";
  }
  return text;
}

void report_vm_crash(Context& context, const std::string& reason,
                     void (*write)(std::string_view text)) {
  constexpr size_t kMostProcesses = 1000;
  Vm::State& state = context.vm->state();
  std::vector<std::pair<size_t, Process*>> processes;
  size_t words = 0;
  state.scheduler.for_each([&](Process& process) {
    const size_t own = heap_of(context, process).total_words();
    words += own;
    // The smallest of those found so far makes room.
    processes.emplace_back(own, &process);
    std::push_heap(processes.begin(), processes.end(), std::greater<>());
    if (processes.size() <= kMostProcesses) return;
    std::pop_heap(processes.begin(), processes.end(), std::greater<>());
    processes.pop_back();
  });
  std::sort_heap(processes.begin(), processes.end(), std::greater<>());
  const size_t count = state.scheduler.process_count();
  write("Linac crash report\nReason: " + reason + "\n");
  write("Processes: " + std::to_string(count) + ", with " + std::to_string(words * sizeof(Word)) +
        " bytes of heap and stack\nModules: " + std::to_string(state.modules.size()) +
        "\nAtoms: " + std::to_string(atom_count()) + "\n\n");
  if (count > kMostProcesses) {
    write("The " + std::to_string(kMostProcesses) + " largest processes:\n\n");
  }
  for (const auto& [own, process] : processes) write(describe_process(context, *process));
}

}  // namespace linac
