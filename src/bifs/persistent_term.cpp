// SPDX-License-Identifier: Apache-2.0
//
// Module `persistent_term`.
#include <vector>

#include "bifs/state.h"
#include "bifs/tables.h"
#include "memory/copy.h"
#include "runtime/list.h"
#include "runtime/map.h"
#include "term/atom.h"
#include "term/compare.h"
#include "vm_state.h"

namespace linac {

namespace {

PersistentTerms& terms_of(Context& context) { return context.vm->state().bifs.persistent_terms; }

PersistentTerms::Entry* find_entry(PersistentTerms& terms, Term key) {
  for (PersistentTerms::Entry& entry : terms.entries) {
    if (equal_exact(entry.key, key)) return &entry;
  }
  return nullptr;
}

Term get_1(Context& context, const Term* arguments) {
  const PersistentTerms::Entry* entry = find_entry(terms_of(context), arguments[0]);
  return entry != nullptr ? entry->value : context.badarg();
}

Term get_2(Context& context, const Term* arguments) {
  const PersistentTerms::Entry* entry = find_entry(terms_of(context), arguments[0]);
  return entry != nullptr ? entry->value : arguments[1];
}

Term get_0(Context& context, const Term*) {
  std::vector<Term> pairs;
  for (const PersistentTerms::Entry& entry : terms_of(context).entries) {
    pairs.push_back(context.heap.tuple(entry.key, entry.value));
  }
  return make_list(context.heap, pairs);
}

Term put_2(Context& context, const Term* arguments) {
  PersistentTerms& terms = terms_of(context);
  PersistentTerms::Entry* entry = find_entry(terms, arguments[0]);
  if (entry != nullptr && equal_exact(entry->value, arguments[1])) return atoms::kOk;
  auto area = std::make_unique<BlockHeap>();
  const Term key = copy_term(arguments[0], *area);
  const Term value = copy_term(arguments[1], *area);
  if (entry == nullptr) {
    terms.entries.push_back({key, value, std::move(area)});
  } else {
    terms.old_areas.push_back(std::move(entry->area));
    *entry = {key, value, std::move(area)};
  }
  return atoms::kOk;
}

Term erase_1(Context& context, const Term* arguments) {
  PersistentTerms& terms = terms_of(context);
  PersistentTerms::Entry* entry = find_entry(terms, arguments[0]);
  if (entry == nullptr) return atoms::kFalse;
  terms.old_areas.push_back(std::move(entry->area));
  terms.entries.erase(terms.entries.begin() + (entry - terms.entries.data()));
  return atoms::kTrue;
}

Term info_0(Context& context, const Term*) {
  static const Term kCount = intern("count");
  const PersistentTerms& terms = terms_of(context);
  size_t words = 0;
  for (const PersistentTerms::Entry& entry : terms.entries) words += entry.area->size();
  Term pairs[] = {kCount, Term::small(static_cast<int64_t>(terms.entries.size())), atoms::kMemory,
                  Term::small(static_cast<int64_t>(words * sizeof(Word)))};
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
