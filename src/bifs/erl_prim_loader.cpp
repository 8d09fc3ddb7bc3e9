// SPDX-License-Identifier: Apache-2.0
//
// erl_prim_loader and code_server: where modules are looked for, and the files they come from. What
// else these modules do is Erlang code in libs/.
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "vm_state.h"

namespace linac {

namespace {

/// A file name as programs write it: a list of characters, an atom or a binary.
std::optional<std::string> read_name(Term name) {
  if (name.is_atom()) return std::string(atom_text(name));
  if (name.is_list()) return read_unicode_list(name);
  return read_binary(name);
}

Term name_list(Heap& heap, const std::vector<std::string>& names) {
  std::vector<Term> terms;
  for (const std::string& name : names) terms.push_back(unicode_list(heap, name));
  return make_list(heap, terms);
}

Term get_path(Context& context, const Term*) {
  Vm::State& state = context.vm->state();
  if (!state.code_path) state.code_path = state.platform.code_path();
  return context.heap.tuple(atoms::kOk, name_list(context.heap, *state.code_path));
}

Term set_path(Context& context, const Term* arguments) {
  std::vector<std::string> path;
  Term list = arguments[0];
  for (; list.is_cons(); list = tail(list)) {
    const std::optional<std::string> name = read_name(head(list));
    if (!name) return context.badarg();
    path.push_back(*name);
  }
  if (!list.is_nil()) return context.badarg();
  context.vm->state().code_path = std::move(path);
  return atoms::kOk;
}

Term get_file(Context& context, const Term* arguments) {
  const std::optional<std::string> name = read_name(arguments[0]);
  if (!name) return context.badarg();
  const auto bytes = context.vm->state().platform.read_file(*name);
  if (!bytes) return atoms::kError;
  Heap& heap = context.heap;
  return heap.tuple(atoms::kOk, make_binary(heap, bytes->data(), bytes->size()), arguments[0]);
}

Term list_dir(Context& context, const Term* arguments) {
  const std::optional<std::string> name = read_name(arguments[0]);
  if (!name) return context.badarg();
  const auto names = context.vm->state().platform.list_directory(*name);
  if (!names) return atoms::kError;
  return context.heap.tuple(atoms::kOk, name_list(context.heap, *names));
}

Term get_cwd(Context& context, const Term*) {
  const auto directory = context.vm->state().platform.working_directory();
  if (!directory) return atoms::kError;
  return context.heap.tuple(atoms::kOk, unicode_list(context.heap, *directory));
}

/// What error_handler asks while no code server has been started.
Term ensure_loaded(Context& context, const Term* arguments) {
  static const Term kNofile = intern("nofile");
  if (!arguments[0].is_atom()) return context.badarg();
  if (context.vm->state().find_module(arguments[0]) == nullptr &&
      !context.vm->load_from_path(arguments[0])) {
    return context.heap.tuple(atoms::kError, kNofile);
  }
  return context.heap.tuple(atoms::kModule, arguments[0]);
}

/// Where a loaded module comes from, as code:is_loaded/1 says it; `undefined` for none.
Term module_file(Context& context, const Term* arguments) {
  static const Term kPreloaded = intern("preloaded");
  if (!arguments[0].is_atom()) return context.badarg();
  const Module* const module = context.vm->state().find_module(arguments[0]);
  if (module == nullptr) return arguments[0] == atoms::kErlang ? kPreloaded : atoms::kUndefined;
  if (module->path_is_atom) return intern(module->path);
  // OTP's emulator has these in itself.
  if (module->path.find("/erts-") != std::string::npos &&
      module->path.find("/ebin/") != std::string::npos) {
    return kPreloaded;
  }
  return unicode_list(context.heap, module->path);
}

Term set_module_file(Context& context, const Term* arguments) {
  const std::optional<std::string> name = read_name(arguments[1]);
  if (!arguments[0].is_atom() || !name) return context.badarg();
  Module* const module = context.vm->state().find_module(arguments[0]);
  if (module != nullptr) {
    module->path = *name;
    module->path_is_atom = arguments[1].is_atom();
  }
  return atoms::kOk;
}

constexpr Bif kTable[] = {
    {"erl_prim_loader", "get_path", 0, get_path},
    {"erl_prim_loader", "set_path", 1, set_path},
    {"erl_prim_loader", "get_file", 1, get_file},
    {"erl_prim_loader", "list_dir", 1, list_dir},
    {"erl_prim_loader", "get_cwd", 0, get_cwd},
    {"init", "ensure_loaded", 1, ensure_loaded},
    {"code_server", "module_file", 1, module_file},
    {"code_server", "set_module_file", 2, set_module_file},
};

}  // namespace

constinit const BifTable kErlPrimLoaderBifs = kTable;

}  // namespace linac
