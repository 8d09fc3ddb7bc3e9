// SPDX-License-Identifier: Apache-2.0
//
// erlang, erts_internal and erts_code_purger: loading, replacing and purging modules. OTP's purger
// is a process, since it has to ask those on other schedulers; here one look does.
#include <algorithm>
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "code/linker.h"
#include "jit/compile.h"
#include "memory/resource.h"
#include "process/crash_report.h"
#include "process/logger.h"
#include "process/signal.h"
#include "runtime/collect.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/external.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

/// What a BIF returns after a purge that may have ended the running process.
Term after_purge(Context& context, Term result) {
  if (context.process->state != ProcessState::kExiting) return result;
  context.leave = Leave::kExit;
  return Term::non_value();
}

void report(Context& context, const std::string& text) {
  if (log_text(context, atoms::kError, text, context.process)) return;
  Platform& platform = context.vm->state().platform;
  platform.write(2, report_header(platform.system_time()) + "\n" + text + "\n");
}

// --- loading

/// A module that has been read and linked and waits for erlang:finish_loading/1.
struct PreparedModule final : Resource {
  static constexpr ResourceType kType = ResourceType::kPreparedModule;
  PreparedModule(Vm::State& vm_state, std::unique_ptr<Module> linked)
      : Resource(kType), state(vm_state), module(std::move(linked)) {}
  ~PreparedModule() override {
    if (module != nullptr) forget_linked(state, *module);
  }
  Vm::State& state;
  std::unique_ptr<Module> module;  ///< null once it is finished
};

/// Whether a chunk that module_info/1 shows is not there, or a term.
bool is_term(const std::vector<uint8_t>& chunk) {
  const char* error = nullptr;
  BlockHeap heap;
  return chunk.empty() || decode_external(chunk, heap, &error);
}

/// Reads and links. Null if the bytes are no module of that name, which is then said.
std::unique_ptr<Module> prepare(Context& context, Term name, Term binary) {
  Vm::State& state = context.vm->state();
  const std::optional<std::string> bytes = read_binary(binary);
  constexpr int64_t kBytesPerReduction = 100;
  use_reductions(context, static_cast<int64_t>(bytes->size()) / kBytesPerReduction);
  const std::string text(atom_text(name));
  std::string error;
  const int64_t start = state.platform.monotonic_time();
  std::unique_ptr<Module> module =
      obtain_module(state, {reinterpret_cast<const uint8_t*>(bytes->data()), bytes->size()},
                    text + ".beam", error);
  state.stats.link_nanoseconds += state.platform.monotonic_time() - start;
  if (module != nullptr && module->name != name) {
    error = text + ".beam: the module's name is " + module->file.module_name();
    forget_linked(state, *module);
    module = nullptr;
  }
  if (module != nullptr &&
      !(is_term(module->file.attributes) && is_term(module->file.compile_info))) {
    error = text + ".beam: a chunk of attributes holds no term";
    forget_linked(state, *module);
    module = nullptr;
  }
  if (module == nullptr) {
    report(context, "Error loading module " + text + ":\n  " + error);
    return nullptr;
  }
  state.stats.beam_bytes += bytes->size();
  state.stats.modules_loaded++;
  return module;
}

Term badfile(Context& context) {
  static const Term kBadfile = intern("badfile");
  return context.heap.tuple(atoms::kError, kBadfile);
}

/// Whether a module must be purged before another version of it can come.
bool must_be_purged(const Vm::State& state, Term name) {
  return state.find_module(name) != nullptr && old_module(state, name) != nullptr;
}

/// Makes prepared modules current, or (one with an -on_load function) lets it wait for that.
/// Returns the reason why this cannot be, as finish_loading/1 names it, and the modules concerned;
/// or the non-value.
Term finish(Vm::State& state, std::span<std::unique_ptr<Module>* const> prepared,
            std::vector<Term>& concerned) {
  static const Term kDuplicated = intern("duplicated");
  static const Term kNotPurged = intern("not_purged");
  static const Term kOnLoad = intern("on_load");
  std::vector<Term> names;
  for (const auto* module : prepared) {
    if (std::find(names.begin(), names.end(), (*module)->name) != names.end()) {
      concerned.push_back((*module)->name);
    }
    names.push_back((*module)->name);
  }
  if (!concerned.empty()) return kDuplicated;
  for (const Term name : names) {
    if (must_be_purged(state, name)) concerned.push_back(name);
  }
  if (!concerned.empty()) return kNotPurged;
  for (const auto* module : prepared) {
    if (on_load_label(**module) != 0) concerned.push_back((*module)->name);
  }
  if (!concerned.empty() && names.size() > 1) return kOnLoad;
  std::vector<Module*> modules;
  for (auto* module : prepared) modules.push_back(module->get());
  for (Module* module : modules) enter_module(state, *module);
  install_replacements(state, modules);
  for (auto* module : prepared) {
    if (concerned.empty()) {
      make_current(state, std::move(*module));
    } else {
      await_on_load(state, std::move(*module));
    }
  }
  return concerned.empty() ? Term::non_value() : kOnLoad;
}

