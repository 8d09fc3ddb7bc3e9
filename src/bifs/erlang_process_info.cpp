// SPDX-License-Identifier: Apache-2.0
//
// erlang: process_info and process_flag. One function per item, in a table; what belongs to another
// process's heap is copied.
#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "bifs/argument.h"
#include "bifs/heap_options.h"
#include "bifs/spawn_options.h"
#include "bifs/tables.h"
#include "code/module.h"
#include "memory/binary_data.h"
#include "memory/copy.h"
#include "process/crash_report.h"
#include "process/heap_info.h"
#include "process/signal.h"
#include "process/stack_places.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

namespace {

/// A process looked at by the one that runs.
struct Subject {
  Context& context;
  Process& process;

  Heap& heap() const { return context.heap; }
  bool is_self() const { return context.process == &process; }
  /// A term of the subject, on the caller's heap.
  Term own(Term term) const { return is_self() ? term : copy_term(term, context.heap); }
  HeapState heap_state() const { return is_self() ? context.heap.state() : process.heap; }
};

Term count(size_t value) { return Term::small(static_cast<int64_t>(value)); }

// --- where the process is

/// Places from the innermost call outwards.
std::vector<const Location*> places(const Subject& subject) {
  return stack_places(subject.context.vm->state().slots, subject.process, subject.heap_state());
}

Term name_of(const Location& location) {
  const auto& function = location.module->facts.functions[location.function];
  return location.module->atoms[function.name];
}

Term arity_of(const Location& location) {
  return Term::small(location.module->facts.functions[location.function].arity);
}

bool hibernates(const Subject& subject) { return subject.process.hibernates; }

Term current_function(const Subject& subject) {
  if (hibernates(subject)) {
    return subject.heap().tuple(atoms::kErlang, atoms::kHibernate, Term::small(3));
  }
  const std::vector<const Location*> found = places(subject);
  if (found.empty()) return atoms::kUndefined;
  const Location& place = *found.front();
  return subject.heap().tuple(place.module->name, name_of(place), arity_of(place));
}

Term frame(Heap& heap, const Location& place) {
  return heap.tuple(place.module->name, name_of(place), arity_of(place),
                    file_and_line(heap, place));
}

Term current_location(const Subject& subject) {
  if (hibernates(subject)) {
    return subject.heap().tuple(atoms::kErlang, atoms::kHibernate, Term::small(3), Term::nil());
  }
  const std::vector<const Location*> found = places(subject);
  return found.empty() ? atoms::kUndefined : frame(subject.heap(), *found.front());
}

Term current_stacktrace(const Subject& subject) {
  std::vector<Term> frames;
  const size_t depth = subject.context.vm->state().bifs.backtrace_depth;
  for (const Location* place : places(subject)) {
    if (frames.size() == depth) break;
    frames.push_back(frame(subject.heap(), *place));
  }
  return make_list(subject.heap(), frames);
}

// --- the items

Term registered_name(const Subject& subject) {
  const Term name = subject.process.registered_name;
  return name ? name : Term::nil();
}

Term initial_call(const Subject& subject) {
  const Process& process = subject.process;
  return subject.heap().tuple(process.initial_module, process.initial_function,
                              Term::small(process.initial_arity));
}

Term status(const Subject& subject) {
  static const Term kSuspended = intern("suspended");
  if (subject.process.suspend_count != 0) return kSuspended;
  switch (subject.process.state) {
    case ProcessState::kRunning:
      return atoms::kRunning;
    case ProcessState::kRunnable:
      return atoms::kRunnable;
    case ProcessState::kWaiting:
      return atoms::kWaiting;
    case ProcessState::kExiting:
      break;
  }
  return atoms::kExiting;
}

Term message_queue_length(const Subject& subject) {
  return count(subject.process.is_sensitive ? 0 : subject.process.mailbox.size());
}

Term messages(const Subject& subject) {
  std::vector<Term> all;
  if (subject.process.is_sensitive) return Term::nil();
  subject.process.mailbox.for_each([&](Term message) { all.push_back(subject.own(message)); });
  return make_list(subject.heap(), all);
}

Term links(const Subject& subject) {
  std::vector<Term> pids;
  for (const Term identifier : subject.process.links) pids.push_back(identifier);
  return make_list(subject.heap(), pids);
}

Term monitors(const Subject& subject) {
  std::vector<Term> items;
  Heap& heap = subject.heap();
  for (const Monitor& monitor : subject.process.monitors) {
    if (!monitor.is_origin) continue;
    const Term item = monitor.name ? heap.tuple(monitor.name, atoms::kNodeNoHost) : monitor.other;
    const Term type = monitor.other.is_local_port() ? atoms::kPort : atoms::kProcess;
    items.push_back(heap.tuple(type, item));
  }
  return make_list(heap, items);
}

Term monitored_by(const Subject& subject) {
  std::vector<Term> pids;
  for (const Monitor& monitor : subject.process.monitors) {
    if (!monitor.is_origin) pids.push_back(monitor.other);
  }
  return make_list(subject.heap(), pids);
}

Term dictionary(const Subject& subject) {
  std::vector<Term> pairs;
  if (subject.process.is_sensitive) return Term::nil();
  for (const DictionaryEntry& entry : subject.process.dictionary) {
    const Term key = subject.own(entry.key);
    pairs.push_back(subject.heap().tuple(key, subject.own(entry.value)));
  }
  return make_list(subject.heap(), pairs);
}

Term trap_exit(const Subject& subject) { return atoms::boolean(subject.process.trap_exit); }
Term error_handler(const Subject& subject) { return subject.process.error_handler; }
Term priority(const Subject& subject) { return priority_name(subject.process.priority); }
Term group_leader(const Subject& subject) { return subject.process.group_leader; }
Term parent(const Subject& subject) {
  return subject.process.parent == 0 ? atoms::kUndefined : Term::pid(subject.process.parent);
}
Term message_queue_data_name(const Process& process) {
  return process.is_off_heap ? atoms::kOffHeap : atoms::kOnHeap;
}
Term message_queue_data(const Subject& subject) { return message_queue_data_name(subject.process); }
Term async_dist(const Subject&) { return atoms::kFalse; }
Term sensitive(const Subject& subject) { return atoms::boolean(subject.process.is_sensitive); }

/// {Pid, suspended so often, requests under way}.
Term suspending(const Subject& subject) {
  std::vector<Term> items;
  for (const Suspension& suspension : subject.process.suspensions) {
    items.push_back(subject.heap().tuple(Term::pid(suspension.process), count(suspension.count),
                                         Term::small(0)));
  }
  return make_list(subject.heap(), items);
}
Term zero(const Subject&) { return Term::small(0); }
Term empty_list(const Subject&) { return Term::nil(); }

/// `false`, or the calls: none are kept.
Term last_calls(const Subject& subject) {
  return subject.process.saved_calls == 0 ? atoms::kFalse : Term::nil();
}

/// A number that is not 0 if anything is traced.
Term trace_number(const Subject& subject) { return Term::small(subject.process.trace_flags); }

Term stack_size(const Subject& subject) { return count(subject.heap_state().stack_words()); }
Term heap_size(const Subject& subject) { return count(subject.heap_state().block_words()); }

Term total_heap_size(const Subject& subject) { return count(subject.heap_state().total_words()); }
Term memory(const Subject& subject) {
  return count(sizeof(Process) + subject.heap_state().total_words() * sizeof(Word));
}

Term reductions(const Subject& subject) {
  int64_t total = static_cast<int64_t>(subject.process.reductions);
  if (subject.is_self()) total += reductions_of_leg(subject.context);
  return Term::small(total);
}

template <const Term& kName>
Term heap_option_item(const Subject& subject) {
  return heap_option(subject.heap(), subject.heap_state().options, kName);
}

Term garbage_collection(const Subject& subject) {
  static const Term kMinorGcs = intern("minor_gcs");
  Heap& heap = subject.heap();
  const HeapState state = subject.heap_state();
  const auto option = [&](Term name) {
    return heap.tuple(name, heap_option(heap, state.options, name));
  };
  const Term items[] = {option(atoms::kMaxHeapSize), option(atoms::kMinBinVheapSize),
                        option(atoms::kMinHeapSize), option(atoms::kFullsweepAfter),
                        heap.tuple(kMinorGcs, count(state.minor_collections))};
  return make_list(heap, items);
}

Term garbage_collection_info(const Subject& subject) {
  return heap_info(subject.heap(), subject.heap_state());
}

/// {Address, Bytes, References} of each reference-counted binary, by address: collections change
/// their order on the heap.
Term binaries(const Subject& subject) {
  std::vector<Word*> owners;
  const HeapState heap = subject.heap_state();
  for (Word* chain : {heap.binaries.first, heap.old_binaries.first}) {
    for_each_binary(chain, [&](Word* binary) {
      if (header_kind(binary[0]) == Kind::kRefcBinary) owners.push_back(binary);
    });
  }
  std::stable_sort(owners.begin(), owners.end(), [](const Word* a, const Word* b) {
    return std::less<>()(binary_data(a), binary_data(b));
  });
  Term list = Term::nil();
  for (size_t i = owners.size(); i-- > 0;) {
    const BinaryData* const data = binary_data(owners[i]);
    const Term address = subject.heap().unsigned_integer(reinterpret_cast<uintptr_t>(data));
    list = subject.heap().cons(
        subject.heap().tuple(address, count(owners[i][1]), count(data->references)), list);
  }
  return list;
}

/// What the process is doing, as crash reports show it.
Term backtrace(const Subject& subject) {
  if (subject.process.is_sensitive) return make_binary(subject.heap(), "", 0);
  const std::string text = describe_process(subject.context, subject.process);
  return make_binary(subject.heap(), text.data(), text.size());
}

struct Item {
  Term name;
  Term (*value)(const Subject& subject);
  bool in_default_list;  ///< process_info/1 shows it
};

// In the order of process_info/1.
constexpr Item kItems[] = {
    {atoms::kRegisteredName, registered_name, true},
    {atoms::kCurrentFunction, current_function, true},
    {atoms::kInitialCall, initial_call, true},
    {atoms::kStatus, status, true},
    {atoms::kMessageQueueLen, message_queue_length, true},
    {atoms::kLinks, links, true},
    {atoms::kDictionary, dictionary, true},
    {atoms::kTrapExit, trap_exit, true},
    {atoms::kErrorHandler, error_handler, true},
    {atoms::kPriority, priority, true},
    {atoms::kGroupLeader, group_leader, true},
    {atoms::kTotalHeapSize, total_heap_size, true},
    {atoms::kHeapSize, heap_size, true},
    {atoms::kStackSize, stack_size, true},
    {atoms::kReductions, reductions, true},
    {atoms::kGarbageCollection, garbage_collection, true},
    {atoms::kSuspending, suspending, true},
    {atoms::kMessages, messages, false},
    {atoms::kMonitors, monitors, false},
    {atoms::kMonitoredBy, monitored_by, false},
    {atoms::kMemory, memory, false},
    {atoms::kMessageQueueData, message_queue_data, false},
    {atoms::kCurrentLocation, current_location, false},
    {atoms::kCurrentStacktrace, current_stacktrace, false},
    {atoms::kBinary, binaries, false},
    {atoms::kCatchlevel, zero, false},
    {atoms::kSensitive, sensitive, false},
    {atoms::kAsyncDist, async_dist, false},
    {atoms::kMinHeapSize, heap_option_item<atoms::kMinHeapSize>, false},
    {atoms::kMinBinVheapSize, heap_option_item<atoms::kMinBinVheapSize>, false},
    {atoms::kMaxHeapSize, heap_option_item<atoms::kMaxHeapSize>, false},
    {atoms::kFullsweepAfter, heap_option_item<atoms::kFullsweepAfter>, false},
    {atoms::kGarbageCollectionInfo, garbage_collection_info, false},
};

/// {Item, Value}, `[]` for a name that is not there; the non-value if there is no such item.
Term item_pair(const Subject& subject, Term name, bool in_list) {
  static const Term kParent = intern("parent");
  static const Term kBacktrace = intern("backtrace");
  if (name == kBacktrace) return subject.heap().tuple(name, backtrace(subject));
  if (name == kParent) return subject.heap().tuple(name, parent(subject));
  static const Item kRareItems[] = {
      {intern("last_calls"), last_calls, false},
      {intern("trace"), trace_number, false},
      {intern("sequential_trace_token"), empty_list, false},
      {intern("magic_ref"), empty_list, false},
  };
  for (const Item& item : kRareItems) {
    if (item.name == name) return subject.heap().tuple(name, item.value(subject));
  }
  for (const Item& item : kItems) {
    if (item.name != name) continue;
    const Term value = item.value(subject);
    if (name == atoms::kRegisteredName && value.is_nil() && !in_list) return value;
    return subject.heap().tuple(name, value);
  }
  return Term::non_value();
}

Process* find_subject(Context& context, Term pid) {
  // In OTP another process is asked by a signal, and answers by one.
  constexpr int64_t kSignalReductions = 20;
  Process* process = context.vm->state().scheduler.find(pid);
  if (process != context.process) use_reductions(context, kSignalReductions);
  return process == nullptr || process->state == ProcessState::kExiting ? nullptr : process;
}

Term process_info_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_local_pid()) return context.badarg();
  Process* process = find_subject(context, arguments[0]);
  if (process == nullptr) return atoms::kUndefined;
  const Subject subject{context, *process};
  std::vector<Term> pairs;
  for (const Item& item : kItems) {
    if (!item.in_default_list) continue;
    if (item.name == atoms::kRegisteredName && !process->registered_name) continue;
    pairs.push_back(context.heap.tuple(item.name, item.value(subject)));
  }
  return make_list(context.heap, pairs);
}

