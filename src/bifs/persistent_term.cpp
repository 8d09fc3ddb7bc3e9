// SPDX-License-Identifier: Apache-2.0
//
// Module `persistent_term`.
#include <vector>

#include "bifs/state.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "runtime/map.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/compare.h"
#include "vm_state.h"

namespace linac {

namespace {

PersistentTerms& terms_of(Context& context) { return context.vm->state().bifs.persistent_terms; }

Term get_1(Context& context, const Term* arguments) {
  const PersistentTerms::Entry* entry = terms_of(context).find(arguments[0]);
  return entry != nullptr ? entry->value : context.badarg();
}

Term get_2(Context& context, const Term* arguments) {
  const PersistentTerms::Entry* entry = terms_of(context).find(arguments[0]);
  return entry != nullptr ? entry->value : arguments[1];
}

/// What goes through all terms is paid for by their number.
void use_reductions_for_all(Context& context) {
  constexpr int64_t kTermsPerReduction = 8;
  const auto count = static_cast<int64_t>(terms_of(context).size());
  use_reductions(context, count / kTermsPerReduction);
}

Term get_0(Context& context, const Term*) {
  std::vector<Term> pairs;
  terms_of(context).for_each([&](const PersistentTerms::Entry& entry) {
    pairs.push_back(context.heap.tuple(entry.key, entry.value));
  });
  use_reductions_for_all(context);
  return make_list(context.heap, pairs);
}

Term put_2(Context& context, const Term* arguments) {
  PersistentTerms& terms = terms_of(context);
  const PersistentTerms::Entry* entry = terms.find(arguments[0]);
  if (entry != nullptr && equal_exact(entry->value, arguments[1])) return atoms::kOk;
  terms.put(arguments[0], arguments[1]);
  return atoms::kOk;
}

Term erase_1(Context& context, const Term* arguments) {
  return atoms::boolean(terms_of(context).erase(arguments[0]));
}

Term info_0(Context& context, const Term*) {
  static const Term kCount = intern("count");
  const PersistentTerms& terms = terms_of(context);
  Term pairs[] = {kCount, Term::small(static_cast<int64_t>(terms.size())), atoms::kMemory,
                  Term::small(static_cast<int64_t>(terms.words() * sizeof(Word)))};
  use_reductions_for_all(context);
  return make_map(context.heap, pairs, 2);
}

constexpr Bif kTable[] = {
    {"persistent_term", "get", 0, get_0},     {"persistent_term", "get", 1, get_1},
    {"persistent_term", "get", 2, get_2},     {"persistent_term", "put", 2, put_2},
    {"persistent_term", "erase", 1, erase_1}, {"persistent_term", "info", 0, info_0},
};

}  // namespace

constinit const BifTable kPersistentTermBifs = kTable;

}  // namespace linac
