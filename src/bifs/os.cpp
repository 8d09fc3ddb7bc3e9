// SPDX-License-Identifier: Apache-2.0
//
// os: environment variables, the number of the process, signals of the operating system.
#include "bifs/argument.h"
#include "bifs/environment.h"
#include "bifs/state.h"
#include "bifs/tables.h"
#include "platforms/platform.h"
#include "platforms/port_host.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

using Environment = std::map<std::string, std::string>;

/// A name: not empty, without `=` (but for the first character) and zero bytes.
std::optional<std::string> read_name(Term term) {
  std::optional<std::string> name = read_unicode_list(term);
  if (!name || name->empty() || name->find('=', 1) != std::string::npos) return std::nullopt;
  if (name->find('\0') != std::string::npos) return std::nullopt;
  return name;
}

Term getenv_1(Context& context, const Term* arguments) {
  const std::optional<std::string> name = read_name(arguments[0]);
  if (!name) return context.badarg();
  const Environment& environment = environment_of(context);
  auto found = environment.find(*name);
  return found != environment.end() ? unicode_list(context.heap, found->second) : atoms::kFalse;
}

Term putenv_2(Context& context, const Term* arguments) {
  const std::optional<std::string> name = read_name(arguments[0]);
  const std::optional<std::string> value = read_unicode_list(arguments[1]);
  if (!name || !value || value->find('\0') != std::string::npos) return context.badarg();
  environment_of(context)[*name] = *value;
  return atoms::kTrue;
}

Term unsetenv_1(Context& context, const Term* arguments) {
  const std::optional<std::string> name = read_name(arguments[0]);
  if (!name) return context.badarg();
  environment_of(context).erase(*name);
  return atoms::kTrue;
}

Term env_0(Context& context, const Term*) {
  std::vector<Term> pairs;
  for (const auto& [name, value] : environment_of(context)) {
    const Term name_list = unicode_list(context.heap, name);
    pairs.push_back(context.heap.tuple(name_list, unicode_list(context.heap, value)));
  }
  return make_list(context.heap, pairs);
}

Term getpid_0(Context& context, const Term*) {
  const int64_t number = context.vm->state().platform.ports().process_number().value_or(0);
  return unicode_list(context.heap, std::to_string(number));
}

Term set_signal_2(Context& context, const Term* arguments) {
  OsSignals& signals = context.vm->state().ports.os_signals;
  return signals.set(context, arguments[0], arguments[1]) ? atoms::kOk : context.badarg();
}

constexpr Bif kTable[] = {
    {"os", "set_signal", 2, set_signal_2}, {"os", "getpid", 0, getpid_0},
    {"os", "getenv", 1, getenv_1},         {"os", "putenv", 2, putenv_2},
    {"os", "unsetenv", 1, unsetenv_1},     {"os", "env", 0, env_0},
};

}  // namespace

Environment& environment_of(Context& context) {
  Vm::State& state = context.vm->state();
  if (!state.bifs.environment) {
    state.bifs.environment.emplace();
    for (auto& [name, value] : state.platform.ports().environment()) {
      state.bifs.environment->emplace(std::move(name), std::move(value));
    }
  }
  return *state.bifs.environment;
}

constinit const BifTable kOsBifs = kTable;

}  // namespace linac
