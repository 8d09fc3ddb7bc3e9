// SPDX-License-Identifier: Apache-2.0
#include "runtime/list.h"

#include <vector>

#include "term/utf8.h"

namespace linac {

namespace {

/// Fills consecutive cons cells from the front.
class ListWriter {
 public:
  ListWriter(Heap& heap, size_t count)
      : first_(heap.allocate(static_cast<uint32_t>(2 * count))), next_(first_) {}

  void add(Term element) {
    next_[0] = element.bits();
    next_[1] = Term::pointer(Tag::kCons, next_ + 2).bits();
    next_ += 2;
  }
  /// Precondition: `count` elements have been added, at least one.
  Term finish(Term rest) {
    next_[-1] = rest.bits();
    return Term::pointer(Tag::kCons, first_);
  }

 private:
  Word* first_;
  Word* next_;
};

}  // namespace

int64_t list_length(Term list) {
  int64_t length = 0;
  for (; list.is_cons(); list = tail(list)) ++length;
  return list.is_nil() ? length : -1;
}

Term make_list(Heap& heap, std::span<const Term> elements, Term rest) {
  if (elements.empty()) return rest;
  ListWriter writer(heap, elements.size());
  for (const Term element : elements) writer.add(element);
  return writer.finish(rest);
}

Term unicode_list(Heap& heap, std::string_view utf8) {
  std::vector<Term> characters;
  characters.reserve(utf8.size());
  const auto* at = reinterpret_cast<const uint8_t*>(utf8.data());
  const uint8_t* end = at + utf8.size();
  while (at < end) {
    uint32_t character = 0;
    const int length = decode_utf8(at, end, &character);
    if (length == 0) break;
    characters.push_back(Term::small(character));
    at += length;
  }
  return make_list(heap, characters);
}

Term list_append(Heap& heap, Term front, Term back) {
  const int64_t length = list_length(front);
  if (length < 0) return Term::non_value();
  if (length == 0) return back;
  if (back.is_nil()) return front;
  ListWriter writer(heap, static_cast<size_t>(length));
  for (; front.is_cons(); front = tail(front)) writer.add(head(front));
  return writer.finish(back);
}

Term list_reverse(Heap& heap, Term list, Term rest) {
  const int64_t length = list_length(list);
  if (length < 0) return Term::non_value();
  if (length == 0) return rest;
  Word* at = heap.allocate(static_cast<uint32_t>(2 * length));
  for (; list.is_cons(); list = tail(list), at += 2) rest = make_cons(at, head(list), rest);
  return rest;
}

}  // namespace linac
