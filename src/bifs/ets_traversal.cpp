// SPDX-License-Identifier: Apache-2.0
#include "bifs/ets_traversal.h"

#include <algorithm>

#include "ets/hash_rows.h"
#include "ets/tree_rows.h"
#include "memory/copy.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/compare.h"
#include "term/layout.h"

namespace linac {

WaitingTraversal::WaitingTraversal(const Traversal& where, std::shared_ptr<Table> over)
    : Resource(kType), traversal(where), table(std::move(over)), pin(std::in_place, table) {
  if (traversal.last_key) traversal.last_key = copy_term(traversal.last_key, key_area);
}

namespace {

/// Rows after which OTP gives way.
constexpr int64_t kRowsOfFirstPart = 1000;
constexpr int64_t kMinRowsPerTurn = 16;

/// What is to become of a row.
enum class Verdict : uint8_t { kStays, kGoes, kReplaced };

/// Asks the specification about rows, and keeps count.
class Inspector {
 public:
  Inspector(Context& context, const MatchSpec& spec, Traversal& traversal, Term list)
      : context_(context), spec_(spec), traversal_(traversal), list_(list) {
    rows_left_ = std::max(reductions_left(context), kMinRowsPerTurn);
    if (traversal.seen < kRowsOfFirstPart) {
      rows_left_ = std::min(rows_left_, kRowsOfFirstPart - traversal.seen);
    }
  }
  ~Inspector() { use_reductions(context_, rows_seen_); }

  Verdict inspect(const Row& row) {
    ++rows_seen_;
    ++traversal_.seen;
    --rows_left_;
    switch (traversal_.purpose) {
      case TraversalPurpose::kSelect: {
        Term result;
        if (spec_.run(context_, row.object(), result) == MatchSpec::Outcome::kMatch) {
          list_ = context_.heap.cons(result, list_);
          ++traversal_.count;
        }
        return Verdict::kStays;
      }
      case TraversalPurpose::kCount:
        traversal_.count += spec_.test(context_, row.object()) ? 1 : 0;
        return Verdict::kStays;
      case TraversalPurpose::kDelete:
        if (!spec_.test(context_, row.object())) return Verdict::kStays;
        ++traversal_.count;
        return Verdict::kGoes;
      case TraversalPurpose::kReplace: {
        Term result;
        if (spec_.run(context_, row.object(), result) != MatchSpec::Outcome::kMatch) {
          return Verdict::kStays;
        }
        ++traversal_.count;
        replacement_ = make_row(result);
        return Verdict::kReplaced;
      }
    }
    return Verdict::kStays;
  }

  bool has_enough() const { return traversal_.limit != 0 && traversal_.count >= traversal_.limit; }
  bool turn_is_over() const { return rows_left_ <= 0; }
  OwnedRow take_replacement() { return std::move(replacement_); }
  Term list() const { return list_; }
  Traversal& traversal() { return traversal_; }

