// SPDX-License-Identifier: Apache-2.0
//
// A VM without code and one process that "runs", so that BIFs can be called from C++.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platforms/native/native_platform.h"
#include "process/signal.h"
#include "process/spawn.h"
#include "term/atom.h"
#include "term/compare.h"
#include "term/print.h"
#include "vm_state.h"

namespace linac {

/// Keeps what is written instead of writing it.
class RecordingPlatform : public NativePlatform {
 public:
  void write(int descriptor, std::string_view text) override {
    (descriptor == 1 ? output : errors) += text;
  }
  std::string output;
  std::string errors;
};

inline VmOptions interpreter_only() {
  VmOptions options;
  options.jit = false;
  return options;
}

class BifTest : public ::testing::Test {
 protected:
  BifTest() : vm(platform, interpreter_only()), state(vm.state()), context(state.context) {
    self = start();
    // Taken off the run queue and made the running one.
    EXPECT_EQ(state.scheduler.next(), self);
    run_as(self);
  }
  ~BifTest() override { stop_running(); }

  /// A process that would call lists:start(); it never gets to run here.
  Process* start() {
    SpawnRequest request;
    request.module = atoms::kLists;
    request.function = atoms::kStart;
    request.arguments = Term::nil();
    return spawn_process(context, request);
  }
  /// The same, waiting for a message.
  Process* start_waiting() {
    Process* process = start();
    EXPECT_EQ(state.scheduler.next(), process);
    process->state = ProcessState::kWaiting;
    return process;
  }
  void run_as(Process* process) {
    stop_running();
    context.process = process;
    process->state = ProcessState::kRunning;
    context.heap.load(process->heap);
  }
  void stop_running() {
    if (context.process == nullptr) return;
    context.heap.store(context.process->heap);
    context.process = nullptr;
  }

  /// Calls a BIF with its arguments in X registers, as code does.
  Term call(std::string_view module, std::string_view function,
            const std::vector<Term>& arguments) {
    const ExportEntry* entry = state.exports.find(intern(module), intern(function),
                                                  static_cast<uint32_t>(arguments.size()));
    if (entry == nullptr || entry->bif == nullptr) {
      ADD_FAILURE() << module << ":" << function << "/" << arguments.size() << " is no BIF";
      return Term::non_value();
    }
    context.pending = PendingException{};
    context.leave = Leave::kContinue;
    for (size_t i = 0; i < arguments.size(); ++i) context.x[i] = arguments[i];
    return entry->bif(context, context.x);
  }
  Term call(std::string_view function, const std::vector<Term>& arguments) {
    return call("erlang", function, arguments);
  }
  /// The reason of the error that a call has raised.
  std::string failure() const {
    return context.pending.reason ? print(context.pending.reason) : "no error";
  }
  std::vector<std::string> messages(const Process* process) const {
    std::vector<std::string> texts;
    process->mailbox.for_each([&](Term message) { texts.push_back(print(message)); });
    return texts;
  }
  bool is_alive(uint64_t number) const { return state.scheduler.find(number) != nullptr; }

  RecordingPlatform platform;
  Vm vm;
  Vm::State& state;
  Context& context;
  Process* self = nullptr;
};

}  // namespace linac
