// SPDX-License-Identifier: Apache-2.0
#include "ets/row.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "memory/binary_data.h"
#include "memory/copy.h"

namespace linac {

namespace {

/// An empty row with room for `words`.
Row* allocate_row(uint32_t words) {
  const size_t bytes = sizeof(Row) + size_t{words} * sizeof(Word);
  auto* row = static_cast<Row*>(std::malloc(bytes));
  if (row == nullptr) out_of_memory(bytes);
  *row = Row{nullptr, nullptr, nullptr, words, 0, 0, false};
  return row;
}

/// A heap that makes a row of what is copied to it, which asks for all words at once.
class RowHeap final : public Heap {
 public:
  OwnedRow take() { return std::move(row_); }
  void link_off_heap(Word* owner) override {
    owner[3] = static_cast<Word>(reinterpret_cast<uintptr_t>(row_->off_heap));
    row_->off_heap = owner;
  }

 private:
  Word* allocate_slow(uint32_t words) override {
    row_.reset(allocate_row(words));
    return row_->first_word();
  }
  OwnedRow row_;
};

bool is_flat(const Word* words, uint32_t count) {
  return std::all_of(words, words + count, [](Word word) { return Term(word).is_immediate(); });
}

}  // namespace

void RowDeleter::operator()(Row* row) const { destroy_row(row); }

OwnedRow make_row(Term tuple) {
  const Word* const at = tuple.address();
  const uint32_t arity = header_size(at[0]);
  if (is_flat(at + 1, arity)) {
    OwnedRow row(allocate_row(1 + arity));
    std::memcpy(row->first_word(), at, (1 + size_t{arity}) * sizeof(Word));
    return row;
  }
  RowHeap heap;
  copy_term(tuple, heap);
  return heap.take();
}

OwnedRow make_row_of(std::span<const Term> elements) {
  std::vector<Word> tuple;
  tuple.reserve(1 + elements.size());
  tuple.push_back(make_header(Kind::kTuple, static_cast<uint32_t>(elements.size())));
  for (const Term element : elements) tuple.push_back(element.bits());
  return make_row(Term::pointer(Tag::kTuple, tuple.data()));
}

Term copy_row(const Row& row, Heap& heap) {
  const Word* const from = row.first_word();
  const uint32_t words = row.words;
  Word* const to = heap.allocate(words);
  const Word move = static_cast<Word>(reinterpret_cast<uintptr_t>(to)) -
                    static_cast<Word>(reinterpret_cast<uintptr_t>(from));
  for (uint32_t i = 0; i < words; ++i) {
    const Term word(from[i]);
    if (word.is_header() && is_raw(header_kind(word.bits()))) {
      const uint32_t size = 1 + header_size(word.bits());
      std::memcpy(to + i, from + i, size * sizeof(Word));
      if (owns_binary_data(word.bits())) {
        binary_data(to + i)->references++;
        heap.link_off_heap(to + i);
      }
      i += size - 1;
    } else {
      to[i] = word.is_pointer() ? word.bits() + move : word.bits();
    }
  }
  return Term::pointer(Tag::kTuple, to);
}

void destroy_row(Row* row) {
  if (row == nullptr) return;
  release_all_binaries(row->off_heap);
  std::free(row);
}

}  // namespace linac
