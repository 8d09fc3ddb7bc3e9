// SPDX-License-Identifier: Apache-2.0
//
// erts_internal: what OTP's own modules ask of the runtime.
#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "beam/module_md5.h"
#include "bifs/argument.h"
#include "bifs/tables.h"
#include "memory/copy.h"
#include "runtime/list.h"
#include "runtime/map.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/compare.h"
#include "term/integer.h"
#include "vm_state.h"

namespace linac {

namespace {

Term cmp_term(Context&, const Term* arguments) {
  const int order = compare_keys(arguments[0], arguments[1]);
  return Term::small(order < 0 ? -1 : order > 0 ? 1 : 0);
}

Term map_to_tuple_keys(Context& context, const Term* arguments) {
  if (!arguments[0].is_map()) {
    return context.error(context.heap.tuple(atoms::kBadmap, arguments[0]));
  }
  if (!is_flat_map(arguments[0])) return context.badarg();
  return flat_map_keys(arguments[0]);
}

/// Where a map iterator stands: which child is taken on each level, four bits each, the root's
/// lowest. A program can make one up.
class MapPosition {
 public:
  /// Nothing but an integer that is not negative is a position.
  static std::optional<MapPosition> read(Term integer) {
    MapPosition position;
    if (integer.is_small() && integer.small_value() >= 0) {
      position.digits_.push_back(integer.bits());
    } else if (integer.is_big_integer() && !big_is_negative(integer)) {
      position.digits_.assign(big_magnitude(integer), big_magnitude(integer) + big_limbs(integer));
    } else {
      return std::nullopt;
    }
    return position;
  }
  MapPosition() = default;

  bool is_start() const { return digits_.size() == 1 && digits_[0] == 0; }
  uint32_t child(size_t level) const {
    if (level / kLevelsPerDigit >= digits_.size()) return 0;
    return digits_[level / kLevelsPerDigit] >> level % kLevelsPerDigit * 4 & 15;
  }
  void set_child(size_t level, Word child) {
    if (level / kLevelsPerDigit >= digits_.size()) digits_.resize(level / kLevelsPerDigit + 1);
    digits_[level / kLevelsPerDigit] |= child << level % kLevelsPerDigit * 4;
  }
  Term integer(Heap& heap) { return make_integer(heap, digits_.data(), digits_.size(), false); }

 private:
  static constexpr size_t kLevelsPerDigit = 16;
  std::vector<Word> digits_;
};

/// Takes leaves of a large map from a position on.
class MapReader {
 public:
  /// False if the map has no such place.
  bool start(Term map, const MapPosition& position) {
    for (Term node = map;;) {
      const std::span<const Word> children = map_children(node);
      const uint32_t child = position.child(path_.size());
      if (child >= children.size()) return false;
      path_.push_back({children, child});
      node = Term(children[child]);
      if (node.is_cons()) return true;
    }
  }

  bool at_end() const { return path_.empty(); }
  Term leaf() const { return Term(path_.back().children[path_.back().child]); }

  void next() {
    while (!path_.empty() && ++path_.back().child == path_.back().children.size()) {
      path_.pop_back();
    }
    while (!path_.empty() && !leaf().is_cons()) path_.push_back({map_children(leaf()), 0});
  }

  /// As OTP has it: children below the last one turned to are left out, being first ones.
  Term position(Heap& heap) const {
    MapPosition position;
    for (size_t level = 0; level < path_.size(); ++level) {
      position.set_child(level, path_[level].child);
    }
    return position.integer(heap);
  }