 private:
  Context& context_;
  const MatchSpec& spec_;
  Traversal& traversal_;
  Term list_;
  int64_t rows_left_;
  int64_t rows_seen_ = 0;
  OwnedRow replacement_;
};

// --- which keys can match

/// Whether any object can match a head, as far as its size says, and what its key has to be: the
/// non-value if it can be anything.
struct KeyPattern {
  bool can_match = true;
  Term key;
};

KeyPattern key_pattern(Term head, const Rows& rows) {
  if (head.is_atom()) return {true, Term::non_value()};
  if (!head.is_tuple() || tuple_arity(head) <= rows.key_index()) return {false, Term::non_value()};
  return {true, tuple_element(head, rows.key_index())};
}

/// The keys of all heads if there are no others that could match; of a head that matches nothing,
/// none.
std::optional<std::vector<Term>> bound_keys(const MatchSpec& spec, const Rows& rows) {
  std::vector<Term> keys;
  for (const Term head : spec.heads()) {
    const KeyPattern pattern = key_pattern(head, rows);
    if (!pattern.can_match) continue;
    if (!pattern.key || !is_ground_pattern(pattern.key)) return std::nullopt;
    keys.push_back(pattern.key);
  }
  return keys;
}

/// How `key` stands to the range of keys that a pattern can match, as far as what stands before its
/// first variable tells: before (negative), inside (0), behind it.
int compare_with_range(Term key, Term pattern) {
  while (!is_ground_pattern(pattern)) {
    const bool both_conses = key.is_cons() && pattern.is_cons();
    const bool both_tuples = key.is_tuple() && pattern.is_tuple();
    if (both_conses) {
      const int order = compare_with_range(head(key), head(pattern));
      if (order != 0 || !is_ground_pattern(head(pattern))) return order;
      key = tail(key);
      pattern = tail(pattern);
    } else if (both_tuples && tuple_arity(key) == tuple_arity(pattern)) {
      for (uint32_t i = 0; i < tuple_arity(key); ++i) {
        const Term part = tuple_element(pattern, i);
        const int order = compare_with_range(tuple_element(key, i), part);
        if (order != 0 || !is_ground_pattern(part)) return order;
      }
      return 0;
    } else if (both_tuples) {
      return tuple_arity(key) < tuple_arity(pattern) ? -1 : 1;
    } else if (pattern.is_tuple() || pattern.is_cons()) {
      return compare(key, pattern);  // of different types
    } else {
      return 0;
    }
  }
  return compare(key, pattern);
}

// --- hash tables

/// Looks at the rows of one bucket.
void traverse_bucket(HashRows& rows, uint32_t bucket, Inspector& inspector) {
  Row** link = &rows.bucket(bucket);
  while (*link != nullptr) {
    if ((*link)->is_deleted) {
      link = &(*link)->left;
      continue;
    }
    switch (inspector.inspect(**link)) {
      case Verdict::kGoes:
        link = rows.remove(link, bucket);
        continue;
      case Verdict::kReplaced:
        rows.replace_at(link, inspector.take_replacement());
        break;
      case Verdict::kStays:
        break;
    }
    link = &(*link)->left;
  }
}

void traverse_hash(HashRows& rows, const MatchSpec& spec, Inspector& inspector) {
  Traversal& traversal = inspector.traversal();
  if (const auto keys = bound_keys(spec, rows)) {
    std::vector<uint32_t> buckets;
    for (const Term key : *keys) {
      const uint32_t bucket = rows.bucket_of_key(key);
      if (std::find(buckets.begin(), buckets.end(), bucket) == buckets.end() &&
          rows.find(key) != nullptr) {
        buckets.push_back(bucket);
      }
    }
    for (const uint32_t bucket : buckets) traverse_bucket(rows, bucket, inspector);
    traversal.bucket = -1;
  }
  while (traversal.bucket >= 0) {
    const auto bucket = static_cast<uint32_t>(traversal.bucket);
    if (bucket >= rows.bucket_count()) break;  // it has been emptied meanwhile
    traverse_bucket(rows, bucket, inspector);
    const uint32_t next = rows.next_bucket(bucket);
    traversal.bucket = next == 0 ? -1 : int64_t{next};
    if (next == 0 || inspector.has_enough()) break;
    if (inspector.turn_is_over()) return;
  }
  traversal.is_done = true;
  if (traversal.purpose == TraversalPurpose::kDelete && traversal.count != 0) {
    rows.shrink_if_sparse();
  }
}

// --- trees

/// The part of a tree that is gone through: a range if there is one head whose key begins with
/// something known.
class TreeRange {
 public:
  TreeRange(const MatchSpec& spec, const TreeRows& rows) : rows_(rows) {
    if (spec.heads().size() != 1) return;
    pattern_ = key_pattern(spec.heads()[0], rows);
    // A variable, or a map.
    if (pattern_.key && (pattern_.key.is_atom() || pattern_.key.is_map()) &&
        !is_ground_pattern(pattern_.key)) {
      pattern_.key = Term::non_value();
    }
    is_one_key_ = pattern_.key && is_ground_pattern(pattern_.key);
  }

