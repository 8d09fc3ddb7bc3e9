// SPDX-License-Identifier: Apache-2.0
//
// A row of an ETS table: one object (a tuple) in a block of its own, outside all heaps. The tuple
// comes first in the block and everything that it refers to lies behind it, so a copy is one pass
// over the block's words. Invariant: no pointer leads into a row from outside but those of the
// container that holds it; what processes see are copies.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "memory/heap.h"
#include "term/layout.h"
#include "term/term.h"

namespace linac {

struct alignas(Word) Row {
  Row* left;        ///< tree: lower keys; hash: the next row of the bucket
  Row* right;       ///< tree: higher keys
  Word* off_heap;   ///< chain of the binaries and resources that the object refers to
  uint32_t words;   ///< of the object; they follow this struct
  uint32_t hash;    ///< hash: of the key
  int8_t balance;   ///< tree: height of the right side less that of the left
  bool is_deleted;  ///< hash: not there any more, but somebody goes through the table

  Word* first_word() { return reinterpret_cast<Word*>(this + 1); }
  const Word* first_word() const { return reinterpret_cast<const Word*>(this + 1); }
  Term object() const { return Term::pointer(Tag::kTuple, first_word()); }
  /// Element `index` of the object, from 0.
  Term element(uint32_t index) const { return Term(first_word()[1 + index]); }
  uint32_t arity() const { return header_size(first_word()[0]); }

  /// Words of memory that the row takes, binaries left out.
  size_t memory_words() const { return sizeof(Row) / sizeof(Word) + words; }
};

struct RowDeleter {
  void operator()(Row* row) const;
};
/// A row that no container holds yet.
using OwnedRow = std::unique_ptr<Row, RowDeleter>;

/// A row with a copy of `tuple`, which may lie anywhere.
OwnedRow make_row(Term tuple);

/// A row of a tuple of the given elements.
OwnedRow make_row_of(std::span<const Term> elements);

/// A copy of the row's object.
Term copy_row(const Row& row, Heap& heap);

void destroy_row(Row* row);

}  // namespace linac
