// SPDX-License-Identifier: Apache-2.0
#include "memory/copy.h"

#include <cstring>
#include <vector>

#include "memory/binary_data.h"
#include "term/fun_identity.h"

namespace linac {

namespace {

size_t object_words(Term term) {
  return term.is_cons() ? 2 : 1 + static_cast<size_t>(header_size(term.address()[0]));
}

size_t count_words(Term term, size_t words_of_empty_tuple) {
  size_t words = 0;
  std::vector<Term> pending;
  for (;;) {
    if (term.is_cons()) {
      words += 2;
      const Term element = head(term);
      term = tail(term);
      if (element.is_pointer()) pending.push_back(element);
      continue;
    }
    if (term.is_pointer()) {
      const size_t size = object_words(term);
      words += term.is_tuple() && size == 1 ? words_of_empty_tuple : size;
      const Word* object = term.address();
      if (!is_raw(header_kind(object[0]))) {
        for (size_t i = 1; i < size; ++i) {
          if (Term(object[i]).is_pointer()) pending.push_back(Term(object[i]));
        }
      }
    }
    if (pending.empty()) return words;
    term = pending.back();
    pending.pop_back();
  }
}

}  // namespace

size_t term_words(Term term) { return count_words(term, 1); }

size_t flat_size(Term term) { return count_words(term, 0); }

Term copy_term(Term term, Heap& heap) {
  if (!term.is_pointer()) return term;
  const size_t words = term_words(term);
  Word* top = heap.allocate(static_cast<uint32_t>(words));
  Word* scan = top;
  Word* const end = top + words;

  auto copy_object = [&](Term source) {
    const size_t size = object_words(source);
    Word* at = top;
    std::memcpy(at, source.address(), size * sizeof(Word));
    top += size;
    if (source.is_fun() && !heap.is_collected()) fun_identity(source).in_area = true;
    if (!source.is_cons() && owns_binary_data(at[0])) {
      binary_data(at)->references++;
      heap.link_off_heap(at);
    }
    return Term::pointer(source.tag(), at);
  };

  const Term result = copy_object(term);
  while (scan < end) {
    const Term word(*scan);
    if (word.is_header()) {
      if (header_kind(word.bits()) == Kind::kMatchContext) {
        scan[kContextBaseOffset] = copy_object(Term(scan[kContextBaseOffset])).bits();
        refresh_match_context(scan);
        scan += kMatchContextWords;
        continue;
      }
      scan += is_raw(header_kind(word.bits())) ? 1 + header_size(word.bits()) : 1;
      continue;
    }
    if (word.is_pointer()) *scan = copy_object(word).bits();
    ++scan;
  }
  return result;
}

}  // namespace linac
