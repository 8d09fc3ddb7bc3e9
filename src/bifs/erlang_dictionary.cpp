// SPDX-License-Identifier: Apache-2.0
//
// erlang: the process dictionary.
#include <vector>

#include "bifs/tables.h"
#include "process/process.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/compare.h"

namespace linac {

namespace {

Term get_1(Context& context, const Term* arguments) {
  const DictionaryEntry* entry = context.process->dictionary.find(arguments[0]);
  return entry != nullptr ? entry->value : atoms::kUndefined;
}

Term put_2(Context& context, const Term* arguments) {
  DictionaryEntry* entry = context.process->dictionary.find(arguments[0]);
  if (entry == nullptr) {
    context.process->dictionary.add(arguments[0], arguments[1]);
    return atoms::kUndefined;
  }
  const Term old = entry->value;
  entry->value = arguments[1];
  return old;
}

Term erase_1(Context& context, const Term* arguments) {
  DictionaryEntry* entry = context.process->dictionary.find(arguments[0]);
  if (entry == nullptr) return atoms::kUndefined;
  const Term old = entry->value;
  context.process->dictionary.erase(*entry);
  return old;
}

Term get_0(Context& context, const Term*) {
  std::vector<Term> pairs;
  for (const DictionaryEntry& entry : context.process->dictionary) {
    pairs.push_back(context.heap.tuple(entry.key, entry.value));
  }
  return make_list(context.heap, pairs);
}

Term erase_0(Context& context, const Term* arguments) {
  const Term all = get_0(context, arguments);
  context.process->dictionary.clear();
  return all;
}

Term get_keys_0(Context& context, const Term*) {
  std::vector<Term> keys;
  for (const DictionaryEntry& entry : context.process->dictionary) keys.push_back(entry.key);
  return make_list(context.heap, keys);
}

Term get_keys_1(Context& context, const Term* arguments) {
  std::vector<Term> keys;
  for (const DictionaryEntry& entry : context.process->dictionary) {
    if (equal_exact(entry.value, arguments[0])) keys.push_back(entry.key);
  }
  return make_list(context.heap, keys);
}

constexpr Bif kTable[] = {
    {"erlang", "get", 0, get_0},           {"erlang", "get", 1, get_1},
    {"erlang", "put", 2, put_2},           {"erlang", "erase", 0, erase_0},
    {"erlang", "erase", 1, erase_1},       {"erlang", "get_keys", 0, get_keys_0},
    {"erlang", "get_keys", 1, get_keys_1},
};

}  // namespace

constinit const BifTable kErlangDictionaryBifs = kTable;

}  // namespace linac
