// SPDX-License-Identifier: Apache-2.0
//
// erts_debug: sizes, copies and layouts of terms, and work for schedulers of which there are none.
// Source: OTP's test suites, which use it.
#include <algorithm>
#include <initializer_list>
#include <span>
#include <vector>

#include "beam/opcode.h"
#include "bifs/argument.h"
#include "bifs/state.h"
#include "bifs/tables.h"
#include "memory/copy.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/layout.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

namespace {

// --- terms

Term flat_size_1(Context& context, const Term* arguments) {
  return context.heap.unsigned_integer(flat_size(arguments[0]));
}

/// Whether a word lies in the running process's memory: literals do not.
bool is_own(const HeapState& heap, const Word* word) {
  const auto is_in = [word](const Word* start, const Word* end) {
    return word >= start && word < end;
  };
  if (is_in(heap.start, heap.end) || is_in(heap.old_start, heap.old_end)) return true;
  for (const Fragment* fragment = heap.fragments; fragment != nullptr; fragment = fragment->next) {
    if (is_in(fragment->words(), fragment->words() + fragment->used)) return true;
  }
  return false;
}

/// The words of a term, but 0 of one that is outside the process's heap.
Term size_shared(Context& context, const Term* arguments) {
  const bool counts =
      arguments[0].is_pointer() && is_own(context.heap.state(), arguments[0].address());
  return counts ? flat_size_1(context, arguments) : Term::small(0);
}

Term same(Context&, const Term* arguments) { return atoms::boolean(arguments[0] == arguments[1]); }

/// Sharing within a term is not kept by a copy, so that all copies are alike.
Term copy_shared(Context& context, const Term* arguments) {
  return copy_term(arguments[0], context.heap);
}

bool is_one_of(Term item, std::initializer_list<const char*> names) {
  if (!item.is_atom()) return false;
  for (const char* name : names) {
    if (atom_text(item) == name) return true;
  }
  return false;
}

// --- work for other schedulers, of which there are none

/// What a dirty function is asked to do, of its type.
Term run_dirty(Context& context, Term type, Term operation, Term argument) {
  static const Term kSleep = intern("sleep");
  static const Term kTimer = intern("timer");
  constexpr int64_t kMostReschedules = INT32_MAX;
  if (is_one_of(operation, {"scheduler"}) && is_one_of(argument, {"type"})) return type;
  if (is_one_of(operation, {"error"})) {
    const bool is_reason =
        is_one_of(argument, {"undef", "badarith", "noproc", "system_limit", "notsup"});
    return is_reason ? context.error(argument) : context.badarg();
  }
  if (is_one_of(operation, {"reschedule"})) {
    return read_integer(argument, 0, kMostReschedules) ? atoms::kOk : context.badarg();
  }
  const bool waits = is_one_of(operation, {"wait"});
  if (is_one_of(operation, {"alive_waitexiting"}) && argument.is_local_pid()) {
    Process* const receiver = context.vm->state().scheduler.find(argument);
    const Term alive = context.heap.tuple(intern("alive"), context.process->pid());
    if (receiver != nullptr) send_message(context, receiver, alive);
  } else if (!waits || !argument.is_small()) {
    return context.badarg();
  }
  context.x[0] = waits ? argument : atoms::kInfinity;
  return trap_to(context, *context.vm->state().exports.intern(kTimer, kSleep, 1));
}

Term dirty_cpu(Context& context, const Term* arguments) {
  return run_dirty(context, intern("dirty_cpu"), arguments[0], arguments[1]);
}

Term dirty_io(Context& context, const Term* arguments) {
  return run_dirty(context, intern("dirty_io"), arguments[0], arguments[1]);
}

Term dirty(Context& context, const Term* arguments) {
  if (!is_one_of(arguments[0], {"normal", "dirty_cpu", "dirty_io"})) return context.badarg();
  return run_dirty(context, arguments[0], arguments[1], arguments[2]);
}

// --- large maps

/// How many there are of a thing, and of each size or depth from the first on.
struct Counts {
  static constexpr size_t kPlaces = 16;
  int64_t total = 0;
  int64_t places[kPlaces] = {};
  void add(size_t place) {
    ++total;
    ++places[std::min(place, kPlaces - 1)];
  }
  Term tuple(Heap& heap, const char* name) const {
    std::vector<Term> numbers;
    for (const int64_t number : places) numbers.push_back(Term::small(number));
    return heap.tuple(intern(name), Term::small(total), heap.tuple_of(numbers));
  }
};

/// map_info/1: what a large map's trie consists of. OTP's word for nodes with all 16 children is
/// `arrays` if they are the root, `bitmaps` otherwise.
Term map_info(Context& context, const Term* arguments) {
  if (!arguments[0].is_map()) {
    return context.error(context.heap.tuple(atoms::kBadmap, arguments[0]));
  }
  if (is_flat_map(arguments[0])) return context.badarg();
  struct Node {
    Term term;
    size_t depth;
  };
  Counts leaves, nodes;
  int64_t full_roots = 0;
  size_t depth = 0;
  std::vector<Node> pending{{arguments[0], 0}};
  while (!pending.empty()) {
    const Node node = pending.back();
    pending.pop_back();
    depth = std::max(depth, node.depth);
    if (node.term.is_cons()) {
      leaves.add(node.depth);
      continue;
    }
    const std::span<const Word> children = map_children(node.term);
    const bool is_full_root = node.depth == 0 && children.size() == Counts::kPlaces;
    full_roots += is_full_root ? 1 : 0;
    if (!is_full_root) nodes.add(children.size() - 1);
    for (const Word child : children) pending.push_back({Term(child), node.depth + 1});
  }
  Heap& heap = context.heap;
  use_reductions(context, nodes.total);
  const Term items[] = {
      heap.tuple(intern("depth"), Term::small(static_cast<int64_t>(depth))),
      heap.tuple(intern("arrays"), Term::small(full_roots), Term::nil()),
      nodes.tuple(heap, "bitmaps"),
      leaves.tuple(heap, "leafs"),
  };
  return make_list(heap, items);
}

/// Names of the interpreter's instructions.
Term instructions(Context& context, const Term*) {
  std::vector<Term> names;
  for (const beam::OpcodeInfo& opcode : beam::kOpcodes) {
    const std::string_view name = opcode.name;
    if (!name.empty()) names.push_back(context.heap.string(name.data(), name.size()));
  }
  return make_list(context.heap, names);
}

constexpr Bif kTable[] = {
    {"erts_debug", "flat_size", 1, flat_size_1},
    {"erts_debug", "size_shared", 1, size_shared},
    {"erts_debug", "same", 2, same},
    {"erts_debug", "copy_shared", 2, copy_shared},
    {"erts_debug", "map_info", 1, map_info},
    {"erts_debug", "dirty_cpu", 2, dirty_cpu},
    {"erts_debug", "dirty_io", 2, dirty_io},
    {"erts_debug", "dirty", 3, dirty},
    {"erts_debug", "instructions", 0, instructions},
};

}  // namespace

constinit const BifTable kErtsDebugBifs = kTable;

}  // namespace linac