  bool is_empty() const { return !pattern_.can_match; }
  bool contains(const Row& row) const { return place_of(row) == 0; }
  TreeRows::Cursor first() const {
    return rows_.first_with([&](const Row& row) { return place_of(row) >= 0; });
  }
  TreeRows::Cursor last() const {
    return rows_.last_with([&](const Row& row) { return place_of(row) <= 0; });
  }
  /// Whether there is one key only.
  bool is_one_key() const { return is_one_key_; }

 private:
  int place_of(const Row& row) const {
    if (!pattern_.key) return 0;
    const Term key = rows_.key_of(row);
    return is_one_key_ ? compare(key, pattern_.key) : compare_with_range(key, pattern_.key);
  }
  const TreeRows& rows_;
  KeyPattern pattern_;
  bool is_one_key_ = false;
};

/// Does to the row at `cursor` what the specification says and goes on to the next one.
void traverse_row(TreeRows& rows, TreeRows::Cursor& cursor, bool backward, Inspector& inspector) {
  Row* const row = cursor.row();
  const Verdict verdict = inspector.inspect(*row);
  if (backward) {
    cursor.backward();
  } else {
    cursor.forward();
  }
  if (verdict == Verdict::kStays) return;
  // The change makes the cursor's path invalid.
  const Row* const next = cursor.row();
  if (verdict == Verdict::kGoes) {
    rows.erase(rows.key_of(*row));
  } else {
    rows.replace(row, inspector.take_replacement());
  }
  if (next == nullptr) return;
  cursor = backward ? rows.before(rows.key_of(*next), true) : rows.after(rows.key_of(*next), true);
}

void traverse_tree(TreeRows& rows, const MatchSpec& spec, Inspector& inspector) {
  Traversal& traversal = inspector.traversal();
  const TreeRange range(spec, rows);
  // Without a limit results are put in front of those before them, so the last comes first.
  const bool wants_last_first = traversal.is_reverse != (traversal.limit == 0);
  const bool backward = traversal.purpose == TraversalPurpose::kSelect && wants_last_first;
  const bool changes = traversal.purpose == TraversalPurpose::kDelete ||
                       traversal.purpose == TraversalPurpose::kReplace;
  TreeRows::Cursor cursor;
  if (range.is_empty()) {
    // Nothing can match.
  } else if (!traversal.last_key) {
    cursor = backward ? range.last() : range.first();
  } else {
    cursor = backward ? rows.before(traversal.last_key) : rows.after(traversal.last_key, changes);
  }
  const Row* last = nullptr;
  while (cursor.row() != nullptr && range.contains(*cursor.row()) && !inspector.has_enough()) {
    if (inspector.turn_is_over()) {
      traversal.last_key = rows.key_of(changes ? *cursor.row() : *last);
      return;
    }
    last = cursor.row();
    traverse_row(rows, cursor, backward, inspector);
  }
  traversal.is_done = true;
  const bool has_more = last != nullptr && inspector.has_enough() && !range.is_one_key();
  traversal.last_key = has_more ? rows.key_of(*last) : Term::non_value();
}

}  // namespace

Term traverse(Context& context, Table& table, const MatchSpec& spec, Traversal& traversal,
              Term list) {
  Inspector inspector(context, spec, traversal, list);
  if (table.is_tree()) {
    traverse_tree(table.tree(), spec, inspector);
  } else {
    traverse_hash(table.hash(), spec, inspector);
  }
  if (traversal.seen >= kRowsOfFirstPart && !traversal.is_done) traversal.is_first_part = false;
  return inspector.list();
}

}  // namespace linac
