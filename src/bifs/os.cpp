// SPDX-License-Identifier: Apache-2.0
//
// os: environment variables. A VM has an environment of its own, empty at its start: the host's is
// not for programs to see.
#include "bifs/argument.h"
#include "bifs/state.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

using Environment = std::map<std::string, std::string>;

Environment& environment_of(Context& context) { return context.vm->state().bifs.environment; }

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

constexpr Bif kTable[] = {
    {"os", "getenv", 1, getenv_1},
    {"os", "putenv", 2, putenv_2},
    {"os", "unsetenv", 1, unsetenv_1},
    {"os", "env", 0, env_0},
};

}  // namespace

constinit const BifTable kOsBifs = kTable;

}  // namespace linac