Term process_info_2(Context& context, const Term* arguments) {
  if (!arguments[0].is_local_pid()) return context.badarg();
  Process* process = find_subject(context, arguments[0]);
  const Term items = arguments[1];
  if (!items.is_list() && !items.is_atom()) return context.badarg();
  if (process == nullptr) return atoms::kUndefined;
  const Subject subject{context, *process};
  if (items.is_atom()) {
    const Term pair = item_pair(subject, items, false);
    return pair ? pair : context.badarg();
  }
  std::vector<Term> pairs;
  Term rest = items;
  for (; rest.is_cons(); rest = tail(rest)) {
    const Term pair = item_pair(subject, head(rest), true);
    if (!pair) return context.badarg();
    pairs.push_back(pair);
  }
  return rest.is_nil() ? make_list(context.heap, pairs) : context.badarg();
}

/// erts_internal:process_display/2: true, or why not.
Term process_display(Context& context, const Term* arguments) {
  static const Term kBacktrace = intern("backtrace");
  const Term pid = arguments[0];
  if (arguments[1] != kBacktrace) return atoms::kBadopt;
  if (!pid.is_local_pid()) return atoms::kBadarg;
  const Process* const process = find_subject(context, pid);
  if (process == nullptr) return atoms::kBadarg;
  context.vm->state().platform.write(2, describe_process(context, *process));
  return atoms::kTrue;
}