Term load_module_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom() || !read_binary(arguments[1])) return context.badarg();
  std::unique_ptr<Module> module = prepare(context, arguments[0], arguments[1]);
  if (module == nullptr) return badfile(context);
  Vm::State& state = context.vm->state();
  std::unique_ptr<Module>* const one[] = {&module};
  std::vector<Term> concerned;
  const Term reason = finish(state, one, concerned);
  if (module != nullptr) forget_linked(state, *module);
  if (reason) return context.heap.tuple(atoms::kError, reason);
  return context.heap.tuple(atoms::kModule, arguments[0]);
}

Term prepare_loading_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom() || !read_binary(arguments[1])) return context.badarg();
  std::unique_ptr<Module> module = prepare(context, arguments[0], arguments[1]);
  if (module == nullptr) return badfile(context);
  Vm::State& state = context.vm->state();
  auto resource = std::make_unique<PreparedModule>(state, std::move(module));
  return make_resource(context.heap, state.scheduler.next_reference(), std::move(resource));
}

Term has_prepared_code_on_load(Context& context, const Term* arguments) {
  const auto* prepared = resource_of<PreparedModule>(arguments[0]);
  if (prepared == nullptr) return context.badarg();
  return atoms::boolean(prepared->module != nullptr && on_load_label(*prepared->module) != 0);
}

Term finish_loading(Context& context, const Term* arguments) {
  std::vector<std::unique_ptr<Module>*> prepared;
  Term list = arguments[0];
  for (; list.is_cons(); list = tail(list)) {
    auto* resource = resource_of<PreparedModule>(head(list));
    if (resource == nullptr || resource->module == nullptr) return context.badarg();
    prepared.push_back(&resource->module);
  }
  if (!list.is_nil()) return context.badarg();
  std::vector<Term> concerned;
  const Term reason = finish(context.vm->state(), prepared, concerned);
  if (!reason) return atoms::kOk;
  return context.heap.tuple(reason, make_list(context.heap, concerned));
}

// --- the -on_load function

Term call_on_load_function(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  const SlotIndex slot = begin_on_load(context, arguments[0]);
  if (slot == 0) return context.badarg();
  context.trap = slot;
  return Term::non_value();
}

Term finish_after_on_load(Context& context, const Term* arguments) {
  const bool is_valid =
      arguments[0].is_atom() && (arguments[1] == atoms::kTrue || arguments[1] == atoms::kFalse) &&
      end_on_load(context.vm->state(), arguments[0], arguments[1] == atoms::kTrue);
  return is_valid ? atoms::kTrue : context.badarg();
}

Term purger_finish_after_on_load(Context& context, const Term* arguments) {
  return finish_after_on_load(context, arguments) ? atoms::kOk : Term::non_value();
}

// --- deleting and purging

Term delete_module_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  Vm::State& state = context.vm->state();
  if (old_module(state, arguments[0]) != nullptr) {
    report(context,
           "Module " + std::string(atom_text(arguments[0])) + " must be purged before deleting");
    return context.badarg();
  }
  if (delete_module(state, arguments[0])) return atoms::kTrue;
  // Of what was there once, there is nothing to do.
  return state.versions.known.contains(arguments[0].atom_index()) ? atoms::kTrue
                                                                  : atoms::kUndefined;
}

Term check_old_code(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  return atoms::boolean(old_module(context.vm->state(), arguments[0]) != nullptr);
}

Term purge_module_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  if (!purge_module(context, arguments[0], false).was_old) return context.badarg();
  return after_purge(context, atoms::kTrue);
}

Term purger_purge(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.error(atoms::kFunctionClause);
  const Purge purge = purge_module(context, arguments[0], false);
  return after_purge(
      context, context.heap.tuple(atoms::boolean(purge.was_old), atoms::boolean(purge.killed)));
}

Term purger_soft_purge(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  return atoms::boolean(purge_module(context, arguments[0], true).is_purged);
}

/// Only OTP's purger, which there is none of, may do this step by step.
Term internal_purge_module(Context& context, const Term*) {
  static const Term kNotsup = intern("notsup");
  return context.error(kNotsup);
}

Term release_literal_area_switch(Context&, const Term*) { return atoms::kFalse; }

// --- check_process_code

bool executes_old(Context& context, Term pid, Term name) {
  const Vm::State& state = context.vm->state();
  const Module* const old = old_module(state, name);
  const Process* const process = state.scheduler.find(pid);
  return old != nullptr && process != nullptr && process->state != ProcessState::kExiting &&
         executes(context, *process, *old);
}

void send_result(Context& context, Process* receiver, const char* what, Term request, Term result) {
  send_message(context, receiver, context.heap.tuple(intern(what), request, result));
}

