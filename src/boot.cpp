// SPDX-License-Identifier: Apache-2.0
//
// Starting OTP as its emulator does: the processes that are there before the first Erlang code of
// the boot runs, and erl_init:start/2.
#include <string>

#include "process/spawn.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "vm.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Processes of OTP's emulator, in the order in which it starts them behind `init`. Those that
/// handle signals of dirty schedulers are left out: there are none.
constexpr struct {
  const char* module;
  const char* function;
} kSystemProcesses[] = {{"erts_code_purger", "start"},
                        {"erts_literal_area_collector", "start"},
                        {"prim_file", "start"}};

Process* spawn(Vm::State& state, const char* module, const char* function, Term arguments) {
  SpawnRequest request;
  request.module = intern(module);
  request.function = intern(function);
  request.arguments = arguments;
  return spawn_process(state.context, request);
}

/// Signals of the operating system that OTP's emulator hands to its signal server from the start.
constexpr const char* kHandledSignals[] = {"sigterm", "sigquit", "sigusr1"};

}  // namespace

bool Vm::start_otp(std::span<const std::string> arguments, std::string& error) {
  State& state = *state_;
  if (!exports("erl_init", "start", 2) || !exports("init", "boot", 1)) {
    error = "OTP's modules erl_init and init are not there";
    return false;
  }
  state.preloaded.clear();
  for (const auto& [index, module] : state.modules) state.preloaded.push_back(Term::atom(index));
  BlockHeap heap;
  std::vector<Term> words;
  for (const std::string& argument : arguments) {
    words.push_back(
        make_binary(heap, reinterpret_cast<const uint8_t*>(argument.data()), argument.size()));
  }
  const Term init_arguments[] = {intern("init"), make_list(heap, words)};
  Process* const init = spawn(state, "erl_init", "start", make_list(heap, init_arguments));
  if (init == nullptr) {
    error = "no memory for the first process";
    return false;
  }
  state.main_process = init->number;
  for (const auto& [module, function] : kSystemProcesses) {
    if (!exports(module, function, 0)) continue;
    const Process* const process = spawn(state, module, function, Term::nil());
    if (process != nullptr) state.system_processes.push_back(process->number);
  }
  for (const char* signal : kHandledSignals) {
    state.ports.os_signals.set(state.context, intern(signal), intern("handle"));
  }
  return true;
}

}  // namespace linac
