// SPDX-License-Identifier: Apache-2.0
//
// A process: its heap and stack while it does not run, where it goes on, its mailbox, and whom its
// end concerns. Invariant: while it runs, `heap` is stale (Context::heap holds it) and `registers`
// is empty; otherwise the live X registers are in `registers` and `continuation` says where to go
// on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "code/slot_table.h"
#include "memory/process_heap.h"
#include "process/keyed_list.h"
#include "process/mailbox.h"
#include "process/process_dictionary.h"
#include "process/timer_queue.h"
#include "term/atom.h"
#include "term/term.h"
#include "trace/trace_flags.h"

namespace linac {

enum class ProcessState : uint8_t { kRunnable, kRunning, kWaiting, kExiting };

/// From the one that waits longest to the one that is served before all others.
enum class Priority : uint8_t { kLow, kNormal, kHigh, kMax };

/// When an alias stops being one.
enum class AliasKind : uint8_t {
  kExplicit,        ///< with unalias/1 only
  kDemonitor,       ///< with its monitor
  kReply,           ///< with the first message through it
  kReplyDemonitor,  ///< with either; the first message ends the monitor too
};

/// A reference through which messages reach the process.
struct Alias {
  Word reference;  ///< first word of the reference; the second is the process's number
  AliasKind kind;
  bool ends_with_monitor() const {
    return kind == AliasKind::kDemonitor || kind == AliasKind::kReplyDemonitor;
  }
};

/// One side of a monitor.
struct Monitor {
  Word reference[2];
  Term other;      ///< pid of the other process, or the port that is watched
  Term name;       ///< name the monitor was set up by, or the non-value
  bool is_origin;  ///< this process watches `other`
  /// On the origin's side: it has a MonitorTag.
  bool has_tag = false;
};

/// What a monitor's message begins with in place of 'DOWN'.
struct MonitorTag {
  Word reference;  ///< first word of the monitor's
  Term tag;        ///< on the heap of the process
};

/// How a monitor is set up, beyond whom it watches.
struct MonitorOptions {
  std::optional<AliasKind> alias;
  Term tag;  ///< what the message begins with in place of 'DOWN'; or the non-value
};

/// A process that this one has suspended.
struct Suspension {
  uint64_t process;
  uint32_t count;
};

/// The first word of a reference is different from that of all others. A process may have both
/// sides of a monitor only if they are two monitors.
struct ProcessKey {
  static uint64_t of(const Suspension& suspension) { return suspension.process; }
};
/// Pids and ports, whose words are different.
struct IdentifierKey {
  static uint64_t of(Term identifier) { return identifier.bits(); }
};
struct ReferenceKey {
  template <typename T>
  static uint64_t of(const T& item) {
    return item.reference;
  }
  static uint64_t of(const Monitor& monitor) { return monitor.reference[0]; }
};

struct MessageTimer;  // process/message_timer.h

struct Process {
  uint64_t number = 0;
  HeapState heap;
  ProcessState state = ProcessState::kRunnable;
  Priority priority = Priority::kNormal;
  bool trap_exit = false;
  bool in_run_queue = false;
  bool hibernates = false;      ///< and has not run since
  bool heap_is_pinned = false;  ///< a BIF that gave way has pointers into it: no collections
  bool is_sensitive = false;
  uint16_t saved_calls = 0;           ///< process_flag(save_calls, N), without effect
  bool is_off_heap = false;           ///< message_queue_data; makes no difference here
  uint32_t suspend_count = 0;         ///< while it is not 0 the process does not run
  Process* queue_previous = nullptr;  ///< its neighbours in the run queue
  Process* queue_next = nullptr;
  SlotIndex continuation = 0;
  std::vector<Term> registers;
  Mailbox mailbox;
  KeyedList<Term, IdentifierKey> links;  ///< processes and ports
  KeyedList<Monitor, ReferenceKey> monitors;
  KeyedList<MonitorTag, ReferenceKey> monitor_tags;
  KeyedList<Alias, ReferenceKey> aliases;
  KeyedList<Suspension, ProcessKey> suspensions;
  ProcessDictionary dictionary;
  Term group_leader;
  Term awaited_module;   ///< whose -on_load function a call waits for, or the non-value
  Term registered_name;  ///< or the non-value
  Term error_handler = atoms::kErrorHandler;  ///< module that undefined functions are left to
  Term initial_module, initial_function;
  uint32_t initial_arity = 0;
  uint64_t parent = 0;
  TraceFlags trace_flags = 0;  ///< what is traced; without a tracer nothing
  Term tracer;                 ///< pid, or the non-value
  uint64_t reductions = 0;     ///< executed so far, in finished slices
  ReceiveTimer receive_timer{this};
  MessageTimer* message_timers = nullptr;  ///< that will send to this process
  bool receive_started = false;  ///< wait_timeout has read its time, which may be gone since
  bool timed_out = false;        ///< the receive timer has fired
  Term exit_reason;              ///< while exiting: value on this process's own heap

  Term pid() const { return Term::pid(number); }
};

}  // namespace linac