Term check_process_code_3(Context& context, const Term* arguments) {
  static const Term kAllowGc = intern("allow_gc");
  static const Term kBadOption = intern("bad_option");
  Term request = Term::non_value();
  Term options = arguments[2];
  bool is_valid = true;
  for (; is_valid && options.is_cons(); options = tail(options)) {
    const Term option = head(options);
    is_valid = option.is_tuple() && tuple_arity(option) == 2;
    if (!is_valid) break;
    const Term value = tuple_element(option, 1);
    if (tuple_element(option, 0) == atoms::kAsync) {
      request = value;
    } else {
      is_valid =
          tuple_element(option, 0) == kAllowGc && (value == atoms::kTrue || value == atoms::kFalse);
    }
  }
  if (!is_valid || !options.is_nil()) return context.badarg(kBadOption, atoms::kErlErtsErrors);
  if (!arguments[0].is_local_pid() || !arguments[1].is_atom()) return context.badarg();
  const Term result = atoms::boolean(executes_old(context, arguments[0], arguments[1]));
  if (!request) return result;
  send_result(context, context.process, "check_process_code", request, result);
  return atoms::kAsync;
}

Term check_process_code_2(Context& context, const Term* arguments) {
  const Term all[] = {arguments[0], arguments[1], Term::nil()};
  return check_process_code_3(context, all);
}

Term internal_check_process_code_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  return atoms::boolean(executes_old(context, context.process->pid(), arguments[0]));
}

/// What OTP has another process do in its own time is done at once: a check, or a collection.
Term request_task(Context& context, Process* requester, Term target, Term task) {
  static const Term kCheck = intern("check_process_code");
  static const Term kTest = intern("system_task_test");
  if (target.is_local_pid() && task.is_tuple() && tuple_arity(task) == 2 &&
      tuple_element(task, 0) == kTest) {
    if (requester != nullptr) {
      send_result(context, requester, "system_task_test", tuple_element(task, 1), atoms::kTrue);
    }
    return atoms::kOk;
  }
  if (!target.is_local_pid() || !task.is_tuple() || tuple_arity(task) != 3) return context.badarg();
  const Term what = tuple_element(task, 0);
  const Term request = tuple_element(task, 1);
  const Term argument = tuple_element(task, 2);
  Process* const process = context.vm->state().scheduler.find(target);
  Term result;
  if (what == kCheck && argument.is_atom()) {
    result = atoms::boolean(executes_old(context, target, argument));
  } else if (what == atoms::kGarbageCollect && argument.is_atom()) {
    // The running one collects at its next safe points anyway.
    if (process != nullptr && process != context.process) {
      collect_process(context, *process, Collection::kCompact);
    }
    result = atoms::boolean(process != nullptr);
  } else {
    return context.badarg();
  }
  if (requester != nullptr) {
    send_result(context, requester, what == kCheck ? "check_process_code" : "garbage_collect",
                request, result);
  }
  return atoms::kOk;
}

Term request_system_task_3(Context& context, const Term* arguments) {
  return request_task(context, context.process, arguments[0], arguments[2]);
}

Term request_system_task_4(Context& context, const Term* arguments) {
  if (!arguments[0].is_local_pid()) return context.badarg();
  Process* const requester = context.vm->state().scheduler.find(arguments[0]);
  return request_task(context, requester, arguments[1], arguments[3]);
}

constexpr Bif kTable[] = {
    {"erlang", "load_module", 2, load_module_2},
    {"erlang", "prepare_loading", 2, prepare_loading_2},
    {"erts_internal", "prepare_loading", 2, prepare_loading_2},
    {"erlang", "has_prepared_code_on_load", 1, has_prepared_code_on_load},
    {"erlang", "finish_loading", 1, finish_loading},
    {"erlang", "call_on_load_function", 1, call_on_load_function},
    {"erlang", "finish_after_on_load", 2, finish_after_on_load},
    {"erts_code_purger", "finish_after_on_load", 2, purger_finish_after_on_load},
    {"erlang", "delete_module", 1, delete_module_1},
    {"erlang", "check_old_code", 1, check_old_code},
    {"erlang", "purge_module", 1, purge_module_1},
    {"erts_code_purger", "purge", 1, purger_purge},
    {"erts_code_purger", "soft_purge", 1, purger_soft_purge},
    {"erts_internal", "purge_module", 2, internal_purge_module},
    {"erts_internal", "release_literal_area_switch", 0, release_literal_area_switch},
    {"erlang", "check_process_code", 2, check_process_code_2},
    {"erlang", "check_process_code", 3, check_process_code_3},
    {"erts_internal", "check_process_code", 3, check_process_code_3},
    {"erts_internal", "check_process_code", 1, internal_check_process_code_1},
    {"erts_internal", "request_system_task", 3, request_system_task_3},
    {"erts_internal", "request_system_task", 4, request_system_task_4},
};

}  // namespace

constinit const BifTable kErlangLoadingBifs = kTable;

}  // namespace linac
