// SPDX-License-Identifier: Apache-2.0
//
// erlang: what funs are made of, and making external ones.
#include "bifs/argument.h"
#include "bifs/tables.h"
#include "code/module.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/print.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kMaxArity = 255;

Term environment(Heap& heap, Term fun) {
  std::vector<Term> values;
  for (uint32_t i = 0; i < fun_num_free(fun); ++i) {
    values.push_back(Term(fun.address()[kFunEnvironmentOffset + i]));
  }
  return make_list(heap, values);
}

/// Value of one item; the non-value if there is no such item.
Term fun_item(Heap& heap, Term fun, Term item) {
  static const Term kNewUniq = intern("new_uniq");
  const FunIdentity& identity = fun_identity(fun);
  const bool external = fun_is_external(fun);
  if (item == atoms::kModule) return identity.module;
  if (item == atoms::kName) {
    return external || fun_entry(fun)->code != nullptr ? identity.function : Term::nil();
  }
  if (item == atoms::kArity) return Term::small(fun_arity(fun));
  if (item == atoms::kEnv) return environment(heap, fun);
  if (item == atoms::kType) return external ? atoms::kExternal : atoms::kLocal;
  if (item == atoms::kPid) {
    return external ? atoms::kUndefined : Term(fun.address()[kFunCreatorOffset]);
  }
  if (item == atoms::kIndex || item == atoms::kNewIndex) {
    return external ? atoms::kUndefined : Term::small(identity.index);
  }
  if (item == atoms::kUniq) return external ? atoms::kUndefined : Term::small(identity.uniq);
  if (item == kNewUniq) {
    if (external) return atoms::kUndefined;
    const beam::ModuleMd5& md5 = fun_entry(fun)->md5;
    return make_binary(heap, md5.data(), md5.size());
  }
  return Term::non_value();
}

Term fun_info_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_fun()) return context.badarg();
  const Term item = arguments[1];
  const Term value = fun_item(context.heap, arguments[0], item);
  return value ? context.heap.tuple(item, value) : context.badarg();
}

Term fun_info_mfa(Context& context, const Term* arguments) {
  if (!arguments[0].is_fun()) return context.badarg();
  const FunIdentity& identity = fun_identity(arguments[0]);
  return context.heap.tuple(identity.module, identity.function,
                            Term::small(fun_arity(arguments[0])));
}

Term fun_to_list(Context& context, const Term* arguments) {
  if (!arguments[0].is_fun()) return context.badarg();
  return unicode_list(context.heap, print(arguments[0]));
}

Term make_fun_3(Context& context, const Term* arguments) {
  const std::optional<int64_t> arity = read_integer(arguments[2], 0, kMaxArity);
  if (!arguments[0].is_atom() || !arguments[1].is_atom() || !arity) return context.badarg();
  ExportEntry* entry =
      context.vm->state().exports.intern(arguments[0], arguments[1], static_cast<uint32_t>(*arity));
  return entry != nullptr ? make_external_fun(context.heap, *entry) : context.system_limit();
}

constexpr Bif kTable[] = {
    {"erlang", "fun_info", 2, fun_info_2},
    {"erlang", "fun_info_mfa", 1, fun_info_mfa},
    {"erlang", "fun_to_list", 1, fun_to_list},
    {"erlang", "make_fun", 3, make_fun_3},
};

}  // namespace

constinit const BifTable kErlangFunBifs = kTable;

}  // namespace linac
