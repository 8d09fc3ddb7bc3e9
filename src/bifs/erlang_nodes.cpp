// SPDX-License-Identifier: Apache-2.0
//
// erlang: which nodes there are. It is only this one, and it has no name.
#include <string_view>

#include "bifs/tables.h"
#include "runtime/context.h"
#include "runtime/map.h"
#include "term/atom.h"
#include "term/map.h"

namespace linac {

namespace {

Term this_node() { return intern("nonode@nohost"); }

/// What a node-type argument names: types of nodes, of which this node is `this` and `known`.
enum class Wanted { kError, kOthers, kThisNode };

Wanted read_type(Term type) {
  if (!type.is_atom()) return Wanted::kError;
  const std::string_view name = atom_text(type);
  if (name == "this" || name == "known") return Wanted::kThisNode;
  const bool is_other = name == "visible" || name == "hidden" || name == "connected";
  return is_other ? Wanted::kOthers : Wanted::kError;
}

Wanted read_types(Term types) {
  if (!types.is_list()) return read_type(types);
  Wanted wanted = Wanted::kOthers;
  for (; types.is_cons(); types = tail(types)) {
    const Wanted one = read_type(head(types));
    if (one == Wanted::kError) return one;
    if (one == Wanted::kThisNode) wanted = one;
  }
  return types.is_nil() ? wanted : Wanted::kError;
}

Term nodes_0(Context&, const Term*) { return Term::nil(); }

Term nodes_1(Context& context, const Term* arguments) {
  switch (read_types(arguments[0])) {
    case Wanted::kError:
      return context.badarg();
    case Wanted::kOthers:
      return Term::nil();
    case Wanted::kThisNode:
      break;
  }
  return context.heap.cons(this_node(), Term::nil());
}

/// {Node, Info}, where Info has what the map of options asks for.
Term nodes_2(Context& context, const Term* arguments) {
  struct {
    Term key;
    Term value;
  } const known[] = {{intern("connection_id"), atoms::kUndefined},
                     {intern("node_type"), intern("this")}};
  const Wanted wanted = read_types(arguments[0]);
  const Term options = arguments[1];
  if (wanted == Wanted::kError || !options.is_map()) return context.badarg();
  Heap& heap = context.heap;
  Term pairs = Term::nil();
  uint32_t left = map_size(options);
  for (const auto& [key, value] : known) {
    const Term is_wanted = map_get(options, key);
    if (!is_wanted) continue;
    --left;
    if (is_wanted == atoms::kTrue) {
      pairs = heap.cons(heap.tuple(key, value), pairs);
    } else if (is_wanted != atoms::kFalse) {
      return context.badarg();
    }
  }
  if (left != 0) return context.badarg();
  if (wanted == Wanted::kOthers) return Term::nil();
  return heap.cons(heap.tuple(this_node(), map_from_pairs(heap, pairs)), Term::nil());
}

/// Without distribution there is nothing to monitor; this node never goes down.
Term monitor_node(Context& context, const Term* arguments) {
  static const Term kNotalive = intern("notalive");
  if (arguments[0] == this_node()) return atoms::kTrue;
  return context.error(kNotalive);
}

constexpr Bif kTable[] = {
    {"erlang", "nodes", 0, nodes_0},
    {"erlang", "nodes", 1, nodes_1},
    {"erlang", "nodes", 2, nodes_2},
    {"erlang", "monitor_node", 2, monitor_node},
    {"erlang", "monitor_node", 3, monitor_node},
};

}  // namespace

constinit const BifTable kErlangNodeBifs = kTable;

}  // namespace linac
