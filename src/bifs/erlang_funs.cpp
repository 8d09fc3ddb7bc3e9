// SPDX-License-Identifier: Apache-2.0
//
// erlang: what funs are made of, and making external ones.
#include "bifs/argument.h"
#include "bifs/tables.h"
#include "code/module.h"
#include "ets/rows.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
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

/// Local funs of one entry between two words of a heap.
int64_t count_funs(const Word* at, const Word* end, Word entry) {
  int64_t count = 0;
  while (at < end) {
    const bool is_header = Term(*at).is_header();
    const Kind kind = header_kind(*at);
    if (is_header && kind == Kind::kFun && at[kFunEntryOffset] == entry) ++count;
    at += is_header && is_raw(kind) ? 1 + header_size(*at) : 1;
  }
  return count;
}

int64_t count_funs(const HeapState& heap, Word entry) {
  int64_t count = count_funs(heap.start, heap.top, entry);
  count += count_funs(heap.old_start, heap.old_top, entry);
  for (const Fragment* f = heap.fragments; f != nullptr; f = f->next) {
    count += count_funs(f->words(), f->words() + f->used, entry);
  }
  return count;
}

int64_t count_funs(const Table& table, Word entry) {
  if (table.is_deleted()) return 0;
  int64_t count = 0;
  const auto count_in = [&](const Row& row) {
    if (!row.is_deleted) {
      count += count_funs(row.first_word(), row.first_word() + row.words, entry);
    }
  };
  for (Row* row = table.rows->first(); row != nullptr;) {
    for (Row* same = row; same != nullptr; same = table.rows->next_of_key(*same)) count_in(*same);
    const Term key = table.rows->key_of(*row);
    if (!table.rows->next(key, row)) break;
  }
  return count;
}

/// How many funs of the same make there are in processes and tables, those that a collection will
/// find to be garbage too, and one more for the code. Nobody keeps count, so all memory is gone
/// through: for tests.
Term count_references(Context& context, Term fun) {
  const Word entry = fun.address()[kFunEntryOffset];
  Vm::State& state = context.vm->state();
  int64_t count = 1 + count_funs(context.heap.state(), entry);
  state.scheduler.for_each([&](const Process& process) {
    if (&process != context.process) count += count_funs(process.heap, entry);
  });
  for (const auto& table : state.tables.all()) count += count_funs(*table, entry);
  use_reductions(context, reductions_left(context));
  return Term::small(count);
}

Term fun_info_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_fun()) return context.badarg();
  const Term item = arguments[1];
  static const Term kRefc = intern("refc");
  if (item == kRefc) {
    const bool external = fun_is_external(arguments[0]);
    return context.heap.tuple(
        item, external ? atoms::kUndefined : count_references(context, arguments[0]));
  }
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
