// SPDX-License-Identifier: Apache-2.0
#include "module_versions.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "code/linker.h"
#include "jit/compile.h"
#include "memory/literal_ranges.h"
#include "process/signal.h"
#include "runtime/collect.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "trace/breakpoint.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Whether `is_sought(const Module&)` holds for a module that the process is in or returns to.
template <typename Predicate>
bool executes_any(Context& context, const Process& process, Predicate is_sought) {
  const SlotTable& slots = context.vm->state().slots;
  auto sought = [&](SlotIndex index) {
    if (!slots.contains(index)) return false;
    const Slot& slot = slots[index];
    return slot.kind == SlotKind::kLabel && is_sought(*slot.module);
  };
  const bool runs = context.process == &process;
  const HeapState heap = runs ? context.heap.state() : process.heap;
  const Word* word = heap.stack_pointer;
  if (!runs) {
    if (sought(process.continuation)) return true;
    // Where code has a frame of its own, the first word is the return address of an earlier call,
    // or has never been written.
    const Slot& at = slots[process.continuation];
    if (at.kind == SlotKind::kLabel) {
      const Module& module = *at.module;
      if (module.locations[module.entries[at.index].location].has_frame) ++word;
    }
  }
  for (; word < heap.end; ++word) {
    const Term term(*word);
    if ((term.is_return_address() || term.is_catch_tag()) && sought(term.slot())) return true;
  }
  return false;
}

/// The versions of a module that are not purged.
std::vector<Module*> versions_of(const Vm::State& state, Term name) {
  std::vector<Module*> versions;
  if (Module* current = state.find_module(name)) versions.push_back(current);
  const auto pending = state.pending_modules.find(name.atom_index());
  if (pending != state.pending_modules.end() && pending->second.module != nullptr) {
    versions.push_back(pending->second.module.get());
  }
  if (Module* old = old_module(state, name)) versions.push_back(old);
  return versions;
}

void kill(Context& context, Process* process) {
  send_exit(context, process->pid(), process, atoms::kKill, false);
}

/// Words behind the headers of local funs on a heap that are the addresses of entries without code.
void find_unloaded_funs(const FunTable& funs, const Word* at, const Word* end,
                        std::unordered_set<Word>& found) {
  for (; at + kFunEntryOffset < end; ++at) {
    const Term term(*at);
    if (!term.is_header() || header_kind(*at) != Kind::kFun) continue;
    const Word entry = at[kFunEntryOffset];
    if (funs.is_unloaded(entry)) found.insert(entry);
  }
}

void sweep_funs(Vm::State& state) {
  std::unordered_set<Word> found;
  for (const uint64_t number : state.scheduler.process_numbers()) {
    const HeapState& heap = state.scheduler.find(number)->heap;
    find_unloaded_funs(state.funs, heap.start, heap.top, found);
    find_unloaded_funs(state.funs, heap.old_start, heap.old_top, found);
    for (const Fragment* f = heap.fragments; f != nullptr; f = f->next) {
      find_unloaded_funs(state.funs, f->words(), f->words() + f->used, found);
    }
  }
  state.funs.sweep(found);
}

}  // namespace

Module* old_module(const Vm::State& state, Term name) {
  const auto found = state.versions.old.find(name.atom_index());
  return found == state.versions.old.end() ? nullptr : found->second.get();
}

void enter_module(Vm::State& state, Module& module) {
  module.id = ++state.versions.last_id;
  state.versions.by_id[module.id] = &module;
  state.versions.known.insert(module.name.atom_index());
  attach_funs(module, state.exports, state.funs);
}

void make_current(Vm::State& state, std::unique_ptr<Module> module) {
  const uint32_t name = module->name.atom_index();
  std::unique_ptr<Module>& current = state.modules[name];
  if (current != nullptr) forget_breakpoints(state, *current);
  publish_exports(*module, current.get(), state.exports);
  if (current != nullptr) {
    std::unique_ptr<Module>& old = state.versions.old[name];
    if (old != nullptr) discard_module(state, std::move(old));
    old = std::move(current);
  }
  current = std::move(module);
  trace_loaded_module(state, *current);
}

bool delete_module(Vm::State& state, Term name) {
  const auto found = state.modules.find(name.atom_index());
  if (found == state.modules.end()) return false;
  forget_breakpoints(state, *found->second);
  withdraw_exports(*found->second, state.exports);
  state.versions.old[name.atom_index()] = std::move(found->second);
  state.modules.erase(found);
  return true;
}

bool executes(Context& context, const Process& process, const Module& module) {
  return executes_any(context, process, [&](const Module& other) { return &other == &module; });
}

Purge purge_module(Context& context, Term name, bool soft) {
  Vm::State& state = context.vm->state();
  const auto found = state.versions.old.find(name.atom_index());
  if (found == state.versions.old.end()) return {false, false, soft};
  const Module& module = *found->second;
  bool killed = false;
  for (const uint64_t number : state.scheduler.process_numbers()) {
    Process* const process = state.scheduler.find(number);
    // Others may have ended with one that was killed.
    if (process == nullptr || process->state == ProcessState::kExiting) continue;
    if (!executes(context, *process, module)) continue;
    if (soft) return {true, false, false};
    kill(context, process);
    killed = true;
  }
  std::unique_ptr<Module> old = std::move(found->second);
  state.versions.old.erase(found);
  discard_module(state, std::move(old));
  // So a program that does this all the time lets it be freed.
  use_reductions(context, reductions_left(context));
  return {true, killed, true};
}

void discard_module(Vm::State& state, std::unique_ptr<Module> module) {
  std::vector<Module*> others = versions_of(state, module->name);
  std::erase(others, module.get());
  if (!detach_funs(*module, others, state.exports, state.funs)) {
    state.versions.kept.push_back(std::move(module));
    return;
  }
  module->is_purged = true;
  state.versions.purged.push_back(std::move(module));
}

void free_purged(Context& context) {
  Vm::State& state = context.vm->state();
  // Literals are copied by a collection: that waits until every heap may be collected.
  bool is_pinned = false;
  state.scheduler.for_each([&](const Process& p) { is_pinned = is_pinned || p.heap_is_pinned; });
  if (is_pinned) return;
  PersistentTerms& terms = state.bifs.persistent_terms;
  while (!state.versions.purged.empty() || terms.has_retired()) {
    const std::vector<std::unique_ptr<Module>> purged = std::move(state.versions.purged);
    state.versions.purged.clear();
    const std::vector<std::unique_ptr<BlockHeap>> erased = terms.take_retired();
    LiteralRanges literals;
    for (const auto& area : erased) {
      area->for_each_block([&](const Word* at, size_t words) { literals.add(at, words); });
    }
    for (const auto& module : purged) {
      module->literal_area.for_each_block(
          [&](const Word* start, size_t words) { literals.add(start, words); });
    }
    for (const uint64_t number : state.scheduler.process_numbers()) {
      Process* const process = state.scheduler.find(number);
      if (process == nullptr) continue;
      // The purge has seen to that, but for the running process only its calls could be seen.
      if (executes_any(context, *process, [](const Module& m) { return m.is_purged; }) ||
          !copy_literals(context, *process, literals)) {
        kill(context, process);
      }
    }
    for (const auto& module : purged) {
      uninstall_compiled(state, *module);
      state.versions.by_id.erase(module->id);
      unlink_module(*module, state.slots, state.funs);
    }
  }
  if (state.funs.wants_sweep()) sweep_funs(state);
}

void forget_linked(Vm::State& state, Module& module) {
  uninstall_compiled(state, module);
  unlink_module(module, state.slots, state.funs);
}

}  // namespace linac