 private:
  struct Step {
    std::span<const Word> children;
    size_t child;
  };
  std::vector<Step> path_;
};

/// Pairs at once, but for the first time: whoever starts may want few.
constexpr uint32_t kPairsPerStep = 1000;

Term next_of_large_map(Context& context, Term position_term, Term map, Term target) {
  const std::optional<MapPosition> position = MapPosition::read(position_term);
  MapReader reader;
  if (!position || !reader.start(map, *position)) return context.badarg();
  const uint32_t most = position->is_start() ? kMaxFlatMapSize : kPairsPerStep;
  Heap& heap = context.heap;
  std::vector<Term> leaves;
  for (; leaves.size() < most && !reader.at_end(); reader.next()) leaves.push_back(reader.leaf());
  const bool finished = reader.at_end();
  const Term rest = finished ? Term() : reader.position(heap);
  if (target == atoms::kIterator) {
    Term list = finished ? atoms::kNone : heap.cons(rest, map);
    for (size_t i = leaves.size(); i-- > 0;) {
      list = heap.tuple(head(leaves[i]), tail(leaves[i]), list);
    }
    return list;
  }
  Term list = target;
  for (const Term leaf : leaves) list = heap.cons(heap.tuple(head(leaf), tail(leaf)), list);
  return finished ? list : heap.cons(rest, heap.cons(map, list));
}

/// Steps of an iterator that has its own order (OTP 26): its position is the list of keys.
Term next_of_keys(Context& context, Term keys, Term map, Term target) {
  std::vector<Term> pairs;
  for (; keys.is_cons(); keys = tail(keys)) {
    const Term value = map_get(map, head(keys));
    if (!value) return context.badarg();
    pairs.push_back(head(keys));
    pairs.push_back(value);
  }
  if (!keys.is_nil()) return context.badarg();
  Heap& heap = context.heap;
  Term rest = target == atoms::kIterator ? atoms::kNone : target;
  for (size_t i = pairs.size(); i > 0; i -= 2) {
    const Term key = pairs[i - 2], value = pairs[i - 1];
    rest = target == atoms::kIterator ? heap.tuple(key, value, rest)
                                      : heap.cons(heap.tuple(key, value), rest);
  }
  return rest;
}

/// Steps of a map iterator. `map_next(Position, Map, iterator)` is {Key, Value, Rest}, where Rest
/// is another such tuple, at some point [Position | Map], and at the end `none`. With a list as
/// last argument, pairs are put before it, and if there are more, position and map before them.
Term map_next(Context& context, const Term* arguments) {
  const Term map = arguments[1];
  const Term target = arguments[2];
  if (!map.is_map() || !(target == atoms::kIterator || target.is_list())) return context.badarg();
  if (arguments[0].is_list()) return next_of_keys(context, arguments[0], map, target);
  if (!is_flat_map(map)) return next_of_large_map(context, arguments[0], map, target);
  const uint32_t size = map_size(map);
  if (!read_integer(arguments[0], 0, size)) return context.badarg();
  Heap& heap = context.heap;
  Term rest = target == atoms::kIterator ? atoms::kNone : target;
  for (uint32_t i = size; i-- > 0;) {
    const Term key = map_key(map, i);
    const Term value = flat_map_value(map, i);
    rest = target == atoms::kIterator ? heap.tuple(key, value, rest)
                                      : heap.cons(heap.tuple(key, value), rest);
  }
  return rest;
}

/// What comprehensions over maps call when they begin, since OTP 26: the first step of a map or of
/// an iterator; an iterator under way as it is; `[]` for anything else.
Term mc_iterator(Context& context, const Term* arguments) {
  const Term generator = arguments[0];
  const bool is_map = generator.is_map();
  if (is_map || generator.is_cons()) {
    const Term first[] = {is_map ? Term::small(0) : head(generator),
                          is_map ? generator : tail(generator), atoms::kIterator};
    const Term step = map_next(context, first);
    return step ? step : Term::nil();
  }
  Term rest = generator;
  while (rest.is_tuple() && tuple_arity(rest) == 3) rest = tuple_element(rest, 2);
  if (rest == atoms::kNone) return generator;
  if (!rest.is_cons()) return Term::nil();
  const Term next[] = {head(rest), tail(rest), atoms::kIterator};
  return map_next(context, next) ? generator : Term::nil();
}

/// The next steps of [Position | Map].
Term mc_refill(Context& context, const Term* arguments) {
  if (!arguments[0].is_cons()) return context.badarg();
  const Term next[] = {head(arguments[0]), tail(arguments[0]), atoms::kIterator};
  return map_next(context, next);
}

Term term_type(Context&, const Term* arguments) {
  const Term term = arguments[0];
  const char* name = "reference";
  if (term.is_small()) name = "fixnum";
  if (term.is_big_integer()) name = "bignum";
  if (term.is_atom()) name = "atom";
  if (term.is_local_pid()) name = "pid";
  if (term.is_local_port()) name = "port";
  if (term.is_nil()) name = "nil";
  if (term.is_cons()) name = "list";
  if (term.is_tuple()) name = "tuple";
  if (term.is_fun()) name = fun_is_external(term) ? "export" : "fun";
  if (term.is_map()) name = is_flat_map(term) ? "flatmap" : "hashmap";
  if (is_float(term)) name = "hfloat";
  if (term.is_bitstring()) {
    const Kind kind = kind_of(term);
    name = kind == Kind::kHeapBinary   ? "heap_binary"
           : kind == Kind::kRefcBinary ? "refc_binary"
                                       : "sub_binary";
  }
  return intern(name);
}

Term get_creation(Context&, const Term*) { return Term::small(0); }

Term is_system_process(Context& context, const Term* arguments) {
  if (!arguments[0].is_local_pid()) return context.badarg();
  const std::vector<uint64_t>& processes = context.vm->state().system_processes;
  return atoms::boolean(std::find(processes.begin(), processes.end(),
                                  arguments[0].special_number()) != processes.end());
}

/// A chunk of a module's file, as the code server reads it before loading.
Term beamfile_chunk(Context& context, const Term* arguments) {
  const auto file = read_binary(arguments[0]);
  const auto name = read_latin1_list(arguments[1]);
  if (!file || !name || name->size() != 4) return context.badarg();
  beam::Error error;
  const auto chunks =
      beam::read_container({reinterpret_cast<const uint8_t*>(file->data()), file->size()}, error);
  const beam::Chunk* chunk = chunks ? beam::find_chunk(*chunks, *name) : nullptr;
  if (chunk == nullptr) return atoms::kUndefined;
  return make_binary(context.heap, chunk->bytes.data(), chunk->bytes.size());
}

Term beamfile_module_md5(Context& context, const Term* arguments) {
  const auto file = read_binary(arguments[0]);
  if (!file) return context.badarg();
  beam::Error error;
  const auto chunks =
      beam::read_container({reinterpret_cast<const uint8_t*>(file->data()), file->size()}, error);
  if (!chunks) return atoms::kUndefined;
  const beam::ModuleMd5 md5 = beam::module_md5(*chunks);
  return make_binary(context.heap, md5.data(), md5.size());
}

Term is_process_executing_dirty(Context& context, const Term* arguments) {
  return arguments[0].is_local_pid() ? atoms::kFalse : context.badarg();
}

/// As in OTP, where one more than the schedulers answer when all are asked.
Term no_aux_work_threads(Context&, const Term*) { return Term::small(2); }

Term system_check(Context& context, const Term* arguments) {
  static const Term kSchedulers = intern("schedulers");
  return arguments[0] == kSchedulers ? atoms::kOk : context.badarg();
}

Term warning_map(Context&, const Term*) { return intern("warning"); }

constexpr Bif kTable[] = {
    {"erts_internal", "cmp_term", 2, cmp_term},
    {"erts_internal", "map_to_tuple_keys", 1, map_to_tuple_keys},
    {"erts_internal", "map_next", 3, map_next},
    {"erts_internal", "mc_iterator", 1, mc_iterator},
    {"erts_internal", "mc_refill", 1, mc_refill},
    {"erts_internal", "term_type", 1, term_type},
    {"erts_internal", "is_process_executing_dirty", 1, is_process_executing_dirty},
    {"erts_internal", "no_aux_work_threads", 0, no_aux_work_threads},
    {"erts_internal", "system_check", 1, system_check},
    {"erts_internal", "get_creation", 0, get_creation},
    {"erts_internal", "is_system_process", 1, is_system_process},
    {"erts_internal", "beamfile_chunk", 2, beamfile_chunk},
    {"erts_internal", "beamfile_module_md5", 1, beamfile_module_md5},
    {"error_logger", "warning_map", 0, warning_map},
};

}  // namespace

constinit const BifTable kErtsBifs = kTable;

}  // namespace linac
