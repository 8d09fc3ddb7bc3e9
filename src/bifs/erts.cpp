// SPDX-License-Identifier: Apache-2.0
//
// erts_internal and erts_debug: what OTP's own modules ask of the runtime.
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "memory/copy.h"
#include "runtime/list.h"
#include "runtime/map.h"
#include "term/atom.h"
#include "term/compare.h"

namespace linac {

namespace {

Term cmp_term(Context&, const Term* arguments) {
  const int order = compare_keys(arguments[0], arguments[1]);
  return Term::small(order < 0 ? -1 : order > 0 ? 1 : 0);
}

Term map_to_tuple_keys(Context& context, const Term* arguments) {
  if (!arguments[0].is_map()) return context.badarg();
  return flat_map_keys(arguments[0]);
}

/// Steps of a map iterator: the index of the next key. `map_next(Index, Map, Accumulator)` returns
/// [NextIndex | Map] or a list of pairs, depending on what the accumulator asks for.
Term map_next(Context& context, const Term* arguments) {
  static const Term kIterator = intern("iterator");
  static const Term kNone = intern("none");
  const Term map = arguments[1];
  if (!map.is_map()) return context.badarg();
  const uint32_t size = map_size(map);
  const std::optional<int64_t> first = read_integer(arguments[0], 0, size);
  if (!first) return context.badarg();
  const Term target = arguments[2];
  Heap& heap = context.heap;
  if (target == kIterator) {
    Term rest = kNone;
    for (uint32_t i = size; i-- > static_cast<uint32_t>(*first);) {
      rest = heap.tuple(map_key(map, i), map_value(map, i), rest);
    }
    return rest;
  }
  if (!target.is_list()) return context.badarg();
  Term list = target;
  for (uint32_t i = size; i-- > static_cast<uint32_t>(*first);) {
    list = heap.cons(heap.tuple(map_key(map, i), map_value(map, i)), list);
  }
  return list;
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
  if (term.is_fun()) name = "fun";
  if (term.is_map()) name = "flatmap";
  if (is_float(term)) name = "hfloat";
  if (term.is_bitstring()) {
    const Kind kind = kind_of(term);
    name = kind == Kind::kHeapBinary   ? "heap_binary"
           : kind == Kind::kRefcBinary ? "refc_binary"
                                       : "sub_binary";
  }
  return intern(name);
}

Term flat_size(Context& context, const Term* arguments) {
  return context.heap.unsigned_integer(term_words(arguments[0]));
}

Term same(Context&, const Term* arguments) { return atoms::boolean(arguments[0] == arguments[1]); }

constexpr Bif kTable[] = {
    {"erts_internal", "cmp_term", 2, cmp_term},
    {"erts_internal", "map_to_tuple_keys", 1, map_to_tuple_keys},
    {"erts_internal", "map_next", 3, map_next},
    {"erts_internal", "term_type", 1, term_type},
    {"erts_debug", "flat_size", 1, flat_size},
    {"erts_debug", "size_shared", 1, flat_size},
    {"erts_debug", "same", 2, same},
};

}  // namespace

constinit const BifTable kErtsBifs = kTable;

}  // namespace linac