// --- flags

/// Sets a flag that has two values; the value it had, or the non-value if `value` is none of them.
Term exchange_boolean(bool& flag, Term value) {
  if (value != atoms::kTrue && value != atoms::kFalse) return Term::non_value();
  return atoms::boolean(std::exchange(flag, value == atoms::kTrue));
}

Term set_saved_calls(Process& process, Term value) {
  const std::optional<int64_t> wanted = read_integer(value, 0, 10000);
  if (!wanted) return Term::non_value();
  return Term::small(std::exchange(process.saved_calls, static_cast<uint16_t>(*wanted)));
}

/// The flag's value until now; the non-value if there is no such flag, or it cannot be set to that.
Term set_flag(Context& context, Process& process, Term name, Term value) {
  static const Term kScheduler = intern("scheduler");
  if (name == atoms::kTrapExit) return exchange_boolean(process.trap_exit, value);
  if (name == atoms::kSensitive) return exchange_boolean(process.is_sensitive, value);
  if (name == atoms::kPriority) {
    const std::optional<Priority> priority = read_priority(value);
    if (!priority) return Term::non_value();
    const Term old = priority_name(process.priority);
    context.vm->state().scheduler.set_priority(&process, *priority);
    return old;
  }
  if (name == atoms::kMessageQueueData) {
    const Term old = message_queue_data_name(process);
    return read_message_queue_data(value, process.is_off_heap) ? old : Term::non_value();
  }
  if (name == atoms::kErrorHandler && value.is_atom()) {
    return std::exchange(process.error_handler, value);
  }
  // There are no other nodes, so this one has no effect.
  if (name == atoms::kAsyncDist && (value == atoms::kTrue || value == atoms::kFalse)) {
    return atoms::kFalse;
  }
  // Which scheduler runs it: there is one, and 0 leaves it to the system.
  if (name == kScheduler) {
    return read_integer(value, 0, 1) ? Term::small(0) : Term::non_value();
  }
  if (name == atoms::kSaveCalls) return set_saved_calls(process, value);
  return Term::non_value();
}

