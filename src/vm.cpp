// SPDX-License-Identifier: Apache-2.0
//
// The life of a VM: loading, starting, and the dispatch loop that runs one process after another.
#include "vm.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "bifs/argument.h"
#include "bifs/bif.h"
#include "code/linker.h"
#include "jit/compile.h"
#include "jit/native_interface.h"
#include "memory/allocated.h"
#include "process/message_timer.h"
#include "process/spawn.h"
#include "runtime/call.h"
#include "runtime/collect.h"
#include "runtime/exception.h"
#include "term/atom.h"
#include "term/print.h"
#include "trace/process_trace.h"
#include "vm_state.h"

namespace linac {

namespace {

// A process's turn, as in OTP.
constexpr uint32_t kReductionsPerTurn = 4000;

// Every call costs a reduction, so this bounds how deep the host's stack of wasm frames gets before
// everything leaves to the dispatch loop: the fattest functions overflow a default stack at three
// times as many (docs/architecture.md, "Depth").
constexpr int32_t kReductionsPerLeg = 2000;

/// The heap asks for a collection: the running code is brought to its next safe point by taking its
/// reductions away.
void hurry(void* owner) {
  auto& context = *static_cast<Context*>(owner);
  JITState& jit_state = *context.jit_state;
  if (context.reductions_kept != 0 || jit_state.reductions <= 0) return;
  context.reductions_kept = static_cast<uint32_t>(jit_state.reductions);
  jit_state.reductions = 0;
}

void install_bif(Vm::State& state, const Bif& bif) {
  ExportEntry* entry = state.exports.intern(intern(bif.module), intern(bif.function), bif.arity);
  if (entry == nullptr) return;
  entry->bif = bif.implementation;
  state.slots[entry->stub_slot].kind = SlotKind::kBif;
}

void install_bifs(Vm::State& state) {
  for (const BifTable* table : bif_tables()) {
    if (state.options.otp && is_light(*table)) continue;
    for (const Bif& bif : *table) install_bif(state, bif);
  }
}

/// The slots that are no code's: where the VM itself does something.
void reserve_stops(Vm::State& state) {
  const std::optional<SlotIndex> first = state.slots.reserve(7);
  if (!first) return;
  SlotIndex slot = *first;
  state.process_return_slot = slot;
  state.slots[slot].kind = SlotKind::kProcessReturn;
  for (uint32_t arguments = 0; arguments < 3; ++arguments) {
    state.collect_slots[arguments] = ++slot;
    state.slots[slot].kind = SlotKind::kCollect;
    state.slots[slot].index = arguments;
  }
  state.hibernate_slot = ++slot;
  state.slots[slot].kind = SlotKind::kHibernate;
  state.give_way_slot = ++slot;
  state.slots[slot].kind = SlotKind::kGiveWay;
  state.trace.return_slot = ++slot;
  state.slots[slot].kind = SlotKind::kTraceReturn;
}

void schedule_in(Context& context, Process& process) {
  context.process = &process;
  process.hibernates = false;
  process.state = ProcessState::kRunning;
  context.heap.load(process.heap);
  for (size_t i = 0; i < process.registers.size(); ++i) context.x[i] = process.registers[i];
  process.registers.clear();
  context.jit_state->continuation = process.continuation;
  trace_turn(context, true);
}

void schedule_out(Context& context, Process& process) {
  trace_turn(context, false);
  context.heap.store(process.heap);
  process.registers.assign(context.x, context.x + context.live);
  process.continuation = context.jit_state->continuation;
  context.process = nullptr;
}

/// Runs the process until its leg is over, it waits, or it has ended.
void run_leg(Context& context, int32_t reductions) {
  // The call at which the process was stopped counts once more.
  context.jit_state->reductions = reductions + 1;
  context.reductions_kept = 0;
  context.leg = reductions;
  if (context.heap.wants_collection()) hurry(&context);
  for (;;) {
    context.leave = Leave::kContinue;
    if (call_slot(context, context.jit_state->continuation) == nullptr) {
      // Back from a call whose wasm frames are gone: the return address is on the stack.
      context.jit_state->continuation = Term(*context.heap.stack_pointer()).slot();
      if (--context.jit_state->reductions > 0) continue;
      if (reductions_exhausted(context, 1) == nullptr) continue;
    }
    if (context.leave != Leave::kContinue) return;
  }
}

/// Runs a process for one turn of `reductions`.
void run(Vm::State& state, Process& process, uint32_t reductions) {
  Context& context = state.context;
  schedule_in(context, process);
  auto left = static_cast<int64_t>(reductions);
  context.given_back = 0;
  do {
    const auto leg = static_cast<int32_t>(std::min<int64_t>(left, kReductionsPerLeg));
    run_leg(context, leg);
    const int64_t used = leg + 1 - context.jit_state->reductions;
    left -= used;
    process.reductions += static_cast<uint64_t>(std::max<int64_t>(used - context.given_back, 0));
  } while (context.leave == Leave::kYield && left > 0 && context.given_back == 0);
  switch (context.leave) {
    case Leave::kYield:
      schedule_out(context, process);
      state.scheduler.make_runnable(&process);
      break;
    case Leave::kWait:
      schedule_out(context, process);
      process.state = ProcessState::kWaiting;
      break;
    case Leave::kExit:
      context.heap.store(process.heap);
      context.process = nullptr;
      if (process.number == state.main_process) state.finished = true;
      state.scheduler.destroy(&process);
      break;
    case Leave::kContinue:
    case Leave::kHalt:
      context.heap.store(process.heap);
      context.process = nullptr;
      state.finished = true;
      break;
  }
}

Term string_list(Heap& heap, std::span<const std::string> strings) {
  Term list = Term::nil();
  for (size_t i = strings.size(); i-- > 0;) {
    list = heap.cons(unicode_list(heap, strings[i]), list);
  }
  return list;
}

/// A process of libs/stand_in.erl, which begins with its first message. Null if there is no
/// memory.
Process* spawn_stand_in(Vm::State& state, const char* name) {
  SpawnRequest request;
  request.module = intern("stand_in");
  request.function = intern(name);
  request.arguments = Term::nil();
  request.waits = true;
  Process* const process = spawn_process(state.context, request);
  if (process == nullptr) return nullptr;
  state.scheduler.register_name(intern(name), process->pid());
  process->registered_name = intern(name);
  return process;
}

/// What OTP's boot leaves behind and its libraries expect: no feature of the language is switched,
/// and, since no process of the logger runs, nothing is logged.
void set_boot_terms(Vm::State& state) {
  const ExportEntry* put = state.exports.find(intern("persistent_term"), intern("put"), 2);
  if (put == nullptr || put->bif == nullptr) return;
  constexpr int64_t kLogNothing = -1;  // level `none`, as the module logger_config writes it
  struct {
    const char* module;
    const char* name;
    Term value;
  } const terms[] = {{"erl_features", "enabled_features", Term::nil()},
                     {"erl_features", "keywords", Term::nil()},
                     {"erl_features", "init_done", atoms::kTrue},
                     {"logger_config", "$primary_config$", Term::small(kLogNothing)}};
  BlockHeap heap;
  for (const auto& [module, name, value] : terms) {
    const Term arguments[] = {heap.tuple(intern(module), intern(name)), value};
    put->bif(state.context, arguments);
  }
}

/// What a VM does at its start, be it a new one or one out of an image.
void begin(Vm::State& state) {
  VmOptions& options = state.options;
  state.context.collect_always = options.collect_always;
  if (options.reductions_per_slice == 0) options.reductions_per_slice = kReductionsPerTurn;
  if (options.schedule_seed != 0) state.scheduler.randomize(options.schedule_seed);
  state.bifs.start_time = state.platform.monotonic_time();
}

}  // namespace

Vm::Vm(Platform& platform, VmOptions options)
    : state_(std::make_unique<State>(platform, std::move(options))) {
  State& state = *state_;
  Context& context = state.context;
  context.vm = this;
  context.jit_state = &state.jit_state;
  context.native_interface = &native_interface();
  context.heap.set_alarm({hurry, &context});
  begin(state);
  install_bifs(state);
  for (uint32_t i = 0; i < 2; ++i) {
    state.apply[i] = state.exports.intern(atoms::kErlang, atoms::kApply, 2 + i);
  }
  state.send = state.exports.intern(atoms::kErlang, intern("send"), 2);
  reserve_stops(state);
}

Vm::~Vm() = default;

std::optional<std::string> Vm::load(std::span<const uint8_t> bytes, std::string_view path,
                                    std::string& error) {
  const BeamFile file{bytes, path};
  std::optional<std::vector<std::string>> names = load_all({&file, 1}, error);
  if (!names) return std::nullopt;
  return std::move(names->front());
}

std::optional<std::vector<std::string>> Vm::load_all(std::span<const BeamFile> files,
                                                     std::string& error) {
  State& state = *state_;
  const int64_t start = state.platform.monotonic_time();
  std::vector<std::unique_ptr<Module>> linked;
  std::vector<Module*> modules;
  for (const BeamFile& file : files) {
    linked.push_back(obtain_module(state, file.bytes, file.path, error));
    if (linked.back() == nullptr) {
      for (Module* module : modules) forget_linked(state, *module);
      return std::nullopt;
    }
    modules.push_back(linked.back().get());
  }
  state.stats.link_nanoseconds += state.platform.monotonic_time() - start;
  for (const BeamFile& file : files) state.stats.beam_bytes += file.bytes.size();
  state.stats.modules_loaded += files.size();

  for (Module* module : modules) enter_module(state, *module);
  if (state.options.jit) {
    install_compiled(state, modules);
  } else {
    for (const Module* module : modules) {
      if (!module->native) state.stats.labels_interpreted += module->entries.size();
    }
  }
  std::vector<std::string> names;
  for (std::unique_ptr<Module>& module : linked) {
    names.push_back(module->file.module_name());
    publish_module(state, std::move(module));
  }
  return names;
}

bool Vm::make_ready(std::span<const BeamFile> files, std::string& error) {
  return linac::make_ready(*state_, files, error);
}

void Vm::resume(VmOptions options) {
  State& state = *state_;
  options.jit = state.options.jit;
  options.otp = state.options.otp;
  state.options = std::move(options);
  begin(state);
  state.stats = VmStats();
}

namespace {

std::optional<CodeFile> find_code(Vm::State& state, const std::string& module) {
  if (!state.code_path) return state.platform.find_module(module);
  // A module's name is any atom; one with a path in it names no file.
  if (module.find('/') != std::string::npos || module.find('\0') != std::string::npos) {
    return std::nullopt;
  }
  for (const std::string& directory : *state.code_path) {
    std::string path = directory + "/" + module + ".beam";
    if (auto bytes = state.platform.read_file(path)) {
      return CodeFile{std::move(path), *std::move(bytes)};
    }
  }
  return std::nullopt;
}

}  // namespace

bool Vm::load_from_path(Term module) {
  State& state = *state_;
  const std::string name(atom_text(module));
  std::optional<CodeFile> file = find_code(state, name);
  if (!file) return false;
  std::string error;
  std::optional<std::string> loaded = load(file->bytes, file->path, error);
  if (!loaded) {
    state.platform.write(2, "linac: " + error + "\n");
    return false;
  }
  return true;
}

bool Vm::exports(std::string_view module, std::string_view function, uint32_t arity) const {
  const Term module_atom = find_atom(module);
  const Term function_atom = find_atom(function);
  if (!module_atom || !function_atom) return false;
  const ExportEntry* entry = state_->exports.find(module_atom, function_atom, arity);
  if (entry != nullptr && state_->exports.has_code(*entry)) return true;
  auto pending = state_->pending_modules.find(module_atom.atom_index());
  if (pending == state_->pending_modules.end()) return false;
  const beam::File& file = pending->second.module->file;
  return std::any_of(file.exports.begin(), file.exports.end(), [&](const beam::Export& exported) {
    return exported.arity == arity && file.atoms[exported.function] == function;
  });
}

bool Vm::start(std::string_view module, std::span<const std::string> arguments,
               std::string& error) {
  State& state = *state_;
  SpawnRequest request;
  request.module = intern(module);
  BlockHeap heap;
  if (exports(module, "main", 1)) {
    request.function = intern("main");
    request.arguments = heap.cons(string_list(heap, arguments), Term::nil());
  } else if (exports(module, "main", 0)) {
    request.function = intern("main");
    request.arguments = Term::nil();
  } else if (exports(module, "start", 0)) {
    request.function = intern("start");
    request.arguments = Term::nil();
    state.main_prints_value = true;
  } else {
    error = "module " + std::string(module) + " exports none of main/1, main/0 and start/0";
    return false;
  }
  set_boot_terms(state);
  state.program_arguments.assign(arguments.begin(), arguments.end());
  const Process* const user = spawn_stand_in(state, "user");
  Process* process = spawn_process(state.context, request);
  if (process == nullptr || user == nullptr || spawn_stand_in(state, "standard_error") == nullptr ||
      spawn_stand_in(state, "kernel_sup") == nullptr ||
      spawn_stand_in(state, "file_server_2") == nullptr) {
    error = "no memory for the first process";
    return false;
  }
  process->group_leader = user->pid();
  state.main_process = process->number;
  return true;
}

void Vm::process_returned(Term value) {
  State& state = *state_;
  if (state.context.process->number != state.main_process || !state.main_prints_value) return;
  state.platform.write(1, "Return value: " + print(value, {PrintStyle::kPretty}) + "\n");
}

namespace {

/// As Vm::slice.
int32_t run_slice(Vm::State& state, int32_t milliseconds) {
  constexpr int64_t kNanosecondsPerMillisecond = 1'000'000;
  const int64_t end = state.platform.monotonic_time() + milliseconds * kNanosecondsPerMillisecond;
  int64_t now;
  int64_t deadline;
  do {
    now = state.platform.monotonic_time();
    deadline = run_timers(state.context, now);
    // The clock is asked once for several turns: a turn is far shorter than a slice.
    for (int turn = 0; turn < 16; ++turn) {
      if (state.finished) return -1;
      if (!state.versions.purged.empty() || state.funs.wants_sweep() ||
          state.bifs.persistent_terms.has_much_retired()) {
        free_purged(state.context);
      }
      state.ports.free_closed();
      Process* process = state.scheduler.next();
      if (process == nullptr) break;
      run(state, *process, state.scheduler.turn(state.options.reductions_per_slice));
      state.tables.free_some();
    }
    if (state.finished) return -1;
    if (!state.scheduler.has_runnable() && !state.tables.free_some()) {
      if (state.bifs.persistent_terms.has_retired()) {
        free_purged(state.context);
        if (state.scheduler.has_runnable()) continue;
      }
      deadline = run_timers(state.context, now);
      if (state.scheduler.has_runnable()) continue;
      if (deadline < 0) return Vm::kWaitForever;
      const int64_t wait =
          (deadline - state.platform.monotonic_time() + kNanosecondsPerMillisecond - 1) /
          kNanosecondsPerMillisecond;
      return static_cast<int32_t>(wait < 0 ? 0 : wait > Vm::kWaitForever ? Vm::kWaitForever : wait);
    }
  } while (now < end);
  return 0;
}

}  // namespace

int32_t Vm::slice(int32_t milliseconds) {
  State& state = *state_;
  SchedulerTime& time = state.bifs.scheduler_time;
  time.slice_began = state.platform.monotonic_time();
  const int32_t wait = run_slice(state, milliseconds);
  time.busy = time.busy_until(state.platform.monotonic_time());
  time.slice_began = 0;
  return wait;
}

void Vm::host_event(uint32_t handle, uint32_t kind, std::span<const uint8_t> bytes) {
  State& state = *state_;
  if (state.finished) return;
  HostEventReceiver* receiver = state.ports.host_events.find(handle);
  if (receiver != nullptr) receiver->host_event(state.context, handle, kind, bytes);
  state.ports.free_closed();
}

int Vm::exit_status() const { return state_->exit_status; }

std::string Vm::stats() const {
  const VmStats& stats = state_->stats;
  std::string table;
  auto row = [&table](const char* name, const char* format, double value) {
    char number[64];
    std::snprintf(number, sizeof number, format, value);
    char line[128];
    std::snprintf(line, sizeof line, "%-24s %s\n", name, number);
    table += line;
  };
  constexpr double kMillisecond = 1e6;
  row("modules loaded", "%.0f", static_cast<double>(stats.modules_loaded));
  row("beam bytes", "%.0f", static_cast<double>(stats.beam_bytes));
  row("labels compiled", "%.0f", static_cast<double>(stats.labels_compiled));
  row("labels interpreted", "%.0f", static_cast<double>(stats.labels_interpreted));
  row("units refused", "%.0f", static_cast<double>(stats.units_refused));
  row("wasm bytes", "%.0f", static_cast<double>(stats.wasm_bytes));
  row("load time (ms)", "%.2f", static_cast<double>(stats.link_nanoseconds) / kMillisecond);
  row("compile time (ms)", "%.2f",
      static_cast<double>(stats.emit_nanoseconds + stats.install_nanoseconds) / kMillisecond);
  row("  emit (ms)", "%.2f", static_cast<double>(stats.emit_nanoseconds) / kMillisecond);
  row("  install (ms)", "%.2f", static_cast<double>(stats.install_nanoseconds) / kMillisecond);
  if (stats.emit_nanoseconds > 0) {
    row("emission (MB beam/s)", "%.1f",
        static_cast<double>(stats.beam_bytes) * 1e3 / static_cast<double>(stats.emit_nanoseconds));
  }
  row("memory in use (bytes)", "%.0f", static_cast<double>(allocated_bytes()));
  row("processes", "%.0f", static_cast<double>(state_->scheduler.process_count()));
  row("slots", "%.0f", static_cast<double>(state_->slots.reserved()));
  row("table size", "%.0f", static_cast<double>(state_->slots.size()));
  row("fun entries", "%.0f", static_cast<double>(state_->funs.size()));
  row("units", "%.0f", static_cast<double>(state_->units.size()));
#ifdef __wasm__
  constexpr double kPageKilobytes = 64;
  row("memory (KB)", "%.0f", static_cast<double>(__builtin_wasm_memory_size(0)) * kPageKilobytes);
#endif
  const CollectionStats& collections = stats.collections;
  row("collections", "%.0f", static_cast<double>(collections.minor + collections.full));
  row("  minor", "%.0f", static_cast<double>(collections.minor));
  row("  full", "%.0f", static_cast<double>(collections.full));
  row("words copied", "%.0f", static_cast<double>(collections.words_copied));
  row("total pause (ms)", "%.2f",
      static_cast<double>(collections.total_nanoseconds) / kMillisecond);
  row("longest pause (ms)", "%.2f",
      static_cast<double>(collections.longest_nanoseconds) / kMillisecond);
  table += "\nmodule                         labels  interpreted\n";
  std::vector<const Module*> modules;
  for (const auto& [name, module] : state_->modules) modules.push_back(module.get());
  std::sort(modules.begin(), modules.end(), [](const Module* a, const Module* b) {
    return a->file.module_name() < b->file.module_name();
  });
  for (const Module* module : modules) {
    char line[128];
    const size_t interpreted = module->native ? 0 : module->entries.size();
    std::snprintf(line, sizeof line, "%-26.80s %10zu %12zu\n", module->file.module_name().c_str(),
                  module->entries.size(), interpreted);
    table += line;
  }
  return table;
}

}  // namespace linac
