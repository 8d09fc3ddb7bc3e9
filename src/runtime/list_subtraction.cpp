// SPDX-License-Identifier: Apache-2.0
#include "runtime/list_subtraction.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "runtime/exception.h"
#include "runtime/list.h"
#include "term/compare.h"
#include "term/hash.h"
#include "term/layout.h"

namespace linac {

namespace {

/// A first list of up to so many elements and a second one of up to kFew are gone through one by
/// one, which needs no memory.
constexpr size_t kShort = 64;
constexpr size_t kFew = 16;
constexpr int64_t kElementsPerReduction = 8;
/// What is done without giving way, whatever is left of the turn.
constexpr int64_t kFewestSteps = 1000;

using ShortList = std::array<Term, kShort>;

/// The elements of a list of at most `limit`; nothing if it is longer, or no proper list.
std::optional<size_t> read_short(Term list, size_t limit, Term* elements) {
  size_t count = 0;
  for (; list.is_cons(); list = tail(list)) {
    if (count == limit) return std::nullopt;
    elements[count++] = head(list);
  }
  if (!list.is_nil()) return std::nullopt;
  return count;
}

/// Takes an element out of the first `count`, whose order does not matter.
bool take(Term* elements, size_t& count, Term element) {
  for (size_t i = 0; i < count; ++i) {
    if (!equal_exact(elements[i], element)) continue;
    elements[i] = elements[--count];
    return true;
  }
  return false;
}

/// The non-value if the lists are not short enough.
Term subtract_short(Heap& heap, Term from, Term what) {
  ShortList elements;
  std::array<Term, kFew> removals;
  const std::optional<size_t> read = read_short(from, kShort, elements.data());
  if (!read) return Term::non_value();
  const std::optional<size_t> few = read_short(what, kFew, removals.data());
  if (!few) return Term::non_value();
  size_t left = *few;
  size_t kept = 0;
  size_t next = 0;
  for (; next < *read && left > 0; ++next) {
    if (!take(removals.data(), left, elements[next])) elements[kept++] = elements[next];
    from = tail(from);
  }
  return make_list(heap, {elements.data(), kept}, from);
}

/// How often terms occur: a hash table in one piece.
class TermCounts {
 public:
  struct Entry {
    Term term;
    uint32_t hash;
    uint32_t count;
  };

  /// For so many different terms at most.
  void reserve(size_t count) {
    const size_t capacity = std::bit_ceil(2 * count + 1);
    entries_.assign(capacity, Entry{Term::non_value(), 0, 0});
    mask_ = capacity - 1;
  }

  /// The term's entry, or the free one where it would be. Each place that is looked at uses up one
  /// of `steps`.
  Entry& find(Term term, int64_t& steps) {
    const uint32_t hash = hash_of(term);
    for (size_t at = hash & mask_;; at = (at + 1) & mask_) {
      Entry& entry = entries_[at];
      --steps;
      if (!entry.term) entry.hash = hash;
      if (!entry.term || (entry.hash == hash && equal_exact(entry.term, term))) return entry;
    }
  }

 private:
  static uint32_t hash_of(Term term) {
    if (!term.is_immediate()) return hash_term(term);
    return static_cast<uint32_t>((term.bits() * 0x9e3779b97f4a7c15) >> 32);
  }

  std::vector<Entry> entries_;
  size_t mask_ = 0;
};

/// A list that grows at its end. Invariant: nothing is collected meanwhile.
class GrowingList {
 public:
  void add(Heap& heap, Term element) {
    Word* const cell = heap.allocate(2);
    const Term added = make_cons(cell, element, Term::nil());
    if (end_ == nullptr) {
      list_ = added;
    } else {
      end_[1] = added.bits();
    }
    end_ = cell;
  }

  /// All of it, and then `rest`.
  Term finish(Term rest) {
    if (end_ == nullptr) return rest;
    end_[1] = rest.bits();
    return list_;
  }

 private:
  Term list_;
  Word* end_ = nullptr;
};

/// Step by step: both lists are measured, the terms of the second one counted, then the first one
/// gone through. If the first one is shorter, only its terms are counted in the second.
class Subtraction final : public LongWork {
 public:
  Subtraction(Term from, Term what) : from_(from), what_(what), next_(from) {}

  std::optional<Term> run(Context& context, int64_t& reductions) override {
    int64_t steps = std::max(reductions * kElementsPerReduction, kFewestSteps);
    while (step_ != Step::kTake || (next_.is_cons() && left_ > 0)) {
      if (steps <= 0) return std::nullopt;
      if (!next_.is_cons()) {
        if (!next_.is_nil()) return context.badarg();
        go_on();
        continue;
      }
      take_step(context.heap, head(next_), steps);
      next_ = tail(next_);
    }
    reductions = std::max<int64_t>(steps, 0) / kElementsPerReduction;
    return kept_.finish(next_);
  }

 private:
  enum class Step : uint8_t { kMeasureFirst, kMeasureSecond, kEnter, kCount, kTake };

  void take_step(Heap& heap, Term element, int64_t& steps) {
    if (step_ == Step::kMeasureFirst || step_ == Step::kMeasureSecond) {
      ++(step_ == Step::kMeasureFirst ? first_length_ : second_length_);
      --steps;
      return;
    }
    TermCounts::Entry& entry = counts_.find(element, steps);
    if (step_ == Step::kEnter) {
      entry.term = element;
    } else if (step_ == Step::kCount) {
      if (!entry.term && first_is_shorter()) return;
      entry.term = element;
      ++entry.count;
      ++left_;
    } else if (entry.count > 0) {
      --entry.count;
      --left_;
    } else {
      kept_.add(heap, element);
    }
  }

  void go_on() {
    step_ = static_cast<Step>(static_cast<uint8_t>(step_) + 1);
    if (step_ == Step::kEnter) {
      counts_.reserve(std::min(first_length_, second_length_));
      if (!first_is_shorter()) step_ = Step::kCount;
    }
    next_ = step_ == Step::kMeasureSecond || step_ == Step::kCount ? what_ : from_;
  }

  bool first_is_shorter() const { return first_length_ < second_length_; }

  const Term from_;
  const Term what_;
  Term next_;
  Step step_ = Step::kMeasureFirst;
  size_t first_length_ = 0;
  size_t second_length_ = 0;
  size_t left_ = 0;  ///< to be taken away
  TermCounts counts_;
  GrowingList kept_;
};

}  // namespace

Term subtract_lists(Context& context, FunctionName name, const Term* arguments) {
  const Term result = subtract_short(context.heap, arguments[0], arguments[1]);
  if (result) return result;
  return do_long_work(context, name, {arguments, 2},
                      std::make_unique<Subtraction>(arguments[0], arguments[1]));
}

}  // namespace linac
