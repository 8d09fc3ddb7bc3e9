// SPDX-License-Identifier: Apache-2.0
//
// The functions of module `maps` that OTP has in C.
#include <optional>
#include <vector>

#include "bifs/tables.h"
#include "runtime/long_work.h"
#include "runtime/map.h"
#include "term/atom.h"
#include "term/map_trie.h"

namespace linac {

namespace {

Term bad_map(Context& context, Term term) {
  return context.error(context.heap.tuple(atoms::kBadmap, term));
}

Term bad_key(Context& context, Term key) {
  return context.error(context.heap.tuple(atoms::kBadkey, key));
}

Term get_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  const Term value = map_get(arguments[1], arguments[0]);
  return value ? value : bad_key(context, arguments[0]);
}

Term find_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  const Term value = map_get(arguments[1], arguments[0]);
  return value ? context.heap.tuple(atoms::kOk, value) : atoms::kError;
}

Term is_key(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  return atoms::boolean(static_cast<bool>(map_get(arguments[1], arguments[0])));
}

Term put_3(Context& context, const Term* arguments) {
  if (!arguments[2].is_map()) return bad_map(context, arguments[2]);
  return map_put(context.heap, arguments[2], arguments[0], arguments[1]);
}

Term update_3(Context& context, const Term* arguments) {
  if (!arguments[2].is_map()) return bad_map(context, arguments[2]);
  const Term result = map_update_many(context.heap, arguments[2], std::span(arguments, 2), true);
  return result ? result : bad_key(context, arguments[0]);
}

Term remove_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  return map_remove(context.heap, arguments[1], arguments[0]);
}

Term take_2(Context& context, const Term* arguments) {
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  const Term value = map_get(arguments[1], arguments[0]);
  if (!value) return atoms::kError;
  const Term rest = map_remove(context.heap, arguments[1], arguments[0]);
  return context.heap.tuple(value, rest);
}

Term merge_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_map()) return bad_map(context, arguments[0]);
  if (!arguments[1].is_map()) return bad_map(context, arguments[1]);
  return map_merge(context.heap, arguments[0], arguments[1]);
}

// --- what takes longer the larger the map is

/// Pairs that are dealt with at once; what has more gives way to other processes.
constexpr uint32_t kFewPairs = 1000;
constexpr int64_t kPairsPerReduction = 16;

/// keys/1 or values/1 of a large map.
class ListingWork final : public LongWork {
 public:
  ListingWork(Term map, bool wants_keys) : pair_(map), wants_keys_(wants_keys) {}

  std::optional<Term> run(Context& context, int64_t& reductions) override {
    int64_t left = std::max<int64_t>(reductions, 1) * kPairsPerReduction;
    for (; pair_; ++pair_, --left) {
      if (left == 0) return std::nullopt;
      list_ = context.heap.cons(wants_keys_ ? pair_.key() : pair_.value(), list_);
    }
    reductions = left / kPairsPerReduction;
    return list_;
  }

 private:
  MapIterator pair_;
  const bool wants_keys_;
  Term list_ = Term::nil();
};

Term list_map(Context& context, const char* name, const Term* arguments, bool wants_keys) {
  const Term map = arguments[0];
  if (!map.is_map()) return bad_map(context, map);
  if (map_size(map) <= kFewPairs) {
    return wants_keys ? map_keys(context.heap, map) : map_values(context.heap, map);
  }
  return do_long_work(context, {atoms::kMaps, name}, {arguments, 1},
                      std::make_unique<ListingWork>(map, wants_keys));
}

Term keys_1(Context& context, const Term* arguments) {
  return list_map(context, "keys", arguments, true);
}

Term values_1(Context& context, const Term* arguments) {
  return list_map(context, "values", arguments, false);
}

/// from_list/1 or from_keys/2 of many pairs.
class BuildingWork final : public LongWork {
 public:
  /// `value`: of all keys; the non-value: there are pairs in the list.
  BuildingWork(Term list, Term value) : list_(list), value_(value) {}

  std::optional<Term> run(Context& context, int64_t& reductions) override {
    int64_t left = std::max<int64_t>(reductions, 1) * kPairsPerReduction;
    for (; list_.is_cons(); list_ = tail(list_), --left) {
      if (left == 0) return std::nullopt;
      if (!add(head(list_))) return context.badarg();
    }
    if (!list_.is_nil()) return context.badarg();
    if (!builder_) builder_.emplace(context.heap, std::move(pairs_));
    if (!builder_->run(left)) return std::nullopt;
    reductions = std::max<int64_t>(left, 0) / kPairsPerReduction;
    return builder_->map();
  }

 private:
  bool add(Term element) {
    const bool is_pair = element.is_tuple() && tuple_arity(element) == 2;
    if (!value_ && !is_pair) return false;
    pairs_.push_back(value_ ? element : tuple_element(element, 0));
    pairs_.push_back(value_ ? value_ : tuple_element(element, 1));
    return true;
  }

  Term list_;
  const Term value_;
  std::vector<Term> pairs_;
  std::optional<TrieBuilder> builder_;
};

bool has_few_elements(Term list) {
  uint32_t count = 0;
  for (; list.is_cons() && count <= kFewPairs; list = tail(list)) ++count;
  return count <= kFewPairs;
}

Term from_list(Context& context, const Term* arguments) {
  if (has_few_elements(arguments[0])) {
    const Term map = map_from_pairs(context.heap, arguments[0]);
    return map ? map : context.badarg();
  }
  return do_long_work(context, {atoms::kMaps, "from_list"}, {arguments, 1},
                      std::make_unique<BuildingWork>(arguments[0], Term::non_value()));
}

Term from_keys(Context& context, const Term* arguments) {
  if (has_few_elements(arguments[0])) {
    const Term map = map_from_keys(context.heap, arguments[0], arguments[1]);
    return map ? map : context.badarg();
  }
  return do_long_work(context, {atoms::kMaps, "from_keys"}, {arguments, 2},
                      std::make_unique<BuildingWork>(arguments[0], arguments[1]));
}

constexpr Bif kTable[] = {
    {"maps", "get", 2, get_2},           {"maps", "find", 2, find_2},
    {"maps", "is_key", 2, is_key},       {"maps", "put", 3, put_3},
    {"maps", "update", 3, update_3},     {"maps", "remove", 2, remove_2},
    {"maps", "take", 2, take_2},         {"maps", "keys", 1, keys_1},
    {"maps", "values", 1, values_1},     {"maps", "merge", 2, merge_2},
    {"maps", "from_list", 1, from_list}, {"maps", "from_keys", 2, from_keys},
};

}  // namespace

constinit const BifTable kMapsBifs = kTable;

}  // namespace linac
