// SPDX-License-Identifier: Apache-2.0
//
// erlang: which modules and functions there are.
#include <set>
#include <vector>

#include "bifs/argument.h"
#include "bifs/otp_bifs.h"
#include "bifs/tables.h"
#include "code/module.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/external.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Whether a module has no file of its own here: all its functions are BIFs.
bool is_built_in(const ExportTable& exports, Term module) {
  for (const auto& entry : exports.entries()) {
    if (entry->module == module && entry->bif != nullptr) return true;
  }
  return false;
}

Term module_loaded(Context& context, const Term* arguments) {
  const Term module = arguments[0];
  if (!module.is_atom()) return context.badarg();
  const Vm::State& state = context.vm->state();
  return atoms::boolean(state.find_module(module) != nullptr ||
                        (module == atoms::kErlang && is_built_in(state.exports, module)));
}

Term loaded(Context& context, const Term*) {
  const Vm::State& state = context.vm->state();
  std::vector<Term> names;
  for (const auto& [index, module] : state.modules) names.push_back(Term::atom(index));
  if (state.find_module(atoms::kErlang) == nullptr) names.push_back(atoms::kErlang);
  return make_list(context.heap, names);
}

Term pre_loaded(Context& context, const Term*) {
  const Vm::State& state = context.vm->state();
  if (state.options.otp) return make_list(context.heap, state.preloaded);
  return context.heap.cons(atoms::kErlang, Term::nil());
}

Term function_exported(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom() || !arguments[1].is_atom() || !arguments[2].is_small() ||
      arguments[2].small_value() < 0) {
    return context.badarg();
  }
  const std::optional<int64_t> arity = read_integer(arguments[2], 0, 255);
  if (!arity) return atoms::kFalse;
  const ExportTable& exports = context.vm->state().exports;
  const ExportEntry* entry =
      exports.find(arguments[0], arguments[1], static_cast<uint32_t>(*arity));
  return atoms::boolean(entry != nullptr && exports.has_code(*entry));
}

Term is_builtin(Context& context, const Term* arguments) {
  const std::optional<int64_t> arity = read_integer(arguments[2], 0, kSmallMax);
  if (!arguments[0].is_atom() || !arguments[1].is_atom() || !arity) return context.badarg();
  const ExportEntry* entry =
      context.vm->state().exports.find(arguments[0], arguments[1], static_cast<uint32_t>(*arity));
  if (entry == nullptr || entry->bif == nullptr) return atoms::kFalse;
  // Instructions in OTP, but it says so of them.
  if (is_apply(*entry) || (entry->module == atoms::kErlang && entry->function == atoms::kYield)) {
    return atoms::kTrue;
  }
  return atoms::boolean(
      is_bif_in_otp(atom_text(entry->module), atom_text(entry->function), entry->arity));
}

// --- module information

Term function_list(Heap& heap, const Module& module, const std::vector<beam::Export>& functions,
                   Term rest) {
  for (const beam::Export& function : functions) {
    const Term pair = heap.tuple(module.atoms[function.function], Term::small(function.arity));
    rest = heap.cons(pair, rest);
  }
  return rest;
}

Term external_list(Heap& heap, const std::vector<uint8_t>& bytes) {
  if (bytes.empty()) return Term::nil();
  const char* error = nullptr;
  const Term term = decode_external(bytes, heap, &error);
  return term ? term : Term::nil();
}

/// Value of one item; the non-value if there is no such item.
Term module_item(Heap& heap, const Module& module, Term item) {
  if (item == atoms::kModule) return module.name;
  if (item == atoms::kExports) {
    return function_list(heap, module, module.file.exports, Term::nil());
  }
  if (item == atoms::kFunctions) {
    const Term locals = function_list(heap, module, module.file.locals, Term::nil());
    return function_list(heap, module, module.file.exports, locals);
  }
  if (item == atoms::kAttributes) return external_list(heap, module.file.attributes);
  if (item == atoms::kCompile) return external_list(heap, module.file.compile_info);
  if (item == atoms::kNative) return atoms::kFalse;
  if (item == atoms::kMd5) return make_binary(heap, module.file.md5.data(), module.file.md5.size());
  if (item == intern("nifs") || item == intern("native_addresses")) return Term::nil();
  return Term::non_value();
}

Term get_module_info_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  const Module* module = context.vm->state().find_module(arguments[0]);
  if (module == nullptr) return context.badarg();
  std::vector<Term> items;
  for (const Term item :
       {atoms::kModule, atoms::kExports, atoms::kAttributes, atoms::kCompile, atoms::kMd5}) {
    items.push_back(context.heap.tuple(item, module_item(context.heap, *module, item)));
  }
  return make_list(context.heap, items);
}

Term get_module_info_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  const Module* module = context.vm->state().find_module(arguments[0]);
  if (module == nullptr) return context.badarg();
  const Term value = module_item(context.heap, *module, arguments[1]);
  return value ? value : context.badarg();
}

constexpr Bif kTable[] = {
    {"erlang", "module_loaded", 1, module_loaded},
    {"erlang", "loaded", 0, loaded},
    {"erlang", "pre_loaded", 0, pre_loaded},
    {"erlang", "function_exported", 3, function_exported},
    {"erlang", "is_builtin", 3, is_builtin},
    {"erlang", "get_module_info", 1, get_module_info_1},
    {"erlang", "get_module_info", 2, get_module_info_2},
};

}  // namespace

constinit const BifTable kErlangCodeBifs = kTable;

}  // namespace linac
