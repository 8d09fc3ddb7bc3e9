// SPDX-License-Identifier: Apache-2.0
#include "memory/shared_copy.h"

#include <cstring>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "memory/binary_data.h"
#include "term/fun_identity.h"

namespace linac {

namespace {

size_t object_words(Term term) {
  return term.is_cons() ? 2 : 1 + static_cast<size_t>(header_size(term.address()[0]));
}

/// Calls `visit(Word&)` for each word of an object that is a pointer.
template <typename Function>
void for_each_pointer(Word* object, bool is_cons, size_t words, Function visit) {
  if (!is_cons && is_raw(header_kind(object[0]))) return;
  for (size_t i = is_cons ? 0 : 1; i < words; ++i) {
    if (Term(object[i]).is_pointer()) visit(object[i]);
  }
}

}  // namespace

size_t shared_words(Term term) {
  if (!term.is_pointer()) return 0;
  std::unordered_set<const Word*> seen{term.address()};
  std::vector<Term> pending{term};
  size_t words = 0;
  while (!pending.empty()) {
    const Term object = pending.back();
    pending.pop_back();
    const size_t size = object_words(object);
    words += size;
    for_each_pointer(object.address(), object.is_cons(), size, [&](const Word& word) {
      if (seen.insert(Term(word).address()).second) pending.push_back(Term(word));
    });
  }
  return words;
}

Term copy_shared(Term term, Heap& heap) {
  if (!term.is_pointer()) return term;
  std::unordered_map<const Word*, Word*> copies;
  std::vector<Term> pending;  // copies whose words are those of their originals still
  const auto copy_of = [&](Term source) {
    const auto [place, is_new] = copies.try_emplace(source.address(), nullptr);
    if (is_new) {
      const size_t size = object_words(source);
      Word* const at = heap.allocate(static_cast<uint32_t>(size));
      std::memcpy(at, source.address(), size * sizeof(Word));
      if (source.is_fun() && !heap.is_collected()) fun_identity(source).in_area = true;
      if (!source.is_cons() && owns_binary_data(at[0])) {
        binary_data(at)->references++;
        heap.link_off_heap(at);
      }
      place->second = at;
      pending.push_back(Term::pointer(source.tag(), at));
    }
    return Term::pointer(source.tag(), place->second);
  };
  const Term result = copy_of(term);
  while (!pending.empty()) {
    const Term object = pending.back();
    pending.pop_back();
    Word* const at = object.address();
    for_each_pointer(at, object.is_cons(), object_words(object),
                     [&](Word& word) { word = copy_of(Term(word)).bits(); });
    if (is_match_context(object)) refresh_match_context(at);
  }
  return result;
}

}  // namespace linac