/// The options of net_kernel:monitor_nodes/2 as it hands them on: a map without other keys.
bool are_node_options(Term options) {
  if (!options.is_map()) return options.is_nil();
  struct {
    Term key;
    std::vector<Term> values;
  } const known[] = {
      {intern("list"), {atoms::kTrue}},
      {intern("connection_id"), {atoms::kTrue, atoms::kFalse}},
      {intern("node_type"), {intern("visible"), intern("hidden"), intern("all")}},
      {intern("nodedown_reason"), {atoms::kTrue, atoms::kFalse}},
  };
  uint32_t left = map_size(options);
  for (const auto& [key, values] : known) {
    const Term value = map_get(options, key);
    if (!value) continue;
    --left;
    if (std::find(values.begin(), values.end(), value) == values.end()) return false;
  }
  return left == 0;
}

/// Whether a flag is what net_kernel:monitor_nodes sets; `options` are those given with it.
bool is_monitor_nodes(Term name, Term& options) {
  static const Term kMonitorNodes = intern("monitor_nodes");
  options = Term::nil();
  if (name == kMonitorNodes) return true;
  if (!name.is_tuple() || tuple_arity(name) != 2 || tuple_element(name, 0) != kMonitorNodes) {
    return false;
  }
  options = tuple_element(name, 1);
  return true;
}

Term process_flag_2(Context& context, const Term* arguments) {
  const Term name = arguments[0];
  const Term value = arguments[1];
  if (Term options; is_monitor_nodes(name, options)) {
    // No node ever comes or goes, so nothing need be remembered.
    const bool is_switch = value == atoms::kTrue || value == atoms::kFalse;
    return is_switch && are_node_options(options) ? Term::small(0) : context.badarg();
  }
  if (const Term old = heap_option(context.heap, context.heap.options(), name)) {
    HeapOptions options = context.heap.options();
    if (!set_heap_option(options, context.vm->state().heap_defaults, name, value) ||
        !are_consistent(options)) {
      return context.badarg();
    }
    context.heap.options() = options;
    return old;
  }
  const Term old = set_flag(context, *context.process, name, value);
  return old ? old : context.badarg();
}

/// erts_internal:process_flag/3: of another process only save_calls can be set.
Term process_flag_3(Context& context, const Term* arguments) {
  static const Term kBadtype = intern("badtype");
  const Term pid = arguments[0];
  Process* const process = pid.is_local_pid() ? find_subject(context, pid) : nullptr;
  if (process == nullptr || arguments[1] != atoms::kSaveCalls) return atoms::kBadarg;
  const Term old = set_saved_calls(*process, arguments[2]);
  return old ? old : kBadtype;
}

constexpr Bif kTable[] = {
    {"erlang", "process_info", 1, process_info_1},
    {"erlang", "process_info", 2, process_info_2},
    {"erlang", "process_flag", 2, process_flag_2},
    {"erts_internal", "process_flag", 3, process_flag_3},
    {"erts_internal", "process_display", 2, process_display},
};

}  // namespace

constinit const BifTable kErlangProcessInfoBifs = kTable;

}  // namespace linac
